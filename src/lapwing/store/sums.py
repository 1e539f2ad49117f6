"""Sums over many events, for charts, maps and networks. Works with either engine; every answer is plain dicts ready for JSON."""

from __future__ import annotations

from typing import Any

from lapwing.errors import InputError
from lapwing.store.contract import Json
from lapwing.store.engines import BUCKETS, DAY, Engine
from lapwing.store.queries import Filter

OF_EVENT = ("type", "mode", "quad", "status", "certainty", "source_kind")
OF_PARTY = ("country", "actor_country", "recipient_country", "entity", "sector", "dyad")
OF_PLACE = ("place", "place_country")
DIMENSIONS = ("time", *OF_EVENT, *OF_PARTY, *OF_PLACE, "document")
TIES = ("entity", "country", "sector")

COUNTS = (
    "count(*), count(*) FILTER (WHERE e.status = 'actual'), count(*) FILTER (WHERE e.status = 'planned'), "
    "count(*) FILTER (WHERE e.status = 'hypothetical'), count(*) FILTER (WHERE e.status = 'negated')"
)
COUNT_NAMES = ("events", "actual", "planned", "hypothetical", "negated")
CONFLICT = "count(*) FILTER (WHERE e.quad >= 3), count(*) FILTER (WHERE e.quad <= 2)"
DATED_BY_ARTICLE = "e.earliest IS NULL AND e.latest IS NULL AND e.published IS NOT NULL"


def aggregate(engine: Engine, by: tuple[str, ...], chosen: Filter, bucket: str = "month", limit: int = 1000) -> Json:
    """Events by one or two dimensions. InputError for a dimension or bucket that is none, or the same dimension twice."""
    unknown = [name for name in by if name not in DIMENSIONS]
    if unknown or not 1 <= len(by) <= 2 or len(set(by)) < len(by):
        raise InputError(f"events are summed by one or two different ones of {', '.join(DIMENSIONS)}, not by {', '.join(by) or 'none'}")
    if bucket not in BUCKETS:
        raise InputError(f"{bucket!r} is no period; known are {', '.join(BUCKETS)}")
    parts = [_dimension(engine, name, bucket, i) for i, name in enumerate(by)]
    columns = [column for columns, _ in parts for column in columns]
    dated = f"{DAY} IS NOT NULL AND " if "time" in by else ""
    # Rows in order of time where it is asked for, be it first or second, else those with most events first.
    leading = f"{len(columns) + 1} DESC" if "time" not in by else "1" if by[0] == "time" else str(len(parts[0][0]) + 1)
    order = f"{leading}, {', '.join(str(i + 1) for i in range(len(columns)))}"
    sql = (
        f"SELECT {', '.join(columns)}, {COUNTS}, count(*) FILTER (WHERE e.certainty = 'alleged'), "
        f"count(*) FILTER (WHERE {DATED_BY_ARTICLE}), avg(e.score) FROM events e {' '.join(join for _, join in parts)} "
        f"WHERE {dated}{{where}} GROUP BY {', '.join(str(i + 1) for i in range(len(columns)))} ORDER BY {order} LIMIT {int(limit) + 1}"
    )
    rows = engine.rows(sql, chosen)
    total, undated = engine.rows(f"SELECT count(*), count(*) FILTER (WHERE {DAY} IS NULL) FROM events e WHERE {{where}}", chosen)[0]
    answer = [_row(by, row) for row in rows[:limit]]
    return {"by": list(by), "bucket": bucket, "total": total, "undated": undated, "truncated": len(rows) > limit, "rows": answer}


def _dimension(engine: Engine, name: str, bucket: str, i: int) -> tuple[list[str], str]:
    """SQL of the columns of a dimension and of the join it needs; an event is joined once for each of its values."""
    if name == "time":
        return [engine.bucket(bucket)], ""
    if name in OF_EVENT:
        return [f"e.{name}"], ""
    if name == "document":
        return [f"d{i}.document_id"], f"JOIN pages d{i} ON d{i}.page = e.page"
    if name == "dyad":
        a, r = (_values(engine, f"{role}_country") for role in ("actor", "recipient"))
        return [f"a{i}.value", f"r{i}.value"], f"LEFT JOIN ({a}) a{i} ON a{i}.event = e.event LEFT JOIN ({r}) r{i} ON r{i}.event = e.event"
    return [f"d{i}.value"], f"LEFT JOIN ({_values(engine, name)}) d{i} ON d{i}.event = e.event"


def _values(engine: Engine, name: str) -> str:
    """SQL of the distinct (event, value) of a dimension."""
    if name in OF_PLACE:
        column = "country" if name == "place_country" else "coalesce(name, text)"
        return f"SELECT DISTINCT event, {column} AS value FROM places WHERE {column} IS NOT NULL"
    role, _, column = name.rpartition("_")
    first = f"role = '{role}' AND first_in_role" if role else "first"
    return f"SELECT event, value FROM {engine.parties(column)} p WHERE {first}"


def _row(by: tuple[str, ...], row: tuple[Any, ...]) -> Json:
    values: Json = {}
    rest = list(row)
    for name in by:
        values[name] = [rest.pop(0), rest.pop(0)] if name == "dyad" else rest.pop(0)
    return values | dict(zip((*COUNT_NAMES, "alleged", "by_article", "score"), rest, strict=True))


def places(engine: Engine, chosen: Filter, box: tuple[float, float, float, float] | None = None, limit: int = 5000) -> Json:
    """Places with their events, at the precision the text allows; ``box`` is west, south, east, north in degrees."""
    inside = ""
    more: tuple[float, ...] = ()
    if box is not None:
        west, south, east, north = box
        across = west > east  # over the 180th meridian
        inside = f" WHERE lat BETWEEN ? AND ? AND (lon >= ? {'OR' if across else 'AND'} lon <= ?)"
        more = (south, north, west, east)
    columns = "name, country, lat, lon, precision, geonameid"
    distinct = f"SELECT DISTINCT event, coalesce(name, text) AS name, country, lat, lon, precision, geonameid FROM places{inside}"
    sql = (
        f"SELECT {', '.join('p.' + name.strip() for name in columns.split(','))}, {COUNTS}, {CONFLICT}, avg(e.score) "
        f"FROM (SELECT * FROM events e WHERE {{where}}) e JOIN ({distinct}) p ON p.event = e.event "
        f"GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 7 DESC, 1, 2, 3, 4 LIMIT {int(limit) + 1}"
    )
    names = (*(name.strip() for name in columns.split(",")), *COUNT_NAMES, "conflict", "cooperation", "score")
    rows = engine.rows(sql, chosen, more)
    held = (
        "SELECT count(*), count(*) FILTER (WHERE e.event IN (SELECT event FROM places)), "
        "count(*) FILTER (WHERE e.event IN (SELECT event FROM places WHERE lat IS NOT NULL AND lon IS NOT NULL)) "
        "FROM events e WHERE {where}"
    )
    total, placed, located = engine.rows(held, chosen)[0]
    told = [dict(zip(names, row, strict=True)) for row in rows[:limit]]
    return {"total": total, "placed": placed, "located": located, "truncated": len(rows) > limit, "places": told}


def network(engine: Engine, chosen: Filter, by: str = "entity", limit: int = 200, least: int = 1) -> Json:
    """The strongest ties between actors and recipients, and among those who act together where there is no recipient."""
    if by not in TIES:
        raise InputError(f"{by!r} makes no network; known are {', '.join(TIES)}")
    parties = engine.parties(by)
    ties = (
        f"SELECT a.event, a.value AS source, r.value AS target, 1 AS directed FROM {parties} a JOIN {parties} r ON r.event = a.event "
        "WHERE a.role = 'actor' AND a.first_in_role AND r.role = 'recipient' AND r.first_in_role UNION ALL "
        f"SELECT a.event, a.value, b.value, 0 FROM {parties} a JOIN {parties} b ON b.event = a.event AND a.value < b.value "
        "WHERE a.role = 'actor' AND a.first_in_role AND b.role = 'actor' AND b.first_in_role "
        "AND a.event NOT IN (SELECT event FROM parties WHERE role = 'recipient')"
    )
    sql = (
        f"SELECT t.source, t.target, t.directed, count(*), {CONFLICT}, sum(CASE WHEN e.quad >= 3 THEN e.score ELSE 0 END), "
        "sum(CASE WHEN e.quad <= 2 THEN e.score ELSE 0 END), avg(e.score) "
        f"FROM (SELECT event, quad, score FROM events e WHERE {{where}}) e JOIN ({ties}) t ON t.event = e.event "
        f"GROUP BY 1, 2, 3 HAVING count(*) >= {int(least)} ORDER BY 4 DESC, 1, 2, 3 LIMIT {int(limit) + 1}"
    )
    names = ("source", "target", "directed", "events", "conflict", "cooperation", "conflict_sum", "cooperation_sum", "score")
    rows = engine.rows(sql, chosen)
    edges = [dict(zip(names, row, strict=True)) | {"directed": bool(row[2])} for row in rows[:limit]]
    total = engine.rows("SELECT count(*) FROM events e WHERE {where}", chosen)[0][0]
    return {"total": total, "truncated": len(rows) > limit, "nodes": _nodes(engine, by, edges), "edges": edges}


def _nodes(engine: Engine, by: str, edges: list[Json]) -> list[Json]:
    """The ends of the edges; events that two of them share are counted for each edge."""
    sums: dict[str, Json] = {}
    for edge in edges:
        for end in {edge["source"], edge["target"]}:
            node = sums.setdefault(end, {"id": end, "label": end, "entity_id": None, "country": None, "sector": None})
            for name in ("events", "conflict", "cooperation"):
                node[name] = node.get(name, 0) + edge[name]
    if by == "entity" and sums:
        marks = ", ".join("?" * len(sums))
        sql = (
            f"SELECT p.value, min(p.entity_id), min(p.country), min(p.sector) FROM {engine.parties('entity')} p "
            f"WHERE {{where}} AND p.value IN ({marks}) GROUP BY p.value"
        )
        told = {str(name).casefold(): rest for name, *rest in engine.rows(sql, Filter(), tuple(sums))}
        for node in sums.values():
            known = told.get(node["id"].casefold(), [None, None, None])
            node.update(zip(("entity_id", "country", "sector"), known, strict=True))
    elif by != "entity":
        for node in sums.values():
            node[by] = node["id"]
    return sorted(sums.values(), key=lambda node: (-node["events"], node["id"]))


def entities(engine: Engine, chosen: Filter, name: str | None = None, limit: int = 50, offset: int = 0) -> Json:
    """Actors and recipients with a full name, those with most events first; ``name`` is a part of it."""
    condition, more = ("1 = 1", ()) if not name else ("instr(lower(p.value), ?) > 0", (name.lower(),))
    parties = engine.parties("entity")
    joined = f"FROM (SELECT event, quad FROM events e WHERE {{where}}) e JOIN {parties} p ON p.event = e.event WHERE {condition}"
    roles = ", ".join(f"count(*) FILTER (WHERE p.role = '{role}' AND p.first_in_role)" for role in ("actor", "recipient"))
    quads = ", ".join(f"count(*) FILTER (WHERE p.first AND e.quad {side})" for side in (">= 3", "<= 2"))
    sql = (
        f"SELECT min(p.entity_id), p.value, min(p.country), min(p.sector), count(*) FILTER (WHERE p.first), {roles}, {quads}, "
        f"count(*) OVER () {joined} GROUP BY p.value ORDER BY 5 DESC, 2 LIMIT {int(limit)} OFFSET {int(offset)}"
    )
    names = ("entity_id", "entity", "country", "sector", "events", "as_actor", "as_recipient", "conflict", "cooperation")
    rows = engine.rows(sql, chosen, more)
    if rows or not offset:
        total = rows[0][-1] if rows else 0
    else:
        total = engine.rows(f"SELECT count(DISTINCT p.value) {joined}", chosen, more)[0][0]
    items = [dict(zip(names, row[:-1], strict=True)) for row in rows]
    return {"total": total, "offset": offset, "limit": limit, "items": items}


def count(engine: Engine, chosen: Filter) -> int:
    """How many events the filter lets through."""
    return int(engine.rows("SELECT count(*) FROM events e WHERE {where}", chosen)[0][0])
