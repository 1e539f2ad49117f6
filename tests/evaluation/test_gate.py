"""The gate: floors hold, are only lifted, and lowering one by hand takes a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lapwing.errors import InputError
from lapwing.evaluation import gate

FLOORS = {"set": {"data": "d1", "figures": {"found": {"floor": 80.0, "best": 80.0}, "typed": {"floor": 60.0, "best": 70.0}}}}


def troubles(figures: dict[str, float], floors: gate.Floors, data: str = "d1") -> list[str]:
    return [check.trouble for check in gate.check("set", data, figures, floors) if check.trouble]


def lowered(reason: str) -> gate.Floors:
    floors = json.loads(json.dumps(FLOORS))
    floors["set"]["figures"]["typed"]["reason"] = reason
    return floors


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"found": 80.0, "typed": 60.0}, []),
        ({"found": 79.6, "typed": 99.0}, []),
        ({"found": 79.4, "typed": 60.0}, ["79.4 is below the floor of 80.0"]),
        ({"typed": 60.0}, ["not measured any more"]),
        ({"found": 80.0, "typed": 60.0, "new": 1.0}, []),
    ],
)
def test_figures_against_floors(figures: dict[str, float], said: list[str]) -> None:
    assert troubles(figures, lowered("typed anew under the guide's second edition")) == said


def test_floor_below_the_best_needs_a_reason() -> None:
    assert "without a reason" in troubles({"found": 80.0, "typed": 99.0}, FLOORS)[0]
    assert "without a reason" in troubles({"found": 80.0, "typed": 99.0}, lowered("  "))[0]


def test_other_data_are_not_held_against_these_floors() -> None:
    assert "gold data are not those" in troubles({"found": 99.0}, FLOORS, "d2")[0]
    with pytest.raises(InputError, match="gold data have changed"):
        gate.raised("set", "d2", {"found": 99.0}, FLOORS)


def test_raising_never_lowers() -> None:
    floors = gate.raised("set", "d1", {"found": 79.0, "typed": 65.0, "new": 12.345}, lowered("because"))
    assert floors["set"]["figures"] == {
        "found": {"floor": 80.0, "best": 80.0},
        "new": {"floor": 12.3, "best": 12.3},
        "typed": {"floor": 65.0, "best": 70.0, "reason": "because"},
    }
    again = gate.raised("set", "d1", {"typed": 71.0}, floors)
    assert again["set"]["figures"]["typed"] == {"floor": 71.0, "best": 71.0}
    assert FLOORS["set"]["figures"]["found"]["floor"] == 80.0


def test_first_floors_of_a_set() -> None:
    assert gate.raised("other", "d3", {"found": 50.04}, {}) == {
        "other": {"data": "d3", "figures": {"found": {"floor": 50.0, "best": 50.0}}}
    }


def test_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert gate.read_floors(path) == {}
    gate.write_floors(FLOORS, path)
    assert gate.read_floors(path) == FLOORS
    path.write_text("{")
    with pytest.raises(InputError, match="not JSON"):
        gate.read_floors(path)


def test_shipped_floors_stand_by_their_own_rules() -> None:
    for name, pinned in gate.read_floors().items():
        figures = {figure: entry["best"] for figure, entry in pinned["figures"].items()}
        assert troubles(figures, {"set": pinned}, pinned["data"]) == [], name
