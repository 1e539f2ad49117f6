"""From the network's numbers to the layers of one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lapwing.reading.network import Array, Network
from lapwing.reading.trees import tree
from lapwing.types import Argument, Attribution, Mention, Predicate, TimePhrase, Token, Trigger

CUT = 0.7
"""Share of B in the probability of a label from which on a range that touches another begins anew."""

_JOINTS = frozenset({"of", "the", "-", "–", "a", "'s", "’s"})
_TELLING = frozenset({"NOUN", "PROPN", "NUM", "ADV", "ADJ", "SYM"})
NAME_LABELS = {"PER": "person", "ORG": "organization", "LOC": "place", "MISC": "other"}


@dataclass(frozen=True, slots=True)
class Answers:
    """The share of one sentence in the answers of a batch: words [0, w) of row ``row``."""

    found: dict[str, Array]
    row: int
    width: int

    def of(self, key: str) -> Array:
        """Word-level answers [w, ...]."""
        return self.found[key][self.row, : self.width]

    def anchored(self, key: str, *values: str) -> Iterator[tuple[int, list[Array]]]:
        """Words that were asked further, with their answers."""
        at = self.found[f"{key}_at"]
        for k in np.flatnonzero(at[:, 0] == self.row):
            if at[k, 1] < self.width:
                yield int(at[k, 1]), [self.found[v][k] for v in values]


def ranges(probabilities: Array, labels: list[str]) -> list[tuple[str, int, int, float]]:
    """Labelled ranges of a BIO layer [w, labels]: label, first, last, mean probability.

    A word belongs to the label whose B and I have most probability together; a range is cut inside only where B
    outweighs I clearly, since an early "I" is likelier than a name that touches another.
    """
    begin, inside = probabilities[:, 1::2], probabilities[:, 2::2]
    both = begin + inside
    best = both.argmax(-1)
    out: list[tuple[int, int, int, float]] = []
    for i in np.flatnonzero(both.max(-1) > probabilities[:, 0]).tolist():
        k, p = int(best[i]), float(both[i, best[i]])
        if out and out[-1][0] == k and out[-1][2] == i and begin[i, k] < CUT * p:
            out[-1] = (k, out[-1][1], i + 1, out[-1][3] + p)
        else:
            out.append((k, i, i + 1, p))
    return [(labels[2 * k + 1][2:], first, last, round(total / (last - first), 4)) for k, first, last, total in out]


def tokens(net: Network, a: Answers, text: str, words: list[tuple[int, int]]) -> tuple[Token, ...]:
    """UD words: part of speech, features, lemma and tree."""
    arcs = a.of("arcs")[:, : a.width + 1]
    heads, rels = tree(arcs), a.of("rel").copy()
    _relabel(net, a, arcs, heads, rels)
    upos, feats, scripts = a.of("upos"), a.of("feats"), a.of("script")
    out = []
    for i, (start, end) in enumerate(words):
        form = text[start:end]
        rel = "root" if heads[i] < 0 else net.labels["rels"][rels[i]]
        out.append(
            Token(
                start,
                end,
                form,
                lemma(form, net.labels["scripts"][scripts[i]]),
                net.labels["upos"][upos[i]],
                net.labels["feats"][feats[i]],
                heads[i],
                rel,
            )
        )
    return tuple(out)


def _relabel(net: Network, a: Answers, arcs: Array, heads: list[int], rels: Array) -> None:
    """The graph labels each word below its best head; where the tree took another head, label it anew."""
    best = arcs.copy()
    np.fill_diagonal(best[:, 1:], -np.inf)
    for i in np.flatnonzero(best.argmax(-1) - 1 != np.array(heads)):
        joint = np.maximum(a.of("rel_dep")[i] + a.found["rel_head"][a.row][heads[i] + 1], 0.0)
        scores = net.relation_weight @ joint + net.relation_bias
        scores[net.labels["rels"].index("root")] = -1e9
        rels[i] = scores.argmax()


def lemma(form: str, script: str) -> str:
    """Apply an edit script of ``training/labels.py``; a script that does not fit leaves the lower-cased form."""
    if script == "=":
        return form
    case, cut, add = script.split("|")
    base = form if case == "k" else form.lower()
    n = int(cut)
    return base[: len(base) - n] + add if n < len(base) or add else base


def mentions(net: Network, a: Answers, words: tuple[Token, ...]) -> tuple[tuple[Mention, ...], list[tuple[Array, Array, float]]]:
    """Referring phrases in text order, and for each its coreference vectors (query, key, bias)."""
    entity = a.of("entity")
    found = []
    for head, (span, query, key, bias) in a.anchored("mention", "mention_span", "query", "key", "bias"):
        first, last = int(span[0]), int(span[1]) + 1
        if not first <= head < last or last > a.width:
            first, last = head, head + 1
        k = int(entity[head, 1:].argmax()) + 1
        if entity[head, 0] >= 0.5:
            continue
        upos = words[head].upos
        kind = "pronoun" if upos in ("PRON", "DET") else ("name" if upos == "PROPN" else "nominal")
        m = Mention(first, last, head, kind, net.labels["entities"][k - 1], round(float(1 - entity[head, 0]), 4))  # type: ignore[arg-type]
        found.append((m, (query, key, float(bias))))
    found.sort(key=lambda p: (p[0].head, p[0].first))
    return tuple(m for m, _ in found), [v for _, v in found]


def names(net: Network, a: Answers, words: tuple[Token, ...]) -> tuple[Mention, ...]:
    return tuple(
        Mention(first, last, head_of(words, first, last), "name", NAME_LABELS[label], p)
        for label, first, last, p in ranges(a.of("name"), net.labels["names"])
    )


def head_of(words: tuple[Token, ...], first: int, last: int) -> int:
    """The word of a range whose head lies outside it."""
    for i in range(first, last):
        if not first <= words[i].head < last and words[i].upos != "PUNCT":
            return i
    return last - 1


def times(net: Network, a: Answers, words: tuple[Token, ...]) -> tuple[TimePhrase, ...]:
    """Time expressions; pieces of one that the tags broke at a small word are joined, lone small words are none."""
    out: list[TimePhrase] = []
    for label, first, last, p in ranges(a.of("time"), net.labels["times"]):
        before = out[-1] if out else None
        if before and _broken(words, before, first, last, label):
            kind = before.kind if before.last - before.first >= last - first else label
            out[-1] = TimePhrase(before.first, last, kind, min(before.score, p))
        else:
            out.append(TimePhrase(first, last, label, p))
    return tuple(t for t in out if _telling(words, t.first, t.last))


def _telling(words: tuple[Token, ...], first: int, last: int) -> bool:
    return any(words[k].upos in _TELLING for k in range(first, last))


def _broken(words: tuple[Token, ...], before: TimePhrase, first: int, last: int, label: str) -> bool:
    """Whether a range goes on from the one before: a small word lies between, or one of the two is no more than that."""
    if not _telling(words, first, last) or not _telling(words, before.first, before.last):
        return first - before.last <= 1
    if {label, before.kind} == {"DATE", "TIME"}:  # "Friday" and "10 a.m." are two
        return False
    return first == before.last or (first - before.last == 1 and words[before.last].text.lower() in _JOINTS)


def predicates(net: Network, a: Answers) -> tuple[Predicate, ...]:
    fact = a.of("fact")
    odds = 1 / (1 + np.exp(-fact[:, 1:]))
    out = []
    for word, (roles,) in a.anchored("role", "role"):
        arguments = tuple(Argument(*r) for r in ranges(roles[: a.width], net.labels["roles"]))
        negated, future, conditional = (round(float(p), 4) for p in odds[word])
        out.append(Predicate(word, arguments, round(float(np.clip(fact[word, 0], -3, 3)), 4), negated, future, conditional))
    return tuple(sorted(out, key=lambda p: p.token))


def attributions(net: Network, a: Answers) -> tuple[Attribution, ...]:
    content = {word: given[0] for word, given in a.anchored("attribution", "attribution")}
    out = []
    for _, first, last, p in ranges(a.of("cue"), ["O", "B-cue", "I-cue"]):
        word = next((w for w in range(first, last) if w in content), None)
        if word is not None:
            arguments = tuple(Argument(*r) for r in ranges(content[word][: a.width], net.labels["attribution"]))
            out.append(Attribution(first, last, arguments, p))
    return tuple(out)


def triggers(net: Network, a: Answers, words: tuple[Token, ...]) -> tuple[Trigger, ...]:
    kinds = a.of("type")
    out = []
    for word, (arcs, mode, status, alleged) in a.anchored("arc", "arc", "mode", "status", "alleged"):
        types = ranked(net.labels["types"], kinds[word, 1:], 3)
        arguments = tuple(_with_hints(net, a, words, Argument(*r)) for r in ranges(arcs[: a.width], net.labels["arcs"]))
        out.append(
            Trigger(
                word,
                types,
                _modes(net, mode, [t for t, _ in types]),
                ranked(net.labels["statuses"], status, 4),
                round(float(alleged), 4),
                arguments,
            )
        )
    return tuple(sorted(out, key=lambda t: t.token))


def _modes(net: Network, logits: Array, types: list[str]) -> tuple[tuple[str, float], ...]:
    """Modes of the likely types, each with its probability given the type."""
    out: list[tuple[str, float]] = []
    for t in types:
        first, names = net.modes[t]
        own = logits[first : first + len(names)]
        p = np.exp(own - own.max())
        out += ranked(names, p / p.sum(), 4)
    return tuple(out)


def ranked(labels: list[str], probabilities: Array, most: int) -> tuple[tuple[str, float], ...]:
    """The likeliest labels, best first (ties in the order of the labels)."""
    values = probabilities.tolist()
    order = sorted(range(len(values)), key=values.__getitem__, reverse=True)[:most]
    return tuple((labels[k], round(values[k], 4)) for k in order)


def _with_hints(net: Network, a: Answers, words: tuple[Token, ...], argument: Argument) -> Argument:
    if argument.label in ("place", "time"):
        return argument
    table, key = (net.labels["kinds"], "kind") if argument.label == "source" else (net.labels["sectors"], "sector")
    p = a.of(key)[head_of(words, argument.first, argument.last)]
    return Argument(argument.label, argument.first, argument.last, argument.score, ranked(table, p, 3))
