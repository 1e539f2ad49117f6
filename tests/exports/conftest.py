"""A record with everything that is awkward in a table, written in every format."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

import made
from lapwing.store import queries
from lapwing.store.contract import Json
from lapwing.store.exports import formats
from lapwing.store.record import Record
from lapwing.types import Coded, Party, Place, Source, Span

NASTY = [
    'The "Front"',
    '"quoted from the start',
    "tab\there",
    "line\nbreak\r\nand more",
    "semi; colon, comma",
    "\u202eright to left\u202c",
    "nul\x00inside",
    "control\x01\x1f\x7f\u2028",
    "None",
    "O'Neill & <b>Söhne</b>",
    "#comment",
    "\U0001f54a dove",
    "=1+1",
    "back\\slash",
]
STATUSES = ("actual", "planned", "hypothetical", "negated")


def coded(number: int) -> Coded:
    """A page with four events, one of each status, between two parties of whom one has an awkward name."""
    text = f"{made.TEXT}\n\nRebels & others 🕊 attacked {NASTY[number]} in Oslo. They attacked it again.\n\nThey met and attacked."
    page = dataclasses.replace(made.page(f"doc {number}/ü", text), outlet="The \tHerald", url=f"https://example.org/{number}?a=b&c=d")
    whole = made.coded(page)
    norway = Party(26, 39, "The ministers", "Q20", "Government of Norway", "NOR", ("GOV", "MIL"))
    other = Party(0, 9, NASTY[number], None, NASTY[number], "SYR", ("JRN",))
    oslo = Place(60, 64, "Oslo", "Oslo", "NOR", 59.91, 10.75, 3143244, "point", "gazetteer")
    area = Place(0, 3, NASTY[number], NASTY[number], "USA", None, None, None, "region", None)
    events = []
    for i, event in enumerate(whole.events):
        recipients = (other,) if i != 1 else ()
        actors = (norway,) if i != 1 else (norway, other)
        kind = {"type": "RETREAT", "mode": "release", "quad": 2, "score": 7.0} if i == 5 else {}
        events.append(
            dataclasses.replace(
                event,
                status="planned" if i == 5 else STATUSES[i % 4],
                actors=actors,
                recipients=recipients,
                places=(oslo,) if i % 2 else (area,),
                sources=(Source(0, 5, NASTY[number], NASTY[number], "person", "said"),),
                killed=i,
                same_as=whole.events[0].event_id if i == 4 else None,
                **kind,
            )
        )
    return dataclasses.replace(whole, page=page, events=tuple(events))


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exports") / "record.db"
    with Record.open(path, write=True) as record:
        record.begin(made.RUN)
        for number in range(len(NASTY)):
            assert record.add(made.RUN, coded(number))
    return path


@pytest.fixture(scope="session")
def events(path: Path) -> list[Json]:
    with Record.open(path) as record:
        return list(queries.events(record.connection))


@pytest.fixture(scope="session")
def written(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of a format."""
    folder = tmp_path_factory.mktemp("files")

    def write(name: str) -> Path:
        target = folder / f"events.{name}"
        if not target.exists():
            with Record.open(path) as record:
                asked = formats.Asked(record)
                if name == formats.BINARY:
                    formats.write_parquet(asked, target)
                else:
                    with target.open("w", encoding="utf-8", newline="") as stream:
                        stream.writelines(formats.text(name, asked))
        return target

    return write


def inside(span: Span, text: str) -> str:
    return text[span.start : span.end]
