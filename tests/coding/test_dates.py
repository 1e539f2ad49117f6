"""Times of a reading built by hand: tense from the parse, context from the text, and bounds for undated pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lapwing.coding.dates import resolve
from lapwing.coding.undated import Held, bound
from lapwing.types import Article, Reading, Sentence, Span, TimePhrase, Token, When

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
PUBLISHED = When("2025-05-04", "2025-05-04", "2025-05-04", "given")


def reading(*sentences: list[tuple[str, str, str, str, int, str]], times: dict[int, list[tuple[int, int]]] | None = None) -> Reading:
    """A reading from rows (word, lemma, upos, feats, head, deprel); ``times``: token ranges by sentence."""
    text, read = "", []
    for index, rows in enumerate(sentences):
        tokens, start = [], len(text)
        for word, lemma, upos, feats, head, deprel in rows:
            tokens.append(Token(len(text), len(text) + len(word), word, lemma, upos, feats, head, deprel))
            text += word + " "
        phrases = tuple(TimePhrase(a, b, "DATE") for a, b in (times or {}).get(index, []))
        read.append(Sentence(start, len(text) - 1, "body", index, tuple(tokens), times=phrases))
    article = Article("d", 0, text, None, (), (), None, None, None, (Span(0, len(text)),))
    return Reading(article, tuple(read))


WILL_MEET = [
    ("They", "they", "PRON", "", 2, "nsubj"), ("will", "will", "AUX", "VerbForm=Fin", 2, "aux"),
    ("meet", "meet", "VERB", "VerbForm=Inf", -1, "root"),
    ("on", "on", "ADP", "", 4, "case"), ("Friday", "Friday", "PROPN", "", 2, "obl"), (".", ".", "PUNCT", "", 2, "punct"),
]  # fmt: skip
MET = [
    ("They", "they", "PRON", "", 1, "nsubj"), ("met", "meet", "VERB", "Tense=Past|VerbForm=Fin", -1, "root"),
    ("on", "on", "ADP", "", 3, "case"), ("Friday", "Friday", "PROPN", "", 1, "obl"), (".", ".", "PUNCT", "", 1, "punct"),
]  # fmt: skip
VISIT = [
    ("It", "it", "PRON", "", 1, "nsubj"), ("preceded", "precede", "VERB", "Tense=Past", -1, "root"), ("the", "the", "DET", "", 4, "det"),
    ("upcoming", "upcoming", "ADJ", "", 4, "amod"), ("visit", "visit", "NOUN", "", 1, "obj"), ("on", "on", "ADP", "", 6, "case"),
    ("May", "May", "PROPN", "", 4, "nmod"), ("21", "21", "NUM", "", 6, "nummod"), (".", ".", "PUNCT", "", 1, "punct"),
]  # fmt: skip
PLANS = [
    ("It", "it", "PRON", "", 1, "nsubj"), ("agreed", "agree", "VERB", "Tense=Past", -1, "root"), ("to", "to", "PART", "", 3, "mark"),
    ("leave", "leave", "VERB", "VerbForm=Inf", 1, "xcomp"), ("in", "in", "ADP", "", 5, "case"), ("July", "July", "PROPN", "", 3, "obl"),
]  # fmt: skip
LATER = [
    ("Two", "two", "NUM", "", 1, "nummod"), ("days", "day", "NOUN", "", 4, "obl"), ("later", "later", "ADV", "", 1, "advmod"),
    ("it", "it", "PRON", "", 4, "nsubj"), ("left", "leave", "VERB", "Tense=Past", -1, "root"), (".", ".", "PUNCT", "", 4, "punct"),
]  # fmt: skip
SINCE = [
    ("Fighting", "fighting", "NOUN", "", 2, "nsubj"), ("has", "have", "AUX", "Tense=Pres", 2, "aux"),
    ("raged", "rage", "VERB", "Tense=Past|VerbForm=Part", -1, "root"),
    ("since", "since", "SCONJ", "", 4, "case"), ("October", "October", "PROPN", "", 2, "obl"), ("2023", "2023", "NUM", "", 4, "nummod"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "first", "last", "value"), [
    (WILL_MEET, 4, 5, "2025-05-09"),
    (WILL_MEET, 3, 5, "2025-05-09"),
    (MET, 3, 4, "2025-05-02"),
    (VISIT, 5, 8, "2025-05-21"),
    (PLANS, 4, 6, "2025-07"),
    (SINCE, 4, 6, "2023-10/.."),
])  # fmt: skip
def test_tense_comes_from_the_parse(sentence: list[tuple[str, str, str, str, int, str]], first: int, last: int, value: str) -> None:
    (time,) = resolve(reading(sentence), 0, first, last, PUBLISHED)
    assert time.value == value


def test_anaphoric_phrase_counts_from_the_date_before_it() -> None:
    (time,) = resolve(reading(MET, LATER, times={0: [(3, 4)]}), 1, 0, 3, PUBLISHED)
    assert (time.value, time.text) == ("2025-05-04", "Two days later")
    (without_reader,) = resolve(reading(MET, LATER), 1, 0, 3, PUBLISHED)
    assert without_reader.value == "2025-05-04"


def test_the_basis_names_the_ground_of_the_publication_date() -> None:
    (time,) = resolve(reading(MET), 0, 3, 4, PUBLISHED)
    assert time.basis == "weekday before publication; published 2025-05-04 (given)"


@pytest.mark.parametrize("published", [None, When(None, "2025-03-01", "2026-05-21", "undated")])
def test_undated_pages_keep_stated_dates_and_no_others(published: When | None) -> None:
    (relative,) = resolve(reading(MET), 0, 3, 4, published)
    assert (relative.value, relative.basis) == (None, "no publication date")
    (stated,) = resolve(reading(SINCE), 0, 4, 6, published)
    assert stated.value == "2023-10/.."


def test_words_that_are_no_time_come_back_without_a_value() -> None:
    (time,) = resolve(reading(MET), 0, 0, 1, PUBLISHED)
    assert (time.value, time.basis) == (None, "time phrase not understood")


def test_bounds_from_offices_and_stated_dates() -> None:
    text = "The president said on 3 May 2019 that former premier X, who will speak in July, was ill."
    held = [
        Held("president Y", ((date(2018, 1, 1), date(2022, 1, 1)),)),
        Held("premier X", ((None, date(2019, 6, 1)), (date(2021, 1, 1), None)), True),
    ]
    when = bound(text, held, not_after=date(2026, 1, 1))
    assert (when.value, when.earliest, when.latest) == (None, "2019-06-01", "2020-07-31")


def test_contradicting_evidence_is_set_aside_and_named() -> None:
    when = bound("It began in 2020.", [Held("Z", ((date(1999, 1, 1), date(2001, 1, 1)),))], not_after=date(2026, 1, 1))
    assert (when.earliest, when.latest) == ("2020-01-01", "2026-01-01")
    assert "contradicted: Z in office" in when.basis


def test_nothing_known_bounds_nothing() -> None:
    when = bound("They met again.", [], not_after=date(2026, 1, 1))
    assert (when.value, when.earliest, when.latest) == (None, None, "2026-01-01")


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed pages are not beside the project")
def test_undated_seeds_are_bounded_within_eighteen_months() -> None:
    text = next(SEEDS.glob("*.txt")).read_text(encoding="utf-8")
    cut = text.index("Hamas Comes")
    trump = Held("Donald Trump", ((date(2017, 1, 20), date(2021, 1, 20)), (date(2025, 1, 20), None)), True)
    cases = (
        (
            text[:cut],
            [
                Held("Mustafa al-Kadhimi", ((date(2020, 5, 7), date(2022, 10, 27)),)),
                Held("Joe Biden", ((date(2021, 1, 20), date(2025, 1, 20)),)),
                trump,
            ],
            date(2021, 6, 28),
        ),
        (
            text[cut:],
            [Held("Joseph Aoun", ((date(2025, 1, 9), None),)), Held("Mahmoud Abbas", ((date(2005, 1, 15), None),))],
            date(2025, 5, 4),
        ),
    )
    for article, held, truth in cases:
        when = bound(article, held, not_after=date(2026, 11, 25))
        earliest, latest = date.fromisoformat(when.earliest or ""), date.fromisoformat(when.latest or "")
        assert earliest <= truth <= latest
        assert (latest - earliest).days < 548
