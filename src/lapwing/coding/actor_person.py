"""Persons: a name to a bearer, by the tables, the article's earlier mentions and the description beside it."""

from __future__ import annotations

from lapwing.coding.actor_answer import described, entity
from lapwing.coding.actor_context import Context, Known, Name, person_tokens
from lapwing.coding.actor_phrase import Phrase, analyse, direct
from lapwing.knowledge.actors import Actor
from lapwing.knowledge.names import fold
from lapwing.types import Party

COLLECTIVE = frozenset(
    (
        "government regime administration force campaign army troop militia team camp cabinet party family supporter ally "
        "office policy death court visit trial house side clan bloc movement group coalition delegation loyalist critic "
        "opponent rival victory decision plan"
    ).split()
)


def person(ctx: Context, phrase: Phrase) -> Party | None:
    """The person that a phrase names, or None where it names none (or only as somebody's owner)."""
    inner = person_tokens(ctx, phrase.sentence, phrase.first, phrase.last)
    if inner is None or not direct(ctx, phrase, *inner, _collective(ctx, phrase, *inner)):
        return None
    if any(n.first <= inner[0] and inner[1] <= n.last and n.kind != "person" for n in phrase.names):
        return None
    if not _personal(ctx, phrase, *inner):
        return None
    actor, how = _bearer(ctx, phrase, *inner)
    if actor is not None:
        return entity(ctx, phrase, actor, how)
    return _unknown(ctx, phrase, *inner)


def _collective(ctx: Context, phrase: Phrase, first: int, last: int) -> bool:
    if first <= phrase.head < last:
        return False
    hint = ctx.actors.hint(phrase.lemma, "agent")
    return phrase.plural or phrase.lemma in COLLECTIVE or (hint is not None and hint.kind == "organization")


def _personal(ctx: Context, phrase: Phrase, first: int, last: int) -> bool:
    """Whether the name is a person's: by the tables, the reader's label, a title before it or a full name elsewhere."""
    if any(n.kind == "person" and (n.first, n.last) == (first, last) for n in phrase.names):
        return True
    sentence = ctx.reading.sentences[phrase.sentence]
    labels = {
        m.label for m in sentence.mentions if m.first <= first and last <= m.last and (first <= m.head < last or m.head == phrase.head)
    }
    if "person" in labels:
        return True
    if labels:
        return False
    folded = fold(ctx.text(phrase.sentence, first, last))
    if folded in ctx.persons:
        return True
    before = sentence.tokens[first - 1] if first else None
    if before is not None and (
        fold(before.text) in ctx.actors.office_words or before.text.rstrip(".") in ("Mr", "Mrs", "Ms", "Dr", "Gen", "Sen")
    ):
        return True
    return folded in ctx.actors.by_surname and _by_family(ctx, phrase, folded) is not None


def _bearer(ctx: Context, phrase: Phrase, first: int, last: int) -> tuple[Actor | None, str]:
    name = ctx.text(phrase.sentence, first, last)
    folded = fold(name)
    exact = [a for a in ctx.actors.lookup(name, ctx.as_of) if a.kind == "person"]
    if exact and (" " in folded or len(exact) == 1):
        return _best(ctx, phrase, exact), "name"
    known = ctx.persons.get(folded, ())
    if known:
        earlier = [k for k in known if (k.sentence, k.first) <= (phrase.sentence, first)]
        nearest = earlier[-1] if earlier else known[0]
        return nearest.actor, "family name of a person named in full in the article"
    if " " in folded:
        similar = ctx.actors.similar(name, ctx.as_of)
        return (_best(ctx, phrase, list(similar)), "spelling variant of a known name") if similar else (None, "")
    chosen = _by_family(ctx, phrase, folded)
    return (chosen, "family name of an office-holder") if chosen is not None else (None, "")


def _by_family(ctx: Context, phrase: Phrase, folded: str) -> Actor | None:
    """The bearer of a family name that the context singles out: by the country beside it, an office held, a country of the article."""
    found = list(ctx.actors.surname(folded, ctx.as_of))
    if not found:
        return None
    scored = sorted(((_fit(ctx, phrase, a), i) for i, a in enumerate(found)), reverse=True)
    best, index = scored[0]
    if best <= 1.0 or (len(scored) > 1 and scored[1][0] == best):
        return None
    return found[index]


def _fit(ctx: Context, phrase: Phrase, actor: Actor) -> float:
    """How well a bearer fits: the phrase's country 4, the article's up to 1.5, in office 2 (top or cabinet), once in office 0.5."""
    standing = ctx.actors.standing(actor, ctx.as_of)
    near, rank = ctx.actors.distance(actor, ctx.as_of)
    score = 0.0
    if phrase.code is not None:
        score += 4.0 if standing.country == phrase.code else -4.0
    weights = ctx.weights
    total = sum(weights.values())
    if standing.country in weights and total:
        score += 0.5 + weights[standing.country] / total
    elif standing.country not in weights and standing.country is not None and len(standing.country) == 3:
        score -= 1.0 if total else 0.0
    if near == 0:
        score += (2.0, 1.5, 0.7)[rank]
    elif near == 1:
        score += 0.5
    return score


def _best(ctx: Context, phrase: Phrase, found: list[Actor]) -> Actor:
    return max(found, key=lambda a: _fit(ctx, phrase, a))


def _unknown(ctx: Context, phrase: Phrase, first: int, last: int) -> Party:
    """A person outside the tables: country and sector from the words beside the name, here or where it stands in full."""
    name = " ".join(ctx.text(phrase.sentence, first, last).split())
    known = ctx.persons.get(fold(name), ())
    places = [(phrase.sentence, phrase.first, first, last)]
    for k in known[:1]:
        name = " ".join(k.name.split())
        places.append((k.sentence, _start(ctx, k), k.first, k.last))
    for sentence, start, inner_first, inner_last in places:
        told = _described(ctx, sentence, start, inner_first, inner_last)
        if told is not None:
            country, sectors, basis = told
            return described(ctx, phrase, name, country or _focus(ctx, phrase), sectors, basis)
    linked = _by_chain(ctx, phrase)
    if linked is not None:
        return described(ctx, phrase, name, linked[0] or _focus(ctx, phrase), linked[1], "description elsewhere in the article")
    country = phrase.code or _focus(ctx, phrase)
    return described(ctx, phrase, name, country, (), "unknown person; country in focus" if country else "unknown person")


def _by_chain(ctx: Context, phrase: Phrase) -> tuple[str | None, tuple[str, ...]] | None:
    """What a common noun of the person's chain tells ("a top aide of the mayor")."""
    at = ctx.mention_at(phrase.sentence, phrase.first, phrase.last)
    for chain in ctx.chains.get((phrase.sentence, at), ()) if at is not None else ():
        for ref in ctx.reading.chains[chain]:
            mention = ctx.reading.sentences[ref.sentence].mentions[ref.mention]
            if mention.kind == "nominal":
                told = title(ctx, analyse(ctx, ref.sentence, mention.first, mention.last))
                if told is not None and told[1]:
                    return told
    return None


def _focus(ctx: Context, phrase: Phrase) -> str | None:
    return ctx.focus(phrase.sentence)


def _start(ctx: Context, known: Known) -> int:
    """Where the phrase begins that ends in a full name: its mention's start."""
    mentions = ctx.reading.sentences[known.sentence].mentions
    return min((m.first for m in mentions if m.first <= known.first and known.last <= m.last), default=known.first)


def _described(ctx: Context, sentence: int, start: int, first: int, last: int) -> tuple[str | None, tuple[str, ...], str] | None:
    """What the title before a name or the apposition behind it tells: country, sectors, basis."""
    ranges = []
    if start < first:
        ranges.append((start, first, "title before the name"))
    tokens = ctx.reading.sentences[sentence].tokens
    tree = ctx.trees[sentence]
    for child in [c for i in range(first, last) for c in tree.kids(i, "appos")]:
        if child >= last:
            ranges.append((*tree.phrase(child), "apposition behind the name"))
    head = next((tokens[i].head for i in range(first, last) if not first <= tokens[i].head < last), -1)
    if head >= 0 and tokens[first].deprel in ("appos", "flat") and head < start:
        ranges.append((*tree.phrase(head), "apposition before the name"))
    for begin, end, basis in ranges:
        told = title(ctx, analyse(ctx, sentence, begin, min(end, first) if begin < first else end))
        if told is not None:
            return (*told, basis)
    return None


def title(ctx: Context, phrase: Phrase) -> tuple[str | None, tuple[str, ...]] | None:
    """Country and sectors of a description such as "Head of the Badr Organization" or "Palestinian political analyst"."""
    owner: Name | None = phrase.owner or next((n for n in phrase.names if n.kind in ("group", "organization")), None)
    if owner is not None and owner.actor is not None and owner.kind != "person":
        return phrase.code or owner.actor.country, owner.actor.sectors
    for start in range(len(phrase.lemmas)):
        names = ctx.actors.office_words.get(fold(" ".join(phrase.lemmas[start:])), ())
        if names and ctx.actors.hint(" ".join(phrase.lemmas[start:]), "agent") is None:
            return phrase.code, ctx.actors.offices[names[0]].sectors
    hint = ctx.actors.sector_of(phrase.lemmas)
    if hint is not None:
        return phrase.code, (hint.sector,)
    return (phrase.code, ()) if phrase.code else None
