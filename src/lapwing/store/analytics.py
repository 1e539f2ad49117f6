"""Sums over many events: from DuckDB in memory over the record's Parquet mirror."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Literal, Self

from lapwing.errors import InputError
from lapwing.store import mirror, queries
from lapwing.store.contract import Json
from lapwing.store.queries import Filter

Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS = ("day", "week", "month", "quarter", "year")
EVENT_GROUPS = ("type", "mode", "quad", "status", "certainty", "source_kind")
PARTY_GROUPS = ("country", "sector", "entity")


class Analytics:
    """Aggregates of one record as it was at the last ``refresh``. Not for use by several threads at once."""

    def __init__(self, record: Path, connection: sqlite3.Connection) -> None:
        self.record = record
        self.sqlite = connection
        self.duck = mirror.connect(mirror.refresh(connection, record))

    def refresh(self) -> Self:
        """Take in what has been written since."""
        self.duck.close()
        self.duck = mirror.connect(mirror.refresh(self.sqlite, self.record))
        return self

    def close(self) -> None:
        """Let go of the mirror's files; the SQLite connection is its owner's."""
        self.duck.close()

    def count(self, chosen: Filter = Filter()) -> int:
        """How many events the filter lets through."""
        return int(self._rows("SELECT count(*) FROM events e WHERE {where}", chosen)[0][0])

    def counts(self, by: str, chosen: Filter = Filter(), limit: int = 500) -> list[Json]:
        """Events by a property of the event or, counted once an event, of its parties or its places (``place_country``)."""
        if by in EVENT_GROUPS:
            sql = f"SELECT e.{by}, count(*) FROM events e WHERE {{where}} GROUP BY 1"
        elif by in PARTY_GROUPS:
            sql = f"SELECT p.{by}, count(DISTINCT e.event) FROM events e JOIN parties p ON p.event = e.event WHERE {{where}} GROUP BY 1"
        elif by == "place_country":
            sql = "SELECT p.country, count(DISTINCT e.event) FROM events e JOIN places p ON p.event = e.event WHERE {where} GROUP BY 1"
        else:
            known = ", ".join((*EVENT_GROUPS, *PARTY_GROUPS, "place_country"))
            raise InputError(f"events cannot be counted by {by!r}; known are {known}")
        rows = self._rows(f"{sql} ORDER BY 2 DESC, 1 LIMIT {int(limit)}", chosen)
        return [{"value": value, "events": number} for value, number in rows]

    def timeline(self, unit: Unit = "month", by: str = "quad", chosen: Filter = Filter()) -> list[Json]:
        """Events by period and a property of the event, told apart by whether the period is that of the event's own time (``event``)
        or, where the text gives none, of the article (``published``). Events without either are not on the line.
        """
        if unit not in UNITS or by not in EVENT_GROUPS:
            raise InputError(f"no timeline by {unit!r} and {by!r}; units are {', '.join(UNITS)}, properties {', '.join(EVENT_GROUPS)}")
        day = "coalesce(e.earliest, e.latest, e.published)"
        basis = "CASE WHEN e.earliest IS NULL AND e.latest IS NULL THEN 'published' ELSE 'event' END"
        sql = (
            f"SELECT strftime(date_trunc('{unit}', CAST({day} AS DATE)), '%Y-%m-%d'), e.{by}, e.status = 'planned', {basis}, count(*) "
            f"FROM events e WHERE {day} IS NOT NULL AND {{where}} GROUP BY ALL ORDER BY 1, 2, 3, 4"
        )
        names = ("period", "value", "planned", "basis", "events")
        return [dict(zip(names, row, strict=True)) for row in self._rows(sql, chosen)]

    def dyads(self, by: str = "entity", chosen: Filter = Filter(), limit: int = 200) -> list[Json]:
        """Pairs of actor and recipient, by ``entity``, ``country`` or ``sector``, with their events, conflict ones and mean score."""
        if by not in PARTY_GROUPS:
            raise InputError(f"no dyads by {by!r}; known are {', '.join(PARTY_GROUPS)}")
        sql = (
            f"SELECT a.{by}, r.{by}, count(DISTINCT e.event), count(DISTINCT e.event) FILTER (e.quad >= 3), avg(e.score) FROM events e "
            "JOIN parties a ON a.event = e.event AND a.role = 'actor' JOIN parties r ON r.event = e.event AND r.role = 'recipient' "
            f"WHERE a.{by} IS NOT NULL AND r.{by} IS NOT NULL AND {{where}} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT {int(limit)}"
        )
        names = ("actor", "recipient", "events", "conflict", "score")
        return [dict(zip(names, row, strict=True)) for row in self._rows(sql, chosen)]

    def map(self, chosen: Filter = Filter(), limit: int = 5000) -> list[Json]:
        """Places with their events, at the precision the text allows; ``lat``/``lon`` are null where only a region is known."""
        sql = (
            "SELECT p.name, p.country, p.lat, p.lon, p.precision, p.geonameid, count(DISTINCT e.event), "
            "count(DISTINCT e.event) FILTER (e.quad >= 3) FROM events e JOIN places p ON p.event = e.event WHERE {where} "
            f"GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 7 DESC, 1, 2 LIMIT {int(limit)}"
        )
        names = ("name", "country", "lat", "lon", "precision", "geonameid", "events", "conflict")
        return [dict(zip(names, row, strict=True)) for row in self._rows(sql, chosen)]

    def entities(self, chosen: Filter = Filter(), limit: int = 200) -> list[Json]:
        """Actors and recipients with their events in either role."""
        sql = (
            "SELECT any_value(p.entity_id), p.entity, any_value(p.country), any_value(p.sector), "
            "count(DISTINCT e.event) FILTER (p.role = 'actor'), count(DISTINCT e.event) FILTER (p.role = 'recipient') "
            "FROM events e JOIN parties p ON p.event = e.event "
            f"WHERE p.entity IS NOT NULL AND {{where}} GROUP BY p.entity ORDER BY count(DISTINCT e.event) DESC, 2 LIMIT {int(limit)}"
        )
        names = ("entity_id", "entity", "country", "sector", "as_actor", "as_recipient")
        return [dict(zip(names, row, strict=True)) for row in self._rows(sql, chosen)]

    def _rows(self, sql: str, chosen: Filter) -> list[tuple[Any, ...]]:
        """Rows of ``sql`` with the filter's condition at ``{where}``; words are looked up in the record, which has the index."""
        condition, values = queries.where(chosen, text=self._sentences)
        rows: list[tuple[Any, ...]] = self.duck.execute(sql.format(where=condition), values).fetchall()
        return rows

    def _sentences(self, text: str) -> queries.Clause:
        found = self.sqlite.execute("SELECT rowid FROM sentence_search WHERE sentence_search MATCH ?", (queries.match(text),))
        return "e.sentence IN (SELECT unnest(CAST(? AS BIGINT[])))", [[number for (number,) in found]]
