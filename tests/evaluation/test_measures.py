"""Measures on gold made by hand and on that of the sample pages."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lapwing import pages
from lapwing.errors import InputError
from lapwing.evaluation import gold, measures
from lapwing.types import Article, Coded, Page, Span

TEXT = "Rebels Attack\n\nTwo trucks. (Ann Lee)\n\nRebels attacked  Bergen.\n\nNobody was hurt."
GOLD = {
    "id": "d1",
    "file": "d1.txt",
    "published": "2021-06",
    "articles": [
        {
            "title": "Rebels Attack",
            "captions": ["Two trucks."],
            "credits": [[28, 35]],
            "body": ["Rebels attacked Bergen.", "Nobody was hurt."],
        }
    ],
}


@pytest.fixture
def document(tmp_path: Path) -> gold.GoldDocument:
    (tmp_path / "d1.txt").write_text(TEXT)
    path = tmp_path / "d1.gold.json"
    path.write_text(json.dumps(GOLD))
    return gold.load(path)


def by_hand(page: Page) -> Coded:
    """The page split as its gold says."""
    article = Article(page.id, 0, page.text, Span(0, 13), (Span(15, 26),), (Span(28, 35),), None, None, None, (Span(38, 62), Span(64, 80)))
    return Coded(page, (article,), (), ())


def coded(page: Page) -> Coded:
    articles, skipped = pages.articles(page)
    return Coded(page, articles, (), skipped)


def test_gold_is_read(document: gold.GoldDocument) -> None:
    assert document.page.published is not None
    assert (document.page.published.earliest, document.page.published.latest) == ("2021-06-01", "2021-06-30")
    assert document.articles[0].credits == ("Ann Lee",)


def test_article_figures(document: gold.GoldDocument) -> None:
    right = by_hand(document.page)
    assert set(measures.article_figures([document], [right]).values()) == {100.0}
    (article,) = right.articles
    wrong = replace(right, articles=(replace(article, title=None, body=article.body[:1]),))
    figures = measures.article_figures([document], [wrong])
    assert (figures["article title"], figures["article captions"], figures["article body"]) == (0.0, 100.0, 0.0)
    assert figures["article body words"] == pytest.approx(200 * 3 / (6 + 3))
    split = replace(right, articles=(article, replace(article, index=1)))
    assert measures.article_figures([document], [split])["article number"] == 0.0


def test_what_is_no_gold_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.gold.json"
    path.write_text("{}")
    with pytest.raises(InputError, match=r"x\.gold\.json: not a gold file"):
        gold.load(path)
    with pytest.raises(InputError, match="no gold files"):
        gold.gold_files(tmp_path / "none")


def test_sample_articles_are_found_exactly() -> None:
    documents = [gold.load(path) for path in gold.gold_files(gold.SAMPLES)]
    figures = measures.article_figures(documents, [coded(document.page) for document in documents])
    assert figures == dict.fromkeys(figures, 100.0)


@pytest.mark.shared
def test_scorer_reads_what_is_printed() -> None:
    shared = gold.shared_folder()
    if shared is None:
        pytest.skip("the scorer stands in ../shared, which is not there")
    documents = [gold.load(path) for path in gold.gold_files(gold.SAMPLES)]
    figures = measures.event_figures(shared / "gold" / "score.py", documents, [coded(document.page) for document in documents])
    assert (figures["found"], figures["record"]) == (0.0, 0.0)


@pytest.mark.shared
def test_seed_articles_are_found_exactly() -> None:
    shared = gold.shared_folder()
    if shared is None:
        pytest.skip("the seeds stand in ../shared, which is not there")
    document = gold.load(shared / "gold" / "seeds.gold.json")
    figures = measures.article_figures([document], [coded(document.page)])
    assert figures == dict.fromkeys(figures, 100.0)
