"""Corrections as training data: the JSON form of the authored event corpus (documents, units, events), one document a line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from lapwing.store import corrections, fetch
from lapwing.store.contract import Json, line

LISTS = ("actors", "recipients", "places", "times", "sources")
NUMBERS = ("killed", "injured", "arrested", "size")


def documents(connection: sqlite3.Connection) -> Iterator[str]:
    """One line for each article that has corrections: ``{"id", "published", "units": [{"kind", "text", "events"}]}``.

    A unit is a sentence in which an event was corrected, with all its events as readers would have them; events said to be wrong are
    left out. ``kind``: T title, C caption, S sentence.
    """
    said = list(corrections.corrected(connection))
    for (document, article), group in groupby(said, key=lambda pair: (pair[0]["document_id"], pair[0]["article"])):
        yield line(_document(connection, document, article, list(group))) + "\n"


def _document(connection: sqlite3.Connection, document: str, article: int, said: list[tuple[Json, Json]]) -> Json:
    told: dict[tuple[int, int], dict[str, Json | None]] = {}
    words: dict[tuple[int, int], str] = {}
    for event, verdict in said:
        at = (event["sentence"]["start"], event["sentence"]["end"])
        words[at] = event["sentence"]["text"]
        told.setdefault(at, {})[event["event_id"]] = None if verdict["verdict"] == "wrong" else event
    for event in _others(connection, document, article):
        at = (event["sentence"]["start"], event["sentence"]["end"])
        if at in told:
            told[at].setdefault(event["event_id"], event)
    found = connection.execute(
        "SELECT a.article, a.title_start, a.title_end, coalesce(a.published_value, p.published_value), p.url FROM articles a "
        "JOIN pages p ON p.page = a.page WHERE p.document_id = ? AND a.number = ? ORDER BY a.article DESC LIMIT 1",
        (document, article),
    ).fetchone() or (None, None, None, None, None)
    captions = connection.execute('SELECT start, "end" FROM passages WHERE article = ? AND kind = ?', (found[0], "caption")).fetchall()
    units = []
    for at in sorted(told):
        kind = "T" if _within(at, found[1:3]) else "C" if any(_within(at, caption) for caption in captions) else "S"
        events = sorted((event for event in told[at].values() if event is not None), key=lambda event: event["trigger"]["start"])
        units.append({"kind": kind, "text": words[at], "events": [_event(event, words[at]) for event in events]})
    return {"id": document, "article": article, "published": found[3], "url": found[4], "units": units}


def _others(connection: sqlite3.Connection, document: str, article: int) -> list[Json]:
    sql = (
        "SELECT e.event FROM events e JOIN articles a ON a.article = e.article JOIN pages p ON p.page = e.page "
        "WHERE p.document_id = ? AND a.number = ? ORDER BY e.event"
    )
    return fetch.dicts(connection, [number for (number,) in connection.execute(sql, (document, article))])


def _within(at: tuple[int, int], span: tuple[Any, ...]) -> bool:
    return span[0] is not None and bool(span[0] <= at[0] and at[1] <= span[1])


def _event(event: Json, sentence: str) -> Json:
    start = event["sentence"]["start"]
    return {
        "triggers": [_words(event["trigger"], sentence, start)],
        "type": event["type"],
        "mode": event["mode"],
        "status": event["status"],
        "certainty": event["certainty"],
        "optional": False,
        "quoted": event["quoted"],
        "id": event["event_id"],
        "same": event["same_as"],
        "numbers": {name: str(event[name]) for name in NUMBERS if event[name] is not None},
        **{name: [_member(name, item, sentence, start) for item in event[name]] for name in LISTS if event[name]},
    }


def _member(name: str, item: Json, sentence: str, start: int) -> Json:
    implicit = bool(item.get("implicit")) or not start <= item["start"] <= item["end"] <= start + len(sentence)
    told: Json = {"text": item["text"] if implicit else _words(item, sentence, start), "implicit": implicit}
    if name in ("actors", "recipients"):
        return told | {"country": item["country"], "sector": item["sectors"][0] if item["sectors"] else None}
    if name == "places":
        return told | {"country": item["country"]}
    return told | ({"value": item["value"]} if name == "times" else {"kind": item["kind"]})


def _words(span: Json, sentence: str, start: int) -> str:
    """The words, with ``@n`` where they are the n-th of their kind in the sentence."""
    words = sentence[span["start"] - start : span["end"] - start]
    if words != span["text"] or not words:
        return str(span["text"])
    nth, at = 1, sentence.find(words)
    while 0 <= at < span["start"] - start:
        nth += 1
        at = sentence.find(words, at + 1)
    return words if nth == 1 else f"{words}@{nth}"
