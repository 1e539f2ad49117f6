#!/usr/bin/env python3
"""Fill the README's two printed blocks: what the demo prints, and the measures pinned in floors.json.

python scripts/readme.py            writes both (the demo needs the model)
python scripts/readme.py --check    says whether the measures are those of floors.json; exit code 1 where not
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from lapwing.evaluation.gate import Floors, read_floors

README = Path(__file__).parent.parent / "README.md"
DEMO_LINES = 16  # of the table: the first screen has to hold it
SHOWN = {
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
    "places": "places (F1)",
    "time": "time value right",
    "sources": "sources (F1)",
    "article title": "article: title exact",
    "article captions": "article: captions exact",
    "article credits": "article: credits exact",
    "article body": "article: body exact",
}


def main() -> int:
    text = README.read_text(encoding="utf-8")
    if "--check" in sys.argv[1:]:
        return 0 if filled(text, "measures", measures(read_floors())) == text else 1
    text = filled(text, "measures", measures(read_floors()))
    README.write_text(filled(text, "demo", demo()), encoding="utf-8")
    return 0


def filled(text: str, name: str, content: str) -> str:
    """The text with the block between ``<!-- name -->`` and ``<!-- /name -->`` replaced."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.S)
    return pattern.sub(lambda _: start + content + end, text)


def measures(floors: Floors) -> str:
    """A table of the pinned figures, a column for each set of gold; empty where nothing is pinned yet."""
    if not floors:
        return ""
    sets = sorted(floors, reverse=True)
    lines = ["| in per cent | " + " | ".join(sets) + " |", "| --- |" + " --- |" * len(sets)]
    for figure, meaning in SHOWN.items():
        values = [floors[name]["figures"].get(figure, {}).get("best") for name in sets]
        if any(value is not None for value in values):
            lines.append(f"| {meaning} | " + " | ".join("" if value is None else f"{value:.1f}" for value in values) + " |")
    return "\n".join(lines) + "\n"


def demo() -> str:
    """The beginning of what ``lapwing demo`` prints, and its summary."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from lapwing.cli.main import run; run()", "demo", "-o", str(Path(folder) / "demo.db")]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "120"})
    table = [line.rstrip() for line in done.stdout.splitlines()]
    summary = [line for line in done.stderr.splitlines() if line.startswith(("pages:", "found:"))]
    return "\n".join(["```", *table[:DEMO_LINES], "...", *summary, "```"]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
