"""Words of the calendar: names of months, days and units, numbers in letters, and the regular expressions made of them.

Patterns match lower-case text. Sources: everyday English; no list was taken from elsewhere.
"""

from __future__ import annotations

import re

MONTH_STEMS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}  # EDTF season codes
HIJRI_MONTHS = (
    r"muharram", r"safar", r"rabi(?:'| )?(?:al-|ul-)?a[wv]+al", r"rabi(?:'| )?(?:al-|ul-)?(?:thani|akhir)",
    r"jumada (?:al-|ul-)?(?:ula|awwal)", r"jumada (?:al-|ul-)?(?:thani(?:ya)?|akhir(?:a)?)", r"rajab", r"sha'?a?ban",
    r"ramadan", r"shawwal", r"dh?u(?:l| al)?-?qa'?i?da(?:h)?", r"dh?u(?:l| al)?-?hijja(?:h)?",
)  # fmt: skip

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth twenty-first"
)
ONES = {word: n for n, word in enumerate(_ONES.split(), 1)}
TENS = {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
ORDINALS = {word: n for n, word in enumerate(_ORDINALS.split(), 1)} | {"last": -1}
VAGUE = ("several", "some", "a few", "few", "many", "a number of", "recent", "various", "countless", "the past few", "numerous")

MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|sept?(?:ember|\.)?"
    r"|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z])"
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
YEAR = r"(?:1[0-9]\d\d|20\d\d|2100)(?![\d%])"
YEAR_WORDS = (
    r"(?:(?:(?:seven|eigh|nine)teen (?:hundred(?: and)? ?)?|twenty |two thousand(?: and)? ?)(?:(?:twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|oh[ -]\w+"
    r"|(?<=thousand )(?:and )?(?:one|two|three|four|five|six|seven|eight|nine))|two thousand)(?![a-z-])"
)
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|fri|sat|sun)\.)"
PART = r"(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk|lunchtime)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
UNIT = r"(?:second|minute|hour|day|night|week|fortnight|weekend|month|quarter|semester|season|year|decade|century|centurie|millennium)"
HIJRI = r"(?:" + "|".join(HIJRI_MONTHS) + r")"
_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_TEN = "|".join(TENS)
NUMBER = (
    rf"(?:\d+(?:[.,]\d+)?(?:[ -]1/2)?|(?:a )?couple(?: of)?|(?:{_TEN})(?:[ -](?:{_ONE}))?|{_ONE}|(?:a |one )?hundred|(?:a )?dozen|half an?"
    rf"|an?|several|some|(?:a |the )?(?:good )?few|many)(?![a-z])"
)
ORDINAL = r"(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + r"|\d+(?:st|nd|rd|th))"


def number(text: str) -> float | None:
    """The number that ``text`` stands for; None where it is vague ("several") or no number."""
    text = re.sub(r"^(?:a |the )?(?:good )?", "", text) if text not in ("a", "an") else text
    if text in ("a", "an", "one"):
        return 1
    if text.startswith("couple"):
        return 2
    if text.startswith("half"):
        return 0.5
    if text.endswith("hundred"):
        return 100
    if text == "dozen":
        return 12
    if re.fullmatch(r"\d+(?:[.,]\d+)?(?:[ -]1/2)?", text):
        half = 0.5 if text.endswith("1/2") else 0.0
        return float(re.sub(r"[ -]1/2$", "", text).replace(",", "")) + half
    head, _, tail = text.replace(" ", "-").partition("-")
    if head in TENS:
        return TENS[head] + ONES.get(tail, 0)
    return ONES.get(text)


def year_in_words(text: str) -> int | None:
    """``nineteen ninety-seven`` is 1997, ``two thousand`` 2000; None where the words give no year."""
    parts = re.split(r"[ -]", text.replace(" and ", " ").replace("hundred ", ""))
    if parts[:2] == ["two", "thousand"]:
        head, rest = 20, parts[2:]
    else:
        head, rest = ONES.get(parts[0]) or TENS.get(parts[0], 0), parts[1:]
    tail = number(" ".join(part for part in rest if part != "oh")) if rest else 0
    return None if tail is None or not head else int(head * 100 + tail)


def ordinal(text: str) -> int | None:
    """``third`` and ``3rd`` are 3; ``last`` is -1."""
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else ORDINALS.get(text)


def month(text: str) -> int:
    """Number of the month whose name or abbreviation begins ``text``."""
    return MONTH_STEMS.index(text[:3]) + 1


def weekday(text: str) -> int:
    """0 for Monday to 6 for Sunday, from a name or abbreviation."""
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(text[:3]))


def day(text: str) -> int:
    """``22nd`` is 22."""
    return int(re.match(r"\d+", text).group())  # type: ignore[union-attr]  # DAY always begins with a digit


def unit(text: str) -> str:
    """The unit's name in the singular, with fortnight and night read as week and day."""
    name = re.sub(r"ies?$", "y", text) if text.startswith("centur") else text.rstrip("s")
    return {"night": "day"}.get(name, name)
