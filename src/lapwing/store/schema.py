"""Opens record files and brings their schema up to date.

Migrations are the numbered files ``migrations/NNNN.sql``; the file's ``PRAGMA user_version`` is the number of the last one it has.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from lapwing.errors import RecordError

MIGRATIONS = Path(__file__).parent / "migrations"
APPLICATION = 0x4C504657  # "LPFW": marks an SQLite file as a record
BUSY_SECONDS = 30.0  # how long a writer waits for another before it gives up


def latest() -> int:
    """The number of the newest migration this version knows."""
    return max(int(path.stem) for path in MIGRATIONS.glob("[0-9]*.sql"))


def connect(path: Path, write: bool) -> sqlite3.Connection:
    """A connection to the record at ``path`` with today's schema; RecordError says what is wrong and what to do."""
    if write:
        _check_writable(path)
    elif not path.is_file():
        raise RecordError(f"{path}: there is no such record; make one with: lapwing code INPUT -o {path}")
    if path.is_file() and path.stat().st_size and not _is_sqlite(path):
        raise RecordError(f"{path}: this file is not a Lapwing record; choose another path")
    try:
        connection = _open(path, write)
    except sqlite3.OperationalError as error:
        raise RecordError(f"{path}: the record cannot be opened ({error}); check the path and its permissions") from error
    try:
        if _check_identity(connection, path) < latest():
            _upgrade(connection, path, write)
    except sqlite3.OperationalError as error:
        connection.close()
        raise RecordError(f"{path}: the record cannot be written ({error}); choose another path with -o") from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise RecordError(f"{path}: the record is damaged ({error}); go back to a copy of it, or code into another path") from error
    except RecordError:
        connection.close()
        raise
    return connection


def _open(path: Path, write: bool) -> sqlite3.Connection:
    if write:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        # In WAL a killed process loses no committed page; only a power cut may take the last ones, never the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection
    # A reader has no business in other threads' statements, but a server hands connections between its threads.
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:  # a folder nobody may write to has no room for WAL's helper file
        connection.close()
        if Path(f"{path}-wal").exists():
            raise
        connection = sqlite3.connect(f"{uri}&immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    return connection


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(16) == b"SQLite format 3\0"


def _check_writable(path: Path) -> None:
    """Refuse what is marked read-only, also where the user (root) could write all the same."""
    if path.is_dir():
        raise RecordError(f"{path}: this is a folder; give the record a file name, such as -o {path / 'record.db'}")
    if not path.parent.is_dir():
        raise RecordError(f"{path}: the folder {path.parent} does not exist; make it first or choose another path with -o")
    for target in (path, path.parent):
        if target.exists() and not (os.access(target, os.W_OK) and target.stat().st_mode & 0o222):
            raise RecordError(f"{path}: {target} is read-only; choose another path with -o or change its permissions")


def _check_identity(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of the file, 0 for a new one."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version == 0 and not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        return 0
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise RecordError(f"{path}: this SQLite file is not a Lapwing record; choose another path")
    if version > latest():
        raise RecordError(f"{path}: made by a newer Lapwing (record version {version}, known here: {latest()}); update Lapwing to use it")
    return version


def _upgrade(connection: sqlite3.Connection, path: Path, write: bool) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if not write:
        if version == 0:
            raise RecordError(f"{path}: this record is empty; fill it with: lapwing code INPUT -o {path}")
        raise RecordError(f"{path}: made by an older Lapwing (record version {version}); update it with: lapwing code INPUT -o {path}")
    if version:
        _keep_copy(connection, Path(f"{path}.v{version}"))
    else:
        connection.execute("PRAGMA journal_mode = WAL")
    for file in sorted(MIGRATIONS.glob("[0-9]*.sql")):
        number = int(file.stem)
        connection.execute("BEGIN IMMEDIATE")
        # Looked at again inside the lock: another process may have been faster.
        if number > int(connection.execute("PRAGMA user_version").fetchone()[0]):
            for statement in _statements(file.read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")


def _statements(script: str) -> list[str]:
    """The single statements of a script: ``executescript`` would end the transaction the migration has to stay in."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending.strip())
            pending = ""
    return statements


def _keep_copy(connection: sqlite3.Connection, target: Path) -> None:
    """A copy of the record as it was, beside it, before its schema changes."""
    temporary = Path(f"{target}.tmp")
    with closing(sqlite3.connect(temporary)) as copy:
        connection.backup(copy)
    os.replace(temporary, target)
