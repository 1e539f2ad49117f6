"""The furniture file: which words mark page furniture, bylines, date lines, captions and credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lapwing.errors import KnowledgeError

FILE = Path(__file__).parent / "files" / "furniture.txt"
SECTIONS = (
    "line", "start", "label", "within", "related", "end", "byline", "published", "updated", "caption", "credit", "agency", "section",
    "writer",
)  # fmt: skip
LETTERS = re.compile(r"[^\W\d_]+")


def key(text: str) -> str:
    """Lower-case letter runs of a line joined by blanks: digits and punctuation do not count."""
    return " ".join(LETTERS.findall(text.casefold()))


@dataclass(frozen=True, slots=True)
class Phrases:
    """The furniture file, read; each section a set of keys (see ``key``)."""

    sections: dict[str, frozenset[str]]
    within: dict[str, tuple[str, ...]]  # first word -> phrases
    first: dict[str, tuple[tuple[str, str], ...]]  # first word -> phrases with their sections, longest first

    def has(self, section: str, words: str) -> bool:
        """Whether the key is a phrase of the section."""
        return words in self.sections[section]

    def opening(self, section: str, words: str) -> str | None:
        """The longest phrase of the section that the key starts with."""
        first = words.partition(" ")[0]
        for phrase, of in self.first.get(first, ()):
            if of == section and words.startswith(phrase) and (len(words) == len(phrase) or words[len(phrase)] == " "):
                return phrase
        return None

    def inside(self, words: str, said: set[str]) -> bool:
        """Whether a phrase of ``within`` stands anywhere in the key, whose words are ``said``."""
        if said.isdisjoint(self.within.keys()):
            return False
        padded = f" {words} "
        return any(f" {phrase} " in padded for word in said & self.within.keys() for phrase in self.within[word])


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
    within = _by_first((phrase, "within") for phrase in found["within"])
    first = _by_first((phrase, name) for name, phrases in found.items() for phrase in phrases)
    plain = {word: tuple(phrase for phrase, _ in pairs) for word, pairs in within.items()}
    return Phrases({name: frozenset(phrases) for name, phrases in found.items()}, plain, first)


def _by_first(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Pairs of phrase and section by the phrase's first word, longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for pair in sorted(pairs, key=lambda pair: (-len(pair[0]), pair)):
        found.setdefault(pair[0].partition(" ")[0], []).append(pair)
    return {word: tuple(several) for word, several in found.items()}
