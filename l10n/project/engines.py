"""Which engines fill the gaps: ``engine`` of the configuration, globally and per locale."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from l10n import embargo, plugins
from l10n.errors import EngineError
from l10n.project import toml

MODELS = ("argos", "firefox", "opus", "starter")
"""Names in an order that mean models on this machine: ``argos`` all of them, the others one family."""

Setting = str | int | float | bool | tuple[str, ...]
_OWN: Mapping[str, Mapping[str, type]] = {
    "llm": {"url": str, "model": str, "key-env": str, "timeout": float, "segments": int, "usable": float},
    "argos": {}, "apertium": {"usable": float}, "pseudo": {},
}
"""The settings of our own engines; those of plug-ins are handed on as they are."""
_NEEDED: Mapping[str, tuple[str, ...]] = {"llm": ("url", "model")}


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What holds for one locale."""

    order: tuple[str, ...] = ("argos",)
    """Engines, families of models and origins of models, the preferred one first."""
    settings: tuple[tuple[str, tuple[tuple[str, Setting], ...]], ...] = ()
    """What ``[engine.<name>]`` says, by name of the engine."""

    @property
    def groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(engine, the names in ``order`` that it stands for): neighbouring names of models are one engine."""
        out: list[tuple[str, tuple[str, ...]]] = []
        known = plugins.available("l10n.engines")
        for name in self.order:
            engine = name if name in known else "argos"
            if out and out[-1][0] == engine:
                out[-1] = (engine, (*out[-1][1], name))
            else:
                out.append((engine, (name,)))
        return tuple(out)

    def of(self, engine: str) -> dict[str, Setting]:
        """The settings of one engine."""
        return dict(dict(self.settings).get(engine, ()))


def read(table: toml.Table, inherited: EngineOptions, allowed: tuple[str, ...]) -> EngineOptions:
    """The options under ``engine`` of a table: a name, or a table with ``order`` and a table an engine.

    ``allowed``: hosts that text may go to. Raises ProjectError with the line.
    """
    if isinstance(table.values.get("engine"), str):
        found = replace(inherited, order=(_name(table, "engine", table.string("engine") or ""),))
        where, key = table, "engine"
    else:
        where, key = table.table("engine"), "order"
        order = where.strings("order")
        if order == ():
            where.fail("“order” has to name at least one engine", "order")
        if order is not None:
            order = tuple(dict.fromkeys(_name(where, "order", name, name) for name in order))
        names = tuple(plugins.available("l10n.engines"))
        where.known(("order", *names))
        settings = dict(inherited.settings)
        for name in names:
            if name in where.values:
                settings[name] = _settings(where.table(name), name, inherited.of(name), allowed)
        found = EngineOptions(order or inherited.order, tuple(settings.items()))
    for name in found.order:
        lacking = [key for key in _NEEDED.get(name, ()) if key not in found.of(name)]
        if lacking and "engine" in table.values:
            where.fail(f"“{name}” needs " + " and ".join(f"“{one}”" for one in lacking)
                       + f" under [{'.'.join((*table.keys, 'engine', name))}]", key, name)
    return found


def hosts(table: toml.Table) -> tuple[str, ...]:
    """``allow-hosts``: the machines that text may be sent to; ProjectError for what is no name of one."""
    found = table.strings("allow-hosts") or ()
    for host in found:
        if not embargo.is_host(host):
            table.fail(f"“{host}” is no host: its name or address alone, as in “mt.example.org”", "allow-hosts", host)
    return tuple(host.lower() for host in found)


def _name(table: toml.Table, key: str, written: str, value: str | None = None) -> str:
    known = (*plugins.available("l10n.engines"), *MODELS)
    if written.partition(":")[0] in MODELS and ":" in written:
        return written
    if written not in known:
        close = toml.close(written, known)
        table.fail(f"“{key}” cannot be “{written}”: " + (f"did you mean “{close}”?" if close else
                   "it is one of " + ", ".join(sorted(set(known)))), key, value)
    return written


def _settings(table: toml.Table, name: str, inherited: Mapping[str, Setting],
              allowed: tuple[str, ...]) -> tuple[tuple[str, Setting], ...]:
    kinds = _OWN.get(name)
    if kinds is not None:
        table.known(kinds)
    found = dict(inherited)
    for key, value in table.values.items():
        kind = kinds[key] if kinds is not None else type(value)
        if kind is list:
            found[key] = table.strings(key) or ()
        elif kind is str:
            found[key] = table.string(key) or ""
            if not found[key]:
                table.fail(f"“{key}” is empty", key)
        elif kind in (int, float, bool) and isinstance(value, (int, float)) and (
                kinds is None or (_positive(value) and (kind is float or isinstance(value, int)))):
            found[key] = value
        else:
            table.fail(f"“{key}” has to be {'a whole number' if kind is int else 'a number'} above 0"
                       if kinds is not None else f"“{key}” has to be a string, a number, a boolean or a list of "
                       "strings", key)
    if kinds is not None and float(found.get("usable", 0)) > 1:     # type: ignore[arg-type]
        table.fail("“usable” is a share of the texts, from 0 to 1", "usable")
    if name == "llm" and "url" in table.values:
        _reachable(table, str(found["url"]), allowed)
    return tuple(found.items())


def _positive(value: float) -> bool:
    return not isinstance(value, bool) and math.isfinite(value) and value > 0


def _reachable(table: toml.Table, url: str, allowed: tuple[str, ...]) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.username is not None or parts.query or parts.fragment:
        table.fail(f"“{url}” is no address of a server, as “http://127.0.0.1:11434/v1” is", "url")
    try:
        embargo.check(str(parts.hostname), allowed)
    except EngineError as problem:
        table.fail(problem.message, "url")
