"""The tables of ICEWS and GDELT: one row an event, its first actor and recipient, CAMEO codes in place of PLOVER's types."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from lapwing.store.contract import Json
from lapwing.store.exports import codes, tsv
from lapwing.store.exports.feed import day, name, place

ICEWS = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)
_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
GDELT = (
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor{i}{column}" for i in (1, 2) for column in _ACTOR),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{of}Geo_{column}" for of in ("Actor1", "Actor2", "Action") for column in _GEO),
    "DATEADDED",
    "SOURCEURL",
)
MENTIONS = tuple(
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset "
    "Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras".split()
)
SECTORS = {"JRN": "MED", "MED": "HLH"}  # the same three letters mean health in PLOVER and media in CAMEO
WEB, CITATION = 1, 2  # of MentionType


def number(event_id: str) -> int:
    """A whole number for an id, for columns that take nothing else: the first 52 bits of its SHA-256, exact in any floating point."""
    return int(hashlib.sha256(event_id.encode("utf-8", "surrogatepass")).hexdigest()[:13], 16)


def sides(event: Json) -> tuple[Json | None, Json | None]:
    """First actor and first recipient; where nobody receives, those who act together are the two sides."""
    actors, recipients = event["actors"], event["recipients"]
    both = [*actors[:1], *recipients[:1]] if recipients else actors[:2]
    if not actors:
        return None, recipients[0] if recipients else None
    return both[0], both[1] if len(both) > 1 else None


# ------------------------------------------------------------------- ICEWS


def icews(events: Iterable[Json]) -> Iterator[str]:
    """ICEWS' tab-separated table with its header line; missing cells are empty, as in its files."""
    yield tsv.row(ICEWS, "")
    for event in events:
        yield tsv.row(_icews(event), "")


def _icews(event: Json) -> list[Any]:
    source, target = sides(event)
    at: Json = place(event) or {}
    level = at.get("precision")
    return [
        number(event["event_id"]),
        day(event),
        *_icews_side(source),
        " ".join([event["type"], event["mode"] or ""]).strip(),
        codes.cameo(event["type"], event["mode"]),
        event["score"],
        *_icews_side(target),
        number(event["document_id"]),
        None,  # the record counts characters, not sentences
        event["about"]["outlet"],
        *(at.get("name") if level == wanted else None for wanted in ("point", "district", "region")),
        _country_name(at.get("country")),
        at.get("lat"),
        at.get("lon"),
    ]


def _icews_side(party: Json | None) -> list[Any]:
    return [None] * 3 if party is None else [name(party), tsv.joined(party["sectors"]), _country_name(party["country"])]


def _country_name(country: str | None) -> str | None:
    known = codes.countries().get(country or "")
    return country if known is None else known.name


# ------------------------------------------------------------------- GDELT


def gdelt(events: Iterable[Json]) -> Iterator[str]:
    """GDELT 2.0's events, without a header line as there; later mentions of an event are rows of the mentions only."""
    for _, group in groupby(events, key=lambda event: event["document_id"]):
        told = list(_mentions(group))
        counts: dict[str, int] = {}
        for _, first in told:
            counts[first] = counts.get(first, 0) + 1
        for event, first in told:
            if event["event_id"] == first:
                yield tsv.row(_gdelt(event, counts[first]), "")


def mentions(events: Iterable[Json]) -> Iterator[str]:
    """GDELT 2.0's mentions, without a header line: one row for each event, under the number of its first mention."""
    for _, group in groupby(events, key=lambda event: event["document_id"]):
        for event, first in _mentions(group):
            yield tsv.row(_mention(event, first), "")


def _mentions(events: Iterable[Json]) -> Iterator[tuple[Json, str]]:
    """Each event of a document with the id of its first mention; where that is not in the table, it is its own."""
    seen: set[str] = set()
    for event in events:
        first = event["same_as"] if event["same_as"] in seen else event["event_id"]
        seen.add(event["event_id"])
        yield event, first


def _gdelt(event: Json, told: int) -> list[Any]:
    source, target = sides(event)
    code = codes.cameo(event["type"], event["mode"])
    about = event["about"]
    return [
        number(event["event_id"]),
        *_dates(day(event)),
        *_gdelt_side(source),
        *_gdelt_side(target),
        None,  # whether it stands in the lead is not in the record
        code,
        code and code[:3],
        code and code[:2],
        event["quad"],
        event["score"],
        told,
        1,
        1,
        None,  # tone of the text: nothing of the kind is measured
        *[None] * (2 * len(_GEO)),
        *_geo(place(event)),
        _digits(about["coded"], 14),
        about["url"] or event["document_id"],
    ]


def _dates(iso: str | None) -> list[Any]:
    if iso is None:
        return [None] * 4
    year, month, day_ = iso.split("-")
    # GDELT's own rule for the part of the year that has gone by.
    part = min(0.9999, (int(month) * 30 + int(day_)) / 365)
    return [f"{year}{month}{day_}", f"{year}{month}", year, f"{int(year) + part:.4f}"]


def _gdelt_side(party: Json | None) -> list[Any]:
    if party is None:
        return [None] * len(_ACTOR)
    kinds = [SECTORS.get(one, one) for one in party["sectors"][:3]]
    code = (party["country"] or "") + "".join(kinds)
    return [code or None, name(party), party["country"], *[None] * 4, *kinds, *[None] * (3 - len(kinds))]


def _geo(at: Json | None) -> list[Any]:
    if at is None:
        return [None] * len(_GEO)
    country = codes.countries().get(at["country"] or "")
    inside = at["country"] == "USA"
    kind = {"country": 1, "region": 2 if inside else 5}.get(at["precision"] or "", 3 if inside else 4)
    known = at["precision"] in ("country", "region", "district", "point")
    fips = country.fips if country else None
    return [kind if known else None, at["name"] or at["text"], fips, None, None, at["lat"], at["lon"], at["geonameid"]]


def _mention(event: Json, first: str) -> list[Any]:
    source, target = sides(event)
    about = event["about"]
    return [
        number(first),
        _digits(day(event), 14),
        _digits(about["published"], 14),
        WEB if about["url"] else CITATION,
        about["outlet"],
        about["url"] or event["document_id"],
        None,  # the record counts characters, not sentences
        source and source["start"],
        target and target["start"],
        event["trigger"]["start"],
        1,
        round(event["confidence"] * 100),
        about.get("length"),
        None,
        None,
        None,
    ]


def _digits(instant: str | None, length: int) -> str | None:
    """A day or instant as GDELT writes it: digits only, midnight where only the day is known."""
    if instant is None:
        return None
    return "".join(letter for letter in instant[:19] if letter.isdigit()).ljust(length, "0")
