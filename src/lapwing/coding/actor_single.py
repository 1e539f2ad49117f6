"""One phrase to one entity: the steps in order, each with its reason."""

from __future__ import annotations

from lapwing.coding import actor_office
from lapwing.coding.actor_answer import entity, make, wording
from lapwing.coding.actor_context import Context, Name, bound
from lapwing.coding.actor_generic import country_itself, generic, institution
from lapwing.coding.actor_person import person
from lapwing.coding.actor_phrase import Phrase, analyse, direct
from lapwing.knowledge.actors import Actor
from lapwing.knowledge.names import fold
from lapwing.types import Party

_MEMBERS = frozenset(
    (
        "member operative official leader leadership chief head commander spokesman spokeswoman spokesperson fighter "
        "militant gunman terrorist jihadist insurgent rebel guerrilla militiaman force troop soldier man cell faction "
        "delegation representative figure movement group organization organisation party militia unit cadre source team side "
        "negotiator envoy cleric recruit sniper bomber chairman president director deputy agent officer staff network "
        "affiliate branch remnant position target militia activist supporter peacekeeper mission convoy position state "
        "volunteer suspect prisoner detainee"
    ).split()
)
_STATES = frozenset("country nation state republic kingdom side neighbour neighbor ally power".split())
_FIGHTERS = frozenset("militant fighter insurgent jihadist jihadi extremist terrorist islamist guerrilla operative".split())
_PLAIN_WORDS = frozenset("last remaining foreign armed local suspected more other fleeing surviving hardline islamist".split())
_ANAPHORS = frozenset(
    "group movement organization organisation party militia bloc alliance body agency force country nation state company".split()
)


def single(ctx: Context, phrase: Phrase, *, chained: bool = True) -> Party:
    """The party of a phrase. ``chained``: coreference may be asked (false when the answer is already an antecedent's)."""
    found = named(ctx, phrase)
    if found is not None:
        return found
    owner_code, owner_actor = _pronoun_owner(ctx, phrase) if chained else (None, None)
    if owner_actor is not None and owner_actor.kind != "person" and phrase.lemma in _MEMBERS:
        return entity(ctx, phrase, owner_actor, f"belongs to {owner_actor.name}")
    code = phrase.code or owner_code or _owner_country(ctx, phrase)
    other = actor_office.counterpart(ctx, phrase, owner_actor)
    if other is not None:
        return other
    if chained and phrase.code is None and phrase.owner is None and owner_code is None:
        linked = by_chain(ctx, phrase)
        if linked is not None:
            return linked
    body = phrase.owner.actor.name if phrase.owner and phrase.owner.actor and phrase.owner.kind == "organization" else None
    held = actor_office.office(ctx, phrase, None if body else code, body)
    if held is not None:
        return held
    if chained and code is not None and phrase.owner is None:
        linked = by_chain(ctx, phrase)
        if linked is not None and linked.country == ctx.actors.reported(code):
            return linked
    return (
        country_itself(ctx, phrase, code)
        or institution(ctx, phrase, code)
        or (_anaphor(ctx, phrase) or _main_group(ctx, phrase) if chained and code is None else None)
        or _town(ctx, phrase)
        or generic(ctx, phrase, code)
    )


def _town(ctx: Context, phrase: Phrase) -> Party | None:
    """A town or region that acts or suffers stands for those who live there."""
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    code = ctx.town(tokens[phrase.first].start, tokens[phrase.last - 1].end)
    return make(ctx, phrase, None, wording(ctx, phrase), code, ("CVL",), "town or region; its people") if code is not None else None


def _main_group(ctx: Context, phrase: Phrase) -> Party | None:
    """ "the militants" in an article that has one armed group above all: that group."""
    if phrase.lemma not in _FIGHTERS or phrase.names or any(w not in _PLAIN_WORDS for w in phrase.words):
        return None
    counts: dict[str, int] = {}
    for row in ctx.names:
        for name in row:
            if name.kind == "group" and name.actor is not None and name.actor.sectors[:1] == ("REB",):
                counts[name.actor.id] = counts.get(name.actor.id, 0) + 1
    best = max(counts, key=lambda i: counts[i], default=None)
    if best is None or counts[best] < 3 or counts[best] < 0.6 * sum(counts.values()):
        return None
    return entity(ctx, phrase, ctx.actors.entities[best], "the article's main armed group")


def named(ctx: Context, phrase: Phrase) -> Party | None:
    """What the phrase names outright: a person, a body or group, its members, a country."""
    found = person(ctx, phrase)
    if found is not None:
        return found
    for name in phrase.names:
        if name.kind in ("group", "organization") and name.actor is not None and direct(ctx, phrase, name.first, name.last, False):
            if _generic_name(ctx, phrase, name):
                continue
            return entity(ctx, phrase, name.actor, "name")
    members = _members(ctx, phrase)
    if members is not None:
        return members
    for name in phrase.names:
        if name.code is not None and name.kind == "ethnic" and name.first <= phrase.head < name.last:
            return make(ctx, phrase, None, wording(ctx, phrase), name.code, ("CVL",), "people of the country")
        if name.code is not None and name.first <= phrase.head < name.last:
            how = {"seat": "capital or seat stands for the state", "people": "people's name"}.get(name.kind, "country named")
            actor = ctx.actors.country_actor(name.code)
            return make(ctx, phrase, actor.id, actor.name, name.code, (), how)
    return _apposed(ctx, phrase)


def _apposed(ctx: Context, phrase: Phrase) -> Party | None:
    """ "rebel backer Turkey": the country named right behind its description."""
    for name in phrase.names:
        behind = name.kind == "name" and name.first > phrase.head and name.last == phrase.last and not bound(ctx.reading, name)
        if behind and name.code is not None and direct(ctx, phrase, name.first, name.last, False):
            actor = ctx.actors.country_actor(name.code)
            return make(ctx, phrase, actor.id, actor.name, name.code, (), "country named behind its description")
    return None


def _generic_name(ctx: Context, phrase: Phrase, name: Name) -> bool:
    """A body's name that many countries share ("Congress", "Supreme Court") beside or in an article about another country."""
    assert name.actor is not None
    country = name.actor.country
    if country is None or len(country) != 3 or country not in ctx.actors.countries:
        return False
    if phrase.code is not None and ctx.actors.reported(phrase.code) != country:
        return name.first > phrase.first or any(n.code for n in phrase.names)
    text = fold(ctx.text(phrase.sentence, name.first, name.last))
    shared = text in ctx.actors.institution_words or ctx.actors.hint(text) is not None
    return shared and phrase.code is None and ctx.focus(phrase.sentence) not in (country, None)


def _members(ctx: Context, phrase: Phrase) -> Party | None:
    """ "Hamas operatives", "members of the group", "Pentagon spokesman": the body they belong to."""
    owner = phrase.owner
    if owner is None or owner.actor is None or owner.kind == "person" or phrase.lemma not in _MEMBERS:
        return None
    hint = ctx.actors.hint(phrase.lemma, "agent")
    if owner.kind == "organization" and hint is not None and hint.sector not in (*owner.actor.sectors, "GOV", "CVL", "REB", "PTY"):
        return make(
            ctx, phrase, None, wording(ctx, phrase), owner.actor.country, (hint.sector,), f"kind of person within {owner.actor.name}"
        )
    if not phrase.plural and actor_office.offices(ctx, phrase) and actor_office.office(ctx, phrase, None, owner.actor.name) is not None:
        return actor_office.office(ctx, phrase, None, owner.actor.name)
    return entity(ctx, phrase, owner.actor, f"belongs to {owner.actor.name}")


def _owner_country(ctx: Context, phrase: Phrase) -> str | None:
    """The country of a person or body that owns the head: "Assad's forces", "the Biden administration"."""
    if phrase.owner is not None and phrase.owner.actor is not None:
        standing = ctx.actors.standing(phrase.owner.actor, ctx.as_of)
        return standing.country if standing.country in ctx.actors.countries else None
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    for i in range(phrase.first, phrase.head):
        if tokens[i].upos == "PROPN":
            for known in ctx.persons.get(fold(tokens[i].text), ()):
                if known.actor is not None:
                    return ctx.actors.standing(known.actor, ctx.as_of).country
            found = ctx.actors.surname(tokens[i].text, ctx.as_of)
            if len(found) == 1:
                return ctx.actors.standing(found[0], ctx.as_of).country
    return None


def _pronoun_owner(ctx: Context, phrase: Phrase) -> tuple[str | None, Actor | None]:
    """Country and entity behind "his", "their", "its", by the pronoun's chain."""
    if phrase.pronoun is None:
        return None, None
    at = ctx.mention_at(phrase.sentence, phrase.pronoun, phrase.pronoun + 1)
    for party in _chain_parties(ctx, phrase.sentence, at) if at is not None else ():
        if party.country is not None:
            actor = ctx.actors.entities.get(party.entity_id or "")
            return (party.country if party.country in ctx.actors.countries else None), actor
    return None, None


def by_chain(ctx: Context, phrase: Phrase) -> Party | None:
    """The entity that another mention of the phrase's chain names."""
    at = ctx.mention_at(phrase.sentence, phrase.first, phrase.last)
    if at is None:
        return None
    for party in _chain_parties(ctx, phrase.sentence, at):
        actor = ctx.actors.entities.get(party.entity_id or "")
        if phrase.lemma in _ANAPHORS and actor is not None and not phrase.plural and not _fits(phrase.lemma, actor):
            continue
        if not _agrees(ctx, phrase, party):
            continue
        base = f"coreference with {party.text!r}: {party.basis}"
        return make(ctx, phrase, party.entity_id, party.entity, party.country, party.sectors, base)
    return None


def _agrees(ctx: Context, phrase: Phrase, party: Party) -> bool:
    """Whether a phrase can mean what its chain says: rebels are no state, doctors no army."""
    hint = ctx.actors.hint(phrase.lemma)
    if party.entity_id in ctx.actors.country_ids:
        return phrase.lemma in _STATES or (hint is None and ctx.actors.institution_key(phrase.lemma) is None)
    if hint is not None and hint.use == "weak" and ctx.actors.institution_key(phrase.lemma) and party.sectors:
        return hint.sector in party.sectors  # "forces" are no rebels unless the phrase says so
    if hint is None or hint.use != "agent":
        return True
    known = ctx.actors.entities.get(party.entity_id or "")
    person = known is not None and known.kind == "person"
    return person or hint.sector in party.sectors or not party.sectors or (hint.kind == "person" and party.entity_id is None)


def _chain_parties(ctx: Context, sentence: int, mention: int) -> list[Party]:
    """What the named members of a mention's chain stand for, those before it and nearest first."""
    found = []
    for chain in ctx.chains.get((sentence, mention), ()):
        refs = [(r.sentence, ctx.reading.sentences[r.sentence].mentions[r.mention]) for r in ctx.reading.chains[chain]]
        here = ctx.reading.sentences[sentence].mentions[mention]
        named_refs = [(s, m) for s, m in refs if m.kind == "name" and (s, m) != (sentence, here)]
        ordered = sorted(named_refs, key=lambda r: ((r[0], r[1].first) > (sentence, here.first), -r[0], -r[1].first))
        for s, m in ordered:
            party = named(ctx, analyse(ctx, s, m.first, m.last))
            if party is not None:
                found.append(party)
                break
    return found


def _anaphor(ctx: Context, phrase: Phrase) -> Party | None:
    """ "the group", "the country" outside any chain: the nearest body or the country in focus."""
    if phrase.lemma not in _ANAPHORS or phrase.plural or phrase.words:
        return None
    if phrase.lemma in ("country", "nation", "state"):
        code = ctx.focus(phrase.sentence)
        actor = ctx.actors.country_actor(code) if code in ctx.actors.countries else None
        return make(ctx, phrase, actor.id, actor.name, code, (), "country in focus") if actor is not None else None
    for sentence in range(phrase.sentence, -1, -1):
        for name in reversed(ctx.names[sentence]):
            earlier = (sentence, name.first) < (phrase.sentence, phrase.first)
            if earlier and name.actor is not None and name.kind in ("group", "organization") and _fits(phrase.lemma, name.actor):
                return entity(ctx, phrase, name.actor, "nearest body named before")
    return None


def _fits(lemma: str, actor: Actor) -> bool:
    sectors = set(actor.sectors)
    if lemma in ("militia", "force"):
        return bool(sectors & {"REB", "PRM", "MIL", "COP"})
    if lemma == "party":
        return "PTY" in sectors
    if lemma == "company":
        return "BUS" in sectors
    if lemma in ("group", "movement"):
        return actor.sectors[:1] in (("REB",), ("PRM",), ("PTY",), ("NGO",), ("SOC",), ("CRM",), ("OPP",), ("REL",))
    if lemma in ("country", "nation", "state"):
        return actor.kind == "country"
    if lemma == "mission":
        return "MIL" in sectors and (actor.country or "") in ("IGO", "UNO", "EUR")
    if lemma in ("bloc", "alliance"):
        return (actor.country or "") in ("IGO", "EUR") or "PTY" in sectors
    return actor.kind == "organization" or lemma in ("organization", "organisation", "body")
