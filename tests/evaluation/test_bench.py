"""The bench's own arithmetic; its figures are no matter of tests."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace

from lapwing.coding import dates
from lapwing.evaluation import bench
from lapwing.types import Span, When

INFINITE = float("inf")


def test_difference_of_records() -> None:
    one = (When("2021", "2021-01-01", None, "given"), 0.5, (Span(1, 2),))
    assert bench.difference(one, one) == 0.0
    assert bench.difference(one, (one[0], 0.75, one[2])) == 0.25
    assert bench.difference(one, (replace(one[0], value="2022"), 0.5, one[2])) == INFINITE
    assert bench.difference(one, (one[0], 0.5, ())) == INFINITE
    assert bench.difference(one, (one[0], 0.5, (Span(1, 3),))) == INFINITE


def test_bounds() -> None:
    figures = [
        bench.Figure("speed", 71.0, "%", 70, least=True), bench.Figure("speed", 69.0, "%", 70, least=True),
        bench.Figure("load", 0.4, "s", 0.5), bench.Figure("load", 0.6, "s", 0.5), bench.Figure("pages", 3, ""),
    ]  # fmt: skip
    assert [f.holds for f in figures] == [True, False, True, False, None]
    lines = list(bench.table(figures))
    assert lines[1].endswith("at least 70  DOES NOT HOLD")
    assert lines[2].endswith("at most  0.5  holds")
    assert bench.as_json(figures)[4] == {"figure": "pages", "value": 3, "unit": "", "bound": None, "holds": None}


def test_look_ups_are_timed_and_put_back() -> None:
    kept = dates.resolve
    clock = bench.Clock()
    with bench.resolving(clock):
        assert dates.resolve is not kept
        began = time.process_time()
        with contextlib.suppress(AttributeError, TypeError):
            dates.resolve(None, 0, 0, 0, None)  # type: ignore[arg-type]
        spent = time.process_time() - began
    assert dates.resolve is kept
    assert set(clock.spent) == {"dates"}
    assert 0.0 <= clock.spent["dates"] <= spent


def test_memory_is_measured() -> None:
    assert 1.0 < bench.memory() <= bench.peak() * 1.01
