"""Inputs to pages: files, folders, globs and standard input, in all formats."""

from __future__ import annotations

import glob
import mmap
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, cast

from lapwing.errors import InputError
from lapwing.pages.archives import warc
from lapwing.pages.decode import decode, gunzip, is_binary
from lapwing.pages.feeds import feed
from lapwing.pages.given import given_day
from lapwing.pages.make import Found, html_page, text_page
from lapwing.pages.rows import delimited, json_lines, parquet
from lapwing.pages.streams import GZIP, DamagedGzip, lines_of
from lapwing.types import Page, Skipped, When

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}
KNOWN = "known are .txt, .html, .jsonl, .csv, .tsv, .parquet, .warc (each but .parquet also with .gz), .rss and .atom"


class Source(NamedTuple):
    """One file to read, the id its page gets, and its format ("" where its content must tell)."""

    path: Path
    id: str
    format: str


def read(inputs: str | Path | Iterable[str | Path], *, published: str | None = None) -> Iterator[Found]:
    """The pages of all inputs, and what could not be read, as Skipped.

    ``inputs`` are files, folders (searched to the bottom), globs, or "-" for standard input. ``published`` is the day for
    pages that carry none. Raises InputError at once for a missing input, a folder without pages and an unreadable day.
    """
    wanted = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    if not wanted:
        raise InputError('no input given; name a file, a folder, a glob, or "-" for standard input')
    fallback = given_day(published)
    sources: list[Source] = []
    odd: list[Skipped] = []
    for one in wanted:
        found, left = sources_of(str(one))
        sources += found
        odd += left
    return _pages(distinct(sources), odd, fallback)


def _pages(sources: list[Source], odd: list[Skipped], fallback: When | None) -> Iterator[Found]:
    yield from odd
    used: Counter[str] = Counter()
    for source in sources:
        for found in _never_nothing(source, _open(source, fallback)):
            if isinstance(found, Page):
                used[found.id] += 1
                if used[found.id] > 1:  # an id given twice must not hide a page
                    found = replace(found, id=f"{found.id}~{used[found.id]}")
            yield found


def _never_nothing(source: Source, pages: Iterator[Found]) -> Iterator[Found]:
    """The source's pages; where it has none and says nothing of it, Skipped."""
    empty = True
    for found in pages:
        empty = False
        yield found
    if empty:
        yield Skipped("pages", "no pages in it", source.id, str(source.path), "the file can be read but holds no page")


def sources_of(given: str) -> tuple[list[Source], list[Skipped]]:
    """The files of one input, and files of unknown kind within a folder."""
    if given == "-":
        return [Source(Path("-"), "stdin", "")], []
    path = Path(given)
    if path.is_dir():
        return _folder(path)
    if path.exists():
        return [Source(path, stem_of(path), format_of(path))], []
    if any(char in given for char in "*?["):
        hits = sorted(glob.glob(given, recursive=True))
        files = [Path(hit) for hit in hits if os.path.isfile(hit)]
        if files:
            return [Source(hit, stem_of(hit), format_of(hit)) for hit in files], []
        raise InputError(f"{given}: nothing matches; check the pattern, and quote it so that the shell leaves it alone")
    raise InputError(f"{given}: no such file or folder; check the path")


def _folder(folder: Path) -> tuple[list[Source], list[Skipped]]:
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    sources = [Source(path, stem_of(path), format_of(path)) for path in files if format_of(path)]
    odd = [Skipped("pages", "unknown kind of file", stem_of(path), str(path), KNOWN) for path in files if not format_of(path)]
    if not sources:
        raise InputError(f"{folder}: no pages in this folder; {KNOWN}")
    return sources, odd


def stem_of(path: Path) -> str:
    """File name without .gz and without its format's ending."""
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    base, dot, ending = name.rpartition(".")
    return base if base and dot + ending.lower() in FORMATS else name


def format_of(path: Path) -> str:
    """Format by the file's ending, or ""."""
    name = path.name.lower().removesuffix(".gz")
    return FORMATS.get(os.path.splitext(name)[1], "")


def distinct(sources: list[Source]) -> list[Source]:
    """Each file once, and ids that collide told apart by their folders, then by their endings."""
    unique = list({source.path.resolve() if str(source.path) != "-" else source.path: source for source in sources}.values())
    for name in (_with_folder, lambda source: source.path.as_posix()):
        seen = Counter(source.id for source in unique)
        twice = [source for source in unique if seen[source.id] > 1]
        if not twice:
            break
        unique = [source._replace(id=name(source)) if seen[source.id] > 1 else source for source in unique]
    return unique


def _with_folder(source: Source) -> str:
    return f"{source.path.parent.name}/{source.id}"


def _open(source: Source, fallback: When | None) -> Iterator[Found]:
    origin = "standard input" if str(source.path) == "-" else str(source.path)
    if source.format == "parquet":
        yield from parquet(source.path, source.id, fallback)
        return
    if source.format in ("jsonl", "warc") and str(source.path) != "-":
        yield from _large(source, origin, fallback)
        return
    try:
        data = sys.stdin.buffer.read() if str(source.path) == "-" else source.path.read_bytes()
    except OSError as error:
        yield Skipped("pages", "file not readable", source.id, origin, f"{error.strerror or error}; check that it may be read")
        return
    if data[:2] == b"\x1f\x8b" and source.format != "warc":
        data, broken = gunzip(data)
        if broken is not None:
            yield Skipped(
                "pages", "gzip damaged or cut off", source.id, origin, f"byte {broken} of the packed file; what stands before it was read"
            )
    yield from pages_in(data, source._replace(format=source.format or sniff(data)), origin, fallback)


def _large(source: Source, origin: str, fallback: When | None) -> Iterator[Found]:
    """The pages of a file that may be larger than memory."""
    try:
        with source.path.open("rb") as handle:
            head = handle.read(8192)
            if source.format == "warc" and head:
                with mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
                    yield from warc(cast(bytes, mapped), source.id, origin, fallback)
                return
        if head[:2] != GZIP and is_binary(head):
            yield Skipped("pages", "binary file", source.id, origin, "not text in any encoding; convert it to text or HTML first")
            return
        yield from json_lines(lines_of(source.path), source.id, origin, fallback)
    except DamagedGzip as error:
        detail = f"byte {error.position} of the packed file; what stands before it was read"
        yield Skipped("pages", "gzip damaged or cut off", source.id, origin, detail)
    except OSError as error:
        yield Skipped("pages", "file not readable", source.id, origin, f"{error.strerror or error}; check that it may be read")


def sniff(data: bytes) -> str:
    """Format by content, for standard input and files with unknown endings."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    low = head[:1024].lower()
    if head.startswith((b"WARC/", b"\x1f\x8b")):
        return "warc"
    if low.startswith((b"<!doctype html", b"<html")) or (low.startswith(b"<") and b"<html" in low):
        return "html"
    if low.startswith((b"<?xml", b"<rss", b"<feed")) and re.search(rb"<(?:rss|feed|rdf:rdf)\b", low):
        return "feed"
    if re.match(rb'\{\s*"', head):
        return "jsonl"
    return "text"


def pages_in(data: bytes, source: Source, origin: str, fallback: When | None) -> Iterator[Found]:
    """The pages of one file's bytes."""
    form = source.format
    if form == "warc":
        yield from warc(data, source.id, origin, fallback)
    elif not data.strip():
        yield Skipped("pages", "no text", source.id, origin, "the file is empty")
    elif is_binary(data):
        yield Skipped("pages", "binary file", source.id, origin, "not text in any encoding; convert it to text or HTML first")
    elif form == "jsonl":
        yield from json_lines(data.split(b"\n"), source.id, origin, fallback)
    elif form in ("csv", "tsv"):
        yield from delimited(data, source.id, origin, "\t" if form == "tsv" else ",", fallback)
    elif form == "feed":
        yield from feed(data, source.id, origin, fallback)
    else:
        yield _single(data, source, origin, form, fallback)


def _single(data: bytes, source: Source, origin: str, form: str, fallback: When | None) -> Found:
    html = form == "html" or sniff(data) == "html"
    decoded = decode(data, markup=html)
    if html:
        return html_page(Page(source.id, "", origin, "html", replaced=decoded.replaced), decoded.text, fallback)
    return text_page(Page(source.id, decoded.text, origin, "text", published=fallback, replaced=decoded.replaced))
