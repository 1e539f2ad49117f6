"""Who takes part and what the article speaks of decide how much a tempting verb weighs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coding.conftest import reading
from lapwing.coding import assemble, events, politics
from lapwing.coding.knowledge import Knowledge
from lapwing.coding.syntax import Tree, tree
from lapwing.types import Trigger


def clause(subject: str, lemma: str) -> Tree:
    """'The <subject> resigned .'"""
    words = [
        ["The", "the", "DET", "2", "det", "_"],
        [subject, lemma, "NOUN", "3", "nsubj", "_"],
        ["resigned", "resign", "VERB", "0", "root", "_"],
    ]
    sentence = reading(f"The {subject} resigned", [("body", words, [])]).sentences[0]
    answer = Trigger(2, (("RETREAT", 0.7),), (), (), 0.0)
    return tree(replace(sentence, triggers=(answer,)))


def odds(trees: tuple[Tree, ...], tables: Knowledge) -> float:
    """What is added to the log odds of the first sentence's verb."""
    return events.odds_against(politics.evidence(trees, tables.cues, tables.actors)[0].terms(trees[0], 2), tables.parameters)


@pytest.mark.parametrize(("subject", "weight"), [("minister", 1.0), ("farmer", 0.5), ("lamp", 0.0), ("goalkeeper", 0.0)])
def test_weight_of_a_party(subject: str, weight: float, tables: Knowledge) -> None:
    [found] = politics.evidence((clause(subject, subject),), tables.cues, tables.actors)
    assert found.weights[1] == weight


def test_word_of_another_topic_is_no_political_party(tables: Knowledge) -> None:
    [found] = politics.evidence((clause("captain", "captain"),), tables.cues, tables.actors)
    assert found.weights[1] < 1
    assert 1 in found.other


def test_political_parties_weigh_more(tables: Knowledge) -> None:
    minister, farmer, keeper = (odds((clause(w, w),), tables) for w in ("minister", "farmer", "goalkeeper"))
    assert minister == 0
    assert minister > farmer > keeper


def test_political_article_makes_up_for_a_silent_sentence(tables: Knowledge) -> None:
    silent, political = clause("goalkeeper", "goalkeeper"), clause("minister", "minister")
    assert odds((silent, silent, silent), tables) < odds((silent,), tables) < odds((silent, political, political), tables)


def test_coach_gives_no_event_and_minister_does(tables: Knowledge) -> None:
    learned = replace(tables, learned=True)
    counts = {word: len(assemble.find((clause(word, word),), learned).drafts) for word in ("coach", "minister")}
    assert counts == {"coach": 0, "minister": 1}
