"""The mirror and the record itself answer alike."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import made
from lapwing.api import app
from lapwing.store import mirror, sums
from lapwing.store import room as rooms
from lapwing.store.engines import TooHeavy
from lapwing.store.queries import Filter
from lapwing.store.record import Record
from lapwing.store.room import Room

ALL = Filter()

PATHS = [
    *(f"aggregate?by={name}" for name in ("type", "mode", "quad", "status", "source_kind", "country", "actor_country", "entity", "sector")),
    *(f"aggregate?by={name}" for name in ("dyad", "place", "place_country", "document")),
    *(f"aggregate?by=time&by=quad&bucket={unit}" for unit in ("day", "week", "month", "quarter", "year")),
    "aggregate?by=country&by=type&text=rebels",
    "aggregate?by=type&dyad=SYR&dyad=NOR&since=2021",
    "map",
    "map?bbox=0,0,20,80&type=CONSULT",
    "network",
    "network?by=country",
    "network?by=sector&min_events=2",
    "entities",
    "entities?q=REB",
    "events?order=confidence",
    "events?text=oslo&place=OSLO&order=newest",
    "events?entity=rebels 2",
    "stories",
    "stories?quad=1",
    "timeline?entity=Government of Norway",
    "summary",
]


@pytest.mark.parametrize("path", PATHS)
def test_both_engines_answer_alike(client: TestClient, mirrored: TestClient, path: str) -> None:
    one, other = (asked.get(f"/api/{path}").json() for asked in (client, mirrored))
    assert (one.pop("mirror", None), other.pop("mirror", {"events": 15, "behind": 0})) == (None, {"events": 15, "behind": 0})
    assert one == other


@pytest.mark.parametrize("text", ["\0", "a\0b", "'", '"', "%", "\\", "🕊", "{where}", "ü" * 300, "a" * 300])
def test_any_value_can_be_asked_for(client: TestClient, mirrored: TestClient, text: str) -> None:
    names = ("entity", "actor", "dyad", "place", "document", "story", "type", "mode", "country", "text")
    paths = [(path, {name: text}) for name in names for path in ("events", "map", "network")] + [("entities", {"q": text})]
    for path, values in paths:
        one, other = (asked.get(f"/api/{path}", params=values) for asked in (client, mirrored))
        assert one.status_code in (200, 422), (path, values)
        assert (one.status_code, one.json()) == (other.status_code, other.json()), (path, values)


@pytest.fixture(scope="module")
def mirrored(record: Path, client: TestClient):
    """The same record with its mirror; asked for after ``client`` has been made without one."""
    with Record.open(record) as opened:
        mirror.refresh(opened.connection, record)
    with TestClient(app.create(record, refresh=False), base_url="http://localhost", raise_server_exceptions=False) as asked:
        yield asked


def test_the_mirror_follows_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, write=True) as record:
        record.begin(made.RUN)
        record.add(made.RUN, made.coded(made.page()))
        room = Room(path, refresh=False)
        try:
            assert room.ask(lambda look: look.mirrored) is None
            room.refresh()
            assert room.ask(lambda look: (look.mirrored, look.behind, look.sums is look.exact)) == (3, 0, True)
            record.add(made.RUN, made.coded(made.page("d2")))
            assert room.ask(lambda look: (look.mirrored, look.behind, look.total(ALL))) == (3, 3, 6)
            monkeypatch.setattr(rooms, "SMALL", 0)  # as if it were a large record
            assert room.ask(lambda look: (look.grown is not None, look.total(ALL), look.total(Filter(types=("CONSULT",))))) == (True, 6, 4)
            assert room.ask(lambda look: (sums.count(look.sums, ALL), sums.count(look.exact, ALL))) == (3, 6)
            room.refresh()
            assert room.ask(lambda look: (look.mirrored, look.behind)) == (6, 0)
            mirror.delete(path)  # under its feet
            assert room.ask(lambda look: len(look.sums.rows("SELECT type FROM events e WHERE {where}", ALL))) == 6
        finally:
            room.close()


def test_a_question_that_takes_too_long_is_ended(record: Path) -> None:
    room = Room(record, refresh=False)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(TooHeavy):
        room.ask(lambda look: look.connection.execute(endless).fetchone(), 0.1)
    assert room.ask(lambda look: look.total(ALL)) == 15
    room.close()


def test_the_thread_brings_the_mirror_up(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, write=True) as record:
        record.begin(made.RUN)
        record.add(made.RUN, made.coded(made.page()))
    room = Room(path)
    for _ in range(600):
        if room.ask(lambda look: look.mirrored) is not None:
            break
        time.sleep(0.1)
    assert room.ask(lambda look: (look.mirrored, look.behind)) == (3, 0)
    room.close()
