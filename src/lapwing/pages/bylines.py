"""Writers' names without "By": beside a date ("Jane Doe | 3 June 2021"), or in general words ("Staff Correspondent")."""

from __future__ import annotations

import re

from lapwing.pages import days
from lapwing.pages.credits import is_agency, only_names
from lapwing.pages.phrases import Phrases, key

STAMP = re.compile(r"\s*(?:[|•·–—]|\s-)?\s*(?:\b(?:Published|Posted|Updated|Last|First|Created|Date|On)\b|\d)")
BETWEEN = re.compile(r"\s*(?:[,|&•·;]|\band\b)\s*")
NOT_NAMES = frozenset(
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday of for the at office news desk "
    "live update updates more times daily media team".split()
)


def is_name(text: str) -> bool:
    """Whether a text is one person's name: two to four capitalised words without figures."""
    words = text.split()
    return (
        2 <= len(words) <= 4
        and only_names(text)
        and not any(char.isdigit() or char in "()[]:/!?" for char in text)
        and text[0].isupper()
        and not any(word.casefold().strip(".") in NOT_NAMES or word.casefold().strip(".") in days.months() for word in words)
    )


def are_names(text: str) -> bool:
    """Whether a text is nothing but persons' names: "Peter Nkosi, Alice Braun", "Saleem Baloch | Muhammad Irfan"."""
    pieces = [piece for piece in BETWEEN.split(text.strip()) if piece]
    return 0 < len(pieces) <= 5 and all(is_name(piece) for piece in pieces)


def names_before_date(text: str, phrases: Phrases) -> int:
    """Where the names end that a date line starts with, 0 where it starts with none. An agency's name is no writer's."""
    match = STAMP.search(text[:120])
    opening = any(phrases.opening(label, key(text)) for label in ("published", "updated", "byline"))
    if opening or match is None or match.start() < 5:
        return 0
    names = text[: match.start()].rstrip(" |•·–—,-")
    return len(names) if are_names(names) and not is_agency(names, phrases) else 0


def is_unnamed(text: str, phrases: Phrases) -> bool:
    """Whether a line stands for a writer who isn't named: "Staff Correspondent"."""
    return phrases.has("writer", key(text))
