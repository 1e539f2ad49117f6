"""Fixed choices that more than one room needs."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
KNOWLEDGE_FILES = PACKAGE / "knowledge" / "files"
MODEL_FILES = PACKAGE / "reading" / "files"
