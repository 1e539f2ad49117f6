"""Words and their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.reading.tokens import tokenize

CASES = [
    ("Turkey’s army won't cross.", "Turkey ’s army wo n't cross ."),
    ("pro-Iranian, US-led and re-elected", "pro-Iranian , US - led and re-elected"),
    ("at 5:30 a.m. on Jan. 3, 2021", "at 5:30 a.m. on Jan. 3 , 2021"),
    ("Hay'at Tahrir and the Ba'ath party", "Hay'at Tahrir and the Ba'ath party"),
    ("“We cannot,” he said", "“ We can not , ” he said"),
    ("see https://example.org/a,b. Then", "see https://example.org/a,b . Then"),
    ("up 8.3% to $691.6m", "up 8.3 % to $ 691.6 m"),
    ("J. Smith of the U.S. Navy...", "J. Smith of the U.S. Navy ..."),
    ("Really?!", "Really ?!"),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_words(text: str, words: str) -> None:
    assert " ".join(text[a:b] for a, b in tokenize(text)) == words


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_nothing_but_white_space_lies_between_words(text: str) -> None:
    ranges = tokenize(text, 7)
    at = 7
    for a, b in ranges:
        assert at <= a < b <= 7 + len(text)
        assert not text[at - 7 : a - 7].strip()
        at = b
    assert not text[at - 7 :].strip()


def test_time_is_linear() -> None:
    assert len(tokenize("a.b-" * 20000)) > 0
