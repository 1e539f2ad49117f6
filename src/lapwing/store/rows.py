"""Between the frozen records and the rows of the tables; pure functions, no connection.

The order of every tuple is the order of the columns named beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from lapwing.types import Article, Event, Page, Party, Place, Skipped, Source, Span, Time, When

Row = tuple[Any, ...]

PAGE_COLUMNS = (
    "document_id, content, path, version, run, origin, format, title, "
    "published_value, published_earliest, published_latest, published_basis, url, outlet, captions, replaced, text, html"
)
ARTICLE_COLUMNS = (
    "number, title_start, title_end, title, byline_start, byline_end, dateline_start, dateline_end, "
    "published_value, published_earliest, published_latest, published_basis, language"
)
EVENT_COLUMNS = (
    "event_id, type, mode, quad, score, status, certainty, source_kind, earliest, latest, published, confidence, quoted, killed, injured, "
    'arrested, size, same_as, trigger_start, trigger_end, "trigger", contexts, because'
)
PASSAGE_COLUMNS = 'article, kind, position, start, "end"'
PARTY_COLUMNS = 'role, position, start, "end", text, entity_id, entity, country, sectors, as_of, basis, implicit'
PLACE_COLUMNS = 'position, start, "end", text, name, country, lat, lon, geonameid, precision, basis'
TIME_COLUMNS = 'position, start, "end", text, value, earliest, latest, basis'
SOURCE_COLUMNS = 'position, start, "end", text, entity, kind, cue'
SKIPPED_COLUMNS = 'stage, reason, document_id, origin, detail, start, "end"'


def content_digest(page: Page) -> str:
    """SHA-256 over all of a page that can change what is coded: its text and what the container says about it."""
    told = [page.text, page.title, _when_row(page.published), page.url, page.outlet, _spans(page.captions)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def path_of(origin: str | None) -> str | None:
    """The absolute path of an origin; None for standard input and for text given by hand, which have no lasting place."""
    return None if not origin or origin.startswith(("standard input", "<")) else os.path.abspath(origin)


def page_row(page: Page, version: str, run: str) -> Row:
    """A row of PAGE_COLUMNS."""
    html = None if page.html is None else zlib.compress(page.html.encode("utf-8", "surrogatepass"))
    named = (page.id, content_digest(page), path_of(page.origin), version, run, page.origin, page.format, page.title)
    return (*named, *_when_row(page.published), page.url, page.outlet, json.dumps(_spans(page.captions)), page.replaced, page.text, html)


def page_from(row: Sequence[Any]) -> Page:
    """The page of a row of PAGE_COLUMNS."""
    document_id, _, _, _, _, origin, form, title, value, earliest, latest, basis, url, outlet, captions, replaced, text, html = row
    return Page(
        id=document_id,
        text=text,
        origin=origin,
        format=form,
        title=title,
        published=_when(value, earliest, latest, basis),
        url=url,
        outlet=outlet,
        captions=_spans_from(captions),
        replaced=replaced,
        html=None if html is None else zlib.decompress(html).decode("utf-8", "surrogatepass"),
    )


def article_row(article: Article) -> Row:
    """A row of ARTICLE_COLUMNS."""
    title = article.title
    words = None if title is None else article.text[title.start : title.end]
    ends = (*_ends(title), words, *_ends(article.byline), *_ends(article.dateline))
    return (article.index, *ends, *_when_row(article.published), article.language)


def passage_rows(article: Article, number: int) -> list[Row]:
    """Rows of PASSAGE_COLUMNS."""
    lists = (("caption", article.captions), ("credit", article.credits), ("body", article.body))
    return [(number, kind, i, span.start, span.end) for kind, spans in lists for i, span in enumerate(spans)]


def article_from(row: Sequence[Any], passages: Sequence[tuple[str, Span]], page: tuple[str, str]) -> Article:
    """The article of a row of ARTICLE_COLUMNS with its (kind, span) passages in order; ``page`` is its page's id and text."""
    number, t0, t1, _, b0, b1, d0, d1, value, earliest, latest, basis, language = row
    document_id, text = page

    def of(kind: str) -> tuple[Span, ...]:
        return tuple(span for name, span in passages if name == kind)

    return Article(
        document_id=document_id,
        index=number,
        text=text,
        title=_span(t0, t1),
        captions=of("caption"),
        credits=of("credit"),
        byline=_span(b0, b1),
        dateline=_span(d0, d1),
        published=_when(value, earliest, latest, basis),
        body=of("body"),
        language=language,
    )


def event_row(event: Event, text: str, published: When | None) -> Row:
    """A row of EVENT_COLUMNS; ``text`` is the page's raw text, ``published`` the date of the event's article."""
    starts = [time.earliest for time in event.times if time.earliest]
    ends = [time.latest for time in event.times if time.latest]
    is_open = any(time.earliest and not time.latest for time in event.times)
    day = published.earliest if published and published.earliest == published.latest else None
    kind = event.sources[-1].kind if event.sources else "outlet"
    bounds = (min(starts, default=None), None if is_open else max(ends, default=None), day)
    coded = (event.event_id, event.type, event.mode, event.quad, event.score, event.status, event.certainty, kind, *bounds)
    numbers = (event.confidence, event.quoted, event.killed, event.injured, event.arrested, event.size)
    trigger = (event.trigger.start, event.trigger.end, text[event.trigger.start : event.trigger.end])
    return (*coded, *numbers, event.same_as, *trigger, json.dumps(event.contexts), json.dumps(event.because))


def party_rows(event: Event) -> list[Row]:
    """Rows of PARTY_COLUMNS, actors before recipients."""
    return [
        (role, i, p.start, p.end, p.text, p.entity_id, p.entity, p.country, json.dumps(p.sectors), p.as_of, p.basis, p.implicit)
        for role, parties in (("actor", event.actors), ("recipient", event.recipients))
        for i, p in enumerate(parties)
    ]


def party_from(row: Sequence[Any]) -> Party:
    """The party of a row of PARTY_COLUMNS."""
    _, _, start, end, text, entity_id, entity, country, sectors, as_of, basis, implicit = row
    return Party(start, end, text, entity_id, entity, country, tuple(json.loads(sectors)), as_of, basis, bool(implicit))


def place_rows(event: Event) -> list[Row]:
    """Rows of PLACE_COLUMNS."""
    return [
        (i, p.start, p.end, p.text, p.name, p.country, p.lat, p.lon, p.geonameid, p.precision, p.basis) for i, p in enumerate(event.places)
    ]


def place_from(row: Sequence[Any]) -> Place:
    """The place of a row of PLACE_COLUMNS."""
    return Place(*row[1:])


def time_rows(event: Event) -> list[Row]:
    """Rows of TIME_COLUMNS."""
    return [(i, t.start, t.end, t.text, t.value, t.earliest, t.latest, t.basis) for i, t in enumerate(event.times)]


def time_from(row: Sequence[Any]) -> Time:
    """The time of a row of TIME_COLUMNS."""
    return Time(*row[1:])


def source_rows(event: Event) -> list[Row]:
    """Rows of SOURCE_COLUMNS."""
    return [(i, s.start, s.end, s.text, s.entity, s.kind, s.cue) for i, s in enumerate(event.sources)]


def source_from(row: Sequence[Any]) -> Source:
    """The source of a row of SOURCE_COLUMNS."""
    return Source(*row[1:])


def event_from(row: Sequence[Any], page: tuple[str, int, Span], lists: tuple[Iterable[Any], ...]) -> Event:
    """The event of a row of EVENT_COLUMNS; ``page`` is (document id, article index, sentence), ``lists`` the five children."""
    event_id, kind, mode, quad, score, status, certainty, _, _, _, _, confidence = row[:12]
    quoted, killed, injured, arrested, size, same_as, start, end, _, contexts, because = row[12:]
    document_id, article, sentence = page
    actors, recipients, places, times, sources = (tuple(items) for items in lists)
    return Event(
        event_id=event_id,
        document_id=document_id,
        article=article,
        type=kind,
        mode=mode,
        contexts=tuple(json.loads(contexts)),
        quad=quad,
        score=score,
        status=status,
        certainty=certainty,
        trigger=Span(start, end),
        sentence=sentence,
        actors=actors,
        recipients=recipients,
        places=places,
        times=times,
        sources=sources,
        quoted=bool(quoted),
        killed=killed,
        injured=injured,
        arrested=arrested,
        size=size,
        same_as=same_as,
        confidence=confidence,
        because=tuple(json.loads(because)),
    )


def skipped_row(skipped: Skipped) -> Row:
    """A row of SKIPPED_COLUMNS."""
    return (skipped.stage, skipped.reason, skipped.document_id, skipped.origin, skipped.detail, skipped.start, skipped.end)


def skipped_from(row: Sequence[Any]) -> Skipped:
    """The skipped of a row of SKIPPED_COLUMNS."""
    return Skipped(*row)


def _when_row(when: When | None) -> Row:
    return (None, None, None, None) if when is None else (when.value, when.earliest, when.latest, when.basis)


def _when(value: str | None, earliest: str | None, latest: str | None, basis: str | None) -> When | None:
    return None if basis is None else When(value, earliest, latest, basis)


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans_from(text: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(text))
