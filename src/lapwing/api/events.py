"""Lists and single things: events, articles, stories, search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi import Path as InPath
from starlette.responses import Response

from lapwing.api import asked, models
from lapwing.api.context import Here
from lapwing.api.encoding import answer
from lapwing.api.problems import NotFound, declared
from lapwing.errors import InputError
from lapwing.store import search as searching
from lapwing.store import views
from lapwing.store.contract import Json
from lapwing.store.engines import TooHeavy
from lapwing.store.room import Look

router = APIRouter()


@router.get("/events", response_model=models.Events, responses=declared())
def events(here: Here, query: Annotated[asked.ListAsked, Query()]) -> Response:
    """Events that the filters let through."""
    chosen = query.filter()

    def ask(look: Look) -> Json:
        found = views.numbers(look.exact, chosen, query.order, query.limit, query.offset)
        return {"total": look.total(chosen), "offset": query.offset, "limit": query.limit, "items": views.items(look.connection, found)}

    return answer(here.room.ask(ask))


@router.get("/events/{event_id}", response_model=models.EventView, responses=declared(404))
def event(here: Here, event_id: Annotated[str, InPath(max_length=300)]) -> Response:
    """One event by its id or the beginning of it."""
    return _found(here, lambda look: views.event(look.connection, event_id))


@router.get("/articles", response_model=models.Articles, responses=declared())
def articles(here: Here, query: Annotated[asked.ArticlesAsked, Query()]) -> Response:
    """Articles, in the order read."""
    return answer(here.room.ask(lambda look: views.articles(look.connection, query.text, query.document, query.limit, query.offset)))


@router.get("/article", response_model=models.ArticleView, responses=declared(404))
def article(here: Here, query: Annotated[asked.ArticleAsked, Query()]) -> Response:
    """One article, whatever the letters of its document's id."""
    return _found(here, lambda look: views.article(look.connection, query.document, query.article))


@router.get("/articles/{document_id:path}/{article}", response_model=models.ArticleView, responses=declared(404))
def article_at(
    here: Here, document_id: Annotated[str, InPath(max_length=2000)], article: Annotated[int, InPath(ge=0, le=2**31 - 1)]
) -> Response:
    """One article."""
    return _found(here, lambda look: views.article(look.connection, document_id, article))


@router.get("/stories", response_model=models.Stories, responses=declared())
def stories(here: Here, query: Annotated[asked.PartAsked, Query()]) -> Response:
    """Stories of which the filters let an event through."""
    chosen = query.filter()
    return answer(here.room.ask(lambda look: views.stories(look.exact, look.connection, chosen, query.limit, query.offset)))


@router.get("/stories/{story_id}", response_model=models.StoryView, responses=declared(404))
def story(here: Here, story_id: Annotated[str, InPath(max_length=300)]) -> Response:
    """A story with its events."""
    return _found(here, lambda look: views.story(look.connection, story_id))


@router.get("/timeline", response_model=models.Timeline, responses=declared())
def timeline(here: Here, query: Annotated[asked.TimelineAsked, Query()]) -> Response:
    """Events in order of their time."""
    chosen = query.filter()
    return answer(here.room.ask(lambda look: views.timeline(look.exact, look.connection, chosen, query.limit, query.offset)))


@router.get("/search", response_model=models.Hits, responses=declared())
def search(here: Here, query: Annotated[asked.SearchAsked, Query()]) -> Response:
    """Words in sentences, articles and names."""
    kinds = searching.KINDS if query.kind == "all" else (query.kind,)

    def ask(look: Look) -> Json:
        return searching.search(look.sums, look.connection, query.q, kinds, query.limit, query.offset)

    return answer(here.room.ask(ask))


def _found(here: Here, ask: Callable[[Look], Any]) -> Response:
    try:
        return answer(here.room.ask(ask))
    except TooHeavy:
        raise
    except InputError as error:
        # Of a single thing, the only wrong question is one for what is not there.
        raise NotFound(str(error)) from error
