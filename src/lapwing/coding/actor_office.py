"""Offices: "the prime minister", "Turkey's foreign minister", "his Turkish counterpart" to the holder on the article's day."""

from __future__ import annotations

from lapwing.coding.actor_answer import entity
from lapwing.coding.actor_context import Context
from lapwing.coding.actor_phrase import Phrase
from lapwing.knowledge.actors import Actor
from lapwing.knowledge.names import fold
from lapwing.types import Party

UNNAMED = frozenset({"minister", "deputy prime minister", "vice president of", "envoy", "spokesman"})  # many hold them at once
_OF_A_LEADER = frozenset(
    "new current veteran longtime long-time authoritarian autocratic embattled powerful interim de-facto elected".split()
)
LEADER = frozenset({"leader", "strongman", "ruler", "autocrat", "dictator"})


def offices(ctx: Context, phrase: Phrase) -> tuple[str, ...]:
    """The offices a phrase may mean, from the longest known wording ("minister of foreign affairs" before "minister")."""
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    for end in range(min(phrase.last, phrase.head + 5), phrase.head, -1):
        tail = [t.lemma.lower() for t in tokens[phrase.head + 1 : end]]
        if tail and tail[0] not in ("of", "for", "to"):
            continue
        for start in range(len(phrase.words) + 1):
            found = ctx.actors.office_words.get(fold(" ".join((*phrase.words[start:], phrase.lemma, *tail))))
            if found:
                return found
    return ()


def office(ctx: Context, phrase: Phrase, code: str | None, body: str | None) -> Party | None:
    """The holder of the office that a singular phrase names, as of the article's day; None where it names none or is not known."""
    if phrase.plural or phrase.former or _indefinite(ctx, phrase):
        return None
    wanted = [o for o in offices(ctx, phrase) if ctx.actors.offices[o].rank != "other" and o not in UNNAMED]
    leads = phrase.lemma in LEADER and not set(phrase.words) - _OF_A_LEADER
    if not wanted and not leads:
        return None
    before = _named_before(ctx, phrase, wanted, code, leads)
    if before is not None:
        return entity(ctx, phrase, before, "holder of the office named before")
    for place, how in (
        (body, "body named"),
        (code, "country named"),
        (None if code or body else ctx.focus(phrase.sentence), "country in focus"),
    ):
        if place is None or ctx.as_of is None:
            continue
        holder = ctx.actors.leader(place, ctx.as_of) if leads else _holder(ctx, place, wanted)
        if holder is not None:
            return entity(ctx, phrase, holder, f"office, {how}")
    return None


def counterpart(ctx: Context, phrase: Phrase, owner: Actor | None) -> Party | None:
    """ "his Turkish counterpart": the holder of the owner's office there; "his counterpart": the nearest named peer of another country."""
    if phrase.lemma != "counterpart" or owner is None or ctx.as_of is None:
        return None
    own = ctx.actors.standing(owner, ctx.as_of)
    if own.role is None:
        return None
    if phrase.code is not None:
        holder = _holder(ctx, phrase.code, [own.role.office])
        return entity(ctx, phrase, holder, "counterpart in office") if holder is not None else None
    rank = ctx.actors.offices[own.role.office].rank
    for actor in _people_before(ctx, phrase):
        standing = ctx.actors.standing(actor, ctx.as_of)
        if standing.role is not None and standing.country != own.country and ctx.actors.offices[standing.role.office].rank == rank:
            return entity(ctx, phrase, actor, "counterpart: nearest peer named before")
    return None


def _holder(ctx: Context, place: str, wanted: list[str]) -> Actor | None:
    for name in wanted:
        holder = ctx.actors.office_holder(place, name, ctx.as_of or "")
        if holder is not None:
            return holder
    return None


def _named_before(ctx: Context, phrase: Phrase, wanted: list[str], code: str | None, leads: bool) -> Actor | None:
    """The nearest person before the phrase who holds such an office on the article's day (of that country, where one is named)."""
    for actor in _people_before(ctx, phrase):
        standing = ctx.actors.standing(actor, ctx.as_of)
        if standing.role is None or not standing.current or (code is not None and standing.country != code):
            continue
        rank = ctx.actors.offices[standing.role.office].rank if standing.role.office in ctx.actors.offices else "other"
        if standing.role.office in wanted or (leads and rank == "top" and code is not None):
            return actor
    return None


def _people_before(ctx: Context, phrase: Phrase) -> list[Actor]:
    """Known persons named in full before the phrase, nearest first."""
    spots = {(k.sentence, k.first, k.actor.id): k.actor for ks in ctx.persons.values() for k in ks if k.actor is not None}
    spots |= {(n.sentence, n.first, n.actor.id): n.actor for row in ctx.names for n in row if n.kind == "person" and n.actor is not None}
    before = sorted(spot for spot in spots if spot[:2] < (phrase.sentence, phrase.first))
    return [spots[spot] for spot in reversed(before)]


def _indefinite(ctx: Context, phrase: Phrase) -> bool:
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    before = tokens[phrase.first - 1].text.lower() if phrase.first else ""
    return before in ("a", "an", "another", "every", "any", "no", "one", "some") or tokens[phrase.first].text.lower() in (
        "a",
        "an",
        "another",
    )
