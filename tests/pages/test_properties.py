"""What must hold for any text whatever: offsets inside the text, nothing lost, nothing said twice, no exception."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lapwing.errors import InputError
from lapwing.pages import articles, read
from lapwing.pages.decode import decode
from lapwing.pages.lines import units
from lapwing.pages.make import html_page
from lapwing.types import Article, Page, Skipped

from . import helpers

QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
PIECES = st.sampled_from(
    [line for name in helpers.names() for line in re.split(r"\r?\n", helpers.raw(name))]
    + ["", "", "   ", "TT", "20", "* * *", "----", "\u200f", "“"]
)
PAGES = st.one_of(
    st.lists(PIECES, max_size=60).map("\n".join),
    st.lists(PIECES, max_size=30).map("\r\n".join),
    st.text(max_size=400),
)


def covered(found: tuple[Article, ...], skipped: tuple[Skipped, ...]) -> list[tuple[int, int]]:
    kept = [(span.start, span.end) for article in found for span in helpers.spans(article)]
    dates = [(one.start or 0, one.end or 0) for one in skipped if one.start is not None]
    return kept + dates


@QUICK
@given(PAGES)
def test_spans_lie_inside_the_text_and_are_trimmed(text: str) -> None:
    found, skipped = articles(helpers.text_page(text))
    for start, end in covered(found, skipped):
        assert 0 <= start < end <= len(text)
    for article in found:
        assert article.text == text
        for span in helpers.spans(article):
            assert text[span.start : span.end] == text[span.start : span.end].strip()


@QUICK
@given(PAGES)
def test_body_is_in_order_and_nothing_overlaps(text: str) -> None:
    found, _ = articles(helpers.text_page(text))
    body = [(span.start, span.end) for article in found for span in article.body]
    assert all(a[1] <= b[0] for a, b in pairwise(body))


@QUICK
@given(PAGES)
def test_every_unit_is_kept_or_skipped(text: str) -> None:
    found, skipped = articles(helpers.text_page(text))
    marks = covered(found, skipped)
    for unit in units(text):
        assert any(start < unit.end and unit.start < end for start, end in marks), unit.text


@QUICK
@given(st.lists(PIECES, max_size=60).map("\n".join))
def test_an_article_says_no_paragraph_twice(text: str) -> None:
    found, _ = articles(helpers.text_page(text))
    for article in found:
        long = [passage.casefold() for passage in helpers.body(article) if passage.count(" ") >= 3]
        assert len(long) == len(set(long))


@QUICK
@given(st.binary(max_size=600))
def test_any_bytes_decode(data: bytes) -> None:
    found = decode(data, markup=True)
    assert found.replaced <= found.text.count("\ufffd")
    found.text.encode("utf-8")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(PIECES, max_size=12),
    st.lists(st.sampled_from(["<p>", "</div>", "<figcaption>", "<article>", "<script type='application/ld+json'>{"]), max_size=8),
)
def test_any_markup_is_read_or_skipped(lines: list[str], tags: list[str]) -> None:
    markup = "<html><body>" + "".join(f"{a}{b}" for a, b in zip(tags + ["<p>"] * len(lines), lines, strict=False))
    page = html_page(Page("p", "", "p.html", "html"), markup)
    if isinstance(page, Page):
        found, skipped = articles(page)
        assert all(0 <= start < end <= len(page.text) for start, end in covered(found, skipped))


@pytest.mark.parametrize(
    "ending", [".txt", ".html", ".jsonl", ".csv", ".tsv", ".parquet", ".warc", ".warc.gz", ".rss", ".txt.gz", ".jsonl.gz"]
)
@QUICK
@given(st.binary(max_size=300))
def test_any_bytes_in_any_format(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"x{ending}"
    path.write_bytes(data)
    try:
        found = list(read(path))
    except InputError:
        return
    assert found
    for one in found:
        assert isinstance(one, (Page, Skipped))


@QUICK
@given(st.lists(st.one_of(st.just("not json"), st.text(max_size=40).map(lambda text: json.dumps({"text": text}))), min_size=1, max_size=20))
def test_lines_read_are_lines_kept_and_skipped(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert len(list(read(path))) == len(lines)
