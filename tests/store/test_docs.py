"""The description of the record names exactly the fields that are printed, and the tables that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import made
from lapwing.settings import PACKAGE
from lapwing.store.contract import article_to_dict, event_to_dict
from lapwing.store.record import Record

DOC = PACKAGE.parents[1] / "docs" / "record.md"
CODED = made.coded(made.page())
SAID, PLANNED = (event_to_dict(event, made.TEXT) for event in CODED.events[1:3])
HEADINGS = {
    "An event": SAID,
    "A party": SAID["actors"][0] | PLANNED["recipients"][0],
    "A place": SAID["places"][0],
    "A time": SAID["times"][0],
    "A source": SAID["sources"][0],
    "An article (`--articles`)": article_to_dict(CODED.articles[0]),
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_fields_are_described(heading: str) -> None:
    section = DOC.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    described = [name for row in re.findall(r"^\| (`[^|]+`) \|", section, re.M) for name in re.findall(r"`(\w+)`", row)]
    assert sorted(described) == sorted(HEADINGS[heading])


def test_tables_are_named(tmp_path: Path) -> None:
    text = DOC.read_text(encoding="utf-8")
    with Record.open(tmp_path / "r.db", write=True) as record:
        tables = record.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search_%'").fetchall()
    assert [name for (name,) in tables if f"`{name}`" not in text and name not in ("state", "sqlite_sequence")] == []
