"""Sums for charts, maps, networks and lists of entities."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from lapwing.api import asked, models
from lapwing.api.context import Here
from lapwing.api.encoding import answer
from lapwing.api.problems import declared
from lapwing.store import sums

router = APIRouter()


@router.get("/aggregate", response_model=models.Aggregate, responses=declared())
def aggregate(here: Here, query: Annotated[asked.AggregateAsked, Query()]) -> Response:
    """Events by one or two dimensions."""
    chosen, by = query.filter(), tuple(query.by)
    return answer(here.room.ask(lambda look: sums.aggregate(look.sums, by, chosen, query.bucket, query.limit)))


@router.get("/map", response_model=models.Map, responses=declared())
def map_(here: Here, query: Annotated[asked.MapAsked, Query()]) -> Response:
    """Places with their events."""
    chosen, box = query.filter(), query.box()
    return answer(here.room.ask(lambda look: sums.places(look.sums, chosen, box, query.limit)))


@router.get("/network", response_model=models.Network, responses=declared())
def network(here: Here, query: Annotated[asked.NetworkAsked, Query()]) -> Response:
    """The strongest ties between parties."""
    chosen = query.filter()
    return answer(here.room.ask(lambda look: sums.network(look.sums, chosen, query.by, query.limit, query.min_events)))


@router.get("/entities", response_model=models.Entities, responses=declared())
def entities(here: Here, query: Annotated[asked.EntitiesAsked, Query()]) -> Response:
    """Actors and recipients, those with most events first."""
    chosen = query.filter()
    return answer(here.room.ask(lambda look: sums.entities(look.sums, chosen, query.q, query.limit, query.offset)))
