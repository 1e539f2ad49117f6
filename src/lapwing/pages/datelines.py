"""Datelines and agency codes at the start of a report: "BEIRUT (AP) —", "WASHINGTON, June 3 (Reuters) -", "(CNN) —"."""

from __future__ import annotations

import re
from typing import NamedTuple

from lapwing.pages.phrases import Phrases, key

UPPER = r"[^\W\d_a-zß-öø-ÿ][\w.'’\-]*"
HINT = re.compile(r"[(/:–—_]| -|- ")
CITY = rf"{UPPER}(?:[ /-]{UPPER}){{0,4}}"
DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?"
DASH = r"\s*(?:[-–—_:]{1,2})\s*"
CODED = re.compile(
    rf"(?:{CITY}(?:, [^()\d,]{{2,24}}| \([^()\d]{{2,24}}\)(?= \())?)?(?:,? (?:{DAY}),?)?\s*\(([^()]{{2,40}})\)(?:{DASH}|\s+)"
)
SLASHED = re.compile(
    rf"{CITY}(?:, [^()\d,/]{{2,24}})?, (?:{DAY})[.,]? ?(?:/([A-Z]{{2,12}})/|\(([^()]{{2,30}})\)|([A-Z][A-Za-z]{{2,11}}))?\.?(?:{DASH}|\s+)"
)
SHOUTED = re.compile(r"[A-Z][A-Z.'’\- ]{2,30}(?:, [A-Z][A-Za-z. ]{2,24})?(?:, (?:" + DAY + r"))?\s*(?:[–—]|-{1,2}|_)\s+(?=[A-Z“\"'‘])")
COLON = re.compile(r"[A-Z][A-Z'’\- /]{3,30}: (?=[A-Z“\"'‘])")
BARE_CODE = re.compile(r"\(([A-Z]{2,9})\)(?=[A-Z“\"'‘])")
NAMED = re.compile(rf"{CITY}[,/]? ?\(?([A-Z]{{2,12}}|Reuters|Xinhua|Yonhap|Kyodo|Bernama)\)?\s?(?:[–—_:]|-{{1,2}})\s*(?=[A-Z“\"'‘])")
CITY_ALONE = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2} — (?=[A-Z“\"'‘])")
ALONE = re.compile(r"[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]*){0,2}")
PLAIN = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}, [A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2} [–—] (?=[A-Z“\"'‘])")


class Dateline(NamedTuple):
    """A dateline at the start of a paragraph: its text ends at ``end``, the report starts at ``rest``."""

    end: int
    rest: int
    agency: bool  # with an agency's code or a day, so hardly anything else


def find_dateline(text: str, phrases: Phrases) -> Dateline | None:
    """The dateline a paragraph starts with, if it does."""
    start = text[:140]
    if not HINT.search(start) or start[0].islower():
        return None
    if match := CODED.match(start):
        inside = match[1]
        place = match.start(1) > 1
        dash = re.search(r"[-–—_:]\s*$", match[0]) is not None
        if (phrases.has("agency", key(inside)) and (dash or not place)) or (
            dash and inside.replace(" ", "").isupper() and len(inside) < 12
        ):
            return _cut(match[0], True)
    if (match := BARE_CODE.match(start)) and phrases.has("agency", key(match[1])):
        return _cut(match[0], True)
    if (match := NAMED.match(start)) and phrases.has("agency", key(match[1])):
        return _cut(match[0], True)
    if (match := SLASHED.match(start)) and re.search(r"[-–—_:./]\s*$|\)\s*$", match[0]):
        return _cut(match[0], True)
    for pattern in (SHOUTED, COLON, PLAIN, CITY_ALONE):
        if match := pattern.match(start):
            return _cut(match[0], False)
    return None


def is_dateline_alone(text: str, phrases: Phrases) -> bool:
    """Whether a line is nothing but a dateline: "NEW DELHI,", "TOKYO", "San Gil (Perado) (AFP) –"."""
    bare = text.rstrip(" ,:-–—")
    if not 3 <= len(bare) <= 60 or text[-1] == ":":
        return False
    if ALONE.fullmatch(bare):
        return True
    found = find_dateline(bare + " — ", phrases)
    return found is not None and found.agency and found.end >= len(bare)


def _cut(matched: str, agency: bool) -> Dateline:
    return Dateline(len(matched.rstrip(" -–—_:\t")), len(matched), agency)
