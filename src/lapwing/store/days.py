"""Days, months and years as users write them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from lapwing.errors import InputError

WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def bounds(text: str) -> tuple[str, str]:
    """First and last ISO day of ``2021-06-28``, ``2021-06`` or ``2021``; InputError for anything else."""
    match = WRITTEN.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        first = date(year, month, day)
        last = first if match[3] else date(year, month if match[2] else 12, monthrange(year, month if match[2] else 12)[1])
    except ValueError as error:
        raise InputError(f"{text!r} is not a date; write it as 2021-06-28, 2021-06 or 2021") from error
    return first.isoformat(), last.isoformat()
