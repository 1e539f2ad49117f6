"""What every endpoint needs: the open record and the token of corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from lapwing.store.room import Room


@dataclass(frozen=True, slots=True)
class Context:
    """Made once by the application."""

    room: Room
    token: str


def _context(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


Here = Annotated[Context, Depends(_context)]
