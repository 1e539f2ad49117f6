"""What two mentions have in common: the readable half of the coreference score.

``pair_features`` turns M candidate mentions into indices of weights, one matrix [M, M] per feature family; the score of
"i refers back to j" is a bilinear score of the encoder's vectors plus the sum of the weights at these indices. Training
and run time share this file, so that both see the same features.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

PRONOUNS: dict[str, int] = {
    **dict.fromkeys(("he", "him", "his", "himself"), 1),
    **dict.fromkeys(("she", "her", "hers", "herself"), 2),
    **dict.fromkeys(("it", "its", "itself"), 3),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), 4),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), 5),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), 6),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), 7),
    **dict.fromkeys(("this", "that", "these", "those"), 8),
    **dict.fromkeys(("who", "whom", "which", "whose"), 9),
}
_DEFINITE = {
    "the": 1,
    "a": 2,
    "an": 2,
    "this": 3,
    "that": 3,
    "these": 3,
    "those": 3,
    "his": 4,
    "her": 4,
    "its": 4,
    "their": 4,
    "our": 4,
    "my": 4,
    "your": 4,
}
_ACRONYM_SKIP = frozenset("of the and for in on to de al".split())
ENTITY_KINDS = 11
_DISTANCE = np.array([0, 1, 2, 3, 3, 4, 4, 4, 4, 5], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One mention that may corefer. ``entity``: 0 unknown, 1.. as in the label inventory."""

    head: str
    text: str
    name: bool
    plural: int  # 0 singular, 1 plural, 2 unknown
    relation: str  # dependency relation of the head, "" if unknown
    entity: int
    sentence: int


def feature_count() -> int:
    """Length of the weight vector."""
    return sum(_SIZES)


_SIZES = (6 * 16, 5 * 16, 11 * 11, 11 * ENTITY_KINDS, 8 * 4, 9, ENTITY_KINDS * ENTITY_KINDS, 5 * 5, 5 * 5)


def _relation(label: str) -> int:
    base = label.split(":")[0]
    if label.endswith("poss"):
        return 2
    return {"nsubj": 0, "obj": 1, "iobj": 1, "obl": 3, "nmod": 3}.get(base, 4)


def _acronym(text: str) -> str:
    return "".join(w[0] for w in text.replace("-", " ").split() if w and w not in _ACRONYM_SKIP)


def _ids(items: list[str]) -> Ints:
    table: dict[str, int] = {}
    return np.array([table.setdefault(x, len(table)) for x in items], dtype=np.int64)


def _matches(mentions: list[Candidate]) -> Ints:
    """0 nothing, 1 acronym, 2 head inside the other, 3 same head, 4 same words: [M, M]."""
    texts = [_bare(m.text) for m in mentions]
    heads = [m.head.lower() for m in mentions]
    text_ids, head_ids = _ids(texts), _ids(heads)
    head_rows: dict[str, list[int]] = {}
    for i, h in enumerate(heads):
        head_rows.setdefault(h, []).append(i)
    inside = np.zeros((len(mentions), len(mentions)), dtype=bool)
    for j, t in enumerate(texts):
        for word in t.split():
            for i in head_rows.get(word, ()):
                inside[i, j] = True
    short = [t.replace(".", "") if m.name and " " not in t else "" for t, m in zip(texts, mentions, strict=True)]
    long = [_acronym(t) if " " in t else "\0" for t in texts]
    acronym = np.zeros_like(inside)
    rows: dict[str, list[int]] = {}
    for i, s in enumerate(short):
        if len(s) > 1:
            rows.setdefault(s, []).append(i)
    for j, a in enumerate(long):
        for i in rows.get(a, ()):
            acronym[i, j] = True
    out = np.zeros((len(mentions), len(mentions)), dtype=np.int64)
    out[acronym | acronym.T] = 1
    out[inside | inside.T] = 2
    out[head_ids[:, None] == head_ids[None]] = 3
    out[text_ids[:, None] == text_ids[None]] = 4
    return out


def _bare(text: str) -> str:
    words = text.lower().replace("’s", "").replace("'s", "").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _DEFINITE else words)


def pair_features(mentions: list[Candidate]) -> list[Ints]:
    """Weight indices, one [M, M] matrix per family (row: anaphor, column: antecedent)."""
    pronoun = np.array([PRONOUNS.get(m.text.lower(), 0) for m in mentions], dtype=np.int64)
    kind = np.array(
        [(1 if p in (5, 6, 7) else 0) if p else (2 if m.name else 3) for p, m in zip(pronoun, mentions, strict=True)], dtype=np.int64
    )
    definite = np.array([_DEFINITE.get(m.text.lower().split()[0], 0) if m.text.split() else 0 for m in mentions], dtype=np.int64)
    entity = np.array([m.entity for m in mentions], dtype=np.int64)
    plural = np.array([m.plural for m in mentions], dtype=np.int64)
    relation = np.array([_relation(m.relation) for m in mentions], dtype=np.int64)
    sentence = np.array([m.sentence for m in mentions], dtype=np.int64)
    order = np.arange(len(mentions))
    apart = _DISTANCE[np.clip(sentence[:, None] - sentence[None], 0, 9)]
    steps = np.clip(order[:, None] - order[None], 0, 1000)
    rank = np.minimum(np.log2(np.maximum(steps, 1)).astype(np.int64), 7)
    kinds = kind[:, None] * 4 + kind[None]
    same = _matches(mentions)
    families = (
        apart * 16 + kinds,
        same * 16 + kinds,
        pronoun[:, None] * 11 + pronoun[None],
        pronoun[:, None] * ENTITY_KINDS + entity[None],
        rank * 4 + kind[:, None],
        plural[:, None] * 3 + plural[None],
        entity[:, None] * ENTITY_KINDS + entity[None],
        definite[:, None] * 5 + same,
        relation[:, None] * 5 + relation[None],
    )
    offsets = np.concatenate([[0], np.cumsum(_SIZES)[:-1]])
    return [f + o for f, o in zip(families, offsets, strict=True)]
