"""Phrases that stand for several parties: "the two leaders", "both countries", "Iran and Russia"."""

from __future__ import annotations

from lapwing.coding.actor_answer import make
from lapwing.coding.actor_context import Context
from lapwing.coding.actor_phrase import Phrase, analyse, direct
from lapwing.coding.actor_single import named
from lapwing.types import Party

_PEOPLE = frozenset(
    "leader president minister man woman premier politician statesman official counterpart diplomat chancellor king".split()
)
_STATES = frozenset("country nation side state ally neighbour neighbor government power foe rival capital partner party".split())
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}


def several(ctx: Context, phrase: Phrase) -> tuple[Party, ...]:
    """The parties of a coordination or a counted plural; () where the phrase is neither."""
    return _apposed(ctx, phrase) or _coordinated(ctx, phrase) or _counted(ctx, phrase)


def _apposed(ctx: Context, phrase: Phrase) -> tuple[Party, ...]:
    """ "regime allies Iran and Russia": the names right behind a plural description."""
    behind = [n for n in phrase.names if n.first > phrase.head and n.kind in ("name", "person", "group", "organization")]
    if not phrase.plural or len(behind) < 2 or not all(direct(ctx, phrase, n.first, n.last, False) for n in behind):
        return ()
    found = [named(ctx, analyse(ctx, phrase.sentence, n.first, n.last)) for n in behind]
    return tuple(p for p in found if p is not None)


def _coordinated(ctx: Context, phrase: Phrase) -> tuple[Party, ...]:
    """ "Iran and Russia": the coordinated heads, where each is a name."""
    tree = ctx.trees[phrase.sentence]
    heads = [h for h in tree.conjuncts(phrase.head) if phrase.first <= h < phrase.last]
    if len(heads) < 2:
        return ()
    found = []
    bounds = [*heads, phrase.last]
    for i, head in enumerate(heads):
        first = phrase.first if i == 0 else _begin(ctx, phrase.sentence, head, heads[i - 1])
        last = _begin(ctx, phrase.sentence, bounds[i + 1], head) if i + 1 < len(heads) else phrase.last
        party = named(ctx, analyse(ctx, phrase.sentence, first, max(last, head + 1)))
        if party is None or party.entity is None:
            return ()
        found.append(party)
    return tuple(found)


def _begin(ctx: Context, sentence: int, head: int, before: int) -> int:
    """The first token of a conjunct: behind the last comma or conjunction before its head."""
    tokens = ctx.reading.sentences[sentence].tokens
    start = head
    while start - 1 > before and tokens[start - 1].upos not in ("CCONJ", "PUNCT"):
        start -= 1
    return start


def _counted(ctx: Context, phrase: Phrase) -> tuple[Party, ...]:
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    words = [t.text.lower() for t in tokens[max(0, phrase.first - 1) : phrase.head]]
    count = next((_COUNTS[w] for w in words if w in _COUNTS), 0)
    if not count or phrase.lemma not in _PEOPLE | _STATES or (phrase.names and phrase.code is not None):
        return ()
    linked = _by_chains(ctx, phrase)
    if len(linked) >= 2:
        return linked
    before = [t.text.lower() for t in tokens[max(0, phrase.first - 2) : phrase.first]]
    definite = bool({"the", "both", "these", "those", "all"} & {*words, *before})
    if not definite:
        return ()
    found = _people(ctx, phrase, count) if phrase.lemma in _PEOPLE else _states(ctx, phrase, count)
    return found if len(found) == count else ()


def _by_chains(ctx: Context, phrase: Phrase) -> tuple[Party, ...]:
    """A mention that stands in several chains means what each of them names."""
    at = ctx.mention_at(phrase.sentence, phrase.first, phrase.last)
    found: dict[str | None, Party] = {}
    for chain in ctx.chains.get((phrase.sentence, at), ()) if at is not None else ():
        for ref in ctx.reading.chains[chain]:
            mention = ctx.reading.sentences[ref.sentence].mentions[ref.mention]
            party = named(ctx, analyse(ctx, ref.sentence, mention.first, mention.last)) if mention.kind == "name" else None
            if party is not None:
                start = make(ctx, phrase, party.entity_id, party.entity, party.country, party.sectors, f"coreference: {party.basis}")
                found.setdefault(party.entity, start)
                break
    return tuple(found.values())


def _people(ctx: Context, phrase: Phrase, count: int) -> tuple[Party, ...]:
    """The nearest persons named before the phrase, office-holders first."""
    found: dict[str, Party] = {}
    spots = _person_spots(ctx, phrase)
    for sentence, first, last in spots:
        party = named(ctx, analyse(ctx, sentence, first, last))
        if party is None or party.entity is None or (party.sectors and party.sectors[0] not in ("GOV", "REB", "PTY", "OPP", "MIL", "LEG")):
            continue
        if not party.sectors:
            continue
        made = make(
            ctx, phrase, party.entity_id, party.entity, party.country, party.sectors, f"nearest persons named before: {party.basis}"
        )
        found.setdefault(party.entity, made)
        if len(found) == count:
            break
    return tuple(reversed(found.values()))


def _person_spots(ctx: Context, phrase: Phrase) -> list[tuple[int, int, int]]:
    spots = {(k.sentence, k.first, k.last) for ks in ctx.persons.values() for k in ks}
    for number, sentence in enumerate(ctx.reading.sentences):
        spots |= {(number, m.first, m.last) for m in sentence.mentions if m.label == "person" and m.kind == "name"}
        spots |= {(number, n.first, n.last) for n in ctx.names[number] if n.kind == "person"}
    return sorted((s for s in spots if s[:2] < (phrase.sentence, phrase.first)), reverse=True)


def _states(ctx: Context, phrase: Phrase, count: int) -> tuple[Party, ...]:
    """The nearest countries named before the phrase."""
    codes: dict[str, None] = {}
    for sentence in range(phrase.sentence, -1, -1):
        for name in reversed(ctx.names[sentence]):
            if name.code is not None and (sentence, name.first) < (phrase.sentence, phrase.first):
                codes.setdefault(name.code)
        if len(codes) >= count:
            break
    chosen = list(codes)[:count]
    made = []
    for code in reversed(chosen):
        actor = ctx.actors.country_actor(code)
        made.append(make(ctx, phrase, actor.id, actor.name, code, (), "nearest countries named before"))
    return tuple(made)
