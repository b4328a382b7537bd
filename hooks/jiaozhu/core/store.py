"""A content-addressed store: results by keys that name all they depend on, in one SQLite file.

Nothing that is read from it is ever run or trusted: an entry is bytes with a checksum, and who asks for one checks what it means. So the
file may come from another machine. What cannot be read counts as absent; a file that is no database, or a broken one, is begun anew; and
where nothing can be written, nothing is kept. Any number of processes may use one file at once.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import zlib
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCHEMA_VERSION = 0x4A5A01  # "JZ", 1
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS results (
    stage TEXT NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL, used INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (stage, key)
);
PRAGMA user_version = {SCHEMA_VERSION};
"""
WAIT = 10.0  # seconds that a process waits for another one that writes
HOUR = 3600  # seconds; the time of the last use is kept to the hour, so that a build that changes nothing writes next to nothing
ROOMY = 64 * 2**20  # bytes that are kept in any case
GENERATIONS = 3  # times the bytes that the last hour has used: more is not kept
OPEN_FILES = 4  # connections that a process holds


@dataclass(frozen=True, slots=True)
class Store:
    """The results of one stage. ``file`` is None where nothing is kept; then every lookup misses."""

    file: Path | None = None
    stage: str = ""

    def get(self, key: str) -> bytes | None:
        """The bytes under a key; None where there are none, or they are not as they were put."""
        row = _execute(self.file, "SELECT data, used FROM results WHERE stage = ? AND key = ?", (self.stage, key))
        if row is None:
            return None
        if row[1] != _now():
            _execute(self.file, "UPDATE results SET used = ? WHERE stage = ? AND key = ?", (_now(), self.stage, key))
        try:
            return zlib.decompress(row[0])
        except (zlib.error, TypeError):
            return None

    def put(self, key: str, data: bytes | None) -> None:
        """Keep the bytes under a key. What could not be made into bytes is not kept."""
        if data is None:
            return
        packed = zlib.compress(data, 1)  # for its checksum, too
        row = self.stage, key, len(packed), _now(), packed
        _execute(self.file, "INSERT OR REPLACE INTO results (stage, key, size, used, data) VALUES (?, ?, ?, ?, ?)", row)

    def get_text(self, key: str) -> str | None:
        """The text that ``put_text`` stored; None where there is none, or it cannot be read."""
        data = self.get(key)
        try:
            return data.decode("utf-8") if data is not None else None
        except UnicodeDecodeError:
            return None

    def put_text(self, key: str, text: str) -> None:
        self.put(key, text.encode("utf-8", "replace"))


NO_STORE = Store()


def prune(file: Path | None) -> None:
    """Delete what has not been used for the longest time, if the file holds far more than a build needs."""
    sizes = _execute(file, "SELECT SUM(size), SUM(CASE WHEN used >= ? THEN size ELSE 0 END) FROM results", (_now() - 1,))
    total, recent = (sizes[0] or 0, sizes[1] or 0) if sizes else (0, 0)
    excess = total - max(ROOMY, GENERATIONS * recent)
    if excess <= 0:
        return
    older = "SELECT rowid, SUM(size) OVER (ORDER BY used, rowid) - size AS before FROM results"
    _execute(file, f"DELETE FROM results WHERE rowid IN (SELECT rowid FROM ({older}) WHERE before < ?)", (excess,))


ConnectionName = tuple[Path, int, int]  # a file, a process and a thread of it
_connections: OrderedDict[ConnectionName, sqlite3.Connection] = OrderedDict()


def _execute(file: Path | None, statement: str, values: tuple[Any, ...]) -> Any:
    """The first row of a statement's result; None where it has none, or the file cannot be used."""
    if file is None:
        return None
    for _ in range(2):
        try:
            return _connection(file).execute(statement, values).fetchone()
        except sqlite3.OperationalError:  # locked for too long, read-only, a full disk
            _close(_name(file))
            return None
        except sqlite3.DatabaseError:  # no database, a torn one, or one of another kind
            _discard(file)
    return None


def _connection(file: Path) -> sqlite3.Connection:
    """The connection of this thread to a file that has the tables of this version; those used the longest ago are closed."""
    name = _name(file)
    connection = _connections.get(name)
    if connection is None or not file.exists():  # somebody may have deleted the cache
        _close(name)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
        connection = _connections[name] = sqlite3.connect(file, timeout=WAIT, isolation_level=None, check_same_thread=False)
        _prepare(connection)
        while len(_connections) > OPEN_FILES:
            _connections.popitem(last=False)[1].close()
    _connections.move_to_end(name)
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables in a new file. Raises DatabaseError for a file of another program or version."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")  # what a crash of the machine tears is begun anew
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    if version != SCHEMA_VERSION and (version or tables):
        raise sqlite3.DatabaseError("a file of another program or version")
    connection.executescript(SCHEMA)


def _discard(file: Path) -> None:
    """Delete a file that is of no use, with what SQLite has written beside it."""
    _close(_name(file))
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            file.with_name(file.name + suffix).unlink()


def _name(file: Path) -> ConnectionName:
    return file, os.getpid(), threading.get_ident()


def _close(name: ConnectionName) -> None:
    connection = _connections.pop(name, None)
    if connection is not None:
        with suppress(sqlite3.Error):
            connection.close()


def _now() -> int:
    return int(time.time()) // HOUR
