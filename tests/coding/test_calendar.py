"""The calendar against hand-written phrases, and its laws: bounds hold the value, no reading without a date to count from."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding.calendar import NO_DATE, Period, dated_phrases, find, guess, read
from lapwing.coding.calendar.holidays import easter, hijri, hijri_month
from lapwing.coding.calendar.periods import around, months_from, nearby, shift

DAY = date(2024, 4, 17)


def context(text: str) -> Period | None:
    """Day, month or year as a period."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return Period(date(*parts), date(*parts), "day")
    return months_from(parts[0], parts[1], 1, "month") if len(parts) == 2 else months_from(parts[0], 1, 12, "year")


def rows() -> list[list[str]]:
    """The table's rows: phrase, published, tense, context, value."""
    lines = (Path(__file__).parent / "phrases.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("phrase", "published", "tense", "before", "value"), rows())
def test_phrase(phrase: str, published: str, tense: str, before: str, value: str) -> None:
    found = read(phrase, date.fromisoformat(published) if published else None, tense, context(before))  # type: ignore[arg-type]
    assert " + ".join(m.value for m in found if m.value) == (value if value != "-" else "")


def test_relative_phrase_without_publication_date_is_recognised_and_left_open() -> None:
    (moment,) = read("last Friday", None)
    assert (moment.value, moment.earliest, moment.latest, moment.basis) == (None, None, None, NO_DATE)


@pytest.mark.parametrize(("phrase", "earliest", "latest"), [
    ("early 2015", "2015-01-01", "2015-07-02"),
    ("earlier in April", "2024-04-01", "2024-04-17"),
    ("last week", "2024-04-08", "2024-04-14"),
    ("since October 2023", "2023-10-01", None),
    ("until June 2020", None, "2020-06-30"),
    ("in the last month", "2024-03-17", "2024-04-17"),
    ("fiscal year 2020", "2019-04-01", "2021-03-31"),
])  # fmt: skip
def test_bounds(phrase: str, earliest: str | None, latest: str | None) -> None:
    (moment,) = read(phrase, DAY, "past")
    assert (moment.earliest, moment.latest) == (earliest, latest)


@pytest.mark.parametrize("phrase", ["the strikes", "Washington", "", "May Day Parade Committee", "president", "12 troops", "a house"])
def test_no_time_phrase(phrase: str) -> None:
    assert all(m.value is None or m.value.endswith("05-01") for m in read(phrase, DAY))


@pytest.mark.parametrize(("text", "phrases"), [
    ("Earlier on Sunday, US forces struck. Last month, the March 22 and 28 launches followed.",
     ["Sunday", "Last month", "March 22 and 28"]),
    ("It may rain as troops march to Mayfield; prices fall. In May 2021 they left.", ["May 2021"]),
    ("Police met 2000 people on 3 May 2019 at 10 p.m. on Friday.", ["3 May 2019", "10 p.m. on Friday"]),
    ("He paid $1999 in room 1812.", []),
    ("Two weeks ago the 52-year-old was freed.", ["Two weeks ago"]),
])  # fmt: skip
def test_find(text: str, phrases: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find(text)] == phrases


def test_find_keeps_offsets_where_lower_case_is_longer() -> None:
    text = "İstanbul, on 3 May 2019"
    assert [text[hit.start : hit.end] for hit in find(text)] == ["3 May 2019"]


def test_a_text_is_read_with_the_last_date_in_mind() -> None:
    text = "The army entered on 22 March 2011. Two days later it left, and the following month it came back."
    assert [m.value for phrase in dated_phrases(text, DAY) for m in phrase.moments] == ["2011-03-22", "2011-03-24", "2011-04"]


@pytest.mark.parametrize(("text", "tense"), [
    ("The two leaders will meet on ", "future"),
    ("He is expected to visit Beirut on ", "future"),
    ("Forces launched strikes on ", "past"),
    ("Two groups had filed reports by ", "past"),
    ("The summit opens on ", "future"),
    ("", "unknown"),
])  # fmt: skip
def test_guess(text: str, tense: str) -> None:
    assert guess(text + "Friday", len(text)) == tense


def test_feasts_and_islamic_months() -> None:
    assert easter(2024) == date(2024, 3, 31)
    assert easter(2000) == date(2000, 4, 23)
    assert hijri(1445, 1, 1) == date(2023, 7, 19)
    assert hijri_month(1445, 9).first == date(2024, 3, 11)


@pytest.mark.parametrize(("phrase", "day"), [
    ("Eid al-Adha 2023", date(2023, 6, 28)), ("Eid al-Fitr 2024", date(2024, 4, 10)),
    ("Ashura 2021", date(2021, 8, 19)), ("Eid ul-Fitr 2019", date(2019, 6, 4)),
])  # fmt: skip
def test_sighted_feasts_lie_within_a_day_of_the_tabular_calendar(phrase: str, day: date) -> None:
    (moment,) = read(phrase, DAY)
    assert moment.period is not None
    assert abs((moment.period.first - day).days) <= 1


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["day", "week", "weekend", "month", "quarter", "year", "decade"]))
def test_around_holds_the_day_and_has_a_form(day: date, grain: str) -> None:
    period = around(day, grain)
    assert period.first <= period.last
    assert grain == "weekend" or period.first <= day <= period.last
    assert period.edtf()


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_months_there_and_back(day: date, count: int) -> None:
    assert around(shift(shift(day, "month", count), "month", -count), "month") == around(day, "month")


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.sampled_from(["past", "future"]))
def test_weekday_is_within_a_week_and_on_the_right_side(day: date, tense: str) -> None:
    (moment,) = read("on Friday", day, tense)  # type: ignore[arg-type]
    assert moment.period is not None
    distance = (moment.period.first - day).days
    assert -7 < distance <= 0 if tense == "past" else 0 <= distance < 7
    assert moment.period.first.weekday() == 4


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read(text, DAY)
    list(dated_phrases(text, DAY))


def test_nearby_prefers_the_past_unless_it_is_long_ago() -> None:
    options = [Period(DAY + timedelta(days=n), DAY + timedelta(days=n), "day") for n in (-340, 25)]
    assert nearby(options, DAY, "past", 300).first == DAY + timedelta(days=25)
    assert nearby(options, DAY, "past", 400).first == DAY - timedelta(days=340)
