"""A PO file as a value: parsed from bytes, given back as bytes."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from operator import is_
from types import MappingProxyType

from l10n.catalog import headers, render, syntax
from l10n.catalog.lexis import quoted
from l10n.catalog.syntax import Block, Kind
from l10n.errors import CatalogError
from l10n.model import Entry, Key, State

_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x00\x00": "UTF-32"}
_DECLARED = re.compile(rb'Content-Type:[^\n"\\]*charset=([\w.:-]+)', re.IGNORECASE)
_CARRIAGE = re.compile(r'(?<![^\r\n])[ \t]*+#(?:[^\r\n]*+\r(?!\n))+?(?=[ \t]*+(?:#|"|msg(?:ctxt|id|str)))')
"""A comment that goes on over lines of another kind, as everything does in a file of old Macs."""
_UNICODE = ("utf-8", "utf8", "us-ascii", "ascii", None)


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO file, or a template (POT)."""

    path: str
    """As a user would name it: relative to the project root, forward slashes."""
    blocks: tuple[Block, ...] = field(repr=False)
    """The whole file in order; see ``l10n.catalog.syntax``."""
    entries: tuple[Entry, ...] = field(repr=False, compare=False)
    """Entries in use, in the order of the file, without the header and entries with plural forms."""
    obsolete: tuple[Entry, ...] = field(repr=False, compare=False)
    """``#~`` entries, in the order of the file."""
    header: Mapping[str, str] = field(repr=False, compare=False)
    """Header fields by name; empty where the file has no header."""

    @property
    def text(self) -> str:
        """The file's text, a byte order mark included."""
        return "".join([block.raw for block in self.blocks])

    @property
    def locale(self) -> str | None:
        """What the Language field says; None where it says nothing."""
        return self.header.get("Language") or None


def of(path: str, blocks: Iterable[Block]) -> Catalog:
    """The catalog that consists of ``blocks``."""
    found = tuple(blocks)
    live, gone = Kind.LIVE, Kind.OBSOLETE
    entries = [block.entry for block in found if block.kind is live and not block.plural]
    obsolete = [block.entry for block in found if block.kind is gone and not block.plural]
    head = next((block.entry.target for block in found if block.kind is Kind.HEADER), "")
    return Catalog(path, found, tuple(entries), tuple(obsolete), headers.fields(head))


def parse(data: bytes, path: str) -> Catalog:
    """The catalog in the bytes of a PO file; ``dump`` gives the same bytes back.

    Raises CatalogError with the line for what is no PO syntax, for entries that are there twice and for an encoding
    other than UTF-8.
    """
    if data[:2] in _MARKS:
        raise CatalogError(f"is {_MARKS[data[:2]]}; PO files are read as UTF-8: iconv -f UTF-16 -t UTF-8 converts it",
                           path=path, line=1)
    try:
        text = data.decode()
    except UnicodeDecodeError as problem:
        declared = _DECLARED.search(data)
        if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"charset"):
            raise _foreign(declared[1].decode("ascii", "replace"), path, data.count(b"\n", 0, declared.start()) + 1) \
                from None
        raise CatalogError(f"not UTF-8 (byte 0x{data[problem.start]:02x}); where an editor saved it as Windows-1252: "
                           "iconv -f WINDOWS-1252 -t UTF-8 converts it", path=path,
                           line=data.count(b"\n", 0, problem.start) + 1) from None
    if "\0" in text:
        raise CatalogError("holds a NUL character; no PO file does", path=path,
                           line=text.count("\n", 0, text.index("\0")) + 1)
    if swallowing := _CARRIAGE.search(text):
        raise CatalogError("has a lone carriage return for a line end, which hides what follows; PO files have LF or "
                           "CR LF: tr '\\r' '\\n' converts it", path=path,
                           line=text.count("\n", 0, swallowing.start()) + 1)
    with _without_collections():
        blocks = list(syntax.blocks(text, path))
        syntax.keys(blocks, path)
        catalog = of(path, blocks)
    charset = headers.charset(catalog.header)
    if charset not in _UNICODE:
        declared = _DECLARED.search(data)
        raise _foreign(str(charset), path, data.count(b"\n", 0, declared.start()) + 1 if declared else 1)
    return catalog


@contextmanager
def _without_collections() -> Iterator[None]:
    """The garbage collector waits meanwhile: a large file makes hundreds of thousands of values, none of them garbage,
    and looking through them again and again takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _foreign(charset: str, path: str, line: int) -> CatalogError:
    return CatalogError(f"declares the charset {charset}; PO files are read as UTF-8: msgconv -t UTF-8 converts it",
                        path=path, line=line)


def dump(catalog: Catalog) -> bytes:
    """The bytes of the file."""
    return catalog.text.encode()


def lookup(catalog: Catalog) -> Mapping[Key, Entry]:
    """The entries in use by their key."""
    return MappingProxyType({entry.key: entry for entry in catalog.entries})


def new(path: str, locale: str, plural_forms: str = "", *, project: str = "") -> Catalog:
    """An empty catalog with its header, whose dates the first ``merge`` sets. ``plural_forms`` is the Plural-Forms
    value of the locale."""
    return _headed(path, headers.fresh(project, locale, plural_forms))


def new_template(path: str, *, project: str = "") -> Catalog:
    """An empty template with its header, whose date the first ``merge`` sets."""
    return _headed(path, headers.fresh(project))


def _headed(path: str, text: str) -> Catalog:
    block = render.block(Entry("", target=text, state=State.REVIEWED), render.Style(), Kind.HEADER)
    return of(path, [replace(block, raw=block.raw.lstrip("\n"))])


def assemble(catalog: Catalog, blocks: Iterable[Block], style: render.Style,
             fields: Mapping[str, str] = MappingProxyType({}), *, dated: bool = False) -> Catalog:
    """The catalog with other blocks and header fields; the same object where no block differs, unless ``dated``.

    A file that changes loses its byte order mark, which GNU tools refuse, and gets the header that it lacked.
    """
    found = list(blocks)
    if len(found) == len(catalog.blocks) and all(map(is_, found, catalog.blocks)) and not dated:
        return catalog
    place = next((at for at, block in enumerate(found) if block.kind is Kind.HEADER), None)
    if place is None:
        declared = Entry("", target="MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
                                    "Content-Transfer-Encoding: 8bit\n", state=State.REVIEWED)
        found.insert(0, render.block(declared, style, Kind.HEADER))
        place = 0
    if headers.charset(headers.fields(found[place].entry.target)) not in ("utf-8", "utf8"):
        fields = {**fields, "Content-Type": "text/plain; charset=UTF-8"}
    found[place] = _with_fields(found[place], fields, style)
    top = catalog.blocks[0] if catalog.blocks else None
    for at, block in enumerate(found):
        raw = block.raw.removeprefix("\ufeff")
        if at == 0 and block is not top:
            raw = raw.lstrip("\r\n")
        elif at and block is top:
            raw = style.newline + raw
        if at + 1 < len(found) and not raw.endswith("\n"):
            raw += style.newline
        if raw != block.raw:
            found[at] = replace(block, raw=raw)
    return of(catalog.path, found)


def _with_fields(block: Block, fields: Mapping[str, str], style: render.Style) -> Block:
    """The header with fields set; each line of the file that says none of them stays as it is."""
    raw, text = block.raw, block.entry.target
    whole = False
    for name, value in fields.items():
        changed = headers.put(text, name, value)
        if changed == text:
            continue
        old = headers.fields(text).get(name)
        row = f'"{name}: {quoted(old or "")}\\n"'
        if old is None or raw.count(row) != 1:
            whole = True
        raw = raw.replace(row, f'"{name}: {quoted(value)}\\n"')
        text = changed
    if text == block.entry.target:
        return block
    state = State.STALE if block.entry.state is State.STALE else State.REVIEWED  # templates may have a fuzzy one
    entry = replace(block.entry, target=text, state=state)
    return render.block(entry, style, Kind.HEADER, block) if whole else Block(raw, Kind.HEADER, entry)
