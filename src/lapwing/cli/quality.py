"""``lapwing explain``, ``evaluate``, ``gate`` and ``bench``: how it decides, how well and how fast."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lapwing.errors import InputError

if TYPE_CHECKING:
    from lapwing.evaluation.gold import GoldDocument
    from lapwing.pipeline import Tools
    from lapwing.types import Coded

GoldOption = Annotated[Path | None, typer.Option(help="Folder with gold files; default: ../shared/gold.", metavar="FOLDER")]


def explain(
    text: Annotated[str, typer.Argument(help="A sentence or two.")],
    published: Annotated[str | None, typer.Option(help="Publication date: 2021-06-28.", metavar="DATE")] = None,
) -> int:
    """Say for a sentence what the coder sees in it and what decided."""
    from lapwing import pages, pipeline
    from lapwing.coding.explain import explain as explained
    from lapwing.pages.given import given_day

    page = pipeline.page_of(text, given_day(published))
    tools = pipeline.Tools.load()
    articles, skipped = pages.articles(page)
    for reading in tools.reader.read(articles):
        print(explained(reading, tools.knowledge))
    for item in skipped:
        print(f"left out: {item.reason}" + (f" ({item.detail})" if item.detail else ""), file=sys.stderr)
    return 0


def evaluate(
    gold: GoldOption = None,
    misses: Annotated[int, typer.Option(min=0, help="Print the first N errors.")] = 0,
) -> int:
    """Code the gold documents and print the scorer's table, and how exactly articles are found."""
    from lapwing import pipeline
    from lapwing.evaluation import measures

    folder = gold or _shared() / "gold"
    documents, coded = _coded(folder, pipeline.Tools.load())
    print(measures.run_scorer(_scorer(), documents, coded, "--misses", str(misses)), end="")
    for name, value in measures.article_figures(documents, coded).items():
        print(f"{name:38}{value:5.1f}")
    return 0


def gate(
    lift: Annotated[bool, typer.Option("--raise", help="Lift the floors to what is reached now; none is ever lowered.")] = False,
    floors_file: Annotated[Path | None, typer.Option("--floors", help="File of the floors; default: the one in the package.")] = None,
) -> int:
    """Hold every figure against its pinned floor; exit code 1 where one is not reached."""
    from lapwing import pipeline
    from lapwing.evaluation import gate as gates
    from lapwing.evaluation import gold, measures

    path = floors_file or gates.FLOORS
    floors = gates.read_floors(path)
    checks: list[gates.Check] = []
    shared = gold.shared_folder()
    tools = pipeline.Tools.load()
    sets = {"samples": gold.SAMPLES} | ({"seeds+dev": shared / "gold"} if shared else {})
    for name, folder in sets.items():
        documents, coded = _coded(folder, tools)
        figures = measures.article_figures(documents, coded)
        if shared:
            figures |= measures.event_figures(shared / "gold" / "score.py", documents, coded)
        else:
            figures |= _unscored(floors, name)
        checks += gates.check(name, gates.digest(documents), figures, floors)
        if lift:
            floors = gates.raised(name, gates.digest(documents), figures, floors)
    if not shared:
        print("lapwing: no ../shared/gold/score.py: articles of the samples checked, events not scored", file=sys.stderr)
    for check in checks:
        value, floor = (f"{number:5.1f}" if number is not None else "    –" for number in (check.value, check.floor))
        print(f"{check.gold:10} {check.figure:22} {value}  floor {floor}" + (f"  FAILS: {check.trouble}" if check.trouble else ""))
    if lift:
        gates.write_floors(floors, path)
        print(f"lapwing: floors lifted in {path}", file=sys.stderr)
    failed = [check for check in checks if check.trouble]
    print(f"gate: {len(checks)} figures, {len(failed)} failed", file=sys.stderr)
    return 1 if failed else 0


def bench(
    inputs: Annotated[list[str] | None, typer.Argument(help="Pages to code; default: the samples.", metavar="[INPUT...]")] = None,
    repeat: Annotated[int, typer.Option(min=1, help="Code all pages so many times.")] = 3,
) -> int:
    """Measure how long loading takes, how many pages and words are coded a second by one process, and the memory it needs."""
    import resource
    import time

    from lapwing.cli.code import SAMPLES

    started = time.perf_counter()
    from lapwing import pages, pipeline
    from lapwing.types import Page

    tools = pipeline.Tools.load()
    loaded = time.perf_counter() - started
    read = [page for page in pages.read(inputs or [str(SAMPLES)]) if isinstance(page, Page)]
    if not read:
        raise InputError("no page to measure with; give files or folders")
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        coded = [pipeline.code_page(page, tools) for page in read]
        times.append(time.perf_counter() - started)
    best = min(times)
    words = sum(len(page.text.split()) for page in read)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    print(f"loading      {loaded:8.2f} s")
    print(f"coding       {best:8.2f} s for {len(read)} pages, {sum(len(page.events) for page in coded)} events (best of {repeat})")
    print(f"speed        {len(read) / best:8.1f} pages/s, {words / best:.0f} words/s")
    print(f"memory       {peak:8.0f} MiB at most")
    return 0


def _coded(folder: Path, tools: Tools) -> tuple[list[GoldDocument], list[Coded]]:
    from lapwing import pipeline
    from lapwing.evaluation import gold, measures

    documents = [gold.load(path) for path in gold.gold_files(folder)]
    return documents, measures.code_all(documents, lambda page: pipeline.code_page(page, tools))


def _shared() -> Path:
    from lapwing.evaluation import gold

    folder = gold.shared_folder()
    if folder is None:
        raise InputError("the gold is not there (../shared/gold beside the project); give another folder with --gold")
    return folder


def _scorer() -> Path:
    return _shared() / "gold" / "score.py"


def _unscored(floors: dict[str, dict[str, object]], name: str) -> dict[str, float]:
    """Without the scorer the pinned event figures cannot be measured: they stand as they are, and the output says so."""
    figures = floors.get(name, {}).get("figures", {})
    assert isinstance(figures, dict)
    return {figure: entry["best"] for figure, entry in figures.items() if not figure.startswith("article ")}
