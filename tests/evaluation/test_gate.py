"""The gate: floors hold, are only lifted, and lowering one by hand takes a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lapwing.errors import InputError
from lapwing.evaluation import gate
from lapwing.evaluation.sets import Measured, Missing

FLOORS = {
    "set": {
        "data": "d1",
        "figures": {
            "found": {"floor": 79.7, "best": 80.0},
            "typed": {"floor": 60.0, "best": 70.0},
            "calibration error": {"floor": 4.3, "best": 4.0},
        },
    }
}


def troubles(figures: dict[str, float], floors: gate.Floors, data: str = "d1") -> list[str]:
    return [check.trouble for check in gate.check("set", data, figures, floors) if check.trouble]


def lowered(reason: str) -> gate.Floors:
    floors = json.loads(json.dumps(FLOORS))
    floors["set"]["figures"]["typed"]["reason"] = reason
    return floors


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"found": 80.0, "typed": 60.0, "calibration error": 4.0}, []),
        ({"found": 79.7, "typed": 99.0, "calibration error": 0.1}, []),
        ({"found": 79.6, "typed": 60.0, "calibration error": 4.0}, ["79.6 is below the floor of 79.7"]),
        ({"found": 80.0, "typed": 60.0, "calibration error": 4.4}, ["4.4 is above the ceiling of 4.3"]),
        ({"typed": 60.0, "calibration error": 4.0}, ["not measured any more"]),
        ({"found": 80.0, "typed": 60.0, "calibration error": 4.0, "new": 1.0}, []),
    ],
)
def test_figures_against_floors(figures: dict[str, float], said: list[str]) -> None:
    assert troubles(figures, lowered("typed anew under the guide's second edition")) == said


def test_floor_far_below_the_best_needs_a_reason() -> None:
    figures = {"found": 80.0, "typed": 99.0, "calibration error": 4.0}
    assert troubles(figures, FLOORS) == ["the floor was lowered from 69.7 without a reason; write one into floors.json"]
    assert "without a reason" in troubles(figures, lowered("  "))[0]


def test_other_data_are_not_held_against_these_floors() -> None:
    assert "data are not those" in troubles({"found": 99.0}, FLOORS, "d2")[0]
    with pytest.raises(InputError, match="data have changed"):
        gate.raised("set", "d2", {"found": 99.0}, FLOORS)


def test_raising_never_lowers() -> None:
    floors = gate.raised("set", "d1", {"found": 79.0, "typed": 65.0, "new": 12.345, "calibration error": 5.0}, lowered("because"))
    assert floors["set"]["figures"] == {
        "calibration error": {"floor": 4.3, "best": 4.0, "measured": 5.0},
        "found": {"floor": 79.7, "best": 80.0, "measured": 79.0},
        "new": {"floor": 12.0, "best": 12.3, "measured": 12.3},
        "typed": {"floor": 64.7, "best": 70.0, "reason": "because", "measured": 65.0},
    }
    again = gate.raised("set", "d1", {"typed": 71.0, "calibration error": 3.0}, floors)["set"]["figures"]
    assert again["typed"] == {"floor": 70.7, "best": 71.0, "measured": 71.0}
    assert again["calibration error"] == {"floor": 3.3, "best": 3.0, "measured": 3.0}
    assert FLOORS["set"]["figures"]["found"]["floor"] == 79.7


def test_first_floors_of_a_set() -> None:
    assert gate.raised("other", "d3", {"found": 50.04, "false events": 9.0}, {})["other"]["figures"] == {
        "false events": {"floor": 13.0, "best": 9.0, "measured": 9.0},
        "found": {"floor": 49.7, "best": 50.0, "measured": 50.0},
    }


def test_what_was_just_pinned_holds() -> None:
    figures = {"found": 66.66, "type AID": 12.4, "false events": 9.96, "calibration error": 3.14}
    floors = gate.raised("other", "d3", figures, {})
    assert [check.trouble for check in gate.check("other", "d3", figures, floors)] == [None] * 4


def test_table_says_what_is_reached_and_what_is_missing() -> None:
    figures = {"typed": 70.0, "status": 93.0, "mode": 50.0}
    found: list[Measured | Missing] = [Measured("seeds+dev", "d1", figures, 3.2), Missing("plv", "no corpora")]
    lines = list(gate.table(found, gate.check("seeds+dev", "d1", figures, {})))
    assert lines[0] == "seeds+dev (3 s)"
    assert [line.split() for line in lines[2:5]] == [
        ["typed", "70.0", "–", "72.0", "2.0", "short"],
        ["status", "93.0", "–", "92.0", "reached"],
        ["mode", "50.0", "–", "–"],
    ]
    assert lines[5] == "plv: not measured: no corpora"
    assert gate.as_json(found, [])[-1] == {"set": "plv", "missing": "no corpora"}


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
