"""A progress bar on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

COUNTABLE_BYTES = 2_000_000_000  # counting the lines of more than this would take longer than it is worth


@contextmanager
def watched(inputs: list[str]) -> Iterator[Callable[[], None]]:
    """Gives a function to call once a page; shows pages, rate and, where the number of pages can be known, the time left."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeElapsedColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Pages a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f} pages/s" if task.speed else "")

    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeElapsedColumn(), "left:", TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("coding", total=page_count(inputs))
        yield lambda: progress.advance(task)


def page_count(inputs: list[str]) -> int | None:
    """How many pages the inputs hold, None where that cannot be told without reading them."""
    total = 0
    for given in inputs:
        path = Path(given)
        files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else []
        if not files:
            return None
        for file in files:
            number = _pages_in(file)
            if number is None:
                return None
            total += number
    return total


def _pages_in(file: Path) -> int | None:
    suffix = file.suffix.lower()
    if suffix in (".txt", ".html", ".htm", ".xhtml"):
        return 1
    if suffix in (".jsonl", ".ndjson") and file.stat().st_size < COUNTABLE_BYTES:
        with file.open("rb") as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
    return None
