"""Language of an article (py3langid; the model is in its wheel and is loaded at the first use)."""

from __future__ import annotations

from importlib import import_module
from typing import Any

SAMPLE = 2000  # characters looked at
LEAST = 20  # letters without which nothing can be said


def language_of(text: str) -> str | None:
    """ISO 639-1 code, or None where the text is too short to tell."""
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < LEAST:
        return None
    langid: Any = import_module("py3langid")  # heavy: only where it is needed
    return str(langid.classify(sample)[0])
