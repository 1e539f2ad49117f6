"""Feasts and the Islamic calendar, as far as they can be computed.

Easter: the anonymous Gregorian computus. Hijri: the tabular (civil) Islamic calendar, which may differ from the
sighted moon by a day or two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from lapwing.coding.calendar.periods import Period, day_of, months_from
from lapwing.coding.calendar.words import HIJRI_MONTHS

_HIJRI_EPOCH = date(622, 7, 19).toordinal()  # 1 Muharram of year 1 in the Gregorian calendar


def easter(year: int) -> date:
    """Western Easter Sunday."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    el = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def hijri(year: int, month: int, day: int) -> date:
    """Gregorian day of a date of the tabular Islamic calendar."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return date.fromordinal(_HIJRI_EPOCH + days)


def hijri_month(year: int, month: int) -> Period:
    """A month of the tabular Islamic calendar, as a range of days."""
    following = hijri(year + (month == 12), month % 12 + 1, 1)
    return Period(hijri(year, month, 1), following - timedelta(days=1), "hijri month")


def hijri_name(text: str) -> int | None:
    """Number of the Islamic month that ``text`` names."""
    return next((i for i, pattern in enumerate(HIJRI_MONTHS, 1) if re.fullmatch(pattern, text)), None)


def _fixed(month: int, day: int) -> Callable[[int], Period]:
    return lambda year: day_of(date(year, month, day))


def _from_easter(days: int) -> Callable[[int], Period]:
    return lambda year: day_of(easter(year) + timedelta(days=days))


def _weekday(month: int, weekday: int, nth: int) -> Callable[[int], Period]:
    def day(year: int) -> Period:
        if nth < 0:
            last = months_from(year, month, 1, "month").last
            return day_of(last - timedelta(days=(last.weekday() - weekday) % 7))
        first = date(year, month, 1)
        return day_of(first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1)))

    return day


def _hijri_feast(month: int, day: int) -> Callable[[int], Period]:
    def feast(year: int) -> Period:
        guess = (year - 622) * 33 // 32 + 1
        options = [hijri(guess + k, month, day) for k in (-1, 0, 1)]
        return day_of(next((option for option in options if option.year == year), options[1]))

    return feast


def _ramadan(year: int) -> Period:
    first = _hijri_feast(9, 1)(year).first
    return Period(first, first + timedelta(days=29), "hijri month")


FEASTS: dict[str, Callable[[int], Period]] = {
    r"christmas(?: day)?": _fixed(12, 25), r"christmas eve": _fixed(12, 24), r"boxing day": _fixed(12, 26),
    r"new year'?s(?: day)?|new year": _fixed(1, 1), r"new year'?s eve": _fixed(12, 31), r"epiphany": _fixed(1, 6),
    r"valentine'?s day": _fixed(2, 14), r"may day": _fixed(5, 1), r"halloween": _fixed(10, 31), r"bastille day": _fixed(7, 14),
    r"(?:the )?(?:fourth|4th) of july": _fixed(7, 4), r"veterans'? day|armistice day": _fixed(11, 11), r"nowruz": _fixed(3, 20),
    r"all saints'? day": _fixed(11, 1), r"orthodox christmas": _fixed(1, 7), r"international women'?s day": _fixed(3, 8),
    r"easter(?: sunday)?": _from_easter(0), r"good friday": _from_easter(-2), r"easter monday": _from_easter(1),
    r"palm sunday": _from_easter(-7), r"ash wednesday": _from_easter(-46), r"pentecost": _from_easter(49),
    r"ascension day": _from_easter(39),
    r"thanksgiving(?: day)?": _weekday(11, 3, 4), r"labor day": _weekday(9, 0, 1), r"memorial day": _weekday(5, 0, -1),
    r"martin luther king(?:,? jr\.?)? day": _weekday(1, 0, 3), r"presidents'? day": _weekday(2, 0, 3), r"columbus day": _weekday(10, 0, 2),
    r"mother'?s day": _weekday(5, 6, 2), r"father'?s day": _weekday(6, 6, 3), r"(?:the (?:holy )?month of )?ramadan": _ramadan,
    r"eid (?:al|ul|el)-fitr": _hijri_feast(10, 1), r"eid (?:al|ul|el)-adha": _hijri_feast(12, 10),
    r"(?:the day of )?ashura": _hijri_feast(1, 10),
    r"arba'?[ei]+n": _hijri_feast(2, 20), r"mawlid(?: al-nabi)?": _hijri_feast(3, 12), r"islamic new year": _hijri_feast(1, 1),
}  # fmt: skip
# Known feasts whose date cannot be computed here (Jewish, Hindu and Chinese calendars, national days): recognised, left without a value.
UNDATED_FEASTS = (
    r"passover|yom kippur|rosh hashanah|hanukkah|sukkot|purim|diwali|holi|lunar new year|chinese new year|tet|independence day"
    r"|national day|army day|victory day|republic day|orthodox easter"
)
FEAST = r"(?:" + "|".join(FEASTS) + "|" + UNDATED_FEASTS + r")(?![a-z])"


def feast(text: str, year: int) -> Period | None:
    """The feast's days in the Gregorian ``year``; None where they cannot be computed."""
    for pattern, compute in FEASTS.items():
        if re.fullmatch(pattern, text):
            return compute(year)
    return None
