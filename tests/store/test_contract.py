"""The contract: exactly the fields of the record, and nothing lost on the way out and back."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made
from lapwing.store.contract import article_to_dict, event_from_dict, event_to_dict, line
from lapwing.types import Event, Span

PAGE = made.page()
EVENTS = made.coded(PAGE).events


@settings(max_examples=60, deadline=None)
@given(made.events(PAGE))
def test_event_survives_json(event: Event) -> None:
    printed = line(event_to_dict(event, PAGE.text))
    assert "\n" not in printed
    assert event_from_dict(json.loads(printed)) == event


def test_fields_are_those_of_the_record() -> None:
    printed = event_to_dict(EVENTS[0], PAGE.text)
    assert list(printed) == [
        "event_id", "document_id", "article", "type", "mode", "contexts", "quad", "score", "status", "certainty", "trigger", "sentence",
        "actors", "recipients", "places", "times", "sources", "quoted", "killed", "injured", "arrested", "size", "same_as", "confidence",
        "because",
    ]  # fmt: skip
    assert [field.name for field in fields(Event)] == list(printed)


def test_children_have_the_fields_of_the_record() -> None:
    said, planned = (event_to_dict(event, PAGE.text) for event in EVENTS[1:3])
    assert list(said["actors"][0]) == ["start", "end", "text", "entity_id", "entity", "country", "sectors", "as_of", "basis"]
    assert list(said["places"][0]) == ["start", "end", "text", "name", "country", "lat", "lon", "geonameid", "precision", "basis"]
    assert list(said["times"][0]) == ["start", "end", "text", "value", "earliest", "latest", "basis"]
    assert list(said["sources"][0]) == ["start", "end", "text", "entity", "kind", "cue"]
    assert planned["recipients"][0]["implicit"] is True


def test_every_span_holds_its_words() -> None:
    for event in EVENTS:
        printed = event_to_dict(event, PAGE.text)
        spans = [
            printed["trigger"],
            printed["sentence"],
            *(span for name in ("actors", "places", "times", "sources") for span in printed[name]),
        ]
        assert all(PAGE.text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="no field colour"):
        event_from_dict({**event_to_dict(EVENTS[0], PAGE.text), "colour": "red"})


def test_article() -> None:
    printed = article_to_dict(made.coded(PAGE).articles[0])
    assert list(printed) == [
        "document_id", "article", "title", "captions", "credits", "byline", "dateline", "published", "body", "language",
    ]  # fmt: skip
    assert printed["title"] == {"start": 0, "end": 21, "text": "Ministers met in Oslo"}
    assert printed["byline"] is None
    assert [PAGE.text[span["start"] : span["end"]] for span in printed["body"]] == PAGE.text.split("\n\n")[1:]


@given(st.text())
def test_line_is_always_utf8(text: str) -> None:
    assert json.loads(line({"text": text + "\ud800"}).encode()) == {"text": text + "\ud800"}


def test_offsets_are_code_points() -> None:
    text = "🕊 met"
    event = made.event(made.page(text=text), Span(2, 5), Span(0, 5))
    assert event_to_dict(event, text)["trigger"] == {"start": 2, "end": 5, "text": "met"}
