"""What a notebook gets: frames with types, and sentences as safe HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

import lapwing
import made
from lapwing.errors import InputError
from lapwing.store.contract import Json, event_to_dict
from lapwing.store.notebook import html


@pytest.mark.parametrize("form", ["pandas", "polars", "arrow"])
def test_frames(path: Path, events: list[Json], form: str) -> None:
    with lapwing.open(path) as record:
        frame = record.events(form=form)
        some = record.events(form=form, statuses="planned", quads=[1, 2])
        none = record.events(form=form, types="NOTHING")
    column = {
        "pandas": lambda name: frame[name].tolist(),
        "polars": lambda name: frame[name].to_list(),
        "arrow": lambda name: frame[name].to_pylist(),
    }[form]
    assert column("event_id") == [event["event_id"] for event in events]
    assert column("killed") == [event["killed"] for event in events]
    assert column("quoted") == [event["quoted"] for event in events]
    assert len(some) == sum(event["status"] == "planned" and event["quad"] <= 2 for event in events) > 0
    assert len(none) == 0
    if form == "pandas":
        assert str(none["killed"].dtype) == str(frame["killed"].dtype) == "Int64"
    if form == "arrow":
        assert none.schema == frame.schema


def test_unknown_form(path: Path) -> None:
    with lapwing.open(path) as record, pytest.raises(InputError, match="no form"):
        record.events(form="excel")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"style", "dir"}

    def handle_data(self, data: str) -> None:
        self.words += data


def test_html_escapes_every_word() -> None:
    text = 'The ministers met <script>alert(1)</script> & "x" <img src=x onerror=y> in Oslo\x00 on Sunday\u202e, a spokesman said.'
    page = made.page("<b>id</b>", text)
    (event,) = made.coded(page).events
    shown = html(event_to_dict(event, text))
    parsed = Tags()
    parsed.feed(shown)
    assert parsed.tags == {"div", "mark", "bdi", "span"}
    assert "<script>alert(1)</script>" in parsed.words
    assert "<b>id</b>" in parsed.words
    assert "\0" not in shown
    assert [shown.count(f">{label}<") for label in ("EVENT", "ACTOR", "PLACE", "TIME", "SOURCE")] == [1, 1, 1, 1, 1]


def test_lists_show_themselves(path: Path) -> None:
    with lapwing.open(path) as record:
        assert "… and " in record.events()._repr_html_()
        first = record.events(limit=1)
        assert first._repr_html_() == record.event(first[0]["event_id"])._repr_html_()
