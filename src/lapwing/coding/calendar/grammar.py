"""Time phrases to moments: ``read`` for one phrase, ``cores`` for the places in a text where a phrase may stand.

A phrase is a core ("Sunday", "March 22 and 28", "two weeks ago") under any number of frames ("since", "earlier on", "by the end of").
The cores stand in ``table``; the frames here. What the grammar does not know and what is explicit enough goes to dateparser.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from lapwing.coding.calendar import counted
from lapwing.coding.calendar import words as w
from lapwing.coding.calendar.moments import Moment, NoAnchor, Setting, Tense, dated, since, span, until, vague
from lapwing.coding.calendar.periods import Period, day_of
from lapwing.coding.calendar.table import RULES, needs

NO_DATE = "no publication date"
_PLAIN = (
    r"in|on|at|during|for|over|as of|as|of|around|about|approximately|circa|c\.|ca\.|roughly|the|just|only|sometime|some time|back"
    r"|exactly|even"
    r"|dated|effective|starting|beginning|it was|this|both|again|late as|recently as|long ago as|far back as|through|throughout"
    r"|within|every|like"
    r"|scheduled for|to|and|more recently|most recently|nearly|almost|more than|at least|local time|less than|time|due"
)
_FRAMES = (
    ("since", r"(?:ever )?since|as far back as|starting (?:in|on|from)|beginning (?:in|on)|effective|from"),
    ("until", r"until|till|up to|through to|up until|no later than"),
    ("after", r"after|following|in the aftermath of"),
    ("before", r"before|prior to|ahead of|pre-"),
    ("by", r"by|as (?:early|soon|late) as|not before|no earlier than"),
    ("early", r"(?:as )?early(?: on| in)?|(?:at |from |in |by )?(?:the )?(?:very )?(?:start|beginning|opening|outset"
              r"|first (?:few )?(?:days|weeks|months)) of"
              r"|(?:in )?the early (?:hours|days|weeks|months|part|morning)(?: hours)? of|early-"),
    ("late", r"(?:as )?late(?:r)?(?: on| in)?|(?:at |by |until |in |towards? |near )?(?:the )?(?:very )?(?:end|close"
             r"|last (?:few )?(?:days|weeks|months)) of"
             r"|(?:in )?the late (?:hours|days|part)? ?of|late-"),
    ("mid", r"(?:in )?(?:the )?(?:middle|midst) of|mid[- ]|midway through|halfway through"),
    ("earlier", r"earlier(?: on| in)?|(?:at one point|somewhere|sometime|at some point|some time|early) (?:earlier )?(?:in|on|during)?"),
)  # fmt: skip
_FRAME = re.compile("|".join(rf"(?P<{name}>(?:{pattern})(?<=-)|(?:{pattern})(?<![-]) +)" for name, pattern in _FRAMES))
_LEAD = re.compile(rf"(?:{_PLAIN})\s+")
_TAIL = re.compile(r"(?:,? (?:at|by|around|about|before|after|until)? ?\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?|gmt)|,? (?:alone"
                   r"|at (?:the )?(?:latest|earliest)|local time|gmt|[ec][sd]?t|only|"
                   r"or so|itself|onwards?|(?:\()?[pm]?[sd]?t\)?|time))$")  # fmt: skip
_RANGE = re.compile(r"(?:from |between )(?P<a>.+?)(?:,? (?:to|until|till|through|and|up to)(?: the)? | ?[-–] ?)(?P<b>.+)")
_BARE_RANGE = re.compile(r"(?P<a>.+?)(?: (?:to|until|till|through) | ?[-–] ?)(?P<b>.+)")
_LIST = re.compile(r",? (?:and|or) (?:on |in |of )?|, (?:on |in )?")
_COUNTED_FROM = re.compile(rf"(?P<n>{w.NUMBER}) (?P<unit>{w.UNIT})s? (?P<word>after|before|following|from|prior to|ahead of) (?P<x>.+)")
_CLOCK_FIRST = re.compile(
    r"(?P<clock>\d{1,2}(?:[:.]\d\d)? ?(?:a\.?m\.?|p\.?m\.?)|\d{1,2}:\d\d|\d{4} gmt|noon|midday|midnight)(?: ?\(?(?:gmt|utc|e[sd]t"
    r"|c[sd]t|m[sd]t|p[sd]t|bst|local time)\)?)?,? (?:on |of )?(?P<x>.+)"
)
_REFERENCES = {
    phrase: time
    for time, phrases in {
        "present": "now, currently, at present, nowadays, these days, the present, at the moment, right now, current, this time",
        "past": "recently, the past, in the past, lately, formerly, once, previously, the recent past, former, long ago",
        "future": "the future, in the future, soon, shortly, the near future, some day",
        "that time": "at that time, that time, at the time, the time, then",
    }.items()
    for phrase in phrases.split(", ")
}


def normal(phrase: str) -> str:
    """Lower case, single blanks, straight quotes, no outer punctuation."""
    text = " ".join(phrase.lower().replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", "-").split())
    text = re.sub(r"^[\s,;:(\[\"“]+|[\s,;:)\]\"”!?]+$", "", text)
    text = text if re.search(r"\b(?:[a-z]\.)+[a-z]?\.$|(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\.$", text) else text.rstrip(".")
    return re.sub(r"'s$", "", text) if not re.search(r"\d'?s$", text) else text


def read(phrase: str, published: date | None, tense: Tense = "unknown", context: Period | None = None) -> tuple[Moment, ...]:
    """Moments that ``phrase`` names; two for "March 22 and 28", none where it is no time phrase.

    ``published``: the day the text appeared (None: unknown); ``tense``: of the clause; ``context``: the date the text last named, which
    "two days later" counts from.
    """
    setting = Setting(published, tense, context)
    text = normal(phrase)
    return _whole(text, setting, 0) or _by_dateparser(text) or _inside(text, setting)


def _core(text: str, s: Setting) -> tuple[Moment, ...]:
    if text in _REFERENCES:
        ref = _REFERENCES[text]
        return (replace(vague(f"{ref}, without a date"), part=ref),)
    for pattern, rule in RULES:
        m = pattern.fullmatch(text)
        if m:
            try:
                found = rule(m, s)
            except NoAnchor:
                found = (vague(NO_DATE),)
            except (ValueError, OverflowError):
                found = ()
            if found:
                return found
    return ()


def _whole(text: str, s: Setting, depth: int) -> tuple[Moment, ...]:
    """The phrase read from end to end; () where some of it is not understood."""
    if not text or depth > 6:
        return ()
    for attempt in (_core, _range, _counted_from, _clock_first):
        found = attempt(text, s)
        if found:
            return found
    m = _FRAME.match(text)
    if m:
        inner = _whole(text[m.end() :].strip(), s, depth + 1)
        if inner:
            return _framed(str(m.lastgroup), inner, s)
    m = _LEAD.match(text)
    if m and (inner := _whole(text[m.end() :], s, depth + 1)):
        return inner
    m = _TAIL.search(text)
    if m and (inner := _whole(text[: m.start()].rstrip(","), s, depth + 1)):
        return inner
    return _listed(text, s, depth)


def _listed(text: str, s: Setting, depth: int) -> tuple[Moment, ...]:
    parts = _LIST.split(text)
    if len(parts) < 2 or len(parts) > 4:
        return ()
    each = [_whole(part, s, depth + 2) for part in parts]
    return tuple(moment for moments in each for moment in moments) if all(each) else ()


def _range(text: str, s: Setting) -> tuple[Moment, ...]:
    m = _RANGE.fullmatch(text) or _BARE_RANGE.fullmatch(text)
    if not m:
        return ()
    last = _whole(m["b"], s, 3)
    if len(last) != 1 or last[0].period is None:
        return ()
    a = m["a"]
    if re.fullmatch(w.DAY, a) and last[0].grain == "day":
        a = f"{a} {last[0].period.first:%B} {last[0].period.first.year}".lower()
    elif re.fullmatch(rf"{w.MONTH}(?: {w.DAY})?", a) and re.search(w.YEAR, m["b"]):
        a = f"{a} {last[0].period.first.year}"
    first = _whole(a, s, 3)
    if len(first) != 1 or first[0].period is None:
        return ()
    if first[0].period.first > last[0].period.last and re.fullmatch(rf"{w.MONTH}(?: {w.DAY})?|{w.WEEKDAY}", m["b"]):
        later = Setting(first[0].period.last, "future")
        last = _whole(m["b"], later, 3)
    if first[0].period.first > (last[0].period.last if last and last[0].period else date.min):
        return ()
    return (span(first[0], last[0]),)


def _counted_from(text: str, s: Setting) -> tuple[Moment, ...]:
    m = _COUNTED_FROM.fullmatch(text)
    if not m:
        return ()
    inner = _whole(m["x"], s, 3)
    try:
        n, unit, direction = counted.counted_from(m, s)
    except NoAnchor:
        return (vague("length of time before or after an event"),)
    if len(inner) == 1 and inner[0].period is not None:
        return (counted.from_period(inner[0].period, n, unit, direction),)
    return ()


def _clock_first(text: str, s: Setting) -> tuple[Moment, ...]:
    m = _CLOCK_FIRST.fullmatch(text)
    if not m:
        return ()
    inner = _whole(m["x"], s, 3)
    if len(inner) != 1 or inner[0].grain != "day":
        return ()
    return (replace(inner[0], kind="TIME", part="T" + m["clock"]),)


def _framed(frame: str, inner: tuple[Moment, ...], s: Setting) -> tuple[Moment, ...]:
    if frame in ("since", "after"):
        return tuple(since(moment, frame) for moment in inner)
    if frame in ("until", "before"):
        return tuple(until(moment, frame) for moment in inner)
    if frame == "by":
        return tuple(replace(moment, basis=f"by ({moment.basis})") for moment in inner)
    return tuple(_narrowed(frame, moment, s) for moment in inner)


def _narrowed(frame: str, moment: Moment, s: Setting) -> Moment:
    """Early, mid and late keep the period as the value and narrow the bounds to its first, middle or last half."""
    period = moment.period
    if period is None or period.first == period.last:
        return replace(moment, modifier=frame)
    first, last = period.first, period.last
    half = (last - first) / 2
    if frame == "earlier" and s.published is not None and first <= s.published <= last:
        last = s.published
    elif frame in ("early", "earlier"):
        last = first + half
    elif frame == "late":
        first = last - half
    else:
        first, last = first + half / 2, last - half / 2
    return replace(moment, earliest=first.isoformat(), latest=last.isoformat(), modifier=frame, basis=f"{frame} in {moment.basis}")


def _inside(text: str, s: Setting) -> tuple[Moment, ...]:
    """The dates that stand inside a longer phrase: "since the war erupted in October 2023"."""
    spans = [(a, b) for a, b in cores(text) if SPECIFIC.search(text[a:b])]
    if not spans:
        return ()
    found: list[Moment] = []
    for start, end in spans[-2:] if len(spans) > 1 and not text.startswith(("since", "until")) else spans[-1:]:
        found.extend(_whole(text[start:end], s, 0))
    m = _FRAME.match(text)
    if found and m and m.lastgroup in ("since", "until") and spans[-1][0] > m.end():
        return _framed(m.lastgroup, tuple(found), s)
    return tuple(found)


SPECIFIC = re.compile(rf"\d{{4}}|{w.MONTH}|{w.WEEKDAY}|day\b|night|last|next|this|ago|century|{w.SEASON}|{w.YEAR_WORDS}")
_UNNAMED = tuple(re.sub(r"[(][?]P<[a-z0-9]+>", "(?:", pattern.pattern).replace("(?P=sep)", r"[/.-]") for pattern, _ in RULES)
_FINDERS = tuple(
    re.compile(rf"(?:(?<![\w.,$€£-])|(?<=pre-)|(?<=mid-)|(?<=late-)|(?<=early-))(?:{pattern})(?![\w-]*\w)") for pattern in _UNNAMED
)
_NEEDED = tuple(re.compile(needs(pattern, rule)) for pattern, rule in RULES)
"""What must stand somewhere in a text before the finder of the same number is worth running over it."""
_LOOSE = (
    "now", "currently", "nowadays", "these days", "right now", "recently", "the past", "in the past", "the future", "in the future",
    "the near future",          "the recent past")  # fmt: skip
_REFERENCE = re.compile(r"\b(?:" + "|".join(sorted(_LOOSE, key=len, reverse=True)) + r")\b")


def cores(text: str) -> list[tuple[int, int]]:
    """Ranges of the cores in lower-case ``text``, in text order; the longest where they overlap."""
    told: dict[re.Pattern[str], bool] = {}
    for needed in _NEEDED:
        if needed not in told:
            told[needed] = needed.search(text) is not None
    finders = [finder for finder, needed in zip(_FINDERS, _NEEDED, strict=True) if told[needed]]
    spans = {m.span() for finder in (*finders, _REFERENCE) for m in finder.finditer(text) if m.end() > m.start()}
    taken: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
    return sorted(taken)


_ANY_YEAR = re.compile(rf"\b{w.YEAR}")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_DIGIT = re.compile(r"\d")


def _by_dateparser(text: str) -> tuple[Moment, ...]:
    """Explicit dates in forms that the grammar does not know, for instance other languages; day, month and year must be there."""
    year = _ANY_YEAR.search(text)
    if year is None or len(text) > 40 or not _LETTERS.search(text):
        return ()
    if not _DIGIT.search(text, 0, year.start()) and not _DIGIT.search(text, year.end()):
        return ()  # no number for the day: dateparser would try all its languages in vain, which takes seconds at first
    import dateparser  # slow to import and rarely needed

    settings = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    try:
        found = dateparser.parse(text, settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return ()
    return (dated(day_of(found.date()), "written date, read by dateparser"),) if isinstance(found, datetime) else ()
