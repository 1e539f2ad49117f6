"""Questions that need more than one sentence, or an analyst's own file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coding.conftest import reading
from lapwing.coding import knowledge
from lapwing.coding.assemble import code
from lapwing.coding.explain import explain
from lapwing.coding.knowledge import Knowledge
from lapwing.types import Argument, Reading, Trigger

ATTACK = (
    "body",
    [
        ["Rebels", "rebel", "NOUN", "2", "nsubj", "Number=Plur"],
        ["bombed", "bomb", "VERB", "0", "root", "Tense=Past|VerbForm=Fin"],
        ["Kosta", "Kosta", "PROPN", "2", "obj", "_"],
        [".", ".", "PUNCT", "2", "punct", "_"],
    ],
    [["1", "1", "person", "nominal"], ["3", "3", "place", "name"]],
)
LATER = (
    "body",
    [
        ["The", "the", "DET", "2", "det", "_"],
        ["bombing", "bombing", "NOUN", "3", "nsubj", "Number=Sing"],
        ["shocked", "shock", "VERB", "0", "root", "Tense=Past|VerbForm=Fin"],
        ["Kosta", "Kosta", "PROPN", "3", "obj", "_"],
        [".", ".", "PUNCT", "3", "punct", "_"],
    ],
    [["4", "4", "place", "name"]],
)


@pytest.fixture
def two_sentences() -> Reading:
    return reading("Rebels bombed Kosta. The bombing shocked Kosta.", [ATTACK, LATER])  # type: ignore[list-item]


def test_later_mention_points_back_and_takes_the_parties_over(two_sentences: Reading, tables: Knowledge) -> None:
    (first, second), _ = code(two_sentences, tables)
    assert first.same_as is None
    assert second.same_as == first.event_id
    assert [(p.text, p.implicit) for p in second.actors] == [("Rebels", True)]


def test_ids_are_stable_and_tell_events_apart(two_sentences: Reading, tables: Knowledge) -> None:
    once, again = code(two_sentences, tables)[0], code(two_sentences, tables)[0]
    assert [e.event_id for e in once] == [e.event_id for e in again]
    assert len({e.event_id for e in once}) == len(once)


def test_running_quotation_keeps_its_speaker(tables: Knowledge) -> None:
    said = (
        "body",
        [
            ["“", "“", "PUNCT", "2", "punct", "_"],
            ["Listen", "listen", "VERB", "5", "ccomp", "VerbForm=Fin"],
            [",", ",", "PUNCT", "2", "punct", "_"],
            ["Mirko", "Mirko", "PROPN", "5", "nsubj", "_"],
            ["said", "say", "VERB", "0", "root", "Tense=Past|VerbForm=Fin"],
            [".", ".", "PUNCT", "5", "punct", "_"],
        ],
        [["4", "4", "person", "name"]],
    )
    attack = ("body", [*ATTACK[1][:3], [".", ".", "PUNCT", "2", "punct", "_"], ["”", "”", "PUNCT", "2", "punct", "_"]], ATTACK[2])
    made = reading("“Listen, Mirko said. Rebels bombed Kosta.”", [said, attack])  # type: ignore[list-item]
    made = replace(made, sentences=tuple(replace(s, paragraph=0) for s in made.sentences))
    (event,), _ = code(made, tables)
    assert event.quoted
    assert [(s.text, s.kind, s.cue) for s in event.sources] == [("Mirko", "person", "said")]


def test_own_file_adds_a_type_and_vetoes(tmp_path: Path, two_sentences: Reading) -> None:
    book, own = tmp_path / "book.tsv", tmp_path / "own.tsv"
    book.write_text("type\tAWE\t4\t-1\tSomething that shocks.\n", encoding="utf-8")
    own.write_text("shock\tv\tAWE\nbombing\tn\t-\n", encoding="utf-8")
    tables = knowledge.load(codebook_file=book, lexicon_file=own, learned=False)
    events, skipped = code(two_sentences, tables)
    assert [(e.type, e.quad) for e in events] == [("ASSAULT", 4), ("AWE", 4)]
    assert any("own entry: shock" in reason for reason in events[1].because)
    assert [s.reason for s in skipped] == ["discard"]


def test_reader_decides_type_status_and_roles(two_sentences: Reading) -> None:
    arcs = (Argument("actor", 3, 4, 0.9),)
    seen = Trigger(2, (("ACCUSE", 0.9),), (("ACCUSE/disapprove", 0.9),), (("hypothetical", 0.99),), 0.9, arcs)
    first, second = two_sentences.sentences
    made = replace(two_sentences, sentences=(first, replace(second, triggers=(seen,))))
    events, _ = code(made, knowledge.load())
    event = next(e for e in events if e.type == "ACCUSE")
    assert (event.mode, event.status, event.certainty) == ("disapprove", "hypothetical", "alleged")
    assert [p.text for p in event.actors] == ["Kosta"]
    assert "reader: ACCUSE 0.90" in event.because


def test_entry_and_reader_that_agree_are_surer(two_sentences: Reading) -> None:
    tables = knowledge.load()
    seen = Trigger(1, (("ASSAULT", 0.9),), (), (), 0.0)
    first, second = two_sentences.sentences
    made = replace(two_sentences, sentences=(replace(first, triggers=(seen,)), second))
    joined = next(e for e in code(made, tables)[0] if e.trigger.start == 7)
    alone = next(e for e in code(made, replace(tables, lexicon=replace(tables.lexicon, entries={})))[0] if e.trigger.start == 7)
    assert joined.confidence > alone.confidence


def test_explain_says_what_was_and_was_not_coded(tmp_path: Path, two_sentences: Reading) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("bombing\tn\t-\n", encoding="utf-8")
    text = explain(two_sentences, knowledge.load(lexicon_file=own, learned=False))
    assert "EVENT        ASSAULT" in text
    assert "lexicon: bomb" in text
    assert "not coded    bombing" in text
    assert "discard" in text
