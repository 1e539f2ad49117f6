"""Places and times of gold documents given their spans: ``measure_resolution.py GOLD.json ... [--misses]``.

Every event's place and time phrases are looked up in the reading of the document (pages, then the reader's model) and resolved;
what is measured is the resolution alone, not which phrase an event takes. The gold's files name their raw text beside them
(``raw/``, ``../seeds``).
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lapwing import pages
from lapwing.coding import dates, places
from lapwing.knowledge import gazetteer
from lapwing.reading import Reader
from lapwing.types import Reading


def key(name: str | None) -> set[str]:
    """Words of a name without accents, articles and generic words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name or "") if not unicodedata.combining(c)).casefold().replace("-", " ")
    return set(re.sub(r"[^a-z0-9 ]", "", re.sub(r"\b(?:the|al|el|of)\b", " ", plain)).split())


def readings(path: Path, gold: dict[str, Any], reader: Reader) -> Iterator[tuple[dict[str, Any], Reading]]:
    """The gold's articles with our reading of each."""
    raw = next(
        p
        for p in (
            path.parent / gold["file"],
            path.parent / "raw" / Path(gold["file"]).name,
            path.parent.parent / "seeds" / Path(gold["file"]).name,
        )
        if p.exists()
    )
    for page in pages.read([str(raw)], published=None):
        articles, _ = pages.articles(page)  # type: ignore[arg-type]
        yield from zip(gold["articles"], reader.read(articles), strict=False)


def spot(reading: Reading, article: dict[str, Any], event: dict[str, Any], phrase: str) -> tuple[int, int, int] | None:
    """Sentence and tokens where the phrase stands: in the event's paragraph after its start, else anywhere."""
    words, _, nth = phrase.partition("@")
    where = event["where"]
    paragraph = article["body"][where] if isinstance(where, int) else article["title"] if where == "title" else ""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    hits: list[tuple[int, int, int]] = []
    head = " ".join(paragraph.split())[:30]
    for index, sentence in enumerate(reading.sentences):
        text = reading.article.text[sentence.start : sentence.end]
        for m in pattern.finditer(text):
            inside = [i for i, t in enumerate(sentence.tokens) if t.start < sentence.start + m.end() and t.end > sentence.start + m.start()]
            if inside and (not paragraph or " ".join(text.split())[:25] in " ".join(paragraph.split()) or head in " ".join(text.split())):
                hits.append((index, inside[0], inside[-1] + 1))
    return hits[min(int(nth or 1) - 1, len(hits) - 1)] if hits else None


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    reader, table = Reader.load(), gazetteer.load()
    n: Counter[str] = Counter()
    for path in args.gold:
        gold = json.loads(path.read_text(encoding="utf-8"))
        for article, reading in readings(path, gold, reader):
            focus = places.survey(reading, table)
            day = article.get("published") or gold.get("published")
            published = dates.When(day, day, day, "given") if day else None
            for event in article["events"]:
                for place in event["places"]:
                    at = spot(reading, article, event, place["text"])
                    n["places"] += 1
                    found = places.resolve_all(reading, *at, focus) if at else ()
                    n["place spans found"] += at is not None
                    country = any(p.country == place["country"] for p in found)
                    name = any(key(p.name) and (key(p.name) <= key(place["name"]) or key(place["name"]) <= key(p.name)) for p in found)
                    n["country right"] += country
                    n["name right"] += name
                    n["with a point"] += any(p.lat is not None for p in found)
                    if args.misses and not (country and name):
                        print(gold["id"], place, at, [(p.name, p.country, p.precision, p.lat, p.lon, p.basis) for p in found])
                for time in event["times"]:
                    at = spot(reading, article, event, time["text"])
                    n["times"] += 1
                    found_times = dates.resolve(reading, *at, published) if at else ()
                    right = any(t.value == time["value"] for t in found_times)
                    n["time spans found"] += at is not None
                    n["time right"] += right
                    if args.misses and not right:
                        print(gold["id"], day, time, at, [(t.value, t.basis) for t in found_times])
    print(dict(n))


if __name__ == "__main__":
    main()
