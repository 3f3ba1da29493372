"""What a model made of sentences before, in one SQLite file: deletable at any time, shared by any number of processes.

A row is found by a digest of the model's files, of how they are run and of the sentence, so nothing ever has to be
thrown away because it is out of date. Beside the sentences, which are kept as soon as they are decoded, it has whole
texts as they were finished: what all our rules made of them. Those are found by all that they depend on, the rules
themselves included. Trouble with the file is never an error: one that is no database is made anew,
one that cannot be read or written is done without.
"""

from __future__ import annotations

import json
import time
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10n.engines.alignment import Aligned
from l10n.engines.decoder import Decoded
from l10n.engines.headlines import told
from l10n.model import Fragment, Span, Translation

if TYPE_CHECKING:
    from sqlite3 import Connection

FORM = 1
"""Of the rows: rises with any change to what ``Decoder`` makes of the same model and sentence."""
_PATIENCE = 5.0
"""Seconds to wait while another process writes."""
_AT_ONCE = 500
"""Keys of one query; SQLite takes 999 at least."""


class Cache:
    """Decoded sentences by model. The file is opened on first use."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: Connection | None = None
        self._broken = False

    def get(self, model: str, sentences: Sequence[str], wanted: Container[str] = ()) -> dict[str, Decoded]:
        """Those of the sentences that are known for a model (its digest); with their alignment where ``wanted``."""
        keys = {_key(model, sentence): sentence for sentence in sentences}
        out: dict[str, Decoded] = {}
        for key, value in self._rows(list(keys)):
            found = _loads(value)
            if found is not None and (found.aligned.columns or keys[key] not in wanted):
                out[keys[key]] = found
        return out

    def put(self, model: str, found: Mapping[str, Decoded]) -> None:
        """Remember sentences; one that is known without alignment gets it."""
        rows = [(_key(model, sentence), _dumps(decoded)) for sentence, decoded in found.items()]
        self._run("insert or replace into sentences values (?, ?)", rows, many=True)

    def finished(self, key: str, fragments: Sequence[Fragment]) -> dict[Fragment, Translation]:
        """Those of the texts that are known. ``key``: all that a translation depends on beside its fragment."""
        keys = {_key(key, _form(fragment)): fragment for fragment in fragments}
        return {keys[row]: found for row, value in self._rows(list(keys))
                if (found := _translation(value)) is not None}

    def finish(self, key: str, found: Mapping[Fragment, Translation]) -> None:
        """Remember whole texts."""
        rows = [(_key(key, _form(fragment)), json.dumps(
            [one.text, one.origin, one.score, one.reasons], ensure_ascii=False, separators=(",", ":")))
            for fragment, one in found.items()]
        self._run("insert or replace into sentences values (?, ?)", rows, many=True)

    def close(self) -> None:
        """Let go of the file; it is opened again on next use."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _rows(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, str]]:
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start:start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            yield from self._run(f"select key, value from sentences where key in ({marks})", some)  # noqa: S608

    def _run(self, statement: str, values: Sequence[Any], *, many: bool = False) -> Iterable[tuple[bytes, str]]:
        """The rows of a statement; none where the file cannot be used."""
        import sqlite3

        for again in (False, True):
            if self._broken or not values:
                return []
            try:
                connection = self._connection()
                if not many:
                    return connection.execute(statement, values).fetchall()
                with connection:
                    connection.executemany(statement, values)
                return []
            except sqlite3.OperationalError:    # locked for too long, a disk that is full or may only be read
                return []
            except (sqlite3.DatabaseError, OSError):
                self.close()
                self._broken = again or not self._remove()
        return []

    def _connection(self) -> Connection:
        import sqlite3

        if self._open is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=_PATIENCE)
            try:
                _write_ahead(connection)
                connection.execute("pragma synchronous = off")      # a power cut may cost the cache, nothing else
                connection.execute("create table if not exists sentences (key blob primary key, value text not null)"
                                   " without rowid")
            except sqlite3.DatabaseError:
                connection.close()
                raise
            self._open = connection
        return self._open

    def _remove(self) -> bool:
        """Delete a file that is no database; whether it is gone."""
        with suppress(OSError):
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        return not self._path.exists()


def _write_ahead(connection: Connection) -> None:
    """Switch a database to its write-ahead log, which fails at once, whatever the timeout, while another process does.

    Raises sqlite3.OperationalError where it stays locked.
    """
    import sqlite3

    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


@cache
def rules() -> str:
    """A digest of the code that makes translations of sentences, and of the data that it works with: the same as long
    as no file of this package and no CLDR is another."""
    found = blake2b(version("babel").encode(), digest_size=16)
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            there = path.stat()
            found.update(f"{path}\n{there.st_size} {there.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _key(model: str, sentence: str) -> bytes:
    return blake2b(f"{FORM}\n{model}\n{sentence}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _form(fragment: Fragment) -> str:
    """A fragment with all that its translation hangs on."""
    return f"{fragment!r}\n{told(fragment)}"


def _dumps(found: Decoded) -> str:
    aligned = found.aligned
    spans = [[span.start, span.end] for span in aligned.columns], [[span.start, span.end] for span in aligned.rows]
    return json.dumps([aligned.text, found.score, found.size, found.fault, *spans, aligned.weights],
                      ensure_ascii=False, separators=(",", ":"))


def _translation(value: str) -> Translation | None:
    try:
        text, origin, score, reasons = json.loads(value)
        return Translation(text, origin, score, tuple(reasons))
    except (ValueError, TypeError):
        return None


def _loads(value: str) -> Decoded | None:
    try:
        text, score, size, fault, columns, rows, weights = json.loads(value)
        return Decoded(Aligned(text, tuple(Span(*span) for span in columns), tuple(Span(*span) for span in rows),
                               tuple(map(tuple, weights))), score, size, fault)
    except (ValueError, TypeError):
        return None
