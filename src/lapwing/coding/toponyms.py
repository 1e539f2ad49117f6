"""Which place each place name of a text means: all names are weighed together.

Every name has candidates from the gazetteer. A candidate's worth is its prior (kind, population, whether the name is its main name),
what the words around say ("Paris, Tenn.", "the Afrin district", "in the state of Rhineland-Palatinate"), how much of the text lies in
its state and division, and how near other names' candidates lie. The weights were set by hand and looked at on the odd-numbered
articles of LGL only.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from lapwing.knowledge.gazetteer import Candidate, Gazetteer, kilometres
from lapwing.knowledge.names import fold

Key = TypeVar("Key", str, int)
MOST = 40  # candidates of one name that are weighed
SPEAKS = 0.6  # share of nearness or support that is named as the ground of a choice
NEAR_KM = 80.0  # scale of nearness between names
_GENERIC = (
    r"county|parish|district|province|governorate|region|state|oblast|prefecture|department|city|town|township|village|municipality|camp"
    r"|refugee camp|island|river|area|valley|border|suburb|neighbou?rhood|metro area|peninsula"
)
_BEFORE = re.compile(
    rf"(?i)^(?:the\s+)?(?:\w+\s+)?(?P<kind>{_GENERIC}|outskirts|suburbs?|port|capital|countryside|hamlet|resort)\s+(?:city\s+"
    rf"|town\s+)?of\s+(?=\S)"
)
_AFTER = re.compile(rf"(?i)\s+(?P<kind>{_GENERIC}|metropolitan area|countryside|suburbs?|outskirts|crossing|airport|enclave)s?$")
_KINDS: dict[str, tuple[str, ...]] = {
    "county": ("admin2", "admin1"),
    "parish": ("admin2",),
    "district": ("admin2", "district", "admin1", "admin3"),
    "province": ("admin1", "admin2"),
    "governorate": ("admin1",),
    "region": ("admin1", "region"),
    "state": ("admin1", "country"),
    "oblast": ("admin1",),
    "prefecture": ("admin1", "admin2"),
    "department": ("admin1", "admin2"),
    "city": ("city", "capital"),
    "town": ("city", "district"),
    "township": ("admin2", "admin3", "city"),
    "village": ("city", "district"),
    "camp": ("camp", "district"),
    "refugee camp": ("camp",),
    "island": ("island",),
    "river": ("river",),
    "valley": ("region",),
    "border": ("border",),
    "peninsula": ("region",),
    "capital": ("capital", "city"),
    "port": ("city",),
}
_WITHIN = re.compile(
    r"^(?:\W{0,2}\s*,\s*|\s*\(|\s*[-–]\s*)?(?:(?:an?|the)\s+[\w\s-]{3,40}?\s+)?(?:in\s+|of\s+)?(?:(?:the\s+)?(?:[\w-]+\s+)?"
    r"(?:state|province|governorate|region|district|county|department)\s+of\s+)?(?:(?:north|south|east|west|central)[\w-]*\s+)?"
)
_PRIOR_KIND = {
    "country": 2.6, "admin1": 0.1, "continent": 4.0, "region": 2.6, "capital": 2.0, "sea": 1.6,
    "ocean": 1.6, "strait": 1.6, "island": 0.6, "desert": 1.0, "mountains": 1.0, "camp": 1.0,
    "district": 0.9, "point": 0.9, "border": 1.2, "river": 0.5, "lake": 1.0, "admin2": -0.9,
}  # fmt: skip

_SMALL = frozenset({"city", "capital", "admin2", "district", "camp"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text: half-open offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen candidate of a name, its worth, how far it is ahead of the next, and what decided."""

    candidate: Candidate
    worth: float
    lead: float
    why: str
    rival: Candidate | None = None


@dataclass(slots=True)
class _Name:
    """A distinct name of the text with its candidates and what is said around its mentions."""

    text: str
    candidates: list[Candidate]
    mentions: list[int] = field(default_factory=list)
    hint: tuple[str, ...] = ()
    within: list[Candidate] = field(default_factory=list)


def choose(text: str, spans: Sequence[Toponym], gazetteer: Gazetteer, focus: Mapping[str, float] | None = None) -> list[Choice | None]:
    """For each span the place that it means, or None where the gazetteer has nothing.

    ``focus``: weights of countries (ISO alpha-3) that the text is about for other reasons, such as its actors.
    """
    names = _names(text, spans, gazetteer)
    support = _support(names, focus or {})
    chosen: list[Choice | None] = [None] * len(spans)
    for name in names.values():
        ranked = sorted(((_worth(c, name, names, support), c) for c in name.candidates), key=lambda pair: -pair[0][0])
        if not ranked:
            continue
        (best, why), candidate = ranked[0]
        lead = best - ranked[1][0][0] if len(ranked) > 1 else best
        for mention in name.mentions:
            chosen[mention] = Choice(candidate, best, lead, why, ranked[1][1] if len(ranked) > 1 else None)
    return chosen


def _names(text: str, spans: Sequence[Toponym], gazetteer: Gazetteer) -> dict[str, _Name]:
    """Mentions grouped by name: one sense per name and text."""
    names: dict[str, _Name] = {}
    for number, span in enumerate(spans):
        words, hint = bare(text[span.start : span.end])
        key = fold(words) + "|" + ",".join(hint)
        if key not in names:
            names[key] = _Name(words, candidates(words, hint, gazetteer))
        name = names[key]
        name.mentions.append(number)
        name.hint = name.hint or hint or _hint_after(text, span.end)
        holders = _container(text, span, gazetteer)  # in a list, "Atlanta, Savannah", the next name holds no place of this one
        name.within.extend(h for h in holders if any(inside(c, h) for c in name.candidates))
    return names


def bare(phrase: str) -> tuple[str, tuple[str, ...]]:
    """The name inside a phrase and the kinds that its generic word allows: "the Afrin district" is Afrin, a district."""
    words = " ".join(phrase.replace("’", "'").split()).strip(" ,;:()\"“”'")
    words = words if re.search(r"(?:^|[ .])[A-Za-z]{1,5}\.$", words) else words.rstrip(".")
    words = re.sub(r"'s$", "", words)
    if words.isupper() and len(words) > 4:
        words = words.title()
    m = _BEFORE.match(words)
    if m:
        return words[m.end() :], _KINDS.get(m["kind"].lower(), ())
    return words, ()


def candidates(words: str, hint: tuple[str, ...], gazetteer: Gazetteer) -> list[Candidate]:
    """Candidates of a name as written, else without its generic word, else the state that it is the adjective of."""
    abbreviation = gazetteer.abbreviations.get(words)
    if abbreviation:
        found = [
            c
            for c in gazetteer.lookup(abbreviation[0], near=False)
            if c.kind in ("admin1", "country") and c.country in (abbreviation[1], None)
        ]
        return found[:1] or list(gazetteer.lookup(words))[:MOST]
    adjective = gazetteer.adjectives.get(fold(words))
    state = gazetteer.state(adjective) if adjective else None
    exact = list(gazetteer.lookup(words, near=False))
    if state is not None and not any(c.main and c.population > 50_000 for c in exact):
        return [state]
    if not exact:
        m = _AFTER.search(words)
        kinds = _KINDS.get(m["kind"].lower().rstrip("s"), ()) if m else ()
        if m:
            exact = list(gazetteer.lookup(words[: m.start()]))
            fitting = [c for c in exact if c.kind in kinds]
            exact = fitting or exact
        else:
            exact = list(gazetteer.lookup(_spelled(words)))
    if hint:
        exact = [c for c in exact if c.kind in hint] or exact
    return _distinct(exact)[:MOST]


def _spelled(words: str) -> str:
    words = re.sub(r"(?i)^ft\.?\s", "Fort ", words)
    words = re.sub(r"(?i)^mt\.?\s", "Mount ", words)
    words = re.sub(r"(?i)\sco\.?$", " County", words)
    for letter, side in (("N", "North"), ("S", "South"), ("E", "East"), ("W", "West")):
        words = re.sub(rf"^{letter}\.\s", f"{side} ", words)
    return re.sub(r"(?i)^(?:downtown|greater|metro)\s", "", words)


def _distinct(found: list[Candidate]) -> list[Candidate]:
    """Best first by kind and population, so that a cut keeps what matters."""
    return sorted(found, key=lambda c: -_prior(c))


def _hint_after(text: str, end: int) -> tuple[str, ...]:
    m = re.match(rf"\s+(?P<kind>{_GENERIC})\b", text[end : end + 24].lower())
    return _KINDS.get(m["kind"], ()) if m else ()


def _container(text: str, span: Toponym, gazetteer: Gazetteer) -> list[Candidate]:
    """What is said to hold the name: "Paris, Texas", "Ludwigshafen, in the state of ...", "Afrin (Syria)", "Syria's Afrin"."""
    after = text[span.end : span.end + 90]
    found: list[Candidate] = []
    m = _WITHIN.match(after)
    if m and (m.end() > 0 and re.match(r"\s*[,(–-]|\s+in\s", after)):
        rest = after[m.end() :]
        for words in _leading_names(rest):
            known = gazetteer.abbreviations.get(words) or gazetteer.abbreviations.get(words.rstrip("."))
            found = [
                c
                for c in gazetteer.lookup(known[0] if known else words, near=False)
                if c.kind in ("country", "admin1", "region", "admin2") and (not known or not known[1] or c.country == known[1])
            ]
            if found:
                break
    side = re.match(r"[\w\s,]{0,24}?\bon the ([A-Z]\w+) side\b", after)
    if not found and side and (iso3 := gazetteer.country(side[1])) and (state := gazetteer.state(iso3)):
        found = [state]
    before = re.search(
        r"((?:[A-Z][\w.-]+\s+){0,2}[A-Z][\w.-]+)(?:'s|’s)\s+(?:[a-z-]+\s+){0,3}$", text[max(0, span.start - 50) : span.start]
    )
    if not found and before:
        found = [c for c in gazetteer.lookup(before[1], near=False) if c.kind in ("country", "admin1", "region")]
    return [c for c in found if c.kind != "admin2" or c.main][:4]


def _leading_names(rest: str) -> list[str]:
    """Capitalised words at the beginning, longest first."""
    m = re.match(r"(?:[A-Z][\w’'.-]*\.?)(?:\s+(?:of\s+|and\s+|the\s+)?[A-Z][\w’'.-]*){0,3}", rest)
    if not m:
        return []
    words = m.group().split()
    return [" ".join(words[:n]).rstrip(",;") for n in range(len(words), 0, -1)]


def _prior(c: Candidate) -> float:
    size = 0.55 * math.log10(c.population + 10) if c.kind != "country" else 2.6
    return size + _PRIOR_KIND.get(c.kind, 0.0) + (1.8 if c.main else 0.0) + (8.0 if c.number < 0 else 0.0)


@dataclass(slots=True)
class _Support:
    """How much of the text lies in each country and first-level division, 0 to 1."""

    country: dict[str, float]
    admin1: dict[int, float]


def _support(names: Mapping[str, _Name], focus: Mapping[str, float]) -> _Support:
    country: dict[str, float] = defaultdict(float)
    admin1: dict[int, float] = defaultdict(float)
    for iso3, weight in focus.items():
        country[iso3] += weight
    for name in names.values():
        weight = 1.0 + 0.3 * min(4, len(name.mentions) - 1)
        shares = _shares(name)
        for c, share in shares:
            if c.country:
                country[c.country] += weight * share
            division = c.number if c.kind == "admin1" else c.admin1
            if division is not None:
                admin1[division] += weight * share * (1.5 if c.kind == "admin1" else 1.0)
        for c in name.within[:1]:
            if c.country:
                country[c.country] += 1.0
            division = c.number if c.kind == "admin1" else c.admin1
            if division is not None:
                admin1[division] += 1.5
    return _Support(_scaled(country), _scaled(admin1))


def _shares(name: _Name) -> list[tuple[Candidate, float]]:
    """Candidates with their shares of belief by prior alone."""
    if not name.candidates:
        return []
    weights = [math.exp(1.3 * (_prior(c) + _said(c, name)[0])) for c in name.candidates]
    total = sum(weights)
    return [(c, weight / total) for c, weight in zip(name.candidates, weights, strict=True)]


def _scaled(weights: Mapping[Key, float]) -> dict[Key, float]:
    top = max(weights.values(), default=0.0)
    return {key: weight / max(top, 1.5) for key, weight in weights.items()}


def _said(c: Candidate, name: _Name) -> tuple[float, str]:
    """What the words around the mentions say for or against a candidate."""
    worth, why = 0.0, ""
    if name.hint:
        if c.kind in name.hint:
            worth, why = 1.5, f"called a {c.kind}"
        elif c.kind == "country":
            worth = -1.5
    if name.within:
        held = any(inside(c, container) for container in name.within)
        worth += 4.0 if held else -1.5
        why = f"in {name.within[0].name}" if held else why
    return worth, why


def inside(c: Candidate, container: Candidate) -> bool:
    """Whether ``c`` lies in ``container``: by division or country, for regions by the box."""
    if c.number == container.number:
        return False
    if container.kind == "country":
        return c.country == container.country
    if container.number in (c.admin1, c.admin2):
        return True
    if container.kind in ("region", "island") and container.box and c.lat is not None and c.lon is not None:
        south, west, north, east = container.box
        return south <= c.lat <= north and west <= c.lon <= east
    return False


def _worth(c: Candidate, name: _Name, names: Mapping[str, _Name], support: _Support) -> tuple[float, str]:
    said, why = _said(c, name)
    worth = _prior(c) + said
    country = support.country.get(c.country or "", 0.0)
    division = support.admin1.get(c.number if c.kind == "admin1" else (c.admin1 if c.admin1 is not None else -9), 0.0)
    worth += 1.6 * country + (2.0 * division if c.kind != "country" else 0.0)
    near = _nearness(c, name, names)
    worth += 1.2 * near
    return worth, why or _reason(near, division, country)


def _reason(near: float, division: float, country: float) -> str:
    """What spoke for a candidate where no words around it did."""
    if near > SPEAKS:
        return "near other places named"
    if division > SPEAKS:
        return "in the region the text is about"
    return "in the country the text is about" if country > SPEAKS else "largest of that name"


def _nearness(c: Candidate, name: _Name, names: Mapping[str, _Name]) -> float:
    """0 to 1.5: how near the other names' candidates lie, each name weighted by how few candidates it has."""
    if c.kind not in _SMALL or c.lat is None or c.lon is None:
        return 0.0
    total = 0.0
    for other in names.values():
        if other is name or not other.candidates:
            continue
        best = 0.0
        for o in other.candidates:
            if o.kind not in _SMALL or o.lat is None or o.lon is None or o.number == c.number:
                continue
            if abs(o.lat - c.lat) > 4 or abs(o.lon - c.lon) > 6:
                continue
            best = max(best, math.exp(-kilometres(c.lat, c.lon, o.lat, o.lon) / NEAR_KM))
        total += best / math.sqrt(len(other.candidates))
    return min(1.5, total)
