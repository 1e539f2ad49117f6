"""Import of a GeoNames dump (``allCountries.zip``, ``LB.zip`` or their .txt) into a gazetteer file of one's own.

The dump is streamed. Kept: populated places, administrative divisions of the first three levels, and natural and named areas that
news speaks of. States, own regions and adjectives are taken over from the embedded gazetteer. A kept place costs about one kilobyte
while the file is built: for the whole world (5 million populated places) set ``minimum`` or ``countries``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from lapwing.errors import KnowledgeError
from lapwing.knowledge.gazetteer import EMBEDDED, FILES
from lapwing.knowledge.gazetteer_file import KINDS, NONE, SCALE, PlaceRow, Tables, read, with_children_boxes, write
from lapwing.knowledge.tables import rows

COLUMNS = 19  # tab-separated cells of a line of the dump
LONGEST = 60  # characters of an alternate name worth keeping
_FEATURES = {
    "ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin3", "RGN": "region", "RGNH": "region", "AREA": "region", "ISL": "island",
    "ISLS": "island",
    "PEN": "region", "DSRT": "desert", "MTS": "mountains", "MT": "mountains", "VAL": "region", "SEA": "sea", "GULF": "sea", "BAY": "sea",
    "STRT": "strait",
    "CHN": "strait", "OCN": "ocean", "LK": "lake", "RSV": "lake", "STM": "river", "CMPRF": "camp", "CMP": "camp", "PPLX": "district",
    "PPLC": "capital",
}  # fmt: skip
_KEPT_FROM_EMBEDDED = frozenset(KINDS) - {"city", "capital", "admin1", "admin2", "admin3"}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: lines read, places kept, lines that were damaged."""

    read: int
    kept: int
    damaged: int


def build(dump: Path, out: Path, *, countries: Collection[str] = (), minimum: int = 0) -> Imported:
    """Write a gazetteer file from a dump; ``countries``: ISO alpha-3 codes (all where empty), ``minimum``: inhabitants of populated places.

    Raises ``KnowledgeError`` where the dump cannot be read or holds nothing of the kind.
    """
    iso3 = {row["iso2"]: row["iso3"] for row in rows(FILES / "countries.tsv", ("iso2", "iso3", "lat", "lon"), 4)}
    found: list[PlaceRow] = []
    lines = damaged = 0
    for line in _lines(dump):
        lines += 1
        cells = line.rstrip("\n").split("\t")
        if len(cells) < COLUMNS:
            damaged += 1
            continue
        country = iso3.get(cells[8], "")
        if countries and country not in countries:
            continue
        place = _place(cells, country, minimum)
        if place is _DAMAGED:
            damaged += 1
        elif isinstance(place, PlaceRow):
            found.append(place)
    if not found:
        raise KnowledgeError(
            f"{dump}: no places in it; give a GeoNames dump (allCountries.zip or one country's, 19 columns separated by tabs)"
        )
    boxes = with_children_boxes(found)
    embedded = read(EMBEDDED)
    boxed = [place if place.kind != "admin1" else _with_box(place, boxes) for place in found]
    about = {"origin": f"GeoNames dump {dump.name}", "licence": "CC BY 4.0 (GeoNames)", "adjectives": embedded.about.get("adjectives", {})}
    write(out, [*_own(embedded), *boxed], about)
    return Imported(lines, len(found), damaged)


_DAMAGED = object()


def _place(cells: list[str], country: str, minimum: int) -> PlaceRow | object | None:
    """One line as a place; None where it is of no use, ``_DAMAGED`` where its numbers are none."""
    feature, code = cells[6], cells[7]
    kind = _FEATURES.get(code) or ("city" if feature == "P" else None)
    if kind is None:
        return None
    try:
        number, lat, lon, people = int(cells[0]), float(cells[4]), float(cells[5]), int(cells[14] or 0)
    except ValueError:
        return _DAMAGED
    if feature == "P" and people < minimum:
        return None
    names = tuple(name for name in (cells[2], *cells[3].split(",")) if 2 < len(name) <= LONGEST and _latin(name))
    first, second = f"{cells[8]}.{cells[10]}", f"{cells[8]}.{cells[10]}.{cells[11]}"
    key = {"admin1": first, "admin2": second}.get(kind, "")
    inside = ("", "") if kind == "admin1" else (first, "") if kind == "admin2" else (first, second)
    return PlaceRow(key, cells[1], kind, country, lat, lon, people, number, inside[0], inside[1], names)


def _with_box(place: PlaceRow, boxes: dict[str, tuple[float, float, float, float]]) -> PlaceRow:
    return PlaceRow(**{name: getattr(place, name) for name in PlaceRow.__slots__} | {"box": boxes.get(place.key)})


def _latin(name: str) -> bool:
    return name[:1].isupper() and all(c < "ɐ" or "Ḁ" <= c <= "ỿ" or c in "‘’ʿʾ" for c in name)


def _lines(dump: Path) -> Iterator[str]:
    """Lines of the dump: of the .txt itself, or of the largest .txt in the zip."""
    try:
        if dump.suffix != ".zip":
            with dump.open(encoding="utf-8", errors="replace") as file:
                yield from file
            return
        with zipfile.ZipFile(dump) as archive:
            texts = [info for info in archive.infolist() if info.filename.endswith(".txt")]
            if not texts:
                raise KnowledgeError(f"{dump}: no .txt in the zip; give the dump as GeoNames publishes it")
            with archive.open(max(texts, key=lambda info: info.file_size)) as raw:
                yield from io.TextIOWrapper(raw, encoding="utf-8", errors="replace")
    except FileNotFoundError:
        raise KnowledgeError(f"{dump}: no such file; give the path of a GeoNames dump") from None
    except (OSError, zipfile.BadZipFile) as error:
        raise KnowledgeError(f"{dump}: cannot be read ({error}); fetch it again from download.geonames.org/export/dump") from None


def _own(tables: Tables) -> Iterator[PlaceRow]:
    """States and own regions of the embedded gazetteer with all their names."""
    columns = tables.columns
    wanted = {i for i, kind in enumerate(columns["kind"]) if KINDS[kind] in _KEPT_FROM_EMBEDDED}
    names: dict[int, list[str]] = {i: [] for i in wanted}
    for name, number in tables.names.items():
        for post in tables.posts[tables.starts[number] : tables.starts[number + 1]]:
            if int(post) >> 1 in wanted:
                names[int(post) >> 1].append(name)
    for i in sorted(wanted):
        kind, country = KINDS[columns["kind"][i]], tables.countries[columns["country"][i]]
        number = int(columns["geonameid"][i])
        yield PlaceRow(
            country if kind == "country" else "", tables.labels[i], kind, country, int(columns["lat"][i]) / SCALE,
            int(columns["lon"][i]) / SCALE,
            int(columns["population"][i]), number if number not in (0, NONE) else None, aliases=tuple(names[i]), box=tables.boxes.get(i),
        )  # fmt: skip
