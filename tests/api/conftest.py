"""A small record with its application, in the test's own process."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import made
from lapwing.api import app
from lapwing.store.record import Record
from lapwing.types import Coded, Party, Span

HOSTILE = (
    '<script>alert(1)</script><svg onload=alert(2)>\u202eevil met "quoted"\ttab\n\n'
    "The ministers of 'Norway' met \U0001f54a rebels & others in Oslo on Sunday, a spokesman said.\n\n"
    "They attacked \u0000 them.\n\nAdvertisement"
)


def told(number: int) -> Coded:
    """A page with a story of two mentions, parties on both sides, and furniture at its end."""
    page = made.page(f"doc/{number} ü", HOSTILE)
    coded = made.coded(page)
    first, second, third = coded.events
    norway = Party(0, 3, "The", "no-gov", "Government of Norway", "NOR", ("GOV",))
    rebels = Party(0, 3, "reb", f"reb-{number}", f"Rebels {number}", "SYR", ("REB",))
    third = dataclasses.replace(third, actors=(norway,), recipients=(rebels,), killed=3, score=-9.5)
    second = dataclasses.replace(second, same_as=first.event_id)
    article = dataclasses.replace(coded.articles[0], body=tuple(span for span in coded.articles[0].body if span.end < len(HOSTILE)))
    together = dataclasses.replace(first, actors=(norway, rebels), recipients=())
    return dataclasses.replace(coded, articles=(article,), events=(together, second, third))


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("room") / "record.db"
    with Record.open(path, write=True) as opened:
        opened.begin(made.RUN)
        for number in range(5):
            opened.add(made.RUN, told(number))
    return path


@pytest.fixture(scope="session")
def client(record: Path) -> Iterator[TestClient]:
    """Without the mirror: answers come from SQLite."""
    with TestClient(app.create(record, refresh=False), base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


def spans(zones: list[dict]) -> list[Span]:
    return [Span(zone["start"], zone["end"]) for zone in zones]
