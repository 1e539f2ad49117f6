"""Containers of many pages: JSON Lines, CSV, TSV and Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

from lapwing.errors import InputError
from lapwing.pages.decode import decode
from lapwing.pages.given import stated_day
from lapwing.pages.make import Found, html_page, text_page
from lapwing.types import Page, Skipped, When

COLUMNS = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "article_text", "story", "plain_text"),
    "html": ("html", "raw_html"),
    "id": ("id", "document_id", "doc_id", "article_id", "uid", "uri"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "publish_date", "pub_date", "date_publish", "publication_date", "datetime"),
    "url": ("url", "link", "source_url"),
    "outlet": ("outlet", "source", "publisher", "domain", "source_domain"),
}
csv.field_size_limit(2**31 - 1)  # articles are longer than the module's default of 128 KiB


def page_of(record: Mapping[str, Any], stem: str, number: int, origin: str, form: str, fallback: When | None) -> Found:
    """One record with text or html as a page."""
    given = record.get("id")
    name = str(given).strip() if isinstance(given, (str, int)) and str(given).strip() else f"{stem}:{number}"
    text, html = record.get("text"), record.get("html")
    page = Page(
        id=name,
        text=text if isinstance(text, str) else "",
        origin=origin,
        format=form,
        title=_words(record.get("title")),
        published=stated_day(record.get("published")),
        url=_words(record.get("url")),
        outlet=_words(record.get("outlet")),
    )
    if page.text.strip():
        return text_page(page if page.published else _dated(page, fallback))
    if isinstance(html, str) and html.strip():
        return html_page(page, html, fallback)
    return Skipped("pages", "no text", name, origin, 'give the record a "text" or "html" of at least one word')


def _dated(page: Page, fallback: When | None) -> Page:
    from dataclasses import replace

    return replace(page, published=fallback)


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def json_lines(lines: Iterable[bytes], stem: str, origin: str, fallback: When | None) -> Iterator[Found]:
    """One page a line; a line that is no JSON object is Skipped with its number."""
    for number, raw in enumerate(lines, 1):
        if not raw.strip(b" \t\r\n\0\xef\xbb\xbf"):
            continue
        where = f"{origin}:{number}"
        line = decode(raw)
        try:
            record = json.loads(line.text, strict=False)
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", type(error).__name__)
            yield Skipped(
                "pages",
                "not JSON",
                f"{stem}:{number}",
                where,
                f'{reason}; each line must be one object such as {{"id": "1", "text": "..."}}',
            )
            continue
        if not isinstance(record, dict):
            yield Skipped(
                "pages", "not a JSON object", f"{stem}:{number}", where, 'each line must be one object such as {"id": "1", "text": "..."}'
            )
            continue
        found = page_of(record, stem, number, where, "jsonl", fallback)
        yield _count(found, line.replaced)


def _count(found: Found, replaced: int) -> Found:
    from dataclasses import replace

    return replace(found, replaced=found.replaced + replaced) if replaced and isinstance(found, Page) else found


def column_map(names: Iterable[str], origin: str) -> dict[str, str]:
    """Which column holds what; raises InputError where none holds text."""
    known = {name.strip().casefold(): name for name in names if name}
    found = {field: known[alias] for field, aliases in COLUMNS.items() for alias in reversed(aliases) if alias in known}
    if "text" not in found and "html" not in found:
        listed = ", ".join(list(known)[:12]) or "none"
        raise InputError(f"{origin}: no column with text (columns: {listed}); name one of them text or html")
    return found


def delimited(data: bytes, stem: str, origin: str, separator: str, fallback: When | None) -> Iterator[Found]:
    """Pages of a CSV or TSV file with a header line."""
    encoding = decode(data[:262144]).encoding
    if data.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    elif data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    stream = TextIOWrapper(BytesIO(data), encoding=encoding, errors="replace", newline="")
    reader = csv.DictReader(stream, delimiter=separator)
    try:
        fields = column_map(reader.fieldnames or (), origin)
    except csv.Error as error:
        raise InputError(f"{origin}: the header line cannot be read ({error}); write the file as CSV with a header") from None
    rows = iter(reader)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Skipped("pages", "row not readable", f"{stem}:{number}", f"{origin}:{reader.line_num}", f"{error}; quote the field")
            continue
        record = {field: row.get(column) for field, column in fields.items()}
        yield _counted_row(record, page_of(record, stem, number, f"{origin}:{reader.line_num}", "csv", fallback))


def _counted_row(record: Mapping[str, Any], found: Found) -> Found:
    text = record.get("text")
    return _count(found, text.count("\ufffd")) if isinstance(text, str) else found


def parquet(path: Path, stem: str, fallback: When | None) -> Iterator[Found]:
    """Pages of a Parquet file, read in batches through DuckDB."""
    import duckdb

    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false", "threads": "1"})
    try:
        cursor = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in cursor.description]
        fields = column_map(names, str(path))
        places = {field: names.index(column) for field, column in fields.items()}
        number = 0
        while batch := cursor.fetchmany(500):
            for row in batch:
                number += 1
                record = {field: row[at] for field, at in places.items()}
                yield page_of(record, stem, number, f"{path}:{number}", "parquet", fallback)
    except duckdb.Error as error:
        yield Skipped("pages", "Parquet not readable", stem, str(path), f"{str(error).splitlines()[0][:200]}; write the file anew")
    finally:
        connection.close()
