"""The reader: articles in, readings out; one pass of the encoder over each sentence answers every question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lapwing.knowledge import cues
from lapwing.reading import decode
from lapwing.reading.coreference import Vector, chains
from lapwing.reading.network import Array, Network, Unit
from lapwing.reading.reports import completed
from lapwing.reading.sentences import Splitter
from lapwing.reading.tokens import tokenize
from lapwing.types import Article, Reading, Sentence, Zone

SLOTS = 1200
"""Word pieces in a batch, padding included."""
LONGEST = 180
"""Words in one encoder pass; longer sentences are read in parts."""


@dataclass(frozen=True, slots=True)
class Stub:
    """A sentence found but not yet read."""

    article: int
    start: int
    end: int
    zone: Zone
    paragraph: int
    words: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads articles. Immutable; safe to share between threads that do not run it at the same time."""

    network: Network
    splitter: Splitter
    speech: dict[str, str]  # reporting verbs and their strength

    @classmethod
    def load(cls, folder: Path | None = None) -> Reader:
        """The model that ships with the package, or the one in ``folder``. Raises ModelError."""
        known = cues.load()
        verbs = dict.fromkeys(sorted(known.sets["attitudes"]), "judge") | known.speech
        return cls(Network.load(folder), Splitter.load(folder / "sentences.json" if folder else None), verbs)

    @property
    def version(self) -> str:
        """Digest of the model file."""
        return self.network.digest

    def read(self, articles: Sequence[Article]) -> tuple[Reading, ...]:
        """One reading an article, in order."""
        stubs = [s for k, a in enumerate(articles) for s in stub(self.splitter, k, a)]
        read = self.read_stubs([articles[s.article].text for s in stubs], stubs)
        out = []
        for k, article in enumerate(articles):
            rows = [i for i, s in enumerate(stubs) if s.article == k]
            own = tuple(read[i][0] for i in rows)
            linked = chains(own, [read[i][1] for i in rows], self.network.link_features, self.network.labels["entities"])
            out.append(Reading(article, own, linked))
        return tuple(out)

    def read_words(self, sentences: Sequence[tuple[str, list[tuple[int, int]]]]) -> list[Sentence]:
        """Sentences whose words are given (text and word ranges), for measuring on gold words; each is read by itself."""
        stubs = [Stub(0, words[0][0], words[-1][1], "body", 0, words) for _, words in sentences]
        return [s for s, _ in self.read_stubs([t for t, _ in sentences], stubs)]

    def read_stubs(self, texts: Sequence[str], stubs: Sequence[Stub]) -> list[tuple[Sentence, list[Vector]]]:
        """Sentences with the coreference vectors of their mentions; ``texts`` holds the raw text of each stub."""
        units = self.network.units([[t[a:b] for a, b in s.words] for t, s in zip(texts, stubs, strict=True)])
        out: list[tuple[Sentence, list[Vector]] | None] = [None] * len(stubs)
        for batch in batches(units):
            found = self.network.run([units[i] for i in batch])
            for row, i in enumerate(batch):
                out[i] = self.answer(found, row, texts[i], stubs[i])
        return [x for x in out if x is not None]

    def answer(self, found: dict[str, Array], row: int, text: str, s: Stub) -> tuple[Sentence, list[Vector]]:
        """Everything that the network says of one sentence."""
        net, a = self.network, decode.Answers(found, row, len(s.words))
        words = decode.tokens(net, a, text, s.words)
        mentions, vectors = decode.mentions(net, a, words)
        sentence = Sentence(
            s.start, s.end, s.zone, s.paragraph, words, mentions, decode.names(net, a, words), decode.predicates(net, a),
            decode.times(net, a, words), completed(words, decode.attributions(net, a), self.speech), decode.triggers(net, a, words),
        )  # fmt: skip
        return sentence, vectors


def stub(splitter: Splitter, number: int, article: Article) -> list[Stub]:
    """Title, captions and body paragraphs in sentences, in text order within each zone."""
    zones: list[tuple[Zone, int, int, int]] = []
    if article.title:
        zones.append(("title", 0, article.title.start, article.title.end))
    zones += [("caption", k, c.start, c.end) for k, c in enumerate(article.captions)]
    zones += [("body", k, p.start, p.end) for k, p in enumerate(article.body)]
    out = []
    for zone, k, start, end in zones:
        ranges = [(start, end)] if zone == "title" else splitter.split(article.text, start, end)
        for a, b in ranges:
            words = tokenize(article.text[a:b], a)
            out += [Stub(number, w[0][0], w[-1][1], zone, k, w) for w in parts(article.text, words)]
    return out


def parts(text: str, words: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """A sentence of more than LONGEST words in parts, cut after a stop, semicolon or comma where there is one."""
    out = []
    while len(words) > LONGEST:
        half = range(LONGEST // 2, LONGEST)
        cut = next((i + 1 for mark in (".;:!?", ",") for i in reversed(half) if text[words[i][0]] in mark), LONGEST)
        out.append(words[:cut])
        words = words[cut:]
    if words:
        out.append(words)
    return out


def batches(units: Sequence[Unit]) -> list[list[int]]:
    """Indices of sentences of like length together."""
    order = sorted(range(len(units)), key=lambda i: len(units[i].pieces))
    out: list[list[int]] = []
    for i in order:
        if out and len(units[i].pieces) * (len(out[-1]) + 1) <= SLOTS:
            out[-1].append(i)
        else:
            out.append([i])
    return out
