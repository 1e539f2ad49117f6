"""HTML to the parts of an article: text by trafilatura, captions and structured data read beside it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lapwing.pages import days
from lapwing.pages.decode import mend
from lapwing.pages.phrases import key
from lapwing.types import When

ARTICLE_TYPES = re.compile(r"\w*(?:Article|Posting|Report)$")
DATE_METAS = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
)
CAPTIONS = "//figcaption|//*[contains(concat(' ',normalize-space(@class),' '),' wp-caption-text ')]|//*[@itemprop='caption']"
OUTSIDE = frozenset(("nav", "aside", "footer"))
TOO_LONG = 2_000_000  # characters of markup beyond which the tree is not searched


class Extracted(NamedTuple):
    """What an HTML page gives."""

    title: str | None
    byline: str | None
    outlet: str | None
    captions: tuple[str, ...]
    body: tuple[str, ...]
    published: When | None
    url: str | None


def extract(html: str, url: str | None = None) -> Extracted | None:
    """Title, byline, captions, body and date of an HTML page; None where it holds no text at all.

    Body: trafilatura with ``favor_precision``. Date: JSON-LD, then meta tags, then htmldate, with the basis said.
    """
    from trafilatura import load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    html = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", html.replace("\0", " "))
    tree = load_html(html)
    if tree is None:
        return None
    linked = next(structured(tree), {})
    metas = meta_tags(tree)
    captions = caption_texts(tree)
    body = body_of(html, url, captions)
    if not body:
        return None
    title = headline(tree, linked, metas)
    return Extracted(
        title=title,
        byline=author(linked, metas),
        outlet=plain(metas.get("og:site_name")) or named(linked.get("publisher")),
        captions=captions,
        body=tuple(line for line in body if key(line) != key(title or "") or not key(line)),
        published=published(tree, linked, metas, url),
        url=url or canonical(tree),
    )


def body_of(html: str, url: str | None, captions: tuple[str, ...]) -> list[str]:
    """The body's paragraphs, captions left out."""
    from trafilatura import bare_extraction, baseline

    if len(html) > TOO_LONG:
        text = baseline(html)[1]
    else:
        found: Any = bare_extraction(html, url=url, favor_precision=True, include_comments=False, with_metadata=False)
        text = (found.text if found is not None else "") or ""
        if not text.strip():
            text = baseline(html)[1]
    told = {key(caption) for caption in captions}
    lines = (mend(" ".join(line.split()))[0] for line in text.splitlines())
    return [line for line in lines if line and (key(line) not in told or not key(line))]


def structured(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of the page that are articles."""
    for node in tree.xpath("//script[contains(@type,'ld+json')]/text()"):
        try:
            data = json.loads(str(node).strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting, budget = [data], 2000
        while waiting and budget:
            budget -= 1
            item = waiting.pop()
            if isinstance(item, list):
                waiting.extend(reversed(item))
            elif isinstance(item, dict):
                kinds = item.get("@type")
                if any(isinstance(k, str) and ARTICLE_TYPES.match(k) for k in (kinds if isinstance(kinds, list) else [kinds])):
                    yield item
                waiting.extend(item[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in item)


def meta_tags(tree: Any) -> dict[str, str]:
    """Content of the meta tags by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for node in tree.xpath("//meta[@content]"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (node.get(attribute) or "").strip().lower()
            if name:
                found.setdefault(name, node.get("content"))
    return found


def plain(value: object) -> str | None:
    """A string without entities, tags and surplus white space; None for anything else or for nothing."""
    if not isinstance(value, str) or not value.strip():
        return None
    from html import unescape

    text = " ".join(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", unescape(unescape(value))).split())
    return mend(text)[0] or None


def named(value: object) -> str | None:
    """The names of a JSON-LD person or organization, or of a list of them."""
    if isinstance(value, dict):
        return plain(value.get("name"))
    if isinstance(value, list):
        names = [name for name in map(named, value[:12]) if name]
        return ", ".join(dict.fromkeys(names)) or None
    return plain(value)


def headline(tree: Any, linked: dict[str, Any], metas: dict[str, str]) -> str | None:
    """The headline as the page shows it (h1), where it agrees with the structured data; else the latter."""
    given = plain(linked.get("headline")) or plain(metas.get("og:title")) or plain(metas.get("twitter:title"))
    shown = [plain(node.text_content()) for node in tree.xpath("//h1")[:10]]
    heads = [text for text in shown if text and len(text.split()) >= 2 and len(text) < 400]
    if given:
        wanted = set(key(given).split())
        alike = [text for text in heads if len(wanted & set(key(text).split())) >= 0.5 * min(len(wanted), len(set(key(text).split()))) > 0]
        return alike[0] if alike else given
    if heads:
        return heads[0]
    titles = tree.xpath("//title")
    text = plain(titles[0].text_content()) if titles else None
    return re.split(r"\s+[|–—-]\s+(?=[^|–—-]{2,40}$)", text)[0] if text else None


def author(linked: dict[str, Any], metas: dict[str, str]) -> str | None:
    """The writer's name, addresses and bare links left out."""
    name = named(linked.get("author")) or plain(metas.get("author")) or plain(metas.get("article:author")) or plain(metas.get("byl"))
    if not name or "://" in name or len(name) > 200:
        return None
    return name


def caption_texts(tree: Any) -> tuple[str, ...]:
    """Photo captions of the page's main part, each once."""
    found: dict[str, str] = {}
    for node in tree.xpath(CAPTIONS)[:400]:
        if any(parent.tag in OUTSIDE for parent in node.iterancestors()):
            continue
        text = plain(" ".join(node.itertext()))
        if text and len(text.split()) >= 2 and len(text) < 2000:
            found.setdefault(key(text), text)
    return tuple(found.values())


def canonical(tree: Any) -> str | None:
    """The page's own address."""
    hits = tree.xpath("//link[@rel='canonical']/@href")
    return str(hits[0]) if hits and str(hits[0]).startswith("http") else None


def published(tree: Any, linked: dict[str, Any], metas: dict[str, str], url: str | None) -> When | None:
    """The day of publication with its basis; None where the page says none."""
    sources = [("json-ld", linked.get("datePublished")), ("json-ld", linked.get("dateCreated"))]
    sources += [("meta", metas.get(name)) for name in DATE_METAS]
    sources += [("meta", value) for value in tree.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime")[:1]]
    for basis, value in sources:
        found = days.find_day(value[:60]) if isinstance(value, str) else None
        if found:
            return When(found, found, found, basis)
    guessed = _htmldate(tree, url)
    return When(guessed, guessed, guessed, "htmldate") if guessed else None


def _htmldate(tree: Any, url: str | None) -> str | None:
    from htmldate import find_date

    try:
        found = find_date(tree, url=url, original_date=True, extensive_search=False)
    except (ValueError, TypeError, RecursionError, OverflowError, AttributeError):
        return None
    return str(found) if found else None
