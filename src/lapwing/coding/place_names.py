"""Which words of an article are place names: the capitalised runs inside the reader's place mentions, and other names of states and
regions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lapwing.coding.toponyms import Toponym, bare
from lapwing.knowledge.gazetteer import Candidate, Gazetteer
from lapwing.knowledge.names import fold
from lapwing.types import Mention, Reading

PLACE_LABELS = frozenset({"place", "location", "gpe", "facility"})
_WORD = r"[‘’'ʿ]?[A-Z][\w’'.-]*"
_ARTICLE = r"(?:al|el|ez|ar|as|ad|an|at|ash|az|ed|er|es)"
_RUN = re.compile(
    rf"(?:(?:north|south|east|west|central)[\w-]*\s+)?{_WORD}(?:\s+(?:(?:of(?:\s+the)?|de|la|du|the)\s+|{_ARTICLE}[-–’'\s])?{_WORD})*"
)
_GENERIC_AFTER = re.compile(
    r"\s+(?:district|province|governorate|region|county|camp|refugee camp|river|valley|island|peninsula|border|city|town|village|oblast)\b"
)
_MODIFIER = re.compile(r"-(?:held|led|backed|controlled|based|occupied|run|ruled|majority|born|era|style|dominated|populated)$")
_POSSESSIVE = re.compile(r"[’']s?(?=\s)")
_ENDING = re.compile(r"(?:[’']s?|[.,’'-]+)?$")
_OPENERS = frozenset(
    "the in on at but and he she it they we you i a an from after since when while for as both either this that these those".split()
)
_EVERYDAY = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday reuters associated press president minister prime secretary general king prince the he she it "
    "they we you i and but in on pool either both north south east west northern southern eastern western central middle "
    "northeast northwest southeast southwest new old".split()
)
LARGE = frozenset(
    {"country", "capital", "region", "continent", "sea", "ocean", "strait", "desert", "border", "island", "camp", "point", "district"}
)
WELL_KNOWN = 100_000  # inhabitants from which a town's name counts even where the reader did not mark it as a place


def place_spans(reading: Reading, gazetteer: Gazetteer) -> list[Toponym]:
    """Spans of place names in text order: from the reader's place mentions, then states, regions and cities that it did not mark."""
    text = reading.article.text
    found: list[Toponym] = []
    others: list[tuple[int, int]] = []
    for sentence in reading.sentences:
        for m in sentence.mentions:
            start, end = sentence.tokens[m.first].start, sentence.tokens[m.last - 1].end
            if m.label.lower() in PLACE_LABELS and m.kind == "name":
                found.extend(
                    r for r in runs(text, start, end, gazetteer) if not any(r.start < o.end and o.start < r.end for o in found[-4:])
                )
            elif _names_somebody(m):
                others.append((start, end))
    for sentence in reading.sentences:
        for run in runs(text, sentence.start, sentence.end, gazetteer):
            inside_other = any(a <= run.start and run.end <= b for a, b in others)
            taken = any(run.start < o.end and o.start < run.end for o in found)
            if not taken and _known(text[run.start : run.end], gazetteer, only_adjectives=inside_other):
                found.append(run)
    return sorted(found, key=lambda span: span.start)


def text_spans(text: str, gazetteer: Gazetteer) -> list[Toponym]:
    """Spans of names of states, regions and well-known towns in a text that no model has read."""
    return [run for run in runs(text, 0, len(text), gazetteer) if _known(text[run.start : run.end], gazetteer, only_adjectives=False)]


def _names_somebody(m: Mention) -> bool:
    return m.kind == "name" and m.label.lower() in ("person", "organization", "group", "event")


def _known(words: str, gazetteer: Gazetteer, *, only_adjectives: bool) -> bool:
    """A state, its adjective, a region or a large town under its main name."""
    name, _ = bare(words)
    key = fold(name)
    if not key or key in _EVERYDAY:
        return False
    if key in gazetteer.adjectives:
        return True
    return not only_adjectives and any(_counts(c) for c in gazetteer.lookup(name, near=False))


def _counts(c: Candidate) -> bool:
    if c.number < 0 or c.kind in LARGE:
        return True
    return c.main and (c.kind == "admin1" or (c.kind == "city" and c.population >= WELL_KNOWN))


def runs(text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Capitalised runs with their generic word ("Afrin district"), cut at possessives and to the longest part that the gazetteer knows."""
    for m in _RUN.finditer(text, start, end):
        at = m.start()
        stop = m.end() - len(_ENDING.search(m.group()).group())  # type: ignore[union-attr]  # matches the empty string too
        for cut in [*(p.span() for p in _POSSESSIVE.finditer(text, m.start(), stop)), (stop, stop)]:
            if at < cut[0]:
                yield from _longest(text, at, cut[0], gazetteer)
            at = cut[1] + 1


def _longest(text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """The longest part of a run that is in the gazetteer; the capitalised words as they are where nothing is."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    while words and text[words[0][0] : words[0][1]].lower() in _OPENERS:
        words = words[1:]
    after = _GENERIC_AFTER.match(text, words[-1][1]) if words else None
    for size in range(len(words), 0, -1):
        for first in range(len(words) - size + 1):
            a, b = words[first][0], words[first + size - 1][1]
            tail = after.end() if after and first + size == len(words) else b
            stops = dict.fromkeys((tail, b))
            stop = next(
                (s for s in stops if _listed(text[a:s], gazetteer) and (size == len(words) or fold(text[a:s]) not in _EVERYDAY)), None
            )
            if stop is not None and any(c.isupper() for c in text[a:stop]):
                if first:
                    yield from _longest(text, start, words[first][0], gazetteer)
                yield Toponym(a, stop)
                return
    upper = [(a, b) for a, b in words if text[a:b].lstrip("‘’'ʿ")[:1].isupper() and not _MODIFIER.search(text[a:b])]
    if upper:
        yield Toponym(upper[0][0], upper[-1][1])


def _listed(piece: str, gazetteer: Gazetteer) -> bool:
    name, _ = bare(piece)
    return bool(name in gazetteer.abbreviations or fold(name) in gazetteer.adjectives or gazetteer.knows(name))
