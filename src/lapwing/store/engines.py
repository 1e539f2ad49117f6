"""Who answers a question about many events: DuckDB over the Parquet mirror, or SQLite where there is none. One SQL for both.

A question is written once, over ``events e``, ``parties`` and ``places``, with the filter's condition at ``{where}``; the few things the
two say differently are methods.
"""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from lapwing.errors import InputError
from lapwing.store import queries
from lapwing.store.queries import Filter

Bucket = Literal["day", "week", "month", "quarter", "year"]
BUCKETS: tuple[str, ...] = ("day", "week", "month", "quarter", "year")
MOST_ANSWERS = 64  # kept of one mirror
MOST_ROWS = 2_000  # of an answer that is kept
DAY = "coalesce(e.earliest, e.latest, e.published)"  # the event's own time, or where the text gives none, the article's date


class TooHeavy(InputError):
    """A question took longer than it may."""


class MirrorGone(Exception):
    """A refresh has taken the segments away that this question was about to read; ask again."""


class Engine(Protocol):
    """Answers questions in SQL."""

    def rows(self, sql: str, chosen: Filter, more: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Rows of ``sql``; the values of the filter come first, then ``more``."""

    def bucket(self, unit: str) -> str:
        """SQL for the first ISO day of the period in which DAY lies."""

    def parties(self, column: str) -> str:
        """SQL for a relation of the parties that have a value of ``column`` (country, entity or sector): ``event``, ``role``,
        ``entity_id``, ``country``, ``sector``, ``value``, whether the row is the ``first`` of its event with this value, and whether
        it is the ``first_in_role``.
        """


def _written(unit: str) -> str | None:
    """Periods that can be read off the letters of an ISO day; None for weeks, which cannot."""
    month = f"substr({DAY}, 6, 2)"
    quarter = f"CASE WHEN {month} < '04' THEN '01' WHEN {month} < '07' THEN '04' WHEN {month} < '10' THEN '07' ELSE '10' END"
    return {
        "day": DAY,
        "month": f"substr({DAY}, 1, 7) || '-01'",
        "quarter": f"substr({DAY}, 1, 5) || {quarter} || '-01'",
        "year": f"substr({DAY}, 1, 4) || '-01-01'",
    }.get(unit)


@dataclass(frozen=True, slots=True)
class Sqlite:
    """The record itself."""

    connection: sqlite3.Connection

    def rows(self, sql: str, chosen: Filter, more: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        condition, values = queries.where(chosen)
        return self.connection.execute(sql.format(where=condition), [*values, *more]).fetchall()

    def bucket(self, unit: str) -> str:
        return _written(unit) or f"date({DAY}, '-6 days', 'weekday 1')"

    def parties(self, column: str) -> str:
        sector = "json_extract(sectors, '$[0]')"
        value = sector if column == "sector" else column
        return (
            f"(SELECT event, role, entity_id, country, {sector} AS sector, {value} AS value, "
            f"row_number() OVER (PARTITION BY event, {value} ORDER BY role, position) = 1 AS first, "
            f"row_number() OVER (PARTITION BY event, role, {value} ORDER BY position) = 1 AS first_in_role "
            f"FROM parties WHERE {value} IS NOT NULL)"
        )


class Kept:
    """The last answers from one mirror, which never change; for any number of threads."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
        self._lock = threading.Lock()

    def get(self, question: tuple[str, str]) -> list[tuple[Any, ...]] | None:
        """The answer, if it is among the last ones."""
        with self._lock:
            found = self._answers.pop(question, None)
            if found is not None:
                self._answers[question] = found  # the youngest now
            return found

    def put(self, question: tuple[str, str], answer: list[tuple[Any, ...]]) -> None:
        """Keep an answer unless it is long; the oldest makes room."""
        if len(answer) > MOST_ROWS:
            return
        with self._lock:
            self._answers[question] = answer
            if len(self._answers) > MOST_ANSWERS:
                del self._answers[next(iter(self._answers))]


@dataclass(frozen=True, slots=True)
class Duck:
    """The mirror; ``cursor`` is one thread's own. Words are looked up in the record, which has the index."""

    cursor: Any
    connection: sqlite3.Connection
    kept: Kept

    def rows(self, sql: str, chosen: Filter, more: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        import duckdb

        condition, values = queries.where(chosen, text=self._sentences)
        question = (sql, repr((condition, values, more)))
        known = self.kept.get(question) if chosen.text is None else None
        if known is not None:
            return known
        try:
            found: list[tuple[Any, ...]] = self.cursor.execute(sql.format(where=condition), [*values, *more]).fetchall()
        except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
            raise TooHeavy("this question takes too long; narrow the filters") from error
        except duckdb.IOException as error:
            raise MirrorGone from error
        if chosen.text is None:  # words are looked up in the record, which goes on
            self.kept.put(question, found)
        return found

    def bucket(self, unit: str) -> str:
        return _written(unit) or f"strftime(date_trunc('week', TRY_CAST({DAY} AS DATE)), '%Y-%m-%d')"

    def parties(self, column: str) -> str:
        return (
            f"(SELECT event, role, entity_id, country, sector, {column} AS value, first_{column} AS first, "
            f"role_{column} AS first_in_role FROM parties WHERE {column} IS NOT NULL)"
        )

    def _sentences(self, text: str) -> queries.Clause:
        found = self.connection.execute("SELECT rowid FROM sentence_search WHERE sentence_search MATCH ?", (queries.match(text),))
        return "e.sentence IN (SELECT unnest(CAST(? AS BIGINT[])))", [[number for (number,) in found]]
