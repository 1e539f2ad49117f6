"""POLECAT's 40 columns and PLOVER's JSON records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lapwing.settings import VERSION
from lapwing.store.contract import Json, line
from lapwing.store.exports import codes, tsv
from lapwing.store.exports.feed import day, folded, name, place, sector

COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def table(events: Iterable[Json]) -> Iterator[str]:
    """POLECAT's tab-separated table with its header line; ``events`` are already folded."""
    yield tsv.row(COLUMNS)
    for event in events:
        yield tsv.row(_values(event))


def _values(event: Json) -> list[Any]:
    about = event["about"]
    at: Json = place(event) or {}
    level = {"point": "City", "district": "District", "region": "Province"}.get(at.get("precision") or "")
    named = [at.get("name") if level == column else None for column in ("City", "District", "Province")]
    where = [at.get("name") or at.get("text"), *named, at.get("country"), at.get("lat"), at.get("lon"), at.get("geonameid")]
    return [
        event["event_id"],
        day(event),
        event["type"],
        event["mode"],
        event["score"],
        QUADS.get(event["quad"]),
        tsv.joined(event["contexts"]),
        *_parties(event["actors"]),
        *_parties(event["recipients"]),
        *where,
        at.get("text"),
        at.get("precision"),
        about["outlet"] or about["url"],
        about["published"],
        None,  # people, organizations and locations of the whole story: the record keeps those of events only
        None,
        None,
        about["language"],
        f"Lapwing {VERSION}",
    ]


def _parties(parties: list[Json]) -> list[Any]:
    cows = [codes.countries()[party["country"]].cow or None if party["country"] in codes.countries() else None for party in parties]
    return [
        tsv.joined(name(party) for party in parties),
        tsv.joined(party["country"] for party in parties),
        tsv.joined(cows),
        sector(parties[0]) if parties else None,
        tsv.joined(" ".join(party["sectors"]) or None for party in parties),
        None,  # titles are part of the words
        tsv.joined(party["text"] for party in parties),
        tsv.joined(party["entity_id"] for party in parties),
    ]


# ------------------------------------------------------------------ PLOVER


def records(events: Iterable[Json]) -> Iterator[str]:
    """PLOVER's JSON records, one a line, all events; what PLOVER has no field for stands under ``lapwing``."""
    for event in events:
        yield line(_record(event)) + "\n"


def _record(event: Json) -> Json:
    told, about, at = folded(event), event["about"], place(event)
    record: Json = {
        "id": event["event_id"],
        "date": day(event),
        "source": [_actor(party) for party in event["actors"]],
        "target": [_actor(party) for party in event["recipients"]],
        "event": told["type"],
        "eventText": event["trigger"]["text"],
        "mode": told["mode"] or "",
        "context": list(event["contexts"]),
        "text": event["sentence"]["text"],
        "language": about["language"],
        "publication": about["outlet"] or about["url"],
        "publicationDate": about["published"],
        "coder": "Lapwing",
        "version": VERSION,
        "dateCoded": about["coded"][:10],
    }
    if at is not None:
        names = {"eventLoc": at["name"] or at["text"], "country": at["country"], "lat": at["lat"], "lon": at["lon"]}
        record["eventLoc"] = names | {"geonameid": at["geonameid"], "precision": at["precision"]}
    counts = (("dead", "killed"), ("injured", "injured"), ("arrested", "arrested"), ("size", "size"))
    record |= {theirs: event[ours] for theirs, ours in counts if event[ours] is not None}
    own = ("document_id", "article", "type", "mode", "quad", "score", "status", "certainty", "trigger", "sentence", "sources", "quoted")
    return record | {"lapwing": {name: event[name] for name in (*own, "same_as", "confidence")}}


def _actor(party: Json) -> Json:
    told: Json = {"actorText": party["text"], "actorName": party["entity"], "code": party["country"], "sector": sector(party)}
    return {key: value for key, value in told.items() if value is not None}
