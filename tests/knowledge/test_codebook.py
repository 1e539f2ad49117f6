"""The codebook that ships, and what an analyst adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from lapwing.errors import KnowledgeError
from lapwing.knowledge import codebook

QUADS = {
    1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    2: {"COOPERATE", "AID", "RETREAT"},
    3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


def test_all_types_with_their_quad_class() -> None:
    book = codebook.load()
    assert {quad: {t for t in book.types if book.quad(t) == quad} for quad in QUADS} == QUADS


def test_scores_fall_from_cooperation_to_conflict() -> None:
    book = codebook.load()
    means = [sum(book.score(t, None) for t in QUADS[q]) / len(QUADS[q]) for q in (2, 1, 3, 4)]
    assert means == sorted(means, reverse=True)
    assert book.score("ASSAULT", "beat") > book.score("ASSAULT", "aerial")
    assert book.score("AGREE", "no-such-mode") == book.types["AGREE"].score


def test_37_contexts_none_without_keywords() -> None:
    book = codebook.load()
    assert len(book.contexts) == 37
    assert all(word == word.casefold() for context in book.contexts.values() for word in context.keywords)


def test_analyst_adds_a_type_with_a_mode(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("type\tMIGRATE\t4\t-2\tPeople move.\nmode\tMIGRATE\tflight\t-3\tPeople flee.\n", encoding="utf-8")
    book = codebook.load(own)
    assert book.quad("MIGRATE") == 4
    assert book.score("MIGRATE", "flight") == -3
    assert book.modes_of("MIGRATE") == ("flight",)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("type\tMIGRATE\t7\t-2\tPeople move.", "own.tsv:1: quad"),
        ("type\tMIGRATE\t4\tmuch\tPeople move.", "own.tsv:1: score"),
        ("type\tMIGRATE\t4\t-12\tPeople move.", "own.tsv:1: score"),
        ("kind\tMIGRATE\t4", "own.tsv:1: the first cell"),
        ("type", "own.tsv:1: 1 cells"),
        ("mode\tNOTHING\tflight\t-3\tPeople flee.", "NOTHING"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, line: str, message: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        codebook.load(own)


def test_missing_file() -> None:
    with pytest.raises(KnowledgeError, match="no such file"):
        codebook.load("/nowhere/own.tsv")
