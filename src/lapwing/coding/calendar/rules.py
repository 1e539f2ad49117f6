"""The phrases that name dates by themselves: days, months, years, quarters, seasons, decades, feasts, weekdays.

Every rule is a pattern over a lower-case phrase and a function from its match and the setting to moments.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from lapwing.coding.calendar import holidays
from lapwing.coding.calendar import words as w
from lapwing.coding.calendar.moments import Moment, Setting, dated, vague
from lapwing.coding.calendar.periods import (
    Period,
    around,
    day_of,
    iso_duration,
    months_from,
    nearby,
    season_of,
    shift,
    step,
    week_of,
    year_of,
    years,
)

Match = re.Match[str]
Result = tuple[Moment, ...]
CENTURY_PIVOT = 30  # two-digit years up to 30 are 20xx
LONG_AGO = 300  # days after which a writer adds the year to a date


def full_year(text: str) -> int:
    """Four digits as they are, words as they say, two digits around the pivot."""
    text = text.lstrip("'’")
    n = int(text) if text.isdigit() else w.year_in_words(text)
    if n is None:
        raise ValueError(f"no year: {text}")
    return n if n > 99 else n + (2000 if n <= CENTURY_PIVOT else 1900)


def relative_year(word: str | None, s: Setting) -> int | None:
    """The year that "this year" and its like mean."""
    if not word:
        return None
    if word in ("the same", "that"):
        return s.context.first.year if s.context else s.anchor.year
    return s.anchor.year + {"this": 0, "last": -1, "next": 1}[word]


def _valid(year: int, month: int, day: int) -> Period | None:
    try:
        return day_of(date(year, month, day))
    except ValueError:
        return None


def read_ymd(m: Match, s: Setting) -> Result:
    found = _valid(int(m["y"]), int(m["m"]), int(m["d"]))
    return (dated(found, "written date"),) if found else ()


def read_numeric(m: Match, s: Setting) -> Result:
    a, b, year = int(m["a"]), int(m["b"]), full_year(m["y"])
    day_first = m["sep"] == "." or a > 12
    found = _valid(year, b, a) if day_first else _valid(year, a, b)
    sure = day_first or b > 12 or a == b
    return (dated(found, "written date" if sure else "written date, month first"),) if found else ()


def month_day(month: int, day: int, year: int | None, s: Setting) -> Moment | None:
    """A day of a month; where the year is left out, the one that the tense and the publication day make likely."""
    if year is not None:
        found = _valid(year, month, day)
        return dated(found, "written date") if found else None
    if s.context is not None and s.published is None:
        found = _valid(s.context.first.year, month, day)
        return dated(found, "day of the year last named") if found else None
    options = [found for y in range(s.anchor.year - 4, s.anchor.year + 5) if (found := _valid(y, month, day))]
    if not options:
        return None
    return dated(
        nearby(options, s.anchor, s.tense, LONG_AGO if s.tense == "past" else 183),
        f"day and month nearest the publication date ({s.tense})",
    )


def read_days(m: Match, s: Setting) -> Result:
    month, year = w.month(m["month"]), None
    if m["year"]:
        year = full_year(m["year"])
    elif m["rel"]:
        year = relative_year(m["rel"], s)
    days = [int(d) for d in re.findall(r"\d+", m["days"])]
    found = [month_day(month, day, year, s) for day in days]
    if re.search(r"-| to | through |–", m["days"]) and len(days) == 2 and found[0] and found[1] and found[0].period and found[1].period:
        return (dated(Period(found[0].period.first, found[1].period.last, "interval"), found[0].basis),)
    return tuple(moment for moment in found if moment)


def bare_month(month: int, s: Setting) -> Moment:
    """A month without a year."""
    if s.context is not None and s.published is None:
        return dated(months_from(s.context.first.year, month, 1, "month"), "month of the year last named")
    options = [months_from(y, month, 1, "month") for y in (s.anchor.year - 1, s.anchor.year, s.anchor.year + 1)]
    return dated(
        nearby(options, s.anchor, s.tense, LONG_AGO if s.tense == "past" else 240), f"month nearest the publication date ({s.tense})"
    )


def read_month(m: Match, s: Setting) -> Result:
    month = w.month(m["month"])
    if m["year"]:
        return (dated(months_from(full_year(m["year"]), month, 1, "month"), "written month"),)
    year = relative_year(m["rel"], s)
    if year is not None:
        return (dated(months_from(year, month, 1, "month"), "month of a year counted from publication"),)
    return (bare_month(month, s),)


def read_which_month(m: Match, s: Setting) -> Result:
    month, anchor = w.month(m["month"]), s.anchor
    year = anchor.year
    if m["which"] in ("last", "past", "this past"):
        year -= month >= anchor.month
    elif m["which"] in ("next", "coming", "the coming"):
        year += month <= anchor.month
    return (dated(months_from(year, month, 1, "month"), f"{m['which']} month of that name"),)


def read_year(m: Match, s: Setting) -> Result:
    if m["fiscal"]:
        year = full_year(m["y"])
        return (vague("fiscal year", bounds=(date(year - 1, 4, 1), date(year + 1, 3, 31))),)
    return (dated(year_of(full_year(m["y"])), "written year"),)


def read_fiscal(m: Match, s: Setting) -> Result:
    year = s.anchor.year + {"last": -1, "previous": -1, "next": 1}.get((m["which"] or "").strip(), 0)
    return (vague("fiscal year", bounds=(date(year - 1, 4, 1), date(year + 1, 3, 31))),)


def read_named_day(m: Match, s: Setting) -> Result:
    return (dated(day_of(date(2001, 9, 11)), "named day"),)


def read_year_range(m: Match, s: Setting) -> Result:
    first, tail = m["a"], m["b"]
    last = int(first[: 4 - len(tail)] + tail)
    if last <= int(first):
        return ()
    return (dated(Period(date(int(first), 1, 1), date(last, 12, 31), "interval"), "written years"),)


def read_decade(m: Match, s: Setting) -> Result:
    names = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
    text = m["d"].lstrip("'’")
    start = int(text) if text.isdigit() else names.get(text, 0)
    start = start if start > 99 else start + 1900
    whole_century = start % 100 == 0 and start < 2000  # "the 1800s" are a century, "the 2000s" a decade
    return (dated(years(start, 100 if whole_century else 10, "century" if whole_century else "decade"), "written decade"),)


def read_century(m: Match, s: Setting) -> Result:
    n = w.ordinal(m["n"])
    if not n or n < 1 or n > 30:
        return ()
    if m["bc"]:
        return (vague("before the common era"),)
    return (dated(years((n - 1) * 100, 100, "century"), "written century"),)


def read_part_of_year(m: Match, s: Setting) -> Result:
    n, size = int(m["q"]) if m["q"] else w.ordinal(m["n"]), 6 if m["what"] == "half" else 3
    if n is None or not (n == -1 or 1 <= n <= 12 // size):
        return ()
    n = 12 // size if n == -1 else n
    if m["year"]:
        year = full_year(m["year"])
    else:
        named = relative_year(m["rel"], s)
        options = [months_from(y, 1 + (n - 1) * size, size, "quarter") for y in (s.anchor.year - 1, s.anchor.year, s.anchor.year + 1)]
        year = named if named is not None else nearby(options, s.anchor, s.tense, 400).first.year
    return (dated(months_from(year, 1 + (n - 1) * size, size, "quarter" if size == 3 else "half"), "part of a year"),)


def read_season(m: Match, s: Setting) -> Result:
    code = w.SEASONS[m["season"]]
    if m["year"]:
        return (dated(season_of(full_year(m["year"]), code), "written season"),)
    anchor, which = s.anchor, m["which"] or ""
    options = [season_of(y, code) for y in range(anchor.year - 2, anchor.year + 3)]
    if m["rel"]:
        return (dated(season_of(relative_year(m["rel"], s) or anchor.year, code), "season of a year counted from publication"),)
    if which in ("last", "past", "this past", "previous"):
        found = [o for o in options if o.last < anchor or (which == "this past" and o.first <= anchor)]
        return (dated(found[-1], "last season of that name"),)
    if which in ("next", "coming", "the coming"):
        return (dated(next(o for o in options if o.first > anchor), "next season of that name"),)
    if which == "this":
        return (dated(season_of(anchor.year - (code == 24 and anchor.month < 6), code), "season of this year"),)
    return (dated(nearby(options, anchor, s.tense, 330), f"season nearest the publication date ({s.tense})"),)


def read_feast(m: Match, s: Setting) -> Result:
    name, which = m["feast"], m["which"] or ""
    if m["year"]:
        years_to_try = [int(m["year"])]
    elif m["rel"]:
        years_to_try = [relative_year(m["rel"], s) or s.anchor.year]
    else:
        years_to_try = [s.anchor.year + k for k in (-1, 0, 1)]
    options = [period for y in years_to_try if (period := holidays.feast(name, y))]
    if not options:
        return (vague("feast without a computable date"),)
    if len(options) == 1:
        return (dated(options[0], "feast"),)
    if which in ("last", "past"):
        return (dated([o for o in options if o.last < s.anchor][-1], "last feast of that name"),)
    if which in ("next", "coming", "the coming"):
        return (dated(next(o for o in options if o.first > s.anchor), "next feast of that name"),)
    if which == "this":
        return (dated(options[1], "feast of this year"),)
    near = (
        min(options, key=lambda o: abs((o.first - s.anchor).days)) if s.tense == "unknown" else nearby(options, s.anchor, s.tense, LONG_AGO)
    )
    return (dated(near, f"feast nearest the publication date ({s.tense})"),)


def read_hijri(m: Match, s: Setting) -> Result:
    month = holidays.hijri_name(m["hm"])
    if month is None:
        return ()
    if not m["hy"]:
        return (vague("Islamic date without a year"),)
    year = int(m["hy"])
    if m["hd"]:
        return (dated(day_of(holidays.hijri(year, month, int(m["hd"]))), "Islamic date, tabular calendar"),)
    return (dated(holidays.hijri_month(year, month), "Islamic month, tabular calendar"),)


def pick_weekday(which: str, weekday: int, s: Setting) -> date:
    """The day that "Friday", "last Friday", "next Friday", "this Friday" mean (weeks run Monday to Sunday)."""
    anchor = s.anchor
    monday = week_of(anchor).first
    back = anchor - timedelta(days=(anchor.weekday() - weekday) % 7)
    if which in ("last", "previous"):
        return monday + timedelta(days=weekday - 7) if back >= monday else back
    if which in ("this past", "past"):
        return back if back < anchor else back - timedelta(days=7)
    if which == "next":
        return monday + timedelta(days=weekday + 7)
    if which in ("coming", "the coming", "this coming"):
        return anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)
    if which == "this":
        return monday + timedelta(days=weekday)
    if which in ("the following", "following", "that") and s.context:
        start = s.context.last + timedelta(days=which != "that")
        return start + timedelta(days=(weekday - start.weekday()) % 7)
    return back if s.tense != "future" or back == anchor else back + timedelta(days=7)


def read_weekdays(m: Match, s: Setting) -> Result:
    which = (m["which"] or "").removeprefix("the ") if m["which"] not in ("the following", "the coming") else m["which"]
    part = m["part"] or m["part0"] or None
    names = re.findall(w.WEEKDAY, m["wd"])
    basis = f"{which} weekday" if which else {"future": "weekday after publication"}.get(s.tense, "weekday before publication")
    days = [pick_weekday(which, w.weekday(name), s) for name in names]
    if m["week"]:
        monday = week_of(s.anchor).first + timedelta(days=7 * {"last": -1, "this": 0, "next": 1}[m["week"]])
        days = [monday + timedelta(days=w.weekday(name)) for name in names]
        basis = f"weekday of {m['week']} week"
    return tuple(dated(day_of(day), basis, part) for day in days)


def read_weekday_date(m: Match, s: Setting) -> Result:
    from_date = read_days(m, s)
    named = w.weekday(m["wd"])
    if len(from_date) == 1 and from_date[0].period and not m["year"] and from_date[0].period.first.weekday() != named:
        first = from_date[0].period.first
        fits = [o for k in (-1, 1, -2, 2) if (o := _valid(first.year + k, first.month, first.day)) and o.first.weekday() == named]
        if fits:
            return (dated(fits[0], "day and month that fall on that weekday"),)
    return from_date


def read_day_names(m: Match, s: Setting) -> Result:
    name = m["dn"]
    offsets = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0, "last night": -1, "last evening": -1}
    if "before yesterday" in name:
        offset = -2
    elif "after tomorrow" in name:
        offset = 2
    elif name.startswith(("this", "earlier this", "later this")):
        offset = 0
    else:
        offset = offsets[name]
    part = m["part"] or {"tonight": "night", "last night": "night", "last evening": "evening", "overnight": "night"}.get(name)
    part = part or (name.split()[-1] if "this" in name else None)
    return (dated(day_of(s.anchor + timedelta(days=offset)), f"{name}, counted from publication", part),)


def read_nth_day(m: Match, s: Setting) -> Result:
    n = int(re.match(r"\d+", m["n"]).group())  # type: ignore[union-attr]  # the pattern begins with digits
    if m["ofm"]:
        base = step("month", s.anchor, {"this": 0, "last": -1, "next": 1}[m["ofm"]]).first
        found = _valid(base.year, base.month, n)
        return (dated(found, f"day of {m['ofm']} month"),) if found else ()
    base = s.context.first if s.context else s.anchor
    found = _valid(base.year, base.month, n)
    return (dated(found, "day of the month in hand"),) if found else ()


def read_clock(m: Match, s: Setting) -> Result:
    day = s.context.last if s.context and s.context.grain == "day" else s.anchor
    return (dated(day_of(day), "hour of the day in hand", "T" + m["clock"]),)


def read_this_unit(m: Match, s: Setting) -> Result:
    which, unit = re.sub(r"^the ", "", m["which"]), w.unit(m["unit"])
    if unit in ("second", "minute", "hour"):
        return (dated(day_of(s.anchor), f"{which} {unit}", unit),)
    if which in ("that", "same", "that same") or (
        which in ("following", "previous", "preceding", "next") and s.context is not None and m["which"].startswith("the ")
    ):
        if s.context is None:
            return (vague("no date to count from"),)
        count = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(which, 0)
        return (
            dated(
                step(unit, s.context.first if count <= 0 else s.context.last, count), f"{which} {unit}, counted from the date last named"
            ),
        )
    count = {
        "last": -1,
        "past": -1,
        "previous": -1,
        "preceding": -1,
        "this past": -1,
        "next": 1,
        "coming": 1,
        "upcoming": 1,
        "following": 1,
    }.get(which, 0)
    if m["which"].startswith("the ") and which in ("last", "past", "next", "coming") and unit != "weekend":
        first, last = (s.anchor, shift(s.anchor, unit, 1)) if count > 0 else (shift(s.anchor, unit, -1), s.anchor)
        return (vague(f"rolling {unit}", kind="DURATION", duration=iso_duration(1, unit), bounds=(first, last)),)
    if unit == "weekend":
        return (_weekend(which, s),)
    if unit == "season":
        return (vague("season without a name"),)
    return (dated(step(unit, s.anchor, count), f"{which} {unit}, counted from publication"),)


def read_end_of(m: Match, s: Setting) -> Result:
    unit = m["unit"] or m["unit2"]
    base = around(s.anchor, unit)
    return (dated(base, f"end of the {unit} of publication"),)


def _weekend(which: str, s: Setting) -> Moment:
    if which in ("last", "past", "previous", "this past"):
        return dated(around(s.anchor - timedelta(days=7), "weekend"), "last weekend, counted from publication")
    if which in ("next", "coming", "upcoming", "following"):
        return dated(
            step("weekend", s.anchor, 1 if which == "next" or s.anchor.weekday() > 4 else 0), "next weekend, counted from publication"
        )
    back = (which == "the" or (which == "this" and s.tense == "past")) and s.tense != "future" and s.anchor.weekday() < 5
    return dated(around(s.anchor - timedelta(days=7 * back), "weekend"), f"weekend nearest publication ({s.tense})")
