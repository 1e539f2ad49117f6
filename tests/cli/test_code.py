"""``lapwing code``: data on standard output, words on standard error, one clear sentence for what is wrong."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import made
from lapwing.store.exports import parquet
from lapwing.store.record import Record


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "d1.txt"
    path.write_text(made.TEXT, encoding="utf-8")
    return path


def rows(printed: str) -> list[dict]:
    return [json.loads(line) for line in printed.splitlines()]


def test_jsonl_is_the_contract_and_nothing_else(lapwing: Callable, page: Path) -> None:
    done = lapwing("code", page, "--format", "jsonl")
    assert done.status == 0
    assert [(event["document_id"], event["trigger"]["text"]) for event in rows(done.out)] == [("d1", "met"), ("d1", "met"), ("d1", "sign")]
    assert done.err.splitlines()[:2] == ["pages: 1 read, 1 coded, 0 skipped", "found: 1 articles, 3 events"]
    assert "left out, coding: no actor" in done.err


def test_articles(lapwing: Callable, page: Path) -> None:
    (article,) = rows(lapwing("code", page, "--articles", "--format", "jsonl").out)
    assert article["title"]["text"] == "Ministers met in Oslo"


def test_csv_has_one_flat_row_an_event(lapwing: Callable, page: Path) -> None:
    read = list(csv.DictReader(io.StringIO(lapwing("code", page, "--format", "csv").out)))
    assert [row["trigger"] for row in read] == ["met", "met", "sign"]
    said = read[1]
    assert (said["actors"], said["actor_countries"], said["earliest"], said["sources"]) == (
        "Government of Norway", "NOR", "2021-06-27", "a spokesman",
    )  # fmt: skip


def test_parquet_is_nested_like_the_contract(tmp_path: Path) -> None:
    import duckdb

    from lapwing.store.contract import event_to_dict, line

    made_page = made.page()
    events = [event_to_dict(event, made_page.text) for event in made.coded(made_page).events]
    lines, target = tmp_path / "lines.jsonl", tmp_path / "it's.parquet"
    lines.write_text("".join(line(event) + "\n" for event in events), encoding="utf-8")
    parquet.convert(lines, target, parquet.EVENT_TYPES)
    relation = duckdb.read_parquet(str(target))
    back = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
    for event, row in zip(events, back, strict=True):
        for party in [*row["actors"], *row["recipients"]]:
            if not party["implicit"]:
                del party["implicit"]
        assert row == event
    assert [file.name for file in tmp_path.iterdir()] == ["lines.jsonl", "it's.parquet"] or len(list(tmp_path.iterdir())) == 2


def test_table_names_who_did_what(lapwing: Callable, page: Path) -> None:
    out = lapwing("code", page).out
    assert "Government of Norway" in out
    assert "CONSULT" in out


def test_with_a_record_nothing_is_printed_unless_asked_for(lapwing: Callable, page: Path, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    assert lapwing("code", page, "-o", record).out == ""
    again = lapwing("code", page, "-o", record, "--format", "jsonl")
    assert again.out == lapwing("code", page, "--format", "jsonl").out
    assert "1 in the record already" in again.err


def test_published_reaches_the_page_and_makes_it_another(lapwing: Callable, page: Path, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    lapwing("code", page, "-o", record, "--published", "2021-06-28")
    lapwing("code", page, "-o", record, "--published", "2021-07-01")
    with Record.open(record) as opened:
        assert [coded.page.published.value for coded in opened.pages() if coded.page.published] == ["2021-07-01"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.txt"], "none.txt: no such file"),
        (["empty"], "empty: no pages in this folder"),
        (["binary.txt"], "binary.txt: binary file"),
        (["lines.jsonl"], "lines.jsonl:2: "),
        (["d1.txt", "--published", "yesterday"], "'yesterday' is not a date"),
        (["d1.txt", "-o", "none/r.db"], "none does not exist"),
        (["d1.txt", "-o", "readonly.db"], "is read-only"),
        (["d1.txt", "-o", "newer.db"], "made by a newer Lapwing"),
        (["d1.txt", "-o", "d1.txt"], "not a Lapwing record"),
        (["d1.txt", "--format", "xml"], "'xml' is not one of"),
        ([], "Missing argument 'INPUT...'"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_two(
    lapwing: Callable, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "lines.jsonl").write_text('{"id": "a", "text": "Rebels met."}\n{"id": "b"}\n')
    (tmp_path / "readonly.db").touch(0o444)
    Record.open("newer.db", write=True).close()
    with closing(sqlite3.connect("newer.db")) as connection:
        connection.execute("PRAGMA user_version = 999")
    done = lapwing("code", *arguments)
    assert done.status == 2
    sentences = [line for line in done.err.splitlines() if line.startswith("lapwing: ")]
    assert len(sentences) == 1
    assert said in sentences[0]


def test_one_bad_input_does_not_stop_the_others(lapwing: Callable, page: Path, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    done = lapwing("code", tmp_path / "none.txt", page, "-o", record, "--format", "jsonl")
    assert done.status == 2
    assert len(rows(done.out)) == 3
    assert "pages: 2 read, 1 coded, 1 skipped" in done.err
    with Record.open(record) as opened:
        assert [reason for (reason,) in opened.connection.execute("SELECT reason FROM skipped WHERE page IS NULL")] == ["input not found"]


def test_what_a_folder_holds_beside_its_pages_is_counted_and_no_error(lapwing: Callable, page: Path) -> None:
    (page.parent / "picture.png").write_bytes(b"\x89PNG")
    done = lapwing("code", page.parent, "--format", "jsonl")
    assert done.status == 0
    assert "1 skipped: unknown kind of file" in done.err


def test_output_is_the_same_with_more_processes(lapwing: Callable, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"d{number}.txt").write_text(f"{made.TEXT} They attacked {number} times.")
    one = lapwing("code", tmp_path, "--format", "jsonl")
    assert lapwing("code", tmp_path, "--format", "jsonl", "--jobs", 2) == one
    assert len(rows(one.out)) == 20


def test_help_is_there_without_loading_the_coder() -> None:
    script = (
        "import sys; from lapwing.cli import main; main.status(['--help'])\n"
        "heavy = {'onnxruntime', 'trafilatura', 'duckdb', 'numpy', 'lapwing.pipeline', 'lapwing.coding'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert done.returncode == 0, done.stderr
    assert "evaluate" in done.stdout


def test_version(lapwing: Callable) -> None:
    assert lapwing("--version").out.startswith("lapwing ")
