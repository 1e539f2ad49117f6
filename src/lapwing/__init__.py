"""Lapwing: sourced political event data from raw news pages.

    >>> import lapwing
    >>> events = lapwing.code("Protesters marched in Beirut on Sunday.", published="2021-06-28")
    >>> record = lapwing.open("record.db")

Everything heavy is imported when first used: the rooms that record and show events import this package, and none of the rooms that
code them with it.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.types import Article, Coded, Event, Page, Skipped, Span, When

if TYPE_CHECKING:
    from lapwing.store.reader import RecordReader

__version__: str  # looked up when first asked for: reading the installation's data takes as long as all else here

__all__ = ["Article", "Coded", "Event", "Page", "Skipped", "Span", "When", "__version__", "code", "code_page", "open"]


def __getattr__(name: str) -> str:
    if name != "__version__":
        raise AttributeError(f"module 'lapwing' has no attribute {name!r}")
    metadata = import_module("importlib.metadata")
    try:
        return str(metadata.version("lapwing"))
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return "0+unknown"


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
