"""Fixed choices that more than one room needs."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parent
KNOWLEDGE_FILES = PACKAGE / "knowledge" / "files"
MODEL_FILES = PACKAGE / "reading" / "files"

try:
    VERSION = version("lapwing")
except PackageNotFoundError:  # run from a checkout that is not installed
    VERSION = "0+unknown"
