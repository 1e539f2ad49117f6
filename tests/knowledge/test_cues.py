"""The cue tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from lapwing.errors import KnowledgeError
from lapwing.knowledge import cues


def test_tables_are_filled() -> None:
    found = cues.load()
    assert found.scope["refuse", "v"][0] == "negated"
    assert found.scope["will", "x"][0] == "planned"
    assert found.sources["witness"] == "anonymous"
    assert found.speech["allege"] == "doubt"
    assert "with" in found.light["hold"]
    assert "urge" in found.controls


def test_own_folder_adds_and_replaces(tmp_path: Path) -> None:
    (tmp_path / "scope.tsv").write_text("shelve\tv\tnegated\t0.8\nwill\tx\thypothetical\t0.5\n", encoding="utf-8")
    found = cues.load(tmp_path)
    assert found.scope["shelve", "v"] == ("negated", 0.8)
    assert found.scope["will", "x"] == ("hypothetical", 0.5)
    assert found.scope["refuse", "v"][0] == "negated"


def test_errors(tmp_path: Path) -> None:
    (tmp_path / "scope.tsv").write_text("shelve\tv\tgone\t0.8\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"scope.tsv:1: status"):
        cues.load(tmp_path)
    with pytest.raises(KnowledgeError, match="not a folder"):
        cues.load(tmp_path / "scope.tsv")
