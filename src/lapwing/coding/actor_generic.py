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
_SOME = frozenset(
    "other others more many some several dozen dozens hundred hundreds thousand thousands score scores million millions".split()
)
_SINGLE_IN_A_STATE = frozenset("president government leader premier minister capital monarch king parliament".split())
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
    if code is None and (_many(ctx, phrase) or _region(ctx, phrase)):
        return None
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
    if any(n.kind == "ethnic" for n in phrase.names):
        return True
    return any(
        tokens[i].text[:1].isupper() and tokens[i].upos in ("ADJ", "PROPN") and i not in taken and i > 0 and not tokens[i].text.isupper()
        for i in range(phrase.first, phrase.head)
        if fold(tokens[i].text) not in ctx.actors.institution_words and ctx.actors.hint(tokens[i].text) is None
    )


def generic(ctx: Context, phrase: Phrase, code: str | None) -> Party:
    """A kind of people or body: sector from its words, country from the phrase or else the country in focus."""
    hint = (
        _officers(ctx, phrase)
        or ctx.actors.sector_of(phrase.lemmas)
        or _named(ctx, phrase)
        or _anywhere(ctx, phrase)
        or _uncounted(ctx, phrase)
    )
    country, how = code, "country named"
    if country is None and phrase.owner is not None and phrase.owner.actor is not None:
        country, how = phrase.owner.actor.country, f"country of {phrase.owner.actor.name}"
    region = _region(ctx, phrase) if country is None else None
    if region is not None:
        country, how = region if hint is None or hint.sector in ("GOV", "MIL", "LEG", "IGO", "NGO") else None, "region named"
    elif country is None and hint is not None and not _many(ctx, phrase):
        country, how = ctx.focus(phrase.sentence, located=hint.sector in _OF_THE_PLACE), "country in focus"
    if hint is None and country is None:
        return described(ctx, phrase, wording(ctx, phrase), None, (), "not known")
    kind = f"kind of party ({hint.sector})" if hint is not None else "kind not known"
    basis = f"{kind}; {how}" if country is not None else kind
    return described(ctx, phrase, wording(ctx, phrase), country, (hint.sector,) if hint is not None else (), basis)


def _region(ctx: Context, phrase: Phrase) -> str | None:
    """The code of a region named by an adjective before the head ("European ministers", "West African army chiefs")."""
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    for i in range(phrase.first, phrase.head):
        for n in (2, 1):
            code = ctx.actors.regions.get(fold(" ".join(t.text for t in tokens[i : i + n]))) if tokens[i].text[:1].isupper() else None
            if code is not None:
                return code
    return None


def _many(ctx: Context, phrase: Phrase) -> bool:
    """Parties of several countries at once: "three presidents", "diplomats from 111 countries"."""
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    if any(t.lemma.lower() in ("country", "nation", "nationality") for t in tokens[phrase.head + 1 : phrase.last]):
        return True
    return phrase.plural and phrase.lemma in _SINGLE_IN_A_STATE


def _officers(ctx: Context, phrase: Phrase) -> Hint | None:
    """Plain "officers" are soldiers in an article about the army, else police."""
    if phrase.lemma != "officer" or any(ctx.actors.hint(w, "modifier") for w in phrase.words):
        return None
    army = sum(ctx.folded.count(f" {w} ") for w in ("army", "soldiers", "troops", "coup", "junta", "general", "generals", "military"))
    police = sum(ctx.folded.count(f" {w} ") for w in ("police", "arrested", "policeman", "policemen", "detectives"))
    return ctx.actors.hint("soldier" if army > police else "policeman", "agent")


def _uncounted(ctx: Context, phrase: Phrase) -> Hint | None:
    """ "nine others", "dozens more", "many": people of whom nothing is told."""
    return ctx.actors.hint("people", "agent") if phrase.lemma in _SOME else None


def _named(ctx: Context, phrase: Phrase) -> Hint | None:
    """What the common nouns of a proper name tell ("Ministry of Agriculture", "Green Party", "Air Zimbabwe Holdings")."""
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    if tokens[phrase.head].upos not in ("PROPN", "X", ""):
        return None
    words = [t.text.lower() for t in tokens[phrase.first : phrase.head + 1] if t.upos not in ("DET", "PUNCT", "PART", "NUM")]
    for word in (*reversed(words), words[0] if words else ""):
        hint = ctx.actors.hint(word, "agent", "name") if word else None
        if hint is not None:
            return hint
    return None


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
