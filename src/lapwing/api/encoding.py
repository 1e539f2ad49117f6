"""Answers as bytes, encoded once from plain dicts."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response


def encoded(value: Any) -> bytes:
    """UTF-8 JSON; a lone surrogate would be no UTF-8 and is escaped."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A JSON answer."""
    return Response(encoded(value), status, headers, "application/json")
