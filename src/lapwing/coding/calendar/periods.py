"""Periods of the calendar: closed ranges of days with a grain, their arithmetic and their EDTF form."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

_MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "semester": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_ISO = {"second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "week": "P{}W", "fortnight": "P{}W", "month": "P{}M",
        "quarter": "P{}Q", "year": "P{}Y", "decade": "P{}Y", "century": "P{}Y", "millennium": "P{}Y", "weekend": "P{}WE"}  # fmt: skip
_SCALE = {"fortnight": 2, "decade": 10, "century": 100, "millennium": 1000}


@dataclass(frozen=True, slots=True)
class Period:
    """Days ``first`` to ``last``, both included; ``grain`` names the unit (day week weekend month quarter season half year ...)."""

    first: date
    last: date
    grain: str

    def edtf(self) -> str:
        """EDTF: a level 0 date or interval; 199X and 19XX for decades and centuries; 2020-21 to 2020-24 for seasons."""
        first, last = self.first, self.last
        if self.grain == "day" or first == last:
            return first.isoformat()
        if self.grain in ("month", "year"):
            return first.isoformat()[: 7 if self.grain == "month" else 4]
        if self.grain in ("decade", "century"):
            keep = 3 if self.grain == "decade" else 2
            return f"{first.year:04d}"[:keep] + "X" * (4 - keep)
        if self.grain == "season":
            return f"{first.year}-{20 + first.month // 3}"
        if first.day == 1 and last == month_of(last).last:
            if first.month == 1 and last.month == 12:
                return f"{first.year:04d}/{last.year:04d}"
            return f"{first.isoformat()[:7]}/{last.isoformat()[:7]}"
        return f"{first.isoformat()}/{last.isoformat()}"


def day_of(day: date) -> Period:
    """The day itself."""
    return Period(day, day, "day")


def week_of(day: date) -> Period:
    """Monday to Sunday around ``day``."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def weekend_of(day: date) -> Period:
    """Saturday and Sunday of the week around ``day``."""
    monday = week_of(day).first
    return Period(monday + timedelta(days=5), monday + timedelta(days=6), "weekend")


def months_from(year: int, month: int, count: int, grain: str) -> Period:
    """``count`` whole months from ``year``/``month`` (months past December run into the next years)."""
    index = year * 12 + month - 1
    end = index + count - 1
    first = date(index // 12, index % 12 + 1, 1)
    last_year, last_month = end // 12, end % 12 + 1
    return Period(first, date(last_year, last_month, calendar.monthrange(last_year, last_month)[1]), grain)


def month_of(day: date) -> Period:
    """The month around ``day``."""
    return months_from(day.year, day.month, 1, "month")


def year_of(year: int) -> Period:
    """The calendar year."""
    return months_from(year, 1, 12, "year")


def years(first: int, count: int, grain: str) -> Period:
    """``count`` years from ``first``: decades and centuries."""
    return Period(date(max(first, 1), 1, 1), date(min(first + count - 1, 9999), 12, 31), grain)


def season_of(year: int, code: int) -> Period:
    """The northern season with EDTF ``code`` 21 to 24; winter begins in December of ``year``."""
    return months_from(year, 3 * (code - 20), 3, "season")


def around(day: date, grain: str) -> Period:
    """The period of the given grain that holds ``day``."""
    if grain in ("week", "fortnight"):
        return week_of(day)
    if grain == "weekend":
        return weekend_of(day)
    if grain in ("decade", "century", "millennium"):
        size = _MONTHS[grain] // 12
        return years(day.year - day.year % size, size, grain)
    if grain in _MONTHS and grain != "season":
        size = _MONTHS[grain]
        return months_from(day.year, day.month - (day.month - 1) % size, size, grain)
    if grain == "season":
        start = shift(day, "month", -(day.month % 3)) if day.month % 3 else day
        return season_of(start.year, 20 + start.month // 3)
    return day_of(day)


def shift(day: date, grain: str, count: float) -> date:
    """``day`` moved by ``count`` units; the day of the month is clipped (31 March and one month back is 28 February)."""
    if grain in _MONTHS:
        index = day.year * 12 + day.month - 1 + round(count * _MONTHS[grain])
        year, month = index // 12, index % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return day + timedelta(days=round(count * _DAYS.get(grain, 0)))


def step(grain: str, day: date, count: int) -> Period:
    """The period of the given grain ``count`` units after the one around ``day``."""
    return around(shift(around(day, grain).first, grain, count), grain)


def nearby(options: list[Period], anchor: date, tense: str, reach: int) -> Period:
    """The option that a writer at ``anchor`` means.

    Past and unknown: the latest that has begun, unless it lies more than ``reach`` days back and a coming one is nearer (a writer adds
    the year to a date so long ago, unless it is the current year). Future: the first that has not ended.
    """
    begun = [option for option in options if option.first <= anchor]
    coming = [option for option in options if option.last >= anchor]
    if tense == "future" and coming:
        return min(coming, key=lambda option: option.first)
    if not begun:
        return min(options, key=lambda option: option.first)
    last = max(begun, key=lambda option: option.first)
    ahead = min(coming, key=lambda option: option.first, default=None)
    back = (anchor - last.last).days
    this_year = tense == "past" and last.first.year == anchor.year
    if ahead is not None and not this_year and back > reach and (ahead.first - anchor).days < back:
        return ahead
    return last


def iso_duration(count: float | None, grain: str) -> str | None:
    """ISO 8601 duration: ``P3M``, ``PT24H``; X where the number is vague."""
    pattern = _ISO.get(grain)
    if pattern is None:
        return None
    if count is None:
        return pattern.format("X")
    if grain == "year" and count % 1:
        return f"P{int(count)}Y6M" if count > 1 else "P6M"
    total = count * _SCALE.get(grain, 1)
    return pattern.format(int(total) if total == int(total) else total)


def with_grain(period: Period, grain: str) -> Period:
    """The same days under another grain."""
    return replace(period, grain=grain)
