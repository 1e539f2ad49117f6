"""Every question the outside may ask of a record. All answers come from SQLite; sums over many events are in ``analytics``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any, Literal

from lapwing.errors import InputError
from lapwing.store import clauses, fetch, rows
from lapwing.store.contract import Json, article_to_dict, when_dict
from lapwing.types import Skipped

Order = Literal["read", "newest", "oldest"]
ORDERS: dict[str, str] = {
    "read": "e.event",
    # In step with an index from one end to the other, so that the first page of a long list needs no sorting.
    "newest": "e.latest DESC, e.event DESC",
    "oldest": "e.earliest ASC NULLS LAST, e.event",
}
ID_LENGTH = 6  # shortest beginning of an event id that is looked up


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are asked for. Values of one field are alternatives, the fields hold together; an empty field asks nothing.

    ``types`` also takes ``TYPE/mode``; ``entities`` full names, entity ids or the words in the text; ``countries`` those of parties;
    ``actors``, ``recipients`` the same for one role, or a country code in capitals; all of ``dyad`` take part, in whatever role;
    ``places`` a place's name, words or country; ``stories`` the id of a first mention; ``since``/``until`` ISO days the event's own
    times must touch; ``text`` words of the sentence, "in quotes" for a phrase.
    """

    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    source_kinds: tuple[str, ...] = ()  # person organization anonymous document, or outlet where it speaks for itself
    places: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    quads: tuple[int, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    dyad: tuple[str, ...] = ()
    geonameids: tuple[int, ...] = ()
    stories: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    text: str | None = None
    min_confidence: float | None = None


Clause = tuple[str, list[Any]]


def where(chosen: Filter, text: Callable[[str], Clause] | None = None) -> Clause:
    """The condition on ``events e`` and its parameters; ``text`` makes the condition for words, where it is not the record's own index."""
    parts: list[Clause] = [
        _types(chosen.types),
        _parties(chosen),
        _entities(chosen.entities),
        _any("e.status", chosen.statuses),
        _any("e.certainty", chosen.certainties),
        _any("e.source_kind", chosen.source_kinds),
        _places(chosen.places),
        _documents(chosen.documents),
        _any("e.mode", chosen.modes),
        _any("e.quad", chosen.quads),
        clauses.parties(chosen.actors, "actor"),
        clauses.parties(chosen.recipients, "recipient"),
        *(clauses.parties((name,)) for name in chosen.dyad),
        clauses.geonames(chosen.geonameids),
        clauses.stories(chosen.stories),
        _dates(chosen),
        ("", []) if chosen.text is None else (text or _text)(chosen.text),
    ]
    if chosen.min_confidence is not None:
        parts.append(("e.confidence >= ?", [chosen.min_confidence]))
    asked = [clause for clause in parts if clause[0]]
    return " AND ".join(sql for sql, _ in asked) or "1", [value for _, values in asked for value in values]


def count(connection: sqlite3.Connection, chosen: Filter = Filter()) -> int:
    """How many events the filter lets through."""
    condition, values = where(chosen)
    return int(connection.execute(f"SELECT count(*) FROM events e WHERE {condition}", values).fetchone()[0])


def numbers(
    connection: sqlite3.Connection, chosen: Filter = Filter(), order: Order = "read", limit: int | None = None, offset: int = 0
) -> list[int]:
    """Row numbers of the events the filter lets through."""
    condition, values = where(chosen)
    sql = f"SELECT e.event FROM events e WHERE {condition} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?"
    return [number for (number,) in connection.execute(sql, [*values, -1 if limit is None else limit, offset])]


def events(
    connection: sqlite3.Connection, chosen: Filter = Filter(), order: Order = "read", limit: int | None = None, offset: int = 0
) -> Iterator[Json]:
    """The contract's dicts of the events the filter lets through, a chunk in memory at a time."""
    found = numbers(connection, chosen, order, limit, offset)
    for first in range(0, len(found), fetch.CHUNK):
        yield from fetch.dicts(connection, found[first : first + fetch.CHUNK])


def event(connection: sqlite3.Connection, event_id: str) -> Json:
    """The event with this id or the one whose id begins so; InputError where there is none or more than one."""
    row = connection.execute("SELECT event FROM events WHERE event_id = ? ORDER BY event DESC LIMIT 1", (event_id,)).fetchone()
    if row is None:
        if len(event_id) < ID_LENGTH:
            raise InputError(f"{event_id!r} is too short for an event id; give at least its first {ID_LENGTH} characters")
        like = event_id.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found = connection.execute(
            "SELECT max(event), event_id FROM events WHERE event_id LIKE ? ESCAPE '\\' GROUP BY event_id LIMIT 2", (like,)
        ).fetchall()
        if not found:
            raise InputError(f"no event {event_id!r} in this record; see ids with: lapwing events RECORD")
        if len(found) > 1:
            raise InputError(f"more than one event id begins with {event_id!r}; give more of it")
        row = found[0]
    return fetch.dicts(connection, [row[0]])[0]


def pages(connection: sqlite3.Connection, limit: int = 100, offset: int = 0) -> list[Json]:
    """The pages with their number of articles and events, in the order they were read."""
    sql = (
        "SELECT p.page, p.document_id, p.origin, p.format, p.title, p.url, p.outlet, "
        "(SELECT count(*) FROM articles a WHERE a.page = p.page), (SELECT count(*) FROM events e WHERE e.page = p.page) "
        "FROM pages p ORDER BY p.page LIMIT ? OFFSET ?"
    )
    names = ("page", "document_id", "origin", "format", "title", "url", "outlet", "articles", "events")
    return [dict(zip(names, row, strict=True)) for row in connection.execute(sql, (limit, offset))]


def page(connection: sqlite3.Connection, document_id: str) -> Json:
    """A page's text with its articles and events, for the article view; the newest where several share the id."""
    row = connection.execute("SELECT page FROM pages WHERE document_id = ? ORDER BY page DESC LIMIT 1", (document_id,)).fetchone()
    if row is None:
        raise InputError(f"no document {document_id!r} in this record")
    coded = fetch.coded(connection, row[0])
    told = coded.page
    found = [number for (number,) in connection.execute("SELECT event FROM events WHERE page = ? ORDER BY event", (row[0],))]
    return {
        "document_id": told.id,
        "origin": told.origin,
        "format": told.format,
        "title": told.title,
        "url": told.url,
        "outlet": told.outlet,
        "published": when_dict(told.published),
        "text": told.text,
        "articles": [article_to_dict(article) for article in coded.articles],
        "events": fetch.dicts(connection, found),
        "skipped": [skipped_dict(item) for item in coded.skipped],
    }


def articles(connection: sqlite3.Connection, text: str | None = None, limit: int | None = None, offset: int = 0) -> Iterator[Json]:
    """The dicts of ``--articles`` for all articles, or those in which the words of ``text`` stand."""
    found = "a.article IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)"
    condition, values = ("1", []) if text is None else (found, [match(text)])
    order = "ORDER BY a.article LIMIT ? OFFSET ?"
    for article in fetch.articles(connection, f"{condition} {order}", [*values, -1 if limit is None else limit, offset]):
        yield article_to_dict(article)


def skipped(connection: sqlite3.Connection, limit: int | None = None) -> list[Skipped]:
    """What was read and not kept, with the reason."""
    sql = f"SELECT {rows.SKIPPED_COLUMNS} FROM skipped ORDER BY rowid LIMIT ?"
    return [rows.skipped_from(row) for row in connection.execute(sql, (-1 if limit is None else limit,))]


def skipped_dict(item: Skipped) -> Json:
    """A skipped thing as a dict."""
    return {field.name: getattr(item, field.name) for field in fields(item)}


def totals(connection: sqlite3.Connection) -> Json:
    """How much of everything the record holds."""
    tables = ("pages", "articles", "events", "runs")
    counts = {table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables}
    reasons = connection.execute("SELECT stage, reason, count(*) FROM skipped GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2").fetchall()
    return counts | {"skipped": [{"stage": stage, "reason": reason, "count": number} for stage, reason, number in reasons]}


def match(text: str) -> str:
    """Words a user typed as a full-text query: every word must stand there, "quoted words" in that order.

    Each is quoted for FTS5, so that no character has a meaning of its own.
    """
    terms: list[str] = []
    for i, part in enumerate(text.replace("\0", " ").split('"')):  # FTS5 reads its query up to a NUL
        terms += [part] if i % 2 else part.split()
    terms = [term for term in terms if any(c.isalnum() for c in term)]
    if not terms:
        raise InputError(f"{text!r} holds no word to search for")
    return " ".join(f'"{term}"' for term in terms)


def _any(column: str, values: tuple[str, ...] | tuple[int, ...]) -> Clause:
    return (f"{column} IN ({_marks(values)})", list(values)) if values else ("", [])


def _marks(values: tuple[str, ...] | tuple[int, ...]) -> str:
    return ", ".join("?" * len(values))


def _types(types: tuple[str, ...]) -> Clause:
    parts: list[str] = []
    values: list[Any] = []
    for kind in types:
        name, _, mode = kind.replace("/", " ").partition(" ")
        parts.append("e.type = ? AND e.mode = ?" if mode else "e.type = ?")
        values += [name.upper(), mode.strip()] if mode else [name.upper()]
    return (f"({' OR '.join(parts)})" if parts else "", values)


def _parties(chosen: Filter) -> Clause:
    if not chosen.countries:
        return "", []
    values = tuple(country.upper() for country in chosen.countries)
    return f"e.event IN (SELECT event FROM parties WHERE country IN ({_marks(values)}))", list(values)


def _entities(entities: tuple[str, ...]) -> Clause:
    if not entities:
        return "", []
    marks = _marks(entities)
    sql = (
        f"e.event IN (SELECT event FROM parties WHERE entity IN ({marks}) UNION SELECT event FROM parties WHERE entity_id IN ({marks}) "
        f"UNION SELECT event FROM parties WHERE text IN ({marks}))"
    )
    return sql, [*entities, *entities, *entities]


def _places(places: tuple[str, ...]) -> Clause:
    if not places:
        return "", []
    marks = _marks(places)
    sql = (
        f"e.event IN (SELECT event FROM places WHERE name IN ({marks}) UNION SELECT event FROM places WHERE country IN ({marks}) "
        f"UNION SELECT event FROM places WHERE text IN ({marks}))"
    )
    return sql, [*places, *(place.upper() for place in places), *places]


def _documents(documents: tuple[str, ...]) -> Clause:
    return (f"e.page IN (SELECT page FROM pages WHERE document_id IN ({_marks(documents)}))", list(documents)) if documents else ("", [])


def _dates(chosen: Filter) -> Clause:
    parts: list[str] = []
    values: list[Any] = []
    if chosen.since or chosen.until:
        parts.append("(e.earliest IS NOT NULL OR e.latest IS NOT NULL)")
    bounds = (
        (chosen.since, "(e.latest IS NULL OR e.latest >= ?)"),
        (chosen.until, "(e.earliest IS NULL OR e.earliest <= ?)"),
        (chosen.published_since, "e.published >= ?"),
        (chosen.published_until, "e.published <= ?"),
    )
    for day, sql in bounds:
        if day:
            parts.append(sql)
            values.append(day)
    return " AND ".join(parts), values


def _text(text: str) -> Clause:
    return "e.sentence IN (SELECT rowid FROM sentence_search WHERE sentence_search MATCH ?)", [match(text)]
