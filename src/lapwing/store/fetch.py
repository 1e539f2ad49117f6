"""Rows back into the frozen records: whole pages, and events by number."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lapwing.store import rows
from lapwing.store.contract import Json, event_dict
from lapwing.types import Article, Coded, Event, Span

CHUNK = 500  # numbers in one IN (...): well under SQLite's limit of variables


def coded(connection: sqlite3.Connection, page: int) -> Coded:
    """All that came of the page with this number."""
    row = connection.execute(f"SELECT {rows.PAGE_COLUMNS} FROM pages WHERE page = ?", (page,)).fetchone()
    told = rows.page_from(row)
    numbers = [number for (number,) in connection.execute("SELECT event FROM events WHERE page = ? ORDER BY event", (page,))]
    skipped = connection.execute(f"SELECT {rows.SKIPPED_COLUMNS} FROM skipped WHERE page = ? ORDER BY rowid", (page,)).fetchall()
    return Coded(
        page=told,
        articles=tuple(articles(connection, "a.page = ? ORDER BY a.number", [page])),
        events=tuple(event for event, _, _ in events(connection, numbers)),
        skipped=tuple(rows.skipped_from(item) for item in skipped),
    )


def articles(connection: sqlite3.Connection, condition: str, values: Sequence[Any]) -> Iterator[Article]:
    """The articles ``a`` (of pages ``p``) that the condition, which may go on with an order and a limit, lets through."""
    columns = ", ".join(f"a.{name.strip()}" for name in rows.ARTICLE_COLUMNS.split(","))
    sql = f"SELECT a.article, p.document_id, p.text, {columns} FROM articles a JOIN pages p ON p.page = a.page WHERE {condition}"
    for number, document_id, text, *row in connection.execute(sql, values):
        passages = connection.execute('SELECT kind, start, "end" FROM passages WHERE article = ? ORDER BY kind, position', (number,))
        yield rows.article_from(row, [(kind, Span(start, end)) for kind, start, end in passages], (document_id, text))


def dicts(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Json]:
    """The contract's dicts of the events with these numbers, in the order given."""
    return [event_dict(event, trigger, sentence) for event, trigger, sentence in events(connection, numbers)]


def events(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[tuple[Event, str, str]]:
    """(event, words of the trigger, words of the sentence) for each number, in the order given."""
    found: dict[int, tuple[Event, str, str]] = {}
    for first in range(0, len(numbers), CHUNK):
        found.update(_events(connection, numbers[first : first + CHUNK]))
    return [found[number] for number in numbers]


def _events(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, tuple[Event, str, str]]:
    marks = ", ".join("?" * len(numbers))

    def children(table: str, columns: str, make: Callable[[Sequence[Any]], Any]) -> dict[tuple[int, str], list[Any]]:
        """By event and role; the tables without roles give ''."""
        lists: dict[tuple[int, str], list[Any]] = defaultdict(list)
        sql = f"SELECT event, {columns} FROM {table} WHERE event IN ({marks}) ORDER BY event, position"
        for number, *row in connection.execute(sql, numbers):
            lists[number, row[0] if table == "parties" else ""].append(make(row))
        return lists

    parties = children("parties", rows.PARTY_COLUMNS, rows.party_from)
    rest = [
        children("places", rows.PLACE_COLUMNS, rows.place_from),
        children("times", rows.TIME_COLUMNS, rows.time_from),
        children("sources", rows.SOURCE_COLUMNS, rows.source_from),
    ]
    columns = ", ".join(f"e.{name.strip()}" for name in rows.EVENT_COLUMNS.split(","))
    sql = (
        f'SELECT e.event, p.document_id, a.number, s.start, s."end", s.text, {columns} FROM events e '
        "JOIN pages p ON p.page = e.page JOIN articles a ON a.article = e.article JOIN sentences s ON s.sentence = e.sentence "
        f"WHERE e.event IN ({marks})"
    )
    found = {}
    for number, document_id, article, start, end, sentence, *row in connection.execute(sql, numbers):
        lists = (parties[number, "actor"], parties[number, "recipient"], *(table[number, ""] for table in rest))
        event = rows.event_from(row, (document_id, article, Span(start, end)), lists)
        found[number] = (event, row[20], sentence)
    return found
