"""The record's contract: one event or article as the dict that ``--format jsonl`` prints, and back.

Fields and their order are those of ``docs/record.md``; scorers and other programs read them, so nothing is added on the side.
A span is ``{"start", "end", "text"}`` with offsets in Unicode code points of the page's raw text.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from lapwing.types import Article, Event, Party, Place, Source, Span, Time, When

Json = dict[str, Any]

EVENT_FIELDS = tuple(field.name for field in fields(Event))


def line(record: Json) -> str:
    """One JSON line without its newline: UTF-8 characters as they are; a lone surrogate would be no UTF-8 and is escaped."""
    text = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(record)
    return text


def event_to_dict(event: Event, text: str) -> Json:
    """The event as the contract's dict; ``text`` is the page's raw text."""
    return event_dict(event, text[event.trigger.start : event.trigger.end], text[event.sentence.start : event.sentence.end])


def event_dict(event: Event, trigger: str, sentence: str) -> Json:
    """The same where the words of trigger and sentence are at hand."""
    return {
        "event_id": event.event_id,
        "document_id": event.document_id,
        "article": event.article,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "quad": event.quad,
        "score": event.score,
        "status": event.status,
        "certainty": event.certainty,
        "trigger": {"start": event.trigger.start, "end": event.trigger.end, "text": trigger},
        "sentence": {"start": event.sentence.start, "end": event.sentence.end, "text": sentence},
        "actors": [_party_dict(party) for party in event.actors],
        "recipients": [_party_dict(party) for party in event.recipients],
        "places": [_place_dict(place) for place in event.places],
        "times": [_time_dict(time) for time in event.times],
        "sources": [_source_dict(source) for source in event.sources],
        "quoted": event.quoted,
        "killed": event.killed,
        "injured": event.injured,
        "arrested": event.arrested,
        "size": event.size,
        "same_as": event.same_as,
        "confidence": event.confidence,
        "because": list(event.because),
    }


def event_from_dict(data: Json) -> Event:
    """The event that ``event_to_dict`` printed; unknown fields are an error, so that nothing is dropped unseen."""
    plain = {name: data[name] for name in EVENT_FIELDS if name not in _NESTED}
    spare = set(data) - set(EVENT_FIELDS)
    if spare:
        raise ValueError(f"an event has no field {', '.join(sorted(spare))}")
    return Event(
        **plain,
        contexts=tuple(data["contexts"]),
        because=tuple(data["because"]),
        trigger=Span(data["trigger"]["start"], data["trigger"]["end"]),
        sentence=Span(data["sentence"]["start"], data["sentence"]["end"]),
        actors=tuple(_party(item) for item in data["actors"]),
        recipients=tuple(_party(item) for item in data["recipients"]),
        places=tuple(Place(**item) for item in data["places"]),
        times=tuple(Time(**item) for item in data["times"]),
        sources=tuple(Source(**item) for item in data["sources"]),
    )


_NESTED = frozenset({"contexts", "because", "trigger", "sentence", "actors", "recipients", "places", "times", "sources"})


def article_to_dict(article: Article) -> Json:
    """The article as ``--articles`` prints it; absent parts are null, never guessed."""

    def span(at: Span | None) -> Json | None:
        return None if at is None else {"start": at.start, "end": at.end, "text": article.text[at.start : at.end]}

    return {
        "document_id": article.document_id,
        "article": article.index,
        "title": span(article.title),
        "captions": [span(at) for at in article.captions],
        "credits": [span(at) for at in article.credits],
        "byline": span(article.byline),
        "dateline": span(article.dateline),
        "published": when_dict(article.published),
        "body": [span(at) for at in article.body],
        "language": article.language,
    }


def when_dict(when: When | None) -> Json | None:
    """A publication date with the ground it stands on."""
    return None if when is None else {"value": when.value, "earliest": when.earliest, "latest": when.latest, "basis": when.basis}


def _party_dict(party: Party) -> Json:
    data: Json = {
        "start": party.start,
        "end": party.end,
        "text": party.text,
        "entity_id": party.entity_id,
        "entity": party.entity,
        "country": party.country,
        "sectors": list(party.sectors),
        "as_of": party.as_of,
        "basis": party.basis,
    }
    if party.implicit:
        data["implicit"] = True
    return data


def _party(data: Json) -> Party:
    return Party(**{**data, "sectors": tuple(data["sectors"])})


def _place_dict(place: Place) -> Json:
    return {
        "start": place.start,
        "end": place.end,
        "text": place.text,
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
        "precision": place.precision,
        "basis": place.basis,
    }


def _time_dict(time: Time) -> Json:
    return {
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "value": time.value,
        "earliest": time.earliest,
        "latest": time.latest,
        "basis": time.basis,
    }


def _source_dict(source: Source) -> Json:
    return {
        "start": source.start,
        "end": source.end,
        "text": source.text,
        "entity": source.entity,
        "kind": source.kind,
        "cue": source.cue,
    }
