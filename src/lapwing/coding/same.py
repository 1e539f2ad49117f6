"""Which events of an article are later mentions of one told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.coding.parties import same_party
from lapwing.types import Event, Party

POINT_TYPES = frozenset(
    {"ASSAULT", "CONSULT", "COERCE", "PROTEST", "RETREAT", "SANCTION", "MOBILIZE", "AID", "AGREE", "SUPPORT", "COOPERATE"}
)
LEAST = 1.1  # evidence that two mentions need


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An event with what only its sentence tells."""

    event: Event
    lemma: str
    definite: bool  # "the attack", "these talks", "their meeting"
    nominal: bool
    sentence: int


def first_mentions(mentioned: Sequence[Mentioned]) -> tuple[int | None, ...]:
    """For each event the index of its first mention, or None where it is one."""
    firsts: list[int | None] = []
    for i, later in enumerate(mentioned):
        best, evidence = None, LEAST
        for j, earlier in enumerate(mentioned[:i]):
            if firsts[j] is None:
                found = _evidence(earlier, later)
                if found >= evidence:
                    best, evidence = j, found
        firsts.append(best)
    return tuple(firsts)


def takes_over(first: Mentioned, later: Mentioned) -> bool:
    """Whether the parties that the later mention leaves out are those of the first: a definite noun of the same standing."""
    return later.definite and later.nominal and later.event.status == first.event.status


def _evidence(a: Mentioned, b: Mentioned) -> float:
    x, y = a.event, b.event
    if x.type != y.type or a.sentence == b.sentence or _clash(x.mode, y.mode):
        return 0.0
    if {x.status, y.status} in ({"negated", "actual"}, {"negated", "planned"}):
        return 0.0
    actors, recipients = _agreement(x.actors, y.actors), _agreement(x.recipients, y.recipients)
    if actors < 0 or recipients < 0 or _apart(x, y):
        return 0.0
    evidence = 1.0 * actors + 1.0 * recipients
    evidence += 0.7 if a.lemma == b.lemma else 0.0
    evidence += 0.7 if b.definite else 0.0
    evidence += 0.4 if b.nominal and x.type in POINT_TYPES else 0.0
    evidence += 0.5 if x.mode is not None and x.mode == y.mode else 0.0
    evidence += 0.6 if {p.text for p in x.places} & {p.text for p in y.places} else 0.0
    if x.status != y.status:
        evidence -= 0.7
    return evidence


def _clash(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _agreement(a: tuple[Party, ...], b: tuple[Party, ...]) -> float:
    """1 where a party is shared, 0 where one side is silent, -1 where both name others."""
    if not a or not b:
        return 0.0
    shared = any(same_party(x, y) for x in a for y in b)
    return 1.0 if shared else -1.0


def _apart(a: Event, b: Event) -> bool:
    """The two are dated so that they cannot be one."""
    for x in a.times:
        for y in b.times:
            if x.latest and y.earliest and x.latest < y.earliest:
                return True
            if y.latest and x.earliest and y.latest < x.earliest:
                return True
    return False
