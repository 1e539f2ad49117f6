"""Sentences of a passage as ranges of the raw text.

A logistic model decides at each white space whether a sentence ends there; its features are the shapes and words on both
sides, the stop between them and how long the sentence is so far. Weights: ``files/sentences.json``, made by
``training/sentences.py`` from EWT, GUM and the authored news corpus. A blank line always ends a sentence.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lapwing.errors import ModelError
from lapwing.reading.tokens import ABBREVIATIONS
from lapwing.settings import MODEL_FILES

BUCKETS = 1 << 15
_CHUNK = re.compile(r"\S+")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_CLOSERS = "\"'”’»)]*"
_OPENERS = "“\"‘'(["
_GLUED = re.compile(r"(?<=[a-z)\d][.!?])(?=[A-Z“][a-z])|(?<=[a-z)\d][.!?][”\"’])(?=[A-Z“][a-z])")
"""Scrapes lose the white space after a stop: "...said.The minister"."""


@dataclass(frozen=True, slots=True)
class Splitter:
    """Weights by feature bucket; ``split`` is the only thing it does."""

    weights: NDArray[np.float32]
    bias: float

    @classmethod
    def load(cls, path: Path | None = None) -> Splitter:
        path = path or MODEL_FILES / "sentences.json"
        try:
            given = json.loads(path.read_text(encoding="utf-8"))
            weights = np.frombuffer(base64.b64decode(given["weights"]), dtype=np.int8).astype(np.float32) * given["scale"]
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"The sentence model {path} is missing or damaged ({error}). Install Lapwing again.") from error
        return cls(weights, float(given["bias"]))

    def split(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Ranges of the sentences in text[start:end], without the white space around them; nothing else is lost."""
        out: list[tuple[int, int]] = []
        chunks = chunk(text, start, end)
        first = 0
        for i in range(1, len(chunks)):
            if self.ends(text, chunks, first, i):
                out.append((chunks[first][0], chunks[i - 1][1]))
                first = i
        if chunks:
            out.append((chunks[first][0], chunks[-1][1]))
        return out

    def ends(self, text: str, chunks: list[tuple[int, int]], first: int, i: int) -> bool:
        """Does a sentence end between chunk i - 1 and chunk i, when it began at chunk ``first``?"""
        gap = text[chunks[i - 1][1] : chunks[i][0]]
        if "\n" in gap and _BLANK.search(gap):
            return True
        if not plausible(text, chunks, i):
            return False
        return bool(self.bias + sum(self.weights[f] for f in features(text, chunks, first, i)) > 0)


def chunk(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges between white space, cut also where a scrape lost it after a stop."""
    out = []
    for m in _CHUNK.finditer(text, start, end):
        a, b = m.span()
        if b - a > 4:
            for cut in _GLUED.finditer(text, a + 1, b - 1):
                if not _address(text[a:b]):
                    out.append((a, cut.start()))
                    a = cut.start()
        out.append((a, b))
    return out


def _address(word: str) -> bool:
    return "/" in word or "@" in word or "www." in word


def plausible(text: str, chunks: list[tuple[int, int]], i: int) -> bool:
    """Cheap first look: no sentence ends between a letter or comma and a small letter."""
    last, after = text[chunks[i - 1][1] - 1], text[chunks[i][0]]
    return not ((last.isalnum() or last == ",") and after.islower()) or "\n" in text[chunks[i - 1][1] : chunks[i][0]]


def shape(word: str) -> str:
    core = word.strip(_OPENERS + _CLOSERS)
    if not core:
        return "p"
    if core[0].isdigit():
        return "9"
    letters = "".join(c for c in core if c.isalpha())
    if not letters:
        return "p"
    if letters.isupper():
        return "U" if len(letters) > 1 else "u"
    return "T" if letters[0].isupper() else "l"


def features(text: str, chunks: list[tuple[int, int]], first: int, i: int) -> list[int]:
    """Buckets of the features that hold at the gap before chunk i."""
    a, b = text[slice(*chunks[i - 1])], text[slice(*chunks[i])]
    before = text[slice(*chunks[i - 2])] if i - 2 >= first else "^"
    after = text[slice(*chunks[i + 1])] if i + 1 < len(chunks) else "$"
    bare = a.rstrip(_CLOSERS)
    stop = bare[-1:] if bare[-1:] and not bare[-1].isalnum() else ("9" if bare[-1:].isdigit() else "a")
    closed = "c" if len(bare) < len(a) else ""
    core = bare.rstrip(".!?…:;,").lower().lstrip(_OPENERS)
    short = "A" if core in ABBREVIATIONS else ("I" if re.fullmatch(r"(?:[a-z]\.)*[a-z]", core) else "")
    line = "n" if "\n" in text[chunks[i - 1][1] : chunks[i][0]] else ""
    opens = b[0] if b[0] in _OPENERS or not b[0].isalnum() else ""
    size = min(i - first, 3) if i - first < 4 else 3 + min((i - first) // 6, 6)
    sa, sb, sn = shape(a), shape(b), shape(after)
    low = b.strip(_OPENERS + _CLOSERS + ".,:;").lower()[:14]
    quotes = (text.count("“", chunks[first][0], chunks[i][0]) - text.count("”", chunks[first][0], chunks[i][0])) > 0
    return [
        zlib.crc32(f.encode()) % BUCKETS
        for f in (
            f"s{stop}{closed}{sb}{line}",
            f"s{stop}{short}{sb}{opens}",
            f"w{core[:14]}|{stop}",
            f"w{core[:14]}|{stop}{sb}",
            f"n{low}|{stop}",
            f"n{low}|{stop}{short}",
            f"z{size}{stop}{sb}",
            f"z{size}{line}{stop}",
            f"x{sa}{stop}{sb}{sn}",
            f"b{shape(before)}{sa}{stop}{sb}",
            f"o{opens}{stop}{closed}",
            f"l{min(len(core), 8)}{stop}{sb}",
            f"e{a[-3:]}",
            f"q{quotes}{stop}{sb}",
            f"m{len(bare) - len(bare.rstrip('.!?'))}{stop}{sb}",
            f"h{b[:2]}|{stop}",
        )
    ]
