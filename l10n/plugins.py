"""Formats, engines and checks by name: our own and those that other packages add by entry points.

Groups: ``l10n.formats``, ``l10n.engines``, ``l10n.checks``. Nothing is imported before it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from l10n.errors import PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Group = Literal["l10n.formats", "l10n.engines", "l10n.checks"]

_OWN: dict[str, dict[str, str]] = {
    "l10n.formats": {
        "text": "l10n.formats.text:FORMAT",
        "markdown": "l10n.formats.markdown:FORMAT",
        "mdx": "l10n.formats.markdown:MDX",
        "html": "l10n.formats.html:FORMAT",
    },
    "l10n.engines": {
        "argos": "l10n.engines.argos:ArgosEngine",
        "apertium": "l10n.engines.apertium:ApertiumEngine",
        "llm": "l10n.engines.llm:LlmEngine",
        "pseudo": "l10n.engines.pseudo:PseudoEngine",
    },
    "l10n.checks": {},
}


@cache
def available(group: Group) -> Mapping[str, EntryPoint]:
    """Name → entry point of a group; a plug-in replaces one of ours of the same name."""
    from importlib.metadata import EntryPoint, entry_points  # half of what this package takes to import otherwise
    found = {name: EntryPoint(name, value, group) for name, value in _OWN[group].items()}
    found.update((point.name, point) for point in entry_points(group=group))
    return MappingProxyType(found)


@cache
def load(group: Group, name: str) -> Any:
    """The object that an entry point names.

    Raises PluginError where there is no such name or its import fails; the message says which package is at fault.
    """
    try:
        point = available(group)[name]
    except KeyError:
        known = ", ".join(sorted(available(group)))
        raise PluginError(f"no {group.removeprefix('l10n.').rstrip('s')} named “{name}” (there are: {known})") from None
    try:
        return point.load()
    except Exception as problem:  # whatever foreign code raises while it is imported
        raise PluginError(f"{group} “{name}” ({point.value}) cannot be loaded: {problem}") from problem
