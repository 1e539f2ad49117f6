"""Who is meant: from a mention to an entity with country and sectors, as of the article's date.

``context(reading, actors)`` reads the article once; ``resolve(context, sentence, first, last)`` answers for a token range.
Every answer carries a ``basis``, the reason in a few words; what cannot be told stays null.
"""

from __future__ import annotations

from dataclasses import replace

from lapwing.coding.actor_context import Context, Town, context, located
from lapwing.coding.actor_phrase import analyse
from lapwing.coding.actor_plural import several
from lapwing.coding.actor_pronoun import pronoun
from lapwing.coding.actor_single import single
from lapwing.types import Party

__all__ = ["Context", "Town", "context", "located", "resolve"]


def resolve(ctx: Context, sentence: int, first: int, last: int) -> tuple[Party, ...]:
    """The parties that tokens [first, last) of a sentence stand for.

    One as a rule; more for "the two leaders" or "Iran and Russia"; () only for an empty range. ``start``/``end`` of each are
    code points of the raw text.
    """
    tokens = ctx.reading.sentences[sentence].tokens
    first, last = max(0, first), min(last, len(tokens))
    if first >= last:
        return ()
    referred = pronoun(ctx, sentence, first, last)
    if referred is not None:
        return referred
    phrase = analyse(ctx, sentence, first, last)
    if phrase.head > first:  # "two of them"
        referred = pronoun(ctx, sentence, phrase.head, phrase.head + 1)
        if referred is not None:
            start, end = tokens[first].start, tokens[last - 1].end
            return tuple(replace(p, start=start, end=end, text=ctx.reading.article.text[start:end]) for p in referred)
    return several(ctx, phrase) or (single(ctx, phrase),)
