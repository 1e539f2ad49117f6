"""The measures beside the scorer's, on cases made by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lapwing.evaluation import calendars, held_out, plv, sets, toponyms
from lapwing.evaluation.calibration import calibration_error
from lapwing.evaluation.plv import Dyad
from lapwing.types import Article, Event, Party, Span

EVENT = Event(
    event_id="e", document_id="d", article=0, type="ASSAULT", mode=None, contexts=(), quad=4, score=-9.5, status="actual",
    certainty="stated", trigger=Span(10, 18), sentence=Span(0, 40), actors=(), recipients=(), places=(), times=(), sources=(),
    quoted=False, killed=None, injured=None, arrested=None, size=None, same_as=None, confidence=0.6, because=(),
)  # fmt: skip


def event(kind: str, actor: tuple[int, int] | None = None, recipient: tuple[int, int] | None = None, **changes: Any) -> Event:
    parties = {name: (Party(*span, "x"),) if span else () for name, span in (("actors", actor), ("recipients", recipient))}
    return replace(EVENT, type=kind, **parties, **changes)


DYAD = Dyad("Oslo urged Bergen to meet Lund's envoy.", ((0, 4),), ((11, 17),), "REQUEST")


@pytest.mark.parametrize(
    ("events", "kind"),
    [
        ([], None),
        ([event("REQUEST", (0, 4), (11, 17)), event("CONSULT", (11, 17), (26, 30), confidence=0.99)], "REQUEST"),
        ([event("REQUEST", (0, 4)), event("CONSULT", (0, 4), (15, 20), confidence=0.1)], "CONSULT"),
        ([event("CONSULT", status="hypothetical", confidence=0.9), event("REQUEST")], "REQUEST"),
        ([event("REJECT", confidence=0.7), event("REQUEST")], "REJECT"),
        ([event("AID", status="planned")], "AGREE"),
        ([event("AID")], "AID"),
        ([event("RETREAT", status="planned")], "YIELD"),
        ([event("CONCEDE")], "YIELD"),
        ([event("ASSAULT", status="planned")], "ASSAULT"),
    ],
)
def test_type_of_a_dyad(events: list[Event], kind: str | None) -> None:
    assert plv.chosen(DYAD, events) == kind


def test_dyads_are_read(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps({"text": "A hit B.", "source": [[0, 1]], "target": None, "root": "ASSAULT"}) + "\n")
    assert plv.read(path) == [Dyad("A hit B.", ((0, 1),), (), "ASSAULT")]


def test_macro_f1_counts_types_alike() -> None:
    figures = plv.figures([("AID", "AID"), ("AID", "AID"), ("AID", None), ("REJECT", "AID")])
    assert figures["macro F1"] == pytest.approx(100 * (2 * 2 / (3 + 3) + 0) / 2)
    assert (figures["accuracy"], figures["any event"]) == (50.0, 75.0)


def test_calibration_error() -> None:
    assert calibration_error([], []) == 0.0
    assert calibration_error([0.95, 0.95, 0.25, 0.25, 0.25, 0.25], [True, True, True, False, False, False]) == pytest.approx(0.1 / 6)
    assert calibration_error([1.0], [False]) == 1.0


def locate(words: str, text: str) -> tuple[int, int] | None:
    at = text.find(words)
    return (at, at + len(words)) if at >= 0 else None


@pytest.fixture
def document() -> held_out.Annotated:
    def unit(kind: str, text: str = "", *events: dict[str, Any]) -> dict[str, Any]:
        return {"kind": kind, "text": text, "events": list(events)}

    arrest = {"triggers": ["held"], "type": "COERCE", "optional": False}
    talk = {"triggers": ["spoke"], "type": "CONSULT", "optional": True}
    units = [
        unit("T", "Five held"), unit("C", "A street."), unit("P"), unit("S", "Police held five.", arrest), unit("S", "They spoke.", talk),
        unit("P"), unit("S", "It rained."),
    ]  # fmt: skip
    return held_out.annotated({"id": "d", "published": "2021-06-28", "units": units}, locate)


def test_an_authored_document_becomes_an_article(document: held_out.Annotated) -> None:
    article = document.article

    def words(span: Span) -> str:
        return article.text[span.start : span.end]

    assert article.text == "Five held\n\nA street.\n\nPolice held five. They spoke.\n\nIt rained."
    assert article.title is not None
    assert [words(s) for s in (article.title, *article.captions, *article.body)] == [
        "Five held", "A street.", "Police held five. They spoke.", "It rained.",
    ]  # fmt: skip
    assert [(article.text[t.start : t.end], t.type, t.optional) for t in document.triggers] == [
        ("held", "COERCE", False),
        ("spoke", "CONSULT", True),
    ]
    assert [words(s) for s in document.empty] == ["Five held", "A street.", "It rained."]
    assert article.published is not None
    assert article.published.value == "2021-06-28"


def test_events_are_judged_by_trigger_and_type(document: held_out.Annotated) -> None:
    def at(words: str, kind: str, confidence: float = 0.5) -> Event:
        start = document.article.text.rindex(words)
        return replace(EVENT, type=kind, trigger=Span(start, start + len(words)), confidence=confidence)

    cases = [at("held", "COERCE", 0.9), at("held", "ASSAULT"), at("spoke", "CONSULT"), at("spoke", "REJECT"), at("rained", "PROTEST", 0.2)]
    assert [held_out.judge(document, one) for one in cases] == [True, False, None, None, False]
    figures = held_out.figures([document], [cases])
    assert figures["false events"] == pytest.approx(1000 / 3)
    assert figures["calibration error"] == pytest.approx(100 * (0.1 + 0.5 + 0.2) / 3)


def test_without_the_corpus_nothing_is_held_out(tmp_path: Path) -> None:
    assert held_out.documents(tmp_path) == []


def row(text: str, *timexes: tuple[str, str]) -> dict[str, Any]:
    found = [{"start": text.index(w), "end": text.index(w) + len(w), "text": w, "value": v} for w, v in timexes]
    return {"id": "d", "dct": "2021-06-28", "text": text, "timexes": found}


def test_value_of_time_phrases() -> None:
    rows = [row("They met on Friday.", ("Friday", "2021-06-25")), row("They met on Friday.", ("Friday", "2021-07-02"))]
    assert calendars.figures(rows, "timex3") == {"span": 100.0, "value": 50.0}
    assert [line.split()[0] for line in calendars.misses(rows[1], "timex3")] == ["MISS"]
    assert [line.split()[0] for line in calendars.misses(row("They met on Friday."), "timex3")] == ["EXTRA"]


def test_shares_of_placed_names() -> None:
    names = [toponyms.Placed("d", {}, None, "", distance) for distance in (0.0, 160.0, 900.0, None)]
    assert toponyms.figures(names) == {"within 161 km": 50.0, "within 161 km of placed": pytest.approx(200 / 3), "placed": 75.0}


def test_reader_figures_are_flat_and_in_per_cent() -> None:
    measures = {"syntax_ewt": lambda r: {"las": 88.0}, "names_uner": lambda r: 82.0, "factuality_uds": lambda r: 0.8}
    assert sets.flat(measures, None) == {"syntax_ewt las": 88.0, "names_uner": 82.0, "factuality_uds": 80.0}


def test_missing_corpora_are_named(tmp_path: Path) -> None:
    found = sets._over("plv", tmp_path, lambda corpora: [corpora / "plv.jsonl"], lambda corpora: {"f": 1.0})
    assert isinstance(found, sets.Missing)
    assert "corpora/plv.jsonl is not there" in found.why
    (tmp_path / "corpora").mkdir()
    (tmp_path / "corpora" / "plv.jsonl").write_text("x")
    there = sets._over("plv", tmp_path, lambda corpora: [corpora / "plv.jsonl"], lambda corpora: {"f": 1.0})
    assert isinstance(there, sets.Measured)
    assert there.figures == {"f": 1.0}


def test_texts_alone() -> None:
    assert sets.alone(["A hit B."]) == [Article("s0", 0, "A hit B.", None, (), (), None, None, None, (Span(0, 8),), "en")]
