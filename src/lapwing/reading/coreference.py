"""Coreference over an article: each mention's best antecedent, then chains.

The score of a pair is the bilinear score of the encoder's vectors plus the weights of readable features (``linking``);
an antecedent is taken where the score is above zero, the score of "none" (as in training).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lapwing.reading.linking import Candidate, pair_features
from lapwing.types import MentionRef, Sentence

BLOCK, WINDOW = 250, 500
"""Mentions scored at a time, and how many mentions back an antecedent may lie."""

NONE = 0.0
"""Score of "refers back to nothing"."""

Vector = tuple[NDArray[np.float32], NDArray[np.float32], float]


def chains(
    sentences: tuple[Sentence, ...], vectors: list[list[Vector]], weights: NDArray[np.float32], entities: list[str]
) -> tuple[tuple[MentionRef, ...], ...]:
    """Chains of two mentions or more, in text order; ``vectors`` runs parallel to each sentence's mentions."""
    refs = [MentionRef(s, m) for s, sentence in enumerate(sentences) for m in range(len(sentence.mentions))]
    if len(refs) < 2:
        return ()
    candidates = [_candidate(sentences[r.sentence], r, entities) for r in refs]
    query = np.stack([vectors[r.sentence][r.mention][0] for r in refs])
    key = np.stack([vectors[r.sentence][r.mention][1] for r in refs])
    bias = np.array([vectors[r.sentence][r.mention][2] for r in refs], dtype=np.float32)
    group = list(range(len(refs)))
    for begin in range(0, len(refs), BLOCK):
        low, high = max(0, begin - WINDOW), min(begin + BLOCK, len(refs))
        # einsum, not @: the threads of a BLAS would spin long after so small a product
        scores = np.einsum("id,jd->ij", query[begin:high], key[low:high]) / np.sqrt(query.shape[1]) + bias[low:high][None]
        for f in pair_features(candidates[low:high]):
            scores = scores + weights[f[begin - low :]]
        for i in range(begin, high):
            row = scores[i - begin, : i - low]
            if len(row) and row.max() > NONE:
                _join(group, i, low + int(row.argmax()))
    found: dict[int, list[MentionRef]] = {}
    for i, r in enumerate(refs):
        found.setdefault(_root(group, i), []).append(r)
    return tuple(tuple(c) for c in found.values() if len(c) > 1)


def _candidate(sentence: Sentence, ref: MentionRef, entities: list[str]) -> Candidate:
    m = sentence.mentions[ref.mention]
    head = sentence.tokens[m.head]
    plural = 1 if "Number=Plur" in head.feats else (0 if "Number=Sing" in head.feats else 2)
    words = sentence.tokens[m.first : m.last]
    text = "".join(w.text + (" " if k + 1 < len(words) and words[k + 1].start > w.end else "") for k, w in enumerate(words))
    return Candidate(head.text, text, m.kind == "name", plural, head.deprel, entities.index(m.label) + 1, ref.sentence)


def _root(group: list[int], i: int) -> int:
    while group[i] != i:
        i = group[i]
    return i


def _join(group: list[int], i: int, j: int) -> None:
    a, b = _root(group, i), _root(group, j)
    if a != b:
        group[max(a, b)] = min(a, b)
