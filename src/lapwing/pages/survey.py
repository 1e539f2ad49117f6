"""A page seen as a whole: which lines are repeated, which carry the running text, how far apart paragraphs stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import accumulate, pairwise
from typing import NamedTuple

from lapwing.pages.lines import Unit, units
from lapwing.pages.marks import SEEN, Mark, mark
from lapwing.pages.phrases import Phrases, key

STEM = 5  # letters by which two content words count as the same
TITLED = ("line", "long", "sentence", "prose")


class Survey(NamedTuple):
    """Marks of a page with what can only be seen from the whole page."""

    marks: list[Mark]
    echo: list[bool]  # said again close by: headline or caption, hardly running text
    solid: list[bool]  # running text
    listed: list[bool]  # entry of a list of other stories
    space: int  # blank lines that usually stand between paragraphs
    title: str  # key of the title the container gives, or ""


def survey(text: str, title: str | None, phrases: Phrases) -> Survey:
    """Look at a whole page."""
    known: dict[str, Mark] = {}
    marks: list[Mark] = []
    for unit in units(text):
        seen = known.get(unit.text)
        if seen is None:
            seen = known[unit.text] = mark(unit, phrases)
            marks.append(seen)
        else:
            marks.append(seen._replace(unit=unit))
    echo = echoes(marks)
    listed = lists(marks, echo)
    solid = [is_solid(marks, at, echo, listed) for at in range(len(marks))]
    return Survey(marks, echo, solid, listed, usual_space(marks, solid), key(title or ""))


def identity(one: Mark) -> str:
    """What makes two lines the same: the words, or for long passages the text."""
    return one.key or one.unit.text


def echoes(marks: list[Mark]) -> list[bool]:
    """Lines of three words and more that are said again with hardly any running text in between."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(marks):
        if one.words >= 3 and one.kind in (*TITLED, "caption") and one.words <= 90:
            places[identity(one)].append(at)
    prose = [one.kind == "prose" and len(places.get(identity(one), ())) < 2 for one in marks]
    before = [0, *accumulate(prose)]
    echo = [False] * len(marks)
    for spots in places.values():
        for a, b in pairwise(spots):
            if before[b] - before[a] < 2:
                echo[a] = echo[b] = True
    return echo


def lists(marks: list[Mark], echo: list[bool]) -> list[bool]:
    """Lines under a marker such as "Read more:" that name other stories."""
    listed = [False] * len(marks)
    open_list, first_gap = False, 0
    for at, one in enumerate(marks):
        if one.kind in ("related", "end"):
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


def is_solid(marks: list[Mark], at: int, echo: list[bool], listed: list[bool]) -> bool:
    """Whether a unit carries running text."""
    one = marks[at]
    if echo[at] or listed[at]:
        return False
    if one.kind == "prose":
        return not (one.words <= 45 and SEEN.search(one.unit.text)) and not (one.unit.text[-1] in "?!" and one.words < 14)
    if one.kind == "long":
        return one.words >= 25 and one.capital < 0.6
    if one.kind == "sentence":
        near = marks[max(0, at - 1) : at + 2]
        return one.unit.text[-1] not in "?!" and any(other.kind == "prose" for other in near)
    return False


def usual_space(marks: list[Mark], solid: list[bool]) -> int:
    """Blank lines that usually part two paragraphs."""
    gaps = Counter(b.unit.gap for a, b, x, y in zip(marks, marks[1:], solid, solid[1:], strict=False) if x and y)
    return gaps.most_common(1)[0][0] if gaps else 1


def spacing(page: Survey, at: int) -> int:
    """How much more than usual a unit stands apart from the one before: 0, 1 or 2."""
    more = page.marks[at].unit.gap - page.space
    return 0 if more <= 0 else 1 if more == 1 else 2


def content(text: str) -> set[str]:
    """Stems of the content words of a short text."""
    return {word[:STEM] for word in key(text).split() if len(word) > 3 or (not word.isascii() and len(word) > 1)}


def overlap(words: set[str], others: set[str]) -> float:
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


__all__ = ["Survey", "Unit", "content", "following", "identity", "overlap", "spacing", "survey"]
