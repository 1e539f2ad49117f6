"""Tables read back by the tools of those who load them: counts, ids and key columns, by name and by position."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas
import pytest

from lapwing.store.contract import Json
from lapwing.store.exports import cameo, polecat, tsv

Written = Callable[[str], Path]


def told(events: list[Json]) -> list[Json]:
    """What formats without a word for status hold: facts, and planned cooperation."""
    return [event for event in events if event["status"] == "actual" or (event["status"] == "planned" and event["quad"] <= 2)]


def lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n")]


def test_csv(written: Written, events: list[Json]) -> None:
    frame = pandas.read_csv(written("csv"), keep_default_na=False)
    assert frame["event_id"].tolist() == [event["event_id"] for event in events]
    assert frame["killed"].astype(int).tolist() == [event["killed"] for event in events]
    assert frame["sentence"].tolist() == [event["sentence"]["text"].replace("\0", "\ufffd") for event in events]
    (row,) = duckdb.connect().execute(f"SELECT count(*), sum(killed) FROM read_csv('{written('csv')}')").fetchall()
    assert row == (len(events), sum(event["killed"] for event in events))


def test_parquet(written: Written, events: list[Json]) -> None:
    query = f"SELECT event_id, status, recipients[1].entity, trigger.start FROM '{written('parquet')}'"
    found = duckdb.connect().execute(query).fetchall()
    assert found == [
        (event["event_id"], event["status"], (event["recipients"] or [{"entity": None}])[0]["entity"], event["trigger"]["start"])
        for event in events
    ]
    assert len(pandas.read_parquet(written("parquet"))) == len(events)


def test_polecat(written: Written, events: list[Json]) -> None:
    rows = lines(written("polecat"))
    assert len(polecat.COLUMNS) == 40
    assert {len(row) for row in rows} == {40}
    assert rows[0] == list(polecat.COLUMNS)
    frame = pandas.read_csv(written("polecat"), sep="\t", keep_default_na=False, dtype=str)
    kept = told(events)
    assert frame["Event ID"].tolist() == [row[0] for row in rows[1:]] == [event["event_id"] for event in kept]
    kinds = ["CONCEDE" if event["type"] == "RETREAT" else "AGREE" if event["status"] == "planned" else event["type"] for event in kept]
    assert frame["Event Type"].tolist() == [row[2] for row in rows[1:]] == kinds
    assert [row[16] for row in rows[1:]] == [event["recipients"][0]["country"] if event["recipients"] else "None" for event in kept]
    assert frame["Latitude"].tolist() == [row[28] for row in rows[1:]]
    assert set(frame["Publication Date"]) == {"2021-06-28"} == {row[34] for row in rows[1:]}
    assert {row[9] for row in rows[1:]} == set(frame["Actor COW"]) == {"385", "385; 652"}
    assert not any('"' in cell for row in rows for cell in row)


def test_icews(written: Written, events: list[Json]) -> None:
    rows = lines(written("icews"))
    assert {len(row) for row in rows} == {20}
    assert rows[0] == list(cameo.ICEWS)
    frame = pandas.read_csv(written("icews"), sep="\t", keep_default_na=False, dtype=str)
    kept = told(events)
    assert frame["Event ID"].tolist() == [row[0] for row in rows[1:]] == [str(cameo.number(event["event_id"])) for event in kept]
    assert frame["Event Date"].tolist() == [row[1] for row in rows[1:]]
    assert {row[4] for row in rows[1:]} == {"Norway"} == set(frame["Source Country"])
    codes = {(event["type"], event["status"]): row[6] for event, row in zip(kept, rows[1:], strict=True)}
    assert codes["CONSULT", "actual"] == "040"
    assert codes["RETREAT", "planned"] == "080"
    assert codes["ASSAULT", "actual"] == "190"


def test_gdelt(written: Written, events: list[Json]) -> None:
    rows = lines(written("gdelt"))
    assert {len(row) for row in rows} == {61} == {len(cameo.GDELT)}
    at = {name: i for i, name in enumerate(cameo.GDELT)}
    assert (at["SQLDATE"], at["EventCode"], at["GoldsteinScale"], at["ActionGeo_Lat"], at["SOURCEURL"]) == (1, 26, 30, 56, 60)
    frame = pandas.read_csv(written("gdelt"), sep="\t", header=None, names=list(cameo.GDELT), keep_default_na=False, dtype=str)
    kept = told(events)
    first = [event for event in kept if event["same_as"] is None]
    assert len(first) < len(kept)
    assert frame["GLOBALEVENTID"].tolist() == [row[0] for row in rows] == [str(cameo.number(event["event_id"])) for event in first]
    assert frame["NumMentions"].astype(int).sum() == len(kept)
    assert frame["SQLDATE"].str.fullmatch(r"2021062[78]").all()
    assert (frame["MonthYear"] == "202106").all()
    assert frame["FractionDate"].astype(float).between(2021, 2022).all()
    assert {row[at["Actor1Code"]] for row in rows} == {"NORGOVMIL"}
    assert {row[at["Actor2Type1Code"]] for row in rows} == {"MED"}
    assert {(row[at["ActionGeo_Type"]], row[at["ActionGeo_CountryCode"]]) for row in rows} <= {("4", "NO"), ("2", "US")}
    assert (frame["EventRootCode"] == frame["EventCode"].str[:2]).all()


def test_gdelt_mentions(written: Written, events: list[Json]) -> None:
    rows = lines(written("gdelt-mentions"))
    assert {len(row) for row in rows} == {16} == {len(cameo.MENTIONS)}
    kept = told(events)
    assert [row[0] for row in rows] == [str(cameo.number(event["same_as"] or event["event_id"])) for event in kept]
    assert {row[0] for row in rows} == {row[0] for row in lines(written("gdelt"))}
    assert [int(row[9]) for row in rows] == [event["trigger"]["start"] for event in kept]
    assert {row[11] for row in rows} == {"90"}
    assert {row[2] for row in rows} == {"20210628000000"}


@pytest.mark.parametrize("word", ['"lead', "a\tb", "a\nb", "nul\0", "x\u2028y", "", "plain"])
def test_cells_need_no_quoting(word: str) -> None:
    found = tsv.cell(word)
    assert found == " ".join(found.split())
    assert found
    assert not set(found) & set('"\t\n\0\u2028')
    assert next(csv.reader([found], delimiter="\t")) == [found]
