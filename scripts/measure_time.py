"""Value F1 of time phrases, end to end: ``measure_time.py tempeval3 FILE`` or ``measure_time.py gum FILE``.

Found by the grammar alone (no model), read against the document's date. A gold phrase counts as right where a found phrase overlaps it and
has its value (TempEval-3's "value F1": precision and recall over all phrases). The gold's TIMEX3 or TEI values are compared with the
grammar's moments rendered in the same notation; this script alone knows those notations.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lapwing.coding.calendar import Moment, dated_phrases, read

_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "T12:00", "midday": "TMI", "midnight": "T24"}
_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}


def _clock(part: str) -> str:
    m = re.match(r"T(\d{1,2})(?:[:.](\d\d))? ?([ap])?", part)
    if not m:
        return _PARTS.get(part.lstrip("T"), "")
    hour = int(m[1]) % 12 + 12 * (m[3] == "p") if m[3] else int(m[1])
    return f"T{hour:02d}:{m[2] or '00'}"


def timex3(moment: Moment) -> str:
    """The moment in TIMEX3's notation."""
    if moment.duration and moment.value is None:
        return moment.duration
    if moment.basis == "fiscal year" and moment.latest:
        return str(int(moment.latest[:4]) - 1)
    if moment.value is None or moment.period is None:
        return {"past": "PAST_REF", "future": "FUTURE_REF"}.get(moment.part or "", "PAST_REF" if " ago" in moment.basis else "PRESENT_REF")
    first, grain = moment.period.first, moment.period.grain
    if grain in ("week", "weekend"):
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}" + ("-WE" if grain == "weekend" else "")
    if grain == "quarter":
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if grain == "half":
        return f"{first.year}-H{1 if first.month == 1 else 2}"
    if grain == "season":
        year, code = moment.value.split("-")
        return f"{year}-{_SEASONS[code]}"
    if grain in ("decade", "century"):
        return moment.value.rstrip("X")
    if moment.part:
        clock = _clock(moment.part) if moment.part.startswith("T") else _PARTS.get(moment.part, "")
        return moment.value + clock
    return moment.value


def tei(moment: Moment) -> list[str]:
    """The moment in the TEI notation of GUM; an interval's ends as well, because that scheme marks "1890 - 91" as two dates."""
    whole = _tei(moment)
    return [whole, *moment.value.split("/")] if moment.value and moment.grain == "interval" and "/" in moment.value else [whole]


def _tei(moment: Moment) -> str:
    if (
        moment.period is not None
        and moment.value
        and (moment.period.grain in ("decade", "century", "week", "weekend") or "/" in moment.value)
    ):
        if moment.period.grain == "interval" and len(moment.value) == 9:
            return moment.value
        return f"{moment.period.first}/{moment.period.last}"
    return moment.value or "None"


def same(gold: str, mine: str) -> bool:
    """Equal but for the padding of week numbers."""
    return re.sub(r"W(\d)(?!\d)", r"W0\1", gold) == mine


def measure(rows: list[dict[str, Any]], notation: str, misses: bool) -> None:
    """Print precision, recall and F1 of spans and of values."""
    n: Counter[str] = Counter()
    for row in rows:
        day = date.fromisoformat(row["dct"][:10]) if row.get("dct") and len(row["dct"]) >= 10 else None
        gold = [t for t in row["timexes"] if notation == "timex3" or t["value"]]
        skip = [t for t in row["timexes"] if notation == "tei" and not t["value"]]
        mine = list(dated_phrases(row["text"], day))
        if notation == "tei":  # this scheme marks neither lengths of time, nor sets, nor vague references
            mine = [f for f in mine if any(m.value for m in f.moments) and not any(t["start"] < f.end and f.start < t["end"] for t in skip)]
        matched: dict[str, set[int]] = {"span": set(), "value": set()}
        n["gold"] += len(gold)
        n["mine"] += len(mine)
        for t in gold:
            hits = [f for f in mine if f.start < t["end"] and t["start"] < f.end]
            values = [v for f in hits for m in f.moments for v in ([timex3(m)] if notation == "timex3" else tei(m))]
            right = any(same(t["value"], v) for v in values)
            n["span"] += bool(hits)
            n["value"] += right
            matched["span"] |= {f.start for f in hits}
            matched["value"] |= {f.start for f in hits} if right else set()
            if misses and not right:
                print(
                    "MISS" if hits else "UNFOUND",
                    row["id"],
                    row["dct"],
                    repr(t["text"]),
                    t["value"],
                    values,
                    repr(row["text"][max(0, t["start"] - 60) : t["end"] + 30]),
                )
        for what in matched:
            n[f"{what} found"] += len(matched[what])
        if misses:
            for f in mine:
                if not any(f.start < t["end"] and t["start"] < f.end for t in row["timexes"]):
                    print(
                        "EXTRA",
                        row["id"],
                        repr(row["text"][max(0, f.start - 40) : f.start]),
                        repr(row["text"][f.start : f.end]),
                        repr(row["text"][f.end : f.end + 20]),
                    )
    for what in ("span", "value"):
        p, r = n[f"{what} found"] / max(1, n["mine"]), n[what] / max(1, n["gold"])
        print(
            f"{what:6} P {100 * p:.1f}  R {100 * r:.1f}  F1 {200 * p * r / max(1e-9, p + r):.1f}   ({n[what]} of {n['gold']} gold, "
            f"{n['mine']} found)"
        )


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
    measure(rows, "timex3" if args.notation == "tempeval3" else "tei", args.misses)


if __name__ == "__main__":
    main()
