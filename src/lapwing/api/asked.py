"""What may be asked: parameters of the endpoints with their limits, and the filter they make."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from lapwing.errors import InputError
from lapwing.store.days import bounds
from lapwing.store.queries import Filter

Word = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Words = Annotated[list[Word], Field(default_factory=list, max_length=50)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Limit = Annotated[int, Field(ge=1, le=500)]
Offset = Annotated[int, Field(ge=0, le=10_000_000)]
LARGEST = 2**53 - 1


class Question(BaseModel):
    """A parameter no endpoint knows is an error: a filter with a slip in its name would let everything through."""

    model_config = ConfigDict(extra="forbid")


class Filters(Question):
    """The filters of ``docs/api.md``."""

    type: Words
    mode: Words
    quad: Annotated[list[Annotated[int, Field(ge=1, le=4)]], Field(default_factory=list, max_length=4)]
    country: Words
    entity: Words
    actor: Words
    recipient: Words
    dyad: Annotated[list[Word], Field(default_factory=list, max_length=2)]
    status: Annotated[list[Literal["actual", "planned", "hypothetical", "negated"]], Field(default_factory=list, max_length=4)]
    certainty: Annotated[list[Literal["stated", "alleged"]], Field(default_factory=list, max_length=2)]
    source_kind: Annotated[
        list[Literal["person", "organization", "anonymous", "document", "outlet"]], Field(default_factory=list, max_length=5)
    ]
    place: Words
    geonameid: Annotated[list[Annotated[int, Field(ge=0, le=LARGEST)]], Field(default_factory=list, max_length=50)]
    document: Words
    story: Words
    since: Day | None = None
    until: Day | None = None
    published_since: Day | None = None
    published_until: Day | None = None
    text: Word | None = None
    min_confidence: Annotated[float, Field(ge=0, le=1)] | None = None

    def filter(self) -> Filter:
        """The filter of the store; InputError for a date that is none."""
        return Filter(
            types=tuple(self.type),
            modes=tuple(self.mode),
            quads=tuple(self.quad),
            countries=tuple(self.country),
            entities=tuple(self.entity),
            actors=tuple(self.actor),
            recipients=tuple(self.recipient),
            dyad=tuple(self.dyad),
            statuses=tuple(self.status),
            certainties=tuple(self.certainty),
            source_kinds=tuple(self.source_kind),
            places=tuple(self.place),
            geonameids=tuple(self.geonameid),
            documents=tuple(self.document),
            stories=tuple(self.story),
            since=None if self.since is None else bounds(self.since)[0],
            until=None if self.until is None else bounds(self.until)[1],
            published_since=None if self.published_since is None else bounds(self.published_since)[0],
            published_until=None if self.published_until is None else bounds(self.published_until)[1],
            text=self.text,
            min_confidence=self.min_confidence,
        )


class ListAsked(Filters):
    """A part of the list of events."""

    limit: Limit = 50
    offset: Offset = 0
    order: Literal["newest", "oldest", "read", "confidence", "score"] = "newest"


class PartAsked(Filters):
    """A part of a list with filters."""

    limit: Limit = 50
    offset: Offset = 0


class EntitiesAsked(PartAsked):
    """A part of the list of entities."""

    q: Word | None = None


class ArticlesAsked(Question):
    """A part of the list of articles."""

    text: Word | None = None
    document: Word | None = None
    limit: Limit = 50
    offset: Offset = 0


class ArticleAsked(Question):
    """One article."""

    document: Annotated[str, StringConstraints(max_length=2000)]
    article: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class AggregateAsked(Filters):
    """A sum."""

    by: Annotated[list[str], Field(default_factory=lambda: ["type"], min_length=1, max_length=2)]
    bucket: Literal["day", "week", "month", "quarter", "year"] = "month"
    limit: Annotated[int, Field(ge=1, le=10_000)] = 1000


class MapAsked(Filters):
    """A map."""

    bbox: Annotated[str, StringConstraints(max_length=200)] | None = None
    limit: Annotated[int, Field(ge=1, le=20_000)] = 5000

    def box(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north; InputError where it is no box."""
        if self.bbox is None:
            return None
        try:
            west, south, east, north = (float(part) for part in self.bbox.split(","))
        except ValueError as error:
            raise InputError("bbox is west,south,east,north in degrees") from error
        if not (abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90):
            raise InputError("bbox is west,south,east,north, within 180 and 90 degrees, south below north")
        return west, south, east, north


class NetworkAsked(Filters):
    """A network."""

    by: Literal["entity", "country", "sector"] = "entity"
    limit: Annotated[int, Field(ge=1, le=2000)] = 200
    min_events: Annotated[int, Field(ge=1, le=LARGEST)] = 1


class TimelineAsked(Filters):
    """A timeline."""

    limit: Annotated[int, Field(ge=1, le=5000)] = 1000
    offset: Offset = 0


class SearchAsked(Question):
    """A search."""

    q: Word
    kind: Literal["all", "sentences", "articles", "entities"] = "all"
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Offset = 0


class CorrectionsAsked(Question):
    """A part of the list of corrections."""

    event_id: Word | None = None
    document: Word | None = None
    limit: Limit = 50
    offset: Offset = 0


class CorrectionMade(Question):
    """The body of a correction."""

    event_id: Word
    kind: Literal["wrong", "right", "value"]
    field: Annotated[str, StringConstraints(max_length=50)] | None = None
    value: Any = None
    note: Annotated[str, StringConstraints(max_length=2000)] | None = None
    by: Annotated[str, StringConstraints(max_length=200)] | None = None
