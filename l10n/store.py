"""What was worked out before, in one SQLite file: deletable at any time, shared by any number of processes.

Trouble with the file is never an error: one that is no database is made anew, one that cannot be read or written is
done without.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite3 import Connection

IGNORE, IGNORED = ".gitignore", b"*\n"
"""Keeps a folder out of version control whatever the project's own rules are: nothing in it is worth a commit."""
_PATIENCE = 5.0
"""Seconds to wait while another process writes."""
_AT_ONCE = 500
"""Keys of one query; SQLite takes 999 at least."""
_DATA = ("babel", "markdown-it-py", "mdit-py-plugins", "ruamel.yaml")
"""The packages that say what our code makes of a text."""


class Store:
    """Texts by digests. The file is opened on first use."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: Connection | None = None
        self._broken = False

    def rows(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, str]]:
        """(key, text) of those that are there, in any order."""
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start:start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            yield from self._run(f"select key, value from kept where key in ({marks})", some)  # noqa: S608

    def keep(self, rows: Sequence[tuple[bytes, str]]) -> None:
        """Keep texts, in place of those that have the same keys."""
        self._run("insert or replace into kept values (?, ?)", rows, many=True)

    def close(self) -> None:
        """Let go of the file; it is opened again on next use."""
        if self._open is not None:
            self._open.close()
            self._open = None

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
            folder = self._path.parent
            if not folder.exists():
                folder.mkdir(parents=True, exist_ok=True)
                (folder / IGNORE).write_bytes(IGNORED)
            connection = sqlite3.connect(self._path, timeout=_PATIENCE)
            try:
                _write_ahead(connection)
                connection.execute("pragma synchronous = off")      # a power cut may cost the cache, nothing else
                connection.execute("create table if not exists kept (key blob primary key, value text not null)"
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


@cache
def code() -> str:
    """A digest of the code of this package and of all that says what it makes of a text: what was worked out holds as
    long as it is the same, on whichever machine."""
    found = blake2b("\n".join((sys.version, *map(version, _DATA))).encode(), digest_size=16)
    root = Path(__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix not in (".pyc", ".argosmodel") and path.is_file():
            found.update(f"\n{path.relative_to(root).as_posix()}\n".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def digest(*parts: str | bytes) -> bytes:
    """Sixteen bytes that stand for the parts, in order."""
    found = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data) + data)
    return found.digest()


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
