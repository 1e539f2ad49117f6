"""Lapwing: sourced political event data from raw news pages.

    >>> import lapwing
    >>> events = lapwing.code("Protesters marched in Beirut on Sunday.", published="2021-06-28")
    >>> record = lapwing.open("record.db")

Everything heavy is imported when first used: the rooms that record and show events import this package, and none of the rooms that
code them with it.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.types import Article, Coded, Event, Page, Skipped, Span, When

if TYPE_CHECKING:
    from lapwing.store.reader import RecordReader

try:
    __version__ = version("lapwing")
except PackageNotFoundError:  # run from a checkout that is not installed
    __version__ = "0+unknown"

__all__ = ["Article", "Coded", "Event", "Page", "Skipped", "Span", "When", "__version__", "code", "code_page", "open"]


def code(text: str, published: str | None = None) -> tuple[Event, ...]:
    """The events that ``text`` reports; ``published`` is the day it appeared (``2021-06-28``, ``2021-06`` or ``2021``).

    Offsets of all spans are Unicode code points of ``text``. InputError where the date cannot be read.
    """
    return code_page(text, published).events


def code_page(text: str, published: str | None = None) -> Coded:
    """All that comes of ``text``: its articles, its events, and what was skipped and why."""
    coded: Coded = import_module("lapwing.public").code_page(text, published)
    return coded


def open(path: str | Path) -> RecordReader:
    """A record for reading; RecordError where there is none or it cannot be read."""
    from lapwing.store.reader import RecordReader

    return RecordReader.open(path)
