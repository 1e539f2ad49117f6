"""Parties that a sentence leaves out and the article makes plain: who has been dealing with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lapwing.coding.parties import same_party
from lapwing.types import Event, Party

REACH = 12  # events back in which a counterpart is looked for
ONE_SIDED = {("RETREAT", "resign"), ("RETREAT", "withdraw")}
WITHOUT_RECIPIENT = frozenset({"CONSULT", "MOBILIZE", "PROTEST", "COOPERATE"})


def filled(events: Sequence[Event]) -> tuple[Event, ...]:
    """Events with a missing recipient (or actor) taken from an earlier event with the same other side, marked implicit."""
    out: list[Event] = []
    for event in events:
        before = out[::-1][:REACH]
        if event.actors and not event.recipients and event.type not in WITHOUT_RECIPIENT and (event.type, event.mode) not in ONE_SIDED:
            event = replace(event, recipients=_implicit(_counterpart(event, before)))
        elif event.recipients and not event.actors:
            event = replace(event, actors=_implicit(_doer(event, before)))
        out.append(event)
    return tuple(out)


def _counterpart(event: Event, before: Sequence[Event]) -> tuple[Party, ...]:
    """Towards whom the same actor acted last, or who acted towards him."""
    for earlier in before:
        if _share(event.actors, earlier.actors) and earlier.recipients:
            return _others(earlier.recipients, event.actors)
        if _share(event.actors, earlier.recipients) and earlier.actors:
            return _others(earlier.actors, event.actors)
    return ()


def _doer(event: Event, before: Sequence[Event]) -> tuple[Party, ...]:
    """Who last did a deed of the type to the same recipient."""
    for earlier in before:
        if earlier.type == event.type and _share(event.recipients, earlier.recipients) and earlier.actors:
            return _others(earlier.actors, event.recipients)
    return ()


def _share(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    return any(same_party(x, y) for x in a for y in b)


def _others(found: tuple[Party, ...], side: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(p for p in found if not any(same_party(p, s) for s in side))


def _implicit(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(replace(p, implicit=True) for p in parties)
