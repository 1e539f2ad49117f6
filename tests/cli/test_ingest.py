"""Many pages through the recipe: order, processes, failures and records."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

import made
from lapwing.errors import ModelError
from lapwing.ingest import Outcome, Target, ingest
from lapwing.store.record import Record
from lapwing.types import Page, Skipped

SKIPPED = Skipped("pages", "binary file", None, "x.bin", "give text")


def items() -> list[Page | Skipped]:
    pages: list[Page | Skipped] = [made.page(f"d{number}", f"Rebels met {number} times") for number in range(15)]
    return [*pages[:4], SKIPPED, *pages[4:]]


def key(outcome: Outcome) -> tuple[object, ...]:
    return outcome.page, outcome.coded, outcome.skipped, outcome.known


def into(path: Path, given: Iterable[Page | Skipped], jobs: int = 1, echo: bool = True) -> list[Outcome]:
    with Record.open(path, write=True) as record:
        run = made.RUN
        if not record.connection.execute("SELECT 1 FROM runs").fetchone():
            record.begin(run)
        return list(ingest(given, made.load, jobs, Target(record, run), echo))


def test_order_is_that_of_the_input_whatever_the_number_of_processes() -> None:
    alone = [key(outcome) for outcome in ingest(items(), made.load)]
    assert [outcome[0] or outcome[2] for outcome in alone] == items()
    assert [key(outcome) for outcome in ingest(items(), made.load, jobs=3)] == alone


def test_second_run_codes_nothing_and_says_the_same(tmp_path: Path) -> None:
    def never() -> None:
        raise AssertionError("nothing needed coding")

    first = into(tmp_path / "r.db", items())
    assert [outcome.known for outcome in first] == [False] * 16
    with Record.open(tmp_path / "r.db", write=True) as record:
        second = list(ingest(items(), never, 1, Target(record, made.RUN)))
    assert all(outcome.known for outcome in second)
    assert [outcome.coded for outcome in second] == [outcome.coded for outcome in first]


def test_without_echo_known_pages_are_not_loaded(tmp_path: Path) -> None:
    into(tmp_path / "r.db", items())
    assert {outcome.coded for outcome in into(tmp_path / "r.db", items(), echo=False)} == {None}


def test_page_given_twice_is_kept_once(tmp_path: Path) -> None:
    outcomes = into(tmp_path / "r.db", [made.page(), made.page()])
    assert [outcome.known for outcome in outcomes] == [False, True]
    assert outcomes[0].coded == outcomes[1].coded


def test_page_that_breaks_the_coder_is_kept_with_the_reason() -> None:
    good, bad, after = ingest([made.page("a"), made.page("b", "BREAK"), made.page("c")], made.load)
    assert bad.coded is not None
    (skipped,) = bad.coded.skipped
    assert (skipped.stage, skipped.reason, skipped.document_id) == ("coding", "internal error", "b")
    assert "ValueError: broken on purpose (made.py:" in str(skipped.detail)
    assert good.coded == made.coded(made.page("a"))
    assert after.coded == made.coded(made.page("c"))


def test_page_that_kills_its_process_is_kept_with_the_reason_and_no_other_is_lost() -> None:
    given = [made.page(f"d{number}", "KILL" if number == 5 else made.TEXT) for number in range(12)]
    outcomes = list(ingest(given, made.load, jobs=2))
    assert [outcome.page for outcome in outcomes] == given
    reasons = [skipped.reason for outcome in outcomes if outcome.coded for skipped in outcome.coded.skipped]
    assert reasons.count("its process died") == 1
    assert [outcome.coded for outcome in outcomes if outcome.page != given[5]] == [made.coded(page) for page in given if page != given[5]]


def test_text_that_is_no_unicode_is_kept_with_the_reason(tmp_path: Path) -> None:
    (outcome,) = into(tmp_path / "r.db", [made.page("a", "Rebels met \ud800")])
    assert outcome.coded is not None
    assert "UnicodeEncodeError" in str(outcome.coded.skipped[0].detail)


@pytest.mark.parametrize("jobs", [1, 2])
def test_missing_model_is_one_clear_error(jobs: int) -> None:
    with pytest.raises(ModelError, match="not there; install"):
        list(ingest([made.page()], made.load_without_model, jobs))


def test_same_record_whatever_the_number_of_processes(tmp_path: Path) -> None:
    into(tmp_path / "one.db", items())
    into(tmp_path / "two.db", items(), jobs=2)
    with Record.open(tmp_path / "one.db") as one, Record.open(tmp_path / "two.db") as two:
        assert list(one.pages()) == list(two.pages())
