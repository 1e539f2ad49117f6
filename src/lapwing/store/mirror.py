"""The record's Parquet mirror: what sums over many events are made from.

Beside ``record.db`` lies the folder ``record.db.mirror`` with immutable Parquet segments and a manifest that names them. A refresh
writes the events above the manifest's watermark as new segments and then replaces the manifest; taking events out of the record
(a page coded anew) changes its generation, and the next refresh writes the mirror from the start. Deleting the folder loses nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FORM = 2  # grows when the columns below change; an older mirror is then written anew
SEGMENT_EVENTS = 100_000  # held in memory while a segment is written
MOST_SEGMENTS = 40  # more than this and the mirror is written anew as few large ones

# Unknown is '' or a number no value takes: columns of one type each, which need no guessing. The views give null back.
NO_NUMBER = -(2**31)
TABLES: dict[str, str] = {
    "events": (
        "SELECT e.event, p.document_id, e.page, e.article, e.sentence, e.event_id, e.type, ifnull(e.mode, '') AS mode, e.quad, e.score, "
        "e.status, e.certainty, e.source_kind, ifnull(e.earliest, '') AS earliest, ifnull(e.latest, '') AS latest, "
        f"ifnull(e.published, '') AS published, e.confidence, ifnull(e.killed, {NO_NUMBER}) AS killed, "
        f"ifnull(e.injured, {NO_NUMBER}) AS injured, ifnull(e.arrested, {NO_NUMBER}) AS arrested, ifnull(e.same_as, '') AS same_as "
        "FROM events e JOIN pages p ON p.page = e.page WHERE e.event > ? AND e.event <= ? ORDER BY e.event"
    ),
    "parties": (
        "SELECT event, role, ifnull(entity_id, '') AS entity_id, ifnull(entity, '') AS entity, ifnull(country, '') AS country, text, "
        "ifnull(json_extract(sectors, '$[0]'), '') AS sector FROM parties WHERE event > ? AND event <= ? ORDER BY event"
    ),
    "places": (
        f"SELECT event, ifnull(name, '') AS name, text, ifnull(country, '') AS country, ifnull(lat, {NO_NUMBER}) + 0.0 AS lat, "
        f"ifnull(lon, {NO_NUMBER}) + 0.0 AS lon, ifnull(precision, '') AS precision, ifnull(geonameid, {NO_NUMBER}) AS geonameid "
        "FROM places WHERE event > ? AND event <= ? ORDER BY event"
    ),
}
TEXT_COLUMNS = frozenset(
    "document_id event_id type mode status certainty source_kind earliest latest published same_as "
    "role entity_id entity country text sector name precision".split()
)
REAL_COLUMNS = frozenset({"score", "confidence", "lat", "lon"})
# Whether a row is the first of its event with this value, in any role or in its own: what is distinct is worked out once, while a
# segment is written, and sums need not do it anew.
FIRSTS = {
    f"{of}_{column}": f"row_number() OVER (PARTITION BY event, {'role, ' if of == 'role' else ''}{column}{fold}) = 1"
    for of in ("first", "role")
    for column, fold in (("country", ""), ("sector", ""), ("entity", " COLLATE NOCASE"))
}
FOLDED = frozenset({"entity", "name", "text"})  # compared without regard to case, as in the record


def refresh(connection: sqlite3.Connection, record: Path) -> Path:
    """Bring the mirror up to the record and give its folder. One read transaction: the mirror is the record at one moment."""
    folder = Path(f"{record}.mirror")
    with _snapshot(connection):
        state = dict(connection.execute("SELECT key, value FROM state")) | {"form": FORM}
        last = int(connection.execute("SELECT ifnull(max(event), 0) FROM events").fetchone()[0])
        held = manifest(folder)
        if held is None or held["state"] != state or len(held["segments"]) > MOST_SEGMENTS:
            held = {"state": state, "watermark": 0, "segments": []}
        if held["segments"] and held["watermark"] >= last:
            return folder
        folder.mkdir(exist_ok=True)
        segments = list(held["segments"])
        while not segments or held["watermark"] < last:
            upper = _upper(connection, held["watermark"], last)
            name = uuid.uuid4().hex[:12]
            for table, sql in TABLES.items():
                _write(connection.execute(sql, (held["watermark"], upper)), folder / f"{name}.{table}.parquet")
            segments.append(name)
            held = {**held, "watermark": upper, "segments": segments}
            if last == 0:
                break
    _replace(folder / "manifest.json", json.dumps(held).encode())
    _sweep(folder, segments)
    return folder


def delete(record: Path) -> None:
    """Take the mirror away; the next refresh writes it anew."""
    shutil.rmtree(f"{record}.mirror", ignore_errors=True)


def connect(folder: Path, settings: dict[str, str] | None = None) -> Any:
    """A DuckDB connection in memory with the views ``events``, ``parties``, ``places`` and ``pages`` over the mirror; ``settings`` are
    DuckDB's own, for a server that has to keep within bounds.
    """
    import duckdb

    held = manifest(folder)
    assert held is not None, "refresh the mirror first"
    fixed = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    connection = duckdb.connect(config={**(settings or {}), **fixed})
    for table in TABLES:
        files = [str(folder / f"{name}.{table}.parquet") for name in held["segments"]]
        quoted = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet([{quoted}])").fetchall()
        columns = ", ".join(_view_column(column[0]) for column in described)
        connection.execute(f"CREATE VIEW {table} AS SELECT {columns} FROM read_parquet([{quoted}])")
    connection.execute("CREATE VIEW pages AS SELECT DISTINCT page, document_id FROM events")
    return connection


def _view_column(column: str) -> str:
    if column in FIRSTS:
        return column
    if column in TEXT_COLUMNS:
        value = f"nullif({column}, '')"
        return f"{value} COLLATE NOCASE AS {column}" if column in FOLDED else f"{value} AS {column}"
    return f"nullif({column}, {NO_NUMBER}) AS {column}"


def _upper(connection: sqlite3.Connection, watermark: int, last: int) -> int:
    """The last event of the next segment."""
    row = connection.execute(
        "SELECT event FROM events WHERE event > ? ORDER BY event LIMIT 1 OFFSET ?", (watermark, SEGMENT_EVENTS - 1)
    ).fetchone()
    return last if row is None else int(row[0])


def _write(cursor: sqlite3.Cursor, target: Path) -> None:
    """The rows of a query as one Parquet file, which appears whole or not at all."""
    import duckdb
    import numpy as np

    names = [column[0] for column in cursor.description]
    rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    arrays = {}
    for name, values in zip(names, columns, strict=True):
        kind: Any = object if name in TEXT_COLUMNS else np.float64 if name in REAL_COLUMNS else np.int64
        arrays[name] = np.array(values, dtype=kind)
    casts = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" if name in TEXT_COLUMNS else name for name in names)
    firsts = ", ".join(f"{sql} AS {name}" for name, sql in FIRSTS.items())
    source = f"SELECT *, {firsts} FROM (SELECT {casts} FROM arrays) ORDER BY event" if "role" in names else f"SELECT {casts} FROM arrays"
    temporary = target.with_name(f"{target.name}.tmp")
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.register("arrays", arrays)
        path = str(temporary).replace("'", "''")
        connection.execute(f"COPY ({source}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    os.replace(temporary, target)


def manifest(folder: Path) -> dict[str, Any] | None:
    """What the mirror holds; None where there is none or a file of it is missing."""
    try:
        held: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    files = [folder / f"{name}.{table}.parquet" for name in held["segments"] for table in TABLES]
    return held if all(file.is_file() for file in files) else None


def _replace(target: Path, content: bytes) -> None:
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    temporary.write_bytes(content)
    os.replace(temporary, target)


def _sweep(folder: Path, segments: list[str]) -> None:
    """Take away the files no manifest names any more. Readers that still have them open keep them until they let go."""
    for file in folder.glob("*.parquet*"):
        if file.name.split(".")[0] not in segments:
            file.unlink(missing_ok=True)


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")  # only read: nothing to keep
