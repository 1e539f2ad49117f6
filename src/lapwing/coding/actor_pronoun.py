"""Pronouns: what they stand for, by the article's chains or, without one, the nearest fitting name."""

from __future__ import annotations

from dataclasses import replace

from lapwing.coding.actor_context import Context
from lapwing.coding.actor_phrase import analyse
from lapwing.coding.actor_plural import several
from lapwing.coding.actor_single import single
from lapwing.types import Mention, Party, Token

_HE = frozenset("he she him her his hers himself herself".split())
_IT = frozenset("it its itself".split())
_WE = frozenset("i we us our ours me my mine myself ourselves".split())
_THEY = frozenset("they them their theirs themselves".split())
_RELATIVE = frozenset("who whom whose which that".split())


def pronoun(ctx: Context, sentence: int, first: int, last: int) -> tuple[Party, ...] | None:
    """The parties a pronoun stands for; None where the tokens are no pronoun; a party without entity where nothing fits."""
    token = ctx.reading.sentences[sentence].tokens[first]
    word = token.text.lower()
    if last - first != 1 or token.text == "US" or word not in _HE | _IT | _WE | _THEY | _RELATIVE:
        return None
    personal = word in _HE or word in ("i", "me", "my", "mine", "myself")
    for linked in _by_chain(ctx, sentence, first):
        found = _stand_for(ctx, token, linked, "coreference")
        if any((p.country or p.sectors or p.entity_id) and not (personal and _no_person(ctx, p)) for p in found):
            return found
    spot, how = None, ""
    if word in _WE:
        spot, how = _speaker(ctx, sentence), "speaker of the quotation"
    if word in _RELATIVE:
        spot, how = _antecedent(ctx, sentence, first), "relative clause"
    if spot is None:
        spot, how = _nearest(ctx, sentence, first, word), "nearest fitting name before"
    if spot is None:
        return (Party(token.start, token.end, token.text, as_of=ctx.as_of, basis="pronoun without a known antecedent"),)
    return _stand_for(ctx, token, spot, how)


def _stand_for(ctx: Context, token: Token, spot: tuple[int, int, int], how: str) -> tuple[Party, ...]:
    phrase = analyse(ctx, *spot)
    parties = several(ctx, phrase) or (single(ctx, phrase, chained=False),)
    return tuple(replace(p, start=token.start, end=token.end, text=token.text, basis=f"{how} with {p.text!r}: {p.basis}") for p in parties)


def _no_person(ctx: Context, party: Party) -> bool:
    known = ctx.actors.entities.get(party.entity_id or "")
    return party.entity_id is not None and (known is None or known.kind != "person")


def _by_chain(ctx: Context, sentence: int, first: int) -> list[tuple[int, int, int]]:
    """Mentions of the pronoun's chains: names before others, those before the pronoun first, the nearest first."""
    at = ctx.mention_at(sentence, first, first + 1)
    found = []
    for chain in ctx.chains.get((sentence, at), ()) if at is not None else ():
        for ref in ctx.reading.chains[chain]:
            mention = ctx.reading.sentences[ref.sentence].mentions[ref.mention]
            if mention.kind != "pronoun":
                before = (ref.sentence, mention.first) < (sentence, first)
                order = (mention.kind != "name", not before, -ref.sentence if before else ref.sentence)
                found.append((order, (ref.sentence, mention.first, mention.last)))
    return [spot for _, spot in sorted(found)]


def _speaker(ctx: Context, sentence: int) -> tuple[int, int, int] | None:
    """The source of the attribution whose content holds the pronoun, in its sentence or the nearest before."""
    for number in (sentence, sentence - 1, sentence + 1):
        if 0 <= number < len(ctx.reading.sentences):
            for attribution in ctx.reading.sentences[number].attributions:
                for argument in attribution.arguments:
                    if argument.label == "source":
                        return number, argument.first, argument.last
    return None


def _antecedent(ctx: Context, sentence: int, first: int) -> tuple[int, int, int] | None:
    tree = ctx.trees[sentence]
    for above in tree.above(first):
        if tree.tokens[above].deprel.startswith("acl") and tree.tokens[above].head >= 0:
            head = tree.tokens[above].head
            begin, end = tree.phrase(head)
            return sentence, begin, min(end, max(first, head + 1))
    return None


def _nearest(ctx: Context, sentence: int, first: int, word: str) -> tuple[int, int, int] | None:
    """The nearest named mention before that fits: a person for "he", a body or country for "it"; subjects before others."""
    wanted = {"person"} if word in _HE else {"organization", "group", "place"} if word in _IT else {"person", "organization", "group"}
    for number in range(sentence, max(-1, sentence - 3), -1):
        row = ctx.reading.sentences[number]
        found = [m for m in row.mentions if m.kind == "name" and m.label in wanted and (number, m.first) < (sentence, first)]
        if found:
            chosen = max(found, key=lambda m: (_subject(row.tokens, m), m.first))
            return number, chosen.first, chosen.last
    return None


def _subject(tokens: tuple[Token, ...], mention: Mention) -> bool:
    return tokens[mention.head].deprel.startswith("nsubj")
