"""Office-holders named with their office, and the bounds they set."""

from __future__ import annotations

from datetime import date

from lapwing.coding.tenures import holders
from lapwing.coding.undated import bound
from lapwing.knowledge import actors
from lapwing.types import Article, Span

TABLES = actors.load()


def article(text: str) -> Article:
    return Article("d", 0, text, None, (), (), None, None, None, (Span(0, len(text)),), "en")


def test_titles_before_names() -> None:
    text = "French President Emmanuel Macron met the former US president, Barack Obama. Angela Merkel did not come."
    found = holders(article(text), TABLES)
    assert [(h.label.split(",")[0], h.former) for h in found] == [("Emmanuel Macron", False), ("Barack Obama", True)]


def test_an_undated_page_lies_between_the_terms() -> None:
    text = "British Prime Minister Theresa May spoke to US President Donald Trump."
    when = bound(text, holders(article(text), TABLES), not_after=date(2026, 11, 25))
    assert when.value is None
    assert when.earliest == "2017-01-20"
    assert when.latest == "2019-07-24"


def test_unknown_names_bound_nothing() -> None:
    assert holders(article("President Xerxes Qwertz resigned."), TABLES) == ()
