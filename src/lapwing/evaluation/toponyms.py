"""Where place names lie, held against a set with coordinates (LGL): the names are given, the gazetteer and the text decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lapwing.coding.toponyms import Toponym, choose
from lapwing.knowledge.gazetteer import Candidate, Gazetteer, kilometres

MILES_100 = 161.0


@dataclass(frozen=True, slots=True)
class Placed:
    """One gold name with a point: the choice made, None where none was, and its distance in km where it has a point."""

    document: str
    gold: dict[str, Any]
    candidate: Candidate | None
    why: str
    distance: float | None


def placed(rows: Iterable[dict[str, Any]], gazetteer: Gazetteer) -> Iterator[Placed]:
    """Each gold name that has a point, with what is chosen for it; all names of a text are weighed together."""
    for row in rows:
        chosen = choose(row["text"], [Toponym(t["start"], t["end"]) for t in row["toponyms"]], gazetteer)
        for gold, choice in zip(row["toponyms"], chosen, strict=True):
            if gold.get("lat") is None:
                continue
            one = choice.candidate if choice is not None else None
            distance = None
            if one is not None and one.lat is not None and one.lon is not None:
                distance = kilometres(gold["lat"], gold["lon"], one.lat, one.lon)
            yield Placed(row["id"], gold, one, str(choice.why) if choice is not None else "", distance)


def figures(names: Iterable[Placed]) -> dict[str, float]:
    """Shares within 161 km (100 miles), of all names and of those placed, and the share placed, in per cent."""
    distances = [name.distance for name in names]
    known = [d for d in distances if d is not None]
    right = sum(d <= MILES_100 for d in known)
    return {
        "within 161 km": 100 * right / max(1, len(distances)),
        "within 161 km of placed": 100 * right / max(1, len(known)),
        "placed": 100 * len(known) / max(1, len(distances)),
    }
