"""Throw random and mutated bytes at the reading of pages, in all input formats.

    python scripts/fuzz_pages.py [N] [--seed S]

Counts what comes back and fails on an exception other than InputError, on a page that takes more than two seconds of processor time, on a
span outside its text, on a unit of a page that is neither kept nor skipped, and on an input of which nothing is said.
Inputs that failed are written to ``fuzz-failures/``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import string
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from lapwing.errors import InputError
from lapwing.pages import articles, read
from lapwing.pages.lines import units
from lapwing.types import Article, Page, Skipped, Span

ROOT = Path(__file__).parent.parent
LIMIT = 2.0  # seconds of processor time a page may take
ENDINGS = (".txt", ".html", ".jsonl", ".csv", ".tsv", ".parquet", ".warc", ".warc.gz", ".rss", ".txt.gz", ".jsonl.gz", ".html.gz")
TAGS = (
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<figcaption>",
    "<script>",
    "<!--",
    "<table><tr><td>",
    "&#xD800;",
    "&nbsp;",
    "<svg>",
    "]]>",
    "<h1>",
    "<title>",
)


def seeds() -> list[bytes]:
    """Pages to mutate: the layouts of the tests and the sample pages."""
    paths = sorted((ROOT / "tests/pages").glob("layouts*/*.txt")) + sorted((ROOT / "src/lapwing/samples").iterdir())
    return [path.read_bytes() for path in paths if path.is_file()]


def dressed(text: bytes, ending: str) -> bytes:
    """A page in the form that the ending promises."""
    kind = ending.removesuffix(".gz")
    words = text.decode("utf-8", "replace")
    if kind == ".html":
        found = "<html><body><article>" + "".join(f"<p>{line}</p>" for line in words.splitlines()) + "</article></body></html>"
        data = found.encode()
    elif kind == ".jsonl":
        data = b"\n".join(json.dumps({"id": str(at), "text": part}).encode() for at, part in enumerate(words.split("\n\n\n")))
    elif kind in (".csv", ".tsv"):
        mark = "," if kind == ".csv" else "\t"
        data = f'id{mark}text\n1{mark}"{words.replace(chr(34), chr(34) * 2)}"\n'.encode()
    elif kind == ".rss":
        data = f"<rss><channel><item><title>T</title><description><![CDATA[{words}]]></description></item></channel></rss>".encode()
    elif kind == ".warc":
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>" + text + b"</p></body></html>"
        head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
        data = (head.encode() + http + b"\r\n\r\n") * 2
    else:
        data = text
    return gzip.compress(data) if ending.endswith(".gz") else data


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Bytes flipped, cut, doubled, moved, or mixed with markup."""
    out = bytearray(data)
    for _ in range(rng.randint(0, 6)):
        if not out:
            break
        a, b = sorted((rng.randrange(len(out)), rng.randrange(len(out))))
        match rng.randrange(7):
            case 0:
                out[a] = rng.randrange(256)
            case 1:
                del out[a : min(b, a + rng.randint(1, 400))]
            case 2:
                out[a:a] = out[a : min(b, a + rng.randint(1, 400))] * rng.randint(1, 20)
            case 3:
                out[a:a] = rng.choice(TAGS).encode()
            case 4:
                out[a:a] = rng.randbytes(rng.randint(1, 60))
            case 5:
                out[a:a] = b"\n" * rng.randint(1, 5)
            case _:
                del out[b:]
    return bytes(out)


def made(rng: random.Random, stock: list[bytes], ending: str) -> bytes:
    """One input: random bytes, random characters, a mutated page, or a page whose container is mutated."""
    choice = rng.random()
    if choice < 0.15:
        return rng.randbytes(rng.randint(0, 3000))
    if choice < 0.25:
        return "".join(rng.choices(string.printable + "“”…。é\u200f\U0001f600", k=rng.randint(0, 3000))).encode()
    page = rng.choice(stock)
    if rng.random() < 0.3:
        other = rng.choice(stock)
        page = page[: rng.randint(0, len(page))] + b"\n" * rng.randint(0, 4) + other[rng.randint(0, len(other)) :]
    return dressed(mutated(page, rng), ending) if rng.random() < 0.5 else mutated(dressed(page, ending), rng)


def spans(article: Article) -> list[Span]:
    """All spans of an article."""
    single = [span for span in (article.title, article.byline, article.dateline) if span]
    return [*single, *article.captions, *article.credits, *article.body]


def check_page(page: Page) -> tuple[int, int]:
    """Articles and skipped pieces of a page; raises AssertionError where something is out of order."""
    found, skipped = articles(page)
    marks = [(span.start, span.end) for article in found for span in spans(article)]
    marks += [(one.start, one.end) for one in skipped if one.start is not None and one.end is not None]
    for start, end in marks:
        assert 0 <= start < end <= len(page.text), f"span {start}:{end} outside a text of {len(page.text)}"
    if page.html is None:
        covered = bytearray(len(page.text) + 1)
        for start, end in marks:
            covered[start:end] = b"\1" * (end - start)
        lost = [unit.text[:60] for unit in units(page.text) if not any(covered[unit.start : unit.end])]
        assert not lost, f"neither kept nor skipped: {lost[:3]}"
    page.text.encode("utf-8")
    return len(found), len(skipped)


def run_one(path: Path, counts: Counter[str]) -> None:
    """Read one input and check all that comes of it."""
    started = time.process_time()
    said = 0
    for one in read(path):
        said += 1
        if isinstance(one, Skipped):
            counts[f"skipped: {one.reason}"] += 1
        else:
            kept, left = check_page(one)
            counts["pages"] += 1
            counts["articles"] += kept
            counts["pieces left out"] += left
        spent = time.process_time() - started
        assert spent < LIMIT, f"{spent:.1f} s for one page"
        started = time.process_time()
    assert said, "nothing said of the input"


def main() -> int:
    """Run the inputs and print the counts; 1 where any failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n", nargs="?", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    stock, counts, failures = seeds(), Counter[str](), 0
    articles(Page("warm", "The first use loads the language model, the minister said.", "warm", "text"))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.n):
            ending = rng.choice(ENDINGS)
            path = Path(folder) / f"input{ending}"
            data = made(rng, stock, ending)
            path.write_bytes(data)
            try:
                run_one(path, counts)
            except InputError:
                counts["InputError"] += 1
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                failures += 1
                kept = ROOT / "fuzz-failures" / f"{options.seed}-{number}{ending}"
                kept.parent.mkdir(exist_ok=True)
                kept.write_bytes(data)
                print(f"{kept}: {''.join(traceback.format_exception_only(error)).strip()}", file=sys.stderr)
    for name, count in sorted(counts.items()):
        print(f"{count:9,}  {name}")
    print(f"{options.n:9,}  inputs, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
