"""Who acts on whom, as GEXF (Gephi) or GraphML (visone, igraph, networkx)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lapwing.store import sums
from lapwing.store.contract import Json
from lapwing.store.engines import Engine
from lapwing.store.queries import Filter

NODE = {
    "entity_id": "string",
    "country": "string",
    "sector": "string",
    "events": "integer",
    "conflict": "integer",
    "cooperation": "integer",
}
EDGE = {
    "kind": "string",
    "events": "integer",
    "conflict": "integer",
    "cooperation": "integer",
    "conflict_sum": "double",
    "cooperation_sum": "double",
    "score": "double",
}
MOST = 1_000_000  # edges
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network(engine: Engine, chosen: Filter) -> tuple[list[Json], list[Json]]:
    """Nodes and edges; an edge of those who act together is ``kind`` "together", from the first in the alphabet."""
    found = sums.network(engine, chosen, "entity", MOST)
    edges = [edge | {"kind": "acts on" if edge["directed"] else "together"} for edge in found["edges"]]
    return found["nodes"], edges


def gexf(nodes: list[Json], edges: list[Json]) -> Iterator[str]:
    """GEXF 1.2."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
    yield '<graph defaultedgetype="directed" mode="static">\n'
    for kind, columns in (("node", NODE), ("edge", EDGE)):
        told = "".join(f'<attribute id="{kind}_{name}" title="{name}" type="{type_}"/>' for name, type_ in columns.items())
        yield f'<attributes class="{kind}" mode="static">{told}</attributes>\n'
    yield "<nodes>\n"
    for node in nodes:
        yield f"<node id={_attribute(node['id'])} label={_attribute(node['label'])}>{_values('node', NODE, node)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for i, edge in enumerate(edges):
        ends = f'id="{i}" source={_attribute(edge["source"])} target={_attribute(edge["target"])} weight="{edge["events"]}"'
        yield f"<edge {ends}>{_values('edge', EDGE, edge)}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _values(kind: str, columns: dict[str, str], item: Json) -> str:
    told = (f'<attvalue for="{kind}_{name}" value={_attribute(item[name])}/>' for name in columns if item[name] is not None)
    return f"<attvalues>{''.join(told)}</attvalues>"


def graphml(nodes: list[Json], edges: list[Json]) -> Iterator[str]:
    """GraphML."""
    types = {"integer": "int"}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, columns in (("node", {"label": "string", **NODE}), ("edge", {"weight": "integer", **EDGE})):
        for name, type_ in columns.items():
            yield f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{types.get(type_, type_)}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for node in nodes:
        yield f"<node id={_attribute(node['id'])}>{_data('node', ('label', *NODE), node)}</node>\n"
    for i, edge in enumerate(edges):
        ends = f'id="{i}" source={_attribute(edge["source"])} target={_attribute(edge["target"])}'
        yield f"<edge {ends}>{_data('edge', ('weight', *EDGE), edge | {'weight': edge['events']})}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(kind: str, names: tuple[str, ...], item: Json) -> str:
    return "".join(f'<data key="{kind}_{name}">{escape(_text(item[name]))}</data>' for name in names if item[name] is not None)


def _text(value: Any) -> str:
    """Text as XML can hold it: characters it knows no way to write become U+FFFD."""
    return _NOT_XML.sub("\ufffd", str(value))


def _attribute(value: Any) -> str:
    return quoteattr(_text(value))
