"""Calendar days written in date lines, in many languages; no relative words and no guesses."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from lapwing.errors import KnowledgeError

FILE = Path(__file__).parent / "files" / "months.txt"
ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
CHINESE = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
WORDY = re.compile(r"(\d{4}|\d{1,2})|([^\W\d_]+(?:\u200c[^\W\d_]+)?)")
CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?::\d{2})?(?!\d)")
ORDINALS = frozenset("st nd rd th er º ª º de del d of the".split())


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Month names (lower case) with their numbers."""
    names: dict[str, int] = {}
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        month, *words = line.split()
        if not month.isdigit():
            raise KnowledgeError(f"{FILE}:{number}: the line must start with the number of a month")
        names.update((word, int(month)) for word in words)
    return names


def day(year: int, month: int, number: int) -> str | None:
    """ISO day, or None where there is no such day."""
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def numeric(text: str) -> tuple[str | None, bool]:
    """A day in figures, and whether one was written at all: "03/04/2021" was, but its day stays unknown."""
    for pattern in (ISO, CHINESE):
        if match := pattern.search(text):
            found = day(int(match[1]), int(match[2]), int(match[3]))
            if found:
                return found, True
    if not (match := NUMERIC.search(text)):
        return None, False
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    if match[2] == "." or first > 12 or first == second:
        return day(year, second, first), True
    if second > 12:
        return day(year, first, second), True
    return None, True


def written(text: str) -> str | None:
    """A day with the month's name: "28 June 2021", "June 28, 2021", "28 de junio de 2021"."""
    parts = [(m[1], m[2]) for m in WORDY.finditer(CLOCK.sub(" ", text.casefold())) if m[1] or m[2] not in ORDINALS]
    names = months()
    for at, (_, word) in enumerate(parts):
        month = names.get(word or "")
        if not month:
            continue
        before = [int(n) for n, _ in parts[max(0, at - 1) : at] if n]
        after = [int(n) for n, _ in parts[at + 1 : at + 3] if n]
        found = _day_of(before, after, month)
        if found:
            return found
    return None


def _day_of(before: list[int], after: list[int], month: int) -> str | None:
    if before and before[-1] <= 31 and after and 1900 <= after[0] <= 2100:
        return day(after[0], month, before[-1])
    if len(after) > 1 and after[0] <= 31 and 1900 <= after[1] <= 2100:
        return day(after[1], month, after[0])
    return None


def find_day(text: str) -> str | None:
    """The first full calendar day in a short text, ISO, or None."""
    found, _ = numeric(text)
    return found or written(text)
