"""Records made by hand, and hypothesis strategies for them, for the tests of several rooms."""

from __future__ import annotations

import hashlib
import os
import re
import signal
from collections.abc import Callable

from hypothesis import strategies as st

from lapwing.errors import ModelError
from lapwing.types import Article, Coded, Event, Page, Party, Place, Run, Skipped, Source, Span, Time, When

RUN = Run("run-1", "2026-01-01T00:00:00+00:00", "version-1", None, "code x.txt")
PUBLISHED = When("2021-06-28", "2021-06-28", "2021-06-28", "given")
TEXT = "Ministers met in Oslo\n\nThe ministers of Norway met rebels in Oslo on Sunday, a spokesman said.\n\nThey may sign a truce in July."


def page(document_id: str = "d1", text: str = TEXT, origin: str | None = None) -> Page:
    return Page(document_id, text, origin or f"{document_id}.txt", "text", published=PUBLISHED)


def coded(made: Page) -> Coded:
    """A fake of the whole recipe, deterministic: one event for each 'met', 'sign' or 'attacked' of the page."""
    paragraphs = [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", made.text)]
    article = Article(
        made.id, 0, made.text, paragraphs[0] if paragraphs else None, (), (), None, None, made.published, tuple(paragraphs[1:]), "en"
    )
    events = [
        event(made, Span(match.start(), match.end()), paragraph)
        for paragraph in paragraphs
        for match in re.finditer(r"\b(?:met|sign|attacked)\b", made.text[: paragraph.end])
        if match.start() >= paragraph.start
    ]
    return Coded(made, (article,), tuple(events), (Skipped("coding", "no actor", made.id, made.origin, None, 0, 1),))


TYPES = {"met": "CONSULT", "sign": "SUPPORT", "attacked": "ASSAULT"}


def event(made: Page, trigger: Span, sentence: Span) -> Event:
    word = made.text[trigger.start : trigger.end]
    planned = word == "sign"

    def at(words: str) -> tuple[int, int, str] | None:
        start = made.text.find(words, sentence.start, sentence.end)
        return None if start < 0 else (start, start + len(words), words)

    actor, place, day, source = at("The ministers"), at("Oslo"), at("Sunday"), at("a spokesman")
    return Event(
        event_id=hashlib.sha256(f"{made.id} {trigger.start} {word}".encode()).hexdigest()[:16],
        document_id=made.id,
        article=0,
        type=TYPES[word],
        mode="meet" if word == "met" else None,
        contexts=("diplomatic",),
        quad=4 if word == "attacked" else 1,
        score=1.0,
        status="planned" if planned else "actual",
        certainty="stated",
        trigger=trigger,
        sentence=sentence,
        actors=(Party(*actor, "no-gov", "Government of Norway", "NOR", ("GOV",), "2021-06-28", "office"),) if actor else (),
        recipients=(Party(0, 9, "Ministers", implicit=True),) if planned else (),
        places=(Place(*place, "Oslo", "NOR", 59.91, 10.75, 3143244, "point", "gazetteer"),) if place else (),
        times=(Time(*day, "2021-06-27", "2021-06-27", "2021-06-27", "weekday before published"),) if day else (),
        sources=(Source(*source, None, "anonymous", "said"),) if source else (),
        quoted=False,
        killed=None,
        injured=None,
        arrested=None,
        size=3 if planned else None,
        same_as=None,
        confidence=0.9,
        because=(f"lexicon: {word}",),
    )


# ------------------------------------------------------------- strategies

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
maybe = st.none() | words
small = st.integers(0, 10**6)
days = st.none() | st.dates().map(lambda day: day.isoformat())
numbers = st.floats(-180, 180, allow_nan=False)
parties = st.builds(Party, small, small, words, maybe, maybe, maybe, st.lists(words, max_size=2).map(tuple), days, maybe, st.booleans())
places = st.builds(Place, small, small, words, maybe, maybe, st.none() | numbers, st.none() | numbers, st.none() | small, maybe, maybe)
times = st.builds(Time, small, small, words, maybe, days, days, words)
kinds = st.sampled_from(["person", "organization", "anonymous", "document"])
sources = st.builds(Source, small, small, words, maybe, kinds, maybe)
whens = st.builds(When, maybe, days, days, words)


@st.composite
def events(draw: st.DrawFn, made: Page) -> Event:
    """Any event the types allow on this page."""

    def span() -> Span:
        start = draw(st.integers(0, len(made.text)))
        return Span(start, draw(st.integers(start, len(made.text))))

    def several(strategy: st.SearchStrategy) -> tuple:
        return tuple(draw(st.lists(strategy, max_size=2)))

    return Event(
        draw(words), made.id, 0, draw(words), draw(maybe), several(words), draw(st.integers(1, 4)), draw(numbers),
        draw(st.sampled_from(["actual", "planned", "hypothetical", "negated"])), draw(st.sampled_from(["stated", "alleged"])),
        span(), span(), several(parties), several(parties), several(places), several(times), several(sources), draw(st.booleans()),
        *(draw(st.none() | small) for _ in range(4)), draw(maybe), draw(st.floats(0, 1)), several(words),
    )  # fmt: skip


@st.composite
def pages_coded(draw: st.DrawFn) -> Coded:
    """Any coded page the types allow."""
    text = draw(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=80))

    def span() -> Span:
        start = draw(st.integers(0, len(text)))
        return Span(start, draw(st.integers(start, len(text))))

    def spans() -> tuple[Span, ...]:
        return tuple(span() for _ in range(draw(st.integers(0, 2))))

    made = Page(
        draw(words), text, draw(st.text("abc/.:", min_size=1)), "html", draw(maybe), draw(st.none() | whens), draw(maybe), draw(maybe),
        spans(), draw(small), draw(maybe),
    )  # fmt: skip
    optional = [span() if draw(st.booleans()) else None for _ in range(3)]
    article = Article(
        made.id, 0, text, optional[0], spans(), spans(), optional[1], optional[2], draw(st.none() | whens), spans(), draw(maybe)
    )
    skipped = draw(st.lists(st.builds(Skipped, words, words, maybe, maybe, maybe, st.none() | small, st.none() | small), max_size=2))
    return Coded(made, (article,), tuple(draw(st.lists(events(made), max_size=3))), tuple(skipped))


# ------------------------------------------------- fakes of the whole coder


def load(own: object = None) -> Callable[[Page], Coded]:
    """A loader as worker processes need it. Text that says so breaks the coder, or kills its process."""

    def code(made: Page) -> Coded:
        if "BREAK" in made.text:
            raise ValueError("broken on purpose")
        if "KILL" in made.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return coded(made)

    return code


def load_without_model() -> Callable[[Page], Coded]:
    raise ModelError("model.onnx: not there; install Lapwing again")
