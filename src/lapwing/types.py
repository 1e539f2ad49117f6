"""The records that pass between the rooms: frozen, slotted, without logic.

Every ``start``/``end`` is a half-open range of Unicode code points in the raw text of one page (``Page.text``).
Every ``token`` index counts within its sentence; token ranges are half-open as well. Data flows one way:
page -> articles -> reading -> events -> record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["actual", "planned", "hypothetical", "negated"]
Certainty = Literal["stated", "alleged"]
SourceKind = Literal["person", "organization", "anonymous", "document"]
Zone = Literal["title", "caption", "body"]
MentionKind = Literal["name", "nominal", "pronoun"]


# ---------------------------------------------------------------- pages


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points in the raw text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class When:
    """A date or interval with the ground it stands on.

    ``value`` is EDTF (``2021-06-27``, ``2021-07``, ``2021-04/..``) or None; ``earliest``/``latest`` are ISO days that
    bound it (None: open or unknown); ``basis`` says what decided (``json-ld``, ``given``, ``weekday before published``...).
    """

    value: str | None
    earliest: str | None
    latest: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Page:
    """One input document with the text everything else points into."""

    id: str
    text: str
    origin: str  # path, or path:line, for messages
    format: str  # text html jsonl csv parquet warc feed
    title: str | None = None  # as given by the container's metadata, not found in the text
    published: When | None = None
    url: str | None = None
    outlet: str | None = None
    captions: tuple[Span, ...] = ()  # where the container says so (figcaption)
    replaced: int = 0  # broken bytes kept as U+FFFD
    html: str | None = None  # the markup the text was extracted from


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page; each passage once, furniture left out."""

    document_id: str
    index: int
    text: str = field(repr=False)  # the page's raw text, which all spans point into
    title: Span | None
    captions: tuple[Span, ...]
    credits: tuple[Span, ...]
    byline: Span | None
    dateline: Span | None
    published: When | None
    body: tuple[Span, ...]  # paragraphs in order
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was read and not kept, and why (nothing vanishes)."""

    stage: str  # pages articles reading coding store
    reason: str  # short, countable: "binary file", "not English", "no text"
    document_id: str | None = None
    origin: str | None = None
    detail: str | None = None  # what to do about it, or the words concerned
    start: int | None = None
    end: int | None = None


# -------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word (UD): ``head`` is a token index in the sentence, -1 for the root."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    feats: str  # UD features, "Number=Sing|Tense=Past" or ""
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, noun phrase or pronoun that refers to something: tokens [first, last)."""

    first: int
    last: int
    head: int
    kind: MentionKind
    label: str  # person organization place facility group event time object abstract ...
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Argument:
    """A labelled argument of a predicate, cue or trigger: tokens [first, last).

    ``hints``: what the reader takes the argument to be, best first with probability: PLOVER sectors for actors and
    recipients ("-" for a state as such), kinds for sources.
    """

    label: str  # ARG0 ARG1 ARGM-LOC ... | source content | actor recipient place time source
    first: int
    last: int
    score: float = 1.0
    hints: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A PropBank-style predicate with its roles and its factuality."""

    token: int
    arguments: tuple[Argument, ...] = ()
    happened: float = 3.0  # UDS "it happened" scale, -3 (surely not) .. 3 (surely)
    negated: float = 0.0  # probabilities
    future: float = 0.0
    conditional: float = 0.0


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time expression: tokens [first, last); kind DATE TIME DURATION SET."""

    first: int
    last: int
    kind: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what within one sentence: cue tokens [first, last), source and content as arguments."""

    first: int
    last: int
    arguments: tuple[Argument, ...] = ()  # labels: source, content
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Trigger:
    """The event layer's answer for one token, as probabilities; the coding room decides."""

    token: int
    types: tuple[tuple[str, float], ...]  # best first; the rest of the mass is "no event"
    modes: tuple[tuple[str, float], ...]  # "ASSAULT/aerial" or "ASSAULT/-", best first
    statuses: tuple[tuple[str, float], ...]
    alleged: float
    arguments: tuple[Argument, ...] = ()  # actor recipient place time source


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what the reader sees in it."""

    start: int
    end: int
    zone: Zone
    paragraph: int  # index of the body paragraph or caption; 0 for the title
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...] = ()  # all referring phrases, nested ones too
    names: tuple[Mention, ...] = ()  # proper names, flat; labels person organization place other
    predicates: tuple[Predicate, ...] = ()
    times: tuple[TimePhrase, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    triggers: tuple[Trigger, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionRef:
    """Points at ``reading.sentences[sentence].mentions[mention]``."""

    sentence: int
    mention: int


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read: its sentences in text order and its coreference chains (text order, two mentions or more).

    A plural such as "the two leaders" may stand in several chains.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    chains: tuple[tuple[MentionRef, ...], ...] = ()


# --------------------------------------------------------------- coding


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient."""

    start: int
    end: int
    text: str
    entity_id: str | None = None
    entity: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC
    sectors: tuple[str, ...] = ()
    as_of: str | None = None  # ISO day on which the entity's office was looked up
    basis: str | None = None
    implicit: bool = False  # taken from outside the sentence


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event takes place; coordinates are null where only a region is known for sure."""

    start: int
    end: int
    text: str
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: str | None = None  # point district region country sea unknown
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """When an event takes place: a phrase of the text with its value."""

    start: int
    end: int
    text: str
    value: str | None
    earliest: str | None
    latest: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Source:
    """One link of the chain of sources, outermost first."""

    start: int
    end: int
    text: str
    entity: str | None
    kind: SourceKind
    cue: str | None  # the reporting word: "said", "according to"


@dataclass(frozen=True, slots=True)
class Event:
    """One coded event, the record's contract (field by field as in ``docs/record.md``)."""

    event_id: str
    document_id: str
    article: int
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: int
    score: float
    status: Status
    certainty: Certainty
    trigger: Span
    sentence: Span
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Place, ...]
    times: tuple[Time, ...]
    sources: tuple[Source, ...]
    quoted: bool
    killed: int | None
    injured: int | None
    arrested: int | None
    size: int | None
    same_as: str | None
    confidence: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """All that came of one page."""

    page: Page
    articles: tuple[Article, ...]
    events: tuple[Event, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One invocation that wrote into a record."""

    run_id: str
    started: str  # UTC instant, ISO
    version: str
    model: str | None
    arguments: str
