"""Value F1 of time phrases, end to end: ``measure_time.py tempeval3 FILE``, ``gum FILE``, or ``phrases tests/coding/phrases.tsv``.

The measure is that of ``lapwing.evaluation.calendars``; ``phrases`` holds the calendar and dateparser against phrases written by hand.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from lapwing.coding.calendar import read
from lapwing.evaluation.calendars import Notation, counts, judged, misses


def phrases(path: Path) -> None:
    """The hand-written phrases: this calendar against dateparser given the same publication day (its period taken as the value's grain)."""
    import dateparser.search
    from dateparser.date import DateDataParser

    n: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        phrase, published, tense, context, value = line.split("\t")
        if context or not published:
            continue
        day = date.fromisoformat(published)
        mine = " + ".join(m.value for m in read(phrase, day, tense) if m.value) or "-"  # type: ignore[arg-type]
        base = datetime(day.year, day.month, day.day)
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future" if tense == "future" else "past"}
        data = DateDataParser(languages=["en"], settings=settings).get_date_data(phrase)
        found, keep = data.date_obj, {"year": 4, "month": 7}.get(data.period, 10)
        if found is None:
            hits = dateparser.search.search_dates(phrase, languages=["en"], settings=settings) or []
            found = hits[0][1] if hits else None
        theirs = found.date().isoformat()[:keep] if found else "-"
        n["phrases"] += 1
        n["calendar"] += mine == value
        n["dateparser"] += theirs == value
        n["dateparser, value asked"] += theirs == value and value != "-"
        n["value asked"] += value != "-"
    for what, count in n.items():
        print(f"{what:25} {count}  {100 * count / n['phrases']:.1f} %")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("notation", choices=("tempeval3", "gum", "phrases"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was found besides")
    args = parser.parse_args()
    if args.notation == "phrases":
        phrases(args.file)
        return
    rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines()]
    notation: Notation = "timex3" if args.notation == "tempeval3" else "tei"
    for row in rows if args.misses else ():
        print(*misses(row, notation), sep="\n")
    n = counts(judged(row, notation) for row in rows)
    for what in ("span", "value"):
        precision, recall, f1 = (n[f"{what} {name}"] for name in ("precision", "recall", "F1"))
        met = f"{n[f'{what} gold']:.0f} of {n['gold']:.0f} gold, {n['found']:.0f} found"
        print(f"{what:6} P {precision:.1f}  R {recall:.1f}  F1 {f1:.1f}   ({met})")


if __name__ == "__main__":
    main()
