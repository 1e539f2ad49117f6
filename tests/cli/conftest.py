"""The command line with a fake coder in place of the recipe: what is tested here is the house around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

import made
from lapwing.cli import code, main


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


@pytest.fixture
def lapwing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Run a command line; gives exit code, standard output and standard error."""
    monkeypatch.setattr(code, "load_coder", made.load)

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        status = main.status([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Done(status, printed.out, printed.err)

    return run
