"""W3C Web Annotations: every span of every event, as JSON-LD that points into the page's text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from lapwing.store.contract import Json, line

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after the words that help to find them again
ROLES = (("actors", "actor"), ("recipients", "recipient"), ("places", "place"), ("times", "time"), ("sources", "source"))


def event_iri(event_id: str) -> str:
    """A name for an event that needs no server."""
    return f"urn:lapwing:event:{quote(event_id, safe='')}"


def document_iri(document_id: str) -> str:
    """A name for a document."""
    return f"urn:lapwing:document:{quote(document_id, safe='')}"


def page(events: Iterable[Json], connection: sqlite3.Connection) -> Iterator[str]:
    """An AnnotationPage. ``TextPositionSelector`` counts code points, as its specification asks, from 0 of the page's raw text."""
    yield f'{{"@context": "{CONTEXT}", "id": "urn:lapwing:events", "type": "AnnotationPage", "items": ['
    before = "\n"
    document, text = None, ""
    for event in events:
        if event["document_id"] != document:
            document, text = event["document_id"], _text(connection, event["document_id"])
        for annotation in of_event(event, text):
            yield before + line(annotation)
            before = ",\n"
    yield "\n]}\n"


def _text(connection: sqlite3.Connection, document_id: str) -> str:
    sql = "SELECT text FROM pages WHERE document_id = ? ORDER BY page DESC LIMIT 1"
    return str(connection.execute(sql, (document_id,)).fetchone()[0])


def of_event(event: Json, text: str) -> Iterator[Json]:
    """The event's annotations: its trigger with the codes, then each party, place, time and source, tied to the event."""
    iri = event_iri(event["event_id"])
    kind = event["type"] if event["mode"] is None else f"{event['type']}/{event['mode']}"
    codes = [kind, event["status"], event["certainty"], *event["contexts"]]
    bodies = [{"type": "TextualBody", "purpose": "classifying", "value": value} for value in codes]
    yield _annotation(f"{iri}#trigger", bodies, event, event["trigger"], text)
    for field, role in ROLES:
        for i, item in enumerate(event[field]):
            told: list[Json] = [{"type": "TextualBody", "purpose": "tagging", "value": role}]
            value = item.get("entity") or item.get("name") or item.get("value")
            if value:
                told.append({"type": "TextualBody", "purpose": "identifying", "value": value})
            if item.get("geonameid") is not None:
                told.append(
                    {"type": "SpecificResource", "purpose": "identifying", "source": f"https://sws.geonames.org/{item['geonameid']}/"}
                )
            told.append({"type": "SpecificResource", "purpose": "linking", "source": f"{iri}#trigger"})
            yield _annotation(f"{iri}#{role}-{i}", told, event, item, text)


def _annotation(iri: str, bodies: list[Json], event: Json, span: Json, text: str) -> Json:
    start, end = span["start"], span["end"]
    quoted: Json = {"type": "TextQuoteSelector", "exact": text[start:end]}
    quoted |= {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    selectors = [{"type": "TextPositionSelector", "start": start, "end": end}, quoted]
    source: Json = {"id": document_iri(event["document_id"]), "type": "Text"}
    if event["about"]["url"]:
        source["via"] = event["about"]["url"]
    return {
        "id": iri,
        "type": "Annotation",
        "generator": {"type": "Software", "name": "Lapwing"},
        "created": event["about"]["coded"],
        "body": bodies,
        "target": {"source": source, "selector": selectors},
    }
