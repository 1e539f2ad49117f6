"""Tab-separated values that every reader reads the same: no quoting, so nothing in a cell that would ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

MISSING = "None"  # what POLECAT's files and their readers take for a missing value
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def clean(value: Any) -> str:
    """A cell: one line, white space tidied, straight double quotes made curly, since a quote-aware reader would stumble over them."""
    return " ".join(_CONTROL.sub(" ", str(value)).split()).replace('"', "”")


def cell(value: Any, missing: str = MISSING) -> str:
    """A cell, or what stands for a missing value."""
    return missing if value is None else clean(value) or missing


def joined(values: Iterable[Any]) -> str | None:
    """A list in one cell; an unknown item is ``None``, no item at all is a missing value."""
    items = [MISSING if value is None else clean(value).replace(";", ",") for value in values]
    return "; ".join(items) if any(item != MISSING for item in items) else None


def row(values: Iterable[Any], missing: str = MISSING) -> str:
    """A line with its end."""
    return "\t".join(cell(value, missing) for value in values) + "\n"
