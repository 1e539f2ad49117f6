"""The gazetteer's file: one zip of arrays and a name trie, written at build time, read in a fraction of a second.

Members: ``names.marisa`` (folded names), ``starts.u4`` and ``posts.u4`` (for each name the places that bear it, place * 2 + 1 where
it is the place's main name), one array per column of the places, ``labels.txt`` (display names, one a line) and ``about.json``
(origin, licence, date).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from lapwing.errors import KnowledgeError
from lapwing.knowledge.names import fold, loose

KINDS = (
    "city", "admin1", "admin2", "country", "region", "sea", "strait", "ocean", "desert", "mountains", "island", "camp", "district", "point",
    "border", "river", "lake", "continent", "admin3", "capital",
)  # fmt: skip
SCALE = 1_000  # coordinates are kept in 1/1000 degree, about a hundred metres
NONE = 0xFFFFFFFF
_COLUMNS = {"lat": "i4", "lon": "i4", "population": "u4", "kind": "u1", "country": "u2", "admin1": "u4", "admin2": "u4", "geonameid": "u4"}
_MAGIC = "lapwing gazetteer 1"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place as a builder hands it over; ``admin1``/``admin2`` are keys of other rows (``SY.09``), ``box`` is south west north east."""

    key: str
    name: str
    kind: str
    country: str  # ISO 3166-1 alpha-3 or ""
    lat: float | None
    lon: float | None
    population: int = 0
    geonameid: int | None = None
    admin1: str = ""
    admin2: str = ""
    aliases: tuple[str, ...] = ()
    box: tuple[float, float, float, float] | None = None
    also: tuple[str, ...] = ()  # names that count as main ones too


@dataclass(frozen=True)
class Tables:
    """The file's content in memory."""

    about: dict[str, Any]
    names: Any  # marisa_trie.Trie
    starts: NDArray[np.uint32]
    posts: NDArray[np.uint32]
    loose: Any
    loose_starts: NDArray[np.uint32]
    loose_posts: NDArray[np.uint32]
    columns: dict[str, NDArray[Any]] = field(repr=False)
    labels: tuple[str, ...] = field(repr=False)
    countries: tuple[str, ...]
    boxes: dict[int, tuple[float, float, float, float]] = field(repr=False)


def write(path: Path, rows: Sequence[PlaceRow], about: dict[str, Any], *, level: int = 9) -> None:
    """Write a gazetteer file; ``about`` says where the rows come from and under which licence."""
    index = {row.key: i for i, row in enumerate(rows) if row.key}
    countries = sorted({row.country for row in rows})
    code = {country: i for i, country in enumerate(countries)}
    columns = {
        "lat": [round(row.lat * SCALE) if row.lat is not None else -(2**31) for row in rows],
        "lon": [round(row.lon * SCALE) if row.lon is not None else -(2**31) for row in rows],
        "population": [min(row.population, NONE) for row in rows],
        "kind": [KINDS.index(row.kind) for row in rows],
        "country": [code[row.country] for row in rows],
        "admin1": [index.get(row.admin1, NONE) for row in rows],
        "admin2": [index.get(row.admin2, NONE) for row in rows],
        "geonameid": [row.geonameid or 0 for row in rows],
    }
    boxes = {str(i): [round(v, 2) for v in row.box] for i, row in enumerate(rows) if row.box is not None}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        about = {"format": _MAGIC, "places": len(rows), **about}
        archive.writestr("about.json", json.dumps({**about, "countries": countries, "boxes": boxes}, separators=(",", ":")))
        archive.writestr("labels.txt", "\n".join(row.name for row in rows))
        for name, values in columns.items():
            archive.writestr(name, _planes(np.array(values, dtype="<" + _COLUMNS[name])))
        _write_index(archive, "names", _postings(rows, fold))
        _write_index(archive, "loose", _postings(rows, lambda name: loose(fold(name)), skip_small=True))


def _postings(rows: Sequence[PlaceRow], key: Any, *, skip_small: bool = False) -> dict[str, list[int]]:
    found: dict[str, dict[int, int]] = {}
    for i, row in enumerate(rows):
        if skip_small and row.kind in ("city", "admin2") and row.population < 5000:
            continue
        for alias in row.aliases:
            text = key(alias)
            if text:
                found.setdefault(text, {}).setdefault(i, 0)
        for name in (row.name, *row.also):
            if key(name):
                found.setdefault(key(name), {})[i] = 1
    return {text: [i * 2 + main for i, main in places.items()] for text, places in found.items()}


def _write_index(archive: zipfile.ZipFile, name: str, postings: dict[str, list[int]]) -> None:
    trie = marisa_trie.Trie(list(postings), order=marisa_trie.WEIGHT_ORDER)
    by_id: list[list[int]] = [[]] * len(postings)
    for text, posts in postings.items():
        by_id[trie[text]] = posts
    starts = np.zeros(len(by_id) + 1, dtype="<u4")
    starts[1:] = np.cumsum([len(posts) for posts in by_id])
    archive.writestr(f"{name}.marisa", trie.tobytes())
    archive.writestr(f"{name}.counts", _planes(np.diff(starts).astype("<u2")))
    archive.writestr(f"{name}.posts", _planes(np.array([post for posts in by_id for post in posts], dtype="<u4")))


def _planes(values: NDArray[Any]) -> bytes:
    """First bytes of all numbers, then the second ones, and so on: compresses far better than number by number."""
    return np.ascontiguousarray(values.view(np.uint8).reshape(len(values), values.itemsize).T).tobytes()


def _from_planes(data: bytes, kind: str) -> NDArray[Any]:
    size = np.dtype(kind).itemsize
    return np.ascontiguousarray(np.frombuffer(data, dtype=np.uint8).reshape(size, -1).T).reshape(-1).view(kind)


def read(path: Path) -> Tables:
    """Read a gazetteer file; raises ``KnowledgeError`` naming it where it is missing, damaged or of another format."""
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            return _tables(archive)
    except FileNotFoundError:
        raise KnowledgeError(f"{path}: no gazetteer there; build one with `lapwing places import` or reinstall the package") from None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, RuntimeError) as error:
        raise KnowledgeError(f"{path}: not a readable gazetteer file ({error}); build it again with `lapwing places import`") from None


def _tables(archive: zipfile.ZipFile) -> Tables:
    about = json.loads(archive.read("about.json"))
    if about.get("format") != _MAGIC:
        raise ValueError(f"format {about.get('format')!r}, not {_MAGIC!r}")
    names, starts, posts = _read_index(archive, "names")
    near, near_starts, near_posts = _read_index(archive, "loose")
    columns = {name: _from_planes(archive.read(name), "<" + kind) for name, kind in _COLUMNS.items()}
    boxes = {int(i): (box[0], box[1], box[2], box[3]) for i, box in about.pop("boxes").items()}
    labels = tuple(archive.read("labels.txt").decode("utf-8").split("\n"))
    return Tables(about, names, starts, posts, near, near_starts, near_posts, columns, labels, tuple(about.pop("countries")), boxes)


def _read_index(archive: zipfile.ZipFile, name: str) -> tuple[Any, NDArray[np.uint32], NDArray[np.uint32]]:
    trie = marisa_trie.Trie()
    trie.frombytes(archive.read(f"{name}.marisa"))
    counts = _from_planes(archive.read(f"{name}.counts"), "<u2")
    starts = np.zeros(len(counts) + 1, dtype=np.uint32)
    np.cumsum(counts, out=starts[1:])
    return trie, starts, _from_planes(archive.read(f"{name}.posts"), "<u4")


def with_children_boxes(rows: Iterable[PlaceRow]) -> dict[str, tuple[float, float, float, float]]:
    """Box of every admin key from the cities in it, outliers (the outer 1 %) left out: south west north east."""
    points: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        if row.kind in ("city", "capital") and row.lat is not None and row.lon is not None:
            for key in {row.admin1, row.admin2, row.country} - {""}:
                points.setdefault(key, []).append((row.lat, row.lon))
    boxes = {}
    for key, found in points.items():
        south, north = np.percentile([p[0] for p in found], [1, 99])
        west, east = np.percentile([p[1] for p in found], [1, 99])
        boxes[key] = (float(south), float(west), float(north), float(east))
    return boxes
