"""What a page of the front end needs to begin with: the session, the codebook, and what the record holds."""

from __future__ import annotations

import os
from functools import cache

from fastapi import APIRouter
from starlette.responses import Response

from lapwing.api import models
from lapwing.api.context import Here
from lapwing.api.encoding import answer
from lapwing.api.problems import declared
from lapwing.knowledge import codebook as codebooks
from lapwing.settings import VERSION
from lapwing.store import corrected, views
from lapwing.store.contract import Json
from lapwing.store.room import Look

QUADS = {"1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict"}

router = APIRouter()


@router.get("/session", response_model=models.Session, responses=declared())
def session(here: Here) -> Response:
    """The token of corrections, and whether the record takes any."""
    path = here.room.path
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return answer({"version": VERSION, "record": path.name, "corrections": writable, "token": here.token})


@router.get("/codebook", response_model=models.Codebook, responses=declared())
def codebook() -> Response:
    """Names and definitions of types, modes, contexts and sectors."""
    return answer(_codebook())


@router.get("/summary", response_model=models.Summary, responses=declared())
def summary(here: Here) -> Response:
    """What the record holds."""

    def ask(look: Look) -> Json:
        held = None if look.mirrored is None else {"events": look.mirrored, "behind": look.behind}
        return views.summary(look.exact, look.connection) | {"mirror": held}

    return answer(here.room.ask(ask))


@cache
def _codebook() -> Json:
    book = codebooks.load()
    modes = [book.modes[of, name] for of, name in book.modes]
    return {
        "types": [
            {
                "type": kind.name,
                "quad": kind.quad,
                "score": kind.score,
                "definition": kind.definition,
                "modes": [
                    {"mode": mode.name, "score": mode.score, "definition": mode.definition} for mode in modes if mode.type == kind.name
                ],
            }
            for kind in book.types.values()
        ],
        "quads": QUADS,
        "contexts": [{"context": context.name, "definition": context.definition} for context in book.contexts.values()],
        "sectors": [{"sector": name, "definition": definition} for name, definition in book.sectors.items()],
        "statuses": list(corrected.STATUSES),
        "certainties": list(corrected.CERTAINTIES),
        "source_kinds": [*corrected.SOURCE_KINDS, "outlet"],
        "precisions": list(corrected.PRECISIONS),
    }
