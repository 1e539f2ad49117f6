"""Which words report an event, and of which type: the learned scores and the lexicon meet here.

The one rule: for each word and type, log odds = offset + learned * logit(reader's probability) + entry + lexicon * logit(entry's
weight) + terms for how little the sentence, its parties and its article speak of politics (``politics.py``). A word that the
reader does not name counts with ``unseen``; a word without an entry of the type has no lexicon terms. A discard takes the word
out unless the reader is surer than ``1 - unseen``; an analyst's entry decides by itself.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from lapwing.coding.drafts import Considered, Draft, Found
from lapwing.coding.matching import Match, matches
from lapwing.coding.parameters import Parameters
from lapwing.coding.politics import evidence
from lapwing.coding.syntax import Tree
from lapwing.knowledge.actors import Actors
from lapwing.knowledge.codebook import Codebook
from lapwing.knowledge.cues import Cues
from lapwing.knowledge.lexicon import Entry, Lexicon
from lapwing.types import Trigger

WORTH_TELLING = 0.1  # probability from which a word that is not coded is reported as considered
LONGEST = 4  # tokens of a phrase that is shown whole as the trigger


def find(
    trees: tuple[Tree, ...],
    codebook: Codebook,
    lexicon: Lexicon,
    cues: Cues,
    parameters: Parameters,
    *,
    learned: bool,
    actors: Actors | None = None,
) -> Found:
    """Drafts of all sentences in text order."""
    drafts: list[Draft] = []
    considered: list[Considered] = []
    for number, (tree, spoken) in enumerate(zip(trees, evidence(trees, cues, actors), strict=True)):
        hits = matches(tree, lexicon, cues)
        triggers = {t.token: t for t in tree.sentence.triggers}
        tokens = sorted({m.head for m in hits} | set(triggers))
        kept: list[Draft] = []
        for token in tokens:
            mine = tuple(m for m in hits if m.head == token)
            against = odds_against(spoken.terms(tree, token), parameters)
            result = weigh(tree, number, token, mine, triggers.get(token), codebook, parameters, learned=learned, against=against)
            if isinstance(result, Draft):
                kept.append(result)
            elif result is not None:
                considered.append(result)
        merged, given_up = merge(tree, kept, cues)
        drafts += merged
        considered += given_up
    return Found(tuple(drafts), tuple(considered))


def weigh(
    tree: Tree,
    number: int,
    token: int,
    hits: tuple[Match, ...],
    trigger: Trigger | None,
    codebook: Codebook,
    parameters: Parameters,
    *,
    learned: bool,
    against: float = 0.0,
) -> Draft | Considered | None:
    """Decide one word: an event, something weighed and turned down, or nothing."""
    probabilities = dict(trigger.types) if trigger else {}
    entries = _best_entries(hits, codebook)
    own = next((m for m in hits if m.entry.own), None)
    veto = next((m for m in hits if m.entry.type is None and not _outdone(m, hits)), None)
    if own is not None and own.entry.type is not None:
        return _draft(tree, number, token, own.entry.type, own.entry.weight, trigger, own, own.entry.mode)
    if veto is not None and (veto.entry.own or not learned or max(probabilities.values(), default=0.0) < 1 - parameters.unseen):
        top = max([*probabilities.values(), *(m.entry.weight for m in entries.values())], default=0.0)
        best = max(probabilities, key=lambda t: probabilities[t], default=next(iter(entries), None))
        return (
            Considered(number, token, best, top, f"discard '{veto.entry.phrase}' ({veto.entry.origin})") if top >= WORTH_TELLING else None
        )
    joined = {
        t: _joined(t, probabilities, entries, parameters, learned=learned, against=against)
        for t in {*probabilities, *entries}
        if t in codebook.types
    }
    if not joined:
        return None
    best = max(joined, key=lambda t: joined[t])
    threshold = parameters.threshold if learned else parameters.threshold_lexicon
    if joined[best] < threshold:
        return Considered(number, token, best, joined[best], f"below {threshold:g}") if joined[best] >= WORTH_TELLING else None
    match = entries.get(best)
    return _draft(tree, number, token, best, joined[best], trigger, match, _mode(best, trigger, match.entry if match else None, codebook))


def odds_against(terms: tuple[float, float, float, float, float], parameters: Parameters) -> float:
    """Log odds that the terms of ``politics.Evidence`` add (none of them above zero)."""
    weights = (parameters.offtopic, parameters.alone, parameters.silent, parameters.around, parameters.others)
    return sum(w * t for w, t in zip(weights, terms, strict=True))


def _joined(
    kind: str, probabilities: Mapping[str, float], entries: Mapping[str, Match], parameters: Parameters, *, learned: bool, against: float
) -> float:
    match = entries.get(kind)
    if not learned:
        odds = _logit(match.entry.weight) + against if match else -9.0
        return 1 / (1 + math.exp(-odds))
    odds = parameters.offset + against + parameters.learned * _logit(max(probabilities.get(kind, 0.0), parameters.unseen))
    if match:
        odds += parameters.entry + parameters.lexicon * _logit(match.entry.weight)
    return 1 / (1 + math.exp(-odds))


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def _best_entries(hits: tuple[Match, ...], codebook: Codebook) -> dict[str, Match]:
    """Per type the entry that says most: the longer phrase, then the heavier, then the one with a mode."""
    found: dict[str, Match] = {}
    for match in hits:
        kind = match.entry.type
        if kind is None or kind not in codebook.types:
            continue
        if kind not in found or _rank(match) > _rank(found[kind]):
            found[kind] = match
    longest = max((len(m.tokens) for m in found.values()), default=0)
    return {kind: m for kind, m in found.items() if len(m.tokens) == longest or longest == 1}


def _rank(match: Match) -> tuple[int, float, bool, int]:
    return len(match.tokens), match.entry.weight, match.entry.mode is not None, len(match.entry.conditions)


def _outdone(veto: Match, hits: tuple[Match, ...]) -> bool:
    return any(m.entry.type is not None and len(m.tokens) > len(veto.tokens) for m in hits)


def _mode(kind: str, trigger: Trigger | None, entry: Entry | None, codebook: Codebook) -> str | None:
    """The reader's mode where it names one of the type; the entry's where the reader is silent or unsure."""
    modes = [(label.split("/", 1)[1], p) for label, p in (trigger.modes if trigger else ()) if label.split("/", 1)[0] == kind]
    total = sum(p for _, p in modes) or 1.0
    if modes:
        mode, p = modes[0]
        if entry is not None and entry.mode is not None and p / total < 0.6:
            return entry.mode
        return None if mode == "-" or (kind, mode) not in codebook.modes else mode
    return entry.mode if entry else None


def _draft(
    tree: Tree, number: int, token: int, kind: str, probability: float, trigger: Trigger | None, match: Match | None, mode: str | None
) -> Draft:
    first, last = token, token + 1
    if match is not None and max(match.tokens) - min(match.tokens) < LONGEST and token in range(min(match.tokens), max(match.tokens) + 1):
        first, last = min(match.tokens), max(match.tokens) + 1
    while last - 1 > token and tree.tokens[last - 1].upos == "ADP" and not tree.is_(last - 1, "compound:prt"):
        last -= 1  # 'withdrawal of', 'travel to': the preposition is no part of the trigger
    for particle in tree.kids(token, "compound:prt"):
        if particle == last:
            last = particle + 1
    because = []
    if trigger is not None and kind in dict(trigger.types):
        because.append(f"reader: {kind} {dict(trigger.types)[kind]:.2f}")
    if match is not None:
        because.append(f"{'own entry' if match.entry.own else 'lexicon'}: {match.entry.phrase} ({match.entry.origin})")
    entry, words = (match.entry, match.tokens) if match else (None, ())
    return Draft(number, token, first, last, kind, mode, probability, trigger, entry, words, because=tuple(because))


def merge(tree: Tree, drafts: list[Draft], cues: Cues) -> tuple[list[Draft], list[Considered]]:
    """Several words of one event in a sentence become one draft; a word that is but part of another's phrase goes."""
    kept = sorted(drafts, key=lambda d: d.token)
    dropped: list[Considered] = []
    while pair := _first_pair(tree, kept, cues):
        keep, drop, reason = pair
        kept = [_absorb(d, drop, reason) if d is keep else d for d in kept if d is not drop]
        told = f"same event as '{tree.tokens[keep.token].text}': {reason}"
        dropped.append(Considered(drop.sentence, drop.token, drop.type, drop.probability, told))
    return kept, dropped


def _first_pair(tree: Tree, drafts: list[Draft], cues: Cues) -> tuple[Draft, Draft, str] | None:
    for keep in drafts:
        for drop in drafts:
            if keep is drop:
                continue
            reason = _inside(keep, drop) or (_same_event(tree, keep, drop, cues) if keep.type == drop.type else "")
            if reason:
                return keep, drop, reason
    return None


def _inside(keep: Draft, drop: Draft) -> str:
    """'aid' of 'suspend aid': the phrase says it, unless the reader sees an event of its own."""
    own = dict(drop.learned.types).get(drop.type, 0.0) if drop.learned else 0.0
    return "part of the phrase" if drop.token in keep.words and drop.token != keep.token and own < 0.5 else ""


def _absorb(keep: Draft, drop: Draft, reason: str) -> Draft:
    """The kept draft with what the other one adds."""
    if keep.type != drop.type:
        return keep
    merged = (*keep.merged, drop.token, *drop.merged)
    because = (*keep.because, f"rule: one event, {reason}")
    probability = max(keep.probability, drop.probability)
    learned = _with_arcs(keep.learned, drop.learned)
    return replace(keep, mode=keep.mode or drop.mode, probability=probability, learned=learned, merged=merged, because=because)


def _with_arcs(keep: Trigger | None, drop: Trigger | None) -> Trigger | None:
    """The kept trigger with the other's arcs where it has none of the label."""
    if keep is None or drop is None:
        return keep or drop
    labels = {a.label for a in keep.arguments}
    return replace(keep, arguments=(*keep.arguments, *(a for a in drop.arguments if a.label not in labels)))


def _same_event(tree: Tree, keep: Draft, drop: Draft, cues: Cues) -> str:
    """Why ``drop`` is but another word for ``keep``, or ''."""
    k, d = keep.token, drop.token
    if keep.first <= d < keep.last and d != k:
        return "inside the phrase"
    light = tree.lemma(d) in cues.light
    if light and tree.tokens[k].head == d and tree.is_(k, "obj", "nsubj:pass", "obl") and tree.tokens[k].upos == "NOUN":
        return "light verb"
    if light and tree.is_(d, "acl", "acl:relcl") and tree.tokens[d].head == k:
        return "light verb"
    harmed = drop.type == "ASSAULT" and tree.lemma(d) in cues.sets["harm"] and tree.tokens[k].head == d and tree.tokens[k].upos == "NOUN"
    if harmed and (tree.is_(k, "nsubj") or (tree.is_(k, "obl") and tree.case(k) in ("in", "by", "during", "from"))):
        return "harm done in it"
    if tree.tokens[d].head == k and tree.is_(d, "compound", "amod"):
        return "first part of the compound"
    return _one_deed(tree, k, d) or _one_meeting(tree, keep, drop, cues)


def _one_deed(tree: Tree, k: int, d: int) -> str:
    """A noun and a verb of the same type that depend on each other tell one deed: 'strikes targeted', 'a deal was agreed'."""
    noun, verb = tree.tokens[k], tree.tokens[d]
    if noun.upos not in ("NOUN", "PROPN") or verb.upos != "VERB":
        return ""
    if noun.head == d and tree.is_(k, "nsubj", "obj", "nsubj:pass"):
        return "noun and its verb"
    if verb.head == k and tree.tokens[d].deprel in ("acl", "amod") and tree.feat(d, "VerbForm") in ("Part", "Ger"):
        return "noun and its participle"
    return ""


def _one_meeting(tree: Tree, keep: Draft, drop: Draft, cues: Cues) -> str:
    """'travel to X and meet'; 'protesters marched'."""
    k, d = keep.token, drop.token
    if (
        keep.type == "CONSULT"
        and tree.tokens[d].head == k
        and tree.is_(d, "conj")
        and not tree.kids(d, "nsubj")
        and tree.tokens[d].upos == "VERB" == tree.tokens[k].upos
    ):
        return "joined by 'and'"
    if keep.type == "CONSULT" and tree.tokens[d].head == k and tree.is_(d, "xcomp", "advcl", "obl") and not tree.kids(d, "nsubj"):
        return "purpose of the same meeting"
    agent = tree.tokens[d].upos == "NOUN" and drop.type == "PROTEST" and tree.lemma(d) in cues.sets["agents"]
    if agent:
        return "those who do it"
    return ""
