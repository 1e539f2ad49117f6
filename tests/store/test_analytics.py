"""Aggregates say what counting the record says, and the mirror they come from can be lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import made
from lapwing.errors import InputError
from lapwing.store import mirror, queries
from lapwing.store.analytics import Analytics
from lapwing.store.queries import Filter
from lapwing.store.record import Record


@pytest.fixture
def record(tmp_path: Path):
    with Record.open(tmp_path / "it's.db", write=True) as opened:
        opened.begin(made.RUN)
        opened.add(made.RUN, made.coded(made.page()))
        opened.add(made.RUN, made.coded(made.page("d2", "Rebels attacked Bergen\n\nThe rebels attacked.")))
        yield opened


@pytest.fixture
def analytics(record: Record):
    opened = Analytics(record.path, record.connection)
    yield opened
    opened.close()


FILTERS = [
    Filter(),
    Filter(types=("CONSULT/meet", "ASSAULT")),
    Filter(countries=("NOR",)),
    Filter(entities=("GOVERNMENT of norway", "nobody")),
    Filter(entities=("MINISTERS",)),
    Filter(places=("oslo",)),
    Filter(statuses=("planned",), certainties=("stated",), source_kinds=("outlet",)),
    Filter(documents=("d2",)),
    Filter(since="2021-06-01", until="2021-06-30"),
    Filter(published_since="2021-06-28", min_confidence=0.5),
    Filter(text="rebels"),
    Filter(text="nowhere"),
]


@pytest.mark.parametrize("asked", FILTERS)
def test_filters_mean_the_same_as_in_the_record(record: Record, analytics: Analytics, asked: Filter) -> None:
    assert analytics.count(asked) == queries.count(record.connection, asked)


@pytest.mark.parametrize("by", ["type", "mode", "status", "source_kind"])
def test_counts(record: Record, analytics: Analytics, by: str) -> None:
    by_hand = Counter(
        {"source_kind": event["sources"][-1]["kind"] if event["sources"] else "outlet"}.get(by) or event.get(by)
        for event in queries.events(record.connection)
    )
    assert {row["value"]: row["events"] for row in analytics.counts(by)} == dict(by_hand)


def test_aggregates(analytics: Analytics) -> None:
    assert analytics.counts("country") == [{"value": "NOR", "events": 1}, {"value": None, "events": 1}]
    assert analytics.timeline("month", "quad") == [
        {"period": "2021-06-01", "value": 1, "planned": False, "basis": "event", "events": 1},
        {"period": "2021-06-01", "value": 1, "planned": False, "basis": "published", "events": 1},
        {"period": "2021-06-01", "value": 1, "planned": True, "basis": "published", "events": 1},
        {"period": "2021-06-01", "value": 4, "planned": False, "basis": "published", "events": 2},
    ]
    (place,) = analytics.map()
    assert (place["name"], place["lat"], place["events"], place["conflict"]) == ("Oslo", 59.91, 2, 0)
    (entity,) = analytics.entities()
    assert (entity["entity"], entity["as_actor"], entity["as_recipient"]) == ("Government of Norway", 1, 0)
    assert analytics.dyads() == []
    with pytest.raises(InputError, match="cannot be counted by 'colour'"):
        analytics.counts("colour")


def test_refresh_takes_in_new_events_as_a_new_segment(record: Record, analytics: Analytics) -> None:
    folder = Path(f"{record.path}.mirror")
    before = {file.name for file in folder.iterdir()}
    record.add(made.RUN, made.coded(made.page("d3")))
    assert analytics.refresh().count() == queries.count(record.connection) == 8
    assert {file.name for file in folder.iterdir()} > before


def test_taking_events_out_writes_the_mirror_anew(record: Record, analytics: Analytics) -> None:
    newer = replace(made.RUN, run_id="run-2", version="version-2")
    record.begin(newer)
    record.add(newer, made.coded(made.page()))
    assert analytics.refresh().count() == queries.count(record.connection) == 5
    assert len(list(Path(f"{record.path}.mirror").glob("*.events.parquet"))) == 1


def test_lost_or_damaged_mirror_is_written_anew(record: Record, analytics: Analytics) -> None:
    folder = Path(f"{record.path}.mirror")
    next(folder.glob("*.parties.parquet")).unlink()
    assert analytics.refresh().count() == 5
    (folder / "manifest.json").write_text("{")
    assert analytics.refresh().count() == 5
    mirror.delete(record.path)
    assert not folder.exists()
    assert analytics.refresh().count() == 5


def test_segments_of_a_larger_record(record: Record, analytics: Analytics, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "SEGMENT_EVENTS", 2)
    mirror.delete(record.path)
    assert analytics.refresh().count() == 5
    assert len(list(Path(f"{record.path}.mirror").glob("*.events.parquet"))) == 3


def test_empty_record(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.db", write=True) as record:
        analytics = Analytics(record.path, record.connection)
        assert (analytics.count(), analytics.counts("type"), analytics.map()) == (0, [], [])
        analytics.close()
