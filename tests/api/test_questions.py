"""What the endpoints answer, held against the shapes that are described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from lapwing.api import models
from lapwing.store import queries
from lapwing.store.contract import EVENT_FIELDS
from lapwing.store.record import Record

SHAPES: list[tuple[str, type[BaseModel]]] = [
    ("session", models.Session),
    ("codebook", models.Codebook),
    ("summary", models.Summary),
    ("events", models.Events),
    ("articles", models.Articles),
    ("article?document=doc/1 ü", models.ArticleView),
    ("articles/doc/1 ü/0", models.ArticleView),
    ("entities", models.Entities),
    ("stories", models.Stories),
    ("aggregate?by=time&by=quad", models.Aggregate),
    ("map", models.Map),
    ("network", models.Network),
    ("timeline", models.Timeline),
    ("search?q=oslo", models.Hits),
    ("corrections", models.Corrections),
]


def ask(client: TestClient, path: str) -> Any:
    response = client.get(f"/api/{path}")
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize(("path", "shape"), SHAPES, ids=[path for path, _ in SHAPES])
def test_answers_have_the_described_shape(client: TestClient, path: str, shape: type[BaseModel]) -> None:
    shape.model_validate(ask(client, path), strict=True)


def test_events_are_those_of_the_record(client: TestClient, record: Path) -> None:
    found = ask(client, "events?order=read&limit=500")
    with Record.open(record) as opened:
        expected = list(queries.events(opened.connection))
    assert found["total"] == len(expected) == 15
    assert [{name: item[name] for name in EVENT_FIELDS} for item in found["items"]] == expected
    assert ask(client, "events?order=read&limit=4&offset=2")["items"] == found["items"][2:6]
    one = ask(client, f"events/{expected[0]['event_id']}")
    assert one["event"] == found["items"][0]
    assert one["story"]["events"] == 2


FILTERS = [
    ("type=ASSAULT", 5),
    ("type=assault&type=CONSULT", 15),
    ("mode=meet", 10),
    ("quad=4", 5),
    ("country=nor", 15),
    ("country=SYR", 10),
    ("entity=rebels 3", 2),
    ("actor=NOR&recipient=SYR", 5),
    ("actor=rebels 3&recipient=NOR", 0),
    ("dyad=SYR&dyad=no-gov", 10),
    ("status=planned", 0),
    ("source_kind=anonymous", 5),
    ("source_kind=outlet", 10),
    ("place=oslo", 5),
    ("geonameid=3143244", 5),
    ("document=doc/1 ü", 3),
    ("since=2021-06-27&until=2021-06", 5),
    ("published_since=2021-07", 0),
    ("text=rebels", 5),
    ('text="in oslo"', 5),
    ("min_confidence=0.95", 0),
]


@pytest.mark.parametrize(("query", "total"), FILTERS)
def test_filters(client: TestClient, query: str, total: int) -> None:
    found = ask(client, f"events?{query}")
    assert found["total"] == total == len(found["items"])
    assert ask(client, f"aggregate?by=type&{query}")["total"] == total
    assert len(client.get(f"/api/events.jsonl?{query}").text.splitlines()) == total


def test_article_is_tiled_by_its_zones(client: TestClient) -> None:
    view = ask(client, "article?document=doc/2 ü")
    zones = view["zones"]
    assert [zone["start"] for zone in zones] == [0, *(zone["end"] for zone in zones[:-1])]
    assert zones[-1]["end"] == len(view["text"])
    assert view["text"][zones[-1]["start"] :].strip() == "Advertisement"
    assert (zones[0]["zone"], zones[-1]["zone"]) == ("title", "furniture")
    for event in view["events"]:
        for span in (event["trigger"], event["sentence"]):
            assert view["text"][span["start"] : span["end"]] == span["text"]
    assert "<script>" in view["text"]
    assert "\0" in view["text"]


def test_stories(client: TestClient) -> None:
    found = ask(client, "stories")
    assert found["total"] == 5
    story = found["items"][0]
    assert (story["events"], story["statuses"]) == (2, {"actual": 2})
    view = ask(client, f"stories/{story['story_id']}")
    assert [event["about"]["story"] for event in view["events"]] == [story["story_id"]] * 2
    later = view["events"][1]["event_id"]
    assert ask(client, f"stories/{later}") == view
    assert ask(client, f"events?story={story['story_id']}")["total"] == 2
    assert ask(client, "stories?document=doc/1 ü")["total"] == 1
    assert ask(client, "stories?type=ASSAULT")["total"] == 0


def test_sums(client: TestClient) -> None:
    weeks = ask(client, "aggregate?by=time&bucket=week")
    assert [(row["time"], row["events"], row["by_article"]) for row in weeks["rows"]] == [("2021-06-21", 5, 0), ("2021-06-28", 10, 10)]
    dyads = ask(client, "aggregate?by=dyad&by=status")["rows"]
    assert {tuple(row["dyad"]): row["events"] for row in dyads} == {("NOR", "SYR"): 5, ("NOR", None): 10, ("SYR", None): 5}
    places = ask(client, "map?bbox=10,59,11,60")
    assert (places["total"], places["placed"], places["places"][0]["name"]) == (15, 5, "Oslo")
    assert ask(client, "map?bbox=170,59,-170,60")["places"] == []
    network = ask(client, "network?min_events=1")
    kinds = {(edge["source"], edge["target"], edge["directed"]): edge for edge in network["edges"]}
    assert kinds["Government of Norway", "Rebels 1", True]["conflict_sum"] == -9.5
    assert kinds["Government of Norway", "Rebels 1", False]["cooperation"] == 1
    assert {node["id"]: node["country"] for node in network["nodes"]}["Rebels 1"] == "SYR"
    assert ask(client, "network?by=country&min_events=6")["edges"] == []


def test_search_marks_by_offsets(client: TestClient) -> None:
    found = ask(client, "search?q=rebels oslo&limit=3")
    hit = found["sentences"]["items"][0]
    assert [hit["text"][start:end] for start, end in hit["marks"]] == ["rebels", "Oslo"]
    assert (found["sentences"]["total"], found["articles"]["total"], found["entities"]["total"]) == (5, 5, 0)
    assert [item["text"][start:end] for item in found["articles"]["items"] for start, end in item["marks"]][:2] == ["rebels", "Oslo"]
    assert ask(client, "search?q=rebels 2&kind=entities")["entities"]["items"][0]["as_recipient"] == 1


def test_downloads(client: TestClient) -> None:
    response = client.get("/api/events.csv?type=ASSAULT")
    assert response.headers["content-disposition"] == 'attachment; filename="events.csv"'
    assert response.text.startswith("event_id,document_id,")
    assert len(json.loads(client.get("/api/events.geojson").text)["features"]) == 15
