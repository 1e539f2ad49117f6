"""Number words and figures."""

from __future__ import annotations

import pytest

from lapwing.coding.numbers import phrase_value, value


@pytest.mark.parametrize(
    ("word", "number"),
    [("nine", 9), ("twenty-one", 21), ("1,300", 1300), ("dozen", 12), ("12", 12), ("many", None), ("3.5", None), ("zero", 0)],
)
def test_value(word: str, number: int | None) -> None:
    assert value(word) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["two", "hundred"], 200),
        (["1.5", "million"], 1_500_000),
        (["twenty", "-", "one"], 21),
        (["three", "thousand", "five"], 3005),
        (["thousands"], None),
        (["two", "dozens"], 24),
        (["several"], None),
    ],
)
def test_phrase_value(words: list[str], number: int | None) -> None:
    assert phrase_value(words) == number
