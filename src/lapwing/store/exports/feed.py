"""What the exports are made from: events with where they come from, folded where a format has no word for what is planned."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache

from lapwing.knowledge import codebook
from lapwing.store import fetch, queries, views
from lapwing.store.contract import Json
from lapwing.store.queries import Filter

# A format that knows only what is said to be so can hold these, and planned cooperation as the agreement to it.
TOLD = "actual"


def feed(connection: sqlite3.Connection, chosen: Filter = Filter()) -> Iterator[Json]:
    """The contract's dicts with ``about``, to which language, origin and the coding version are added; in the order read."""
    found = queries.numbers(connection, chosen)
    for first in range(0, len(found), fetch.CHUNK):
        chunk = found[first : first + fetch.CHUNK]
        marks = ", ".join("?" * len(chunk))
        sql = (
            "SELECT e.event, a.language, p.origin, p.version, r.started, length(p.text) FROM events e JOIN pages p ON p.page = e.page "
            f"JOIN articles a ON a.article = e.article JOIN runs r ON r.run_id = p.run WHERE e.event IN ({marks})"
        )
        more = {
            row[0]: dict(zip(("language", "origin", "version", "coded", "length"), row[1:], strict=True))
            for row in connection.execute(sql, chunk)
        }
        for number, item in zip(chunk, views.items(connection, chunk), strict=True):
            item["about"] |= more[number]
            yield item


def folded(event: Json) -> Json:
    """PLOVER's own reading of a plan: planned cooperation is an agreement to it, a planned RETREAT a concession. Never in the record.

    AGREE and CONCEDE have no modes; score and quad are those of the type the event becomes.
    """
    if event["status"] != "planned" or event["quad"] > 2 or event["type"] in ("AGREE", "CONCEDE"):
        return event
    to = _types()["CONCEDE" if event["type"] == "RETREAT" else "AGREE"]
    return event | {"type": to.name, "mode": None, "quad": to.quad, "score": to.score}


@cache
def _types() -> dict[str, codebook.EventType]:
    return codebook.load().types


def tellable(events: Iterable[Json], left_out: dict[str, int] | None = None) -> Iterator[Json]:
    """Events for a format that cannot say "planned", "might" or "not": what is told as so, and planned cooperation, folded.

    The rest would be read as having happened; it is left out and counted in ``left_out`` by status.
    """
    for event in events:
        told = folded(event)
        if event["status"] == TOLD or (told["type"] in ("AGREE", "CONCEDE") and event["status"] == "planned"):
            yield told
        elif left_out is not None:
            left_out[event["status"]] = left_out.get(event["status"], 0) + 1


def day(event: Json) -> str | None:
    """The ISO day the event is filed under: where its own time begins or ends, else the article's."""
    about = event["about"]
    found: str | None = about["earliest"] or about["latest"] or about["published"]
    return found


def name(party: Json) -> str:
    """The party's full name, or its words."""
    return str(party["entity"] or party["text"])


def sector(party: Json) -> str | None:
    """The party's main sector."""
    return party["sectors"][0] if party["sectors"] else None


def place(event: Json) -> Json | None:
    """The event's first place with coordinates, or its first place."""
    located = (item for item in event["places"] if item["lat"] is not None and item["lon"] is not None)
    return next(located, event["places"][0] if event["places"] else None)
