"""Conditions on ``events e`` that name parties by role, places by number, and stories. Read by SQLite and by DuckDB over the mirror."""

from __future__ import annotations

import re
from typing import Any

Clause = tuple[str, list[Any]]

COUNTRY = re.compile(r"[A-Z]{3}")


def parties(names: tuple[str, ...], role: str | None = None) -> Clause:
    """One of the names takes part, in the role if one is given: full name, entity id, words of the text, or country in capitals."""
    if not names:
        return "", []
    countries = [name for name in names if COUNTRY.fullmatch(name)]
    chosen = [("entity", list(names)), ("entity_id", list(names)), ("text", list(names)), ("country", countries)]
    of = "" if role is None else f"role = '{role}' AND "
    # A union, not OR: each part has an index of its own. What is found twice does no harm.
    parts = [f"SELECT event FROM parties WHERE {of}{column} IN ({marks(values)})" for column, values in chosen if values]
    return f"e.event IN ({' UNION ALL '.join(parts)})", [value for _, values in chosen for value in values]


def geonames(numbers: tuple[int, ...]) -> Clause:
    """The event takes place at one of these GeoNames ids."""
    if not numbers:
        return "", []
    return f"e.event IN (SELECT event FROM places WHERE geonameid IN ({marks(list(numbers))}))", list(numbers)


def stories(ids: tuple[str, ...]) -> Clause:
    """The event is the first mention with this id or a later one of it."""
    if not ids:
        return "", []
    values = list(ids)
    return f"(e.event_id IN ({marks(values)}) OR e.same_as IN ({marks(values)}))", [*values, *values]


def marks(values: list[Any]) -> str:
    """A question mark for each value."""
    return ", ".join("?" * len(values))
