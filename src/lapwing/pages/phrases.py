"""The furniture file: which words mark page furniture, bylines, date lines, captions and credits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lapwing.errors import KnowledgeError

FILE = Path(__file__).parent / "files" / "furniture.txt"
SECTIONS = (
    "line", "start", "label", "within", "related", "end", "byline", "published", "updated", "caption", "credit", "agency", "section",
)  # fmt: skip
LETTERS = re.compile(r"[^\W\d_]+")
LONGEST = 8  # words of a phrase at a line's start that are looked at


def key(text: str) -> str:
    """Lower-case letter runs of a line joined by blanks: digits and punctuation do not count."""
    return " ".join(LETTERS.findall(text.casefold()))


@dataclass(frozen=True, slots=True)
class Phrases:
    """The furniture file, read; each section a set of keys (see ``key``)."""

    sections: dict[str, frozenset[str]]
    within: dict[str, tuple[str, ...]]  # first word -> phrases

    def has(self, section: str, words: str) -> bool:
        """Whether the key is a phrase of the section."""
        return words in self.sections[section]

    def opening(self, section: str, words: str) -> str | None:
        """The longest phrase of the section that the key starts with."""
        phrases = self.sections[section]
        parts = words.split(" ", LONGEST)[:LONGEST]
        for count in range(len(parts), 0, -1):
            candidate = " ".join(parts[:count])
            if candidate in phrases:
                return candidate
        return None

    def inside(self, words: str) -> bool:
        """Whether a phrase of ``within`` stands anywhere in the key."""
        padded = f" {words} "
        return any(f" {phrase} " in padded for word in set(words.split()) & self.within.keys() for phrase in self.within[word])


@lru_cache(maxsize=4)
def load(path: Path = FILE) -> Phrases:
    """Read a furniture file.

    Raises KnowledgeError, naming file and line, for an unknown section or a phrase outside any section.
    """
    found: dict[str, set[str]] = {name: set() for name in SECTIONS}
    current: str | None = None
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as UTF-8 text ({error})") from None
    for number, line in enumerate(lines, 1):
        words = line.split("#", 1)[0].strip()
        if not words:
            continue
        if words.startswith("[") and words.endswith("]"):
            current = words[1:-1]
            if current not in found:
                raise KnowledgeError(f"{path}:{number}: unknown section [{current}]; known are {', '.join(SECTIONS)}")
        elif current is None:
            raise KnowledgeError(f"{path}:{number}: a phrase outside any section; put it under one of {', '.join(SECTIONS)}")
        elif phrase := key(words):
            found[current].add(phrase)
    within: dict[str, list[str]] = {}
    for phrase in sorted(found["within"]):
        within.setdefault(phrase.split(" ", 1)[0], []).append(phrase)
    return Phrases(
        {name: frozenset(phrases) for name, phrases in found.items()}, {word: tuple(phrases) for word, phrases in within.items()}
    )
