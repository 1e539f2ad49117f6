"""Parties without a name of their own: a state's institutions ("Syrian troops") and kinds of people ("farmers")."""

from __future__ import annotations

from lapwing.coding.actor_answer import described, make, wording
from lapwing.coding.actor_context import Context, bound
from lapwing.coding.actor_phrase import Phrase
from lapwing.knowledge.actors import Hint
from lapwing.knowledge.names import fold
from lapwing.types import Party

_STATE = frozenset("state country nation republic kingdom side interest soil territory people".split())
_OF_THE_PLACE = frozenset(
    "REB CVL REF UAF PRM CRM AGR LAB EDU MED REL OPP SOC COP".split()
)  # sectors of people who belong where it happens
_ONE_OF_MANY = frozenset(
    "official officer soldier policeman lawmaker legislator mp rebel insurgent spy parliamentarian detective serviceman".split()
)


def country_itself(ctx: Context, phrase: Phrase, code: str | None) -> Party | None:
    """ "the Turkish state", "the US side", "his country": the state as such, without a sector."""
    if code is None or code not in ctx.actors.countries or phrase.lemma not in _STATE or (phrase.plural and phrase.lemma != "interest"):
        return None
    if phrase.lemma == "people" or any(ctx.actors.hint(w, "modifier") for w in phrase.words):
        return None
    actor = ctx.actors.country_actor(code)
    return make(ctx, phrase, actor.id, actor.name, code, (), "state of the country named")


def institution(ctx: Context, phrase: Phrase, code: str | None) -> Party | None:
    """The institution of a state by the usual words for it; without a country named, that of the country in focus."""
    how = "institution of the country named"
    if code is None:
        code, how = ctx.focus(phrase.sentence), "institution of the country in focus"
    if code is None or code not in ctx.actors.countries or _ethnic(ctx, phrase):
        return None
    for start, words in _tails(ctx, phrase):
        key = ctx.actors.institution_key(words)
        if key is None:
            continue
        made = ctx.actors.institution_by_key(code, key)
        others = [ctx.actors.hint(w, "modifier") for w in phrase.words[:start]]
        if made is None or any(h is not None and h.sector not in made.sectors for h in others):
            return None
        if any(bound(ctx.reading, n) for n in phrase.names if n.first < phrase.head):
            return make(ctx, phrase, None, wording(ctx, phrase), code, made.sectors, f"some of the {made.name}")
        if not phrase.plural and phrase.lemma in _ONE_OF_MANY:
            return make(ctx, phrase, None, wording(ctx, phrase), code, made.sectors, f"one of the {made.name}")
        return make(ctx, phrase, made.id, made.name, code, made.sectors, how)
    return None


def _tails(ctx: Context, phrase: Phrase) -> list[tuple[int, str]]:
    """Wordings of the phrase from the longest to the head alone, also with what follows ("ministry of defence")."""
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    after = [t.lemma.lower() for t in tokens[phrase.head + 1 : min(phrase.last, phrase.head + 5)]]
    tails: list[tuple[int, str]] = []
    for start in range(len(phrase.lemmas)):
        words = " ".join(phrase.lemmas[start:])
        if after and after[0] in ("of", "for"):
            tails.extend((start, f"{words} {' '.join(after[:n])}") for n in range(len(after), 1, -1))
        tails.append((start, words))
    return tails


def _ethnic(ctx: Context, phrase: Phrase) -> bool:
    """A capitalised modifier that is no country ("Kurdish", "Shia") means a part of the people, not the state's own body."""
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    taken = {i for n in phrase.names for i in range(n.first, n.last)}
    return any(
        tokens[i].text[:1].isupper() and tokens[i].upos in ("ADJ", "PROPN") and i not in taken and i > 0 and not tokens[i].text.isupper()
        for i in range(phrase.first, phrase.head)
        if fold(tokens[i].text) not in ctx.actors.institution_words and ctx.actors.hint(tokens[i].text) is None
    )


def generic(ctx: Context, phrase: Phrase, code: str | None) -> Party:
    """A kind of people or body: sector from its words, country from the phrase or else the country in focus."""
    hint = ctx.actors.sector_of(phrase.lemmas) or ctx.actors.sector_of(_raw(ctx, phrase)) or _anywhere(ctx, phrase)
    country, how = code, "country named"
    if country is None and phrase.owner is not None and phrase.owner.actor is not None:
        country, how = phrase.owner.actor.country, f"country of {phrase.owner.actor.name}"
    if country is None and hint is not None:
        country, how = ctx.focus(phrase.sentence, located=hint.sector in _OF_THE_PLACE), "country in focus"
    if hint is None and country is None:
        return described(ctx, phrase, wording(ctx, phrase), None, (), "not known")
    kind = f"kind of party ({hint.sector})" if hint is not None else "kind not known"
    basis = f"{kind}; {how}" if country is not None else kind
    return described(ctx, phrase, wording(ctx, phrase), country, (hint.sector,) if hint is not None else (), basis)


def _raw(ctx: Context, phrase: Phrase) -> tuple[str, ...]:
    """The words of a proper name, for what its common nouns tell ("Ministry of Agriculture", "Green Party")."""
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    words = tuple(t.text.lower() for t in tokens[phrase.first : phrase.head + 1] if t.upos not in ("DET", "PUNCT", "PART", "NUM"))
    if words and ctx.actors.sector_of(words) is None and phrase.head > phrase.first:
        return (tokens[phrase.first].text.lower(),)
    return words


def _anywhere(ctx: Context, phrase: Phrase) -> Hint | None:
    """The last noun before any preposition that tells something, else the first wording anywhere ("offices at the city hall")."""
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    lemmas = [t.lemma.lower() for t in tokens[phrase.first : phrase.last]]
    stop = next((i for i, t in enumerate(tokens[phrase.first : phrase.last]) if i and t.upos in ("ADP", "SCONJ", "PRON")), len(lemmas))
    for i in range(stop - 1, -1, -1):
        if tokens[phrase.first + i].upos in ("NOUN", "PROPN") and (hint := ctx.actors.hint(lemmas[i], "agent", "house")):
            return hint
    for i in range(stop, len(lemmas)):
        for n in (3, 2, 1):
            if (hint := ctx.actors.hint(" ".join(lemmas[i : i + n]), "house", "agent")) is not None:
                return hint
    return None
