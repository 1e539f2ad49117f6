"""How fast and how large: every figure measured in one run of one process, in processor time, on the same pages.

Processor time is that of this process alone, so that other work on the machine shifts the figures little; loading is measured in fresh
processes by the clock.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from lapwing import pages
from lapwing.coding import actors, assemble, dates, places
from lapwing.pipeline import Tools
from lapwing.reading.reader import Reader, batches, stub
from lapwing.settings import MODEL_FILES
from lapwing.types import Article, Page

RESOLVING = {"actors": (actors, ("context", "resolve")), "places": (places, ("survey", "resolve_all")), "dates": (dates, ("resolve",))}

START = """
import time; began = time.perf_counter()
{imports}
imported = time.perf_counter()
{work}
loaded = time.perf_counter()
import json
from lapwing.evaluation.bench import memory
print(json.dumps([loaded - began, loaded - imported, memory()]))
"""
WORK = {
    "nothing": ("import lapwing", ""),
    "reader": ("from lapwing.reading import Reader", "kept = Reader.load()"),
    "knowledge": ("from lapwing.coding import knowledge", "kept = knowledge.load()"),
    "all": ("from lapwing.pipeline import Tools", "kept = Tools.load()"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its unit and, where the project set one, the bound; ``least``: the bound is to be reached, else not exceeded."""

    name: str
    value: float
    unit: str
    bound: float | None = None
    least: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether the bound holds; None without one."""
        if self.bound is None:
            return None
        return self.value >= self.bound if self.least else self.value <= self.bound


def memory() -> float:
    """Memory of this process in MiB: what it holds now where the system tells (Linux), else the most it ever held."""
    try:
        with open("/proc/self/status", encoding="ascii") as stream:
            return next(int(line.split()[1]) / 1024 for line in stream if line.startswith("VmRSS:"))
    except (OSError, StopIteration):
        return peak()


def peak() -> float:
    """The most memory this process ever held, in MiB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def fresh(work: str) -> tuple[float, float, float]:
    """In a new process: seconds by the clock with imports and without, and MiB held in the end (all modules of the package imported)."""
    imports, code = WORK[work]
    done = subprocess.run([sys.executable, "-c", START.format(imports=imports, work=code)], capture_output=True, text=True, check=True)
    whole, load, held = json.loads(done.stdout)
    return whole, load, held


def loading(times: int = 3) -> list[Figure]:
    """Start-up, and what the knowledge files add in time and memory; the best of a few starts."""
    found = {work: [fresh(work) for _ in range(times)] for work in WORK}
    whole, load, held = ({work: min(run[k] for run in runs) for work, runs in found.items()} for k in range(3))
    return [
        Figure("start-up: reader", whole["reader"], "s", 1.5),
        Figure("start-up: reader and knowledge", whole["all"], "s"),
        Figure("knowledge: loading", load["knowledge"], "s", 0.5),
        Figure("knowledge: memory", held["knowledge"] - held["nothing"], "MiB", 150),
        Figure("model file", (MODEL_FILES / "model.onnx").stat().st_size / 1e6, "MB", 40),
    ]


class Clock:
    """Processor time by part."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        began = time.process_time()
        try:
            yield
        finally:
            self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - began


def encode(reader: Reader, articles: Sequence[Article]) -> Callable[[], int]:
    """The bare encoder over the sentences of the articles, in the reader's own batches; the run gives their number.

    Asks for the parts of speech alone: of all answers they add least to the encoder, one linear layer over all its states.
    """
    import onnxruntime  # type: ignore[import-untyped, unused-ignore]

    stubs = [s for number, article in enumerate(articles) for s in stub(reader.splitter, number, article)]
    units = reader.network.units([[articles[s.article].text[a:b] for a, b in s.words] for s in stubs])
    feeds = [[units[i] for i in batch] for batch in batches(units)]
    options = onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True

    def run() -> int:
        for feed in feeds:
            reader.network.run(feed, ["upos"], options)
        return len(units)

    return run


@contextmanager
def resolving(clock: Clock) -> Iterator[None]:
    """While this lasts the functions that look up parties, places and dates are timed, each with what it calls."""
    depth = 0

    def timed(part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal depth
            if depth:
                return function(*given, **named)
            depth += 1
            try:
                with clock.part(part):
                    return function(*given, **named)
            finally:
                depth -= 1

        return call

    kept = [(module, name, getattr(module, name), part) for part, (module, names) in RESOLVING.items() for name in names]
    for module, name, function, part in kept:
        setattr(module, name, timed(part, function))
    try:
        yield
    finally:
        for module, name, function, _ in kept:
            setattr(module, name, function)


def speed(inputs: Sequence[Page], tools: Tools, repeat: int) -> list[Figure]:
    """Pages, encoder, reading and coding of the same pages, turn about, the best turn of each."""
    turns: list[dict[str, float]] = []
    sentences = words = events = 0
    for _ in range(repeat):
        clock = Clock()
        with clock.part("pages"):
            articles = [a for page in inputs for a in pages.articles(page)[0] if a.language in (None, "en")]
        run = encode(tools.reader, articles)
        with clock.part("encoder"):
            sentences = run()
        with clock.part("reading"):
            readings = tools.reader.read(articles)
        with clock.part("coding"):
            events = sum(len(assemble.code(reading, tools.knowledge)[0]) for reading in readings)
        timed = Clock()
        with resolving(timed), timed.part("coding, timed"):
            for reading in readings:
                assemble.code(reading, tools.knowledge)
        words = sum(len(s.tokens) for reading in readings for s in reading.sentences)
        turns.append({**dict.fromkeys(RESOLVING, 0.0), **clock.spent, **timed.spent})
    best = {part: min(turn[part] for turn in turns) for part in turns[0]}
    whole = best["pages"] + best["reading"] + best["coding"]
    shares = [Figure(f"{part} / coding", 100 * best[part] / best["coding, timed"], "%") for part in RESOLVING]
    together = sum(best[part] for part in RESOLVING)
    return [
        Figure("sentences", sentences, ""),
        Figure("events", events, ""),
        Figure("encoder alone", sentences / best["encoder"], "sentences/s"),
        Figure("reading", sentences / best["reading"], "sentences/s"),
        Figure("reading / encoder alone", 100 * best["encoder"] / best["reading"], "%", 70, least=True),
        Figure("coding / reading", 100 * best["coding"] / best["reading"], "%", 50),
        *shares,
        Figure("resolution / coding", 100 * together / best["coding, timed"], "%", 10),
        Figure("pages / all", 100 * best["pages"] / whole, "%"),
        Figure("all: pages", len(inputs) / whole, "pages/s"),
        Figure("all: sentences", sentences / whole, "sentences/s"),
        Figure("all: words", words / whole, "words/s"),
    ]


def invariance(articles: Sequence[Article], reader: Reader) -> list[Figure]:
    """Greatest difference between readings in one batch order and article by article, and on one thread and two; infinite where they differ
    in anything but a probability."""
    together = reader.read(articles)
    single = tuple(reader.read([article])[0] for article in articles)
    other = replace(reader, network=replace(reader.network, session=two_threads()))
    return [
        Figure("difference by batch", difference(together, single), "", 0.001),
        Figure("difference by threads", difference(together, other.read(articles)), "", 0.001),
    ]


def two_threads() -> Any:
    """The model's session with two threads."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    return onnxruntime.InferenceSession(str(MODEL_FILES / "model.onnx"), options, providers=["CPUExecutionProvider"])


def difference(one: Any, other: Any) -> float:
    """Greatest difference of any number in two records of the same make; infinite where anything else differs."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other)
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return max((difference(a, b) for a, b in zip(one, other, strict=True)), default=0.0)
    if is_dataclass(one) and type(one) is type(other):
        return max((difference(getattr(one, f.name), getattr(other, f.name)) for f in fields(one)), default=0.0)
    return 0.0 if one == other else float("inf")


def run(inputs: Sequence[Page], repeat: int) -> list[Figure]:
    """All figures."""
    found = loading()
    tools = Tools.load()
    found += speed(inputs, tools, repeat)
    found.append(Figure("memory at most", peak(), "MiB", 500))
    articles = [a for page in inputs[:10] for a in pages.articles(page)[0] if a.language in (None, "en")]
    return found + invariance(articles, tools.reader)


def table(figures: Sequence[Figure]) -> Iterator[str]:
    """One line a figure: value, unit, bound and whether it holds."""
    for one in figures:
        digits = 0 if abs(one.value) >= 1000 or float(one.value).is_integer() else 2 if abs(one.value) < 10 else 1
        line = f"{one.name:32}{one.value:10.{digits}f} {one.unit:12}"
        if one.bound is not None:
            line += f"{'at least' if one.least else 'at most':9}{one.bound:g}  {'holds' if one.holds else 'DOES NOT HOLD'}"
        yield line.rstrip()


def as_json(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """The same for programs."""
    rows = ({"figure": f.name, "value": round(f.value, 4), "unit": f.unit, "bound": f.bound, "holds": f.holds} for f in figures)
    return list(rows)
