"""Time phrases of a raw text by the grammar alone, with their moments: for texts that no model has read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lapwing.coding.calendar import words as w
from lapwing.coding.calendar.grammar import SPECIFIC, cores, read
from lapwing.coding.calendar.moments import Moment
from lapwing.coding.calendar.periods import Period
from lapwing.coding.calendar.tense import guess

_PREPOSITION = re.compile(
    r"\b(?:in|since|until|till|of|last|next|by|from|to|during|early|late|through|and|before|after|mid-?|this|late|around)[ -](?:the )?$"
)
_NOT_A_YEAR = re.compile(r"[$€£#]\s?$|\b(?:no|nos|number|room|page|pp|resolution|decree|law|flight|highway|route)\.? ?$")
_COUNTED = re.compile(r"\s?(?:%|percent|people|men|women|troops|soldiers|[a-z]{3,}s\b)|[.,]\d|-\d{3}")
_GLUE = re.compile(r"(?: (?:on|of|in|in the) |,? |, (?:on )?| \([A-Z]{3}\) )")


_NO_TIME = re.compile(
    r"(?i)(?:some |the |a |three[- ]|one[- ]|the first )?(?:seconds?|quarters?)|days|nights|minutes|hours|annual(?:ly)?|quarterly"
    r"|(?:\w+ty|\w+ties)"
)
_DANGLING = re.compile(r"(?i) (?:after|before|prior|on)$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A time phrase found in a text; ``specific``: it names a date rather than a length of time or a vague time."""

    start: int
    end: int
    specific: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """A time phrase with what it says."""

    start: int
    end: int
    moments: tuple[Moment, ...]


def find(text: str) -> Iterator[Hit]:
    """Time phrases in text order, without the frames around them ("since", "on").

    Words that are months or seasons only by accident ("may", "march", "fall") count only where the context makes them so.
    """
    lowered = text.lower() if text.isascii() else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lowered = lowered.replace("’", "'").replace("\n", " ")
    hits = [Hit(start, end, bool(SPECIFIC.search(lowered[start:end]))) for start, end in cores(lowered)]
    kept = [hit for hit in hits if _likely(text, hit)]
    at = 0
    while at < len(kept):
        hit = kept[at]
        if at + 1 < len(kept) and _one_phrase(text, hit, kept[at + 1]):
            at += 1
            hit = Hit(hit.start, kept[at].end, True)
        yield hit
        at += 1


def dated_phrases(text: str, published: date | None) -> Iterator[Dated]:
    """Every phrase read in order: tense guessed from the words around it, the last date named before it as context."""
    context: Period | None = None
    for hit in find(text):
        phrase = text[hit.start : hit.end]
        if _DANGLING.search(phrase) and re.match(r" [\w'’]", text[hit.end :]):
            phrase = _DANGLING.sub("", phrase)  # "two months after his arrest" counts from something that is no date
        moments = read(phrase, published, guess(text, hit.start), context)
        if not moments:
            continue
        yield Dated(hit.start, hit.end, moments)
        last = moments[-1]
        if last.period is not None and last.value is not None and last.grain not in ("decade", "century"):
            context = last.period


def _one_phrase(text: str, a: Hit, b: Hit) -> bool:
    """An hour or part of the day and the day it belongs to: "10 p.m. Wednesday"."""
    if not _GLUE.fullmatch(text[a.end : b.start]):
        return False
    first = text[a.start : a.end].lower()
    if not re.search(rf"[ap]\.?m\.?|\d:\d\d|noon|midnight|{w.PART}", first):
        return False
    joined = read(text[a.start : b.end], date(2020, 1, 1))
    return len(joined) == 1 and joined[0].part is not None


def _likely(text: str, hit: Hit) -> bool:
    phrase = text[hit.start : hit.end]
    before = text[max(0, hit.start - 14) : hit.start].lower()
    after = text[hit.end : hit.end + 12]
    if re.fullmatch(r"(?i)may|march|mar\.|sun\.|sat\.|second", phrase):
        return phrase[:1].isupper() and bool(_PREPOSITION.search(before))
    if re.fullmatch(rf"(?i)(?:{w.MONTH}|{w.WEEKDAY})", phrase):
        return phrase[:1].isupper()
    if re.fullmatch(rf"(?i)(?:the )?{w.SEASON}", phrase):
        return bool(
            re.search(r"\b(?:in|since|until|of|last|next|by|during|early|late|through|over|this|each) (?:the )?$", before)
        ) or phrase.lower().startswith("the s")
    if re.fullmatch(r"(?i)(?:the |year )?\d{4}", phrase):
        return (
            not _NOT_A_YEAR.search(before)
            and not after.startswith("(")
            and bool(_PREPOSITION.search(before) or not _COUNTED.match(after))
            and not re.match(r"[.,]\d", after)
        )
    if re.fullmatch(r"(?i)(?:the )?\d{1,2}(?:st|nd|rd|th)", phrase) or re.fullmatch(r"\d{1,2}[/.-]\d\d[/.-]\d\d", phrase):
        return bool(re.search(r"\b(?:on|the|by|until) ?$", before)) and not re.match(r"\s[a-z]", after)
    if re.fullmatch(r"(?i)(?:['’]?\d0s|\w+ties)", phrase) and re.search(r"\b(?:his|her|their|my|your|roaring) $", before):
        return False
    return not _NO_TIME.fullmatch(phrase) and not re.match(r"[- ]olds?\b", after)
