"""``lapwing export`` and ``lapwing serve`` as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from lapwing.cli import main
from lapwing.store.contract import Json
from lapwing.store.exports.formats import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_format(path: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / f"out.{name}"
    assert main.status(["export", str(path), "--to", name, "-o", str(target)]) == 0
    assert target.stat().st_size > 0 or name == "corrections"
    assert [file.name for file in tmp_path.iterdir()] == [target.name]


def test_filters_and_standard_output(path: Path, events: list[Json], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.status(["export", str(path), "--to", "jsonl", "--type", "ASSAULT", "--status", "actual", "--since", "2021"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.split("\n")[:-1]]
    assert found == [event for event in events if event["type"] == "ASSAULT" and event["status"] == "actual" and event["times"]]


def test_what_is_left_out_is_said(path: Path, events: list[Json], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.status(["export", str(path), "--to", "polecat"]) == 0
    printed = capsys.readouterr()
    negated = sum(event["status"] == "negated" for event in events)
    assert f"{negated} negated" in printed.err
    assert len(printed.out.split("\n")) - 2 < len(events)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "nothing.db", "--to", "csv"], "there is no such record"),
        (["export", "RECORD", "--to", "parquet"], "give it a file"),
        (["export", "RECORD", "--to", "csv", "-o", "RECORD"], "this is the record itself"),
        (["export", "RECORD", "--to", "csv", "-o", "/no/such/folder/x.csv"], "cannot be written"),
        (["export", "RECORD", "--to", "csv", "--since", "soon"], "is not a date"),
        (["serve", "nothing.db"], "there is no such record"),
        (["serve", "RECORD", "--host", "203.0.113.1"], "nothing can listen"),
    ],
)
def test_what_goes_wrong_is_one_sentence(path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert main.status([str(path) if argument == "RECORD" else argument for argument in arguments]) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("lapwing:")]
    assert len(lines) == 1
    assert said in lines[0]


def test_an_empty_record_gives_empty_files(tmp_path: Path) -> None:
    from lapwing.store.record import Record

    path = tmp_path / "record.db"
    Record.open(path, write=True).close()
    for name in NAMES:
        target = tmp_path / f"out.{name}"
        assert main.status(["export", str(path), "--to", name, "-o", str(target)]) == 0, name
    (count,) = duckdb.connect().execute(f"SELECT count(*) FROM '{tmp_path / 'out.parquet'}'").fetchall()
    assert count == (0,)
    assert (tmp_path / "out.csv").read_text().startswith("event_id,")
    assert json.loads((tmp_path / "out.geojson").read_text())["features"] == []
