"""Names of places to candidates: towns, divisions, states, regions, seas, camps.

The embedded file holds GeoNames' populated places of 500 inhabitants and more, two levels of divisions, states with their
adjectives, and own regions (``files/places/README.md`` says whence and what is missing). A user's table of places comes first
wherever a name is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lapwing.knowledge import gazetteer_file
from lapwing.knowledge.gazetteer_file import KINDS, NONE, SCALE, Tables
from lapwing.knowledge.names import fold, loose
from lapwing.knowledge.tables import rows
from lapwing.settings import KNOWLEDGE_FILES

FILES = KNOWLEDGE_FILES / "places"
EMBEDDED = FILES / "gazetteer.zip"
USER_COLUMNS = ("name", "aliases", "country", "type", "precision", "lat", "lon", "south", "west", "north", "east")
PRECISION = {"city": "point", "capital": "point", "admin1": "region", "admin2": "district", "admin3": "district", "country": "country",
    "sea": "sea", "strait": "sea",
             "ocean": "sea", "camp": "district", "district": "district", "point": "point"}  # fmt: skip
_SPELLED_ONE_WAY = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL"})  # no transliteration, so no near spellings
EARTH_KM = 6371.0
Box = tuple[float, float, float, float]  # south west north east, degrees


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. ``admin1``/``admin2``: numbers of the divisions it lies in; ``main``: the name asked for is its main
    one.
    """

    number: int
    name: str
    kind: str
    country: str | None  # ISO 3166-1 alpha-3
    lat: float | None
    lon: float | None
    population: int
    geonameid: int | None
    admin1: int | None
    admin2: int | None
    main: bool
    box: Box | None = None

    @property
    def precision(self) -> str:
        """point district region country sea."""
        return PRECISION.get(self.kind, "region")


@dataclass(frozen=True)
class Gazetteer:
    """The loaded tables; ``user``: own places by folded name."""

    tables: Tables = field(repr=False)
    user: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict, repr=False)
    abbreviations: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)  # "Ala." -> ("Alabama", "USA")

    def lookup(self, name: str, *, near: bool = True) -> tuple[Candidate, ...]:
        """Candidates of a name, the most populous first; own ones before all.

        With ``near``, a name that is not found is tried with the letters made equal that transliterations disagree on.
        """
        key = fold(name)
        if not key:
            return ()
        found = [self._candidate(post) for post in self._posts("names", key)]
        if not found and near and len(key) > 4:
            found = [c for post in self._posts("loose", loose(key)) if (c := self._candidate(post)).country not in _SPELLED_ONE_WAY]
        found.sort(key=lambda c: (-c.population, c.number))
        return (*self.user.get(key, ()), *found)

    def knows(self, name: str) -> bool:
        """Whether ``lookup(name, near=False)`` finds anything, without reading what it is."""
        key = fold(name)
        return bool(key) and (key in self.user or any(True for _ in self._posts("names", key)))

    def place(self, number: int) -> Candidate:
        """The place with this number."""
        return self._candidate(number * 2 + 1)

    def country(self, name: str) -> str | None:
        """ISO alpha-3 code of a state by its name, code or adjective ("Syrian")."""
        key = fold(name)
        if key in self.adjectives:
            return self.adjectives[key]
        return next((c.country for c in self.lookup(name, near=False) if c.kind == "country"), None)

    def state(self, iso3: str) -> Candidate | None:
        """The country with this code."""
        number = self._states.get(iso3)
        return self.place(number) if number is not None else None

    @cached_property
    def adjectives(self) -> dict[str, str]:
        """Folded adjectives and names of peoples: "syrian" -> SYR."""
        return dict(self.tables.about.get("adjectives", {}))

    @cached_property
    def _states(self) -> dict[str, int]:
        kinds, countries = self.tables.columns["kind"], self.tables.columns["country"]
        code = KINDS.index("country")
        return {self.tables.countries[countries[i]]: int(i) for i in (kinds == code).nonzero()[0]}

    def _posts(self, index: str, key: str) -> Iterable[int]:
        tables = self.tables
        trie, starts, posts = (
            (tables.names, tables.starts, tables.posts) if index == "names" else (tables.loose, tables.loose_starts, tables.loose_posts)
        )
        number = trie.get(key)
        return () if number is None else (int(post) for post in posts[starts[number] : starts[number + 1]])

    def _candidate(self, post: int) -> Candidate:
        i, columns = post >> 1, self.tables.columns
        lat, lon = int(columns["lat"][i]), int(columns["lon"][i])
        known = lat > -(2**31)
        admin1, admin2 = int(columns["admin1"][i]), int(columns["admin2"][i])
        return Candidate(
            i, self.tables.labels[i], KINDS[columns["kind"][i]], self.tables.countries[columns["country"][i]] or None,
            lat / SCALE if known else None, lon / SCALE if known else None, int(columns["population"][i]),
            int(columns["geonameid"][i]) or None,
            admin1 if admin1 != NONE else None, admin2 if admin2 != NONE else None, bool(post & 1), self.tables.boxes.get(i),
        )  # fmt: skip


def load(user: Path | None = None, *, path: Path = EMBEDDED) -> Gazetteer:
    """The gazetteer from ``path``, with a user's table of places (same columns as ``regions.tsv``) before it.

    Raises ``KnowledgeError`` naming file and line.
    """
    abbreviations = {}
    for row in rows(FILES / "abbreviations.tsv", ("abbreviation", "name", "country"), 3):
        abbreviations[row["abbreviation"]] = (row["name"], row["country"])
    return Gazetteer(gazetteer_file.read(path), _user(user) if user else {}, abbreviations)


def _user(path: Path) -> dict[str, tuple[Candidate, ...]]:
    found: dict[str, tuple[Candidate, ...]] = {}
    for n, row in enumerate(rows(path, USER_COLUMNS, 7)):
        if row["type"] not in KINDS:
            raise row.fail(f"type must be one of {', '.join(KINDS)}, not {row['type']!r}")
        lat, lon = row.number("lat"), row.number("lon")
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise row.fail(f"{lat}, {lon} is no place on Earth; write latitude, then longitude, in degrees")
        box: Any = tuple(row.number(side) for side in ("south", "west", "north", "east")) if row["south"] else None
        place = Candidate(-1 - n, row["name"], row["type"], row["country"] or None, lat, lon, 0, None, None, None, True, box)
        for name in (row["name"], *row["aliases"].split("|")):
            if fold(name):
                found[fold(name)] = (*found.get(fold(name), ()), place)
    return found


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine)."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))
