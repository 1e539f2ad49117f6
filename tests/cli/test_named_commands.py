"""Commands and options that the documents name exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from lapwing.cli.main import app
from lapwing.settings import PACKAGE

ROOT = PACKAGE.parents[1]
PAGES = [ROOT / "README.md", *(ROOT / "training").glob("*.md"), *(ROOT / "docs").rglob("*.md")]
DOCUMENTS = sorted(PAGES)
CODE = re.compile(r"`(lapwing [^`]+)`|^\s*(?:\$ |\.venv/bin/)?(lapwing [a-z].*)$", re.M)


def named(text: str) -> Iterator[list[str]]:
    """The words of every command line of the program in a document, without "lapwing"."""
    for inline, line in CODE.findall(text):
        for command in re.split(r"\s(?:&&|\||#)\s", inline or line):
            words = command.split()
            if words[:1] == ["lapwing"] and len(words) > 1 and re.fullmatch(r"[a-z-]+", words[1]):
                yield words[1:]


def test_command_lines_are_found() -> None:
    text = "`lapwing code a.txt --jobs 2` or\n    lapwing events r.db --type AID | head\nLapwing codes. `lapwing` is a bird."
    assert list(named(text)) == [["code", "a.txt", "--jobs", "2"], ["events", "r.db", "--type", "AID"]]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_named_commands_exist(path: Path) -> None:
    wrong = []
    for words in named(path.read_text(encoding="utf-8")):
        command = get_command(app)
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words[0]]  # type: ignore[attr-defined]
            words = words[1:]
        if hasattr(command, "commands"):
            wrong.append(f"{' '.join(words)}: no such command")
            continue
        options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        wrong += [f"{command.name} {word}: no such option" for word in words if word.startswith("--") and word.split("=")[0] not in options]
    assert wrong == []
