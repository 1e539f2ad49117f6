"""What the tests of this room share: the layouts, the same pages as HTML, and a yardstick."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from lapwing.types import Article, Page, Span

LAYOUTS = Path(__file__).parent / "layouts"
UNSEEN = Path(__file__).parent / "layouts_unseen"  # written without sight of the program
WORD = re.compile(r"[\u3040-\u9fff]|\w+")


def names(folder: Path = LAYOUTS) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.txt"))


def raw(name: str, folder: Path = LAYOUTS) -> str:
    return (folder / f"{name}.txt").read_bytes().decode("utf-8")


def expected(name: str, folder: Path = LAYOUTS) -> list[dict[str, Any]]:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["articles"]


def furniture(name: str, folder: Path = LAYOUTS) -> list[str]:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["furniture"]


def text_page(text: str, **fields: Any) -> Page:
    return Page("p", text, "p.txt", "text", **fields)


def said(article: Article, span: Span | None) -> str | None:
    return None if span is None else " ".join(article.text[span.start : span.end].split())


def body(article: Article) -> list[str]:
    return [said(article, span) or "" for span in article.body]


def spans(article: Article) -> list[Span]:
    single = [span for span in (article.title, article.byline, article.dateline) if span]
    return [*single, *article.captions, *article.credits, *article.body]


def f1(got: list[str], wanted: list[str]) -> float:
    """F1 over the bags of words of two bodies."""
    a, b = Counter(WORD.findall(" ".join(got))), Counter(WORD.findall(" ".join(wanted)))
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def as_html(article: dict[str, Any], noise: list[str]) -> str:
    """The article as a news site would mark it up, with the layout's furniture around it."""
    tag = html.escape
    figures = "".join(
        f"<figure><img src='x.jpg'><figcaption>{tag(caption)} ({tag(credit)})</figcaption></figure>"
        for caption, credit in zip(article["captions"], article["credits"] + [""] * len(article["captions"]), strict=False)
    ).replace(" ()", "")
    paragraphs = "".join(f"<p>{tag(text)}</p>\n" for text in article["body"])
    links = "".join(f"<li><a href='/{at}'>{tag(text)}</a></li>" for at, text in enumerate(noise))
    linked = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article["title"], "datePublished": article["published"]}
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{tag(article["title"] or "")} | The Herald</title>
<script type="application/ld+json">{json.dumps({k: v for k, v in linked.items() if v})}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article><header><h1>{tag(article["title"] or "")}</h1></header>{figures}<div class="story-body">{paragraphs}</div></article></main>
<aside class="related"><h2>Related</h2><ul>{links}</ul></aside><footer><p>© The Herald</p></footer></body></html>"""
