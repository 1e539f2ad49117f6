"""The frozen records of the actor tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """An office held: ``start``/``end`` are ISO dates of any precision, None where open or unknown; ``body`` a country code or None."""

    office: str
    start: str | None
    end: str | None
    body: str | None = None

    def holds(self, day: str) -> bool:
        """Whether the role was held on an ISO day (a start or end given as a year or month counts as a whole)."""
        if self.start is not None and day[: len(self.start)] < self.start:
            return False
        return self.end is None or day[: len(self.end)] <= self.end

    def before(self, day: str) -> bool:
        """Whether the role had begun by an ISO day."""
        return self.start is None or self.start <= day[: len(self.start)]


@dataclass(frozen=True, slots=True)
class Actor:
    """One entity. ``country`` is an ISO3 code or IGO UNO EUR NGO ISM IMG MNC; ``sectors`` the main one first (PLOVER)."""

    id: str
    name: str
    kind: str  # person group organization country
    country: str | None
    sectors: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    aliases: tuple[str, ...] = ()
    source: str = ""  # file:line


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory and the words for it."""

    code: str
    id: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    seats: tuple[str, ...]
    leaders: tuple[Role, ...]  # the office meant by "the leader", over time
    military: str | None
    reported: str  # the code that goes into the record (an unrecognised territory is reported under its state)
    peoples: tuple[str, ...] = ()  # words that give the country but not its state


@dataclass(frozen=True, slots=True)
class Office:
    """An office with the words for it, the holder's sectors and its rank (top, cabinet, other)."""

    name: str
    sectors: tuple[str, ...]
    rank: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Institution:
    """A pattern from which every state's own institution is made."""

    key: str
    pattern: str
    sectors: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """What a generic noun tells: its sector, how strongly (agent weak modifier house) and the kind of party."""

    sector: str
    use: str
    kind: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Who an actor is as of a day."""

    country: str | None
    sectors: tuple[str, ...]
    role: Role | None
    current: bool  # the role is held on that day


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that may mean two countries and the words of the article that decide (folded)."""

    default: str
    other: str | None
    cues: tuple[str, ...]
    against: tuple[str, ...]
