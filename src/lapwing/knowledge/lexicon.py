"""The lexicon: words and phrases that report an event of a type, or that only look like one.

Two files ship (``events.tsv``, ``discards.tsv``); an analyst's own file has the same columns. Its entries decide
by themselves, whatever a model says, and may name a type that the analyst added to the codebook.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lapwing.knowledge.tables import Row, rows
from lapwing.settings import KNOWLEDGE_FILES

FOLDER = KNOWLEDGE_FILES / "lexicon"
COLUMNS = ("words", "pos", "type", "mode", "weight", "conditions", "note")
KEYS = frozenset("obj not-obj subj not-subj comp not-comp prep comp-prep to".split())
PREFIXES = frozenset("co re pre post anti counter non mid ex sub inter multi over pro".split())
"""Prefixes that stay one word with what follows the hyphen."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on the words around: lemmas, or classes written ``@class``."""

    key: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of saying an event; ``type`` None is a veto."""

    words: tuple[str, ...]  # lower case, hyphens taken out; "_" is a gap
    pos: str
    type: str | None
    mode: str | None
    weight: float
    conditions: tuple[Condition, ...]
    origin: str  # file:line
    own: bool = False  # from the analyst's file

    @property
    def phrase(self) -> str:
        """The words as one string, for messages."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by their first word."""

    entries: dict[str, tuple[Entry, ...]]

    def starting(self, word: str) -> tuple[Entry, ...]:
        """Entries whose first word this is."""
        return self.entries.get(word, ())

    def __len__(self) -> int:
        return sum(map(len, self.entries.values()))


def load(user: Path | str | None = None) -> Lexicon:
    """The lexicon that ships, with the analyst's own entries before it."""
    files = [(FOLDER / "events.tsv", False), (FOLDER / "discards.tsv", False)]
    if user is not None:
        files.insert(0, (Path(user), True))
    found: dict[str, list[Entry]] = {}
    for path, own in files:
        for row in rows(path, COLUMNS, 3):
            for entry in _entries(row, own):
                found.setdefault(entry.words[0], []).append(entry)
    return Lexicon({word: tuple(entries) for word, entries in found.items()})


def words_of(text: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared: lower case, hyphens opened except after a prefix."""
    words: list[str] = []
    for word in text.casefold().split():
        head, hyphen, tail = word.partition("-")
        if hyphen and head in PREFIXES:
            words.append(head + tail.replace("-", ""))
        else:
            words += [part for part in word.split("-") if part]
    return tuple(words)


def _entries(row: Row, own: bool) -> list[Entry]:
    if row["pos"] not in ("v", "n", "a"):
        raise row.fail(f"pos is v, n or a, not {row['pos']!r}")
    kind = None if row["type"] == "-" else row["type"]
    mode = None if row["mode"] in ("", "-") else row["mode"]
    weight = row.number("weight", 1.0)
    if not 0 < weight <= 1:
        raise row.fail(f"weight lies between 0 and 1, not {weight:g}")
    conditions = tuple(_condition(row, text) for text in row["conditions"].split(";") if text.strip())
    origin = f"{row.path.name}:{row.line}"
    found = [Entry(words_of(text), row["pos"], kind, mode, weight, conditions, origin, own) for text in row["words"].split("|")]
    for entry in found:
        if not entry.words or entry.words[0] == "_" or entry.words[-1] == "_":
            raise row.fail("words must begin and end with a word, '_' stands only between two words")
    return found


def _condition(row: Row, text: str) -> Condition:
    key, equals, values = text.strip().partition("=")
    if key not in KEYS or (not equals and key != "to"):
        raise row.fail(f"unknown condition {text.strip()!r}; one of {', '.join(sorted(KEYS))} with =lemma|lemma")
    return Condition(key, frozenset(value.strip() for value in values.split("|") if value.strip()))
