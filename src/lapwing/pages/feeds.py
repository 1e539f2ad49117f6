"""RSS and Atom feeds: one page an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from lapwing.errors import InputError
from lapwing.pages.decode import mend
from lapwing.pages.given import read_day
from lapwing.pages.layout import lay_out
from lapwing.pages.make import Found
from lapwing.pages.markup import plain
from lapwing.types import Page, Skipped, When

BLOCK_END = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|blockquote|tr|table|section|article|figure|figcaption)\b[^<>]{0,300}>|<br\s*/?>", re.IGNORECASE
)
DROPPED = re.compile(r"<(script|style|figcaption)\b[^<>]*>.{0,20000}?</\1\s*>", re.IGNORECASE | re.DOTALL)


_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));?")


def _character(m: re.Match[bytes]) -> bytes:
    """References to numbers that are no characters (lone surrogates, beyond Unicode) as U+FFFD: the parser fails on them."""
    code = int(m.group(1), 16) if m.group(1) else int(m.group(2))
    return b"&#xFFFD;" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else m.group()


def feed(data: bytes, stem: str, origin: str, fallback: When | None) -> Iterator[Found]:
    """Pages of a feed's entries; an entry without text is Skipped."""
    try:
        feedparser: Any = import_module("feedparser")
    except ImportError:
        raise InputError(f"{origin}: reading feeds needs the extra [web]; install it with: pip install 'lapwing[web]'") from None
    parsed: Any = feedparser.parse(_REFERENCE.sub(_character, data))
    if not parsed.entries:
        yield Skipped("pages", "not a feed", stem, origin, "no entry found; is it RSS or Atom?")
    outlet = plain(parsed.feed.get("title"))
    for number, entry in enumerate(parsed.entries, 1):
        yield _entry(entry, f"{stem}:{number}", f"{origin}:entry {number}", outlet, fallback)


def _entry(entry: Any, name: str, origin: str, outlet: str | None, fallback: When | None) -> Found:
    contents = [item.get("value", "") for item in entry.get("content", [])] + [entry.get("summary", "")]
    markup = max(contents, key=len)
    body = paragraphs(markup)
    title = plain(entry.get("title"))
    if not body:
        return Skipped(
            "pages",
            "no text",
            name,
            origin,
            "the feed's entry has a headline only; fetch the page itself" if title else "the entry is empty",
        )
    text, captions = lay_out(title, plain(entry.get("author")), (), body)
    stated = entry.get("published") or entry.get("updated")
    day = read_day(stated, "feed") or fallback
    given = plain(entry.get("id")) or plain(entry.get("link"))
    return Page(given or name, text, origin, "feed", title, day, plain(entry.get("link")), outlet, captions, 0, mend(markup)[0])


def paragraphs(markup: str) -> list[str]:
    """The paragraphs of a feed entry's markup."""
    pieces = BLOCK_END.split(DROPPED.sub(" ", markup))
    return [text for text in map(plain, pieces) if text and any(char.isalnum() for char in text)]
