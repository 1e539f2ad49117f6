"""From a Wikidata JSON dump to an actor table: streamed, resumable, in flat memory.

The dump (``latest-all.json.gz``, ``.bz2`` or plain) is one JSON array with an item a line. The first pass writes what may matter
to two work files beside the output (candidates, positions) and notes after every ``STEP`` lines how far it came; started again,
it goes on there. The second pass turns positions held into dated roles and writes the table that ``actors.load`` reads.
"""

from __future__ import annotations

import bz2
import gzip
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lapwing.errors import InputError
from lapwing.knowledge import actor_files
from lapwing.knowledge.actor_files import FOLDER
from lapwing.knowledge.names import fold
from lapwing.knowledge.tables import rows

STEP = 50_000  # lines between two notes of progress
PERSON, POSITION_HELD, CITIZEN, COUNTRY, JURISDICTION = "Q5", "P39", "P27", "P17", "P1001"
POSITION_CLASSES = frozenset({"Q4164871", "Q294414", "Q83307", "Q30461", "Q48352", "Q14212"})  # position, public office, minister, ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How an import went: lines read, items kept as candidates, rows written; ``done`` false where it was stopped."""

    lines: int
    candidates: int
    written: int
    done: bool


@dataclass(frozen=True, slots=True)
class _Tables:
    """What the importer must know: countries by item, classes by item, offices by words."""

    countries: dict[str, str]
    classes: dict[str, tuple[str, str]]
    offices: dict[str, tuple[str, ...]]


def import_dump(
    dump: Path, output: Path, *, sitelinks: int = 5, limit: int | None = None, tell: Callable[[int], None] | None = None
) -> Progress:
    """Build ``output`` (tab-separated) from a dump.

    ``sitelinks``: an item needs a page in that many Wikipedias; ``limit``: stop after so many lines of this run (the next run
    goes on); ``tell`` is called with the number of lines read after every ``STEP``. Raises InputError where the dump cannot be read.
    """
    tables = _tables()
    work, state = output.with_suffix(".candidates.jsonl"), output.with_suffix(".state.json")
    at = _resume(work, state)
    done = _first_pass(dump, work, state, at, tables, sitelinks, limit, tell)
    if not done["done"]:
        return Progress(done["lines"], done["candidates"], 0, False)
    written = _second_pass(work, output, tables)
    work.unlink()
    state.unlink()
    return Progress(done["lines"], done["candidates"], written, True)


def _tables() -> _Tables:
    read = actor_files.read(None)
    classes = {
        row["class"]: (row["kind"], row["sectors"])
        for row in rows(FOLDER / "wikidata_classes.tsv", ("class", "kind", "sectors", "what"), 3)
    }
    return _Tables({c.id: c.code for c in read["countries"].values() if c.id.startswith("Q")}, classes, read["office_words"])


def _resume(work: Path, state: Path) -> dict[str, Any]:
    """Where an earlier run stopped; what it wrote after its last note is cut off."""
    if not state.exists():
        work.unlink(missing_ok=True)
        return {"lines": 0, "bytes": 0, "candidates": 0}
    noted: dict[str, Any] = json.loads(state.read_text(encoding="utf-8"))
    with work.open("r+b") as file:
        file.truncate(noted["bytes"])
    return noted


def _first_pass(
    dump: Path,
    work: Path,
    state: Path,
    at: dict[str, Any],
    tables: _Tables,
    sitelinks: int,
    limit: int | None,
    tell: Callable[[int], None] | None,
) -> dict[str, Any]:
    start, candidates, number = at["lines"], at["candidates"], at["lines"]
    with work.open("ab") as file:
        for number, line in _lines(dump):
            if number <= start:
                continue
            kept = _candidate(line, tables, sitelinks)
            if kept is not None:
                file.write(json.dumps(kept, ensure_ascii=False).encode() + b"\n")
                candidates += 1
            stop = limit is not None and number - start >= limit
            if number % STEP == 0 or stop:
                _note(file, state, number, candidates)
                if tell is not None:
                    tell(number)
            if stop:
                return {"lines": number, "candidates": candidates, "done": False}
        _note(file, state, number, candidates)
    return {"lines": number, "candidates": candidates, "done": True}


def _note(file: IO[bytes], state: Path, lines: int, candidates: int) -> None:
    file.flush()
    os.fsync(file.fileno())
    fresh = state.with_suffix(".new")
    fresh.write_text(json.dumps({"lines": lines, "bytes": file.tell(), "candidates": candidates}), encoding="utf-8")
    fresh.replace(state)


def _lines(dump: Path) -> Iterator[tuple[int, bytes]]:
    """Numbered lines of a dump, from 1."""
    opener: Any = {".gz": gzip.open, ".bz2": bz2.open}.get(dump.suffix, open)
    try:
        with opener(dump, "rb") as file:
            yield from enumerate(file, 1)
    except (OSError, EOFError) as error:
        raise InputError(f"{dump}: cannot be read as a Wikidata dump ({error}); give the .json, .json.gz or .json.bz2 file") from None


def _candidate(line: bytes, tables: _Tables, sitelinks: int) -> dict[str, Any] | None:
    """What of an item may matter, small; None for the rest. Bytes are looked at first: most items need no decoding."""
    if b'"P31"' not in line and b'"P279"' not in line:
        return None
    wanted = b'"P39"' in line or b'"P1001"' in line or b'"P17"' in line or b'"P279"' in line or b'"P571"' in line
    if not wanted:
        return None
    try:
        item = json.loads(line.rstrip().rstrip(b","))
    except ValueError:
        return None
    claims = item.get("claims", {})
    classes = set(_items(claims, "P31")) | set(_items(claims, "P279"))
    label = item.get("labels", {}).get("en", {}).get("value")
    if not label or "\t" in label:
        return None
    if classes & POSITION_CLASSES or (JURISDICTION in claims and "P279" in claims):
        places = [*_items(claims, JURISDICTION), *_items(claims, COUNTRY)]
        return {"position": item["id"], "label": label, "places": places}
    if len(item.get("sitelinks", {})) < sitelinks:
        return None
    kept = {"id": item["id"], "name": label, "aliases": [a["value"] for a in item.get("aliases", {}).get("en", [])]}
    if PERSON in classes:
        held = [_held(c) for c in claims.get(POSITION_HELD, []) if c.get("rank") != "deprecated"]
        return {**kept, "kind": "person", "places": _items(claims, CITIZEN), "held": [h for h in held if h]} if any(held) else None
    known = next((tables.classes[c] for c in sorted(classes) if c in tables.classes), None)
    if known is None:
        return None
    begin, end = _first_date(claims, "P571"), _first_date(claims, "P576")
    return {**kept, "kind": known[0], "sectors": known[1], "places": _items(claims, COUNTRY), "active": [begin, end]}


def _items(claims: dict[str, Any], prop: str) -> list[str]:
    found = []
    for claim in claims.get(prop, []):
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value")
        if isinstance(value, dict) and "id" in value and claim.get("rank") != "deprecated":
            found.append(value["id"])
    return found


def _held(claim: dict[str, Any]) -> tuple[str, str, str] | None:
    """A position held: item, start, end ('' where not given)."""
    value = claim.get("mainsnak", {}).get("datavalue", {}).get("value")
    if not isinstance(value, dict) or "id" not in value:
        return None
    qualifiers = claim.get("qualifiers", {})
    return value["id"], _date(qualifiers.get("P580", [{}])[0]), _date(qualifiers.get("P582", [{}])[0])


def _first_date(claims: dict[str, Any], prop: str) -> str:
    return next((d for c in claims.get(prop, []) if (d := _date(c.get("mainsnak", {})))), "")


def _date(snak: dict[str, Any]) -> str:
    """ISO date as precise as Wikidata says (9 year, 10 month, 11 day); '' for older, vaguer or unknown ones."""
    value = snak.get("datavalue", {}).get("value", {})
    time, precision = value.get("time", ""), value.get("precision", 0)
    if not time.startswith("+") or precision < 9 or len(time) < 11:
        return ""
    return str(time[1 : {9: 5, 10: 8}.get(precision, 11)])


def _second_pass(work: Path, output: Path, tables: _Tables) -> int:
    """Candidates to table rows; positions are held in memory (some hundred thousand in a full dump)."""
    positions: dict[str, tuple[str, str | None]] = {}
    for row in _read(work):
        if "position" in row:
            place = next((tables.countries[p] for p in row["places"] if p in tables.countries), None)
            office = _office(row["label"], tables.offices)
            if office is not None:
                positions[row["position"]] = (office, place)
    fresh, written = output.with_suffix(".new"), 0
    with fresh.open("w", encoding="utf-8") as file:
        file.write("# Actors taken from a Wikidata dump\n# origin: Wikidata (https://www.wikidata.org)\n# licence: CC0-1.0\n")
        file.write("# " + "\t".join(actor_files.COLUMNS) + "\n")
        for row in _read(work):
            cells = _cells(row, positions, tables) if "position" not in row else None
            if cells is not None:
                file.write("\t".join(cells) + "\n")
                written += 1
    fresh.replace(output)
    return written


def _read(work: Path) -> Iterator[dict[str, Any]]:
    with work.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _office(label: str, words: dict[str, tuple[str, ...]]) -> str | None:
    """The office that a position's name begins with ("Minister of Foreign Affairs of Turkey"), by its longest known wording."""
    parts = fold(label).split()
    for end in range(min(6, len(parts)), 0, -1):
        found = words.get(" ".join(parts[:end]))
        if found:
            return found[0]
    tail = [words.get(" ".join(parts[start:])) for start in range(len(parts))]
    return next((found[0] for found in tail if found), None)


def _cells(row: dict[str, Any], positions: dict[str, tuple[str, str | None]], tables: _Tables) -> list[str] | None:
    country = next((tables.countries[p] for p in row["places"] if p in tables.countries), "")
    if row["kind"] == "person":
        roles = []
        for item, start, end in row["held"]:
            if item in positions and not (start and end and end < start[: len(end)]):
                office, place = positions[item]
                roles.append(f"{office}{'@' + place if place and place != country else ''} {start}/{end}")
        if not roles:
            return None
        sectors = ""
    else:
        begin, end = row["active"]
        roles = [f"active {begin}/{end}"] if (begin or end) and not (begin and end and end < begin[: len(end)]) else []
        sectors = row["sectors"]
        country = country or ("IGO" if "IGO" in sectors.split() else "")
    aliases = "|".join(a.replace("|", " ").replace("\t", " ") for a in row["aliases"])
    return [row["name"], country, sectors, "; ".join(dict.fromkeys(roles)), aliases, row["id"], row["kind"], ""]
