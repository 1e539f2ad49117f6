"""The quality gate: figures that were reached once must be reached again.

``floors.json`` keeps, for each set, the digest of its data and for each figure ``measured`` (the value at the last lift), ``best`` (the
best value at any lift), ``floor`` (what must be reached: a hair short of the best) and, where the floor was lowered by hand, the ``reason``
somebody wrote down. Nothing in the program lowers a floor. Where less is better a floor is a ceiling.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.errors import InputError
from lapwing.evaluation.sets import Measured, Missing
from lapwing.evaluation.targets import LOWER, better, target

FLOORS = Path(__file__).parent / "floors.json"
HAIR = 0.3  # percentage points that a floor lies short of what was reached: int8 arithmetic differs a little between processors
HAIR_FEW = 4.0  # the same where one event more or less moves a figure by points: single types, counts of false events

Floors = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Check:
    """One figure held against its floor."""

    gold: str
    figure: str
    value: float | None  # None: the figure has a floor and was not measured
    floor: float | None  # None: nothing pinned yet
    trouble: str | None  # why the gate fails, None where it does not


def read_floors(path: Path = FLOORS) -> Floors:
    """The pinned floors, {} where there are none yet."""
    if not path.is_file():
        return {}
    try:
        floors: Floors = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{path}: not JSON ({error}); restore it from version control") from error
    return floors


def check(gold: str, data: str, figures: dict[str, float], floors: Floors) -> list[Check]:
    """Hold the figures measured on ``gold`` (with digest ``data``) against their floors."""
    pinned = floors.get(gold)
    if pinned is None:
        return [Check(gold, name, value, None, None) for name, value in figures.items()]
    if pinned["data"] != data:
        trouble = "the data are not those the floors were pinned on; take the set out of floors.json by hand and pin it anew"
        return [Check(gold, "data", None, None, trouble)]
    checks = []
    for name in (*figures, *(name for name in pinned["figures"] if name not in figures)):
        entry, value = pinned["figures"].get(name), figures.get(name)
        checks.append(Check(gold, name, value, None if entry is None else entry["floor"], _trouble(name, entry, value)))
    return checks


def hair(figure: str) -> float:
    """How far short of the best a floor may lie without a reason."""
    return HAIR_FEW if figure.startswith("type ") or figure == "false events" else HAIR


def _near(figure: str, best: float) -> float:
    return round(best + hair(figure) if figure in LOWER else best - hair(figure), 1)


def _trouble(figure: str, entry: dict[str, Any] | None, value: float | None) -> str | None:
    if entry is None:
        return None
    if not better(figure, entry["floor"], _near(figure, entry["best"])) and not str(entry.get("reason") or "").strip():
        return f"the floor was lowered from {_near(figure, entry['best'])} without a reason; write one into floors.json"
    if value is None:
        return "not measured any more"
    if not better(figure, value, entry["floor"]):
        return f"{value:.1f} is {'above the ceiling' if figure in LOWER else 'below the floor'} of {entry['floor']:.1f}"
    return None


def raised(gold: str, data: str, figures: dict[str, float], floors: Floors) -> Floors:
    """The floors with those of ``gold`` lifted to a hair short of what was reached; none is lowered, lowered ones keep their reason until
    the best is reached again."""
    pinned = floors.get(gold, {"data": data, "figures": {}})
    if pinned["data"] != data:
        raise InputError(f"{gold}: the data have changed; take the set out of floors.json by hand, then pin it anew")
    entries = dict(pinned["figures"])
    for name, value in figures.items():
        reached, old = round(value, 1), entries.get(name)
        entry = {"floor": _near(name, reached), "best": reached}
        if old is not None and not better(name, reached, old["best"]):
            kept = {"reason": old["reason"]} if "reason" in old else {}
            floor = entry["floor"] if better(name, entry["floor"], old["floor"]) else old["floor"]
            entry = {"floor": floor, "best": old["best"], **kept}
        entries[name] = {**entry, "measured": reached}
    return {**floors, gold: {"data": data, "figures": dict(sorted(entries.items()))}}


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors; the file changes whole or not at all."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    os.replace(temporary, path)


def table(found: Sequence[Measured | Missing], checks: Iterable[Check]) -> Iterator[str]:
    """The gate's table: one block a set; value, floor (or ceiling), what the project wants to reach, and whether it is."""
    by_set: dict[str, list[Check]] = {}
    for one in checks:
        by_set.setdefault(one.gold, []).append(one)
    for part in found:
        if isinstance(part, Missing):
            yield f"{part.name}: not measured: {part.why}"
            continue
        yield f"{part.name} ({part.seconds:.0f} s)"
        yield f"    {'':34}  value  floor  reach"
        yield from (_line(one) for one in by_set.get(part.name, []))


def _line(one: Check) -> str:
    reach = target(one.gold, one.figure)
    value, floor, goal = (f"{number:5.1f}" if number is not None else "    –" for number in (one.value, one.floor, reach))
    note = f"FAILS: {one.trouble}" if one.trouble else ""
    if not note and reach is not None and one.value is not None:
        note = "reached" if better(one.figure, one.value, reach) else f"{abs(reach - one.value):.1f} short"
    return f"    {one.figure + (' (less is better)' if one.figure in LOWER else ''):34}  {value}  {floor}  {goal}  {note}".rstrip()


def as_json(found: Sequence[Measured | Missing], checks: Iterable[Check]) -> list[dict[str, Any]]:
    """The same for programs: one object a figure, and one with ``missing`` for each set that could not be measured."""
    rows: list[dict[str, Any]] = [
        {"set": c.gold, "figure": c.figure, "value": c.value, "floor": c.floor, "reach": target(c.gold, c.figure), "trouble": c.trouble}
        for c in checks
    ]
    return rows + [{"set": part.name, "missing": part.why} for part in found if isinstance(part, Missing)]
