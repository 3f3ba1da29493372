"""A new project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from l10n import files, locales, project
from l10n.errors import ProjectError
from l10n.pipeline.workspace import Outcome

_LOCALES = ("es",)


def init(directory: Path, source_locale: str, chosen: Sequence[str] = ()) -> Outcome:
    """Write ``l10n.toml`` and the folder of articles; ProjectError where there is a project already."""
    own, shared = directory / "l10n.toml", directory / "pyproject.toml"
    if own.exists() or (shared.is_file() and b"[tool.l10n" in files.read(shared, shared.name, ProjectError)):
        raise ProjectError("configures a project here already", path=own.name if own.exists() else shared.name)
    text = project.starter(locales.parse(source_locale), [locales.parse(tag) for tag in chosen or _LOCALES])
    files.write(own, text.encode(), "l10n.toml", expected=None)
    (directory / "articles").mkdir(exist_ok=True)
    return Outcome(("l10n.toml", "articles/"), (), ("Put articles (.txt, .md, .html) into articles/, then: l10n run",))
