"""Web archives: WARC files, plain or gzip, read as far as they can be."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from lapwing.errors import InputError
from lapwing.pages.decode import decode, is_binary
from lapwing.pages.given import read_day
from lapwing.pages.make import Found, html_page, text_page
from lapwing.pages.streams import Window
from lapwing.types import Page, Skipped, When

GZIP = b"\x1f\x8b\x08"
HEAD = b"WARC/1."
TEXTUAL = ("text/html", "application/xhtml", "text/plain")


def warc(data: bytes, stem: str, origin: str, fallback: When | None) -> Iterator[Found]:
    """Pages of a WARC file, whose bytes may be mapped.

    Damage is reported with its byte position, and reading goes on at the next record.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise InputError(f"{origin}: reading WARC files needs the extra [web]; install it with: pip install 'lapwing[web]'") from None
    position = 0
    while position < len(data):
        last = position
        try:
            for record in ArchiveIterator(Window(data, position), record_types=WarcRecordType.any_type, auto_decode="all"):
                last = position + record.stream_pos
                if record.record_type in (WarcRecordType.response, WarcRecordType.resource):
                    yield from _record(record, stem, f"{origin}@{last}", last, fallback)
        except BaseException as error:  # fastwarc's parser panics on some damage, outside the tree of Exception
            if not isinstance(error, (OSError, ValueError)) and type(error).__name__ != "PanicException":
                raise
            yield Skipped(
                "pages", "archive damaged", stem, f"{origin}@{last}", f"byte {last}: {str(error)[:120]}; reading went on at the next record"
            )
            position = next_record(data, last + 1)
            continue
        cut = cut_off(data, last)
        if cut:
            yield Skipped(
                "pages", "archive cut off", stem, f"{origin}@{last}", f"the record at byte {last} is not complete; fetch the file again"
            )
        position = next_record(data, last + 1) if not cut else len(data)


def _record(record: Any, stem: str, origin: str, at: int, fallback: When | None) -> Iterator[Found]:
    """The page of one record; responses that are no pages are Skipped."""
    name = f"{stem}@{at}"
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
    url = record.headers.get("WARC-Target-URI")
    status = record.http_headers.status_code if record.http_headers is not None else 200
    if status is not None and status >= 300:
        yield Skipped("pages", f"HTTP status {status}", name, origin, url)
        return
    body = record.reader.read()
    if (kind and not kind.startswith(TEXTUAL)) or is_binary(body):
        yield Skipped("pages", "not a page", name, origin, f"{kind or 'binary'} {url or ''}".strip())
        return
    html = "plain" not in kind
    decoded = decode(body, record.http_charset, markup=html)
    seen = read_day(record.headers.get("WARC-Date"), "fetched")
    page = Page(
        name, "" if html else decoded.text, origin, "warc", url=url, replaced=decoded.replaced, published=None if html else fallback
    )
    found = html_page(page, decoded.text, fallback) if html else text_page(page)
    yield _bounded(found, seen)


def _bounded(found: Found, seen: When | None) -> Found:
    """A page without a date was published on the day it was fetched at the latest."""
    from dataclasses import replace

    if isinstance(found, Page) and found.published is None and seen is not None:
        return replace(found, published=When(None, None, seen.latest, "fetched"))
    return found


def next_record(data: bytes, start: int) -> int:
    """Offset of the next record that can be begun, from ``start``; the length where there is none."""
    if data[:3] != GZIP:
        spot = data.find(b"\n" + HEAD, max(0, start - 1))
        return spot + 1 if spot >= 0 else len(data)
    spot = data.find(GZIP, start)
    while spot >= 0:
        try:
            if zlib.decompressobj(31).decompress(data[spot : spot + 512], 16).startswith(HEAD):
                return spot
        except zlib.error:
            pass
        spot = data.find(GZIP, spot + 1)
    return len(data)


def cut_off(data: bytes, last: int) -> bool:
    """Whether the record at ``last``, the last one that was read, ends before its end."""
    if data[last : last + 3] == GZIP:
        engine = zlib.decompressobj(31)
        try:
            size = 0
            block = engine.decompress(data[last:], 1 << 20)
            while not engine.eof and block:
                size += len(block)
                block = engine.decompress(engine.unconsumed_tail, 1 << 20)
        except zlib.error:
            return True
        return not engine.eof
    head, _, _ = data[last : last + 65536].partition(b"\r\n\r\n")
    if not head.startswith(HEAD):
        return bool(head)
    length = next((line.split(b":", 1)[1].strip() for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), b"")
    return not length.isdigit() or last + len(head) + 4 + int(length) > len(data)
