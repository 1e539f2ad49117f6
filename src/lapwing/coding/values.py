"""From token ranges to the record's parties, places, times and sources."""

from __future__ import annotations

from lapwing.coding import dates
from lapwing.coding.drafts import Filler, Link
from lapwing.coding.knowledge import Knowledge
from lapwing.types import Party, Place, Reading, Source, Time


def party(reading: Reading, f: Filler, knowledge: Knowledge) -> Party:
    """The party that a filler names."""
    start, end = _range(reading, f)
    return Party(start, end, reading.article.text[start:end], implicit=f.implicit)


def place(reading: Reading, f: Filler, knowledge: Knowledge) -> Place:
    """The place that a filler names."""
    start, end = _range(reading, f)
    return Place(start, end, reading.article.text[start:end], name=reading.article.text[start:end])


def times(reading: Reading, f: Filler) -> tuple[Time, ...]:
    """The dates that a time phrase names."""
    return dates.resolve(reading, f.sentence, f.first, f.last, reading.article.published)


def source(reading: Reading, link: Link, knowledge: Knowledge) -> Source:
    """The source that a link names; a pronoun keeps its own words and gets its antecedent's name."""
    start, end = _range(reading, link.filler)
    text = reading.article.text[start:end]
    return Source(start, end, text, _name(reading, link.filler) or text, link.kind, link.cue)


def _range(reading: Reading, f: Filler) -> tuple[int, int]:
    tokens = reading.sentences[f.sentence].tokens
    return tokens[f.first].start, tokens[f.last - 1].end


def _name(reading: Reading, f: Filler) -> str | None:
    """The longest name in the chain of the filler's mention."""
    names = []
    for chain in reading.chains:
        members = [(r.sentence, reading.sentences[r.sentence].mentions[r.mention]) for r in chain]
        if any(s == f.sentence and m.first < f.last and f.first < m.last and f.first <= m.head < f.last for s, m in members):
            for s, m in members:
                if m.kind == "name":
                    tokens = reading.sentences[s].tokens
                    names.append(reading.article.text[tokens[m.first].start : tokens[m.last - 1].end])
    return max(names, key=len, default=None)
