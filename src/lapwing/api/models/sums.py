"""Shapes of sums, networks, timelines, search, and of what a page begins with."""

from __future__ import annotations

from typing import Any, Literal

from lapwing.api.models.things import Paged, Shape


class Entity(Shape):
    """An actor or recipient with its counts."""

    entity_id: str | None
    entity: str
    country: str | None
    sector: str | None
    events: int
    as_actor: int
    as_recipient: int
    conflict: int
    cooperation: int


class Entities(Paged):
    """Entities, those with most events first."""

    items: list[Entity]


class Aggregate(Shape):
    """Sums; a row has a field for each dimension of ``by`` and the counts."""

    by: list[str]
    bucket: str
    total: int
    undated: int
    truncated: bool
    rows: list[dict[str, Any]]


class MapPlace(Shape):
    """A place with its events."""

    name: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    geonameid: int | None
    events: int
    actual: int
    planned: int
    hypothetical: int
    negated: int
    conflict: int
    cooperation: int
    score: float


class Map(Shape):
    """Places."""

    total: int
    placed: int
    located: int
    truncated: bool
    places: list[MapPlace]


class Node(Shape):
    """An end of edges."""

    id: str
    label: str
    entity_id: str | None
    country: str | None
    sector: str | None
    events: int
    conflict: int
    cooperation: int


class Edge(Shape):
    """A tie."""

    source: str
    target: str
    directed: bool
    events: int
    conflict: int
    cooperation: int
    conflict_sum: float
    cooperation_sum: float
    score: float


class Network(Shape):
    """Ties between parties."""

    total: int
    truncated: bool
    nodes: list[Node]
    edges: list[Edge]


class Moment(Shape):
    """An event on a timeline."""

    event_id: str
    document_id: str
    article: int
    type: str
    mode: str | None
    quad: int
    score: float
    status: str
    certainty: str
    confidence: float
    source_kind: str
    start: str | None
    end: str | None
    dated_by: Literal["event", "article"]
    published: str | None
    trigger: str
    sentence: str
    actors: list[str]
    recipients: list[str]
    story: str | None


class Timeline(Paged):
    """Events in order of their time."""

    undated: int
    items: list[Moment]


class SentenceHit(Shape):
    """A sentence that was found."""

    document_id: str
    article: int
    start: int
    end: int
    text: str
    marks: list[list[int]]
    event_ids: list[str]


class SentenceHits(Shape):
    """Sentences that were found."""

    total: int
    items: list[SentenceHit]


class ArticleHit(Shape):
    """An article that was found."""

    document_id: str
    article: int
    title: str | None
    published: str | None
    outlet: str | None
    text: str
    marks: list[list[int]]


class ArticleHits(Shape):
    """Articles that were found."""

    total: int
    items: list[ArticleHit]


class EntityHits(Shape):
    """Entities that were found."""

    total: int
    items: list[Entity]


class Hits(Shape):
    """What a search found."""

    q: str
    sentences: SentenceHits | None
    articles: ArticleHits | None
    entities: EntityHits | None


class SkippedCount(Shape):
    """How often something was left out for a reason."""

    stage: str
    reason: str
    count: int


class RunItem(Shape):
    """One invocation that wrote."""

    run_id: str
    started: str
    finished: str | None
    version: str
    model: str | None
    arguments: str


class MirrorState(Shape):
    """The Parquet copy."""

    events: int
    behind: int


class Summary(Shape):
    """What the record holds."""

    pages: int
    articles: int
    corrections: int
    events: int
    stories: int
    earliest: str | None
    latest: str | None
    published_earliest: str | None
    published_latest: str | None
    skipped: list[SkippedCount]
    runs: list[RunItem]
    mirror: MirrorState | None


class Session(Shape):
    """What a page needs to begin with."""

    version: str
    record: str
    corrections: bool
    token: str


class ModeItem(Shape):
    """A mode of a type."""

    mode: str
    score: float
    definition: str


class TypeItem(Shape):
    """An event type."""

    type: str
    quad: int
    score: float
    definition: str
    modes: list[ModeItem]


class ContextItem(Shape):
    """A context."""

    context: str
    definition: str


class SectorItem(Shape):
    """A sector."""

    sector: str
    definition: str


class Codebook(Shape):
    """Names and definitions."""

    types: list[TypeItem]
    quads: dict[str, str]
    contexts: list[ContextItem]
    sectors: list[SectorItem]
    statuses: list[str]
    certainties: list[str]
    source_kinds: list[str]
    precisions: list[str]
