"""Where: a phrase of a reading to a place with coordinates, a precision and what decided; no point rather than a wrong one.

Call ``survey`` once for an article, ``resolve`` for each phrase. Which phrase is an event's place is decided elsewhere.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lapwing.coding.place_names import place_spans, runs, text_spans
from lapwing.coding.toponyms import Choice, Toponym, bare, candidates, choose
from lapwing.knowledge.gazetteer import Box, Candidate, Gazetteer, kilometres
from lapwing.knowledge.names import fold
from lapwing.types import Mention, Place, Reading

UNSURE = 0.15  # lead under which two far candidates are a tie
FAR_KM = 161.0
FADING = 1200.0  # characters after which a mention counts for a third
_SIDE = r"(?:north|south)[- ]?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?(?:most)?|central"
_DIRECTED = re.compile(rf"(?i)^(?:the\s+)?(?:far\s+)?(?P<side>{_SIDE})\s+(?:part\s+of\s+|of\s+)?(?:the\s+)?(?-i:(?=[A-Z]))")
_SIDE_OF = re.compile(
    rf"(?i)^(?:.{{0,30}}\bin\s+)?(?:the\s+|in\s+)*(?:far\s+)?(?P<side>{_SIDE})(?:\s+(?:part|region|side|half))?\s+of\s+(?P<rest>.+)$"
)
_POSSESSED = re.compile(rf"(?i)^(?P<rest>.+?)[’']s?\s+(?:far\s+)?(?P<side>{_SIDE})(?:\s+(?:region|part|border region))?$")
_COUNTRY_NOUNS = frozenset("country nation state republic kingdom homeland territory soil land".split())
_TOWN_NOUNS = frozenset("city town village capital metropolis port municipality hamlet township settlement suburb".split())
_AREA_NOUNS = frozenset(
    "province region governorate district county prefecture oblast enclave area valley strip peninsula island territory".split()
)
_POINTING = frozenset("area site scene place spot location there here vicinity neighbourhood neighborhood zone".split())
_AREAS = ("city", "capital", "district", "camp", "admin1", "admin2", "region", "island", "border", "point")
_SIDES = {"north": (0.5, 0.0, 1.0, 1.0), "south": (0.0, 0.0, 0.5, 1.0), "east": (0.0, 0.5, 1.0, 1.0), "west": (0.0, 0.0, 1.0, 0.5),
          "northeast": (0.5, 0.5, 1.0, 1.0), "northwest": (0.5, 0.0, 1.0, 0.5), "southeast": (0.0, 0.5, 0.5, 1.0),
          "southwest": (0.0, 0.0, 0.5, 0.5), "central": (0.25, 0.25, 0.75, 0.75)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A place name of the article and the place it means."""

    start: int
    end: int
    choice: Choice | None
    adjective: bool = False  # "Syrian": names a state, is no place of its own


@dataclass(frozen=True, slots=True)
class Focus:
    """What an article's place names mean, in text order, and how often each country is named."""

    gazetteer: Gazetteer = field(repr=False)
    named: tuple[Named, ...]
    countries: Mapping[str, float]

    @property
    def country(self) -> str | None:
        """The country that most of the article is set in; None where no country has three fifths."""
        total = sum(self.countries.values())
        top = max(self.countries, key=lambda c: self.countries[c], default=None)
        return top if top is not None and self.countries[top] >= 0.6 * total else None


def survey(reading: Reading, gazetteer: Gazetteer, actors: Mapping[str, float] | None = None) -> Focus:
    """Read all place names of an article together; ``actors``: weights of the countries (ISO alpha-3) that its actors belong to."""
    return _focus(reading.article.text, place_spans(reading, gazetteer), gazetteer, actors)


def places_of_text(text: str, gazetteer: Gazetteer, spans: list[tuple[int, int]] | None = None) -> tuple[Named, ...]:
    """Place names of a raw text and what they mean: of the spans given, else of all capitalised words that the gazetteer knows."""
    toponyms = [Toponym(*span) for span in spans] if spans is not None else text_spans(text, gazetteer)
    return _focus(text, toponyms, gazetteer, None).named


def _focus(text: str, spans: list[Toponym], gazetteer: Gazetteer, actors: Mapping[str, float] | None) -> Focus:
    choices = choose(text, spans, gazetteer, actors)
    named = tuple(
        Named(span.start, span.end, choice, fold(text[span.start : span.end]) in gazetteer.adjectives)
        for span, choice in zip(spans, choices, strict=True)
    )
    countries = Counter(n.choice.candidate.country for n in named if n.choice and n.choice.candidate.country)
    return Focus(gazetteer, named, {str(country): float(count) for country, count in countries.items()})


def resolve(reading: Reading, sentence_index: int, first: int, last: int, focus: Focus) -> Place | None:
    """The place that tokens [first, last) of a sentence name; the first of them where they name several.

    None where the words name no place and nothing in the article tells which is meant.
    """
    return next(iter(resolve_all(reading, sentence_index, first, last, focus)), None)


def resolve_all(reading: Reading, sentence_index: int, first: int, last: int, focus: Focus) -> tuple[Place, ...]:
    """Every place that the tokens name: two for "the Bekaa and Naameh regions"."""
    sentence = reading.sentences[sentence_index]
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    phrase = reading.article.text[start:end]
    inside = _inside(start, end, focus)
    whole = _whole(phrase, start, end, focus)
    if whole is not None and len(inside) < 2:
        return (whole,)
    for attempt in (_border, _part):
        found = attempt(phrase, (start, end), focus)
        if found is not None:
            return (found,)
    if inside and not _is_facility(phrase, inside) and not all(n.adjective and n.end < end for n in inside):
        return tuple(_place(start, end, phrase, n.choice, focus) for n in _joined(phrase, start, inside))
    if not inside:
        named = _unmarked(reading.article.text, start, end, focus)
        if named:
            return tuple(_place(start, end, phrase, n.choice, focus) for n in _joined(phrase, start, named))
    place = _unnamed(reading, sentence_index, (first, last), (start, end), focus)
    return (place,) if place is not None else ()


def _unmarked(text: str, start: int, end: int, focus: Focus) -> list[Named]:
    """Names in the phrase that the survey passed over because the reader did not mark them as places."""
    spans = list(runs(text, start, end, focus.gazetteer))
    total = sum(focus.countries.values()) or 1.0
    choices = choose(text, spans, focus.gazetteer, {country: 3 * count / total for country, count in focus.countries.items()})
    return [Named(s.start, s.end, choice) for s, choice in zip(spans, choices, strict=True) if choice is not None]


def _inside(start: int, end: int, focus: Focus) -> list[Named]:
    """Names in the phrase, or the name that the phrase is a part of; adjectives of states only where nothing else is there."""
    found = [n for n in focus.named if start <= n.start and n.end <= end] or [n for n in focus.named if n.start < end and start < n.end]
    return [n for n in found if not n.adjective] or found


def _whole(phrase: str, start: int, end: int, focus: Focus) -> Place | None:
    """A phrase that is itself in the gazetteer among regions, seas, borders, camps: "the Syria-Iraq border", "southern Lebanon"."""
    words, _ = bare(phrase)
    found = [c for c in focus.gazetteer.lookup(words, near=False) if c.kind not in ("city", "admin2", "admin3", "capital") or c.number < 0]
    found = [c for c in found if c.kind not in ("admin1", "country")]
    if not found or (len(words.split()) < 2 and any(n.start <= start and end <= n.end for n in focus.named)):
        return None
    best = max(found, key=lambda c: (c.country == focus.country, c.main, c.box is not None))
    state = focus.gazetteer.state(focus.country or "") if best.country is None and best.kind in ("river", "lake", "mountains") else None
    if state is not None and state.box is not None and best.box is not None and _overlap(best.box, state.box):
        return replace(_filled(start, end, phrase, best, f"{best.kind} in the gazetteer; country of the article"), country=state.country)
    return _filled(start, end, phrase, best, f"{best.kind} in the gazetteer")


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _place(start: int, end: int, phrase: str, choice: Choice | None, focus: Focus) -> Place:
    if choice is None:
        return Place(start, end, phrase, phrase, None, None, None, None, "unknown", "no place of that name known")
    c = choice.candidate
    if choice.lead < UNSURE and choice.rival is not None and _far(c, choice.rival):
        same = c.country == choice.rival.country
        basis = f"two places of that name fit: {c.name} ({c.country}) and {choice.rival.name} ({choice.rival.country})"
        return Place(start, end, phrase, c.name, c.country if same else None, None, None, None, "unknown", basis)
    return _filled(start, end, phrase, c, choice.why)


def _far(a: Candidate, b: Candidate) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return kilometres(a.lat, a.lon, b.lat, b.lon) > FAR_KM and a.kind in ("city", "admin2") and b.kind in ("city", "admin2")


def _filled(start: int, end: int, phrase: str, c: Candidate, basis: str) -> Place:
    return Place(start, end, phrase, c.name, c.country, c.lat, c.lon, c.geonameid, c.precision, basis)


def _joined(phrase: str, start: int, inside: list[Named]) -> list[Named]:
    """Names that stand side by side in the phrase; of "Afrin, Syria" only the first, for the second holds it."""
    if len(inside) < 2:
        return inside
    inside = [n for n in inside if n.choice is not None] or inside[:1]
    kept = [inside[0]]
    for before, name in pairwise(inside):
        between = phrase[before.end - start : name.start - start]
        if re.match(r"[’']s?\s", between) and kept[-1] is before:
            kept[-1] = name  # "Syria's Afrin" is Afrin
        elif re.search(r"(?i)\b(?:and|or)\b|&", between) and not re.search(r"(?i)\b(?:in|of|near|from)\b", between):
            kept.append(name)
    return kept


def _is_facility(phrase: str, inside: list[Named]) -> bool:
    """ "the Saudi consulate": the only name is an adjective, and the thing named is no part of that country."""
    return (
        len(inside) == 1
        and inside[0].choice is not None
        and bool(
            inside[0].choice.candidate.kind == "country"
            and re.search(
                r"(?i)\b(?:consulate|embassy|mission|ambassador|residence|base|outpost|hospital|prison|airport|headquarters)\b", phrase
            )
        )
    )


# ------------------------------------------------------------ directions


def _border(phrase: str, span: tuple[int, int], focus: Focus) -> Place | None:
    """ "the border with Jordan", "the Syria-Turkey frontier": the border of two states; one state only named, the article's is the
    other.
    """
    if not re.search(r"(?i)\b(?:border|frontier|boundary)s?\b", phrase):
        return None
    start, end = span
    states = [
        n.choice.candidate for n in focus.named if start <= n.start and n.end <= end and n.choice and n.choice.candidate.kind == "country"
    ]
    home = focus.gazetteer.state(_country_before(start, focus) or "")
    if len(states) == 1 and home is not None and home.country != states[0].country and re.search(r"(?i)\bwith\b", phrase):
        states.append(home)
    if len(states) != 2:
        return None
    names = sorted(state.name for state in states)
    known = next((c for c in focus.gazetteer.lookup(f"{names[0]}–{names[1]} border", near=False) if c.kind == "border"), None)
    if known is not None:
        return _filled(start, end, phrase, known, "border in the gazetteer")
    country = home.country if home is not None and home in states else None
    return Place(start, end, phrase, f"{names[0]}–{names[1]} border", country, None, None, None, "region", "border without a point")


def _part(phrase: str, span: tuple[int, int], focus: Focus) -> Place | None:
    """ "southern Syria", "the south of the country", "Syria's north": a part of a state or division, with the centre of that part."""
    start, end = span
    for pattern in (_SIDE_OF, _POSSESSED, _DIRECTED):
        m = pattern.match(phrase)
        if not m:
            continue
        rest = m.groupdict().get("rest") or phrase[m.end() :]
        side = _side(m["side"])
        owner = _owner(rest, phrase, span, focus)
        if owner is None:
            continue
        if owner.kind not in ("country", "admin1", "region") or owner.box is None:
            return _filled(start, end, phrase, owner, f"{side} of {owner.name}")
        name = f"{side.capitalize()}ern {owner.name}" if side != "central" else f"Central {owner.name}"
        named = next((c for c in focus.gazetteer.lookup(name, near=False) if c.kind == "region" and c.country == owner.country), None)
        if named is not None:
            return _filled(start, end, phrase, named, "region in the gazetteer")
        south, west, north, east = part(owner.box, side)
        basis = f"{side} of {owner.name}, centre of that part"
        return Place(
            start, end, phrase, name, owner.country, round((south + north) / 2, 3), round((west + east) / 2, 3), None, "region", basis
        )
    return None


def _side(words: str) -> str:
    return re.sub(r"(?:ern)?(?:most)?$", "", words.lower().replace("-", "").replace(" ", "")) or words


def part(box: Box, side: str) -> Box:
    """The half or quarter of a box on one side: south west north east."""
    south, west, north, east = box
    low, left, high, right = _SIDES[side]
    return (south + low * (north - south), west + left * (east - west), south + high * (north - south), west + right * (east - west))


def _owner(rest: str, phrase: str, span: tuple[int, int], focus: Focus) -> Candidate | None:
    """What the direction is a part of: a name, or "the country" for the country in hand."""
    start, end = span
    for n in focus.named:
        if n.choice is not None and start <= n.start < end and phrase[n.start - start : n.end - start] in rest:
            return n.choice.candidate
    words, hint = bare(re.sub(r"(?i)^the\s+", "", rest))
    if words.lower().split()[-1:] and words.lower().split()[-1] in _COUNTRY_NOUNS:
        iso3 = _country_before(start, focus)
        return focus.gazetteer.state(iso3) if iso3 else None
    found = candidates(words, hint, focus.gazetteer) if words[:1].isupper() else []
    return next((c for c in found if c.kind in ("country", "admin1", "region")), None)


def _country_before(start: int, focus: Focus) -> str | None:
    """The article's country, else the country last named before."""
    before = [n.choice.candidate.country for n in focus.named if n.choice and n.start < start and n.choice.candidate.country]
    return focus.country or (before[-1] if before else None)


# ------------------------------------------------------------ unnamed


def _unnamed(reading: Reading, sentence_index: int, tokens: tuple[int, int], span: tuple[int, int], focus: Focus) -> Place | None:
    """ "the city", "there", "the consulate in Istanbul": through coreference, else a name that follows, else the nearest place that
    fits.
    """
    start, end = span
    phrase = reading.article.text[start:end]
    found = _through_chain(reading, sentence_index, tokens, focus)
    if found is not None:
        return _filled(start, end, phrase, found, "coreference")
    after = next((n for n in focus.named if end <= n.start <= end + 30), None)
    if after is not None and after.choice is not None:
        gap = reading.article.text[end : after.start]
        if re.fullmatch(r"(?i)\s+(?:in|of|near|at|outside|across|inside)\s+(?:the\s+)?(?:\w+\s+){0,3}", gap):
            c = after.choice.candidate
            return Place(
                start,
                end,
                phrase,
                re.sub(r"(?i)^(?:the|an?)\s+", "", phrase),
                c.country,
                c.lat,
                c.lon,
                c.geonameid,
                c.precision,
                f"in {c.name}",
            )
    return _fitting(phrase, span, focus)


def _through_chain(reading: Reading, sentence_index: int, tokens: tuple[int, int], focus: Focus) -> Candidate | None:
    first, last = tokens
    for chain in reading.chains:
        members = [(ref.sentence, reading.sentences[ref.sentence].mentions[ref.mention]) for ref in chain]
        if not any(s == sentence_index and first <= m.head < last for s, m in members):
            continue
        for s, m in sorted(members, key=lambda pair: (abs(pair[0] - sentence_index), pair[0])):
            start, end = _range(reading, s, m)
            hit = next((n for n in focus.named if n.choice and start <= n.start and n.end <= end), None)
            if hit is not None and hit.choice is not None and m.kind == "name":
                return hit.choice.candidate
    return None


def _fitting(phrase: str, span: tuple[int, int], focus: Focus) -> Place | None:
    """The nearest place before of the kind that the noun asks for; the article's country where nothing fits."""
    start, end = span
    words = re.findall(r"[a-z]+", phrase.lower())
    noun = words[-1] if words else ""
    if noun in _COUNTRY_NOUNS:
        state = focus.gazetteer.state(_country_before(start, focus) or "")
        return _filled(start, end, phrase, state, "country of the article") if state else None
    kinds: tuple[str, ...] = ()
    if noun in _TOWN_NOUNS:
        kinds = ("city", "capital", "district")
    elif noun in _AREA_NOUNS and noun not in _POINTING:
        kinds = ("admin1", "admin2", "region", "island", "district")
    found = _salient(start, kinds or _AREAS, focus) if kinds or noun in _POINTING else None
    if found is not None and kinds:
        return _filled(start, end, phrase, found, "most salient place named before")
    if found is not None:
        return Place(start, end, phrase, None, found.country, None, None, None, "unknown", f"unnamed place, perhaps near {found.name}")
    if words and focus.country and noun not in _POINTING:
        return Place(start, end, phrase, None, focus.country, None, None, None, "unknown", "unnamed place; country of the article")
    return None


def _salient(start: int, kinds: tuple[str, ...], focus: Focus) -> Candidate | None:
    """The place of these kinds that was named most and last before ``start``; mentions fade with distance."""
    weights: dict[int, float] = {}
    places: dict[int, Candidate] = {}
    for n in focus.named:
        if n.choice is None or n.adjective or n.start >= start or (kinds and n.choice.candidate.kind not in kinds):
            continue
        c = n.choice.candidate
        places[c.number] = c
        weights[c.number] = weights.get(c.number, 0.0) + math.exp((n.start - start) / FADING)
    return places[max(weights, key=lambda number: weights[number])] if weights else None


def _range(reading: Reading, sentence: int, mention: Mention) -> tuple[int, int]:
    tokens = reading.sentences[sentence].tokens
    return tokens[mention.first].start, tokens[mention.last - 1].end
