"""What one page of the reading room shows: lists of events, one event, one article with its zones, stories, timelines."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from lapwing.errors import InputError
from lapwing.store import corrections, fetch, queries
from lapwing.store.contract import Json, when_dict
from lapwing.store.engines import DAY, Engine
from lapwing.store.queries import Filter
from lapwing.types import Article, Span

ORDERS = {**queries.ORDERS, "confidence": "e.confidence DESC, e.event", "score": "e.score, e.event"}

ABOUT = (
    "SELECT e.event, coalesce(a.title, p.title), p.outlet, p.url, e.published, e.earliest, e.latest, e.source_kind, "
    "coalesce(e.same_as, CASE WHEN EXISTS (SELECT 1 FROM events o WHERE o.same_as = e.event_id) THEN e.event_id END), "
    "(SELECT count(*) FROM corrections c WHERE c.event_id = e.event_id) "
    "FROM events e JOIN pages p ON p.page = e.page JOIN articles a ON a.article = e.article WHERE e.event IN "
)
ABOUT_NAMES = ("title", "outlet", "url", "published", "earliest", "latest", "source_kind", "story", "corrections")


def numbers(engine: Engine, chosen: Filter, order: str, limit: int, offset: int) -> list[int]:
    """Row numbers of one page of a list."""
    if order not in ORDERS:
        raise InputError(f"{order!r} is no order; known are {', '.join(ORDERS)}")
    sql = f"SELECT e.event FROM events e WHERE {{where}} ORDER BY {ORDERS[order]} LIMIT {int(limit)} OFFSET {int(offset)}"
    return [number for (number,) in engine.rows(sql, chosen)]


def items(connection: sqlite3.Connection, found: Sequence[int]) -> list[Json]:
    """The contract's dicts of these events in this order, each with ``about``."""
    about: dict[int, Json] = {}
    for first in range(0, len(found), fetch.CHUNK):
        chunk = found[first : first + fetch.CHUNK]
        for number, *row in connection.execute(f"{ABOUT} ({', '.join('?' * len(chunk))})", chunk):
            about[number] = dict(zip(ABOUT_NAMES, row, strict=True))
    return [told | {"about": about[number]} for number, told in zip(found, fetch.dicts(connection, found), strict=True)]


def event(connection: sqlite3.Connection, event_id: str) -> Json:
    """One event with its corrections and its story; InputError where there is none."""
    whole = queries.event(connection, event_id)["event_id"]
    row = connection.execute("SELECT event FROM events WHERE event_id = ? ORDER BY event DESC LIMIT 1", (whole,)).fetchone()
    told = items(connection, [row[0]])[0]
    at = told["about"]["story"]
    return {
        "event": told,
        "corrections": corrections.listed(connection, event_id=whole, limit=500)["items"],
        "story": None if at is None else story_summaries(connection, [at])[0],
    }


# ---------------------------------------------------------------- articles


def articles(connection: sqlite3.Connection, text: str | None, document: str | None, limit: int, offset: int) -> Json:
    """A list of articles, in the order read; ``text`` are words that stand in them."""
    parts, values = ["1"], []
    if text is not None:
        parts.append("a.article IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)")
        values.append(queries.match(text))
    if document is not None:
        parts.append("p.document_id = ?")
        values.append(document)
    table = f"FROM articles a JOIN pages p ON p.page = a.page WHERE {' AND '.join(parts)}"
    sql = (
        "SELECT p.document_id, a.number, coalesce(a.title, p.title), p.outlet, p.url, coalesce(a.published_value, p.published_value), "
        f"a.language, (SELECT count(*) FROM events e WHERE e.article = a.article) {table} ORDER BY a.article LIMIT ? OFFSET ?"
    )
    names = ("document_id", "article", "title", "outlet", "url", "published", "language", "events")
    rows = [dict(zip(names, row, strict=True)) for row in connection.execute(sql, [*values, limit, offset])]
    total = connection.execute(f"SELECT count(*) {table}", values).fetchone()[0]
    return {"total": total, "offset": offset, "limit": limit, "items": rows}


def article(connection: sqlite3.Connection, document_id: str, number: int) -> Json:
    """One article with the whole text of its page, cut into zones; InputError where there is none."""
    row = connection.execute("SELECT page FROM pages WHERE document_id = ? ORDER BY page DESC LIMIT 1", (document_id,)).fetchone()
    if row is None:
        raise InputError(f"no document {document_id!r} in this record")
    page = row[0]
    all_articles = list(fetch.articles(connection, "a.page = ? ORDER BY a.number", [page]))
    chosen = next((item for item in all_articles if item.index == number), None)
    if chosen is None:
        raise InputError(f"the document {document_id!r} has no article {number}")
    of = "(SELECT article FROM articles WHERE page = ? AND number = ?)"
    at = f"SELECT event FROM events WHERE article = {of} ORDER BY trigger_start, event"
    found = [event for (event,) in connection.execute(at, (page, number))]
    names = ("origin", "format", "url", "outlet", "title")
    about = dict(zip(names, connection.execute(f"SELECT {', '.join(names)} FROM pages WHERE page = ?", (page,)).fetchone(), strict=True))
    skipped = 'SELECT stage, reason, document_id, origin, detail, start, "end" FROM skipped WHERE page = ? ORDER BY rowid LIMIT 1000'
    skipped_names = ("stage", "reason", "document_id", "origin", "detail", "start", "end")
    return {
        "document_id": document_id,
        "article": number,
        **about,
        "title": _title(chosen) or about["title"],
        "published": when_dict(chosen.published),
        "language": chosen.language,
        "text": chosen.text,
        "zones": zones(chosen, all_articles),
        "articles": [{"article": item.index, "title": _title(item)} for item in all_articles],
        "events": items(connection, found),
        "skipped": [dict(zip(skipped_names, row, strict=True)) for row in connection.execute(skipped, (page,))],
        "corrections": corrections.listed(connection, document=document_id, article=number, limit=1000)["items"],
    }


def _title(article: Article) -> str | None:
    return None if article.title is None else article.text[article.title.start : article.title.end]


def zones(article: Article, siblings: Sequence[Article]) -> list[Json]:
    """What every stretch of the page's text is: zones in order that tile it from 0 to its end.

    Where two claim the same characters, the one listed first below has them.
    """
    claims = _claims(article)
    claims += [("article", span) for other in siblings if other.index != article.index for _, span in _claims(other)]
    tiles: list[tuple[int, int, str]] = []
    for zone, span in claims:
        tiles += [(start, end, zone) for start, end in _free(tiles, span)]
        tiles.sort()
    told: list[Json] = []
    position = 0
    for start, end, zone in [*tiles, (len(article.text), len(article.text), "")]:
        if start > position:
            told.append({"zone": "furniture", "start": position, "end": start})
        if end > start:
            told.append({"zone": zone, "start": start, "end": end})
        position = max(position, end)
    return told


def _claims(article: Article) -> list[tuple[str, Span]]:
    single = (("title", article.title), ("byline", article.byline), ("dateline", article.dateline))
    claims = [(zone, span) for zone, span in single if span is not None]
    claims += [("caption", span) for span in article.captions]
    claims += [("credit", span) for span in article.credits]
    claims += [("body", span) for span in article.body]
    length = len(article.text)
    return [(zone, Span(max(0, span.start), min(length, span.end))) for zone, span in claims if span.start < min(length, span.end)]


def _free(tiles: list[tuple[int, int, str]], span: Span) -> list[tuple[int, int]]:
    """The parts of the span that no tile has yet; tiles are in order and do not overlap."""
    parts, position = [], span.start
    for start, end, _ in tiles:
        if end <= position:
            continue
        if start >= span.end:
            break
        if start > position:
            parts.append((position, start))
        position = end
    if position < span.end:
        parts.append((position, span.end))
    return parts


# ----------------------------------------------------------------- stories


def stories(engine: Engine, connection: sqlite3.Connection, chosen: Filter, limit: int, offset: int) -> Json:
    """Groups of two or more mentions of one event of which the filter lets one through, largest first."""
    asked = (
        "SELECT e.same_as AS story FROM events e WHERE {where} AND e.same_as IS NOT NULL"
        if chosen == Filter()
        else "SELECT CASE WHEN e.same_as IS NULL THEN e.event_id ELSE e.same_as END AS story FROM events e WHERE {where}"
    )
    groups = (
        f"FROM (SELECT same_as AS story, count(*) AS mentions FROM events WHERE same_as IS NOT NULL GROUP BY same_as) g "
        f"WHERE g.story IN (SELECT story FROM ({asked}) s)"
    )
    sql = f"SELECT g.story, count(*) OVER () {groups} ORDER BY g.mentions DESC, g.story LIMIT {int(limit)} OFFSET {int(offset)}"
    rows = engine.rows(sql, chosen)
    total = rows[0][1] if rows else engine.rows(f"SELECT count(*) {groups}", chosen)[0][0] if offset else 0
    return {"total": total, "offset": offset, "limit": limit, "items": story_summaries(connection, [row[0] for row in rows])}


def story(connection: sqlite3.Connection, event_id: str) -> Json:
    """A story by the id of any of its events; InputError where the event is told once only or is not there."""
    whole = queries.event(connection, event_id)
    first = whole["same_as"] or whole["event_id"]
    if not connection.execute("SELECT 1 FROM events WHERE same_as = ? LIMIT 1", (first,)).fetchone():
        raise InputError(f"the event {event_id!r} is told once only; there is no story of it")
    sql = "SELECT event FROM events WHERE event_id = ? OR same_as = ? ORDER BY page, trigger_start, event LIMIT 1000"
    found = [number for (number,) in connection.execute(sql, (first, first))]
    return {"story": story_summaries(connection, [first])[0], "events": items(connection, found)}


def story_summaries(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Json]:
    """What a list says of each story."""
    return [_story_summary(connection, one) for one in ids]


def _story_summary(connection: sqlite3.Connection, story_id: str) -> Json:
    statuses = dict(
        connection.execute(
            "SELECT status, count(*) FROM events WHERE event_id = ?1 OR same_as = ?1 GROUP BY status", (story_id,)
        ).fetchall()
    )
    bounds = connection.execute("SELECT min(earliest), max(latest) FROM events WHERE event_id = ?1 OR same_as = ?1", (story_id,)).fetchone()
    # The first mention itself; should it have gone, the first that is there stands for it.
    row = connection.execute(
        'SELECT p.document_id, a.number, e.type, e.mode, e.quad, e.status, e.published, s.text, e."trigger" FROM events e '
        "JOIN pages p ON p.page = e.page JOIN articles a ON a.article = e.article JOIN sentences s ON s.sentence = e.sentence "
        "WHERE e.event_id = ?1 OR e.same_as = ?1 ORDER BY e.event_id <> ?1, e.event LIMIT 1",
        (story_id,),
    ).fetchone()
    names = ("document_id", "article", "type", "mode", "quad", "status", "published", "sentence", "trigger")
    told = {"story_id": story_id, "events": sum(statuses.values()), "statuses": statuses, "earliest": bounds[0], "latest": bounds[1]}
    return told | dict(zip(names, row, strict=True))


# ---------------------------------------------------------------- timeline


def timeline(engine: Engine, connection: sqlite3.Connection, chosen: Filter, limit: int, offset: int) -> Json:
    """Events in order of their time."""
    sql = (
        f"SELECT e.event FROM events e WHERE {DAY} IS NOT NULL AND {{where}} ORDER BY {DAY}, e.event "
        f"LIMIT {int(limit)} OFFSET {int(offset)}"
    )
    found = [number for (number,) in engine.rows(sql, chosen)]
    held = f"SELECT count(*), count(*) FILTER (WHERE {DAY} IS NULL) FROM events e WHERE {{where}}"
    total, undated = engine.rows(held, chosen)[0]
    told = [_dated(item) for item in items(connection, found)]
    return {"total": total, "undated": undated, "offset": offset, "limit": limit, "items": told}


def _dated(item: Json) -> Json:
    about = item["about"]
    own = about["earliest"] or about["latest"]
    names = ("event_id", "document_id", "article", "type", "mode", "quad", "score", "status", "certainty", "confidence")
    return {
        **{name: item[name] for name in names},
        "source_kind": about["source_kind"],
        "start": about["earliest"] if own else about["published"],
        "end": about["latest"] if own else about["published"],
        "dated_by": "event" if own else "article",
        "published": about["published"],
        "trigger": item["trigger"]["text"],
        "sentence": item["sentence"]["text"],
        "actors": [party["entity"] or party["text"] for party in item["actors"]],
        "recipients": [party["entity"] or party["text"] for party in item["recipients"]],
        "story": about["story"],
    }


# ----------------------------------------------------------------- summary


def summary(engine: Engine, connection: sqlite3.Connection) -> Json:
    """What the record holds."""
    counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("pages", "articles", "corrections")}
    bounds = (
        "SELECT count(*), min(earliest), max(latest), min(published), max(published), count(DISTINCT same_as) FROM events e WHERE {where}"
    )
    events, earliest, latest, first, last, groups = engine.rows(bounds, Filter())[0]
    skipped = connection.execute("SELECT stage, reason, count(*) FROM skipped GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 200")
    runs = connection.execute("SELECT run_id, started, finished, version, model, arguments FROM runs ORDER BY started DESC LIMIT 10")
    run_names = ("run_id", "started", "finished", "version", "model", "arguments")
    return {
        **counts,
        "events": events,
        "stories": groups,
        "earliest": earliest,
        "latest": latest,
        "published_earliest": first,
        "published_latest": last,
        "skipped": [{"stage": stage, "reason": reason, "count": number} for stage, reason, number in skipped],
        "runs": [dict(zip(run_names, row, strict=True)) for row in runs],
    }
