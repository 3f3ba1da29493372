"""``[tool.l10n]`` of pyproject.toml, or the same keys at the top of l10n.toml, as a frozen, validated value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast

from l10n import files, locales, plugins
from l10n.errors import ProjectError
from l10n.model import FormatOptions
from l10n.project import engines, limits, toml
from l10n.project.engines import EngineOptions
from l10n.project.limits import CheckOptions

Publish = Literal["reviewed", "machine"]

OWN = "l10n.toml"
SHARED = "pyproject.toml"

_KEYS = ("source-locale", "locales", "articles", "exclude", "publish", "publish-above", "engine", "allow-hosts",
         "front-matter", "formats", "locale", "check")
_LOCALE_KEYS = ("publish", "publish-above", "engine", "parent", "check")
_ARTICLES = ("articles/**/*.txt", "articles/**/*.md", "articles/**/*.html")


@dataclass(frozen=True, slots=True)
class LocaleOptions:
    """What holds for one locale."""

    publish: Publish = "reviewed"
    """What an edition may show: text that a person approved, or machine translation too."""
    engine: EngineOptions = EngineOptions()  # noqa: RUF009 - frozen
    """What fills its gaps."""
    check: CheckOptions = CheckOptions()  # noqa: RUF009 - frozen
    """What the gate lets pass."""
    publish_above: float = 0.0
    """The score that machine translation needs to be shown, from 0 (any) to 1."""


@dataclass(frozen=True, slots=True)
class Project:
    """A validated configuration: every locale exists, every pattern stays inside the project."""

    root: Path
    """Absolute, symbolic links resolved: the folder of the configuration."""
    config_path: str
    """Its file as shown in messages, relative to ``root``."""
    name: str
    """What the project calls itself: ``name`` of a pyproject.toml's [project], else the folder's name."""
    source_locale: str
    """Canonical locale tag of the articles."""
    locales: tuple[str, ...]
    """Canonical tags of the editions, in the order of the configuration, each once."""
    articles: tuple[str, ...] = _ARTICLES
    """Patterns of the articles' paths, relative to ``root``, forward slashes, with ``*``, ``?`` and ``**``."""
    exclude: tuple[str, ...] = ()
    """Patterns of files and folders that are no articles after all."""
    format_options: FormatOptions = FormatOptions()  # noqa: RUF009 - frozen
    """What formats are told."""
    allow_hosts: tuple[str, ...] = ()
    """Machines that engines may send text to, lower case; loopback needs no leave."""
    defaults: LocaleOptions = LocaleOptions()
    """What holds where a locale has nothing of its own."""
    own: tuple[tuple[str, LocaleOptions], ...] = ()
    """Locales that have something of their own, with all that holds for them."""
    parents: tuple[tuple[str, str], ...] = ()
    """(locale, parent) where the configuration names the parent that a variant inherits from; CLDR's hold otherwise.
    Every parent is kin and supplies text here; nothing goes round in a circle."""

    def options(self, locale: str) -> LocaleOptions:
        """What holds for ``locale``."""
        return dict(self.own).get(locale, self.defaults)

    @property
    def publish(self) -> Publish:
        """The publishing policy where a locale has none of its own."""
        return self.defaults.publish


def discover(start: Path) -> Project:
    """The project that ``start`` is in: the configuration in it or in the nearest folder above.

    Raises ProjectError where there is none, or where one folder has two.
    """
    try:
        folder = start.resolve(strict=True)
    except (OSError, RuntimeError):
        raise ProjectError("no such folder", path=str(start)) from None
    for place in (folder, *folder.parents):
        own, shared = place / OWN, place / SHARED
        in_shared = shared.is_file() and _tool(shared) is not None
        if own.is_file():
            if in_shared:
                raise ProjectError(f"[tool.l10n] of {SHARED} configures this project too: keep one of them", path=OWN)
            return load(own)
        if in_shared:
            return load(shared)
    raise ProjectError(f"no {OWN} and no [tool.l10n] in a {SHARED}, here or in a folder above: "
                       "“l10n init” writes one", path=str(start))


def load(path: Path) -> Project:
    """The project that a l10n.toml or pyproject.toml configures.

    Raises ProjectError with the line: broken TOML, unknown key or locale, wrong type, pattern outside the project.
    """
    if path.name == SHARED:
        table = _tool(path)
        if table is None:
            raise ProjectError("has no [tool.l10n]", path=path.name)
    else:
        table = toml.read(files.read(path, path.name, ProjectError), path.name)
    table.known(_KEYS)
    source = _source_locale(table)
    chosen = _locales(table)
    front_matter = table.strings("front-matter")
    allowed = engines.hosts(table)
    defaults = _options(table, LocaleOptions(), allowed)
    return Project(
        root=path.parent.resolve(),
        config_path=path.name,
        name=_name(path),
        source_locale=source,
        locales=chosen,
        articles=_patterns(table, "articles", _ARTICLES),
        exclude=_patterns(table, "exclude", ()),
        format_options=FormatOptions(FormatOptions().front_matter if front_matter is None else front_matter,
                                     locales.bcp47(source), _suffixes(table.table("formats"))),
        allow_hosts=allowed,
        defaults=defaults,
        own=_own(table, chosen, defaults, allowed),
        parents=_parents(table, (*chosen, source)),
    )


def starter(source_locale: str, chosen: Sequence[str]) -> str:
    """The l10n.toml of a new project, each key with a comment that says what it means."""
    listed = ", ".join(f'"{locale}"' for locale in chosen)
    patterns = "".join(f'    "{pattern}",\n' for pattern in _ARTICLES)
    return f'''\
# What l10n does here. The same keys may stand in pyproject.toml instead, under [tool.l10n].

source-locale = "{source_locale}"    # the language of the articles
locales = [{listed}]    # the editions to make; en_XA and ar_XB show what would stay untranslated

# Which files are articles, relative to this file.
articles = [
{patterns}]

# What an edition may show:
#   "machine"   machine translation too, until somebody has reviewed it; the edition says so
#   "reviewed"  nothing but text that a person approved; all else stays in the source language
publish = "machine"

# Of machine translation, only what is this sure to be usable (0 to 1); the rest stays in the source language:
# publish-above = 0.7

# Front-matter keys whose values are translated, where the usual ones are not what you have:
# front-matter = ["title", "description", "tags"]

# Files whose suffix does not tell their format; "mdx" is what Docusaurus and React make of Markdown:
# formats = {{ md = "mdx", qmd = "markdown" }}

# A locale may have its own policy and engine:
# [locale.es]
# publish = "reviewed"
# engine = "argos"
'''


def _tool(path: Path) -> toml.Table | None:
    """The [tool.l10n] table of a pyproject.toml; None where it has none, or where it is broken and none of ours."""
    data = files.read(path, path.name, ProjectError)
    if b"l10n" not in data:
        return None
    tool = toml.read(data, path.name).table("tool")
    return tool.table("l10n") if "l10n" in tool.values else None


def _name(path: Path) -> str:
    if path.name == SHARED:
        table = toml.read(files.read(path, path.name, ProjectError), path.name)
        name = table.table("project").string("name") if "project" in table.values else None
        if name:
            return name
    return path.parent.resolve().name


def _source_locale(table: toml.Table) -> str:
    written = table.string("source-locale")
    if written is None:
        table.fail("“source-locale” is missing: the locale that the articles are written in, as in “en_GB”")
    tag = _locale(table, "source-locale", written, None)
    if locales.is_pseudo(tag):
        table.fail(f"“source-locale” cannot be the pseudo locale {tag}", "source-locale")
    return tag


def _locales(table: toml.Table) -> tuple[str, ...]:
    written = table.strings("locales")
    if not written:
        table.fail("“locales” has to name at least one locale, as in [\"es\", \"fr\"]", "locales")
    chosen: dict[str, str] = {}
    for value in written:
        tag = _locale(table, "locales", value, value)
        if tag in chosen:
            table.fail(f"“{value}” and “{chosen[tag]}” are the same locale" if value != chosen[tag] else
                       f"“{value}” stands there twice", "locales", value)
        chosen[tag] = value
    return tuple(chosen)


def _locale(table: toml.Table, key: str, written: str, value: str | None) -> str:
    try:
        return locales.parse(written)
    except ProjectError as problem:
        table.fail(problem.message, key, value)


def _options(table: toml.Table, inherited: LocaleOptions, allowed: tuple[str, ...]) -> LocaleOptions:
    publish = table.choice("publish", ("reviewed", "machine"))
    above = table.fraction("publish-above")
    if above is not None and (publish or inherited.publish) != "machine":
        table.fail("“publish-above” is about machine text, and “publish” lets none of it through", "publish-above")
    return LocaleOptions(cast(Publish, publish or inherited.publish), engines.read(table, inherited.engine, allowed),
                         limits.read(table.table("check"), inherited.check),
                         inherited.publish_above if above is None else above)


def _own(table: toml.Table, chosen: Sequence[str], defaults: LocaleOptions,
         allowed: tuple[str, ...]) -> tuple[tuple[str, LocaleOptions], ...]:
    """Pseudo locales have the pseudo engine unless their table says otherwise."""
    pseudo = LocaleOptions(defaults.publish, replace(defaults.engine, order=("pseudo",)), defaults.check)
    base = {tag: pseudo for tag in chosen if locales.is_pseudo(tag)}
    own = dict(base)
    written: dict[str, str] = {}
    under = table.table("locale")
    for key, options in under.tables():
        tag = _locale(under, key, key, None)
        if tag in written:
            under.fail(f"“{key}” and “{written[tag]}” are the same locale", key)
        if tag not in chosen:
            under.fail(f"“{key}” has options but is not one of “locales”", key)
        written[tag] = key
        for misplaced in options.values:
            if misplaced in _KEYS and misplaced not in _LOCALE_KEYS:
                options.fail(f"“{misplaced}” holds for all locales: it belongs above, beside “locales”", misplaced)
        options.known(_LOCALE_KEYS)
        own[tag] = _options(options, base.get(tag, defaults), allowed)
    return tuple(own.items())


def _suffixes(table: toml.Table) -> tuple[tuple[str, str], ...]:
    """(suffix, format) of each key of [formats]: ``md = "mdx"``."""
    known = sorted(plugins.available("l10n.formats"))
    found: dict[str, str] = {}
    for key in table.values:
        suffix = "." + key.removeprefix(".").lower()
        if not re.fullmatch(r"\.[^./\\*?\s]+", suffix):
            table.fail(f"“{key}” is no suffix of files, as in md = \"mdx\"", key)
        if suffix in found:
            table.fail(f"“{key}” stands there twice", key)
        found[suffix] = table.choice(key, known) or ""
    return tuple(found.items())


def _parents(table: toml.Table, suppliers: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The parents that the tables of locales name; their keys are known to be locales."""
    found: dict[str, str] = {}
    tables: dict[str, toml.Table] = {}
    for key, options in table.table("locale").tables():
        written = options.string("parent")
        if written is None:
            continue
        tag, parent = locales.parse(key), _locale(options, "parent", written, None)
        if parent not in suppliers:
            options.fail(f"“parent” cannot be {parent}, which is not one of “locales”", "parent")
        if not locales.kin(tag, parent):
            options.fail(f"“parent” of {tag} cannot be {parent}: another language or script", "parent")
        found[tag], tables[tag] = parent, options
    pairs = tuple(found.items())
    for tag, parent in pairs:
        way = (parent, *locales.ancestors(parent, pairs))
        if tag in way:
            circle = " → ".join((tag, *way[:way.index(tag) + 1]))
            tables[tag].fail(f"“parent” goes round in a circle: {circle}", "parent")
    return pairs


def _patterns(table: toml.Table, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    written = table.strings(key)
    if written is None:
        return default
    if not written and key == "articles":
        table.fail("“articles” has to hold at least one pattern", key)
    out = []
    for pattern in written:
        if "\\" in pattern:
            table.fail(f"“{pattern}” needs forward slashes", key, pattern)
        parts = pattern.split("/")
        if pattern.startswith(("/", "~")) or ".." in parts or re.match("[A-Za-z]:", pattern):
            table.fail(f"“{pattern}” leads outside the project", key, pattern)
        out.append("/".join(part for part in parts if part not in ("", ".")))
    return tuple(out)
