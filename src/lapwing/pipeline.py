"""The recipe: page -> articles -> readings -> events.

Straight-line on purpose; what happens to a page is read here from top to bottom.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from lapwing import pages
from lapwing.coding import assemble, knowledge, tenures, undated
from lapwing.coding.knowledge import Knowledge
from lapwing.reading import Reader
from lapwing.types import Article, Coded, Event, Page, Skipped, When

KNOWN_UNTIL = date(2026, 11, 25)
"""Day of the actor tables: the latest that an undated page can be told to be from."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What coding a page needs, loaded once per process."""

    reader: Reader
    knowledge: Knowledge

    @classmethod
    def load(cls, own: Path | None = None) -> Self:
        """Load the model, the knowledge files and the analyst's ``own`` folder; ModelError or KnowledgeError where one is wrong."""
        return cls(reader=Reader.load(), knowledge=knowledge.load_with(own))


def code_page(page: Page, tools: Tools) -> Coded:
    """Code one page. What is read and not kept comes back as ``skipped``, with its reason."""
    articles, skipped = pages.articles(page)
    articles = tuple(dated(article, tools.knowledge) for article in articles)
    english = tuple(article for article in articles if article.language in (None, "en"))
    dropped = [
        Skipped(
            "reading", "not English", page.id, page.origin, f"article {article.index}: {article.language}; the reader knows English only"
        )
        for article in articles
        if article not in english
    ]
    events: list[Event] = []
    for reading in tools.reader.read(english):
        found, left = assemble.code(reading, tools.knowledge)
        events += found
        dropped += left
    return Coded(page=page, articles=articles, events=tuple(events), skipped=(*skipped, *dropped))


def dated(article: Article, known: Knowledge) -> Article:
    """The article, with bounds of its date where the page gives none; "now" is the day up to which the knowledge goes."""
    if article.published is not None and (article.published.value or article.published.earliest):
        return article
    zones = ([article.title] if article.title else []) + [*article.captions, *article.body]
    words = "\n".join(article.text[z.start : z.end] for z in zones)
    held = tenures.holders(article, known.actors) if known.actors is not None else ()
    bounds = undated.bound(words, held, not_after=KNOWN_UNTIL)
    return replace(article, published=bounds)


def page_of(text: str, published: When | None = None, document_id: str = "text") -> Page:
    """A page made from text at hand."""
    return Page(id=document_id, text=text, origin="<text>", format="text", published=published)
