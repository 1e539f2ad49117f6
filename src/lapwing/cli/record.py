"""``lapwing events`` and ``lapwing show``: looking into a record."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lapwing.cli.output import Format, Kind, visible, words, writer

if TYPE_CHECKING:
    from rich.text import Text

    from lapwing.store.contract import Json

TABLE_ROWS = 50


class Order(StrEnum):
    """Orders of a list of events."""

    read = "read"
    newest = "newest"
    oldest = "oldest"


class Status(StrEnum):
    """Values of ``--status``."""

    actual = "actual"
    planned = "planned"
    hypothetical = "hypothetical"
    negated = "negated"


class Certainty(StrEnum):
    """Values of ``--certainty``."""

    stated = "stated"
    alleged = "alleged"


class SourceKind(StrEnum):
    """Values of ``--source-kind``: the innermost source, or the outlet where it speaks for itself."""

    person = "person"
    organization = "organization"
    anonymous = "anonymous"
    document = "document"
    outlet = "outlet"


def events(
    record: Annotated[Path, typer.Argument(help="The record.", metavar="RECORD")],
    types: Annotated[list[str] | None, typer.Option("--type", help="Event type, or type/mode: ASSAULT/aerial.")] = None,
    countries: Annotated[list[str] | None, typer.Option("--country", help="Country of an actor or recipient: IRQ.")] = None,
    entities: Annotated[list[str] | None, typer.Option("--entity", help="Actor or recipient: name, id, or words in the text.")] = None,
    statuses: Annotated[list[Status] | None, typer.Option("--status")] = None,
    certainties: Annotated[list[Certainty] | None, typer.Option("--certainty")] = None,
    source_kinds: Annotated[list[SourceKind] | None, typer.Option("--source-kind", help="Kind of the innermost source.")] = None,
    places: Annotated[list[str] | None, typer.Option("--place", help="Place: name, words in the text, or country code.")] = None,
    documents: Annotated[list[str] | None, typer.Option("--document", help="Document id.")] = None,
    since: Annotated[str | None, typer.Option(help="The event's own time touches this day or a later one.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="The event's own time touches this day or an earlier one.", metavar="DATE")] = None,
    published_since: Annotated[str | None, typer.Option(help="The article is dated this day or later.", metavar="DATE")] = None,
    published_until: Annotated[str | None, typer.Option(help="The article is dated this day or earlier.", metavar="DATE")] = None,
    text: Annotated[str | None, typer.Option(help='Words in the sentence; "in quotes": a phrase.')] = None,
    confidence: Annotated[float | None, typer.Option(help="Least confidence, 0 to 1.", min=0, max=1)] = None,
    order: Annotated[Order, typer.Option(help="As read, or by the event's own time.")] = Order.read,
    limit: Annotated[int | None, typer.Option(min=1, help=f"At most so many; a table stops at {TABLE_ROWS} unless told otherwise.")] = None,
    offset: Annotated[int, typer.Option(min=0, help="Pass over so many first.")] = 0,
    form: Annotated[Format, typer.Option("--format")] = Format.table,
) -> int:
    """List the events of a record. Options of one kind are alternatives, different ones hold together."""
    from lapwing.store import queries
    from lapwing.store.record import Record

    chosen = queries.Filter(
        types=tuple(types or ()),
        countries=tuple(countries or ()),
        entities=tuple(entities or ()),
        statuses=tuple(status.value for status in statuses or ()),
        certainties=tuple(certainty.value for certainty in certainties or ()),
        source_kinds=tuple(kind.value for kind in source_kinds or ()),
        places=tuple(places or ()),
        documents=tuple(documents or ()),
        since=_first_day(since),
        until=_last_day(until),
        published_since=_first_day(published_since),
        published_until=_last_day(published_until),
        text=text,
        min_confidence=confidence,
    )
    if limit is None and form is Format.table:
        limit = TABLE_ROWS
    with Record.open(record) as opened, writer(form, Kind.events) as printer:
        shown = 0
        for event in queries.events(opened.connection, chosen, order.value, limit, offset):
            printer.write(event)
            shown += 1
        if shown == limit or not shown:
            total = queries.count(opened.connection, chosen)
            print(f"{shown} of {total} events" + ("; more with --limit and --offset" if total > shown + offset else ""), file=sys.stderr)
    return 0


def show(
    event_id: Annotated[str, typer.Argument(help="The event's id or the beginning of it.", metavar="EVENT_ID")],
    record: Annotated[Path, typer.Argument(help="The record.", metavar="[RECORD]")] = Path("record.db"),
) -> int:
    """Show one event: the sentence with its spans coloured, who says so, and what decided."""
    from rich.console import Console
    from rich.text import Text

    from lapwing.store import queries
    from lapwing.store.record import Record

    with Record.open(record) as opened:
        event = queries.event(opened.connection, event_id)
    console = Console(highlight=False)
    console.print(coloured(event), soft_wrap=False)
    console.print()
    for label, value in facts(event):
        console.print(Text.assemble(" " * (11 - len(label)), (label, LABELS.get(label, "dim")), "  ", words(value)))
    return 0


STYLES = {
    "trigger": "bold reverse",
    "actors": "bold blue",
    "recipients": "bold magenta",
    "places": "green",
    "times": "yellow",
    "sources": "cyan underline",
}

LABELS = {"event": STYLES["trigger"], "actor": STYLES["actors"], "recipient": STYLES["recipients"]} | {
    "place": STYLES["places"],
    "time": STYLES["times"],
    "says so": STYLES["sources"],
}


def coloured(event: Json) -> Text:
    """The sentence, each span in the colour of its role."""
    from rich.text import Text

    sentence = event["sentence"]
    text = Text(visible(sentence["text"]))
    for role, style in STYLES.items():
        for span in [event["trigger"]] if role == "trigger" else event[role]:
            start, end = span["start"] - sentence["start"], span["end"] - sentence["start"]
            if 0 <= start < end <= len(sentence["text"]):
                text.stylize(style, start, end)
    return text


def facts(event: Json) -> list[tuple[str, str]]:
    """What is known of the event, a labelled line each; what is unknown is left out, not filled in."""
    lines = [
        ("event", f"{event['type']} {event['mode'] or ''}".strip() + f", quad {event['quad']}, score {event['score']}"),
        ("reality", f"{event['status']}, {event['certainty']}" + (", in a quotation" if event["quoted"] else "")),
    ]
    lines += [("actor", _party(party)) for party in event["actors"]]
    lines += [("recipient", _party(party)) for party in event["recipients"]]
    lines += [("place", _place(place)) for place in event["places"]]
    lines += [("time", f"{_words(time)}: {time['value'] or 'not known'} ({time['basis']})") for time in event["times"]]
    chain = ["the outlet", *(f"{source['entity'] or _words(source)} ({source['kind']}, “{source['cue']}”)" for source in event["sources"])]
    lines.append(("says so", " > ".join(chain)))
    numbers = ", ".join(f"{name} {event[name]}" for name in ("killed", "injured", "arrested", "size") if event[name] is not None)
    lines += [("numbers", numbers)] if numbers else []
    lines += [("contexts", ", ".join(event["contexts"]))] if event["contexts"] else []
    lines += [("same as", event["same_as"])] if event["same_as"] else []
    lines.append(("confidence", f"{event['confidence']:.2f}"))
    lines += [("because", reason) for reason in event["because"]]
    trigger = event["trigger"]
    lines.append(("where", f"{event['document_id']}, article {event['article']}, characters {trigger['start']}-{trigger['end']}"))
    lines.append(("id", event["event_id"]))
    return lines


def _party(party: Json) -> str:
    told = [party["entity"] or "", party["country"] or "", " ".join(party["sectors"])]
    known = ", ".join(part for part in told if part) or "not resolved"
    return f"{_words(party)}: {known}" + _basis(party) + (" [from outside the sentence]" if party.get("implicit") else "")


def _place(place: Json) -> str:
    told = [place["name"] or "", place["country"] or "", place["precision"] or ""]
    if place["lat"] is not None:
        told.append(f"{place['lat']:.3f}, {place['lon']:.3f}")
    return f"{_words(place)}: {', '.join(part for part in told if part) or 'not resolved'}" + _basis(place)


def _basis(item: Json) -> str:
    return f" ({item['basis']})" if item["basis"] else ""


def _words(span: Json) -> str:
    return f"“{words(span['text'])}”"


def _first_day(given: str | None) -> str | None:
    return None if given is None else _bounds(given)[0]


def _last_day(given: str | None) -> str | None:
    return None if given is None else _bounds(given)[1]


def _bounds(given: str) -> tuple[str, str]:
    from lapwing.store.days import bounds

    return bounds(given)
