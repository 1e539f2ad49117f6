"""Cues: reporting words, hedges, words that set a status, source nouns, light and control verbs, word classes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from lapwing.errors import KnowledgeError
from lapwing.knowledge.tables import Row, rows
from lapwing.settings import KNOWLEDGE_FILES
from lapwing.types import SourceKind, Status

FOLDER = KNOWLEDGE_FILES / "cues"
TABLES: dict[str, tuple[str, ...]] = {
    "classes": ("class", "lemmas"),
    "speech": ("lemma", "pos", "strength"),
    "hedges": ("words", "pos", "weight"),
    "scope": ("lemma", "pos", "status", "weight"),
    "sources": ("lemma", "kind"),
    "light": ("lemma", "prepositions"),
    "controls": ("lemma",),
    "sets": ("name", "lemmas"),
    "topics": ("topic", "words"),
}


@dataclass(frozen=True, slots=True)
class Cues:
    """All cue tables; the mappings are not to be changed."""

    classes: dict[str, frozenset[str]]
    speech: dict[str, str]  # verb lemma -> say, doubt, judge, deny
    hedges: dict[tuple[str, str], float]  # (word, pos) -> weight
    scope: dict[tuple[str, str], tuple[Status, float]]  # (lemma, pos) -> status of what depends on it
    sources: dict[str, SourceKind]  # head noun -> kind
    light: dict[str, frozenset[str]]  # verb -> prepositions that bring the recipient
    controls: frozenset[str]  # verbs whose object does the infinitive
    sets: dict[str, frozenset[str]]  # named sets of words that rules use
    topics: dict[str, frozenset[str]]  # words of topics that are no politics


def load(user: Path | str | None = None) -> Cues:
    """The cues that ship; a user's folder may hold files of the same names, whose lines add to or replace them."""
    folders = [FOLDER] if user is None else [FOLDER, Path(user)]
    if user is not None and not Path(user).is_dir():
        raise KnowledgeError(f"{user}: not a folder; give a folder with any of {', '.join(f'{name}.tsv' for name in TABLES)}")
    found: dict[str, list[Row]] = {name: [] for name in TABLES}
    for folder in folders:
        for name, columns in TABLES.items():
            path = folder / f"{name}.tsv"
            if folder == FOLDER or path.exists():
                found[name] += rows(path, columns, 1)
    return Cues(
        classes={row["class"]: frozenset(_split(row["lemmas"])) for row in found["classes"]},
        speech={row["lemma"]: row["strength"] for row in found["speech"]},
        hedges={(row["words"], row["pos"]): row.number("weight") for row in found["hedges"]},
        scope={(row["lemma"], row["pos"]): (_status(row), row.number("weight", 1.0)) for row in found["scope"]},
        sources={row["lemma"]: _kind(row) for row in found["sources"]},
        light={row["lemma"]: frozenset(_split(row["prepositions"])) for row in found["light"]},
        controls=frozenset(row["lemma"] for row in found["controls"]),
        sets={row["name"]: frozenset(_split(row["lemmas"])) for row in found["sets"]},
        topics={row["topic"]: frozenset(_split(row["words"])) for row in found["topics"]},
    )


def _split(text: str) -> list[str]:
    return [word.strip() for word in text.split("|") if word.strip()]


def _status(row: Row) -> Status:
    if row["status"] not in get_args(Status):
        raise row.fail(f"status is one of {', '.join(get_args(Status))}, not {row['status']!r}")
    return cast(Status, row["status"])


def _kind(row: Row) -> SourceKind:
    if row["kind"] not in get_args(SourceKind):
        raise row.fail(f"kind is one of {', '.join(get_args(SourceKind))}, not {row['kind']!r}")
    return cast(SourceKind, row["kind"])
