"""Events and articles as flat rows, for tables: one value a column, lists joined by "; "."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lapwing.store.contract import Json

SEPARATOR = "; "
NUMBERS = ("killed", "injured", "arrested", "size")


def flat_event(event: Json) -> Json:
    """A contract dict as one flat row.

    A list's items stand in the same order in each of its columns, an unknown value as an empty item; coordinates are those of the
    first place that has any, ``earliest``/``latest`` bound all of the event's times.
    """
    point: Json = next((place for place in event["places"] if place["lat"] is not None), {})
    times = event["times"]
    is_open = any(time["earliest"] and not time["latest"] for time in times)
    row: Json = {name: event[name] for name in ("event_id", "document_id", "article", "type", "mode")}
    row |= {"contexts": _joined(event["contexts"]), "quad": event["quad"], "score": event["score"]}
    row |= {"status": event["status"], "certainty": event["certainty"]}
    for name in ("trigger", "sentence"):
        span = event[name]
        row |= {name: span["text"], f"{name}_start": span["start"], f"{name}_end": span["end"]}
    for name in ("actors", "recipients"):
        row |= _parties(name, event[name])
    row |= {"places": _joined(place["name"] or place["text"] for place in event["places"])}
    row |= {"place_countries": _column(event["places"], "country"), "lat": point.get("lat"), "lon": point.get("lon")}
    row |= {"place_precisions": _column(event["places"], "precision")}
    row |= {"times": _column(times, "value"), "earliest": min((time["earliest"] for time in times if time["earliest"]), default=None)}
    row |= {"latest": None if is_open else max((time["latest"] for time in times if time["latest"]), default=None)}
    row |= {"sources": _joined(source["entity"] or source["text"] for source in event["sources"])}
    row |= {"source_kinds": _column(event["sources"], "kind"), "quoted": event["quoted"]}
    row |= {name: event[name] for name in (*NUMBERS, "same_as", "confidence")}
    return row | {"because": _joined(event["because"])}


def flat_article(article: Json) -> Json:
    """An article's dict as one flat row: the words, and where they start and end as a whole."""
    body = article["body"]
    row: Json = {"document_id": article["document_id"], "article": article["article"], "language": article["language"]}
    row |= {name: (article[name] or {}).get("text") for name in ("title", "byline", "dateline")}
    row |= {f"published_{name}": (article["published"] or {}).get(name) for name in ("value", "earliest", "latest", "basis")}
    row |= {name: _joined(span["text"] for span in article[name]) for name in ("captions", "credits")}
    row |= {"body": "\n\n".join(span["text"] for span in body)}
    return row | {"body_start": body[0]["start"] if body else None, "body_end": body[-1]["end"] if body else None}


def _parties(name: str, parties: list[Json]) -> Json:
    singular = name[:-1]
    return {
        name: _joined(party["entity"] or party["text"] for party in parties),
        f"{singular}_texts": _column(parties, "text"),
        f"{singular}_ids": _column(parties, "entity_id"),
        f"{singular}_countries": _column(parties, "country"),
        f"{singular}_sectors": _joined(" ".join(party["sectors"]) for party in parties),
    }


def _column(items: list[Json], key: str) -> str | None:
    return _joined(item[key] or "" for item in items)


def _joined(values: Iterable[Any]) -> str | None:
    """One string, None where there is nothing to say; line breaks inside a value would break readers of tables."""
    words = [" ".join(str(value).replace(SEPARATOR, ", ").split()) for value in values]
    return SEPARATOR.join(words) if any(words) else None
