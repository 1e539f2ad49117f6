"""When: a time phrase of a reading to dated values, against the publication date, the tense of its clause and the dates named before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lapwing.coding.calendar import Moment, Period, Tense, find, guess, read
from lapwing.types import Reading, Sentence, Time, Token, When

_LOOK_BACK = 4  # sentences in which an anaphoric phrase looks for the date it counts from
_FUTURE_AUXILIARIES = frozenset({"will", "shall", "would", "'ll", "’ll", "wo", "going"})
_FUTURE_GOVERNORS = frozenset(
    "plan intend expect schedule set hope want aim due likely poise slate prepare pledge vow promise agree decide order ask urge call "
    "propose "
    "demand seek threaten warn try offer invite need ready wait supposed bound".split()
)
_FUTURE_ADJECTIVES = frozenset("upcoming forthcoming coming planned scheduled future next expected proposed impending".split())
_CARRIED = frozenset({"since", "until", "till"})  # belong to the phrase even where the reader's span leaves them out
_DANGLING = re.compile(r"(?i) (?:after|before|prior)$")


class Named:
    """The dates that an article names, sentence by sentence: each sentence is searched once, when first asked for."""

    def __init__(self, reading: Reading, day: date | None) -> None:
        self._reading, self._day = reading, day
        self._found: dict[int, tuple[tuple[int, Period | None], ...]] = {}

    def before(self, index: int, offset: int) -> Period | None:
        """The last date that a sentence names in phrases that end before ``offset`` of the raw text."""
        if index not in self._found:
            self._found[index] = tuple(self._search(self._reading.sentences[index]))
        return next((period for end, period in reversed(self._found[index]) if end <= offset and period is not None), None)

    def _search(self, sentence: Sentence) -> Iterator[tuple[int, Period | None]]:
        text = self._reading.article.text
        clause = text[sentence.start : sentence.end]
        for start, end in _phrases(text, sentence):
            moments = reversed(read(text[start:end], self._day, guess(clause, start - sentence.start)))
            dated = (m for m in moments if m.value is not None and m.grain not in ("decade", "century"))
            yield end, next((m.period for m in dated if m.period is not None), None)


def resolve(
    reading: Reading, sentence_index: int, first: int, last: int, published: When | None, named: Named | None = None
) -> tuple[Time, ...]:
    """Values of the phrase at tokens [first, last) of a sentence, one ``Time`` for each date it names.

    Without a publication day only dates that the text states in full get a value; the others carry ``basis`` "no publication date".
    A phrase that the calendar does not know comes back without a value. ``named``: the article's dates, where many phrases are asked for.
    """
    sentence = reading.sentences[sentence_index]
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    text = reading.article.text[start:end]
    day = publication_day(published)
    moments = read(
        _phrase(reading.article.text, sentence, first, last),
        day,
        tense(reading, sentence_index, first, last),
        _context(reading, sentence_index, first, named or Named(reading, day)),
    )
    if not moments:
        return (Time(start, end, text, None, None, None, "time phrase not understood"),)
    return tuple(Time(start, end, text, m.value, m.earliest, m.latest, _basis(m, published)) for m in moments)


def publication_day(published: When | None) -> date | None:
    """The day of publication; None where it is unknown or known only within wider bounds."""
    if published is None or published.value is None:
        return None
    m = re.match(r"\d{4}-\d\d-\d\d", published.value)
    return date.fromisoformat(m.group()) if m and "/" not in published.value else None


def tense(reading: Reading, sentence_index: int, first: int, last: int) -> Tense:
    """Tense of the clause that the phrase belongs to, from the parse; from the words around it where the parse does not tell."""
    sentence = reading.sentences[sentence_index]
    tokens = sentence.tokens
    children: dict[int, list[Token]] = {}
    for token in tokens:
        children.setdefault(token.head, []).append(token)
    at, steps = _head(tokens, first, last), 0
    while at >= 0 and steps < len(tokens):
        told = _told(tokens, at, children.get(at, []), inside=first <= at < last)
        if told is not None:
            return told
        at, steps = tokens[at].head, steps + 1
    return guess(reading.article.text[sentence.start : sentence.end], tokens[first].start - sentence.start)


def _told(tokens: tuple[Token, ...], at: int, children: list[Token], *, inside: bool) -> Tense | None:
    """What one word on the way from the phrase to the root says about the tense; None: ask its head."""
    token = tokens[at]
    if token.upos in ("NOUN", "PROPN") and not inside and any(child.lemma.lower() in _FUTURE_ADJECTIVES for child in children):
        return "future"
    if token.upos not in ("VERB", "AUX") and not any(child.deprel in ("cop", "aux") for child in children):
        return None
    helpers = {child.lemma.lower() for child in children if child.deprel.startswith(("aux", "cop"))} | {token.lemma.lower()}
    if helpers & _FUTURE_AUXILIARIES:
        return "future"
    governor = tokens[token.head] if token.head >= 0 else None
    infinitive = "VerbForm=Inf" in token.feats or any(child.lemma.lower() == "to" and child.upos == "PART" for child in children)
    if infinitive:
        be_to = any(child.lemma.lower() == "be" and child.deprel.startswith("aux") for child in children)
        return "future" if be_to or (governor is not None and governor.lemma.lower() in _FUTURE_GOVERNORS) else None
    if token.lemma.lower() in ("expect", "schedule", "plan", "slate") and any(child.lemma.lower() == "be" for child in children):
        return "future"  # "the vote is scheduled for Friday"
    past = "Tense=Past" in token.feats or any("Tense=Past" in child.feats for child in children if child.deprel.startswith(("aux", "cop")))
    return "past" if past or "have" in helpers else None


def _head(tokens: tuple[Token, ...], first: int, last: int) -> int:
    return next((i for i in range(first, last) if not first <= tokens[i].head < last), first)


def _phrase(text: str, sentence: Sentence, first: int, last: int) -> str:
    """The phrase's words, with a "since" or "until" right before it, without an "after" that counts from something that is no date."""
    tokens = sentence.tokens
    if first > 0 and tokens[first - 1].text.lower() in _CARRIED:
        first -= 1
    phrase = text[tokens[first].start : tokens[last - 1].end]
    following = tokens[last] if last < len(tokens) else None
    if following is not None and following.upos not in ("PUNCT", "CCONJ") and _DANGLING.search(phrase):
        return _DANGLING.sub("", phrase)
    return phrase


def _context(reading: Reading, sentence_index: int, first: int, named: Named) -> Period | None:
    """The date last named before the phrase: earlier in its sentence, else in the sentences before."""
    for index in range(sentence_index, max(-1, sentence_index - _LOOK_BACK - 1), -1):
        sentence = reading.sentences[index]
        before = sentence.tokens[first].start if index == sentence_index else sentence.end
        period = named.before(index, before)
        if period is not None:
            return period
    return None


def _phrases(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Where the sentence has time phrases: by the reader, else by the grammar."""
    if sentence.times:
        return [(sentence.tokens[phrase.first].start, sentence.tokens[phrase.last - 1].end) for phrase in sentence.times]
    return [(sentence.start + hit.start, sentence.start + hit.end) for hit in find(text[sentence.start : sentence.end]) if hit.specific]


def _basis(moment: Moment, published: When | None) -> str:
    """What decided, with the ground of the publication date where it was counted from."""
    if published is not None and published.value and "publication" in moment.basis:
        return f"{moment.basis}; published {published.value} ({published.basis})"
    return moment.basis
