"""Accuracy of place names on a set with coordinates: ``measure_places.py FILE [--half odd|even] [--misses]``.

The measure is that of ``lapwing.evaluation.toponyms``: a name is right where the chosen place lies within
161 km (100 miles) of the gold's point.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from lapwing.evaluation.toponyms import MILES_100, figures, placed
from lapwing.knowledge import gazetteer


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", choices=("odd", "even"), help="every other article only")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    table = gazetteer.load()
    rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").strip().split("\n")]
    if args.half:
        rows = rows[args.half == "odd" :: 2]
    began = time.perf_counter()
    names = list(placed(rows, table))
    took = time.perf_counter() - began
    for name in names if args.misses else ():
        if name.distance is None or name.distance > MILES_100:
            c = name.candidate
            choice = (c.name, c.kind, c.country, c.population, name.why) if c else None
            print("MISS" if c else "UNPLACED", name.document, name.gold, "->", choice, name.distance and round(name.distance))
    distances = sorted(n.distance for n in names if n.distance is not None)
    for what, value in figures(names).items():
        print(f"{what:24} {value:5.1f} %")
    print(f"{len(names)} names; median error {distances[len(distances) // 2]:.1f} km; {1e6 * took / len(names):.0f} us a name")


if __name__ == "__main__":
    main()
