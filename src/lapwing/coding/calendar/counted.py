"""Phrases that count units: "two weeks ago", "three days after", "in 2 months", "the last 24 hours", "every day"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from lapwing.coding.calendar import words as w
from lapwing.coding.calendar.moments import Moment, NoAnchor, Setting, dated, vague
from lapwing.coding.calendar.periods import Period, around, day_of, iso_duration, shift

Match = re.Match[str]
Result = tuple[Moment, ...]
_CLOCK_UNITS = ("second", "minute", "hour")
FAR = 5000  # years: no calendar reaches further


def _moved(day: date, unit: str, count: float, basis: str) -> Moment:
    """The period of the unit's grain, ``count`` units from ``day``; days keep their day, months their month."""
    size = {"decade": 10, "century": 100, "millennium": 1000}.get(unit, 1)
    if unit in ("year", "decade", "century", "millennium") and not 0 < day.year + count * size < FAR:
        return vague("beyond the calendar")
    if unit in _CLOCK_UNITS:
        hours = count * {"second": 0, "minute": 1 / 60, "hour": 1}[unit]
        return dated(day_of(day + timedelta(days=int(hours / 24))), basis, f"{abs(count):g} {unit}s")
    target = shift(day, unit, count)
    grain = {"decade": "year", "century": "year", "millennium": "year", "fortnight": "week", "weekend": "week", "season": "month"}.get(
        unit, unit
    )
    if unit == "year" and count % 1:
        grain = "month"
    return dated(around(target, grain), basis)


def _count(m: Match) -> float | None:
    return w.number(m["n"])


def ago(m: Match, s: Setting) -> Result:
    """N units ago / earlier / before (now)."""
    n, unit = _count(m), w.unit(m["unit"])
    if n is None:
        return (vague(f"{m['n']} {unit}s ago", bounds=(None, s.published)),)
    word = m["word"]
    counted = word in ("earlier", "before", "previously", "prior")
    if counted and s.context is not None:
        return (_moved(s.context.first, unit, -n, f"{n:g} {unit} before the date last named"),)
    return (_moved(s.anchor, unit, -n, f"{n:g} {unit} before publication"),)


def later(m: Match, s: Setting) -> Result:
    """N units later / after: counted from the date last named."""
    n, unit = _count(m), w.unit(m["unit"])
    if n is None or s.context is None:
        return (vague("no date to count from" if n is not None else f"{m['n']} {unit}s later"),)
    return (_moved(s.context.last, unit, n, f"{n:g} {unit} after the date last named"),)


def ahead(m: Match, s: Setting) -> Result:
    """In N units / N units from now: a date in a future clause, a duration in another."""
    n, unit = _count(m), w.unit(m["unit"])
    word = m["word"] or ""
    if n is None:
        return (vague(f"{m['n']} {unit}s ahead", bounds=(s.published, None)),)
    if s.tense == "future" or word:
        return (_moved(s.anchor, unit, n, f"{n:g} {unit} after publication"),)
    return (vague("length of time", kind="DURATION", duration=iso_duration(n, unit)),)


def rolling(m: Match, s: Setting) -> Result:
    """The last / next N units: a length of time with bounds and no single value."""
    n, unit = _count(m), w.unit(m["unit"])
    forward = m["which"] in ("next", "coming", "following", "upcoming")
    bounds: tuple[date | None, date | None] = (None, None)
    if s.published is not None and n is not None and n < FAR:
        other = shift(s.published, unit, n if forward else -n)
        bounds = (s.published, other) if forward else (other, s.published)
    elif s.published is not None:
        bounds = (s.published, None) if forward else (None, s.published)
    return (vague(f"rolling {unit}s", kind="DURATION", duration=iso_duration(n, unit), bounds=bounds),)


def recent(m: Match, s: Setting) -> Result:
    """Recent months, the coming weeks, past years."""
    unit, forward = w.unit(m["unit"]), m["which"] in ("coming", "next", "following", "upcoming")
    bounds = (s.published, None) if forward else (None, s.published)
    return (vague(f"{m['which']} {unit}s", kind="DURATION", duration=iso_duration(None, unit), bounds=bounds),)


def length(m: Match, s: Setting) -> Result:
    """Three months, two-hour, 24 hours: a length of time."""
    unit = w.unit(m["unit"])
    return (vague("length of time", kind="DURATION", duration=iso_duration(w.number(m["n"]) if m["n"] else None, unit)),)


def every(m: Match, s: Setting) -> Result:
    """Every day, each month, daily: a set of times."""
    names = {
        "daily": "day",
        "nightly": "day",
        "weekly": "week",
        "monthly": "month",
        "quarterly": "quarter",
        "annually": "year",
        "annual": "year",
        "yearly": "year",
    }
    word = m["unit"] or "week"
    return (vague("repeated", kind="SET", duration=iso_duration(1, names.get(word) or w.unit(word))),)


def around_that(m: Match, s: Setting) -> Result:
    """The day before, the week after, the next day: one unit from the date last named."""
    unit, word = w.unit(m["unit"]), m["word"]
    if word in ("before", "earlier", "prior") and s.context is None:
        return (_moved(s.anchor, unit, -1, f"{unit} before publication"),) if word == "earlier" else (vague("no date to count from"),)
    if s.context is None:
        return (vague("no date to count from"),)
    back = word in ("before", "earlier", "prior", "previous", "preceding")
    return (
        _moved(s.context.first if back else s.context.last, unit, -1 if back else 1, f"{unit} {word}, counted from the date last named"),
    )


def counted_from(m: Match, s: Setting) -> tuple[float, str, int]:
    """The count, unit and direction of "three days after X" (X is read by the caller)."""
    n = w.number(m["n"])
    if n is None:
        raise NoAnchor
    return n, w.unit(m["unit"]), -1 if m["word"] in ("before", "prior to", "ahead of") else 1


def from_period(period: Period, n: float, unit: str, direction: int) -> Moment:
    """N units before or after a period that the phrase itself names."""
    start = period.last if direction > 0 else period.first
    return _moved(start, unit, direction * n, f"{n:g} {unit} {'after' if direction > 0 else 'before'} a date named there")
