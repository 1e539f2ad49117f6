"""Making the record's party from what was found out."""

from __future__ import annotations

from lapwing.coding.actor_context import Context
from lapwing.coding.actor_phrase import Phrase
from lapwing.knowledge.actors import Actor
from lapwing.types import Party


def entity(ctx: Context, phrase: Phrase, actor: Actor, basis: str) -> Party:
    """The party for a known actor, with country and sectors as of the article's date."""
    standing = ctx.actors.standing(actor, ctx.as_of)
    if standing.role is not None and actor.kind == "person":
        when = f"as of {ctx.as_of}" if ctx.as_of else "undated article"
        basis = f"{basis}; {'' if standing.current or not ctx.as_of else 'formerly '}{standing.role.office}, {when}"
    return make(ctx, phrase, actor.id, actor.name, standing.country, standing.sectors, basis)


def described(ctx: Context, phrase: Phrase, name: str | None, country: str | None, sectors: tuple[str, ...], basis: str) -> Party:
    """The party for somebody the tables do not hold."""
    return make(ctx, phrase, None, name, country, sectors, basis)


def make(
    ctx: Context, phrase: Phrase, entity_id: str | None, name: str | None, country: str | None, sectors: tuple[str, ...], basis: str
) -> Party:
    """A party over the phrase's characters."""
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
    text = ctx.reading.article.text[start:end]
    return Party(start, end, text, entity_id, name, ctx.actors.reported(country), sectors, ctx.as_of, basis)


def wording(ctx: Context, phrase: Phrase) -> str:
    """The phrase's own words as a name for an entity that has none: no article, no number in front, on one line."""
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    first = phrase.first
    while (
        first < phrase.last - 1
        and tokens[first + 1].text != "-"
        and (tokens[first].upos in ("NUM", "DET", "PUNCT") or tokens[first].text.lower() in _QUANTITIES)
    ):
        first += 1
    return " ".join(ctx.text(phrase.sentence, first, phrase.last).split())


_QUANTITIES = frozenset(
    "about some several many more than at least up to around nearly almost over dozens hundreds thousands scores of other all".split()
)
