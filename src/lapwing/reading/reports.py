"""Reports that the tree shows and the attribution head missed: "X said that ...", "..., X said", "according to X".

The head was trained on few news texts; a reporting verb with its subject and its clause is certain enough to be added by
rule. Verbs come from the cue files that the coder uses as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from lapwing.types import Argument, Attribution, Token

RULE_SCORE = 0.6
"""Score of an attribution found by rule: below what the head gives when it is sure."""
WIDE_SCORE = 0.45
"""Score where the content is no clause ("condemned the raid"): an attitude told rather than a statement."""
_TOPIC_CASES = frozenset("for on of about to as".split())
_MARKS = frozenset("“”\"‘’',;:-–—")
Range = tuple[int, int]


def completed(tokens: tuple[Token, ...], found: tuple[Attribution, ...], verbs: dict[str, str]) -> tuple[Attribution, ...]:
    """The attributions found, their missing sources and contents filled, and those the head missed, in text order.

    ``verbs``: lemmas of reporting verbs with their strength; clauses are content only of those that say or doubt.
    """
    children: list[list[int]] = [[] for _ in tokens]
    for i, t in enumerate(tokens):
        if t.head >= 0:
            children[t.head].append(i)
    out = [_filled(tokens, children, a) for a in found]
    taken = {i for a in found for i in range(a.first, a.last)}
    for i, t in enumerate(tokens):
        if i in taken:
            continue
        if t.upos == "VERB" and t.lemma in verbs:
            source, content, score = _source(tokens, children, i), _content(tokens, children, i), RULE_SCORE
            if content is None or verbs[t.lemma] not in ("say", "doubt"):
                content, score = content or _topic(tokens, children, i), WIDE_SCORE
            if source and content:
                out.append(_made(i, i + 1, source, content, score))
        elif t.text.lower() == "according" and i + 1 < len(tokens) and tokens[i + 1].text.lower() == "to":
            out += _according(tokens, children, i)
    return tuple(sorted((_whole(tokens, a) for a in out if not _speaker(tokens, a)), key=lambda a: a.first))


def _speaker(tokens: tuple[Token, ...], a: Attribution) -> bool:
    """ "I think", "you know": part of what is told, not a report of it."""
    sources = [x for x in a.arguments if x.label == "source"]
    return bool(sources) and all(x.last - x.first == 1 and tokens[x.first].text.lower() in ("i", "you") for x in sources)


def _made(first: int, last: int, source: Range, content: Range, score: float = RULE_SCORE) -> Attribution:
    return Attribution(first, last, (Argument("source", *source, score), Argument("content", *content, score)), score)


def _whole(tokens: tuple[Token, ...], a: Attribution) -> Attribution:
    """The cue with the auxiliaries and adverbs before its verb: "has also said"."""
    verb = next((i for i in range(a.first, a.last) if tokens[i].upos == "VERB"), None)
    first = a.first
    while (
        verb == a.first
        and first > 0
        and tokens[first - 1].head == verb
        and (tokens[first - 1].upos in ("AUX", "ADV") or tokens[first - 1].lemma == "not")
    ):
        first -= 1
    while first < a.first and tokens[first].upos == "ADV" and tokens[first].text[:1].isupper():
        first += 1
    return Attribution(first, a.last, a.arguments, a.score)


def _topic(tokens: tuple[Token, ...], children: list[list[int]], verb: int) -> Range | None:
    """What is said as a phrase: object, infinitive, or "for ...", "on ..."."""
    for c in children[verb]:
        if c > verb and (
            tokens[c].deprel in ("obj", "xcomp")
            or (
                tokens[c].deprel == "obl" and any(tokens[k].text.lower() in _TOPIC_CASES for k in children[c] if tokens[k].deprel == "case")
            )
        ):
            return _around(tokens, _subtree(children, c), c)
    return None


def _filled(tokens: tuple[Token, ...], children: list[list[int]], a: Attribution) -> Attribution:
    labels = {x.label for x in a.arguments}
    verb = next((i for i in range(a.first, a.last) if tokens[i].upos == "VERB"), None)
    if verb is None or labels == {"source", "content"}:
        return a
    added = []
    if "source" not in labels and (source := _source(tokens, children, verb)):
        added.append(Argument("source", *source, RULE_SCORE))
    if "content" not in labels and (content := _content(tokens, children, verb)):
        added.append(Argument("content", *content, RULE_SCORE))
    return Attribution(a.first, a.last, (*a.arguments, *added), a.score)


def _subtree(children: list[list[int]], root: int, without: Iterable[int] = ()) -> list[int]:
    skip, out, todo = set(without), [], [root]
    while todo:
        i = todo.pop()
        if i not in skip:
            out.append(i)
            todo += children[i]
    return sorted(out)


def _trimmed(tokens: tuple[Token, ...], first: int, last: int) -> Range | None:
    while first < last and tokens[first].text in _MARKS:
        first += 1
    while last > first and tokens[last - 1].text in _MARKS:
        last -= 1
    return (first, last) if first < last else None


def _around(tokens: tuple[Token, ...], words: list[int], root: int) -> Range | None:
    """The unbroken stretch of ``words`` around ``root``."""
    have = set(words)
    first, last = root, root + 1
    while first - 1 in have:
        first -= 1
    while last in have:
        last += 1
    return _trimmed(tokens, first, last)


def _source(tokens: tuple[Token, ...], children: list[list[int]], verb: int) -> Range | None:
    subject = next((c for c in children[verb] if tokens[c].deprel == "nsubj"), None)
    if subject is None and tokens[verb].deprel in ("conj", "advcl", "xcomp") and tokens[verb].head >= 0:
        subject = next((c for c in children[tokens[verb].head] if tokens[c].deprel == "nsubj"), None)
    if subject is None or tokens[subject].text.lower() in ("that", "which", "who", "it"):
        return None
    return _around(tokens, _subtree(children, subject), subject)


def _content(tokens: tuple[Token, ...], children: list[list[int]], verb: int) -> Range | None:
    clause = next((c for c in children[verb] if tokens[c].deprel in ("ccomp", "csubj")), None)
    if clause is None:
        clause = next(
            (c for c in children[verb] if tokens[c].deprel in ("parataxis", "obj") and tokens[c].upos in ("VERB", "AUX", "ADJ")), None
        )
    if clause is not None:
        return _around(tokens, _subtree(children, clause), clause)
    if tokens[verb].deprel == "parataxis" and tokens[verb].head >= 0:
        head = tokens[verb].head
        return _around(tokens, _subtree(children, head, {verb}), head)
    return None


def _according(tokens: tuple[Token, ...], children: list[list[int]], at: int) -> list[Attribution]:
    noun = tokens[at].head
    if noun < 0 or tokens[noun].upos not in ("NOUN", "PROPN", "PRON") or tokens[noun].head < 0:
        return []
    own = _subtree(children, noun)
    source = _around(tokens, [i for i in own if i > at + 1], noun)
    head = tokens[noun].head
    content = _around(tokens, _subtree(children, head, {noun}), head)
    return [_made(at, at + 2, source, content)] if source and content else []
