"""A sentence's reading in words, and why each event in it was or was not coded."""

from __future__ import annotations

from lapwing.coding.assemble import code, find
from lapwing.coding.drafts import Considered
from lapwing.coding.knowledge import Knowledge
from lapwing.coding.syntax import Tree, tree
from lapwing.types import Event, Reading


def explain(reading: Reading, knowledge: Knowledge) -> str:
    """Plain text: per sentence its words with head and relation, what the reader sees, the events and what was turned down."""
    events, _ = code(reading, knowledge)
    trees = tuple(tree(sentence) for sentence in reading.sentences)
    considered = find(trees, knowledge).considered
    parts = []
    for number, sentence_tree in enumerate(trees):
        span = sentence_tree.sentence
        mine = [e for e in events if (e.sentence.start, e.sentence.end) == (span.start, span.end)]
        parts.append(_sentence(reading, sentence_tree, mine, [c for c in considered if c.sentence == number]))
    return "\n\n".join(parts)


def _sentence(reading: Reading, sentence_tree: Tree, events: list[Event], considered: list[Considered]) -> str:
    sentence = sentence_tree.sentence
    lines = [" ".join(reading.article.text[sentence.start : sentence.end].split())]
    for i, token in enumerate(sentence.tokens):
        head = sentence.tokens[token.head].text if token.head >= 0 else "-"
        lines.append(f"  {i:>3} {token.text:<18} {token.lemma:<16} {token.upos:<6} {token.deprel:<12} {head}")
    lines += [f"  mention      {sentence_tree.text(m.first, m.last)} ({m.label}, {m.kind})" for m in sentence.mentions]
    for predicate in sentence.predicates:
        arguments = ", ".join(f"{a.label} {sentence_tree.text(a.first, a.last)}" for a in predicate.arguments)
        lines.append(f"  predicate    {sentence.tokens[predicate.token].text}: {arguments} (happened {predicate.happened:+.1f})")
    lines += [f"  time         {sentence_tree.text(t.first, t.last)} ({t.kind})" for t in sentence.times]
    for cue in sentence.attributions:
        told = ", ".join(f"{a.label} '{sentence_tree.text(a.first, a.last)}' {a.score:.2f}" for a in cue.arguments)
        lines.append(f"  attribution  {sentence_tree.text(cue.first, cue.last)} {cue.score:.2f}: {told}")
    for trigger in sentence.triggers:
        best = ", ".join(f"{kind} {p:.2f}" for kind, p in trigger.types[:3])
        arcs = ", ".join(f"{a.label} '{sentence_tree.text(a.first, a.last)}' {a.score:.2f}" for a in trigger.arguments)
        lines.append(f"  reader       {sentence.tokens[trigger.token].text}: {best}; alleged {trigger.alleged:.2f}; {arcs}")
    for event in events:
        lines += _event(reading, event)
    for c in considered:
        lines.append(f"  not coded    {sentence.tokens[c.token].text}: {c.type or 'event'} {c.probability:.2f}, {c.reason}")
    if not events and not considered:
        lines.append("  no event: neither the reader nor the lexicon names a word of this sentence")
    return "\n".join(lines)


def _event(reading: Reading, event: Event) -> list[str]:
    mode = f"/{event.mode}" if event.mode else ""
    trigger = reading.article.text[event.trigger.start : event.trigger.end]
    lines = [f"  EVENT        {event.type}{mode} '{trigger}' {event.status}, {event.certainty}, confidence {event.confidence:.2f}"]
    for name, found in (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("place", event.places),
        ("time", event.times),
        ("source", event.sources),
    ):
        lines += [f"    {name:<10} {' '.join(item.text.split())}" for item in found]
    return lines + [f"    because    {reason}" for reason in event.because]
