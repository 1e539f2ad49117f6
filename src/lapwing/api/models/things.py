"""Shapes of errors, events, articles, stories and corrections."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """No field beside those named."""

    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    """What went wrong."""

    code: str
    message: str


class Error(Shape):
    """The one shape of all errors."""

    error: Problem


class Span(Shape):
    """A half-open range of code points of the page's raw text, and its words."""

    start: int
    end: int
    text: str


class Party(Span):
    """An actor or recipient."""

    entity_id: str | None
    entity: str | None
    country: str | None
    sectors: list[str]
    as_of: str | None
    basis: str | None
    implicit: bool | None = None


class Place(Span):
    """Where."""

    name: str | None
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    precision: str | None
    basis: str | None


class Time(Span):
    """When."""

    value: str | None
    earliest: str | None
    latest: str | None
    basis: str


class Source(Span):
    """One link of the chain of sources."""

    entity: str | None
    kind: str
    cue: str | None


class About(Shape):
    """Where an event comes from, beside the event itself."""

    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    earliest: str | None
    latest: str | None
    source_kind: str
    story: str | None
    corrections: int


class Event(Shape):
    """An event as in the record, with ``about`` added."""

    event_id: str
    document_id: str
    article: int
    type: str
    mode: str | None
    contexts: list[str]
    quad: int
    score: float
    status: str
    certainty: str
    trigger: Span
    sentence: Span
    actors: list[Party]
    recipients: list[Party]
    places: list[Place]
    times: list[Time]
    sources: list[Source]
    quoted: bool
    killed: int | None
    injured: int | None
    arrested: int | None
    size: int | None
    same_as: str | None
    confidence: float
    because: list[str]
    about: About


class Paged(Shape):
    """A part of a list."""

    total: int
    offset: int
    limit: int


class Events(Paged):
    """Events."""

    items: list[Event]


class Correction(Shape):
    """What a reader said of an event."""

    correction: int
    made: str
    event_id: str
    document_id: str
    article: int
    kind: Literal["wrong", "right", "value"]
    field: str | None
    machine: Any
    value: Any
    note: str | None
    by: str | None


class Corrections(Paged):
    """Corrections, newest first."""

    items: list[Correction]


class Story(Shape):
    """Mentions of one event."""

    story_id: str
    events: int
    statuses: dict[str, int]
    earliest: str | None
    latest: str | None
    document_id: str
    article: int
    type: str
    mode: str | None
    quad: int
    status: str
    published: str | None
    sentence: str
    trigger: str


class Stories(Paged):
    """Stories, largest first."""

    items: list[Story]


class StoryView(Shape):
    """A story with its events."""

    story: Story
    events: list[Event]


class EventView(Shape):
    """One event."""

    event: Event
    corrections: list[Correction]
    story: Story | None


class ArticleRow(Shape):
    """An article in a list."""

    document_id: str
    article: int
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    events: int


class Articles(Paged):
    """Articles."""

    items: list[ArticleRow]


class Zone(Shape):
    """What a stretch of the page's text is."""

    zone: Literal["title", "caption", "credit", "byline", "dateline", "body", "article", "furniture"]
    start: int
    end: int


class When(Shape):
    """A date with its ground."""

    value: str | None
    earliest: str | None
    latest: str | None
    basis: str


class Sibling(Shape):
    """Another article of the page."""

    article: int
    title: str | None


class SkippedItem(Shape):
    """Something read and not kept."""

    stage: str
    reason: str
    document_id: str | None
    origin: str | None
    detail: str | None
    start: int | None
    end: int | None


class ArticleView(Shape):
    """One article with the whole text of its page."""

    document_id: str
    article: int
    origin: str
    format: str
    url: str | None
    outlet: str | None
    title: str | None
    published: When | None
    language: str | None
    text: str
    zones: list[Zone]
    articles: list[Sibling]
    events: list[Event]
    skipped: list[SkippedItem]
    corrections: list[Correction]
