"""Pages from the pieces that containers hold."""

from __future__ import annotations

from dataclasses import replace

from lapwing.pages.decode import mend
from lapwing.pages.layout import lay_out
from lapwing.pages.markup import Extracted, extract
from lapwing.types import Page, Skipped, When

Found = Page | Skipped


def text_page(page: Page) -> Found:
    """The page with its text mended, or Skipped where it has none."""
    text, lone = mend(page.text)
    if not text.strip():
        return Skipped("pages", "no text", page.id, page.origin, "the page is empty")
    return replace(page, text=text, replaced=page.replaced + lone) if lone else page


def html_page(page: Page, html: str, fallback: When | None = None) -> Found:
    """Lay out the text of an HTML page; ``fallback`` dates it where the markup does not.

    What the container said of title, date, address and outlet goes before what the markup says. A page from which no
    text can be had is Skipped, as is one whose markup defeats the extractor.
    """
    html, lone = mend(html)
    try:
        found = extract(html, page.url)
    except (RecursionError, ValueError, TypeError, AttributeError, AssertionError, LookupError, MemoryError) as error:
        return Skipped("pages", "markup not readable", page.id, page.origin, f"{type(error).__name__}: save the page's text instead")
    if found is None:
        return Skipped("pages", "no article text", page.id, page.origin, "the markup holds no article; is it an index page?")
    return _laid_out(page, html, found, fallback, lone)


def _laid_out(page: Page, html: str, found: Extracted, fallback: When | None, lone: int) -> Page:
    title = page.title or found.title
    text, captions = lay_out(title, found.byline, found.captions, found.body)
    guessed = found.published
    if guessed is not None and guessed.basis == "htmldate" and fallback is not None:
        guessed = fallback
    return replace(
        page,
        text=text,
        html=html,
        title=title,
        captions=captions,
        published=page.published or guessed or fallback,
        url=page.url or found.url,
        outlet=page.outlet or found.outlet,
        replaced=page.replaced + lone,
    )
