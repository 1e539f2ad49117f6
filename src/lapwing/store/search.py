"""Full-text search over sentences, articles and names of entities; hits are marked by offsets, never by markup."""

from __future__ import annotations

import secrets
import sqlite3

from lapwing.store import queries, sums
from lapwing.store.contract import Json
from lapwing.store.engines import Engine
from lapwing.store.queries import Filter

KINDS = ("sentences", "articles", "entities")
MOST = 10_000  # hits that are counted
WORDS = 32  # of a part of an article


def search(
    engine: Engine, connection: sqlite3.Connection, text: str, kinds: tuple[str, ...] = KINDS, limit: int = 20, offset: int = 0
) -> Json:
    """Best hits first in each kind; a kind not asked for is None. InputError where ``text`` holds no word."""
    asked = queries.match(text)
    name = " ".join(text.replace('"', " ").split())
    return {
        "q": text,
        "sentences": _sentences(connection, asked, limit, offset) if "sentences" in kinds else None,
        "articles": _articles(connection, asked, limit, offset) if "articles" in kinds else None,
        "entities": _entities(engine, name, limit, offset) if "entities" in kinds else None,
    }


def _entities(engine: Engine, name: str, limit: int, offset: int) -> Json:
    found = sums.entities(engine, Filter(), name, limit, offset)
    return {"total": min(found["total"], MOST), "items": found["items"]}


def _total(connection: sqlite3.Connection, table: str, asked: str) -> int:
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT {MOST})"
    return int(connection.execute(sql, (asked,)).fetchone()[0])


def _sentences(connection: sqlite3.Connection, asked: str, limit: int, offset: int) -> Json:
    total = _total(connection, "sentence_search", asked)
    first, last = _marks()
    # Ranking reads every hit: where there are very many, the newest stand for the best.
    order = "rank" if total < MOST else "rowid DESC"
    sql = (
        'SELECT s.sentence, p.document_id, s.start, s."end", f.told FROM (SELECT rowid AS sentence, highlight(sentence_search, 0, ?, ?) '
        f"AS told FROM sentence_search WHERE sentence_search MATCH ? ORDER BY {order} LIMIT ? OFFSET ?) f "
        "JOIN sentences s ON s.sentence = f.sentence JOIN pages p ON p.page = s.page"
    )
    items = []
    for sentence, document_id, start, end, told in connection.execute(sql, (first, last, asked, limit, offset)):
        text, marks = unmarked(told, first, last)
        events = connection.execute(
            "SELECT e.event_id, a.number FROM events e JOIN articles a ON a.article = e.article WHERE e.sentence = ? ORDER BY e.event",
            (sentence,),
        ).fetchall()
        item = {"document_id": document_id, "article": events[0][1] if events else 0, "start": start, "end": end}
        items.append(item | {"text": text, "marks": marks, "event_ids": [event_id for event_id, _ in events]})
    return {"total": total, "items": items}


def _articles(connection: sqlite3.Connection, asked: str, limit: int, offset: int) -> Json:
    total = _total(connection, "article_search", asked)
    first, last = _marks()
    order = "rank" if total < MOST else "rowid DESC"
    sql = (
        "SELECT p.document_id, a.number, coalesce(a.title, p.title), coalesce(a.published_value, p.published_value), p.outlet, f.told FROM "
        f"(SELECT rowid AS article, snippet(article_search, -1, ?, ?, '…', {WORDS}) AS told FROM article_search "
        f"WHERE article_search MATCH ? ORDER BY {order} LIMIT ? OFFSET ?) f "
        "JOIN articles a ON a.article = f.article JOIN pages p ON p.page = a.page"
    )
    items = []
    for document_id, number, title, published, outlet, told in connection.execute(sql, (first, last, asked, limit, offset)):
        text, marks = unmarked(told or "", first, last)
        item = {"document_id": document_id, "article": number, "title": title, "published": published, "outlet": outlet}
        items.append(item | {"text": text, "marks": marks})
    return {"total": total, "items": items}


def _marks() -> tuple[str, str]:
    """Two marks no text holds, because nobody could know them."""
    secret = secrets.token_hex(8)
    return f"\x02{secret}<", f"\x02{secret}>"


def unmarked(told: str, first: str, last: str) -> tuple[str, list[list[int]]]:
    """The text without its marks, and the ranges of code points they enclosed."""
    text, marks = "", []
    head, *parts = told.split(first)
    text = head
    for part in parts:
        inner, _, rest = part.partition(last)
        marks.append([len(text), len(text) + len(inner)])
        text += inner + rest
    return text, marks
