#!/usr/bin/env python3
"""Fill a record with made-up events, to measure queries and to try views: ``made_record.py RECORD EVENTS [--seed N]``.

The events are drawn at random and mean nothing; a page has about forty of them. ``--measure`` times the usual questions afterwards.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from lapwing.knowledge import codebook
from lapwing.store import mirror, queries
from lapwing.store.analytics import Analytics
from lapwing.store.queries import Filter
from lapwing.store.record import Record
from lapwing.types import Article, Certainty, Coded, Event, Page, Party, Place, Run, Source, Span, Status, Time, When

# Drawn from by chance; they mean nothing.
COUNTRIES = "USA RUS CHN IRQ SYR LBN ISR TUR DEU FRA GBR IND PAK KEN ETH NGA BRA MEX COL UKR POL JPN KOR PHL IDN EGY SAU IRN YEM".split()
SECTORS = "GOV MIL COP JUD LEG OPP REB LAB EDU CVL NGO".split()
CITIES = [(f"City {i}", COUNTRIES[i % len(COUNTRIES)], round(-50 + i * 0.31, 3), round(-170 + i * 0.67, 3)) for i in range(400)]
WORDS = "troops border talks minister ceasefire village protest rally court sanctions envoy convoy port drone treaty union".split()
EVENTS_A_PAGE = 40
STATUSES: tuple[Status, ...] = ("actual", "planned", "hypothetical", "negated")
CERTAINTIES: tuple[Certainty, ...] = ("stated", "alleged")
REPEATS = 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("events", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measure", action="store_true")
    args = parser.parse_args()
    chance = random.Random(args.seed)
    run = Run("made", "2026-01-01T00:00:00+00:00", f"made-{args.seed}", None, f"made_record {args.events}")
    types = [(event_type, codebook.load().quad(event_type)) for event_type in EVENT_TYPES]
    started = time.perf_counter()
    with Record.open(args.record, write=True) as record:
        if not record.connection.execute("SELECT 1 FROM runs WHERE run_id = 'made'").fetchone():
            record.begin(run)
        for number in range(-(-args.events // EVENTS_A_PAGE)):
            record.add(run, made(number, min(EVENTS_A_PAGE, args.events - number * EVENTS_A_PAGE), types, chance))
    print(f"written in {time.perf_counter() - started:.1f} s, {args.record.stat().st_size / 2**20:.0f} MiB")
    if args.measure:
        measure(args.record)
    return 0


EVENT_TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)


def made(number: int, events: int, types: list[tuple[str, int]], chance: random.Random) -> Coded:
    """A page of made-up sentences, an event in each."""
    day = date(2015, 1, 1) + timedelta(days=number * 7 % 4000)
    published = When(day.isoformat(), day.isoformat(), day.isoformat(), "made")
    title = f"Made-up report {number}"
    spans, text = [], title
    for _ in range(events):
        sentence = f"The minister {chance.choice(WORDS)} the {chance.choice(WORDS)} {chance.choice(WORDS)} on Monday, he said."
        text += "\n\n"
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence
    page = Page(f"made-{number}", text, "<made>", "text", published=published)
    article = Article(page.id, 0, text, Span(0, len(title)), (), (), None, None, published, tuple(spans), "en")
    return Coded(page, (article,), tuple(event(page, span, day, chance.choice(types), chance) for span in spans), ())


def event(page: Page, span: Span, day: date, kind: tuple[str, int], chance: random.Random) -> Event:
    """One made-up event."""
    actor, recipient = (party(span, chance) for _ in range(2))
    name, country, lat, lon = chance.choice(CITIES)
    told = (day - timedelta(days=chance.randint(0, 30))).isoformat()
    places = (Place(span.start, span.start + 3, "The", name, country, lat, lon, 1, "point", "made"),) if chance.random() < 0.5 else ()
    times = (Time(span.start, span.start + 3, "The", told, told, told, "made"),) if chance.random() < 0.6 else ()
    sources = (Source(span.start, span.start + 3, "The", None, "person", "said"),) if chance.random() < 0.6 else ()
    return Event(
        f"{page.id}-{span.start}", page.id, 0, kind[0], None, (), kind[1], chance.uniform(-10, 10), chance.choice(STATUSES),
        chance.choice(CERTAINTIES), Span(span.start + 4, span.start + 12), span, (actor,), (recipient,), places, times, sources,
        False, None, None, None, None, None, chance.random(), ("made",),
    )  # fmt: skip


def party(span: Span, chance: random.Random) -> Party:
    """A made-up party: a few entities often, many seldom."""
    number = int(chance.paretovariate(0.6)) % 5000
    country = COUNTRIES[number % len(COUNTRIES)]
    return Party(span.start, span.start + 12, "The minister", f"e{number}", f"Entity {number}", country, (SECTORS[number % len(SECTORS)],))


def measure(path: Path) -> None:
    """Median of REPEATS for the usual questions, and the memory they needed."""
    with Record.open(path) as record:
        mirror.delete(path)
        started = time.perf_counter()
        analytics = Analytics(path, record.connection)
        print(f"mirror written in {time.perf_counter() - started:.1f} s")
        busy = Filter(types=("ASSAULT",), countries=("IRQ", "SYR"), statuses=("actual",), since="2019-01-01", until="2021-12-31")
        questions: dict[str, Callable[[], object]] = {
            "list, no filter": lambda: list(queries.events(record.connection, limit=50)),
            "list, newest": lambda: list(queries.events(record.connection, Filter(), "newest", 50)),
            "list, filtered": lambda: list(queries.events(record.connection, busy, "newest", 50)),
            "list, entity": lambda: list(queries.events(record.connection, Filter(entities=("Entity 7",)), "newest", 50)),
            "list, words": lambda: list(queries.events(record.connection, Filter(text="ceasefire convoy"), "read", 50)),
            "list, page 10,000": lambda: list(queries.events(record.connection, Filter(), "read", 50, 500_000)),
            "count, filtered (SQLite)": lambda: queries.count(record.connection, busy),
            "count, filtered": lambda: analytics.count(busy),
            "counts by type": lambda: analytics.counts("type"),
            "counts by country": lambda: analytics.counts("country"),
            "timeline, months": lambda: analytics.timeline("month", "quad"),
            "timeline, filtered": lambda: analytics.timeline("month", "quad", busy),
            "map": lambda: analytics.map(),
            "network": lambda: analytics.dyads("entity"),
            "network, countries": lambda: analytics.dyads("country"),
            "entities": lambda: analytics.entities(),
            "words, timeline": lambda: analytics.timeline("year", "type", Filter(text="ceasefire")),
        }
        for name, ask in questions.items():
            times = []
            for _ in range(REPEATS):
                started = time.perf_counter()
                ask()
                times.append(time.perf_counter() - started)
            print(f"{name:26}{statistics.median(times) * 1000:9.1f} ms")
        print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    sys.exit(main())
