"""Decoding of labelled ranges, lemmas, sentences and coreference features on numbers made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lapwing.reading.decode import lemma, ranges
from lapwing.reading.linking import Candidate, feature_count, pair_features
from lapwing.reading.reader import LONGEST, parts
from lapwing.reading.sentences import Splitter
from lapwing.reading.shapes import shape

LABELS = ["O", "B-x", "I-x", "B-y", "I-y"]


def rows(*tags: str) -> np.ndarray:
    out = np.full((len(tags), len(LABELS)), 0.05)
    for i, tag in enumerate(tags):
        out[i, LABELS.index(tag)] = 0.8
    return out


def test_ranges_of_tags() -> None:
    found = ranges(rows("O", "B-x", "I-x", "O", "I-y", "B-x", "B-x"), LABELS)
    assert [f[:3] for f in found] == [("x", 1, 3), ("y", 4, 5), ("x", 5, 6), ("x", 6, 7)]


def test_begin_and_inside_count_together() -> None:
    p = np.array([[0.4, 0.35, 0.25, 0.0, 0.0], [0.1, 0.3, 0.6, 0.0, 0.0]])
    assert [f[:3] for f in ranges(p, LABELS)] == [("x", 0, 2)]


LEMMAS = [("Armies", "l|3|y", "army"), ("was", "l|3|be", "be"), ("Paris", "=", "Paris"), ("Rebels", "k|1|", "Rebel"), ("a", "l|3|y", "y")]


@pytest.mark.parametrize(("form", "script", "answer"), LEMMAS)
def test_lemma_scripts(form: str, script: str, answer: str) -> None:
    assert lemma(form, script) == answer


SHAPES = [("army", 1), ("Army", 2), ("UN", 3), ("A", 4), ("al-Qaeda", 5), ("2021", 6), ("F16", 7), ("—", 8)]


@pytest.mark.parametrize(("word", "kind"), SHAPES)
def test_shapes(word: str, kind: int) -> None:
    assert shape(word) == kind


def test_long_sentences_are_cut_without_loss() -> None:
    text = ("word " * 100 + "stop; ") * 6
    words = [(i, i + 4) for i in range(len(text) - 4) if text[i : i + 4] in ("word", "stop") and (i == 0 or text[i - 1] == " ")]
    cut = parts(text, words)
    assert [w for p in cut for w in p] == words
    assert all(len(p) <= LONGEST for p in cut)


def test_pair_features_stay_inside_the_weights() -> None:
    mentions = [
        Candidate("Obama", "Barack Obama", True, 0, "nsubj", 1, 0),
        Candidate("UN", "UN", True, 0, "nsubj", 2, 0),
        Candidate("Nations", "United Nations", True, 1, "obj", 2, 1),
        Candidate("he", "he", False, 0, "nsubj", 1, 2),
    ]
    found = pair_features(mentions)
    assert all(f.shape == (4, 4) for f in found)
    assert max(int(f.max()) for f in found) < feature_count()
    assert found[1][2, 1] != found[1][3, 1]  # an acronym is no plain pair


SENTENCES = [
    ("The U.S. Army left. It had come in 2003.", ["The U.S. Army left.", "It had come in 2003."]),
    ("Mr. Haddad met Gen. Aoun on Jan. 3 in Tyre. Talks go on.", ["Mr. Haddad met Gen. Aoun on Jan. 3 in Tyre.", "Talks go on."]),
    ("“We will not go,” he said. “We stay.” The crowd cheered.", ["“We will not go,” he said.", "“We stay.”", "The crowd cheered."]),
    ("The minister resigned.The party chose another.", ["The minister resigned.", "The party chose another."]),
    ("Did they agree? No one knows!", ["Did they agree?", "No one knows!"]),
    ("One line\n\nAnother line", ["One line", "Another line"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in Splitter.load().split(text, 0, len(text))] == expected
