"""All formats by name: what makes each, and what its files end in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lapwing.store.contract import EVENT_FIELDS, Json
from lapwing.store.engines import Sqlite
from lapwing.store.exports import annotation, cameo, graph, parquet, polecat, rdf, simple, training
from lapwing.store.exports.feed import feed, tellable
from lapwing.store.queries import Filter
from lapwing.store.record import Record


@dataclass(slots=True)
class Asked:
    """One export: the record, the filter, and what was left out of it by status (filled while it is written)."""

    record: Record
    chosen: Filter = field(default_factory=Filter)
    left_out: dict[str, int] = field(default_factory=dict)

    def events(self) -> Iterator[Json]:
        """All events with where they come from."""
        return feed(self.record.connection, self.chosen)

    def told(self) -> Iterator[Json]:
        """Those that a format can tell which has no word for plans, possibilities and denials."""
        return tellable(self.events(), self.left_out)


Maker = Callable[[Asked], Iterable[str]]


def _plain(asked: Asked) -> Iterator[Json]:
    return ({name: event[name] for name in EVENT_FIELDS} for event in asked.events())


def _graph(write: Callable[[list[Json], list[Json]], Iterator[str]]) -> Maker:
    return lambda asked: write(*graph.network(Sqlite(asked.record.connection), asked.chosen))


FORMATS: dict[str, Maker] = {
    "plover": lambda asked: polecat.records(asked.events()),
    "polecat": lambda asked: polecat.table(asked.told()),
    "icews": lambda asked: cameo.icews(asked.told()),
    "gdelt": lambda asked: cameo.gdelt(asked.told()),
    "gdelt-mentions": lambda asked: cameo.mentions(asked.told()),
    "csv": lambda asked: simple.table(_plain(asked)),
    "jsonl": lambda asked: simple.jsonl(_plain(asked)),
    "geojson": lambda asked: simple.geojson(_plain(asked)),
    "gexf": _graph(graph.gexf),
    "graphml": _graph(graph.graphml),
    "webannotation": lambda asked: annotation.page(asked.events(), asked.record.connection),
    "rdf": lambda asked: rdf.quads(asked.events()),
    "corrections": lambda asked: training.documents(asked.record.connection),
}
BINARY = "parquet"  # the one format that is no text
NAMES = (*FORMATS, BINARY)


def text(name: str, asked: Asked) -> Iterator[str]:
    """Parts of the text of a format, as they are made; the record is read at one moment."""
    connection = asked.record.connection
    connection.execute("BEGIN")
    try:
        yield from FORMATS[name](asked)
    finally:
        connection.execute("ROLLBACK")  # only read: nothing to keep


def write_parquet(asked: Asked, target: Path) -> None:
    """The contract's events, nested as they are, as one Parquet file that appears whole or not at all."""
    with tempfile.TemporaryDirectory(prefix="lapwing-") as folder:
        lines = Path(folder) / "lines.jsonl"
        with lines.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(text("jsonl", asked))
        parquet.convert(lines, target, parquet.EVENT_TYPES)
