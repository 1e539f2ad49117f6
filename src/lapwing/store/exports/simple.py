"""Events as lines of JSON, CSV rows or GeoJSON features: from the contract's dicts to parts of a text, as they come."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from lapwing.store.contract import Json, line
from lapwing.store.exports.flat import flat_event

BATCH = 200  # events to a part

SPAN: Json = {"start": 0, "end": 0, "text": ""}
LISTS = ("contexts", "actors", "recipients", "places", "times", "sources", "because")
EMPTY: Json = dict.fromkeys(
    "event_id document_id article type mode quad score status certainty quoted killed injured arrested size same_as confidence".split()
) | {"trigger": SPAN, "sentence": SPAN, **{name: [] for name in LISTS}}
COLUMNS = tuple(flat_event(EMPTY))


def jsonl(events: Iterable[Json]) -> Iterator[str]:
    """One JSON object a line, as in the record's description."""
    for event in events:
        yield line(event) + "\n"


def table(events: Iterable[Json]) -> Iterator[str]:
    """CSV after RFC 4180 with a header line; lists joined by "; ". A NUL, which many readers take for the end, becomes U+FFFD."""
    yield from rows((flat_event(event) for event in events), COLUMNS)


def rows(items: Iterable[Json], columns: tuple[str, ...]) -> Iterator[str]:
    """Dicts as CSV."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    for number, item in enumerate(items, 1):
        writer.writerow({name: value.replace("\0", "\ufffd") if isinstance(value, str) else value for name, value in item.items()})
        if number % BATCH == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def geojson(events: Iterable[Json]) -> Iterator[str]:
    """A FeatureCollection (RFC 7946): a point for each event and place with coordinates, no geometry where only an area is known or
    the text gives no place at all.
    """
    yield '{"type": "FeatureCollection", "features": ['
    before = "\n"
    for event in events:
        for feature in _features(event):
            yield before + line(feature)
            before = ",\n"
    yield "\n]}\n"


def _features(event: Json) -> Iterator[Json]:
    flat = {name: value for name, value in flat_event(event).items() if name not in ("lat", "lon")}
    for i, place in enumerate(event["places"] or [None]):
        known = place is not None and place["lat"] is not None and place["lon"] is not None
        properties = flat | {f"place_{name}": None if place is None else place[name] for name in ("text", "name", "country", "precision")}
        yield {
            "type": "Feature",
            "id": event["event_id"] if i == 0 else f"{event['event_id']}#{i}",
            "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if known else None,
            "properties": properties,
        }


WRITERS: dict[str, Callable[[Iterable[Json]], Iterator[str]]] = {"jsonl": jsonl, "csv": table, "geojson": geojson}
