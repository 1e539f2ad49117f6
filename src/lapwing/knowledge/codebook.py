"""The codebook: event types, modes, contexts and sectors with definitions, quad classes and scores."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from lapwing.errors import KnowledgeError
from lapwing.knowledge.tables import Row, rows
from lapwing.settings import KNOWLEDGE_FILES

FOLDER = KNOWLEDGE_FILES / "codebook"


@dataclass(frozen=True, slots=True)
class EventType:
    """One event type; ``quad`` 1-4, ``score`` on the conflict-cooperation scale -10..10."""

    name: str
    quad: int
    score: float
    definition: str


@dataclass(frozen=True, slots=True)
class Mode:
    """One mode of a type with its own score."""

    type: str
    name: str
    score: float
    definition: str


@dataclass(frozen=True, slots=True)
class Context:
    """One context with the words and phrases that speak for it (lower case)."""

    name: str
    definition: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """All of it; the mappings are not to be changed."""

    types: dict[str, EventType]
    modes: dict[tuple[str, str], Mode]
    contexts: dict[str, Context]
    sectors: dict[str, str]
    keywords: dict[str, tuple[tuple[str, str], ...]] = field(repr=False)  # first word -> contexts with the whole keyword

    def quad(self, type_: str) -> int:
        """Quad class of a type."""
        return self.types[type_].quad

    def score(self, type_: str, mode: str | None) -> float:
        """Score of the mode where there is one, else of the type."""
        found = self.modes.get((type_, mode)) if mode else None
        return found.score if found else self.types[type_].score

    def modes_of(self, type_: str) -> tuple[str, ...]:
        """Names of the type's modes in file order."""
        return tuple(mode for of, mode in self.modes if of == type_)


def load(user: Path | str | None = None) -> Codebook:
    """The codebook that ships, plus an analyst's own file.

    The analyst's file is tab-separated: ``type NAME QUAD SCORE DEFINITION``, ``mode TYPE NAME SCORE DEFINITION``,
    ``context NAME DEFINITION KEYWORDS`` or ``sector NAME DEFINITION``; a name that exists is replaced.
    """
    types = dict(_type(row) for row in rows(FOLDER / "types.tsv", ("type", "quad", "score", "definition"), 4))
    modes = dict(_mode(row) for row in rows(FOLDER / "modes.tsv", ("type", "mode", "score", "definition"), 4))
    contexts = dict(_context(row) for row in rows(FOLDER / "contexts.tsv", ("context", "definition", "keywords"), 3))
    sectors = {row["sector"]: row["definition"] for row in rows(FOLDER / "sectors.tsv", ("sector", "definition"), 2)}
    if user is not None:
        for row in rows(Path(user), ("kind", "1", "2", "3", "4"), 3):
            _add(row, types, modes, contexts, sectors)
    for of, name in modes:
        if of not in types:
            raise KnowledgeError(f"mode {name!r} belongs to the type {of!r}, which the codebook does not have; add a 'type' line for it")
    return Codebook(types, modes, contexts, sectors, _keywords(contexts))


def _keywords(contexts: dict[str, Context]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for context in contexts.values():
        for keyword in context.keywords:
            found.setdefault(keyword.split(" ")[0], []).append((context.name, keyword))
    return {word: tuple(pairs) for word, pairs in found.items()}


def _add(
    row: Row, types: dict[str, EventType], modes: dict[tuple[str, str], Mode], contexts: dict[str, Context], sectors: dict[str, str]
) -> None:
    kind = row["kind"]
    if kind == "type":
        types.update([_type(_renamed(row, ("type", "quad", "score", "definition")))])
    elif kind == "mode":
        modes.update([_mode(_renamed(row, ("type", "mode", "score", "definition")))])
    elif kind == "context":
        contexts.update([_context(_renamed(row, ("context", "definition", "keywords")))])
    elif kind == "sector":
        sectors[row["1"]] = row["2"]
    else:
        raise row.fail(f"the first cell is type, mode, context or sector, not {kind!r}")


def _renamed(row: Row, names: tuple[str, ...]) -> Row:
    return Row(row.path, row.line, {name: row[str(i)] for i, name in enumerate(names, 1)})


def _type(row: Row) -> tuple[str, EventType]:
    name, quad = row["type"], row.number("quad")
    if not re.fullmatch(r"[A-Z][A-Z-]*", name):
        raise row.fail(f"a type is written in capitals, not {name!r}")
    if quad not in (1, 2, 3, 4):
        raise row.fail(f"quad must be 1, 2, 3 or 4, not {row['quad']!r}")
    return name, EventType(name, int(quad), _score(row), row["definition"])


def _mode(row: Row) -> tuple[tuple[str, str], Mode]:
    return (row["type"], row["mode"]), Mode(row["type"], row["mode"], _score(row), row["definition"])


def _score(row: Row) -> float:
    score = row.number("score")
    if not -10 <= score <= 10:
        raise row.fail(f"score must lie between -10 and 10, not {score:g}")
    return score


def _context(row: Row) -> tuple[str, Context]:
    words = tuple(word.strip().casefold() for word in row["keywords"].split("|") if word.strip())
    if not words:
        raise row.fail(f"context {row['context']!r} has no keywords")
    return row["context"], Context(row["context"], row["definition"], words)
