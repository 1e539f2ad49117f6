"""What a time phrase says: the value that the grammar gives, and the setting it is read in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from lapwing.coding.calendar.periods import Period

Tense = Literal["past", "future", "unknown"]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]


class NoAnchor(Exception):
    """A relative phrase, and no date to count from."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of a time phrase.

    ``value``: EDTF, or None where it cannot be known; ``earliest``/``latest``: ISO days that bound it (None: open or unknown);
    ``grain``: day week weekend month quarter season half year decade century interval vague; ``basis``: what decided;
    ``part``: part of the day or the hour ("morning", "T22:00"); ``modifier``: early mid late;
    ``duration``: ISO 8601, for durations and sets.
    """

    kind: Kind
    value: str | None
    earliest: str | None
    latest: str | None
    grain: str
    basis: str
    part: str | None = None
    modifier: str | None = None
    duration: str | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a phrase is read against: the publication day, the tense of its clause, and the last date that the text named."""

    published: date | None
    tense: Tense = "unknown"
    context: Period | None = None

    @property
    def anchor(self) -> date:
        """The publication day; raises ``NoAnchor`` where it is unknown."""
        if self.published is None:
            raise NoAnchor
        return self.published


def dated(period: Period, basis: str, part: str | None = None) -> Moment:
    """A moment whose value is ``period``."""
    kind: Kind = "TIME" if part else "DATE"
    return Moment(kind, period.edtf(), period.first.isoformat(), period.last.isoformat(), period.grain, basis, part, period=period)


def vague(
    basis: str, *, kind: Kind = "DATE", duration: str | None = None, bounds: tuple[date | None, date | None] = (None, None)
) -> Moment:
    """A moment without a value: recognised, at best bounded."""
    first, last = (day.isoformat() if day else None for day in bounds)
    return Moment(kind, None, first, last, "vague", basis, duration=duration)


def since(moment: Moment, basis: str = "since") -> Moment:
    """Open end: ``2023-10/..``."""
    value = f"{moment.value.split('/')[0]}/.." if moment.value else None
    return replace(moment, value=value, latest=None, grain="interval", basis=f"{basis} ({moment.basis})")


def until(moment: Moment, basis: str = "until") -> Moment:
    """Open beginning: ``../2023-10``."""
    value = f"../{moment.value.split('/')[-1]}" if moment.value else None
    return replace(moment, value=value, earliest=None, grain="interval", basis=f"{basis} ({moment.basis})")


def span(first: Moment, last: Moment) -> Moment:
    """Closed interval from the beginning of one moment to the end of another: ``2011/2014``."""
    value = None
    if first.value and last.value:
        value = f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}"
    period = Period(first.period.first, last.period.last, "interval") if first.period and last.period else None
    return Moment("DATE", value, first.earliest, last.latest, "interval", f"from {first.basis} to {last.basis}", period=period)
