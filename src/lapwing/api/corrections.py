"""The one thing that is written: what a reader says of an event."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from lapwing.api import asked, models
from lapwing.api.context import Here
from lapwing.api.encoding import answer
from lapwing.api.guard import own_origin
from lapwing.api.problems import NotFound, declared, problem
from lapwing.errors import InputError
from lapwing.store import corrections, queries

router = APIRouter()


@router.get("/corrections", response_model=models.Corrections, responses=declared())
def listed(here: Here, query: Annotated[asked.CorrectionsAsked, Query()]) -> Response:
    """Corrections, newest first."""
    return answer(
        here.room.ask(
            lambda look: corrections.listed(
                look.connection, event_id=query.event_id, document=query.document, limit=query.limit, offset=query.offset
            )
        )
    )


@router.post("/corrections", status_code=201, response_model=models.Correction, responses=declared(404, 409, 413))
def add(here: Here, request: Request, told: asked.CorrectionMade) -> Response:
    """Keep a correction beside the machine's value."""
    refused = own_origin(request, here.token)
    if refused is not None:
        return problem(403, "origin", refused)
    try:
        event_id = here.room.ask(lambda look: queries.event(look.connection, told.event_id)["event_id"])
    except InputError as error:
        raise NotFound(str(error)) from error
    made = corrections.Correction(event_id, told.kind, told.field, told.value, told.note, told.by)
    return answer(corrections.add(here.room.path, made), 201)
