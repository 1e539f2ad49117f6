"""``lapwing explain``, ``evaluate``, ``gate`` and ``bench``: how it decides, how well and how fast."""

from __future__ import annotations

import json
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
    own: Annotated[Path | None, typer.Option(help="Folder with your own lexicon.tsv, actors.tsv, ...", metavar="FOLDER")] = None,
) -> int:
    """Say for a sentence what the coder sees in it and what decided."""
    from lapwing import pages, pipeline
    from lapwing.coding.explain import explain as explained
    from lapwing.pages.given import given_day

    page = pipeline.page_of(text, given_day(published))
    tools = pipeline.Tools.load(own)
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
    lift: Annotated[bool, typer.Option("--raise", help="Lift the floors to a hair short of what is reached.")] = False,
    only: Annotated[list[str] | None, typer.Option(help="Measure this set alone; may be given again.", metavar="SET")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the checks as JSON.")] = False,
    floors_file: Annotated[Path | None, typer.Option("--floors", help="File of the floors; default: the one in the package.")] = None,
) -> int:
    """Hold every figure against its pinned floor; exit code 1 where one is not reached."""
    from lapwing import pipeline
    from lapwing.evaluation import gate as gates
    from lapwing.evaluation import sets

    path = floors_file or gates.FLOORS
    floors = gates.read_floors(path)
    unknown = [name for name in only or () if name not in sets.SETS]
    if unknown:
        raise InputError(f"no set named {unknown[0]!r}; the sets are {', '.join(sets.SETS)}")
    checks: list[gates.Check] = []
    found: list[sets.Measured | sets.Missing] = []
    for part in sets.measure(pipeline.Tools.load(), only or ()):
        found.append(part)
        own: list[gates.Check] = []
        if isinstance(part, sets.Measured):
            own = gates.check(part.name, part.data, part.figures, floors)
            if lift:
                floors = gates.raised(part.name, part.data, part.figures, floors)
        checks += own
        if not as_json:
            print(*gates.table([part], own), sep="\n", flush=True)
    if as_json:
        print(json.dumps(gates.as_json(found, checks), indent=1))
    if lift:
        gates.write_floors(floors, path)
        print(f"lapwing: floors lifted in {path}", file=sys.stderr)
    failed = [check for check in checks if check.trouble]
    missing = sum(isinstance(part, sets.Missing) for part in found)
    print(f"gate: {len(checks)} figures, {len(failed)} failed" + (f", {missing} sets not measured" if missing else ""), file=sys.stderr)
    return 1 if failed else 0


def bench(
    inputs: Annotated[
        list[str] | None, typer.Argument(help="Pages to measure with; default: ../shared/gold, else the samples.", metavar="[INPUT...]")
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, help="Measure all pages so many times and take the best.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> int:
    """Measure start-up, speed of encoder, reading and coding, memory, and that batches and threads change no answer."""
    from lapwing import pages
    from lapwing.cli.code import SAMPLES
    from lapwing.evaluation import bench as benches
    from lapwing.evaluation import gold
    from lapwing.types import Page

    shared = gold.shared_folder()
    if inputs or shared is None:
        read = [page for page in pages.read(inputs or [str(SAMPLES)]) if isinstance(page, Page)]
    else:
        read = [gold.load(path).page for path in gold.gold_files(shared / "gold")]
    if not read:
        raise InputError("no page to measure with; give files or folders")
    figures = benches.run(read, repeat)
    print(json.dumps(benches.as_json(figures), indent=1) if as_json else "\n".join(benches.table(figures)))
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
