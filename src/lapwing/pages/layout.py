"""How the text of a page with markup is laid out, so that it is read back by rule and not by its looks.

Title                one line, there if and only if ``page.title`` is given
Byline               one line right under it, if known
                     (blank line)
Caption              each a block of its own, exactly the spans of ``page.captions``
                     (blank line)
Paragraph            all other blocks, each one line
"""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.pages import phrases as words
from lapwing.pages.captions import split_captions
from lapwing.pages.datelines import find_dateline
from lapwing.pages.language import language_of
from lapwing.pages.lines import Unit
from lapwing.pages.marks import mark
from lapwing.pages.phrases import Phrases
from lapwing.types import Article, Page, Skipped, Span

GAP = "\n\n"


def lay_out(title: str | None, byline: str | None, captions: Sequence[str], body: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """The page's text and the spans of its captions. Each part is put on one line."""
    blocks: list[str] = []
    spans: list[Span] = []
    if title:
        blocks.append(_line(title) + (f"\n{_line(byline)}" if byline else ""))
    at = sum(len(block) + len(GAP) for block in blocks)
    for caption in captions:
        line = _line(caption)
        spans.append(Span(at, at + len(line)))
        blocks.append(line)
        at += len(line) + len(GAP)
    blocks += [line for line in map(_line, body) if line]
    return GAP.join(blocks), tuple(spans)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def blocks_of(text: str) -> list[Span]:
    """The spans of the blocks."""
    spans: list[Span] = []
    at = 0
    for block in text.split(GAP):
        if block:
            spans.append(Span(at, at + len(block)))
        at += len(block) + len(GAP)
    return spans


def laid_out(page: Page) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """The one article of a laid-out page; lines that are furniture beyond doubt are left out."""
    blocks = blocks_of(page.text)
    title, byline = _head(page, blocks.pop(0)) if page.title and blocks else (None, None)
    captions = set(page.captions)
    phrases = words.load()
    body: list[Span] = []
    skipped: list[Skipped] = []
    heading = words.key(page.title or "")
    for span in blocks:
        if span in captions:
            continue
        text = page.text[span.start : span.end]
        why = litter(text, heading if not body else "", phrases)
        if why:
            skipped.append(Skipped("articles", why, page.id, page.origin, text[:80], span.start, span.end))
        else:
            body.append(span)
    if not body:
        return (), tuple(skipped)
    dateline = None
    if found := find_dateline(page.text[body[0].start : min(body[0].end, body[0].start + 200)], phrases):
        dateline = Span(body[0].start, body[0].start + found.end)
        body[0] = Span(body[0].start + found.rest, body[0].end)
    shown, credits = split_captions(page.text, page.captions, phrases)
    sample = " ".join(page.text[span.start : span.end] for span in ([title] if title else []) + body[:6])
    kept = tuple(span for span in body if span.end > span.start)
    article = Article(page.id, 0, page.text, title, shown, credits, byline, dateline, page.published, kept, language_of(sample))
    return (article,), tuple(skipped)


def _head(page: Page, block: Span) -> tuple[Span, Span | None]:
    first, _, second = page.text[block.start : block.end].partition("\n")
    title = Span(block.start, block.start + len(first))
    return title, Span(title.end + 1, block.end) if second else None


def litter(text: str, heading: str, phrases: Phrases) -> str:
    """Why a block of extracted text is not body, or "" where it is."""
    one = mark(Unit(0, len(text), 0, text), phrases)
    if heading and one.key == heading:
        return "repeated"
    if one.kind in ("furniture", "related", "end", "credit", "rule", "date"):
        return one.why or {"related": "related stories", "credit": "photo credit without caption"}.get(one.kind, "page furniture")
    return ""
