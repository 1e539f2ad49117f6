"""Every filter lets through what it should, alone and together."""

from __future__ import annotations

from pathlib import Path

import pytest

import made
from lapwing.errors import InputError
from lapwing.store import queries
from lapwing.store.queries import Filter
from lapwing.store.reader import RecordReader, chosen
from lapwing.store.record import Record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("queries") / "r.db"
    with Record.open(path, write=True) as record:
        record.begin(made.RUN)
        record.add(made.RUN, made.coded(made.page()))
        record.add(made.RUN, made.coded(made.page("d2", 'Rebels attacked Bergen\n\nThe "rebels" attacked; nobody said why.')))
    with RecordReader.open(path) as reader:
        yield reader


@pytest.mark.parametrize(
    ("asked", "triggers"),
    [
        (Filter(), ["met", "met", "sign", "attacked", "attacked"]),
        (Filter(types=("assault",)), ["attacked", "attacked"]),
        (Filter(types=("CONSULT/meet", "SUPPORT")), ["met", "met", "sign"]),
        (Filter(types=("CONSULT visit",)), []),
        (Filter(countries=("nor",)), ["met"]),
        (Filter(entities=("government of norway",)), ["met"]),
        (Filter(entities=("no-gov",)), ["met"]),
        (Filter(entities=("ministers",)), ["sign"]),
        (Filter(statuses=("planned", "negated")), ["sign"]),
        (Filter(certainties=("alleged",)), []),
        (Filter(source_kinds=("anonymous",)), ["met"]),
        (Filter(source_kinds=("outlet",)), ["met", "sign", "attacked", "attacked"]),
        (Filter(places=("oslo",)), ["met", "met"]),
        (Filter(places=("NOR",)), ["met", "met"]),
        (Filter(documents=("d2",)), ["attacked", "attacked"]),
        (Filter(since="2021-06-27"), ["met"]),
        (Filter(until="2021-06-26"), []),
        (Filter(since="2021-06-01", until="2021-06-30"), ["met"]),
        (Filter(published_since="2021-06-29"), []),
        (Filter(published_until="2021-06-28", types=("SUPPORT",)), ["sign"]),
        (Filter(text="truce"), ["sign"]),
        (Filter(text="ministers rebels"), ["met"]),
        (Filter(text='"rebels in oslo"'), ["met"]),
        (Filter(text='"oslo in rebels"'), []),
        (Filter(text="NEAR( - * rebels"), []),
        (Filter(min_confidence=0.95), []),
        (Filter(types=("CONSULT",), places=("Oslo",), text="spokesman"), ["met"]),
    ],
)
def test_filters(record: RecordReader, asked: Filter, triggers: list[str]) -> None:
    found = list(queries.events(record.connection, asked))
    assert [event["trigger"]["text"] for event in found] == triggers
    assert queries.count(record.connection, asked) == len(triggers)


def test_paging_and_order(record: RecordReader) -> None:
    everything = record.events()
    assert record.events(limit=2, offset=1) == everything[1:3]
    assert record.events(order="newest")[0]["times"][0]["value"] == "2021-06-27"
    assert record.events(offset=9) == []


def test_event_is_found_by_the_beginning_of_its_id(record: RecordReader) -> None:
    event = record.events()[2]
    assert record.event(event["event_id"]) == event
    assert record.event(event["event_id"][:8]) == event
    with pytest.raises(InputError, match="too short"):
        record.event(event["event_id"][:2])
    with pytest.raises(InputError, match="no event"):
        record.event("%%%%%%%%")


def test_articles_are_found_by_their_text(record: RecordReader) -> None:
    assert [article["document_id"] for article in record.articles("bergen rebel")] == ["d2"]
    assert len(record.articles()) == 2


def test_page_gives_text_articles_and_events(record: RecordReader) -> None:
    page = record.page("d1")
    assert page["text"] == made.TEXT
    assert [event["event_id"] for event in page["events"]] == [event["event_id"] for event in record.events(documents="d1")]
    assert page["skipped"][0]["reason"] == "no actor"
    with pytest.raises(InputError, match="no document"):
        record.page("d9")


def test_totals(record: RecordReader) -> None:
    assert record.totals() == {
        "pages": 2, "articles": 2, "events": 5, "runs": 1, "skipped": [{"stage": "coding", "reason": "no actor", "count": 2}],
    }  # fmt: skip


def test_search_without_a_word_is_refused() -> None:
    with pytest.raises(InputError, match="no word"):
        queries.match('"" - *')


def test_keyword_filters() -> None:
    assert chosen(types="ASSAULT", since="2021-01-01") == Filter(types=("ASSAULT",), since="2021-01-01")
    with pytest.raises(TypeError):
        chosen(typos="ASSAULT")
