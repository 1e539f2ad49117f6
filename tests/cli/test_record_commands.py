"""``lapwing events`` and ``lapwing show`` on a small record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import made
from lapwing.store.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "r.db"
    with Record.open(path, write=True) as opened:
        opened.begin(made.RUN)
        opened.add(made.RUN, made.coded(made.page()))
        opened.add(made.RUN, made.coded(made.page("d2", "Rebels attacked Bergen\n\nThe rebels attacked.")))
    return path


def test_events_prints_the_contract(lapwing: Callable, record: Path) -> None:
    done = lapwing("events", record, "--format", "jsonl")
    assert [json.loads(line)["trigger"]["text"] for line in done.out.splitlines()] == ["met", "met", "sign", "attacked", "attacked"]


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (["--type", "ASSAULT"], 2),
        (["--type", "assault", "--type", "CONSULT/meet"], 4),
        (["--country", "NOR"], 1),
        (["--entity", "Government of Norway", "--source-kind", "anonymous"], 1),
        (["--status", "planned"], 1),
        (["--certainty", "alleged"], 0),
        (["--place", "Oslo", "--since", "2021-06", "--until", "2021-06"], 1),
        (["--published-since", "2022"], 0),
        (["--document", "d2", "--limit", "1"], 1),
        (["--text", "truce"], 1),
        (["--confidence", "0.95"], 0),
    ],
)
def test_filters(lapwing: Callable, record: Path, options: list[str], number: int) -> None:
    done = lapwing("events", record, "--format", "jsonl", *options)
    assert (done.status, len(done.out.splitlines())) == (0, number)


def test_table_says_how_many_there_are(lapwing: Callable, record: Path) -> None:
    done = lapwing("events", record, "--limit", 2)
    assert "2 of 5 events; more with --limit and --offset" in done.err
    assert "CONSULT" in done.out


def test_show_gives_sentence_chain_and_reasons(lapwing: Callable, record: Path) -> None:
    event = json.loads(lapwing("events", record, "--format", "jsonl", "--country", "NOR").out)
    out = lapwing("show", event["event_id"][:8], record).out
    for words in ("The ministers of Norway met rebels in Oslo", "Government of Norway, NOR, GOV", "the outlet > a spokesman"):
        assert words in " ".join(out.replace("“", "").replace("”", "").split())
    assert "lexicon: met" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "ffffffffff"], "no event 'ffffffffff'"),
        (["events", "--since", "June"], "'June' is not a date"),
        (["events", "--status", "maybe"], "'maybe' is not one of"),
    ],
)
def test_bad_questions(lapwing: Callable, record: Path, arguments: list[str], said: str) -> None:
    command, *rest = arguments
    done = lapwing(command, *(rest if command == "show" else [record, *rest]), *([record] if command == "show" else []))
    assert done.status == 2
    assert done.err.startswith("lapwing: ")
    assert said in done.err


def test_missing_record(lapwing: Callable, tmp_path: Path) -> None:
    done = lapwing("events", tmp_path / "none.db")
    assert (done.status, len(done.err.splitlines())) == (2, 1)
    assert "lapwing code INPUT -o" in done.err


def test_control_characters_of_a_page_do_not_reach_the_terminal(lapwing: Callable, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    page = made.page(text="Title\n\nThe ministers of \x1b[31mNorway\x1b[0m met rebels\x07.")
    coded = made.coded(page)
    with Record.open(path, write=True) as opened:
        opened.begin(made.RUN)
        opened.add(made.RUN, coded)
    printed = lapwing("show", coded.events[0].event_id, path).out + lapwing("events", path).out
    assert "Norway" in printed
    assert not {"\x1b", "\x07"} & set(printed)
