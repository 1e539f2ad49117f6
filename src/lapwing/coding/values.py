"""From token ranges to the record's parties, places, times and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lapwing.coding import actors, dates, places
from lapwing.coding.drafts import Filler, Link
from lapwing.coding.knowledge import Knowledge
from lapwing.coding.syntax import Tree
from lapwing.types import Party, Place, Reading, Source, Time

SURE = 0.5  # probability from which the reader's sector counts where the tables know none


@dataclass(frozen=True, slots=True)
class Values:
    """One article, prepared for looking up who, where and when."""

    reading: Reading
    who: actors.Context | None
    where: places.Focus | None
    when: dates.Named

    def parties(self, f: Filler) -> tuple[Party, ...]:
        """The parties that a filler names; "the two leaders" are two."""
        start, end = self.range(f)
        plain = Party(start, end, self.reading.article.text[start:end])
        found = actors.resolve(self.who, f.sentence, f.first, f.last) if self.who is not None else ()
        if len(found) == 1:  # the words stay those of the phrase, article and all
            found = (replace(found[0], start=start, end=end, text=plain.text),)
        return tuple(replace(_hinted(p, f), implicit=f.implicit) for p in found or (plain,))

    def places(self, f: Filler) -> tuple[Place, ...]:
        """The places that a filler names; none where it names no place and nothing tells which is meant."""
        if self.where is not None:
            return places.resolve_all(self.reading, f.sentence, f.first, f.last, self.where)
        start, end = self.range(f)
        return (Place(start, end, self.reading.article.text[start:end], basis="no gazetteer"),)

    def times(self, f: Filler) -> tuple[Time, ...]:
        """The dates that a time phrase names."""
        return dates.resolve(self.reading, f.sentence, f.first, f.last, self.reading.article.published, self.when)

    def source(self, link: Link) -> Source:
        """The source that a link names; a pronoun keeps its own words and gets its antecedent's name."""
        start, end = self.range(link.filler)
        text = self.reading.article.text[start:end]
        name = next((p.entity for p in self.parties(link.filler) if p.entity), None)
        return Source(start, end, text, name or _name(self.reading, link.filler), link.kind, link.cue)

    def range(self, f: Filler) -> tuple[int, int]:
        """Code points of a filler."""
        tokens = self.reading.sentences[f.sentence].tokens
        return tokens[f.first].start, tokens[f.last - 1].end


def prepare(reading: Reading, knowledge: Knowledge, trees: tuple[Tree, ...]) -> Values:
    """Read an article once for the names of its parties and places."""
    who = actors.context(reading, knowledge.actors, trees=trees) if knowledge.actors is not None else None
    weights = who.weights if who is not None else None
    where = places.survey(reading, knowledge.gazetteer, weights) if knowledge.gazetteer is not None else None
    if who is not None and where is not None:
        who = actors.located(who, tuple(_towns(where)))
    return Values(reading, who, where, dates.Named(reading, dates.publication_day(reading.article.published)))


def _towns(where: places.Focus) -> Iterator[actors.Town]:
    """The article's place names below the state, with their countries."""
    for named in where.named:
        if named.choice is not None and named.choice.candidate.country and named.choice.candidate.kind != "country":
            yield actors.Town(named.start, named.end, named.choice.candidate.country)


def _hinted(party: Party, f: Filler) -> Party:
    """The reader's sector where the tables know none and it is sure."""
    if party.sectors or party.entity_id or not f.hints or f.hints[0][0] == "-" or f.hints[0][1] < SURE:
        return party
    basis = f"{party.basis}; sector: reader" if party.basis else "sector: reader"
    return replace(party, sectors=(f.hints[0][0],), basis=basis)


def _name(reading: Reading, f: Filler) -> str | None:
    """The longest name in the chain of the filler's mention."""
    names = []
    for chain in reading.chains:
        members = [(r.sentence, reading.sentences[r.sentence].mentions[r.mention]) for r in chain]
        if any(s == f.sentence and f.first <= m.head < f.last for s, m in members):
            for s, m in members:
                if m.kind == "name":
                    tokens = reading.sentences[s].tokens
                    names.append(reading.article.text[tokens[m.first].start : tokens[m.last - 1].end])
    return max(names, key=len, default=None)
