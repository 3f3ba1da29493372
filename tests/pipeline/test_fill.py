"""Gaps are filled the same way by one process or several, and an interruption keeps what is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from l10n import pipeline, translate
from l10n.engines.pseudo import PseudoEngine
from l10n.errors import EngineError, ProjectError
from l10n.model import Fragment, Translation


def make(folder: Path, articles: int) -> Path:
    (folder / "articles").mkdir(parents=True)
    (folder / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["en_US", "en_XA", "ar_XB"]\n')
    for number in range(articles):
        (folder / "articles" / f"a{number:02}.md").write_text(
            f"# The harbour of day {number}\n\nThe colour of the sea.\n\nBoat {number} was late.\n")
    workspace = pipeline.open_workspace(folder)
    pipeline.sync(workspace, pipeline.select(workspace, (), ()))
    return folder


def fill(folder: Path, jobs: int = 1) -> pipeline.Outcome:
    workspace = pipeline.open_workspace(folder, jobs=jobs)
    return pipeline.translate(workspace, pipeline.select(workspace, (), ()))


def texts(folder: Path) -> dict[str, list[str]]:
    """Catalogs without what names the project and the time."""
    return {path.relative_to(folder).as_posix(): [line for line in path.read_text().splitlines()
                                                  if "-Date" not in line and "Project-Id" not in line]
            for path in sorted((folder / "locales").rglob("*.po"))}


def test_several_processes_share_the_articles(tmp_path: Path) -> None:
    one, many = make(tmp_path / "one", 20), make(tmp_path / "many", 20)
    assert fill(one).changed == fill(many, jobs=2).changed
    assert texts(one) == texts(many)
    assert "# l10n: pseudo:en_XA" in str(texts(one))


@pytest.mark.parametrize("end", [KeyboardInterrupt, MemoryError])
def test_an_interruption_keeps_the_articles_that_are_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                         end: type[BaseException]) -> None:
    folder = make(tmp_path / "project", 6)
    whole = PseudoEngine.translate
    calls: list[int] = []

    def interrupted(self: PseudoEngine, fragments: Sequence[Fragment], source: str,
                    target: str) -> Sequence[Translation]:
        calls.append(len(fragments))
        if len(calls) == 3:
            raise end
        return whole(self, fragments, source, target)

    monkeypatch.setattr(PseudoEngine, "translate", interrupted)
    monkeypatch.setattr(translate, "CHUNK", 15)
    if end is MemoryError:      # an engine's failure, told in one line; the rest of the run goes on
        assert any(line.endswith("broke down: engine “pseudo” ran out of memory") for line in fill(folder).messages)
    else:
        with pytest.raises(end):
            fill(folder)
    done = [path for path, lines in texts(folder).items() if any("# l10n: pseudo" in line for line in lines)]
    assert done
    assert len(done) < 12 or 'msgstr ""' in str(texts(folder))     # an article may be done in part
    monkeypatch.setattr(PseudoEngine, "translate", whole)
    fill(folder)
    again = make(tmp_path / "again", 6)
    fill(again)
    assert texts(folder) == texts(again)


def test_an_executor_that_there_is_not(tmp_path: Path) -> None:
    folder = make(tmp_path / "project", 1)
    for name in ("rya", "ray://", "ray://host", "ray://a b:1"):
        with pytest.raises(ProjectError, match="no executor"):
            pipeline.open_workspace(folder, executor=name)


def test_a_cluster_elsewhere_has_to_be_allowed(tmp_path: Path) -> None:
    """Text goes to no machine that the configuration does not name; the refusal comes before anything is read."""
    folder = make(tmp_path / "project", 1)
    with pytest.raises(EngineError, match="allow-hosts"):
        pipeline.open_workspace(folder, executor="ray://cluster.example:10001")
    for own in ("ray://localhost:10001", "ray://127.0.0.1:10001", "ray://[::1]:10001"):
        pipeline.open_workspace(folder, executor=own)
    config = folder / "l10n.toml"
    config.write_text('allow-hosts = ["cluster.example"]\n' + config.read_text("utf-8"), "utf-8")
    pipeline.open_workspace(folder, executor="ray://cluster.example:10001")
