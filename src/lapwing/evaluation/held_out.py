"""The authored documents that training leaves out, as articles with what their annotator says of them.

Their parser lies beside the package in ``training/``, which a development checkout has and an installed package has not.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.evaluation.calibration import calibration_error
from lapwing.settings import PACKAGE
from lapwing.types import Article, Event, Span, When

ROOT = PACKAGE.parents[1]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words annotated as an event; ``optional``: coding them is neither right nor wrong."""

    start: int
    end: int
    type: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Annotated:
    """One document: its article, its triggers, and the ranges of the sentences in which the annotator sees no event."""

    article: Article
    triggers: tuple[Trigger, ...]
    empty: tuple[Span, ...]


def documents(root: Path = ROOT) -> list[Annotated]:
    """The held-out documents of ``training/corpus``, [] where there is none."""
    if not (root / "training" / "authored.py").is_file():
        return []
    if str(root) not in sys.path:
        sys.path.append(str(root))
    authored, examples = importlib.import_module("training.authored"), importlib.import_module("training.examples")
    found = authored.documents(sorted((root / "training" / "corpus").glob("*.txt")))
    return [annotated(document, authored.locate) for document in found if examples.held_out(document["id"])]


def annotated(document: dict[str, Any], locate: Any) -> Annotated:
    """One parsed document laid out as a text: units one after the other, paragraphs, title and captions apart."""
    text, title = "", None
    captions: list[Span] = []
    body: list[Span] = []
    triggers: list[Trigger] = []
    empty: list[Span] = []
    fresh = True
    for unit in document["units"]:
        if unit["kind"] == "P":
            fresh = True
            continue
        apart = unit["kind"] != "S" or fresh
        text += ("\n\n" if apart else " ") if text else ""
        span = Span(len(text), len(text) + len(unit["text"]))
        text += unit["text"]
        if unit["kind"] == "T":
            title = span
        elif unit["kind"] == "C":
            captions.append(span)
        elif apart:
            body.append(span)
        else:
            body[-1] = Span(body[-1].start, span.end)
        fresh = unit["kind"] != "S"
        triggers += [t for event in unit["events"] for t in _triggers(event, unit["text"], span.start, locate)]
        if not unit["events"]:
            empty.append(span)
    day = document.get("published")
    published = When(day, day, day, "given") if day else None
    article = Article(document["id"], 0, text, title, tuple(captions), (), None, None, published, tuple(body), "en")
    return Annotated(article, tuple(triggers), tuple(empty))


def _triggers(event: dict[str, Any], text: str, offset: int, locate: Any) -> list[Trigger]:
    spans = [locate(words, text) for words in event["triggers"]]
    return [Trigger(offset + s[0], offset + s[1], event["type"], event["optional"]) for s in spans if s]


def digest(documents: Sequence[Annotated]) -> str:
    """SHA-256 over texts and triggers."""
    content = "\0".join(f"{d.article.document_id}\0{d.article.text}\0{d.triggers}" for d in documents)
    return hashlib.sha256(content.encode()).hexdigest()


def figures(documents: Sequence[Annotated], coded: Sequence[Sequence[Event]]) -> dict[str, float]:
    """Events per 1,000 sentences in which the annotator sees none, and calibration error in per cent."""
    empty = sum(len(d.empty) for d in documents)
    pairs = [(d, event) for d, events in zip(documents, coded, strict=True) for event in events]
    false = sum(any(s.start <= e.trigger.start < s.end for s in d.empty) for d, e in pairs)
    judged = [(e.confidence, right) for d, e in pairs if (right := judge(d, e)) is not None]
    error = calibration_error([c for c, _ in judged], [r for _, r in judged])
    return {"false events": 1000 * false / empty if empty else 0.0, "calibration error": 100 * error}


def judge(document: Annotated, event: Event) -> bool | None:
    """Whether an event stands on an annotated trigger of its type; None where only optional ones are there."""
    met = [t for t in document.triggers if t.start < event.trigger.end and event.trigger.start < t.end]
    if any(t.type == event.type and not t.optional for t in met):
        return True
    return None if any(t.optional for t in met) else False
