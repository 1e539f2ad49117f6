"""What ``import lapwing`` offers for coding, kept apart so that importing the package loads no room."""

from __future__ import annotations

from functools import cache

from lapwing import pipeline
from lapwing.pages.given import given_day
from lapwing.types import Coded


def code_page(text: str, published: str | None = None) -> Coded:
    """All that comes of ``text``; see ``lapwing.code_page``."""
    return pipeline.code_page(pipeline.page_of(text, given_day(published)), _tools())


@cache
def _tools() -> pipeline.Tools:
    """Model and knowledge, loaded once."""
    return pipeline.Tools.load()
