"""RDF as N-Quads: events in the Simple Event Model, mentions in GAF, who says so in PROV-O. The graph of a quad is its document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from lapwing.store.contract import Json
from lapwing.store.exports.annotation import document_iri, event_iri

SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
GAF = "http://groundedannotationframework.org/gaf#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
WGS = "http://www.w3.org/2003/01/geo/wgs84_pos#"
OWN = "urn:lapwing:vocabulary:"  # what no common vocabulary says: type, status, certainty, roles, offsets

_ESCAPES = {ord('"'): '\\"', ord("\\"): "\\\\", ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"} | {
    code: f"\\u{code:04X}" for code in (*range(9), 11, 12, *range(14, 32), 127)
}


def iri(value: str) -> str:
    """An IRI as N-Quads write it; ``value`` is made of quoted parts."""
    return f"<{value}>"


def literal(value: Any, kind: str | None = None) -> str:
    """A literal with its type."""
    if isinstance(value, bool):
        value, kind = str(value).lower(), f"{XSD}boolean"
    elif isinstance(value, int):
        kind = kind or f"{XSD}integer"
    elif isinstance(value, float):
        value, kind = repr(value), f"{XSD}double"
    told = '"' + str(value).translate(_ESCAPES) + '"'
    return told if kind is None else f"{told}^^<{kind}>"


def quads(events: Iterable[Json]) -> Iterator[str]:
    """Lines of N-Quads."""
    document = None
    for event in events:
        graph = document_iri(event["document_id"])
        if event["document_id"] != document:
            document = event["document_id"]
            yield from _lines(_document(event, graph), graph)
        yield from _lines(_event(event), graph)


Triple = tuple[str, str, str]


def _lines(triples: Iterable[Triple], graph: str) -> Iterator[str]:
    for subject, predicate, value in triples:
        yield f"{iri(subject)} {iri(predicate)} {value} {iri(graph)} .\n"


def _document(event: Json, graph: str) -> Iterator[Triple]:
    about = event["about"]
    yield graph, f"{RDF}type", iri(f"{PROV}Entity")
    yield graph, f"{OWN}documentId", literal(event["document_id"])
    if about["title"]:
        yield graph, f"{RDFS}label", literal(about["title"])
    if about["url"]:
        yield graph, f"{OWN}url", literal(about["url"], f"{XSD}anyURI")
    if about["outlet"]:
        yield graph, f"{OWN}outlet", literal(about["outlet"])


def _event(event: Json) -> Iterator[Triple]:
    me = event_iri(event["event_id"])
    yield me, f"{RDF}type", iri(f"{SEM}Event")
    yield me, f"{SEM}eventType", iri(f"{OWN}type/{quote(event['type'], safe='')}")
    for name in ("mode", "status", "certainty", "quad", "score", "confidence", "quoted", "killed", "injured", "arrested", "size"):
        if event[name] is not None:
            yield me, f"{OWN}{name}", literal(event[name])
    for context in event["contexts"]:
        yield me, f"{OWN}context", literal(context)
    if event["same_as"]:
        yield me, f"{OWN}sameAs", iri(event_iri(event["same_as"]))
    yield me, f"{PROV}wasDerivedFrom", iri(document_iri(event["document_id"]))
    yield from _mention(me, "trigger", event["trigger"])
    for field, predicate, role in (("actors", "actor", "actor"), ("recipients", "recipient", "recipient")):
        for i, party in enumerate(event[field]):
            yield from _party(me, f"{role}-{i}", predicate, party)
    yield from _when(me, event)
    for i, place in enumerate(event["places"]):
        yield from _place(me, i, place)
    yield from _sources(me, event["sources"])


def _mention(of: str, part: str, span: Json) -> Iterator[Triple]:
    at = f"{of}#mention-{part}"
    yield of, f"{GAF}denotedBy", iri(at)
    yield at, f"{OWN}start", literal(span["start"])
    yield at, f"{OWN}end", literal(span["end"])
    yield at, f"{RDF}value", literal(span["text"])


def _agent(item: Json, otherwise: str) -> str:
    """One IRI for each entity, and one of its own for words that name nobody known."""
    known = item.get("entity_id") or item.get("entity")
    return f"urn:lapwing:entity:{quote(known, safe='')}" if known else otherwise


def _party(me: str, part: str, predicate: str, party: Json) -> Iterator[Triple]:
    who = _agent(party, f"{me}#{part}")
    yield me, f"{SEM}hasActor", iri(who)
    yield me, f"{OWN}{predicate}", iri(who)
    yield who, f"{RDF}type", iri(f"{SEM}Actor")
    yield who, f"{RDFS}label", literal(party["entity"] or party["text"])
    if party["country"]:
        yield who, f"{OWN}country", literal(party["country"])
    for sector in party["sectors"]:
        yield who, f"{OWN}sector", literal(sector)
    yield from _mention(me, part, party)


def _when(me: str, event: Json) -> Iterator[Triple]:
    about = event["about"]
    for value, predicate in ((about["earliest"], "hasEarliestBeginTimeStamp"), (about["latest"], "hasLatestEndTimeStamp")):
        if value:
            yield me, f"{SEM}{predicate}", literal(value, f"{XSD}date")
    for i, time in enumerate(event["times"]):
        if time["value"]:
            yield me, f"{SEM}hasTimeStamp", literal(time["value"])  # EDTF
        yield from _mention(me, f"time-{i}", time)
    if about["published"]:
        yield me, f"{OWN}published", literal(about["published"], f"{XSD}date")


def _place(me: str, i: int, place: Json) -> Iterator[Triple]:
    known = place["geonameid"]
    where = f"https://sws.geonames.org/{known}/" if known is not None else f"{me}#place-{i}"
    yield me, f"{SEM}hasPlace", iri(where)
    yield where, f"{RDF}type", iri(f"{SEM}Place")
    yield where, f"{RDFS}label", literal(place["name"] or place["text"])
    for name, predicate in (("lat", f"{WGS}lat"), ("lon", f"{WGS}long"), ("country", f"{OWN}country"), ("precision", f"{OWN}precision")):
        if place[name] is not None:
            yield where, predicate, literal(place[name])
    yield from _mention(me, f"place-{i}", place)


def _sources(me: str, sources: list[Json]) -> Iterator[Triple]:
    """The chain: the event is attributed to the innermost source, each source to the one that quotes it."""
    last = len(sources) - 1
    for i, source in enumerate(sources):
        who = _agent(source, f"{me}#source-{i}")
        yield who, f"{RDF}type", iri(f"{PROV}Agent")
        yield who, f"{RDFS}label", literal(source["entity"] or source["text"])
        yield who, f"{OWN}sourceKind", literal(source["kind"])
        yield me, f"{PROV}wasAttributedTo" if i == last else f"{OWN}reportedBy", iri(who)
        yield from _mention(me, f"source-{i}", source)
