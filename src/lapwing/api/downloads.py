"""Events as files: streamed, in the order read, all that the filters let through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from lapwing.api import asked
from lapwing.api.context import Context, Here
from lapwing.api.problems import declared
from lapwing.store import queries
from lapwing.store.exports import simple

router = APIRouter()


def _file(kind: str, schema: str = "string") -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {kind: {"schema": {"type": schema}}}, "description": "The file."}, **declared()}


@router.get("/events.csv", response_class=Response, responses=_file("text/csv"))
def csv(here: Here, query: Annotated[asked.Filters, Query()]) -> Response:
    """Flat rows with a header line."""
    return _streamed(here, query, "csv", "text/csv")


@router.get("/events.jsonl", response_class=Response, responses=_file("application/x-ndjson"))
def jsonl(here: Here, query: Annotated[asked.Filters, Query()]) -> Response:
    """One JSON object a line, as in the record's description."""
    return _streamed(here, query, "jsonl", "application/x-ndjson")


@router.get("/events.geojson", response_class=Response, responses=_file("application/geo+json", "object"))
def geojson(here: Here, query: Annotated[asked.Filters, Query()]) -> Response:
    """One feature for each event and place."""
    return _streamed(here, query, "geojson", "application/geo+json")


def _streamed(here: Context, query: asked.Filters, form: str, kind: str) -> Response:
    chosen = query.filter()
    queries.where(chosen)  # what is wrong with the question is said before the file begins
    headers = {"Content-Disposition": f'attachment; filename="events.{form}"'}
    return StreamingResponse(_parts(here, chosen, form), media_type=kind, headers=headers)


def _parts(here: Context, chosen: queries.Filter, form: str) -> Iterable[str]:
    with here.room.look(None) as look:
        yield from simple.WRITERS[form](queries.events(look.connection, chosen))
