"""The importer on a small dump in Wikidata's own form."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from lapwing.errors import InputError
from lapwing.knowledge import actors
from lapwing.knowledge.importers.wikidata import import_dump


def item(qid: str, label: str, claims: dict[str, list[dict[str, Any]]], aliases: tuple[str, ...] = (), pages: int = 9) -> dict[str, Any]:
    return {
        "type": "item", "id": qid, "labels": {"en": {"language": "en", "value": label}},
        "descriptions": {"en": {"language": "en", "value": "made for a test"}},
        "aliases": {"en": [{"language": "en", "value": a} for a in aliases]} if aliases else {}, "claims": claims,
        "sitelinks": {f"w{i}wiki": {"site": f"w{i}wiki", "title": label, "badges": []} for i in range(pages)},
        "pageid": 1, "ns": 0, "title": qid, "lastrevid": 1, "modified": "2026-01-01T00:00:00Z",
    }  # fmt: skip


def snak(prop: str, value: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"snaktype": "value", "property": prop, "datavalue": {"value": value, "type": kind}, "datatype": kind}


def link(prop: str, target: str, rank: str = "normal", **dates: str) -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(target[1:]), "id": target}
    claim: dict[str, Any] = {
        "mainsnak": snak(prop, value, "wikibase-entityid"),
        "type": "statement",
        "id": f"{prop}${target}",
        "rank": rank,
    }
    if dates:
        names = {"start": "P580", "end": "P582"}
        claim["qualifiers"] = {names[k]: [snak(names[k], time(v), "time")] for k, v in dates.items()}
        claim["qualifiers-order"] = [names[k] for k in dates]
    return claim


def time(day: str) -> dict[str, Any]:
    precision = {4: 9, 7: 10, 10: 11}[len(day)]
    whole = day + "-00" * (2 - day.count("-"))
    return {"time": f"+{whole}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": precision, "calendarmodel": "Q1985727"}


def dated(prop: str, day: str) -> dict[str, Any]:
    return {"mainsnak": snak(prop, time(day), "time"), "type": "statement", "id": f"{prop}$x", "rank": "normal"}


ITEMS = [
    item("Q31", "Belgium", {"P31": [link("P31", "Q3624078")]}),
    item(
        "Q900001", "Minister of Foreign Affairs of Norway",
        {"P31": [link("P31", "Q294414")], "P279": [link("P279", "Q83307")], "P1001": [link("P1001", "Q20")]}, pages=1,
    ),
    item("Q900002", "President of the Council of Bees", {"P31": [link("P31", "Q4164871")], "P17": [link("P17", "Q20")]}, pages=1),
    item(
        "Q900003", "Kari Testdatter",
        {
            "P31": [link("P31", "Q5")], "P27": [link("P27", "Q20")],
            "P39": [link("P39", "Q900001", start="2001-10-19", end="2005-10"), link("P39", "Q900001", "deprecated", start="1901")],
        },
        ("K. Testdatter", "Kari|T"),
    ),
    item("Q900004", "Ola Ukjent", {"P31": [link("P31", "Q5")], "P27": [link("P27", "Q20")], "P39": [link("P39", "Q77")]}),
    item("Q900005", "Party of Pines", {"P31": [link("P31", "Q7278")], "P17": [link("P17", "Q20")], "P571": [dated("P571", "1987")]}),
    item("Q900006", "Party of Few Pages", {"P31": [link("P31", "Q7278")], "P17": [link("P17", "Q20")]}, pages=1),
    item("Q900007", "A river", {"P31": [link("P31", "Q4022")], "P17": [link("P17", "Q20")]}),
]  # fmt: skip


def dump(path: Path) -> Path:
    text = "[\n" + ",\n".join(json.dumps(i) for i in ITEMS) + "\n]\n"
    opener: Any = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix, open)
    with opener(path, "wb") as file:
        file.write(text.encode())
    return path


@pytest.mark.parametrize("name", ["dump.json", "dump.json.gz", "dump.json.bz2"])
def test_a_dump_becomes_a_table_that_loads(tmp_path: Path, name: str) -> None:
    output = tmp_path / "wikidata.tsv"
    progress = import_dump(dump(tmp_path / name), output)
    assert (progress.lines, progress.written, progress.done) == (len(ITEMS) + 2, 2, True)
    known = actors.load(output)
    (person,) = known.lookup("Kari Testdatter")
    assert (person.id, person.country, person.kind) == ("Q900003", "NOR", "person")
    assert [(r.office, r.start, r.end) for r in person.roles] == [("foreign minister", "2001-10-19", "2005-10")]
    assert [a.id for a in known.lookup("K. Testdatter")] == ["Q900003"]
    (party,) = known.lookup("Party of Pines")
    assert (party.sectors, party.roles[0].start) == (("PTY",), "1987")
    assert known.lookup("Party of Few Pages") == ()
    assert known.lookup("Ola Ukjent") == ()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, "wikidata.tsv"])


def test_an_import_that_was_stopped_goes_on(tmp_path: Path) -> None:
    source, output, whole = dump(tmp_path / "dump.json.gz"), tmp_path / "a.tsv", tmp_path / "b.tsv"
    import_dump(source, whole)
    for _ in range(20):
        progress = import_dump(source, output, limit=2)
        if progress.done:
            break
        work = output.with_suffix(".candidates.jsonl")
        with work.open("ab") as file:  # what a killed run wrote after its last note
            file.write(b'{"half a li')
    assert progress.done
    assert output.read_text(encoding="utf-8") == whole.read_text(encoding="utf-8")


def test_a_file_that_is_no_dump_is_an_input_error(tmp_path: Path) -> None:
    broken = tmp_path / "dump.json.gz"
    broken.write_bytes(b"not gzip at all")
    with pytest.raises(InputError, match=r"cannot be read as a Wikidata dump"):
        import_dump(broken, tmp_path / "out.tsv")
