"""The sets of data that the gate measures on, one function each: what is measured, with the digest of its data, or why it cannot be."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lapwing import pipeline
from lapwing.coding import assemble
from lapwing.evaluation import calendars, gold, held_out, measures, plv, reader, toponyms
from lapwing.pipeline import Tools
from lapwing.types import Article, Event, Span

NEGATIVES = {  # sentences that report no event; the coder's numbers were fitted with the second file in view, with the first never
    "negatives": held_out.ROOT / "tests" / "coding" / "negatives_fresh.txt",
    "negatives seen": held_out.ROOT / "tests" / "coding" / "negatives.txt",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures in per cent with the digest of the data they were measured on; ``seconds`` it took."""

    name: str
    data: str
    figures: dict[str, float]
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Missing:
    """A set that cannot be measured here, and why."""

    name: str
    why: str


def measure(tools: Tools, only: Sequence[str] = (), shared: Path | None = None) -> Iterator[Measured | Missing]:
    """All sets, or those named in ``only``, as they come; ``shared``: the folder with gold and corpora, looked for where not given."""
    shared = shared or gold.shared_folder()
    for name, function in SETS.items():
        if not only or name in only:
            began = time.perf_counter()
            found = function(name, tools, shared)
            yield replace(found, seconds=time.perf_counter() - began) if isinstance(found, Measured) else found


def digest(paths: Sequence[Path]) -> str:
    """SHA-256 over the contents of files."""
    return hashlib.sha256("\n".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths).encode()).hexdigest()


def code(articles: Sequence[Article], tools: Tools) -> list[tuple[Event, ...]]:
    """The events of each article."""
    return [assemble.code(reading, tools.knowledge)[0] for reading in tools.reader.read(articles)]


def alone(texts: Sequence[str]) -> list[Article]:
    """Each text as an article of its own, one paragraph and no date."""
    return [Article(f"s{i}", 0, t, None, (), (), None, None, None, (Span(0, len(t)),), "en") for i, t in enumerate(texts)]


# --------------------------------------------------------------------------------------------------------------------- the sets


def _documents(name: str, folder: Path, tools: Tools, scorer: Path | None) -> Measured:
    documents = [gold.load(path) for path in gold.gold_files(folder)]
    coded = measures.code_all(documents, lambda page: pipeline.code_page(page, tools))
    figures = measures.event_figures(scorer, documents, coded) if scorer else {}
    return Measured(name, gold.digest(documents), measures.article_figures(documents, coded) | figures)


def _samples(name: str, tools: Tools, shared: Path | None) -> Measured | Missing:
    documents = [gold.load(path) for path in gold.gold_files(gold.SAMPLES)]
    coded = measures.code_all(documents, lambda page: pipeline.code_page(page, tools))
    return Measured(name, gold.digest(documents), measures.article_figures(documents, coded))


def _sample_events(name: str, tools: Tools, shared: Path | None) -> Measured | Missing:
    if shared is None:
        return Missing(name, "no ../shared/gold/score.py beside the project")
    found = _documents(name, gold.SAMPLES, tools, shared / "gold" / "score.py")
    return replace(found, figures={k: v for k, v in found.figures.items() if not k.startswith("article ")})


def _gold(name: str, tools: Tools, shared: Path | None) -> Measured | Missing:
    if shared is None:
        return Missing(name, "no ../shared/gold beside the project")
    return _documents(name, shared / "gold", tools, shared / "gold" / "score.py")


def _seeds(name: str, tools: Tools, shared: Path | None) -> Measured | Missing:
    """The seeds by themselves: how many of their events are found, how many of those coded are none, how many are right as a whole."""
    if shared is None:
        return Missing(name, "no ../shared/gold beside the project")
    documents = [gold.load(shared / "gold" / "seeds.gold.json")]
    coded = measures.code_all(documents, lambda page: pipeline.code_page(page, tools))
    found = measures.scores(shared / "gold" / "score.py", documents, coded)
    figures = {"found recall": found["found"][1], "typed recall": found["typed"][1], "record": found["record"], "time": found["time"]}
    return Measured(name, gold.digest(documents), {**figures, "found precision": found["found"][0] or 0.0})


def _reader(name: str, tools: Tools, shared: Path | None) -> Measured | Missing:
    return _over(name, shared, reader.files, lambda corpora: flat(reader.measures(corpora), tools.reader))


def flat(measures: dict[str, Callable[[Any], Any]], one: Any) -> dict[str, float]:
    """The reader's figures by name and part, correlations in per cent."""
    figures: dict[str, float] = {}
    for name, function in measures.items():
        value = function(one)
        figures |= {f"{name} {part}": x for part, x in value.items()} if isinstance(value, dict) else {name: value}
    return {name: 100 * value if name.startswith("factuality") else value for name, value in figures.items()}


def _plv(name: str, tools: Tools, shared: Path | None) -> Measured | Missing:
    def figures(corpora: Path) -> dict[str, float]:
        dyads = plv.read(corpora / "events/plv/train.jsonl")
        coded = code(alone([d.text for d in dyads]), tools)
        return plv.figures([(d.root, plv.chosen(d, events)) for d, events in zip(dyads, coded, strict=True)])

    return _over(name, shared, lambda corpora: [corpora / "events/plv/train.jsonl"], figures)


def _negatives(name: str, tools: Tools, shared: Path | None) -> Measured | Missing:
    path = NEGATIVES[name]
    if not path.is_file():
        return Missing(name, f"no tests/coding/{path.name}: a checkout of the project has it, an installed package has not")
    texts = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    events = sum(len(found) for found in code(alone(texts), tools))
    return Measured(name, digest([path]), {"false events": 1000 * events / len(texts)})


def _held_out(name: str, tools: Tools, shared: Path | None) -> Measured | Missing:
    documents = held_out.documents()
    if not documents:
        return Missing(name, "no training/corpus with its parser: a checkout of the project has them, an installed package has not")
    return Measured(name, held_out.digest(documents), held_out.figures(documents, code([d.article for d in documents], tools)))


def _calendar(name: str, tools: Tools, shared: Path | None) -> Measured | Missing:
    def files(corpora: Path) -> list[Path]:
        return [corpora / "time/tempeval3/train.jsonl", corpora / "time/gum/test.jsonl"]

    def figures(corpora: Path) -> dict[str, float]:
        first, second = files(corpora)
        found = {"tempeval3": calendars.figures(_rows(first), "timex3"), "gum": calendars.figures(_rows(second), "tei")}
        return {f"{which} {what}": value for which, parts in found.items() for what, value in parts.items()}

    return _over(name, shared, files, figures)


def _toponyms(name: str, tools: Tools, shared: Path | None) -> Measured | Missing:
    gazetteer = tools.knowledge.gazetteer
    if gazetteer is None:
        return Missing(name, "no gazetteer loaded")

    def figures(corpora: Path) -> dict[str, float]:
        return toponyms.figures(toponyms.placed(_rows(corpora / "geoparsing/lgl/test.jsonl"), gazetteer))

    return _over(name, shared, lambda corpora: [corpora / "geoparsing/lgl/test.jsonl"], figures)


def _over(
    name: str, shared: Path | None, files: Callable[[Path], list[Path]], figures: Callable[[Path], dict[str, float]]
) -> Measured | Missing:
    """Figures over files of the corpora, or which of the files is not there."""
    corpora = (shared or held_out.ROOT.parent / "shared") / "corpora"
    paths = files(corpora)
    gone = [path for path in paths if not path.is_file()]
    if gone:
        return Missing(name, f"{gone[0]} is not there (where to get the corpora: training/README.md)")
    return Measured(name, digest(paths), figures(corpora))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


SETS: dict[str, Callable[[str, Tools, Path | None], Measured | Missing]] = {
    "samples": _samples,
    "sample events": _sample_events,
    "seeds+dev": _gold,
    "seeds": _seeds,
    "plv": _plv,
    "negatives": _negatives,
    "negatives seen": _negatives,
    "held out": _held_out,
    "calendar": _calendar,
    "toponyms": _toponyms,
    "reader": _reader,
}
