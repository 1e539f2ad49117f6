"""Pages to articles: each passage once, furniture left out but accounted for, every span into the page's text."""

from __future__ import annotations

import re
from itertools import pairwise

from lapwing.pages import days
from lapwing.pages import phrases as words
from lapwing.pages.bylines import are_names, names_before_date
from lapwing.pages.captions import lone_credit, split_captions
from lapwing.pages.datelines import find_dateline
from lapwing.pages.heads import Head, find_heads
from lapwing.pages.language import language_of
from lapwing.pages.layout import laid_out
from lapwing.pages.marks import Mark
from lapwing.pages.parts import Parts, sort_parts
from lapwing.pages.phrases import Phrases
from lapwing.pages.survey import Survey, identity, survey
from lapwing.types import Article, Page, Skipped, Span, When

TEASER_WORDS, TEASER_SHARE = 60, 5  # a shorter article beside one this many times as long is a teaser


def articles(page: Page) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """The articles of a page in order, and all that was left out of it.

    Pages with markup have been laid out by ``layout.lay_out`` and are read back; all others are split by the looks of
    their lines. Spans are code points of ``page.text``. A page without any running text gives no article.
    """
    if page.html is not None:
        return laid_out(page)
    return split(page, words.load())


def split(page: Page, phrases: Phrases) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Split a text scrape into its articles."""
    seen = survey(page.text, page.title, phrases)
    heads = find_heads(seen, phrases)
    if not heads:
        return whole(page, seen)
    ends = [head.start for head in heads[1:]] + [len(seen.marks)]
    sorted_parts = [sort_parts(seen, head, end) for head, end in zip(heads, ends, strict=True)]
    kept, small = keep(seen, heads, sorted_parts)
    skipped = [skip(page, seen.marks[at], reason) for parts in sorted_parts for at, reason in parts.dropped]
    skipped += [skip(page, seen.marks[at], reason) for parts, reason in small for at in every(parts)]
    found = [build(page, seen, parts, index, len(kept), phrases) for index, parts in enumerate(kept)]
    skipped += [skip(page, seen.marks[at], "date line") for parts in kept for at in parts.dates]
    skipped += left_over(page, seen, found, skipped)
    return tuple(found), tuple(sorted(skipped, key=lambda s: s.start or 0))


def left_over(page: Page, seen: Survey, found: list[Article], skipped: list[Skipped]) -> list[Skipped]:
    """Units that neither an article nor a reason has taken, so that nothing vanishes: further copies of a caption, for instance."""
    covered = bytearray(len(page.text) + 1)
    for article in found:
        single = [span for span in (article.title, article.byline, article.dateline) if span is not None]
        for span in (*single, *article.captions, *article.credits, *article.body):
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
    for one in skipped:
        if one.start is not None and one.end is not None:
            covered[one.start : one.end] = b"\1" * (one.end - one.start)
    return [skip(page, one, "repeated") for one in seen.marks if covered.find(1, one.unit.start, one.unit.end) < 0]


def every(parts: Parts) -> list[int]:
    """All unit indices that an article holds."""
    single = [at for at in (parts.title, parts.byline, parts.dateline) if at is not None]
    return [*single, *parts.dates, *parts.captions, *parts.credits, *parts.body]


def whole(page: Page, seen: Survey) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """A page without paragraphs: its lines in words are the body, as far as there are any."""
    said: dict[str, int] = {}
    for at, one in enumerate(seen.marks):
        if one.kind in ("line", "sentence", "long", "prose", "item") and one.words >= 3:
            said.setdefault(identity(one), at)
    body = list(said.values())
    rest = [skip(page, one, reason_without_text(one, said)) for at, one in enumerate(seen.marks) if said.get(identity(one)) != at]
    parts = Parts(body=body)
    if not body:
        return (), tuple(rest)
    return (build(page, seen, parts, 0, 1, words.load()),), tuple(rest)


def reason_without_text(one: Mark, said: dict[str, int]) -> str:
    """Why a line of a page without paragraphs is left out."""
    return "repeated" if identity(one) in said else one.why or one.kind


def skip(page: Page, one: Mark, reason: str) -> Skipped:
    """What was left out, with its span."""
    return Skipped("articles", reason, page.id, page.origin, one.unit.text[:80], one.unit.start, one.unit.end)


def keep(seen: Survey, heads: list[Head], found: list[Parts]) -> tuple[list[Parts], list[tuple[Parts, str]]]:
    """Tell articles from teasers of other stories and from articles printed twice."""
    sizes = [sum(seen.marks[at].words for at in parts.body) for parts in found]
    largest = max(sizes)
    kept: list[Parts] = []
    small: list[tuple[Parts, str]] = []
    bodies: set[str] = set()
    for head, parts, size in zip(heads, found, sizes, strict=True):
        passages = [identity(seen.marks[at]) for at in parts.body]
        strong = {"headline repeated", "byline", "dateline"} & set(head.why)
        if passages and sum(p in bodies for p in passages) >= 0.8 * len(passages):
            small.append((parts, "repeated article"))
        elif size < TEASER_WORDS and not strong and (size * TEASER_SHARE < largest or (size * 2 < largest and is_scattered(parts))):
            small.append((parts, "teaser of another story"))
        else:
            kept.append(parts)
            bodies.update(passages)
    return kept, small


def is_scattered(parts: Parts) -> bool:
    """Whether hardly any two paragraphs follow on each other: headlines stand between them, as in a list of stories."""
    return sum(b - a == 1 for a, b in pairwise(parts.body)) <= len(parts.body) / 4


def build(page: Page, seen: Survey, parts: Parts, index: int, count: int, phrases: Phrases) -> Article:
    """The article's record from its parts."""
    captions, credits = pictures(page, seen, parts, phrases)
    body = [Span(seen.marks[at].unit.start, seen.marks[at].unit.end) for at in parts.body]
    dateline = None if parts.dateline is None else dateline_alone(seen, parts.dateline)
    if dateline is None and body and (found := find_dateline(re.sub(r"\s", " ", page.text[body[0].start : body[0].start + 200]), phrases)):
        dateline = Span(body[0].start, body[0].start + found.end)
        body[0] = Span(body[0].start + found.rest, body[0].end)
    title = None if parts.title is None else Span(seen.marks[parts.title].unit.start, seen.marks[parts.title].unit.end)
    sample = " ".join(page.text[span.start : span.end] for span in ([title] if title else []) + body[:6])
    return Article(
        document_id=page.id,
        index=index,
        text=page.text,
        title=title,
        captions=captions,
        credits=credits,
        byline=byline_span(seen, parts, phrases),
        dateline=dateline,
        published=published(page, seen, parts, count, phrases) or dated(page, dateline) or page.published,
        body=tuple(span for span in body if span.end > span.start),
        language=language_of(sample),
    )


def dateline_alone(seen: Survey, at: int) -> Span:
    """The span of a dateline on a line of its own, without the dash or comma behind it."""
    unit = seen.marks[at].unit
    return Span(unit.start, unit.start + len(unit.text.rstrip(" ,:-–—")))


def byline_span(seen: Survey, parts: Parts, phrases: Phrases) -> Span | None:
    """The byline without the date or place that follows on its line."""
    if parts.byline is None:
        return None
    unit = seen.marks[parts.byline].unit
    if unit.end - unit.start == len(unit.text) and (names := names_before_date(unit.text, phrases)):
        return Span(unit.start, unit.start + names)
    if are_names(unit.text):
        return Span(unit.start, unit.end)
    cut = re.search(r"\s+[|•·–—-]\s|\s*[|•·]\s*|,?\s+(?:Published|Updated|Posted)\b|,?\s+\w+ \d", unit.text)
    if cut is None or cut.start() < 5 or unit.end - unit.start != len(unit.text):
        return Span(unit.start, unit.end)
    return Span(unit.start, unit.start + cut.start())


def published(page: Page, seen: Survey, parts: Parts, count: int, phrases: Phrases) -> When | None:
    """The day of the page where it is one article, else the day that the article's own date line says."""
    if page.published is not None and count == 1:
        return page.published
    spots = parts.dates + ([parts.byline] if parts.byline is not None else [])
    for label in ("published", "updated"):
        for at in spots:
            one = seen.marks[at]
            late = phrases.opening("updated", one.key) is not None
            if late == (label == "updated") and (found := days.find_day(one.unit.text)):
                return When(found, found, found, "date line" if label == "published" else "line that says updated")
    return None


def dated(page: Page, dateline: Span | None) -> When | None:
    """The day in the article's dateline, where it is given with its year."""
    found = days.find_day(page.text[dateline.start : dateline.end]) if dateline else None
    return When(found, found, found, "dateline") if found else None


def pictures(page: Page, seen: Survey, parts: Parts, phrases: Phrases) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Captions and credits, apart from each other, each once."""
    captions = [Span(unit.start, unit.end) for unit in (seen.marks[at].unit for at in parts.captions)]
    alone = [lone_credit(page.text, unit.start, unit.end, phrases) for unit in (seen.marks[at].unit for at in parts.credits)]
    return split_captions(page.text, captions, phrases, alone)
