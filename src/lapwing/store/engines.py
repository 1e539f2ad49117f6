"""Who answers a question about many events: DuckDB over the Parquet mirror, or SQLite where there is none. One SQL for both.

A question is written once, over ``events e``, ``parties`` and ``places``, with the filter's condition at ``{where}``; the few things the
two say differently are methods.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from lapwing.errors import InputError
from lapwing.store import queries
from lapwing.store.queries import Filter

Bucket = Literal["day", "week", "month", "quarter", "year"]
BUCKETS: tuple[str, ...] = ("day", "week", "month", "quarter", "year")
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

    @property
    def sector(self) -> str:
        """SQL for the main sector of a row of ``parties``."""


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

    @property
    def sector(self) -> str:
        return "json_extract(sectors, '$[0]')"


@dataclass(frozen=True, slots=True)
class Duck:
    """The mirror; ``cursor`` is one thread's own. Words are looked up in the record, which has the index."""

    cursor: Any
    connection: sqlite3.Connection

    def rows(self, sql: str, chosen: Filter, more: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        import duckdb

        condition, values = queries.where(chosen, text=self._sentences)
        try:
            found: list[tuple[Any, ...]] = self.cursor.execute(sql.format(where=condition), [*values, *more]).fetchall()
        except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
            raise TooHeavy("this question takes too long; narrow the filters") from error
        except duckdb.IOException as error:
            raise MirrorGone from error
        return found

    def bucket(self, unit: str) -> str:
        return _written(unit) or f"strftime(date_trunc('week', TRY_CAST({DAY} AS DATE)), '%Y-%m-%d')"

    @property
    def sector(self) -> str:
        return "sector"

    def _sentences(self, text: str) -> queries.Clause:
        found = self.connection.execute("SELECT rowid FROM sentence_search WHERE sentence_search MATCH ?", (queries.match(text),))
        return "e.sentence IN (SELECT unnest(CAST(? AS BIGINT[])))", [[number for (number,) in found]]
