"""From a reading to coded events: each question of the room is asked once, and the answers are joined here."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from lapwing.coding import attribution, confidence, contexts, events, numbers, roles, same, status, values
from lapwing.coding.drafts import Considered, Draft, Found, Link, Roles, Standing
from lapwing.coding.knowledge import Knowledge
from lapwing.coding.syntax import Tree, head_of, tree
from lapwing.types import Event, Reading, Skipped, Span

TELL = 0.25  # probability from which a word that was weighed and not coded is kept as skipped
SURE = 0.9  # joined probability above which an event stands whoever acts
THINGS = frozenset({"animal", "plant", "substance", "object", "abstract"})
REASONS = ("discard", "same event", "not a party")
PERSONAL = frozenset({"THREATEN", "ACCUSE", "REQUEST", "AGREE", "CONSULT"})
"""Types that only somebody can do: a noun that the reader takes for nobody does not count as a doer."""
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"})


def code(reading: Reading, knowledge: Knowledge) -> tuple[tuple[Event, ...], tuple[Skipped, ...]]:
    """Events of one article in text order, and the words that were weighed and turned down."""
    trees = tuple(tree(sentence) for sentence in reading.sentences)
    found = find(trees, knowledge)
    said = attribution.quotes(trees)
    chains = attribution.chains(trees, found.drafts, said, knowledge.cues)
    topics = contexts.of_article(trees, knowledge.codebook)
    look = values.prepare(reading, knowledge, trees)
    coded, kept, turned_down = [], [], list(found.considered)
    for draft, chain in zip(found.drafts, chains, strict=True):
        sentence_tree = trees[draft.sentence]
        filled = roles.find(sentence_tree, draft, knowledge.cues, knowledge.parameters.arc)
        thing = _thing(sentence_tree, draft, filled, knowledge)
        if thing and draft.probability < SURE and not (draft.entry and draft.entry.own):
            turned_down.append(Considered(draft.sentence, draft.token, draft.type, draft.probability, f"not a party '{thing}'"))
            continue
        standing = status.judge(sentence_tree, draft, sentence_tree.sentence.zone, knowledge.cues, knowledge.parameters)
        event = _event(look, sentence_tree, draft, filled, standing, chain, knowledge)
        kept.append(draft)
        coded.append(replace(event, contexts=topics[draft.sentence], quoted=draft.token in said.inside[draft.sentence]))
    linked = _linked(tuple(coded), tuple(kept), trees)
    return linked, tuple(_skipped(reading, c) for c in turned_down if c.probability >= TELL)


def _thing(sentence_tree: Tree, draft: Draft, filled: Roles, knowledge: Knowledge) -> str:
    """The word for it where all who act (or, without them, all who undergo) are animals, plants, stuff or works: 'the book accuses'."""
    things = THINGS | {""} if draft.type in PERSONAL else THINGS
    heads = [head_of(sentence_tree, f.first, f.last) for f in filled.actors or filled.recipients if not f.implicit]
    words = [sentence_tree.lemma(h) for h in heads if sentence_tree.tokens[h].upos == "NOUN" and sentence_tree.label(h) in things]
    if not words or len(words) != len(heads):
        return ""
    listed = knowledge.cues.sets["weapons"].union(*knowledge.cues.classes.values(), knowledge.cues.sources)
    return "" if listed & set(words) else words[0]


def find(trees: tuple[Tree, ...], knowledge: Knowledge) -> Found:
    """The drafts of all sentences (also what ``explain`` shows)."""
    k = knowledge
    return events.find(trees, k.codebook, k.lexicon, k.cues, k.parameters, learned=k.learned, actors=k.actors)


def _event(
    look: values.Values, sentence_tree: Tree, draft: Draft, filled: Roles, standing: Standing, chain: tuple[Link, ...], knowledge: Knowledge
) -> Event:
    sentence, article = sentence_tree.sentence, look.reading.article
    trigger = Span(sentence.tokens[draft.first].start, sentence.tokens[draft.last - 1].end)
    counted = numbers.count(sentence_tree, draft, knowledge.cues)
    return Event(
        event_id=event_id(article.document_id, article.index, trigger, draft.type),
        document_id=article.document_id,
        article=article.index,
        type=draft.type,
        mode=draft.mode,
        contexts=(),
        quad=knowledge.codebook.quad(draft.type),
        score=knowledge.codebook.score(draft.type, draft.mode),
        status=standing.status,
        certainty="alleged" if standing.certainty == "alleged" else "stated",
        trigger=trigger,
        sentence=Span(sentence.start, sentence.end),
        actors=tuple(p for f in filled.actors for p in look.parties(f)),
        recipients=tuple(p for f in filled.recipients for p in look.parties(f)),
        places=tuple(p for f in filled.places for p in look.places(f)),
        times=tuple(t for f in filled.times for t in look.times(f)),
        sources=tuple(look.source(link) for link in chain),
        quoted=False,
        killed=counted.killed,
        injured=counted.injured,
        arrested=counted.arrested,
        size=counted.size,
        same_as=None,
        confidence=confidence.calibrated(draft, knowledge.parameters),
        because=(*draft.because, *filled.because, *standing.because, *(link.because for link in chain if link.because)),
    )


def event_id(document_id: str, article: int, trigger: Span, kind: str) -> str:
    """A stable id: the same input coded by the same version gives the same id."""
    text = "\x1f".join((document_id, str(article), str(trigger.start), str(trigger.end), kind))
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:16]


def _linked(coded: tuple[Event, ...], drafts: tuple[Draft, ...], trees: tuple[Tree, ...]) -> tuple[Event, ...]:
    """Later mentions point at the first one and take over the parties that their own sentence leaves out."""
    mentioned = [_mentioned(event, draft, trees[draft.sentence]) for event, draft in zip(coded, drafts, strict=True)]
    firsts = same.first_mentions(mentioned)
    out = list(coded)
    for i, first in enumerate(firsts):
        if first is None:
            continue
        event, origin = out[i], out[first]
        if same.takes_over(mentioned[first], mentioned[i]):
            actors = event.actors or tuple(replace(p, implicit=True) for p in origin.actors)
            recipients = event.recipients or tuple(replace(p, implicit=True) for p in origin.recipients)
            event = replace(event, actors=actors, recipients=recipients)
        out[i] = replace(event, same_as=origin.event_id)
    return tuple(out)


def _mentioned(event: Event, draft: Draft, sentence_tree: Tree) -> same.Mentioned:
    token = draft.token
    determiners = {sentence_tree.tokens[c].text.lower() for c in sentence_tree.kids(token, "det", "nmod:poss")}
    nominal = sentence_tree.tokens[token].upos in ("NOUN", "PROPN")
    return same.Mentioned(event, sentence_tree.lemma(token), nominal and bool(determiners & DEFINITE), nominal, draft.sentence)


def _skipped(reading: Reading, considered: Considered) -> Skipped:
    token = reading.sentences[considered.sentence].tokens[considered.token]
    detail = f"{considered.type} {considered.probability:.2f}: {considered.reason}"
    kind = next((k for k in REASONS if considered.reason.startswith(k)), "below threshold")
    return Skipped("coding", kind, reading.article.document_id, None, f"{token.text}: {detail}", token.start, token.end)
