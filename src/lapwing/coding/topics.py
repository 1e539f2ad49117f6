"""How far a sentence is about something else than politics: sport, markets, culture, nature."""

from __future__ import annotations

from itertools import pairwise

from lapwing.coding.syntax import Tree
from lapwing.knowledge.cues import Cues

MOST = 3.0  # distinct words that count
NEIGHBOUR = 0.5  # weight of the sentences before and after in the same passage


def offtopic(trees: tuple[Tree, ...], cues: Cues) -> tuple[float, ...]:
    """Per sentence: distinct words of its strongest other topic, neighbours at half weight, at most ``MOST``."""
    found = [{name: _hits(tree, words) for name, words in cues.topics.items()} for tree in trees]
    scores = []
    for i, tree in enumerate(trees):
        near = [j for j in (i - 1, i + 1) if 0 <= j < len(trees) and _passage(trees[j]) == _passage(tree)]
        best = 0.0
        for name, own in found[i].items():
            others = set().union(*(found[j][name] for j in near)) - own if near else set()
            best = max(best, len(own) + NEIGHBOUR * min(len(others), 2))
        scores.append(min(best, MOST))
    return tuple(scores)


def _passage(tree: Tree) -> tuple[str, int]:
    return tree.sentence.zone, tree.sentence.paragraph


def _hits(tree: Tree, words: frozenset[str]) -> set[str]:
    lemmas = [t.lemma.casefold() for t in tree.tokens]
    single = words.intersection(t.lemma.casefold() for t in tree.tokens if t.upos != "VERB")  # 'share evidence' is no market
    pairs = words.intersection(f"{a} {b}" for a, b in pairwise(lemmas))
    triples = words.intersection(f"{a}-{c}" for a, b, c in zip(lemmas, lemmas[1:], lemmas[2:], strict=False) if b == "-")
    return set(single | pairs | triples)
