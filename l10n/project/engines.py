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
_RUN = ("threads", "compute-type", "load-ahead")
"""Keys about how models on this machine are run."""
COMPUTE_TYPES = ("int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32")
"""CTranslate2's; not every processor has all of them."""
_NEEDED: Mapping[str, tuple[str, ...]] = {"llm": ("url", "model")}


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What holds for one locale."""

    order: tuple[str, ...] = ("argos",)
    """Engines, families of models and origins of models, the preferred one first."""
    settings: tuple[tuple[str, tuple[tuple[str, Setting], ...]], ...] = ()
    """What ``[engine.<name>]`` says, by name of the engine."""
    threads: int = 0
    """How many processors models on this machine may use, 0 for all."""
    compute_type: str = ""
    """What they compute with, in CTranslate2's words, "" for what is fastest."""
    load_ahead: bool = True
    """Whether the model of the next pair of languages may be loaded while another is at work."""

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
        where.known(("order", *_RUN, *names))
        settings = dict(inherited.settings)
        for name in names:
            if name in where.values:
                settings[name] = _settings(where.table(name), name, inherited.of(name), allowed)
        found = replace(_run(where, inherited), order=order or inherited.order, settings=tuple(settings.items()))
    for name in found.order:
        lacking = [key for key in _NEEDED.get(name, ()) if key not in found.of(name)]
        if lacking and "engine" in table.values:
            where.fail(f"“{name}” needs " + " and ".join(f"“{one}”" for one in lacking)
                       + f" under [{'.'.join((*table.keys, 'engine', name))}]", key, name)
    return found


def _run(where: toml.Table, inherited: EngineOptions) -> EngineOptions:
    """How models on this machine are run: said once for all locales, since they share what runs them."""
    said = [key for key in _RUN if key in where.values]
    if said and "locale" in where.keys:
        where.fail(f"“{said[0]}” holds for all locales: it belongs in the “engine” table above", said[0])
    kind, ahead = where.choice("compute-type", COMPUTE_TYPES), where.boolean("load-ahead")
    threads = where.values.get("threads", inherited.threads)
    if "threads" in where.values and not (isinstance(threads, int) and _positive(threads)):
        where.fail("“threads” has to be a whole number above 0", "threads")
    return replace(inherited, threads=threads, compute_type=kind or inherited.compute_type,
                   load_ahead=inherited.load_ahead if ahead is None else ahead)


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
