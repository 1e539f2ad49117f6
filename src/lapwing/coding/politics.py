"""How far a sentence speaks of politics at all: who of the actor tables stands in it, and who does the deed.

An event of sport, business or private life has the same verbs as a political one ("met", "rejected the offer", "resigned"); what
sets it apart is who takes part. The weights of these terms are fitted (``training/fit_coder.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.coding.syntax import Tree, head_of
from lapwing.coding.topics import offtopic
from lapwing.knowledge.actors import Actors
from lapwing.knowledge.cues import Cues

STATE = frozenset("GOV MIL REB SPY JUD LEG PTY OPP PRM COP UAF IGO REF NGO NGM".split())
"""Sectors whose dealings are politics by themselves."""
CIVIC = frozenset("CVL LAB AGR EDU REL SOC MED CRM JRN".split())
"""Sectors that take part in politics and in much else."""
ABOVE = frozenset("IGO UNO EUR NGO IMG".split())
"""Codes of bodies above the states."""
CIVIC_WEIGHT = 0.5  # of a civic party, of a country named, of a word that tells a sector only beside others
ENOUGH = 0.5  # mean weight of an article's sentences from which it is political: more speaks for no single event
WEAK = frozenset({"weak", "house", "modifier"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against politics in one sentence."""

    offtopic: float = 0.0  # words of another topic (see topics.py)
    weights: tuple[float, ...] = ()  # per token: 1 a political party, 0.5 a civic one or a country, 0 nobody known
    around: float = ENOUGH  # mean of the strongest weights of the article's other sentences
    other: frozenset[int] = frozenset()  # tokens that name somebody of another topic

    def terms(self, tree: Tree, token: int) -> tuple[float, float, float, float, float]:
        """Terms of the joined log odds for a word, all of them the smaller the more political the article is around it.

        In turn: words of another topic; nobody political takes part; nobody political stands in the sentence; the article is not
        political; somebody of another topic takes part.
        """
        away = 1 - self.around
        if not self.weights:
            return self.offtopic * away, 0.0, 0.0, 0.0, 0.0
        taking = parties(tree, token)
        best = max((self.weights[i] for first, last in taking for i in range(first, last)), default=0.0)
        heads = {head_of(tree, first, last) for first, last in taking}
        others = float(best < 1 and bool(heads & self.other))
        silent = 1 - max(self.weights, default=0.0)
        topic = self.offtopic * away * (1 - best / 2)
        return topic, (1 - best) * away, silent * away, max(0.0, 1 - self.around / ENOUGH), others * away


def parties(tree: Tree, token: int) -> list[tuple[int, int]]:
    """Token ranges of those who take part: the reader's arcs, else subject and object."""
    found = [
        (a.first, a.last) for t in tree.sentence.triggers if t.token == token for a in t.arguments if a.label in ("actor", "recipient")
    ]
    return found or [tree.phrase(k) for k in tree.kids(token, "nsubj", "obj", "nmod", "obl") if tree.tokens[k].upos != "PRON"]


def evidence(trees: tuple[Tree, ...], cues: Cues, actors: Actors | None) -> tuple[Evidence, ...]:
    """Per sentence of an article; without actor tables only the words of other topics count."""
    topics = offtopic(trees, cues)
    if actors is None:
        return tuple(Evidence(t) for t in topics)
    words = frozenset[str]().union(*cues.topics.values())
    weights = [_weights(tree, actors, words, sporting=topic > 0) for tree, topic in zip(trees, topics, strict=True)]
    strongest = [max(w, default=0.0) for w in weights]
    total = sum(strongest)
    found = []
    for tree, own, topic, best in zip(trees, weights, topics, strongest, strict=True):
        around = (total - best + ENOUGH) / len(trees)
        other = frozenset(
            i
            for i, w in enumerate(own)
            if w < 1 and tree.tokens[i].upos in ("NOUN", "PROPN") and (tree.lemma(i) in words or (w == 0 and _business(tree, i, actors)))
        )
        found.append(Evidence(topic, own, around, other))
    return tuple(found)


def _weights(tree: Tree, actors: Actors, others: frozenset[str], *, sporting: bool) -> tuple[float, ...]:
    """Weight per token; a word of another topic ('captain', 'chief executive') is a civic party at most, and so is a state among such."""
    weights = [0.0] * len(tree.tokens)
    for i, token in enumerate(tree.tokens):
        if token.upos in ("NOUN", "PROPN", "ADJ"):
            weights[i] = _word(tree.lemma(i), token.text, proper=token.upos != "NOUN", actors=actors)
    for i in range(len(weights) - 1):
        pair = f"{tree.lemma(i)} {tree.lemma(i + 1)}"
        weights[i] = max(weights[i], _pair(pair, actors))
        if pair in others:
            weights[i] = weights[i + 1] = min(weights[i], CIVIC_WEIGHT)
    weights = [min(w, CIVIC_WEIGHT) if tree.lemma(i) in others else w for i, w in enumerate(weights)]
    for name in tree.sentence.names:
        best = _name(" ".join(t.text for t in tree.tokens[name.first : name.last]), actors)
        if best == 1 and sporting and _state(tree, name.first, name.last, actors):
            best = CIVIC_WEIGHT
        for i in range(name.first, name.last):
            weights[i] = max(weights[i], best)
    return tuple(weights)


def _business(tree: Tree, token: int, actors: Actors) -> bool:
    if tree.tokens[token].upos not in ("NOUN", "PROPN"):
        return False
    hint = actors.hint(tree.lemma(token))
    return hint is not None and hint.sector == "BUS"


def _word(lemma: str, text: str, *, proper: bool, actors: Actors) -> float:
    if proper and actors.country_of(text):
        return CIVIC_WEIGHT
    hint = actors.hint(lemma)
    if hint is not None:
        return _sector(hint.sector) * (CIVIC_WEIGHT if hint.use in WEAK else 1.0)
    return 1.0 if lemma in actors.institution_words or lemma in actors.office_words else 0.0


def _pair(pair: str, actors: Actors) -> float:
    if pair in actors.institution_words or pair in actors.office_words:
        return 1.0
    hints = actors.hints.get(pair, ())
    return max((_sector(h.sector) for h in hints), default=0.0)


def _sector(sector: str) -> float:
    return 1.0 if sector in STATE else CIVIC_WEIGHT if sector in CIVIC else 0.0


def _state(tree: Tree, first: int, last: int, actors: Actors) -> bool:
    return actors.country_of(" ".join(t.text for t in tree.tokens[first:last])) is not None


def _name(name: str, actors: Actors) -> float:
    found = actors.lookup(name)
    if not found:
        named = actors.country_of(name)
        return 0.0 if named is None else 1.0 if named[1] == "name" else CIVIC_WEIGHT
    actor = found[0]
    if actor.kind == "country" or actor.country in ABOVE:
        return 1.0
    return max((_sector(s) for s in actor.sectors), default=1.0 if actor.kind == "person" else 0.0)
