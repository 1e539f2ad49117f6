"""Lines of a text scrape, and the units they form once hard wrapping is undone.

A unit is what a reader would call one line of the page: a headline, a caption, a widget, a whole paragraph. Its span
points into the raw text; its ``text`` is the same passage with white space collapsed, for looking at only.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from lapwing.pages import days
from lapwing.pages.phrases import key, load

CLOSERS = "\"'”’»›)]}*_ 」』）】"
STOPS = ".…。．!?！？؟۔।॥։።‽:;"
ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
WRAP_SURE, SLACK = 50, 14  # columns from which a capital may follow a break; columns by which wrapped lines differ
HANGING = frozenset(
    "a an the of to by in on at for with from and or but as is was were has have had his her its their that who which "
    "de la le les des du et el los las del y der die das den dem und von mit zu im".split()
)
MANY = 20_000  # lines beyond which a page is no news page, and breaks within sentences are looked at in less detail
SHORT = 40  # longest widget in lower case, in characters
WRAP_LEAST, WRAP_MOST = 34, 160  # columns between which a page may be hard-wrapped


class Line(NamedTuple):
    """One non-empty line: stripped span, blank lines before it, columns up to its end."""

    start: int
    end: int
    gap: int
    width: int


class Unit(NamedTuple):
    """One or more lines that belong together; ``gap`` counts the blank lines before it."""

    start: int
    end: int
    gap: int
    text: str


def split_lines(text: str) -> list[Line]:
    """Non-empty lines with stripped spans, in time linear in the text."""
    lines: list[Line] = []
    position = gap = 0
    for piece in text.splitlines(keepends=True):
        body = piece.strip().strip(ZERO_WIDTH).strip() if piece else ""
        if body:
            start = position + piece.index(body)
            lines.append(Line(start, start + len(body), gap, start + len(body) - position))
            gap = 0
        else:
            gap += 1
        position += len(piece)
    return lines


def ends_open(words: str) -> bool:
    """Whether a line breaks off within a sentence."""
    bare = words.rstrip(CLOSERS)
    if words[-1:] in (")", "]") and (at := max(words.rfind("("), words.rfind("["))) > 0:
        bare = words[:at].rstrip(CLOSERS)  # "... on Monday. (Name/Agency)" is over
    return bool(bare) and bare[-1] not in STOPS


def starts_low(words: str) -> bool:
    """Whether a line starts as no sentence does: lower case, or punctuation that continues one."""
    return words[:1].islower() or (words[:1] in ",;.)%" and words[1:2] != ".")


def wrap_width(text: str, lines: list[Line]) -> int:
    """The column at which the page is wrapped, or 0 where each line is a paragraph of its own.

    A wrapped page shows lines that stop within a sentence and go on in lower case on the next line, all of about the
    same width; lines wider than that are rare.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap and WRAP_LEAST <= a.width <= WRAP_MOST]
    breaks: list[int] = []
    low = 0
    for a, b in pairs:
        goes = starts_low(text[b.start : b.start + 2])
        repeated = a.end - a.start == b.end - b.start and text[a.start : a.end] == text[b.start : b.end]
        if (goes or (a.width >= WRAP_SURE and not repeated)) and ends_open(text[max(a.start, a.end - 8) : a.end]):
            breaks.append(a.width)
            low += goes
    long = [line.width for line in lines if line.width >= WRAP_LEAST]
    if len(breaks) < 2 or len(breaks) < 0.1 * len(long):
        return 0
    breaks.sort(reverse=True)
    width = next((a for a, b in pairwise(breaks) if a - b <= SLACK), 0)
    even = sum(1 for columns in breaks if width - SLACK <= columns <= width)
    if even < (0.5 if low >= 2 else 0.75) * len(breaks) or (low < 2 and even < 5):
        return 0
    wider = sum(1 for columns in long if columns > width + 12)
    return width if wider <= 0.1 * len(long) else 0


def spaced(text: str, lines: list[Line]) -> bool:
    """Whether blank lines part the page's paragraphs: most lines that end a sentence well short of their end do."""
    ends = [b.gap > 0 for a, b in pairwise(lines) if not ends_open(text[max(a.start, a.end - 8) : a.end])]
    return sum(ends) > 0.3 * len(ends)


def goes_on(text: str, line: Line, after: Line, width: int, blocks: bool, begun: int) -> bool:
    """Whether ``after`` continues the paragraph of ``line``, of which ``begun`` characters are known."""
    if after.gap:
        return False
    following = text[after.start : after.start + 80]
    low = starts_low(following)
    if not low and not width:
        return False
    words = text[max(line.start, line.end - 100) : line.end]
    if low:
        joins = ends_open(words) and (begun > 24 or following[:1] in ",;.)%" or not following[:1].isascii())
        return joins and not stands_alone(text, after)
    first = following.split(None, 1)[0]
    fits = line.width + 1 + len(first) <= width
    if ends_open(words):
        return not fits and line.width > 0.6 * width
    return blocks and line.width > 0.6 * width


def stands_alone(text: str, line: Line) -> bool:
    """Whether a line goes on with nothing: a widget in lower case ("comments", "list 2 of 3"), or an address."""
    if line.end - line.start > SHORT:
        return False
    words = text[line.start : line.end]
    if "@" in words and " " not in words:
        return True
    if words.count(" ") > 3 or words[-1] in STOPS or not words[0].isalnum():
        return False
    name = key(words)
    return any(load().has(section, name) for section in ("line", "end", "related"))


def collapse(text: str) -> str:
    """White space collapsed to single blanks."""
    return " ".join(text.split())


def interrupted(text: str, lines: list[Line], at: int, first: Line) -> bool:
    """Whether line ``at`` is a name or number that markup put on a line of its own within the sentence before it."""
    last, link = lines[at - 1], lines[at]
    words, name = text[last.start : last.end], text[link.start : min(link.end, link.start + 61)]
    if link.gap or len(name) > 60 or name.count(" ") > 4 or not (name[0].isupper() or name[0].isdigit()) or not ends_open(words):
        return False
    if days.CLOCK.search(name) or days.find_day(name):
        return False
    tail = words.rsplit(None, 1)[-1]
    if tail in HANGING and last.end - first.start > 16:
        return True
    if (
        at + 1 >= len(lines)
        or lines[at + 1].gap
        or not ends_open(name)
        or not starts_low(text[lines[at + 1].start : lines[at + 1].start + 2])
        or stands_alone(text, lines[at + 1])
    ):
        return False
    if last.end - first.start > 24:
        return tail.islower()
    opener = last is first and " " not in words and len(words) < 5 and words.istitle()  # "The", "In", "But"
    return (opener or tail.islower()) and leads_on(text, lines, at + 1)


def begins(words: str) -> bool:
    """Whether a line starts as a sentence may."""
    bare = words.lstrip("“\"'‘«(")
    return bare[:1].isupper() or bare[:1].isdigit()


def leads_on(text: str, lines: list[Line], at: int) -> bool:
    """Whether lines from ``at`` on, each starting within a sentence, come to a long one or to the sentence's end."""
    for spot in range(at, min(at + 6, len(lines))):
        line = lines[spot]
        if line.gap or not starts_low(text[line.start : line.start + 2]):
            return False
        if line.end - line.start <= SHORT and stands_alone(text, line):
            return False
        if line.end - line.start >= 40 or not ends_open(text[max(line.start, line.end - 8) : line.end]):
            return line.end - line.start >= 12
    return False


def units(text: str) -> list[Unit]:
    """The page's units in order; hard-wrapped paragraphs become one unit each."""
    lines = split_lines(text)
    width = wrap_width(text, lines)
    blocks = width > 0 and spaced(text, lines)
    fine = len(lines) <= MANY
    found: list[Unit] = []
    at = 0
    while at < len(lines):
        first = last = lines[at]
        at += 1
        while at < len(lines):
            line = lines[at]
            begun = last.end - first.start
            if begun <= 24 and fine and not line.gap and begins(text[first.start : first.end]) and leads_on(text, lines, at):
                begun = 25  # short, but the sentence is seen to go on
            joined = goes_on(text, last, line, width, blocks, begun)
            if not joined and not (fine and interrupted(text, lines, at, first)):
                break
            last = line
            at += 1
        found.append(Unit(first.start, last.end, first.gap, collapse(text[first.start : last.end])))
    return found
