"""TOML tables whose errors say in which line they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn

from l10n.errors import ProjectError

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = re.compile(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*=")
_HEADER = re.compile(rf"\s*\[\[?\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*\]")


def read(data: bytes, path: str) -> Table:
    """The root table of a TOML file.

    Raises ProjectError with the line where it is not UTF-8 or no TOML.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise ProjectError("not UTF-8, as TOML has to be", path=path, line=line) from None
    try:
        return Table(tomllib.loads(text), path, text)
    except tomllib.TOMLDecodeError as problem:
        message, _, place = str(problem).rpartition(" (at ")
        number = re.match(r"line (\d+)", place)
        line = int(number[1]) if number else len(text.splitlines())
        raise ProjectError(f"broken TOML: {_lowered(message)}", path=path, line=line) from None
    except RecursionError:
        raise ProjectError("broken TOML: nested too deeply", path=path) from None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a TOML file that knows where it stands."""

    values: Mapping[str, Any]
    path: str
    """The file, as shown in errors."""
    text: str
    """The whole file."""
    keys: tuple[str, ...] = ()
    """The keys that lead to this table from the root."""

    def fail(self, message: str, key: str | None = None, value: str | None = None) -> NoReturn:
        """Raise ProjectError at the line of ``key``, or of ``value`` in its list."""
        keys = self.keys if key is None else (*self.keys, key)
        raise ProjectError(message, path=self.path, line=_line(self.text, keys, value))

    def known(self, names: Collection[str]) -> None:
        """ProjectError for the first key that is none of ``names``."""
        for key in self.values:
            if key not in names:
                near = close(key.lower().replace("_", "-"), names)
                hint = f", did you mean “{near}”?" if near else f" (there are: {', '.join(sorted(names))})"
                self.fail(f"unknown key “{key}”{hint}", key)

    def table(self, key: str) -> Table:
        """The table under ``key``; an empty one where there is none."""
        found = self.values.get(key, {})
        if not isinstance(found, dict):
            self.fail(f"“{key}” has to be a table, not {_kind(found)}", key)
        return Table(found, self.path, self.text, (*self.keys, key))

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Every key of this table with the table under it."""
        for key in self.values:
            yield key, self.table(key)

    def string(self, key: str) -> str | None:
        """The string under ``key``; None where there is none."""
        found = self.values.get(key)
        if found is not None and not isinstance(found, str):
            self.fail(f"“{key}” has to be a string, not {_kind(found)}", key)
        return found

    def boolean(self, key: str) -> bool | None:
        """The true or false under ``key``; None where there is none."""
        found = self.values.get(key)
        if found is not None and not isinstance(found, bool):
            self.fail(f"“{key}” has to be true or false, not {_kind(found)}", key)
        return found

    def choice(self, key: str, choices: Collection[str]) -> str | None:
        """The string under ``key``, one of ``choices``; None where there is none."""
        found = self.string(key)
        if found is not None and found not in choices:
            near = close(found, choices)
            hint = f"did you mean “{near}”?" if near else "it is one of " + ", ".join(sorted(choices))
            self.fail(f"“{key}” cannot be “{found}”: {hint}", key)
        return found

    def fraction(self, key: str) -> float | None:
        """The number from 0 to 1 under ``key``; None where there is none."""
        found = self.values.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            self.fail(f"“{key}” has to be a number from 0 to 1, not {_kind(found)}", key)
        if not 0 <= found <= 1:
            self.fail(f"“{key}” has to be a number from 0 to 1, not {found}", key)
        return float(found)

    def strings(self, key: str) -> tuple[str, ...] | None:
        """The list of strings under ``key``, none of them blank; None where there is none."""
        found = self.values.get(key)
        if found is None:
            return None
        if not isinstance(found, list):
            self.fail(f"“{key}” has to be a list of strings, not {_kind(found)}", key)
        for value in found:
            if not isinstance(value, str):
                self.fail(f"“{key}” has to be a list of strings, and one is {_kind(value)}", key)
            if not value.strip():
                self.fail(f"“{key}” holds an empty string", key, value)
        return tuple(found)


def close(written: str, names: Collection[str]) -> str:
    """The name that somebody meant; "" where none is near."""
    return next(iter(get_close_matches(written, names, 1)), "")


def _kind(value: object) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]


def _line(text: str, keys: tuple[str, ...], value: str | None) -> int | None:
    """The line of the key that ``keys`` lead to, or else of the nearest table around it; of ``value`` after it."""
    lines = text.splitlines()
    best, found = 0, None
    header: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
        if match := _HEADER.match(line):
            here = header = _parts(match[1])
        elif match := _DOTTED.match(line):
            here = (*header, *_parts(match[1]))
        else:
            continue
        shared = len(keys) if here[:len(keys)] == keys else len(here) if keys[:len(here)] == here else 0
        if shared > best:
            best, found = shared, number
    if found is not None and value is not None:
        written = (f'"{value}"', f"'{value}'")
        return next((number for number, line in enumerate(lines[found - 1:], found)
                     if any(form in line for form in written)), found)
    return found


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_KEY, dotted))
