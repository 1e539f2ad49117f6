"""Runs the recipe over many pages: passes over what the record has, spreads the rest over processes, writes page by page.

The order of the outcomes is the order of the input, whatever the number of processes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Self

from lapwing.errors import LapwingError
from lapwing.types import Coded, Page, Run, Skipped

if TYPE_CHECKING:
    from lapwing.store.record import Record

Coder = Callable[[Page], Coded]
Loader = Callable[[], Coder]  # called once in each process: a function of a module, so that it can be named there

WAITING_PER_JOB = 4  # pages handed out ahead of the one that is due: enough to keep all busy, few enough to stay small


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input item: a page with its ``coded``, or ``skipped`` where no page came of it.

    ``known``: the record had it already. ``coded`` is None for a known page unless asked for.
    """

    page: Page | None
    coded: Coded | None
    skipped: Skipped | None
    known: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A record to write into, and the run that does it."""

    record: Record
    run: Run

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.record.close()


def ingest(
    items: Iterable[Page | Skipped], loader: Loader, jobs: int = 1, target: Target | None = None, echo: bool = True
) -> Iterator[Outcome]:
    """Code all pages and yield one outcome an item, in order.

    With ``target`` each page is written (one transaction) before its outcome is given out; with ``echo`` a page the record
    already has is loaded from it, so that the output is the same however often the same is run.
    """
    with _Workers(loader, jobs) as workers:
        due: deque[_Due] = deque()
        for item in items:
            due.append(_start(item, workers, target))
            while len(due) > jobs * WAITING_PER_JOB or (due and due[0].future is None):
                yield _finish(due, workers, target, echo)
        while due:
            yield _finish(due, workers, target, echo)


@dataclass(slots=True)
class _Due:
    item: Page | Skipped
    future: Future[Coded] | None  # None: nothing to code


def _start(item: Page | Skipped, workers: _Workers, target: Target | None) -> _Due:
    if isinstance(item, Skipped) or (target is not None and target.record.has(item, target.run.version)):
        return _Due(item, None)
    return _Due(item, workers.submit(item))


def _finish(due: deque[_Due], workers: _Workers, target: Target | None, echo: bool) -> Outcome:
    first = due.popleft()
    if isinstance(first.item, Skipped):
        known = target is not None and not target.record.add_skipped(target.run, first.item)
        return Outcome(None, None, first.item, known)
    if first.future is None:
        return Outcome(first.item, target.record.load(first.item) if target and echo else None, None, True)
    try:
        coded = first.future.result()
    except BrokenProcessPool:
        coded = workers.alone(first.item)
        workers.restart(due)
    known = target is not None and not target.record.add(target.run, coded)
    return Outcome(first.item, coded, None, known)


class _Workers:
    """Processes that code pages; with one job the work is done here, without any. Started at the first page that needs them."""

    def __init__(self, loader: Loader, jobs: int) -> None:
        self.loader = loader
        self.jobs = jobs
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def submit(self, page: Page) -> Future[Coded]:
        if self.jobs > 1:
            if self.pool is None:
                self.pool = _pool(self.jobs)
            try:
                return self.pool.submit(_code, self.loader, page)
            except BrokenProcessPool as error:  # found broken while handing out; dealt with when the page is due
                broken: Future[Coded] = Future()
                broken.set_exception(error)
                return broken
        done: Future[Coded] = Future()
        done.set_result(_code(self.loader, page))
        return done

    def alone(self, page: Page) -> Coded:
        """Code a page that may have killed its process, in a process of its own."""
        with _pool(1) as pool:
            try:
                return pool.submit(_code, self.loader, page).result()
            except BrokenProcessPool:
                return _failed(page, "its process died", "the page ended the process that coded it; code it by itself to see why")

    def restart(self, due: deque[_Due]) -> None:
        """A new pool after a process died; what was lost with the old one is handed out again."""
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None
        for entry in due:
            lost = entry.future is not None and (entry.future.cancelled() or entry.future.exception() is not None)
            if lost and isinstance(entry.item, Page):
                entry.future = self.submit(entry.item)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # "spawn": a forked copy of a process with threads (onnxruntime, progress bar) may hang.
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _enter)


def _enter() -> None:
    """Set a worker process up: it leaves Ctrl-C to its parent and ends when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@cache
def _coder(loader: Loader) -> Coder:
    """The process's own coder, loaded at its first page."""
    return loader()


def _code(loader: Loader, page: Page) -> Coded:
    return _guarded(_coder(loader), page)


def _guarded(coder: Coder, page: Page) -> Coded:
    """One page's failure is that page's affair: it is kept with the reason, and the rest goes on."""
    try:
        page.text.encode()  # a lone surrogate could be neither stored nor printed
        return coder(page)
    except LapwingError:
        raise
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(at.filename)}:{at.lineno}"
        return _failed(page, "internal error", f"{type(error).__name__}: {error} ({where}); please report it")


def _failed(page: Page, reason: str, detail: str) -> Coded:
    safe = page.text.encode(errors="replace").decode()
    kept = Page(page.id, safe, page.origin, page.format, published=page.published, replaced=page.replaced)
    return Coded(kept, (), (), (Skipped("coding", reason, page.id, page.origin, detail),))
