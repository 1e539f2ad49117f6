"""The lexicon that ships, and what an analyst adds or vetoes."""

from __future__ import annotations

from pathlib import Path

import pytest

from lapwing.errors import KnowledgeError
from lapwing.knowledge import codebook, cues, lexicon
from lapwing.knowledge.lexicon import words_of

ENTRIES = [entry for found in lexicon.load().entries.values() for entry in found]


def test_every_type_and_nearly_every_mode_has_entries() -> None:
    book = codebook.load()
    types = {e.type for e in ENTRIES}
    assert types == {None, *book.types}
    assert {(e.type, e.mode) for e in ENTRIES if e.type and e.mode} == set(book.modes)


def test_no_entry_stands_twice_for_the_same_thing() -> None:
    seen: dict[tuple[object, ...], str] = {}
    for e in ENTRIES:
        key = (e.words, e.pos, e.type, e.mode, e.conditions)
        assert key not in seen, f"{e.phrase}: {e.origin} and {seen[key]}"
        seen[key] = e.origin


def test_classes_that_conditions_name_exist() -> None:
    known = {*cues.load().classes, "party", "animate", "person", "country", "any"}
    named = {v[1:] for e in ENTRIES for c in e.conditions for v in c.values if v.startswith("@")}
    assert named <= known


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no-confidence vote", ("no", "confidence", "vote")),
        ("Co-operate", ("cooperate",)),
        ("take _ into custody", ("take", "_", "into", "custody")),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_own_entries_come_first(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("# mine\nreceive | meet\tv\tCONSULT\tvisit\t1\tsubj=king\tnote\nmeet\tv\t-\n", encoding="utf-8")
    first, second, *_ = lexicon.load(own).starting("meet")
    assert (first.type, first.mode, first.own, first.origin) == ("CONSULT", "visit", True, "own.tsv:2")
    assert (second.type, second.own) == (None, True)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("meet\tx\tCONSULT", "own.tsv:1: pos"),
        ("meet\tv\tCONSULT\t-\t3", "own.tsv:1: weight"),
        ("meet\tv\tCONSULT\t-\tsome", "own.tsv:1: weight"),
        ("meet\tv\tCONSULT\t-\t1\twith=king", "own.tsv:1: unknown condition"),
        ("meet _\tv\tCONSULT", "own.tsv:1: words must"),
        ("meet\tv", "own.tsv:1: 2 cells"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, line: str, message: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        lexicon.load(own)
