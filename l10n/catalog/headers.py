"""The header of a PO file: ``Name: value`` lines in the msgstr of the entry whose msgid is empty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

CREATED = "POT-Creation-Date"
REVISED = "PO-Revision-Date"
UNSET = "YEAR-MO-DA HO:MI+ZONE"
"""What xgettext writes for a date that nobody set; ``msgfmt --check`` refuses it in a catalog."""


def fields(text: str) -> Mapping[str, str]:
    """The fields by name as the file spells it, in order; a name that comes twice keeps its first value."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip(), value.strip())
    return MappingProxyType(found)


def put(text: str, name: str, value: str) -> str:
    """The header text with one field set in its place, or added at the end; everything else as it was."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if line.partition(":")[0].strip().lower() == name.lower() and ":" in line:
            lines[at] = f"{name}: {value}"
            return "\n".join(lines)
    if lines[-1] == "":
        lines.pop()
    return "\n".join([*lines, f"{name}: {value}", ""])


def fresh(project: str, locale: str = "", plural_forms: str = "") -> str:
    """The header text of a new file, such that ``msgfmt --check`` has nothing to say once it has its dates.

    Nobody is made up: translator and team stay empty until somebody is. Without a locale it is a template's.
    """
    values = {"Project-Id-Version": " ".join(project.split()) or "l10n", CREATED: UNSET, REVISED: UNSET,
              "Last-Translator": "", "Language-Team": "", "Language": locale, "MIME-Version": "1.0",
              "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    if plural_forms:
        values["Plural-Forms"] = plural_forms
    values["X-Generator"] = "l10n"
    return "".join(f"{name}: {value}\n" for name, value in values.items())


def charset(header: Mapping[str, str]) -> str | None:
    """The charset that Content-Type declares; None where it declares none or only the placeholder CHARSET."""
    _, found, name = header.get("Content-Type", "").lower().partition("charset=")
    name = name.split(";")[0].strip()
    return name if found and name and name != "charset" else None


def stamp(now: datetime) -> str:
    """A date as PO headers write it: ``2026-03-01 14:05+0000``; one without a time zone is taken as UTC."""
    return (now if now.tzinfo else now.replace(tzinfo=UTC)).strftime("%Y-%m-%d %H:%M%z")


def date(text: str | None) -> datetime | None:
    """The date in a header field; None where there is none."""
    try:
        return datetime.strptime(text or "", "%Y-%m-%d %H:%M%z")
    except ValueError:
        return None
