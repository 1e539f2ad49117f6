"""An analyst's own tables on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lapwing.cli.main import status
from lapwing.coding.knowledge import load_with
from lapwing.errors import KnowledgeError


def test_an_added_actor_is_known_to_the_coder(tmp_path: Path) -> None:
    own = tmp_path / "own"
    told = ["--country", "LBN", "--sectors", "GOV", "--roles", "prime minister 2024-01-01/"]
    assert status(["actors", "add", "Xandra Quell", "--own", str(own), *told]) == 0
    known = load_with(own)
    assert known.actors is not None
    assert [a.country for a in known.actors.lookup("Xandra Quell")] == ["LBN"]


def test_a_wrong_cell_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(["actors", "add", "Xandra Quell", "--own", str(tmp_path), "--kind", "planet"]) == 2
    assert "planet" in capsys.readouterr().err


def test_a_folder_without_tables_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"actors\.tsv"):
        load_with(tmp_path)


def test_a_missing_dump_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(["places", "import", str(tmp_path / "none.zip"), "--own", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
