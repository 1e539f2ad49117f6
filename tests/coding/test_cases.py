"""The sentence cases, coded with the lexicon alone."""

from __future__ import annotations

import re

import pytest

from coding.conftest import CASES, Case, read_cases
from lapwing.coding.assemble import code
from lapwing.coding.knowledge import Knowledge
from lapwing.types import Event

ALL = [case for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]


@pytest.mark.parametrize("case", ALL, ids=[case.name.replace(" ", "-") for case in ALL])
def test_case(case: Case, tables: Knowledge) -> None:
    events, _ = code(case.reading(), tables)
    got = {case.text[e.trigger.start : e.trigger.end]: e for e in events}
    wanted = [[part.strip() for part in line.split(" | ")] for line in case.events]
    assert set(got) == {w[0] for w in wanted}
    for trigger, kind, mode, status, certainty, *fields in wanted:
        event = got[trigger]
        assert (event.type, event.mode or "-", event.status, event.certainty) == (kind, mode, status, certainty)
        check_fields(event, fields[0] if fields else "")


def check_fields(event: Event, text: str) -> None:
    fields = dict(part.partition("=")[::2] for part in text.split(" ; ") if part.strip())
    names = {"A": event.actors, "R": event.recipients}
    for key, parties in names.items():
        assert [p.text for p in parties] == members(fields.get(key, "")), key
    if "L" in fields:
        assert [p.text for p in event.places] == members(fields["L"])
    assert [f"{s.text}{{{s.kind}}}" for s in event.sources] == members(fields.get("S", ""))
    check_numbers(event, fields.get("N", ""))


def check_numbers(event: Event, text: str) -> None:
    for name, number in re.findall(r"(\w+):(\d+)", text):
        assert getattr(event, name) == int(number)


def members(text: str) -> list[str]:
    return [part.strip() for part in text.split(" + ") if part.strip()]
