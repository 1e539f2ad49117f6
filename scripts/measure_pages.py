# ruff: noqa: E501 (markup templates are easier to read unbroken)
"""How well bodies of news pages come out of HTML and out of text dumps of the same pages.

    python scripts/measure_pages.py [--show]

Pages: the articles of the test layouts, each put into every template below (navigation, share bars, related stories,
newsletters, comments, footers, links within sentences). Dumps: one line per text node; one line per block; one block per
paragraph with blank lines; blocks wrapped at 80 columns. Yardstick: F1 over four-word shingles of the body, the mean over
pages, with trafilatura's own text beside it.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from lxml import html as lxml_html  # noqa: E402

from lapwing.pages import articles  # noqa: E402
from lapwing.pages.make import html_page  # noqa: E402
from lapwing.types import Article, Page  # noqa: E402

BLOCKS = frozenset(
    "p div section article header footer nav aside main ul ol li h1 h2 h3 h4 h5 figure figcaption blockquote table tr td form button time".split()
)
NAV = ("Home", "World", "Politics", "Business", "Opinion", "Sport", "Culture", "Weather", "Video", "Podcasts", "Subscribe", "Sign in")
TEASERS = (
    ("Ministers meet over grain corridor as ships wait", "Talks in the port city are to go on until Thursday, officials say."),
    ("Why the harvest failed in the north", "Three charts that explain a bad year."),
    ("Mayor resigns after audit", "He denies that he knew of the payments."),
    ("Storm closes schools along the coast", "More rain is expected at the weekend."),
    ("Champions held to draw at home", "A late penalty saved a point for the hosts."),
)
COMMENTS = (
    "Finally somebody says it.",
    "I was there and it was nothing like that, the police were calm.",
    "What about the price of bread?",
)


def linked(text: str, rng: random.Random) -> str:
    """A paragraph with a link or two in it, as sites have them."""
    words = html.escape(text, quote=False).split()
    for _ in range(rng.choice((0, 1, 1, 2))):
        at = rng.randrange(len(words))
        if "<" not in words[at]:
            words[at] = f'<a href="/x">{words[at]}</a>'
    return " ".join(words)


def items(pairs: tuple[tuple[str, str], ...], summary: bool) -> str:
    return "".join(f"<li><h3><a href='/s'>{head}</a></h3>{f'<p>{text}</p>' if summary else ''}</li>" for head, text in pairs)


def broadsheet(a: dict[str, Any], rng: random.Random) -> str:
    """Menus above, related list in the midst, most read and footer below."""
    text = [f"<p>{linked(p, rng)}</p>" for p in a["body"]]
    text.insert(len(text) // 2, f"<aside><h4>Read more</h4><ul>{items(TEASERS[:2], False)}</ul></aside>")
    return f"""<header><div><a>The Broadsheet</a></div><nav><ul>{"".join(f"<li><a>{n}</a></li>" for n in NAV)}</ul></nav></header>
<main><div><a>Home</a> &gt; <a>World</a></div><article><h1>{a["title"]}</h1><div>By <a>Jane Doe</a> and <a>Omar Haddad</a></div><time>3 March 2021 18:05</time>
<div><button>Share</button><button>Tweet</button><button>Email</button></div>
<figure><img src="a"><figcaption>A street in the capital on Monday. Photo: Ivo Petran/AFP</figcaption></figure>
<div class="article-body">{"".join(text)}</div><div>Topics <a>Water</a> <a>Treaties</a></div></article>
<section><h2>Most read</h2><ol>{items(TEASERS, False)}</ol></section></main>
<footer><ul><li><a>About us</a></li><li><a>Contact</a></li><li><a>Privacy policy</a></li></ul><p>© 2021 The Broadsheet. All rights reserved.</p></footer>"""


def tabloid(a: dict[str, Any], rng: random.Random) -> str:
    """Teasers with summaries above and below, advertisements between paragraphs, comments."""
    text = "<div>Advertisement</div>".join(f"<p>{linked(p, rng)}</p>" for p in a["body"])
    return f"""<div class="cookie"><p>We use cookies to improve your experience. By continuing to browse you agree to our cookie policy.</p><button>Accept</button></div>
<nav>{"".join(f"<a>{n}</a> " for n in NAV)}</nav><section><h2>Top stories</h2><ul>{items(TEASERS[:3], True)}</ul></section>
<article><h1>{a["title"]}</h1><div><span>Published:</span> <span>10:15, 21 October 2022</span></div><div>Updated: 12:40, 21 October 2022</div>
<div><a>Facebook</a> <a>WhatsApp</a> <a>Copy link</a></div><div itemprop="articleBody">{text}</div></article>
<section class="comments"><h2>Comments ({len(COMMENTS)})</h2>{"".join(f"<div><b>reader{i}</b><p>{c}</p><a>Reply</a></div>" for i, c in enumerate(COMMENTS))}</section>
<section><h2>You may also like</h2><ul>{items(TEASERS, True)}</ul></section><footer>Terms of use | Privacy | Advertise with us</footer>"""


def agency(a: dict[str, Any], rng: random.Random) -> str:
    """Spare page of a news agency, with its sign-off and trust notice."""
    text = "".join(f"<p>{linked(p, rng)}</p>" for p in a["body"])
    return f"""<nav><a>World</a><a>Markets</a><a>Legal</a></nav><article><h1>{a["title"]}</h1><p class="author">By Anna Lindqvist</p><p>July 3, 2021 5:12 PM UTC · Updated 2 years ago</p>
<div class="body">{text}</div><p>Reporting by Anna Lindqvist; Editing by Ruth Stone</p><p>Our Standards: The Thomson Reuters Trust Principles.</p></article>
<section><h2>Read next</h2><div>{"".join(f"<div><h3>{h}</h3><time>July 2, 2021</time></div>" for h, _ in TEASERS)}</div></section><footer><p>All quotes delayed a minimum of 15 minutes.</p></footer>"""


def blog(a: dict[str, Any], rng: random.Random) -> str:
    """A blog: sidebar with archives first, author's note, newsletter form."""
    text = "".join(f"<p>{linked(p, rng)}</p>" for p in a["body"])
    return f"""<header><h2>River Notes</h2><p>Thoughts on water and power</p></header><aside><h3>Recent posts</h3><ul>{items(TEASERS, False)}</ul><h3>Archives</h3>
<ul><li>May 2022 (4)</li><li>April 2022 (7)</li></ul></aside><main><article><h1>{a["title"]}</h1><div>Posted on <time>14 June 2022</time> by <a>Hugo Marten</a></div>
<div class="entry-content">{text}</div><div>Filed under: <a>Politics</a></div><div>Share this:</div><div><a>Twitter</a><a>Facebook</a></div></article>
<form><p>Sign up for our newsletter and get new posts in your inbox.</p><button>Subscribe</button></form></main><footer><p>Powered by WordPress</p></footer>"""


TEMPLATES = {"broadsheet": broadsheet, "tabloid": tabloid, "agency": agency, "blog": blog}


def page(inner: str, title: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(title)} | The Site</title></head><body>{inner}</body></html>'
    )


def blocks(markup: str) -> list[list[str]]:
    """The texts of the page's text nodes, those of one block together."""
    found: list[list[str]] = [[]]

    def walk(node: Any) -> None:
        block = node.tag in BLOCKS or node.tag == "br"
        if block and found[-1]:
            found.append([])
        if node.text and node.text.strip():
            found[-1].append(node.text)
        for child in node:
            walk(child)
            if child.tail and child.tail.strip():
                found[-1].append(child.tail)
        if block and found[-1]:
            found.append([])

    walk(lxml_html.fromstring(markup).find("body"))
    return [block for block in found if block]


def dumps(markup: str) -> dict[str, str]:
    """The page as text in four ways."""
    parts = blocks(markup)
    lines = [" ".join(" ".join(block).split()) for block in parts]
    return {
        "text nodes": "\n".join(piece.strip() for block in parts for piece in block),
        "lines": "\n".join(lines),
        "blank lines": "\n\n".join(lines),
        "wrapped": "\n\n".join(textwrap.fill(line, 80) for line in lines),
    }


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = text.split()
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def f1(got: str, wanted: str) -> float:
    a, b = shingles(got), shingles(wanted)
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def body(found: tuple[Article, ...]) -> str:
    return " ".join(" ".join(one.text[span.start : span.end].split()) for one in found for span in one.body)


def cases() -> Iterator[tuple[str, str, str]]:
    """Template, markup and wanted body of each page."""
    seen: set[str] = set()
    for path in sorted((ROOT / "tests/pages/layouts").glob("*.json")):
        for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
            if not article["title"] or article["title"].casefold() in seen or len(article["body"]) < 3:
                continue
            seen.add(article["title"].casefold())
            for name, template in TEMPLATES.items():
                rng = random.Random(f"{name} {article['title']}")
                yield name, page(template(article, rng), article["title"]), " ".join(" ".join(article["body"]).split())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what is missing and what is too much")
    options = parser.parse_args()
    from trafilatura import bare_extraction

    scores: dict[str, list[float]] = defaultdict(list)
    for name, markup, wanted in cases():
        own: Any = bare_extraction(markup, favor_precision=True, include_comments=False)
        scores["trafilatura itself"].append(f1(" ".join(((own.text if own else "") or "").split()), wanted))
        laid = html_page(Page("p", "", "p", "html"), markup)
        scores["HTML"].append(f1(body(articles(laid)[0]) if isinstance(laid, Page) else "", wanted))
        for form, text in dumps(markup).items():
            got = body(articles(Page("p", text, "p", "text"))[0])
            score = f1(got, wanted)
            scores[f"dump: {form}"].append(score)
            scores[f"dumps of {name}"].append(score)
            if options.show and score < 0.95:
                print(f"{score:.3f} {name} {form}\n  wanted {wanted[:300]}\n  got    {got[:300]} ... {got[-300:]}")
    for label, values in scores.items():
        print(f"{label:24s} F1 {sum(values) / len(values):.3f}  worst {min(values):.3f}  n {len(values)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
