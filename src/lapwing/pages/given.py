"""Days of publication that a caller or a container gives."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from lapwing.errors import InputError
from lapwing.pages import days
from lapwing.types import When

PART = re.compile(r"(\d{4})(?:-(\d{2}))?")


def read_day(value: object, basis: str) -> When | None:
    """A day (or month, or year) from ISO 8601, RFC 2822 or a written date; None where there is none to read."""
    text = str(value).strip() if value is not None else ""
    if match := PART.fullmatch(text):
        return _part(match, basis)
    if re.fullmatch(r"\d{8}(?:T?\d{6}Z?)?", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    found = days.find_day(text[:80])
    if found is None:
        try:
            found = parsedate_to_datetime(text).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return When(found, found, found, basis)


def _part(match: re.Match[str], basis: str) -> When | None:
    year, month = match[1], match[2]
    if month is None:
        return When(year, f"{year}-01-01", f"{year}-12-31", basis)
    last = next((found for number in (31, 30, 29, 28) if (found := days.day(int(year), int(month), number))), None)
    return When(f"{year}-{month}", f"{year}-{month}-01", last, basis) if last else None


def given_day(value: str | None) -> When | None:
    """The caller's day of publication; raises InputError where it is none."""
    if value is None:
        return None
    found = read_day(value, "given")
    if found is None:
        raise InputError(f"--published {value!r} is not a date; write it as 2021-06-28")
    return found


def stated_day(value: object) -> When | None:
    """The day a container states; where it cannot be read, unknown with the words in the basis."""
    if value is None or not str(value).strip():
        return None
    return read_day(value, "stated by the input") or When(None, None, None, f"stated by the input, not readable: {str(value)[:40]!r}")
