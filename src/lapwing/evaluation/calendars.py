"""Values of time phrases held against sets with TIMEX3 (TempEval-3) or TEI (GUM) dates, by the calendar's grammar alone, without the model.

A gold phrase counts as right where a found phrase overlaps it and has its value (the "value F1" of TempEval-3: precision and recall over
all phrases). Each phrase is read against its document's date. This module alone knows those notations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lapwing.coding.calendar import Moment, dated_phrases

Notation = Literal["timex3", "tei"]

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
        year_of, code = moment.value.split("-")
        return f"{year_of}-{_SEASONS[code]}"
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
    period, value = moment.period, moment.value
    if period is not None and value and (period.grain in ("decade", "century", "week", "weekend") or "/" in value):
        return value if period.grain == "interval" and len(value) == 9 else f"{period.first}/{period.last}"
    return value or "None"


def same(gold: str, mine: str) -> bool:
    """Equal but for the padding of week numbers."""
    return re.sub(r"W(\d)(?!\d)", r"W0\1", gold) == mine


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold phrase: whether a phrase was found there, whether with its value, and the values found."""

    start: int
    end: int
    hit: bool
    right: bool
    values: tuple[str, ...]


def judged(row: dict[str, Any], notation: Notation) -> tuple[list[Judged], list[tuple[int, int, bool, bool]]]:
    """The gold phrases of one document, and the found ones as (start, end, on a gold phrase, with its value)."""
    day = date.fromisoformat(row["dct"][:10]) if row.get("dct") and len(row["dct"]) >= 10 else None
    gold = [t for t in row["timexes"] if notation == "timex3" or t["value"]]
    mine = list(dated_phrases(row["text"], day))
    if notation == "tei":  # this scheme marks neither lengths of time, nor sets, nor vague references
        skip = [t for t in row["timexes"] if not t["value"]]
        mine = [f for f in mine if any(m.value for m in f.moments) and not any(t["start"] < f.end and f.start < t["end"] for t in skip)]
    found, hit, right = [], set(), set()
    for t in gold:
        hits = [f for f in mine if f.start < t["end"] and t["start"] < f.end]
        values = [v for f in hits for m in f.moments for v in ([timex3(m)] if notation == "timex3" else tei(m))]
        good = any(same(t["value"], v) for v in values)
        hit |= {f.start for f in hits}
        right |= {f.start for f in hits} if good else set()
        found.append(Judged(t["start"], t["end"], bool(hits), good, tuple(values)))
    return found, [(f.start, f.end, f.start in hit, f.start in right) for f in mine]


def figures(rows: Iterable[dict[str, Any]], notation: Notation) -> dict[str, float]:
    """F1 of phrases found (``span``) and of their values (``value``), in per cent."""
    n = counts(judged(row, notation) for row in rows)
    return {what: n[f"{what} F1"] for what in ("span", "value")}


def counts(documents: Iterable[tuple[list[Judged], list[tuple[int, int, bool, bool]]]]) -> dict[str, float]:
    """Counts, and precision, recall and F1 in per cent, of spans and values."""
    n: Counter[str] = Counter()
    for gold, mine in documents:
        n["gold"] += len(gold)
        n["found"] += len(mine)
        n["span gold"] += sum(g.hit for g in gold)
        n["span found"] += sum(on_gold for _, _, on_gold, _ in mine)
        n["value gold"] += sum(g.right for g in gold)
        n["value found"] += sum(right for _, _, _, right in mine)
    out: dict[str, float] = dict(n)
    for what in ("span", "value"):
        p, r = n[f"{what} found"] / max(1, n["found"]), n[f"{what} gold"] / max(1, n["gold"])
        out |= {f"{what} precision": 100 * p, f"{what} recall": 100 * r, f"{what} F1": 200 * p * r / (p + r) if p + r else 0.0}
    return out


def misses(row: dict[str, Any], notation: Notation) -> Iterator[str]:
    """One line for each gold phrase missed or misread and for each phrase found besides."""
    gold, mine = judged(row, notation)
    given = {(t["start"], t["end"]): t for t in row["timexes"]}
    for g in gold:
        if not g.right:
            words = row["text"][max(0, g.start - 60) : g.end + 30]
            yield f"{'MISS' if g.hit else 'UNFOUND'} {row['id']} {row['dct']} {given[g.start, g.end]['value']} {g.values} {words!r}"
    for start, end, on_gold, _ in mine:
        if not on_gold and not any(t["start"] < end and start < t["end"] for t in row["timexes"]):
            yield f"EXTRA {row['id']} {row['text'][max(0, start - 40) : end + 20]!r}"
