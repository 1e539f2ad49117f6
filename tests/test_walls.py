"""The rooms that record and show events run without those that code them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import lapwing

CODING = ("pages", "coding", "reading", "pipeline", "public")
HEAVY = ("onnxruntime", "tokenizers", "trafilatura", "dateparser", "marisa_trie")
PACKAGE = Path(lapwing.__file__).parent


def modules(room: str) -> list[str]:
    """Every module of a room, by its dotted name."""
    return sorted(".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts) for p in (PACKAGE / room).rglob("*.py"))


def loaded(names: list[str]) -> set[str]:
    """What a fresh interpreter holds after importing the modules."""
    code = f"import sys, importlib\nfor name in {names!r}: importlib.import_module(name)\nprint(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("room", ["store", "api"])
def test_no_room_that_codes_is_loaded(room: str) -> None:
    if room == "api":
        pytest.importorskip("fastapi")
    held = loaded([name for name in modules(room) if not name.endswith("__init__")])
    assert f"lapwing.{room}" in held
    assert not [name for name in held if name.startswith(tuple(f"lapwing.{other}" for other in CODING))]
    assert not held & set(HEAVY)


def test_the_package_alone_loads_no_room() -> None:
    held = {name for name in loaded(["lapwing"]) if name.startswith("lapwing")}
    assert held == {"lapwing", "lapwing.types"}
