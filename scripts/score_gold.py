#!/usr/bin/env python3
"""Code the gold documents (or the authored documents kept out of training) and score the result with the shared yardstick.

    scripts/score_gold.py [--misses 80] [--lexicon] [--json]      seeds and dev gold
    scripts/score_gold.py --authored                              authored documents that training leaves out
    scripts/score_gold.py --cache FOLDER ...                      keep the readings between calls (pickles, named by text and model)

Gold documents go in as JSON lines with their id and publication day, as a feed would deliver them.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import pickle
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
NEGATIVES = ROOT / "tests/coding/negatives.txt"
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from training import authored  # noqa: E402

from lapwing import pages  # noqa: E402
from lapwing.coding import assemble, knowledge  # noqa: E402
from lapwing.settings import MODEL_FILES  # noqa: E402
from lapwing.types import Article, Event, Page, Reading, Span, When  # noqa: E402


def gold_files(folder: Path = SHARED / "gold") -> list[Path]:
    """Seeds and dev gold."""
    return [folder / "seeds.gold.json", *sorted((folder / "dev").glob("*.gold.json"))]


def gold_articles(paths: Iterable[Path]) -> list[Article]:
    """The articles that the pages room finds in the gold's raw texts, with the gold's publication days."""
    found: list[Article] = []
    for path in paths:
        data = json.loads(path.read_text(encoding="utf-8"))
        text = (path.parent / data["file"]).read_text(encoding="utf-8")
        days = [a["published"] for a in data["articles"]]
        page = Page(data["id"], text, str(path), "jsonl", published=day(days[0]))
        for article in pages.articles(page)[0]:
            found.append(with_day(article, days[min(article.index, len(days) - 1)]))
    return found


def day(text: str) -> When:
    return When(text, text, text, "given")


def with_day(article: Article, published: str) -> Article:
    values = {name: getattr(article, name) for name in Article.__slots__}
    return Article(**(values | {"published": day(published)}))


def held_out(document_id: str) -> bool:
    """Whether training leaves the document out."""
    return int(hashlib.sha1(document_id.encode()).hexdigest(), 16) % 10 == 0


def authored_gold(folder: Path) -> tuple[list[Path], list[Article]]:
    """Held-out authored documents as gold files in a folder, and their articles."""
    sources = sorted((ROOT / "training" / "corpus").glob("*.txt"))
    names = {path.name for path in sources}
    sources += [p for p in sorted((SHARED / "corpora/events/authored").glob("*.txt")) if p.name not in names]
    paths, articles = [], []
    for doc in authored.documents(sources):
        if held_out(doc["id"]) and not (folder / f"{doc['id']}.gold.json").exists():
            data, article = as_gold(doc)
            (folder / f"{doc['id']}.txt").write_text(article.text, encoding="utf-8")
            path = folder / f"{doc['id']}.gold.json"
            path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            paths.append(path)
            articles.append(article)
    return paths, articles


def as_gold(doc: dict[str, Any]) -> tuple[dict[str, Any], Article]:
    """One authored document in the gold's format, and as an article over the same text."""
    text, title, captions, body, events = "", None, [], [], []
    for unit in doc["units"]:
        if unit["kind"] == "P":
            text = text.rstrip() + "\n\n"
            body.append([len(text), len(text)])
            continue
        start = len(text)
        text += unit["text"]
        span = [start, len(text)]
        if unit["kind"] == "T":
            title, where, text = span, "title", text + "\n\n"
        elif unit["kind"] == "C":
            captions.append(span)
            where, text = f"caption{len(captions) - 1}", text + "\n\n"
        else:
            if not body:
                body.append([start, start])
            body[-1] = [body[-1][0] if body[-1][1] > body[-1][0] else start, len(text)]
            where, text = len(body) - 1, text + " "
        events += [gold_event(e, where, f"{doc['id']}-{len(events) + n}") for n, e in enumerate(unit["events"])]
    keep = [i for i, (a, b) in enumerate(body) if b > a]
    for e in events:
        e["where"] = keep.index(e["where"]) if isinstance(e["where"], int) else e["where"]
    body = [body[i] for i in keep]
    article = {"title": title or [0, 0], "captions": captions, "credits": [], "body": body, "published": doc["published"], "events": events}
    made = Article(
        doc["id"], 0, text, Span(*title) if title else None, tuple(Span(*c) for c in captions), (), None, None, day(doc["published"]),
        tuple(Span(*p) for p in body),
    )  # fmt: skip
    return {"id": doc["id"], "file": f"{doc['id']}.txt", "articles": [article]}, made


def gold_event(e: dict[str, Any], where: int | str, name: str) -> dict[str, Any]:
    event = {key: e[key] for key in ("type", "mode", "status", "certainty", "optional", "quoted")}
    event |= {"id": name, "where": where, "trigger": e["triggers"], "same_as": e["same"]}
    for role in ("actors", "recipients", "places", "times", "sources"):
        event[role] = [dict(m) for m in e.get(role, [])]
    return event


def model_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.read_bytes())
    for path in sorted((ROOT / "src/lapwing/reading").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def readings(articles: list[Article], cache: Path | None, model: Path = MODEL_FILES) -> list[Reading]:
    """Read the articles, or take them from the cache."""
    key = hashlib.sha1("".join(a.document_id + a.text + repr(a.body) for a in articles).encode()).hexdigest()[:12]
    path = cache / f"{model_digest(model)}-{key}.pickle" if cache else None
    if path and path.exists():
        return list(pickle.loads(path.read_bytes()))
    from lapwing.reading import Reader

    found = list(Reader.load(model).read(articles))
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(found))
    return found


def as_record(event: Event) -> dict[str, Any]:
    """The fields that the yardstick reads."""
    record = asdict(event)
    record["trigger"] = {"start": event.trigger.start, "end": event.trigger.end}
    return record


def yardstick() -> Any:
    spec = importlib.util.spec_from_file_location("yardstick", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lone_sentences(path: Path) -> list[Article]:
    """Each line of a file as an article of one sentence; comments and empty lines left out."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]
    return [Article(f"n{i}", 0, x, None, (), (), None, None, None, (Span(0, len(x)),)) for i, x in enumerate(lines)]


def negatives(args: argparse.Namespace) -> int:
    """False events per 1,000 sentences, each sentence read as an article of its own."""
    articles = lone_sentences(args.negatives)
    tables = knowledge.load(learned=not args.lexicon)
    found = [(r, e) for r in readings(articles, args.cache, args.model) for e in assemble.code(r, tables)[0]]
    for reading, event in found[: args.misses]:
        print(event.type, f"{event.confidence:.2f}", reading.article.text, event.because[:2], sep=" | ")
    print(f"{len(found)} events in {len(articles)} sentences: {1000 * len(found) / len(articles):.0f} per 1,000")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--authored", action="store_true")
    parser.add_argument("--lexicon", action="store_true", help="without the reader's event layer")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL_FILES)
    parser.add_argument("--negatives", type=Path, nargs="?", const=NEGATIVES, help="count events in sentences that report none")
    args = parser.parse_args()
    if args.negatives:
        return negatives(args)
    folder = Path(tempfile.mkdtemp(prefix="gold-"))
    paths, articles = authored_gold(folder) if args.authored else (gold_files(), gold_articles(gold_files()))
    tables = knowledge.load(learned=not args.lexicon)
    predicted: dict[str, list[dict[str, Any]]] = {}
    for reading in readings(articles, args.cache, args.model):
        for event in assemble.code(reading, tables)[0]:
            predicted.setdefault(event.document_id, []).append(as_record(event))
    module = yardstick()
    result = module.score([module.Gold(path) for path in paths], predicted)
    if args.json:
        print(json.dumps({k: v for k, v in result.items() if k != "misses"}))
    else:
        module.show(result, args.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
