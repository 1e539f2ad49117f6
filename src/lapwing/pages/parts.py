"""The parts of one article: which unit of its stretch of the page is headline, caption, byline, date or body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lapwing.pages.bylines import are_names
from lapwing.pages.datelines import is_dateline_alone
from lapwing.pages.heads import Head
from lapwing.pages.marks import Mark
from lapwing.pages.phrases import key
from lapwing.pages.phrases import load as words_file
from lapwing.pages.survey import MANY, Survey, credited, identity, is_leading, under_photo

COMMENTS = re.compile(r"comment|repl(?:y|ies)|kommentar|comentari|coment[aá]rio|reacties|discussion|комментари|تعليقات|yorum|author")
NOTE = re.compile(
    r"\bis (?:an? |the )?[\w’' -]{0,60}\b(?:reporter|correspondent|journalist|columnist|editor|fellow|contributor|producer)\b"
)
LONG_LIST = 4  # entries from which a list of other stories ends the article, unless three paragraphs follow it
READING = frozenset(("min read", "minute read", "minutes read", "mins read"))
ENOUGH = 40  # words of body before a marker of the page's tail is believed
LEAST = 10  # words of a paragraph that shows that the article goes on
QUOTE_WORDS, PROBE = 50, 5  # longest pull quote; words by which one is looked up
BODY, CAPTION, CREDIT = "body", "caption", "credit"


@dataclass(slots=True)
class Parts:
    """Unit indices of one article; ``dropped`` holds (index, reason)."""

    title: int | None = None
    byline: int | None = None
    dateline: int | None = None  # on a line of its own
    guessed: bool = False  # whether the byline is one by its looks only
    dates: list[int] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    credits: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    dropped: list[tuple[int, str]] = field(default_factory=list)

    def drop(self, at: int, reason: str) -> None:
        """Leave a unit out, with the reason."""
        self.dropped.append((at, reason))


def sort_parts(page: Survey, head: Head, end: int) -> Parts:
    """Give each unit of [head.start, end) its part."""
    parts = Parts(title=head.title)
    seen: set[str] = set()
    if head.title is not None:
        seen.add(identity(page.marks[head.title]))
    sort_head(page, head, parts, seen)
    sort_body(page, head, end, parts, seen)
    drop_pull_quotes(page, parts)
    trim_tail(page, parts)
    return parts


def sort_head(page: Survey, head: Head, parts: Parts, seen: set[str]) -> None:
    """The units above the first paragraph."""
    signed = False
    for at in range(head.start, head.lead):
        one = page.marks[at]
        if at == head.title:
            continue
        if at in head.deck:
            parts.drop(at, "standfirst")
            continue
        if parts.dateline is None and is_alone(page, at, head):
            parts.dateline = at
            continue
        if one.kind in ("byline", "date"):
            signed = signed or (head.title is not None and at > head.title)
        part = head_part(page, at, head, signed)
        place(page, at, part, parts, seen)


def head_part(page: Survey, at: int, head: Head, signed: bool) -> str:
    """What a unit above the text is."""
    one = page.marks[at]
    if one.kind in ("byline", "date", "caption", "credit"):
        return one.kind
    if one.kind == "item" or page.listed[at] or one.kind in ("furniture", "rule", "related", "end"):
        return ""
    if head.title is None or at < head.title:
        return CAPTION if page.echo[at] and one.words >= 5 and not is_start_of(page, at, head.title) else ""
    if page.echo[at] or one.cue or credited(page.marks, at, page.space):
        return CAPTION
    if one.kind == "sentence" and one.words >= 4 and not page.marks[at].unit.text.endswith(("?", "!")):
        return CAPTION if signed else BODY
    if one.words >= 8 and one.capital < 0.75:
        shown = any(other.kind == "caption" for other in page.marks[head.start : at])
        return CAPTION if signed and not shown else ""
    return "byline?" if head.title is not None and at > head.title and is_name_line(page, at) else ""


def is_start_of(page: Survey, at: int, title: int | None) -> bool:
    """Whether a unit is the headline with something added, or the other way round."""
    if title is None:
        return False
    a, b = page.marks[at].key, page.marks[title].key
    return bool(a and b) and (a.startswith(b) or b.startswith(a))


def is_name_line(page: Survey, at: int) -> bool:
    """Whether a unit is nothing but names beside a date line, a reading time or an address: a byline without "By"."""
    one = page.marks[at]
    if one.words > 16 or one.stop:
        return False
    near = page.marks[max(0, at - 1) : at] + page.marks[at + 1 : at + 2]
    beside = any(other.kind == "date" or "@" in other.unit.text or other.key in READING for other in near)
    return beside and are_names(one.unit.text)


def is_alone(page: Survey, at: int, head: Head) -> bool:
    """Whether a line of the head is a dateline alone: right above the text, or with a comma or an agency to show it."""
    one = page.marks[at]
    if one.kind != "line" or head.title is None or at < head.title or not is_dateline_alone(one.unit.text, words_file()):
        return False
    return at == head.lead - 1 or one.unit.text[-1] in ",–—-"


def sort_body(page: Survey, head: Head, end: int, parts: Parts, seen: set[str]) -> None:
    """The units from the first paragraph on."""
    words, listed, closed = 0, 0, ""
    for at in range(head.lead, end):
        one = page.marks[at]
        listed = listed + 1 if page.listed[at] else listed if one.kind in ("furniture", "date") else 0
        if listed >= LONG_LIST and words >= ENOUGH and not resumes(page, at, end):
            closed = "page tail"
        if one.kind == "end" and words >= ENOUGH and not resumes(page, at, end):
            closed = "page tail"
        if closed:
            parts.drop(at, closed)
            continue
        part = body_part(page, at, end, bool(parts.body))
        words += one.words if part == BODY else 0
        place(page, at, part, parts, seen)


def body_part(page: Survey, at: int, end: int, begun: bool) -> str:
    """What a unit within the text is."""
    one = page.marks[at]
    if one.kind in ("byline", "date", "caption", "credit"):
        return one.kind
    if page.listed[at] or one.kind in ("furniture", "rule", "related", "end"):
        return ""
    if under_photo(page.marks, at, page.space) or (one.cue and one.kind != "prose"):
        return CAPTION
    if one.kind in ("prose", "sentence"):
        return "" if is_question(page, at, end) else BODY
    if one.kind == "long":
        return BODY if one.capital < 0.7 else ""
    if one.kind == "item":
        return BODY if one.words >= 4 and one.capital < 0.75 else ""
    quoted = one.unit.text[0] in '“"«„' and one.unit.text[-1] in '”"»“'
    cut = at == end - 1 and one.words >= 8 and one.capital < 0.6
    return BODY if begun and ((quoted and one.words >= 4) or cut) else ""


def is_question(page: Survey, at: int, end: int) -> bool:
    """Whether a short question is a crosshead or a link, not a sentence of the text.

    It is when another line without full stop stands beside it, or when it is the page's only one of few words.
    """
    one = page.marks[at]
    if one.unit.text[-1] not in "?!'’" or one.words > 14:
        return False
    near = [page.marks[spot] for spot in (at - 1, at + 1) if 0 <= spot < end]
    if any(other.kind in ("line", "item") for other in near):
        return True
    return one.words <= 8 and ((one.words <= 5 and one.capital > 0.9) or page.questions <= 2)


def resumes(page: Survey, at: int, end: int) -> bool:
    """Whether three full paragraphs in a row follow a box such as "Most read": then the article goes on."""
    if COMMENTS.search(page.marks[at].key):
        return False
    run = 0
    for spot in range(at + 1, min(end, at + 400)):
        if page.solid[spot] and page.marks[spot].words >= LEAST:
            run += 1
        elif page.solid[spot] or (page.marks[spot].kind in ("line", "item", "rule", "end") and run < 2):
            run = 0  # one paragraph under a line is a teaser; a line after two is a crosshead
        if run == 3:
            return True
    return False


def place(page: Survey, at: int, part: str, parts: Parts, seen: set[str]) -> None:
    """Enter one unit under its part, each passage once."""
    one = page.marks[at]
    same = identity(one)
    if same in seen and part in (BODY, CAPTION, "", "caption"):
        parts.drop(at, "repeated")
        return
    if part == BODY:
        parts.body.append(at)
    elif part == CAPTION:
        parts.captions.append(at)
    elif part == CREDIT:
        credit(page, at, parts)
    elif part == "date":
        parts.dates.append(at)
    elif part in ("byline", "byline?"):
        byline(at, part, parts)
    else:
        parts.drop(at, reason(page, at, one))
        return
    if one.words >= 3:
        seen.add(same)


def byline(at: int, part: str, parts: Parts) -> None:
    """The first byline counts; a name without "By" only where none stands."""
    if parts.byline is not None and parts.guessed and part == "byline":
        parts.drop(parts.byline, "second byline")
        parts.byline = None
    if parts.byline is None:
        parts.byline, parts.guessed = at, part == "byline?"
    else:
        parts.drop(at, "second byline")


def credit(page: Survey, at: int, parts: Parts) -> None:
    """A lone credit belongs to the caption beside it; without one it is furniture."""
    beside = {spot for spot in parts.captions if spot in (at - 1, at - 2)}
    coming = at + 1 < len(page.marks) and page.marks[at + 1].kind == "caption" and page.marks[at + 1].unit.gap <= page.space
    if coming if is_leading(page.marks[at]) else beside:
        parts.credits.append(at)
    else:
        parts.drop(at, "photo credit without caption")


def reason(page: Survey, at: int, one: Mark) -> str:
    """Why a unit is left out."""
    if page.listed[at]:
        return "related stories"
    return one.why or {"related": "related stories", "end": "page tail", "item": "list of links"}.get(one.kind, "crosshead or link")


def trim_tail(page: Survey, parts: Parts) -> None:
    """Take author's notes off the end of the body."""
    while len(parts.body) > 2:
        one = page.marks[parts.body[-1]]
        if one.words <= 45 and NOTE.search(one.unit.text):
            parts.drop(parts.body.pop(), "author's note")
        else:
            return


def drop_pull_quotes(page: Survey, parts: Parts) -> None:
    """Leave out short passages that a longer paragraph of the article holds word for word."""
    if len(parts.body) > MANY:
        return
    keys = {at: page.marks[at].key or key(page.marks[at].unit.text) for at in parts.body}
    starts: dict[str, list[int]] = {}
    for at, words in keys.items():
        if 5 <= words.count(" ") + 1 <= QUOTE_WORDS:
            same = starts.setdefault(" ".join(words.split(" ", PROBE)[:PROBE]), [])
            if len(same) < 8:  # more that begin alike are a list, and would cost too much
                same.append(at)
    pulled: set[int] = set()
    for at, words in keys.items():
        parts_of = words.split(" ")
        for first in range(len(parts_of) - PROBE + 1):
            for quote in starts.get(" ".join(parts_of[first : first + PROBE]), ()):
                if quote != at and quote not in pulled and len(keys[quote]) < len(words) and f" {keys[quote]} " in f" {words} ":
                    pulled.add(quote)
    parts.body = [at for at in parts.body if at not in pulled]
    for at in sorted(pulled):
        parts.drop(at, "pull quote")
