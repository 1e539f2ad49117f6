"""Graphs, maps, annotations, triples and JSON read back by the tools of their kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import networkx
import pytest
import rdflib
import shapely

import made
from lapwing.store import corrections, queries, sums
from lapwing.store.contract import Json
from lapwing.store.engines import Sqlite
from lapwing.store.exports import annotation, cameo, codes, formats, rdf
from lapwing.store.queries import Filter
from lapwing.store.record import Record

Written = Callable[[str], Path]


def jsonl(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def test_plover(written: Written, events: list[Json]) -> None:
    records = jsonl(written("plover"))
    assert [record["id"] for record in records] == [event["event_id"] for event in events]
    assert [record["lapwing"]["type"] for record in records] == [event["type"] for event in events]
    folded = {(record["lapwing"]["type"], record["event"]) for record in records if record["lapwing"]["status"] == "planned"}
    assert ("RETREAT", "CONCEDE") in folded
    assert all(record["event"] == event["type"] for record, event in zip(records, events, strict=True) if event["status"] != "planned")
    assert [record["target"] for record in records] == [
        [{"actorText": party["text"], "actorName": party["entity"], "code": "SYR", "sector": "JRN"} for party in event["recipients"]]
        for event in events
    ]


def test_jsonl_is_the_record(written: Written, events: list[Json]) -> None:
    assert jsonl(written("jsonl")) == events


def test_geojson(written: Written, events: list[Json]) -> None:
    collection = json.loads(written("geojson").read_text(encoding="utf-8"))
    features = collection["features"]
    assert [feature["properties"]["event_id"] for feature in features] == [event["event_id"] for event in events]
    points = [shapely.geometry.shape(feature["geometry"]) for feature in features if feature["geometry"]]
    assert len(points) == sum(event["places"][0]["lat"] is not None for event in events) > 0
    assert {(point.x, point.y) for point in points} == {(10.75, 59.91)}


@pytest.mark.parametrize(("name", "read"), [("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)])
def test_graphs(written: Written, path: Path, name: str, read: Callable[[Path], networkx.MultiDiGraph]) -> None:
    graph = read(written(name))
    with Record.open(path) as record:
        found = sums.network(Sqlite(record.connection), Filter(), "entity", 10_000)
    assert graph.number_of_nodes() == len(found["nodes"]) > 10
    assert graph.number_of_edges() == len(found["edges"])
    assert sum(data["events"] for *_, data in graph.edges(data=True)) == sum(edge["events"] for edge in found["edges"])
    assert graph.nodes["Government of Norway"]["country"] == "NOR"
    assert graph.nodes["O'Neill & <b>Söhne</b>"]["label"] == "O'Neill & <b>Söhne</b>"
    assert {data["kind"] for *_, data in graph.edges(data=True)} == {"acts on", "together"}


def test_web_annotations_point_at_their_words(written: Written, path: Path, events: list[Json]) -> None:
    items = json.loads(written("webannotation").read_text(encoding="utf-8"))["items"]
    triggers = [item["id"] for item in items if item["id"].endswith("#trigger")]
    assert triggers == [f"{annotation.event_iri(event['event_id'])}#trigger" for event in events]
    assert len({item["id"] for item in items}) == len(items)
    with Record.open(path) as record:
        texts = {annotation.document_iri(key): text for key, text in record.connection.execute("SELECT document_id, text FROM pages")}
    for item in items:
        position, quoted = item["target"]["selector"]
        text = texts[item["target"]["source"]["id"]]
        assert text[position["start"] : position["end"]] == quoted["exact"]
        assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] in text


def test_rdf(written: Written, events: list[Json]) -> None:
    data = rdflib.Dataset()
    data.parse(written("rdf"), format="nquads")
    graph = rdflib.Graph()
    for subject, predicate, value, _ in data.quads():
        graph.add((subject, predicate, value))
    sem, own = rdflib.Namespace(rdf.SEM), rdflib.Namespace(rdf.OWN)
    found = set(graph.subjects(rdflib.RDF.type, sem.Event))
    assert {str(one) for one in found} == {annotation.event_iri(event["event_id"]) for event in events}
    statuses = {str(one): str(graph.value(one, own.status)) for one in found}
    assert statuses == {annotation.event_iri(event["event_id"]): event["status"] for event in events}
    labels = {str(label) for label in graph.objects(None, rdflib.RDFS.label)}
    assert {party["entity"] for event in events for party in event["recipients"]} <= labels
    assert len(list(data.graphs())) >= len({event["document_id"] for event in events})
    query = (
        "PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "SELECT (count(DISTINCT ?e) AS ?n) WHERE { ?e a sem:Event ; sem:hasActor ?a ; sem:hasPlace ?p ; prov:wasAttributedTo ?s }"
    )
    (row,) = graph.query(query)
    assert int(row[0]) == len(events)


def test_corrections_in_the_form_of_the_corpus(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, write=True) as record:
        record.begin(made.RUN)
        record.add(made.RUN, made.coded(made.page()))
        met, again, sign = queries.events(record.connection)
    corrections.add(path, corrections.Correction(again["event_id"], "value", "status", "planned"))
    corrections.add(path, corrections.Correction(again["event_id"], "value", "status", "negated"))
    corrections.add(path, corrections.Correction(met["event_id"], "wrong"))
    corrections.add(path, corrections.Correction(sign["event_id"], "wrong"))
    corrections.add(path, corrections.Correction(sign["event_id"], "right"))
    with Record.open(path) as record:
        (document,) = [json.loads(part) for part in formats.text("corrections", formats.Asked(record))]
    assert document["id"] == "d1"
    assert document["published"] == "2021-06-28"
    assert [(unit["kind"], [event["triggers"] for event in unit["events"]]) for unit in document["units"]] == [
        ("T", []),
        ("S", [["met"]]),
        ("S", [["sign"]]),
    ]
    told = document["units"][1]["events"][0]
    assert told["status"] == "negated"
    assert told["actors"] == [{"text": "The ministers", "implicit": False, "country": "NOR", "sector": "GOV"}]
    assert told["times"] == [{"text": "Sunday", "implicit": False, "value": "2021-06-27"}]
    assert document["units"][2]["events"][0]["recipients"][0]["implicit"] is True


def test_every_type_has_a_cameo_code() -> None:
    from lapwing.knowledge import codebook

    book = codebook.load()
    assert all(codes.cameo(name, None) for name in book.types)
    assert {pair for pair in codes._cameo() if pair[1] != "-"} == set(book.modes)
    assert codes.cameo("MIGRATE", None) is None
    assert cameo.number("a") != cameo.number("b")
