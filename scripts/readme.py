#!/usr/bin/env python3
"""Fill the printed blocks of README.md and training/MODEL_CARD.md: what the demo prints, and what was measured.

python scripts/readme.py            writes all (the demo needs the model)
python scripts/readme.py --check    says whether the measures are those of floors.json and int8.json; exit code 1 where not

Figures come from ``floors.json`` (``lapwing gate --raise``) and ``training/int8.json`` (``python -m training.compare``), none from a hand.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lapwing.evaluation.gate import Floors, read_floors
from lapwing.evaluation.targets import target

ROOT = Path(__file__).parent.parent
README, CARD, INT8 = ROOT / "README.md", ROOT / "training" / "MODEL_CARD.md", ROOT / "training" / "int8.json"
DEMO_LINES = 16  # of the table: the first screen has to hold it
EVENTS = {
    "found": "event found (F1)",
    "typed": "event found with its type (F1)",
    "sentence level": "sentence has an event of that type (F1)",
    "record": "type, status, actor, recipient and source all right",
    "status": "status right",
    "certainty": "certainty right",
    "mode": "mode right",
    "actors": "actors (F1)",
    "recipients": "recipients (F1)",
    "country": "country of a party right",
    "sector": "sector of a party right",
    "places": "places (F1)",
    "place_country": "country of a place right",
    "time": "time value right",
    "sources": "sources (F1)",
    "article title": "article: title exact",
    "article captions": "article: captions exact",
    "article credits": "article: credits exact",
    "article body": "article: body exact",
}
OTHERS = {
    ("plv", "macro F1"): "root type per dyad, PLV, not trained on (macro-F1)",
    ("plv", "accuracy"): "the same, accuracy",
    ("negatives", "false events"): "false events per 1,000 sentences of sport, markets, culture, 80 unseen ones (less is better)",
    ("negatives seen", "false events"): "the same, 300 that the coder was fitted with in view (less is better)",
    ("held out", "false events"): "false events per 1,000 authored sentences without any, held out (less is better)",
    ("held out", "calibration error"): "calibration error of `confidence`, held-out documents, ten bins (less is better)",
    ("toponyms", "within 161 km"): "place names within 161 km, LGL, names given",
    ("calendar", "tempeval3 value"): "values of time phrases, TempEval-3, not trained on (F1)",
    ("calendar", "gum value"): "values of time phrases, GUM test (F1)",
}
READER = {
    "syntax_ewt upos": "part of speech, EWT test",
    "syntax_ewt lemma": "lemmas, EWT test",
    "syntax_ewt las": "dependencies, EWT test (LAS)",
    "syntax_gum las": "dependencies, GUM test (LAS)",
    "sentences_ewt": "sentences from running text, EWT test (F1)",
    "sentences_gum": "sentences from running text, GUM test (F1)",
    "names_uner": "names, UNER-EWT test (exact F1)",
    "roles_ewt roles": "roles at gold predicates, PropBank EWT test (F1)",
    "attribution_polnear source": "sources, PolNeAR dev, not trained on (overlap F1)",
    "attribution_polnear cue": "cues, the same",
    "attribution_polnear content": "contents, the same",
    "factuality_uds": "'it happened', UDS-IH2 test (Pearson's r times 100)",
    "coreference_gum": "coreference, OntoGUM part of GUM test (CoNLL F1, no singletons)",
    "times_gum relaxed": "dates, GUM test (relaxed F1)",
    "times_tempeval relaxed": "time expressions, TempEval-3, not trained on (relaxed F1)",
}


def main() -> int:
    floors = read_floors()
    int8 = json.loads(INT8.read_text(encoding="utf-8")) if INT8.is_file() else None
    readme, card = README.read_text(encoding="utf-8"), CARD.read_text(encoding="utf-8")
    new = filled(readme, "measures", "\n".join(block for block in (events(floors), others(floors)) if block))
    new_card = filled(filled(card, "measures", measured(floors)), "int8", compared(int8))
    if "--check" in sys.argv[1:]:
        return 0 if (new, new_card) == (readme, card) else 1
    CARD.write_text(new_card, encoding="utf-8")
    README.write_text(filled(new, "demo", demo()), encoding="utf-8")
    return 0


def filled(text: str, name: str, content: str) -> str:
    """The text with the block between ``<!-- name -->`` and ``<!-- /name -->`` replaced."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.S)
    return pattern.sub(lambda _: start + content + end, text)


def value(floors: Floors, name: str, figure: str) -> float | None:
    """What was measured at the last lift."""
    found: float | None = floors.get(name, {}).get("figures", {}).get(figure, {}).get("measured")
    return found


def events(floors: Floors) -> str:
    """Events and articles against gold; empty where nothing is pinned yet."""
    rows = [(meaning, "seeds+dev", figure) for figure, meaning in EVENTS.items()]
    return table("real pages, hand-coded, in per cent", floors, rows)


def others(floors: Floors) -> str:
    """What is measured beside the gold."""
    return table("other sets", floors, [(meaning, *key) for key, meaning in OTHERS.items()])


def measured(floors: Floors) -> str:
    """The model card's tables."""
    reader = table("the reader, int8, in per cent", floors, [(meaning, "reader", figure) for figure, meaning in READER.items()])
    return "\n".join(block for block in (reader, events(floors), others(floors)) if block)


def table(title: str, floors: Floors, rows: list[tuple[str, str, str]]) -> str:
    lines = list(_rows(floors, rows))
    return "\n".join([f"| {title} | measured | goal |", "| --- | --- | --- |", *lines]) + "\n" if lines else ""


def _rows(floors: Floors, rows: list[tuple[str, str, str]]) -> Iterator[str]:
    for meaning, name, figure in rows:
        reached, goal = value(floors, name, figure), target(name, figure)
        if reached is not None:
            yield f"| {meaning} | {reached:.1f} | {'' if goal is None else f'{goal:g}'} |"


def compared(int8: dict[str, Any] | None) -> str:
    """The int8 model beside the float model; empty where they were not compared."""
    if int8 is None:
        return ""
    lines = [f"| {int8['part']} parts, in per cent | float | int8 | change |", "| --- | --- | --- | --- |"]
    for figure, meaning in READER.items():
        one, other = int8["float"][figure], int8["int8"][figure]
        lines.append(f"| {meaning} | {one:.1f} | {other:.1f} | {other - one:+.1f} |")
    return "\n".join(lines) + "\n"


def demo() -> str:
    """The beginning of what ``lapwing demo`` prints, and its summary."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from lapwing.cli.main import run; run()", "demo", "-o", str(Path(folder) / "demo.db")]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "120"})
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    summary = [line for line in done.stderr.splitlines() if line.startswith(("pages:", "found:"))]
    return "\n".join(["```", *lines[:DEMO_LINES], "...", *summary, "```"]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
