"""The README's figures are the pinned ones."""

from __future__ import annotations

import subprocess
import sys

from lapwing.settings import PACKAGE


def test_measures_are_those_of_the_floors() -> None:
    script = PACKAGE.parents[1] / "scripts" / "readme.py"
    done = subprocess.run([sys.executable, str(script), "--check"], env={"PYTHONPATH": ":".join(sys.path)})
    assert done.returncode == 0, "run scripts/readme.py"
