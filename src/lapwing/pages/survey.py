"""A page seen as a whole: which lines are repeated, which carry the running text, how far apart paragraphs stand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lapwing.pages.lines import Unit, units
from lapwing.pages.marks import Mark, glance, mark
from lapwing.pages.phrases import Phrases, key

STEM = 5  # letters by which two content words count as the same
MANY = 20_000  # units beyond which a page is no news page, and is looked at in less detail to bound the time
POINTS = frozenset(("story highlights", "highlights", "key points", "key takeaways", "at a glance"))  # heads a summary
NEAR, TEXT = 24, 3  # repetition within so many units and with less running text between is that of a page's head
SITE = re.compile(r"\s+[|–—-]\s+(?:\S+\s+){0,4}\S+$")
CREDIT_WORDS = ("photo", "photos", "photograph", "credit", "image", "picture", "foto", "getty")
TITLED = ("line", "long", "sentence", "prose")


class Survey(NamedTuple):
    """Marks of a page with what can only be seen from the whole page."""

    marks: list[Mark]
    echo: list[bool]  # said again close by: headline or caption, hardly running text
    solid: list[bool]  # running text
    listed: list[bool]  # entry of a list of other stories
    space: int  # blank lines that usually stand between paragraphs
    questions: int  # short lines that ask something; many of them make an interview
    title: str  # key of the title the container gives, or ""


def survey(text: str, title: str | None, phrases: Phrases) -> Survey:
    """Look at a whole page."""
    known: dict[str, Mark] = {}
    marks: list[Mark] = []
    found = units(text)
    look = mark if len(found) <= MANY else glance
    for unit in found:
        seen = known.get(unit.text)
        if seen is None:
            seen = known[unit.text] = look(unit, phrases)
            marks.append(seen)
        else:
            marks.append(seen._replace(unit=unit))
    marks = page_titles(marks)
    echo = echoes(marks)
    listed = lists(marks, echo)
    space = usual_gap(marks)
    solid = [is_solid(marks, at, echo, listed, space) for at in range(len(marks))]
    return Survey(marks, echo, solid, listed, usual_space(marks, solid), asked(marks), key(title or ""))


def asked(marks: list[Mark]) -> int:
    """Short lines that end in a question mark."""
    return sum(1 for one in marks if one.words <= 14 and one.unit.text[-1] == "?")


def identity(one: Mark) -> str:
    """What makes two lines the same: the text, case aside."""
    return one.unit.text.casefold()


def page_titles(marks: list[Mark]) -> list[Mark]:
    """Headlines with the site's name behind them ("Headline - The Herald") become furniture where the bare one stands too."""
    keys = {one.key for one in marks if one.words >= 3}
    found: list[Mark] = []
    for one in marks:
        bare = SITE.sub("", one.unit.text) if one.kind in ("line", "long") and one.words <= 40 else ""
        doubled = bare and bare != one.unit.text and bare.count(" ") >= 2 and key(bare) in keys
        found.append(one._replace(kind="furniture", why="page title") if doubled else one)
    return found


def echoes(marks: list[Mark]) -> list[bool]:
    """Lines of three words and more that are said again with hardly any running text in between."""
    places: dict[str, list[int]] = defaultdict(list)
    kinds = {*TITLED, "caption"}
    for at, one in enumerate(marks):
        if 3 <= one.words <= 90 and one.kind in kinds:
            places[identity(one)].append(at)
    echo = [False] * len(marks)
    for spots in places.values():
        for a, b in pairwise(spots):
            if b - a <= NEAR and len({identity(one) for one in marks[a + 1 : b] if one.kind == "prose"}) < TEXT:
                echo[a] = echo[b] = True
    return echo


def lists(marks: list[Mark], echo: list[bool]) -> list[bool]:
    """Lines under a marker such as "Read more:" that name other stories."""
    listed = [False] * len(marks)
    open_list, first_gap = False, 0
    for at, one in enumerate(marks):
        if one.kind in ("related", "end") or one.key in POINTS:
            open_list, first_gap = True, -1
            continue
        if not open_list:
            continue
        linkish = one.kind in ("line", "item", "furniture", "date") or (one.kind in ("sentence", "prose", "long") and is_link(one))
        first_gap = max(one.unit.gap, 1) if first_gap < 0 else first_gap
        open_list = linkish and not echo[at] and not (one.unit.gap > first_gap and one.unit.gap > 1)
        listed[at] = open_list
    return listed


def is_link(one: Mark) -> bool:
    """Whether a line with a full stop reads like a headline all the same."""
    return one.words <= 16 and (one.capital > 0.75 or one.unit.text[-1] in "?!？！'’") and one.unit.text[-1] != "."


def is_solid(marks: list[Mark], at: int, echo: list[bool], listed: list[bool], space: int) -> bool:
    """Whether a unit carries running text."""
    one = marks[at]
    if echo[at] or listed[at] or under_photo(marks, at, space):
        return False
    if one.kind == "prose":
        return not one.cue and not (one.unit.text[-1] in "?!" and one.words < 14)
    if one.kind == "long":
        return one.words >= 25 and one.capital < 0.6
    if one.kind == "sentence":
        near = marks[max(0, at - 1) : at + 2]
        return one.unit.text[-1] not in "?!" and any(other.kind == "prose" for other in near)
    return False


def credited(marks: list[Mark], at: int, space: int = 1) -> bool:
    """Whether a credit stands right under a unit of at most 60 words, no farther than lines stand apart on the page."""
    if marks[at].words > 60 or at + 1 >= len(marks) or marks[at + 1].kind != "credit" or marks[at + 1].unit.gap > max(1, space):
        return False
    return not is_leading(marks[at + 1])


def is_leading(one: Mark) -> bool:
    """Whether a credit stands above its picture's caption ("Image copyright ..."), not under it."""
    return one.key.startswith(("image copyright", "image source", "image credit"))


def under_photo(marks: list[Mark], at: int, space: int = 1) -> bool:
    """Whether a paragraph is the caption of a photo within the text: a credit stands right under it.

    An agency's bare name does not count where it stands as far off as a paragraph does: reports end with one.
    """
    if marks[at].words > 40 or not credited(marks, at, space):
        return False
    below = marks[at + 1].unit
    tight = below.gap == 0 and marks[at].unit.gap > 0
    first = at == 0 or marks[at - 1].kind not in ("prose", "sentence")  # else a report that ends with its agency's sign
    return tight or "/" in below.text or (below.text[0] == "©" and first) or key(below.text).split(" ", 1)[0] in CREDIT_WORDS


def usual_gap(marks: list[Mark]) -> int:
    """Blank lines that part most lines of the page."""
    gaps = Counter(one.unit.gap for one in marks[1:])
    return gaps.most_common(1)[0][0] if gaps else 1


def usual_space(marks: list[Mark], solid: list[bool]) -> int:
    """Blank lines that usually part two paragraphs."""
    gaps = Counter(b.unit.gap for a, b, x, y in zip(marks, marks[1:], solid, solid[1:], strict=False) if x and y)
    return gaps.most_common(1)[0][0] if gaps else 1


def spacing(page: Survey, at: int) -> int:
    """How much more than usual a unit stands apart from the one before: 0, 1 or 2."""
    more = page.marks[at].unit.gap - page.space
    return 0 if more <= 0 else 1 if more == 1 else 2


@lru_cache(maxsize=256)
def content(text: str) -> frozenset[str]:
    """Stems of the content words of a short text."""
    return frozenset(word[:STEM] for word in key(text).split() if len(word) > 3 or (not word.isascii() and len(word) > 1))


def overlap(words: Set[str], others: Set[str]) -> float:
    """Share of the first set found in the second."""
    return len(words & others) / len(words) if words else 0.0


def following(page: Survey, at: int, stop: int, wanted: int = 4) -> set[str]:
    """Content words of the next few paragraphs of running text."""
    found: set[str] = set()
    for spot in range(at, min(stop, at + 40)):
        if page.solid[spot]:
            found |= content(page.marks[spot].unit.text[:1500])
            wanted -= 1
            if not wanted:
                break
    return found


__all__ = ["MANY", "Survey", "Unit", "content", "following", "identity", "overlap", "spacing", "survey"]
