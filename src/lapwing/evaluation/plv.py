"""Root types of dyads: sentences with a source, a target and one PLOVER root type (PLV, Hu et al. 2024, ACL; never trained on).

Each sentence is coded as an article of its own without a date. The set merges CONCEDE and RETREAT as YIELD, and PLOVER counts cooperation
that is only planned as AGREE and a planned RETREAT as CONCEDE; the coder keeps all of these apart, so its events are folded here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lapwing.types import Event

Range = tuple[int, int]
PLANNED_IS_AGREE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
SURE = {"actual": 0, "planned": 1, "negated": 2, "hypothetical": 3}  # of two events of one dyad, the one that takes place is meant


@dataclass(frozen=True, slots=True)
class Dyad:
    """One row of the set."""

    text: str
    source: tuple[Range, ...]
    target: tuple[Range, ...]
    root: str


def read(path: Path) -> list[Dyad]:
    """The rows of a file; a missing source or target has no ranges."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        source, target = (tuple((a, b) for a, b in row[key] or ()) for key in ("source", "target"))
        found.append(Dyad(row["text"], source, target, row["root"]))
    return found


def root(event: Event) -> str:
    """The event's type as this set names it."""
    kind = event.type
    if event.status == "planned" and kind in PLANNED_IS_AGREE:
        kind = "AGREE"
    return MERGED.get(kind, kind)


def chosen(dyad: Dyad, events: Iterable[Event]) -> str | None:
    """Root type of the event whose parties meet the dyad's best; of equals the one that takes place, then the surest; None without any."""

    def worth(event: Event) -> tuple[int, int, float]:
        met = int(_meet([(p.start, p.end) for p in event.actors], dyad.source))
        met += _meet([(p.start, p.end) for p in event.recipients], dyad.target)
        return met, -SURE[event.status], event.confidence

    best = max(events, key=worth, default=None)
    return None if best is None else root(best)


def _meet(mine: Sequence[Range], given: Sequence[Range]) -> bool:
    return any(a < d and c < b for a, b in mine for c, d in given)


def figures(pairs: Sequence[tuple[str, str | None]]) -> dict[str, float]:
    """Macro-F1 over the gold's types, accuracy and share of sentences with an event, from (gold, coded) pairs, in per cent."""
    gold, coded = Counter(g for g, _ in pairs), Counter(c for _, c in pairs)
    right = Counter(g for g, c in pairs if g == c)
    macro = sum(2 * right[kind] / (gold[kind] + coded[kind]) for kind in gold) / len(gold)
    return {
        "macro F1": 100 * macro,
        "accuracy": 100 * right.total() / len(pairs),
        "any event": 100 * (len(pairs) - coded[None]) / len(pairs),
    }
