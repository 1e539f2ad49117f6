"""The quality gate: figures that were reached once must be reached again.

``floors.json`` keeps, for each set of gold, the digest of its data and for each figure ``best`` (the highest value ever reached),
``floor`` (what must be reached) and, where the floor stands below the best, the ``reason`` somebody wrote down by hand.
Nothing in the program lowers a floor.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.errors import InputError
from lapwing.evaluation.gold import GoldDocument

FLOORS = Path(__file__).parent / "floors.json"
SLACK = 0.5  # percentage points: int8 arithmetic differs a little between processors

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


def digest(documents: Iterable[GoldDocument]) -> str:
    """SHA-256 over the digests of all gold documents."""
    return hashlib.sha256("\n".join(f"{document.page.id} {document.digest}" for document in documents).encode()).hexdigest()


def check(gold: str, data: str, figures: dict[str, float], floors: Floors) -> list[Check]:
    """Hold the figures measured on ``gold`` (with digest ``data``) against their floors."""
    pinned = floors.get(gold)
    if pinned is None:
        return [Check(gold, name, value, None, None) for name, value in figures.items()]
    if pinned["data"] != data:
        trouble = "the gold data are not those the floors were pinned on; take the set out of floors.json by hand and pin it anew"
        return [Check(gold, "data", None, None, trouble)]
    checks = []
    for name in (*figures, *(name for name in pinned["figures"] if name not in figures)):
        entry, value = pinned["figures"].get(name), figures.get(name)
        checks.append(Check(gold, name, value, None if entry is None else entry["floor"], _trouble(entry, value)))
    return checks


def _trouble(entry: dict[str, Any] | None, value: float | None) -> str | None:
    if entry is None:
        return None
    if entry["floor"] < entry["best"] and not str(entry.get("reason") or "").strip():
        return f"the floor was lowered from {entry['best']} without a reason; write one into floors.json"
    if value is None:
        return "not measured any more"
    if value < entry["floor"] - SLACK:
        return f"{value:.1f} is below the floor of {entry['floor']:.1f}"
    return None


def raised(gold: str, data: str, figures: dict[str, float], floors: Floors) -> Floors:
    """The floors with those of ``gold`` lifted to what was reached; none is lowered, lowered ones keep their reason until reached again."""
    pinned = floors.get(gold, {"data": data, "figures": {}})
    if pinned["data"] != data:
        raise InputError(f"{gold}: the gold data have changed; take the set out of floors.json by hand, then pin it anew")
    entries = dict(pinned["figures"])
    for name, value in figures.items():
        rounded = round(value, 1)
        old = entries.get(name)
        if old is None or rounded >= old["best"]:
            entries[name] = {"floor": rounded, "best": rounded}
        elif rounded > old["floor"]:
            entries[name] = {**old, "floor": rounded}
    return {**floors, gold: {"data": data, "figures": dict(sorted(entries.items()))}}


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors; the file changes whole or not at all."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    os.replace(temporary, path)
