"""``lapwing code`` and ``lapwing demo``: pages in, events (or articles) out, and into a record."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lapwing.cli.output import Format, Kind, Nothing, Writer, writer
from lapwing.errors import InputError

if TYPE_CHECKING:
    from lapwing.ingest import Coder, Outcome, Target
    from lapwing.types import Page, Skipped

PROBLEMS_SHOWN = 5
Own = Annotated[Path | None, typer.Option(help="Folder with your own actors.tsv, lexicon.tsv, places.tsv, ...", metavar="FOLDER")]
SAMPLES = Path(__file__).parent.parent / "samples"


@dataclass(slots=True)
class Tally:
    """What was read in one invocation: read = coded + known + skipped."""

    coded: int = 0
    known: int = 0
    articles: int = 0
    events: int = 0
    inputs: Counter[str] = field(default_factory=Counter)  # inputs no page came of, by reason
    parts: Counter[str] = field(default_factory=Counter)  # passages, articles, candidates left out, by stage and reason

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if outcome.skipped is not None:
            self.inputs[outcome.skipped.reason] += 1
        elif outcome.known:
            self.known += 1
        elif outcome.coded is not None:
            self.coded += 1
            self.articles += len(outcome.coded.articles)
            self.events += len(outcome.coded.events)
            self.parts.update(f"{item.stage}: {item.reason}" for item in outcome.coded.skipped)

    def lines(self) -> Iterator[str]:
        """The summary."""
        skipped = self.inputs.total()
        known = f", {self.known} in the record already" if self.known else ""
        yield f"pages: {self.coded + self.known + skipped} read, {self.coded} coded{known}, {skipped} skipped"
        yield from (f"  {number} skipped: {reason}" for reason, number in self.inputs.most_common())
        yield f"found: {self.articles} articles, {self.events} events"
        yield from (f"  {number} left out, {reason}" for reason, number in self.parts.most_common())


def code(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.", metavar="INPUT...")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Record to write into; made where there is none.")] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="What to print; default: table (jsonl for articles in a pipe), nothing with -o.")
    ] = None,
    articles: Annotated[bool, typer.Option("--articles", help="Print the articles instead of the events.")] = False,
    published: Annotated[
        str | None, typer.Option(help="Publication date of pages that give none: 2021-06-28, 2021-06 or 2021.", metavar="DATE")
    ] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0: one for each core.")] = 1,
    own: Own = None,
) -> int:
    """Code pages into events.

    Text, HTML, JSONL, CSV, Parquet and WARC are recognised by content and name. Running the same again adds nothing to a record;
    a run that was stopped is completed by running it again.
    """
    from lapwing.pages.given import given_day

    given_day(published)  # looked at first: nothing is opened or made for a date that is none
    kind = Kind.articles if articles else Kind.events
    printer = Nothing() if output is not None and form is None else writer(form or _usual(kind), kind)
    problems: list[str] = []
    with ExitStack() as stack:
        target = None if output is None else stack.enter_context(_target(output, own))
        stack.enter_context(printer)
        tally = _run(_items(inputs, published, problems), inputs, partial(load_coder, own), jobs, target, printer, kind)
    sys.stdout.flush()
    for line in tally.lines():
        print(line, file=sys.stderr)
    for problem in problems[:PROBLEMS_SHOWN]:
        print(f"lapwing: {problem}", file=sys.stderr)
    if len(problems) > PROBLEMS_SHOWN:
        print(f"lapwing: and {len(problems) - PROBLEMS_SHOWN} more inputs with problems", file=sys.stderr)
    return 2 if problems else 0


def _usual(kind: Kind) -> Format:
    """Articles that go into a pipe are data for a program; a table is for the eye."""
    return Format.jsonl if kind is Kind.articles and not sys.stdout.isatty() else Format.table


def demo(output: Annotated[Path, typer.Option("-o", "--output", help="Record to write into.")] = Path("demo.db")) -> int:
    """Code the sample pages that come with Lapwing, print the events and say what to try next."""
    status = code([str(SAMPLES)], output=output, form=Format.table)
    hints = (
        (f"lapwing show EVENT_ID {output}", "the sentence with its spans, who says so, and what decided"),
        (f"lapwing events {output} --status planned", "what is only announced"),
        ("lapwing code PAGES -o record.db", "your own pages: text, HTML, JSONL, CSV, Parquet, WARC"),
    )
    print("\nTry next:", file=sys.stderr)
    for command, meaning in hints:
        print(f"  {command:42}{meaning}", file=sys.stderr)
    return status


def load_coder(own: Path | None = None) -> Coder:
    """What each process loads: the recipe with its tools."""
    from lapwing import pipeline

    tools = pipeline.Tools.load(own)
    return lambda page: pipeline.code_page(page, tools)


def _run(
    items: Iterable[Page | Skipped],
    inputs: list[str],
    load: Callable[[], Coder],
    jobs: int,
    target: Target | None,
    printer: Writer,
    kind: Kind,
) -> Tally:
    """Take all items through, with a progress bar where somebody watches."""
    import os

    from lapwing.cli.progress import watched
    from lapwing.ingest import ingest

    tally = Tally()
    echo = not isinstance(printer, Nothing)
    with watched(inputs) as step:
        for outcome in ingest(items, load, jobs or os.cpu_count() or 1, target, echo):
            tally.add(outcome)
            _print(outcome, printer, kind)
            step()
    if target is not None:
        target.record.finish(target.run)
    return tally


def _target(output: Path, own: Path | None) -> Target:
    """The record to write into, with its run begun."""
    import uuid
    from datetime import UTC, datetime

    from lapwing.fingerprint import fingerprint, model_name
    from lapwing.ingest import Target
    from lapwing.store.record import Record
    from lapwing.types import Run

    record = Record.open(output, write=True)
    started = datetime.now(UTC).isoformat(timespec="seconds")
    run = Run(uuid.uuid4().hex, started, fingerprint(own), model_name(), " ".join(sys.argv[1:]))
    record.begin(run)
    return Target(record, run)


def _items(inputs: Sequence[str], published: str | None, problems: list[str]) -> Iterator[Page | Skipped]:
    """All that is read from the inputs. One bad input does not stop the others.

    What is wrong with an input that was named goes to ``problems`` as well; what a folder holds beside its pages does so only where
    no page is found at all.
    """
    from lapwing import pages
    from lapwing.pages.read import sources_of
    from lapwing.types import Page

    good: list[str] = []
    odd: list[str] = []
    found = 0
    for given in inputs:
        try:
            sources_of(given)
            good.append(given)
        except InputError as error:
            problems.append(str(error))
            yield _unreadable(given, str(error))
    named = {given for given in good if Path(given).is_file()}
    for item in pages.read(good, published=published) if good else ():
        if isinstance(item, Page):
            found += 1
        else:
            origin = item.origin or ""
            is_named = origin.startswith("standard input") or not named.isdisjoint((origin, origin.rpartition(":")[0]))
            (problems if is_named else odd).append(f"{origin}: {item.reason}" + (f"; {item.detail}" if item.detail else ""))
        yield item
    if not found:
        problems += odd


def _unreadable(given: str, why: str) -> Skipped:
    from lapwing.types import Skipped

    return Skipped("pages", "input not found", None, given, why)


def _print(outcome: Outcome, printer: Writer, kind: Kind) -> None:
    from lapwing.store.contract import article_to_dict, event_to_dict

    if outcome.coded is None:
        return
    if kind is Kind.articles:
        for article in outcome.coded.articles:
            printer.write(article_to_dict(article))
    else:
        for event in outcome.coded.events:
            printer.write(event_to_dict(event, outcome.coded.page.text))
