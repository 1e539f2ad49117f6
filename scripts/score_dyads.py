#!/usr/bin/env python3
"""Root type per dyad on sentences with a given source and target (PLV train rows, shared corpora; for measuring only).

Per row the event whose actor overlaps the source and whose recipient overlaps the target, else one of the two, else the most
confident of the sentence. CONCEDE and RETREAT count as YIELD, planned cooperation as AGREE. Prints macro-F1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts"), str(ROOT)]

import score_gold  # noqa: E402

from lapwing.coding import assemble, knowledge  # noqa: E402
from lapwing.settings import MODEL_FILES  # noqa: E402
from lapwing.types import Article, Event, Party, Span  # noqa: E402

COOPERATION = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})


def overlaps(parties: tuple[Party, ...], spans: list[list[int]]) -> bool:
    return any(p.start < end and start < p.end for p in parties for start, end in spans)


def root(event: Event) -> str:
    if event.type in ("CONCEDE", "RETREAT"):
        return "YIELD"
    return "AGREE" if event.status == "planned" and event.type in COOPERATION else event.type


def choose(events: tuple[Event, ...], row: dict[str, Any]) -> str:
    def fit(event: Event) -> tuple[int, float]:
        # all who meet are actors: either side may hold the source or the target
        source, target = overlaps(event.actors, row["source"] or []), overlaps((*event.recipients, *event.actors), row["target"] or [])
        return int(source) + int(target), event.confidence

    return root(max(events, key=fit)) if events else "none"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=MODEL_FILES)
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    path = score_gold.SHARED / "corpora/events/plv/train.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [Article(r["id"], 0, r["text"], None, (), (), None, None, None, (Span(0, len(r["text"])),)) for r in rows]
    tables = knowledge.load()
    readings = score_gold.readings(articles, args.cache, args.model)
    got = [choose(assemble.code(reading, tables)[0], row) for reading, row in zip(readings, rows, strict=True)]
    right, said, wanted = Counter(), Counter(got), Counter(r["root"] for r in rows)
    right.update(g for g, r in zip(got, rows, strict=True) if g == r["root"])
    f1 = {t: 2 * right[t] / (said[t] + wanted[t]) for t in wanted}
    print("  ".join(f"{t} {100 * f:.0f}" for t, f in sorted(f1.items())))
    macro, share = sum(f1.values()) / len(f1), sum(right.values()) / len(rows)
    print(f"macro-F1 {100 * macro:.1f}  accuracy {100 * share:.1f}  without an event {said['none']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
