"""What goes to standard output: events or articles as a table, JSON lines, CSV or Parquet. Data alone; words go to standard error."""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from lapwing.errors import LapwingError
from lapwing.store.contract import Json, line

if TYPE_CHECKING:
    from rich.table import Table

TABLE_ROWS = 500  # a longer table is not read on a screen


class Format(StrEnum):
    """The formats of ``--format``."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class Kind(StrEnum):
    """What is printed."""

    events = "events"
    articles = "articles"


class Writer(Protocol):
    """Takes dicts one by one and prints them; a context manager, so that what needs an end gets one."""

    def write(self, item: Json) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


def writer(form: Format, kind: Kind) -> Writer:
    """The writer of a format. Parquet is no text and is refused on a terminal."""
    if form is Format.jsonl:
        return JsonLines()
    if form is Format.csv:
        return Csv(kind)
    if form is Format.table:
        return TableWriter(kind)
    if sys.stdout.isatty():
        raise LapwingError("Parquet is not text; send it to a file: --format parquet > events.parquet")
    return ParquetWriter(kind)


class _Plain:
    """Nothing to open or close."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return None


class Nothing(_Plain):
    """Prints nothing: all goes into the record."""

    def write(self, item: Json) -> None:
        return None


class JsonLines(_Plain):
    """One JSON object a line."""

    def write(self, item: Json) -> None:
        sys.stdout.write(line(item) + "\n")


class Csv(_Plain):
    """RFC 4180 with a header line; lists joined by "; "."""

    def __init__(self, kind: Kind) -> None:
        from lapwing.store.exports.flat import flat_article, flat_event

        self.flat = flat_event if kind is Kind.events else flat_article
        self.rows: csv.DictWriter[str] | None = None

    def write(self, item: Json) -> None:
        row = self.flat(item)
        if self.rows is None:
            self.rows = csv.DictWriter(sys.stdout, list(row), lineterminator="\n")
            self.rows.writeheader()
        self.rows.writerow(row)


class ParquetWriter(_Plain):
    """Nested as the JSON lines are; written at the end, whole."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.folder = tempfile.TemporaryDirectory(prefix="lapwing-")
        self.lines = Path(self.folder.name) / "lines.jsonl"
        self.stream = self.lines.open("w", encoding="utf-8")

    def write(self, item: Json) -> None:
        self.stream.write(line(item) + "\n")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        from lapwing.store.exports import parquet

        self.stream.close()
        with self.folder:
            if error is None:
                target = self.lines.with_suffix(".parquet")
                parquet.convert(self.lines, target, parquet.EVENT_TYPES if self.kind is Kind.events else parquet.ARTICLE_TYPES)
                sys.stdout.buffer.write(target.read_bytes())


class TableWriter(_Plain):
    """For reading on a screen; the first TABLE_ROWS, and a word on how many more there are."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.items: list[Json] = []
        self.more = 0

    def write(self, item: Json) -> None:
        if len(self.items) < TABLE_ROWS:
            self.items.append(item)
        else:
            self.more += 1

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        from rich.console import Console

        if error is None and self.items:
            console = Console(width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 140)
            console.print(event_table(self.items) if self.kind is Kind.events else article_table(self.items))
        if self.more:
            print(f"lapwing: {self.more} more rows not shown; use --format jsonl, csv or parquet for all", file=sys.stderr)


# A page's own control characters could move the cursor or recolour the terminal; one visible character each, so that offsets stay.
CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�") | {9: " "}


def visible(text: str) -> str:
    """The text without control characters but line breaks, of the same length."""
    return text.translate(CONTROLS)


def words(text: str) -> str:
    """The text on one line, without control characters."""
    return " ".join(visible(text).split())


STATUS_STYLES = {"actual": "green", "planned": "cyan", "hypothetical": "yellow", "negated": "red"}


def event_table(events: list[Json]) -> Table:
    """Who did what to whom, where and when, whether it happened, and who says so: a row an event."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    widths = {"id": 8, "when": 10, "actor": 22, "event": 20, "recipient": 22, "where": 16, "status": 12, "says": 16}
    for heading, width in widths.items():
        table.add_column(heading, max_width=width, overflow="fold", no_wrap=heading in ("id", "status"))
    for event in events:
        deed = event["type"] if event["mode"] is None else f"{event['type']} {event['mode']}"
        status = event["status"] if event["certainty"] == "stated" else f"{event['status']}?"
        table.add_row(
            event["event_id"][:8],
            Text(", ".join((time["value"] or words(time["text"])).replace("/", " to ") for time in event["times"])),
            Text(_names(event["actors"])),
            Text.assemble((deed, "bold"), f" “{words(event['trigger']['text'])}”"),
            Text(_names(event["recipients"])),
            Text(", ".join(place["name"] or words(place["text"]) for place in event["places"])),
            Text(status, STATUS_STYLES.get(event["status"], "")),
            Text(" > ".join(source["entity"] or words(source["text"]) for source in event["sources"]) or "the outlet"),
        )
    return table


def _names(parties: list[Json]) -> str:
    return ", ".join(
        (party["entity"] or words(party["text"])) + (f" ({party['country']})" if party["country"] else "") for party in parties
    )


def article_table(articles: list[Json]) -> Table:
    """A row an article."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    widths = {"document": 24, "nr": 3, "published": 10, "title": 60, "captions": 8, "paragraphs": 10, "words": 6, "lang": 4}
    for heading, width in widths.items():
        table.add_column(heading, max_width=width)
    for article in articles:
        length = sum(len(span["text"].split()) for span in article["body"])
        title = Text(words((article["title"] or {}).get("text") or "–"))
        counts = (str(len(article["captions"])), str(len(article["body"])), str(length), article["language"] or "–")
        published = (article["published"] or {}).get("value") or "–"
        table.add_row(Text(words(article["document_id"])), str(article["article"]), published, title, *counts)
    return table
