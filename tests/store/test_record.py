"""The record: idempotent, whole after any interruption, readable while it is written, and picky about files."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import made
from lapwing.errors import RecordError
from lapwing.store import queries, schema
from lapwing.store.record import Record
from lapwing.types import Coded, Skipped

TABLES = ("pages", "articles", "sentences", "events", "parties", "places", "times", "sources", "skipped")


@pytest.fixture
def record(tmp_path: Path):
    with Record.open(tmp_path / "r.db", write=True) as opened:
        opened.begin(made.RUN)
        yield opened


def counts(record: Record) -> dict[str, int]:
    return {table: record.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def check_search(record: Record) -> None:
    """FTS5's own check that the index says what the content says; raises where it does not."""
    for table in ("article_search", "sentence_search"):
        record.connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made.pages_coded())
def test_any_coded_page_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, coded: Coded) -> None:
    with Record.open(tmp_path_factory.mktemp("r") / "r.db", write=True) as record:
        record.begin(made.RUN)
        assert record.add(made.RUN, coded)
        assert record.load(coded.page) == coded


def test_adding_again_changes_nothing(record: Record) -> None:
    coded = made.coded(made.page())
    assert record.add(made.RUN, coded)
    before, changes = counts(record), record.connection.total_changes
    assert not record.add(made.RUN, coded)
    assert record.has(coded.page, made.RUN.version)
    assert counts(record) == before
    assert record.connection.total_changes == changes


def test_new_version_takes_the_place_of_the_old(record: Record) -> None:
    record.add(made.RUN, made.coded(made.page()))
    newer = replace(made.RUN, run_id="run-2", version="version-2")
    record.begin(newer)
    assert not record.has(made.page(), "version-2")
    fewer = replace(made.coded(made.page()), events=made.coded(made.page()).events[:1])
    assert record.add(newer, fewer)
    assert [page.events for page in record.pages()] == [fewer.events]
    assert counts(record)["parties"] == 0
    check_search(record)
    assert queries.count(record.connection, queries.Filter(text="truce")) == 0


def test_changed_page_takes_the_place_of_the_old_one_from_the_same_path(record: Record) -> None:
    record.add(made.RUN, made.coded(made.page(text="Rebels attacked.")))
    record.add(made.RUN, made.coded(made.page(text="Rebels met.")))
    assert [coded.page.text for coded in record.pages()] == ["Rebels met."]
    check_search(record)


def test_pages_of_one_id_from_two_paths_are_both_kept(record: Record) -> None:
    record.add(made.RUN, made.coded(made.page(text="Rebels attacked.", origin="a/d1.txt")))
    record.add(made.RUN, made.coded(made.page(text="Rebels met.", origin="b/d1.txt")))
    assert [coded.page.text for coded in record.pages()] == ["Rebels attacked.", "Rebels met."]


def test_texts_from_standard_input_do_not_push_each_other_out(record: Record) -> None:
    record.add(made.RUN, made.coded(made.page(text="Rebels attacked.", origin="standard input")))
    record.add(made.RUN, made.coded(made.page(text="Rebels met.", origin="standard input")))
    assert counts(record)["pages"] == 2


def test_skipped_input_is_noted_once_and_forgotten_when_it_can_be_read(record: Record) -> None:
    skipped = Skipped("pages", "binary file", None, "d1.txt", "give text")
    assert record.add_skipped(made.RUN, skipped)
    assert not record.add_skipped(made.RUN, skipped)
    assert queries.skipped(record.connection) == [skipped]
    record.add(made.RUN, made.coded(made.page()))
    assert skipped not in queries.skipped(record.connection)


def test_failure_half_way_through_a_page_leaves_nothing_of_it(record: Record) -> None:
    coded = made.coded(made.page())
    broken = replace(coded, events=(*coded.events, replace(coded.events[0], article=7)))
    before = counts(record)
    with pytest.raises(KeyError):
        record.add(made.RUN, broken)
    assert counts(record) == before
    assert record.add(made.RUN, coded)
    check_search(record)


def test_process_killed_inside_a_transaction_leaves_whole_pages(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; sys.path[:0] = sys.argv[2:]; import made; from lapwing.store.record import Record\n"
        "record = Record.open(sys.argv[1], write=True); record.begin(made.RUN)\n"
        "record.add(made.RUN, made.coded(made.page('a')))\n"
        "record._put_all = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "record.add(made.RUN, made.coded(made.page('b')))\n"
    )
    path = tmp_path / "r.db"
    done = subprocess.run([sys.executable, "-c", script, str(path), *(entry for entry in sys.path if entry)])
    assert done.returncode == -9
    with Record.open(path, write=True) as record:
        assert list(record.pages()) == [made.coded(made.page("a"))]
        assert record.add(made.RUN, made.coded(made.page("b")))
        check_search(record)


def test_reader_sees_whole_pages_while_a_writer_writes(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with Record.open(path, write=True) as writer:
        writer.begin(made.RUN)
        seen: list[tuple[int, int]] = []
        stop = threading.Event()

        def look() -> None:
            with Record.open(path) as reader:
                while not stop.is_set() or not seen:
                    row = reader.connection.execute("SELECT (SELECT count(*) FROM pages), (SELECT count(*) FROM events)").fetchone()
                    seen.append(row)

        thread = threading.Thread(target=look)
        thread.start()
        for number in range(60):
            writer.add(made.RUN, made.coded(made.page(f"d{number}")))
        stop.set()
        thread.join()
    assert seen == sorted(seen)
    assert all(events == 3 * pages for pages, events in seen)


def test_two_writers_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with Record.open(path, write=True) as one, Record.open(path, write=True) as two:
        one.begin(made.RUN)
        assert one.add(made.RUN, made.coded(made.page("a")))
        assert two.add(made.RUN, made.coded(made.page("b")))
        assert not two.add(made.RUN, made.coded(made.page("a")))
        assert counts(one) == counts(two)


def refusal(path: Path, write: bool = True) -> str:
    with pytest.raises(RecordError) as error:
        Record.open(path, write=write)
    return str(error.value)


def test_newer_record_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    Record.open(path, write=True).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.latest() + 1}")
    before = path.read_bytes()
    for write in (True, False):
        assert "newer Lapwing" in refusal(path, write)
    assert path.read_bytes() == before


def test_other_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    other, text = tmp_path / "other.db", tmp_path / "text.txt"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    text.write_text("This is no database. " * 100)
    before = text.read_bytes()
    assert "not a Lapwing record" in refusal(other)
    assert "not a Lapwing record" in refusal(text)
    assert "not a Lapwing record" in refusal(text, write=False)
    assert "no such record" in refusal(tmp_path / "none.db", write=False)
    assert "folder" in refusal(tmp_path)
    assert "does not exist" in refusal(tmp_path / "none" / "r.db")
    assert text.read_bytes() == before


def test_read_only_file_and_folder_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    Record.open(path, write=True).close()
    path.chmod(0o444)
    assert "read-only" in refusal(path)
    Record.open(path).close()
    path.chmod(0o644)
    tmp_path.chmod(0o555)
    try:
        assert "read-only" in refusal(tmp_path / "new.db")
    finally:
        tmp_path.chmod(0o755)


def test_older_record_is_copied_before_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.db"
    with Record.open(path, write=True) as record:
        record.begin(made.RUN)
        record.add(made.RUN, made.coded(made.page()))
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in schema.MIGRATIONS.glob("*.sql"):
        (folder / file.name).write_bytes(file.read_bytes())
    number = schema.latest() + 1
    (folder / f"{number:04}.sql").write_text(
        "-- one more\nCREATE TABLE notes (\n  note TEXT -- what somebody noted; with a semicolon\n);\n"
    )
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    assert "older Lapwing" in refusal(path, write=False)
    with Record.open(path, write=True) as record:
        assert record.connection.execute("SELECT count(*) FROM notes").fetchone() == (0,)
        assert len(list(record.pages())) == 1
    with closing(sqlite3.connect(f"{path}.v{number - 1}")) as copy:
        assert copy.execute("SELECT count(*) FROM pages").fetchone() == (1,)
        assert copy.execute("PRAGMA user_version").fetchone() == (number - 1,)


def test_broken_migration_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.db"
    Record.open(path, write=True).close()
    folder = tmp_path / "migrations"
    folder.mkdir()
    number = schema.latest() + 1
    (folder / f"{number:04}.sql").write_text("CREATE TABLE notes (note TEXT);\nCREATE TABLE pages (again TEXT);\n")
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    assert "cannot be written" in refusal(path)
    with closing(sqlite3.connect(path)) as connection:
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'notes'").fetchone()


def test_schema_describes_its_columns(record: Record) -> None:
    for name, sql in record.connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"):
        if name in TABLES or name == "runs":
            assert " -- " in sql, name


def test_record_in_a_folder_nobody_may_write_to_can_be_read(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.db", write=True) as record:
        record.begin(made.RUN)
        record.add(made.RUN, made.coded(made.page()))
    tmp_path.chmod(0o555)
    try:
        with Record.open(tmp_path / "r.db") as record:
            assert counts(record)["events"] == 3
    finally:
        os.chmod(tmp_path, 0o755)
