"""What the questions of this room hand to each other before an event is assembled."""

from __future__ import annotations

from dataclasses import dataclass, field

from lapwing.knowledge.lexicon import Entry
from lapwing.types import SourceKind, Status, Trigger


@dataclass(frozen=True, slots=True)
class Draft:
    """One event found: where, of which type, on what ground."""

    sentence: int
    token: int  # head of the trigger
    first: int  # token range [first, last) shown as the trigger
    last: int
    type: str
    mode: str | None
    probability: float  # before calibration
    learned: Trigger | None
    entry: Entry | None
    words: tuple[int, ...] = ()  # tokens that the entry took part with
    merged: tuple[int, ...] = ()  # other triggers of the same event, given up for this one
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filler:
    """Tokens [first, last) of a sentence that fill a role."""

    sentence: int
    first: int
    last: int
    score: float = 1.0
    implicit: bool = False
    rule: str = ""
    hints: tuple[tuple[str, float], ...] = ()  # the reader's sectors or kinds, best first


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does it, to whom, where and when."""

    actors: tuple[Filler, ...] = ()
    recipients: tuple[Filler, ...] = ()
    places: tuple[Filler, ...] = ()
    times: tuple[Filler, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether it happened and how sure the text is."""

    status: Status
    certainty: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One source of an event."""

    filler: Filler
    kind: SourceKind
    cue: str | None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """People counted."""

    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Considered:
    """A word that was weighed and not coded, for ``explain``."""

    sentence: int
    token: int
    type: str | None
    probability: float
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """All drafts of an article and what was turned down."""

    drafts: tuple[Draft, ...]
    considered: tuple[Considered, ...] = field(default=())
