"""What ``l10n check`` lets pass: ``[tool.l10n.check]``, and the same keys for one locale."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from l10n.errors import ProjectError
from l10n.project import toml

Level = Literal["info", "warning", "error", "never"]
Measure = Literal["translated", "reviewed", "translated-segments", "reviewed-segments"]

LEVELS = ("info", "warning", "error", "never")
MEASURES = ("translated", "reviewed", "translated-segments", "reviewed-segments")
KEYS = ("fail-on", "min", "ignore", "spelling")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?")


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What holds for one locale."""

    fail_on: Level = "warning"
    """Findings from this severity on fail the check; ``never``: none does."""
    minimum: tuple[tuple[Measure, float], ...] = ()
    """Percent of the words, or segments, of each article that have to be translated (by anybody or anything), or
    reviewed."""
    ignore: tuple[str, ...] = ()
    """Codes of rules that are off."""
    spelling: bool = False
    """Whether words are looked up in the hunspell dictionary of the locale."""


def read(table: toml.Table, inherited: CheckOptions) -> CheckOptions:
    """The options in a ``check`` table; ProjectError with the line for what is none."""
    table.known(KEYS)
    level = table.choice("fail-on", LEVELS)
    codes = table.strings("ignore")
    spelling = table.boolean("spelling")
    for code in codes or ():
        if not re.fullmatch(r"[A-Z]{1,4}\d{3}", code):
            table.fail(f"“{code}” is no code of a rule, as N101 is", "ignore", code)
    return CheckOptions(cast(Level, level or inherited.fail_on),
                        _minimum(table, dict(inherited.minimum)),
                        inherited.ignore if codes is None else codes,
                        inherited.spelling if spelling is None else spelling)


def _minimum(table: toml.Table, inherited: Mapping[Measure, float]) -> tuple[tuple[Measure, float], ...]:
    under = table.table("min")
    under.known(MEASURES)
    found = dict(inherited)
    for key, value in under.values.items():
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            under.fail(f"“{key}” has to be a percentage, as \"95%\" is", key)
        try:
            found[cast(Measure, key)] = percent(str(value))
        except ProjectError as problem:
            under.fail(problem.message, key)
    return tuple(found.items())


def percent(text: str) -> float:
    """``95``, ``95%`` or ``95.5 %`` as a number from 0 to 100; ProjectError for anything else."""
    found = _PERCENT.fullmatch(text.strip())
    if found is None or float(found[1]) > 100:
        raise ProjectError(f"“{text}” is no percentage from 0% to 100%")
    return float(found[1])
