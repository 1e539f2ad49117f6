"""Readings made by hand for the tests of the coding room."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lapwing.coding import knowledge
from lapwing.coding.knowledge import Knowledge
from lapwing.types import Article, Mention, Reading, Sentence, Span, Token, Zone

CASES = Path(__file__).parent / "cases"


@dataclass
class Case:
    """One block of a case file."""

    name: str
    text: str
    zone: Zone
    words: list[list[str]] = field(default_factory=list)
    mentions: list[list[str]] = field(default_factory=list)
    events: list[str] = field(default_factory=list)

    def reading(self) -> Reading:
        """The block as a reading of one sentence."""
        return reading(self.text, [(self.zone, self.words, self.mentions)])


def read_cases(path: Path) -> list[Case]:
    cases: list[Case] = []
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            name = line[1:].strip()
        elif line.startswith("S "):
            text, _, zone = line[2:].partition("\t")
            cases.append(Case(name, text.strip(), zone.strip() or "body"))  # type: ignore[arg-type]
        elif line.strip():
            kind, rest = line.split(" ", 1)
            target = {"W": cases[-1].words, "M": cases[-1].mentions}.get(kind)
            if target is None:
                cases[-1].events.append(rest)
            else:
                target.append(rest.split())
    return cases


def reading(text: str, sentences: list[tuple[Zone, list[list[str]], list[list[str]]]]) -> Reading:
    """A reading from words as in the case files; every sentence is its own paragraph."""
    at, made = 0, []
    for number, (zone, words, mentions) in enumerate(sentences):
        tokens = []
        for form, lemma, upos, head, relation, feats in words:
            start = text.index(form, at)
            at = start + len(form)
            tokens.append(Token(start, at, form, lemma, upos, "" if feats == "_" else feats, int(head) - 1, relation))
        found = []
        for first, last, label, kind in mentions:
            a, b = int(first) - 1, int(last)
            head_token = next(i for i in range(a, b) if not a <= tokens[i].head < b)
            found.append(Mention(a, b, head_token, kind, label))  # type: ignore[arg-type]
        made.append(Sentence(tokens[0].start, tokens[-1].end, zone, number, tuple(tokens), tuple(found)))
    article = Article("case", 0, text, None, (), (), None, None, None, (Span(0, len(text)),))
    return Reading(article, tuple(made))


@pytest.fixture(scope="session")
def tables() -> Knowledge:
    """The shipped knowledge, coding without a learned event layer."""
    return knowledge.load(learned=False)
