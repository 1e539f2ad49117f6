"""Measures: the scorer's figures for events, and how exactly articles are found. All in percent, higher is better."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from lapwing.errors import LapwingError
from lapwing.evaluation.gold import GoldArticle, GoldDocument, fold
from lapwing.store.contract import event_to_dict, line
from lapwing.types import Article, Coded, Page, Span

Coder = Callable[[Page], Coded]


def code_all(documents: Iterable[GoldDocument], coder: Coder) -> list[Coded]:
    """Code every gold document."""
    return [coder(document.page) for document in documents]


def event_figures(scorer: Path, documents: Sequence[GoldDocument], coded: Sequence[Coded]) -> dict[str, float]:
    """The scorer's figures: F1 where it gives precision, recall and F1, and ``type ASSAULT`` and so on for single types."""
    result = scores(scorer, documents, coded)
    figures: dict[str, float] = {}
    for name, value in result.items():
        if name == "by type":
            figures |= {f"type {kind}": triple[2] for kind, triple in value.items() if triple[2] is not None}
        elif isinstance(value, list):
            figures |= {} if value[2] is None else {name: value[2]}
        elif isinstance(value, float):
            figures[name] = value
    return figures


def scores(scorer: Path, documents: Sequence[GoldDocument], coded: Sequence[Coded]) -> dict[str, Any]:
    """All that the scorer says: shares, or precision, recall and F1, by figure."""
    result: dict[str, Any] = json.loads(run_scorer(scorer, documents, coded, "--json"))
    return result


def run_scorer(scorer: Path, documents: Sequence[GoldDocument], coded: Sequence[Coded], *options: str) -> str:
    """What the scorer prints for these events."""
    with tempfile.TemporaryDirectory(prefix="lapwing-") as folder:
        predicted = Path(folder) / "events.jsonl"
        with predicted.open("w", encoding="utf-8") as stream:
            for page in coded:
                stream.writelines(line(event_to_dict(event, page.page.text)) + "\n" for event in page.events)
        command = [sys.executable, str(scorer), *options, "--predicted", str(predicted), *(str(document.path) for document in documents)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise LapwingError(f"{scorer} failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}")
    return done.stdout


def article_figures(documents: Sequence[GoldDocument], coded: Sequence[Coded]) -> dict[str, float]:
    """Share of gold articles whose title, captions, credits and body are found exactly, F1 of the body's words, and share of documents
    with the right number of articles. Articles are held against each other by their order; white space does not count, nor where a body
    is cut into paragraphs: gold cuts some texts that are one block.
    """
    right: Counter[str] = Counter()
    shared = found = wanted = 0
    for document, page in zip(documents, coded, strict=True):
        right["documents"] += len(document.articles) == len(page.articles)
        for number in range(max(len(document.articles), len(page.articles))):
            want = document.articles[number] if number < len(document.articles) else GoldArticle("", (), (), ())
            got = _words(page.articles[number]) if number < len(page.articles) else GoldArticle("", (), (), ())
            if number < len(document.articles):
                right.update(name for name in ("title", "captions", "credits") if getattr(want, name) == getattr(got, name))
                right["body"] += " ".join(want.body) == " ".join(got.body)
            a, b = Counter(" ".join(want.body).split()), Counter(" ".join(got.body).split())
            shared, wanted, found = shared + (a & b).total(), wanted + a.total(), found + b.total()
    articles = sum(len(document.articles) for document in documents)
    figures = {f"article {name}": 100.0 * right[name] / articles for name in ("title", "captions", "credits", "body")}
    figures["article body words"] = 200.0 * shared / (wanted + found)
    figures["article number"] = 100.0 * right["documents"] / len(documents)
    return figures


def _words(article: Article) -> GoldArticle:
    def words(span: Span) -> str:
        return fold(article.text[span.start : span.end])

    return GoldArticle(
        title=words(article.title) if article.title else "",
        captions=tuple(words(span) for span in article.captions),
        credits=tuple(words(span) for span in article.credits),
        body=tuple(words(span) for span in article.body),
    )
