"""The tense of a clause from its words alone, for texts without a parse."""

from __future__ import annotations

import re

from lapwing.coding.calendar.moments import Tense

_FUTURE = re.compile(
    r"\b(?:will|won't|shall|'ll|(?:is|are|was|were|it's|they're|he's|she's) (?:to|going to)|due (?:to|for|back|in|on)|planning"
    r"|upcoming|forthcoming|would"
    r"|(?:is|are|was|were|be|been|being)? ?(?:expected|scheduled|set|slated|planned|poised|supposed|likely) (?:to|for)"
    r"|plans? to|intends? to|hopes? to|ahead of|next|coming|deadline|until|scheduled|expects?|expires?|to be (?:held|completed))\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|said|told|went|came|took|made|met|held|began|saw|sent|left|won|lost|led|rose|fell|put|got|gave"
    r"|found|became"
    r"|killed|earlier|last|ago|since|\w{3,}ed)\b"
)
_WEAK_FUTURE = re.compile(
    r"\b(?:by|through|begins?|starts?|opens?|meets?|hosts?|votes?|departs?|arrives?|leaves?|ends?)\b"
)  # simple present, deadlines
_CLAUSE = re.compile(r"[.;:!?\n]|, (?:which|who|and|but|while|after|before|when|said|saying)\b|\bthat\b")
REACH = 90  # characters either side


def guess(text: str, start: int) -> Tense:
    """Tense of the clause around offset ``start``: the nearest sign before it, else after it."""
    before = re.split(r"[.!?\n]\s", text[max(0, start - REACH) : start])[-1].lower()
    after = re.split(r"[.!?\n]\s", text[start : start + REACH])[0].lower()
    clause = _CLAUSE.split(before)[-1]
    strong = _nearest(clause)
    if strong is not None:
        return strong
    if _WEAK_FUTURE.search(clause):
        return "future"
    return _nearest(before) or _nearest(after, first=True) or "unknown"


def _nearest(part: str, *, first: bool = False) -> Tense | None:
    """The sign nearest to the phrase: the one that ends last before it, or begins first after it."""
    signs: list[tuple[int, Tense]] = [(m.start() if first else m.end(), "future") for m in _FUTURE.finditer(part)]
    signs += [(m.start() if first else m.end(), "past") for m in _PAST.finditer(part)]
    return (min if first else max)(signs)[1] if signs else None
