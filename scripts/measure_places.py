"""Accuracy of place names on a set with coordinates: ``measure_places.py FILE [--half odd|even] [--misses]``.

Given: the article's text and the spans of all place names of the gold (resolved or not). A name counts as right where the chosen place lies
within 161 km (100 miles) of the gold's point. Shares of names left without a place are reported.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from lapwing.coding.toponyms import Toponym, choose
from lapwing.knowledge import gazetteer
from lapwing.knowledge.gazetteer import kilometres

MILES_100 = 161.0


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", choices=("odd", "even"), help="every other article only")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    gaz = gazetteer.load()
    n: Counter[str] = Counter()
    errors: list[float] = []
    took = 0.0
    for number, line in enumerate(args.file.read_text(encoding="utf-8").strip().split("\n")):
        if args.half and number % 2 != (args.half == "odd"):
            continue
        row = json.loads(line)
        spans = [Toponym(t["start"], t["end"]) for t in row["toponyms"]]
        began = time.perf_counter()
        chosen = choose(row["text"], spans, gaz)
        took += time.perf_counter() - began
        for gold, choice in zip(row["toponyms"], chosen, strict=True):
            if gold.get("lat") is None:
                n["gold without a point"] += 1
                n["gold without a point, placed"] += choice is not None
                continue
            n["gold"] += 1
            if choice is None or choice.candidate.lat is None or choice.candidate.lon is None:
                n["unplaced"] += 1
                if args.misses:
                    print("UNPLACED", row["id"], gold["text"], gold["fcode"], gold["country"])
                continue
            error = kilometres(gold["lat"], gold["lon"], choice.candidate.lat, choice.candidate.lon)
            errors.append(error)
            n["right"] += error <= MILES_100
            if args.misses and error > MILES_100:
                c = choice.candidate
                print("MISS", row["id"], gold["text"], gold["fcode"], gold["country"], gold["lat"], gold["lon"], "->", c.name, c.kind, c.country, c.population, choice.why, round(error))
    placed = n["gold"] - n["unplaced"]
    print(f"gold names {n['gold']}; right within 161 km {100 * n['right'] / n['gold']:.1f} % of all, {100 * n['right'] / max(1, placed):.1f} % of placed; "
          f"unplaced {100 * n['unplaced'] / n['gold']:.1f} %; median error {sorted(errors)[len(errors) // 2]:.1f} km; {1e6 * took / max(1, sum(n.values())):.0f} us a name")  # fmt: skip
    print(dict(n))


if __name__ == "__main__":
    main()
