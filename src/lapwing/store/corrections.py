"""What readers say of the machine's values: kept beside them with the date, never in their place."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from lapwing.errors import InputError
from lapwing.store import queries, schema
from lapwing.store.contract import Json
from lapwing.store.corrected import FIELDS, checked

Kind = Literal["wrong", "right", "value"]
WAIT_SECONDS = 5.0  # how long a correction waits for another writer

COLUMNS = "correction, made, event_id, document_id, article, kind, field, machine, value, note, made_by"
NAMES = ("correction", "made", "event_id", "document_id", "article", "kind", "field", "machine", "value", "note", "by")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader says of one event: that it is wrong, that it is right, or that a field should have another value."""

    event_id: str
    kind: Kind
    field: str | None = None
    value: Any = None
    note: str | None = None
    by: str | None = None


def add(path: Path, told: Correction) -> Json:
    """Keep a correction and give it as kept.

    InputError where there is no such event or the value is none the field can have; RecordError where the record cannot be written.
    """
    connection = schema.connect(path, write=True)
    try:
        connection.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")
        connection.execute("BEGIN IMMEDIATE")
        event = queries.event(connection, told.event_id)
        field, machine, value = _field(told, event)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = (now, event["event_id"], event["document_id"], event["article"], told.kind, field, machine, value, told.note, told.by)
        sql = f"INSERT INTO corrections ({COLUMNS.removeprefix('correction, ')}, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        number = connection.execute(sql, (*row, json.dumps(event))).lastrowid
        connection.execute("COMMIT")
        kept: Json = listed(connection, number=number)["items"][0]
        return kept
    finally:
        connection.close()  # also undoes what was not committed


def _field(told: Correction, event: Json) -> tuple[str | None, str | None, str | None]:
    """(field, the machine's value, the right value), the values as JSON."""
    if told.kind != "value":
        if told.field is not None or told.value is not None:
            raise InputError(f"a correction of kind {told.kind!r} takes no field and no value")
        return None, None, None
    if told.field not in FIELDS:
        raise InputError(f"{told.field!r} is no field that can be corrected; known are {', '.join(FIELDS)}")
    return told.field, json.dumps(event[told.field]), json.dumps(checked(told.field, told.value))


def listed(
    connection: sqlite3.Connection,
    event_id: str | None = None,
    document: str | None = None,
    article: int | None = None,
    number: int | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Json:
    """Corrections, newest first."""
    asked = {"event_id": event_id, "document_id": document, "article": article, "correction": number}
    chosen = {name: value for name, value in asked.items() if value is not None}
    table = f"FROM corrections WHERE {' AND '.join(f'{name} = ?' for name in chosen) or '1'}"
    total = connection.execute(f"SELECT count(*) {table}", list(chosen.values())).fetchone()[0]
    sql = f"SELECT {COLUMNS} {table} ORDER BY correction DESC LIMIT ? OFFSET ?"
    rows = connection.execute(sql, [*chosen.values(), limit, offset])
    return {"total": total, "offset": offset, "limit": limit, "items": [_dict(row) for row in rows]}


def _dict(row: tuple[Any, ...]) -> Json:
    told: Json = dict(zip(NAMES, row, strict=True))
    return told | {name: None if told[name] is None else json.loads(told[name]) for name in ("machine", "value")}


def corrected(connection: sqlite3.Connection) -> Iterator[tuple[Json, Json]]:
    """(the event as readers would have it, what they said) for every event that has corrections, in the order of the text.

    The second is ``{"verdict": "wrong" | "right" | None, "fields": [...]}``: for each field the newest correction holds.
    """
    ids = connection.execute(
        "SELECT event_id FROM corrections GROUP BY event_id ORDER BY min(document_id), min(article), min(event_id)"
    ).fetchall()
    for (event_id,) in ids:
        rows = connection.execute("SELECT kind, field, value, event FROM corrections WHERE event_id = ? ORDER BY correction", (event_id,))
        event: Json = {}
        verdict: str | None = None
        values: Json = {}
        for kind, field, value, machine in rows:
            event = json.loads(machine)
            if kind == "value":
                values[field] = json.loads(value)
            else:
                verdict = kind
        yield event | values, {"verdict": verdict, "fields": sorted(values)}
