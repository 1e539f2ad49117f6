"""``lapwing export``: the record in the formats of others."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lapwing.cli.record import Status
from lapwing.errors import LapwingError


class Target(StrEnum):
    """Values of ``--to``."""

    plover = "plover"
    polecat = "polecat"
    icews = "icews"
    gdelt = "gdelt"
    gdelt_mentions = "gdelt-mentions"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    geojson = "geojson"
    gexf = "gexf"
    graphml = "graphml"
    webannotation = "webannotation"
    rdf = "rdf"
    corrections = "corrections"


def export(
    record: Annotated[Path, typer.Argument(help="The record.", metavar="RECORD")],
    to: Annotated[Target, typer.Option("--to", help="The format; columns and meanings: docs/exports.md.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; else standard output.", metavar="FILE")] = None,
    types: Annotated[list[str] | None, typer.Option("--type", help="Event type, or type/mode: ASSAULT/aerial.")] = None,
    countries: Annotated[list[str] | None, typer.Option("--country", help="Country of an actor or recipient: IRQ.")] = None,
    entities: Annotated[list[str] | None, typer.Option("--entity", help="Actor or recipient: name, id, or words in the text.")] = None,
    statuses: Annotated[list[Status] | None, typer.Option("--status")] = None,
    since: Annotated[str | None, typer.Option(help="The event's own time touches this day or a later one.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="The event's own time touches this day or an earlier one.", metavar="DATE")] = None,
) -> int:
    """Write the events of a record for other programs."""
    from lapwing.store.days import bounds
    from lapwing.store.exports import formats
    from lapwing.store.queries import Filter
    from lapwing.store.record import Record

    chosen = Filter(
        types=tuple(types or ()),
        countries=tuple(countries or ()),
        entities=tuple(entities or ()),
        statuses=tuple(status.value for status in statuses or ()),
        since=None if since is None else bounds(since)[0],
        until=None if until is None else bounds(until)[1],
    )
    with Record.open(record) as opened:
        asked = formats.Asked(opened, chosen)
        _write(asked, to, output)
        if asked.left_out:
            told = ", ".join(f"{number} {status}" for status, number in sorted(asked.left_out.items()))
            print(f"lapwing: {to.value} has no word for what is not told as a fact; left out: {told}", file=sys.stderr)
    return 0


def _write(asked: object, to: Target, output: Path | None) -> None:
    from lapwing.store.exports import formats

    assert isinstance(asked, formats.Asked)
    if output is None and to is not Target.parquet:
        for part in formats.text(to.value, asked):
            sys.stdout.write(part)
        return
    if output is None:
        raise LapwingError("Parquet is not text; give it a file: -o events.parquet")
    if output.resolve() == asked.record.path.resolve():
        raise LapwingError(f"{output}: this is the record itself; choose another file with -o")
    try:
        if to is Target.parquet:
            formats.write_parquet(asked, output)
            return
        # Beside its place first, so that a file that is there is whole.
        temporary = output.with_name(f"{output.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(formats.text(to.value, asked))
            os.replace(temporary, output)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise LapwingError(f"{output}: cannot be written ({error.strerror or error}); choose another file with -o") from error
