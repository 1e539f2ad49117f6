"""When a page without a date may have been published: bounds from the dates it states and from who held which office.

Every piece of evidence allows some ranges of days. They are intersected, the firmest evidence first; evidence that would leave no day is
set aside and named in the basis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lapwing.coding.calendar import find, guess, read
from lapwing.types import When

Ranges = list[tuple[date, date]]
OLDEST = date(1900, 1, 1)
SPAN = 60  # years back in which a date without a year is looked for
ACROSS_NEW_YEAR = timedelta(days=120)  # news leaves the year out within the calendar year, and this far across its ends
AHEAD = timedelta(days=366)  # how far ahead news names a date without saying that it is to come
_SURELY_COMING = re.compile(r"\b(?:will|upcoming|forthcoming|is to|are to|is expected to|are expected to|is scheduled|are scheduled)\b")
_INFINITIVE = re.compile(r"\bto [a-z]+\b[^.,;]{0,30}$")  # "was asked to speak in Geneva in 2030"
_PROBE = date(2000, 6, 15)  # any day: only tells whether a phrase leaves the year out


@dataclass(frozen=True, slots=True)
class Held:
    """An office as the text names it: terms as (from, to) with None for open ends; ``former``: the text calls it so."""

    label: str
    terms: tuple[tuple[date | None, date | None], ...]
    former: bool = False


@dataclass(frozen=True, slots=True)
class _Evidence:
    ranges: Ranges
    why: str


def bound(text: str, holders: Sequence[Held], *, not_after: date) -> When:
    """Bounds of the publication date of ``text``; ``not_after``: the day it was obtained, which no page can postdate.

    The value stays None: bounds are no date. ``basis`` names the evidence that set each bound and what contradicted it.
    """
    allowed: Ranges = [(OLDEST, not_after)]
    first_why, last_why = "", "day it was obtained"
    set_aside: list[str] = []
    for evidence in [*_stated(text, not_after), *(_office(held, not_after) for held in holders), *_yearless(text, not_after)]:
        cut = _intersect(allowed, evidence.ranges)
        if not cut:
            set_aside.append(evidence.why)
            continue
        if cut[0][0] > allowed[0][0]:
            first_why = evidence.why
        if cut[-1][1] < allowed[-1][1]:
            last_why = evidence.why
        allowed = cut
    if allowed[0][0].year <= not_after.year - SPAN:
        first_why = ""  # only a date without a year, in any of the years looked at
    earliest = allowed[0][0].isoformat() if first_why else None
    basis = f"undated; not before: {first_why or 'nothing'}; not after: {last_why}"
    if set_aside:
        basis += f"; contradicted: {', '.join(dict.fromkeys(set_aside))}"
    return When(None, earliest, allowed[-1][1].isoformat(), basis)


def _stated(text: str, not_after: date) -> Iterator[_Evidence]:
    """Dates with a year: the text comes after past ones, and before coming ones where the clause leaves no doubt."""
    past: list[_Evidence] = []
    coming: list[_Evidence] = []
    for hit in find(text):
        phrase = text[hit.start : hit.end]
        for moment in read(phrase, None):
            period = moment.period
            if moment.value is None or period is None or period.grain in ("decade", "century"):
                continue
            clause = text[max(0, hit.start - 80) : hit.start].lower()
            side = guess(text, hit.start)
            if side == "past" and not _INFINITIVE.search(clause):
                past.append(_Evidence([(period.first, not_after)], f"{phrase} is past"))
            elif side != "future":  # may be next year's election as well
                past.append(_Evidence([(max(OLDEST, period.first - AHEAD), not_after)], f"{phrase} is past or near"))
            elif _SURELY_COMING.search(clause):
                coming.append(_Evidence([(OLDEST, period.last)], f"{phrase} is still to come"))
    yield from sorted(past, key=lambda evidence: evidence.ranges[0][0])
    yield from coming


def _office(held: Held, not_after: date) -> _Evidence:
    """In office: within a term. Former: after a term and outside every other."""
    terms = sorted((start or OLDEST, min(end or not_after, not_after)) for start, end in held.terms if (start or OLDEST) <= not_after)
    if not held.former:
        return _Evidence(terms, f"{held.label} in office")
    gaps = [(end, terms[i + 1][0] - timedelta(days=1) if i + 1 < len(terms) else not_after) for i, (_, end) in enumerate(terms)]
    return _Evidence([gap for gap in gaps if gap[0] < gap[1]], f"{held.label} no longer in office")


def _yearless(text: str, not_after: date) -> Iterator[_Evidence]:
    """Days and months without a year lie in the year of publication, or near it across New Year."""
    for hit in find(text):
        phrase = text[hit.start : hit.end]
        side = guess(text, hit.start)
        for moment in read(phrase, _PROBE, side):
            if (
                moment.period is None
                or "nearest the publication date" not in moment.basis
                or moment.grain not in ("day", "month")
                or side == "unknown"
            ):
                continue
            ranges: Ranges = []
            for year in range(not_after.year - SPAN, not_after.year + 2):
                first, last = _in_year(moment.period.first, year), _in_year(moment.period.last, year)
                if side == "past":
                    ranges.append((first, max(date(year, 12, 31), last + ACROSS_NEW_YEAR)))
                else:
                    ranges.append((min(date(year, 1, 1), first - ACROSS_NEW_YEAR), last))
            yield _Evidence(ranges, f"{phrase} is {'past' if side == 'past' else 'still to come'}, without a year")


def _in_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, 28)) if day.month == 2 else date(year, day.month, day.day)


def _intersect(a: Ranges, b: Ranges) -> Ranges:
    """Common days of two lists of ranges, sorted and merged."""
    common = sorted((max(x[0], y[0]), min(x[1], y[1])) for x in a for y in b if max(x[0], y[0]) <= min(x[1], y[1]))
    merged: Ranges = []
    for first, last in common:
        if merged and first <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
