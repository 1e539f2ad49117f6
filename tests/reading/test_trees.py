"""Tree decoding against an exhaustive search."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.reading.trees import tree


def is_tree(heads: tuple[int, ...]) -> bool:
    if sum(h < 0 for h in heads) != 1:
        return False
    for i in range(len(heads)):
        seen, node = set(), i
        while node >= 0:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node]
    return True


@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_finds_the_best_tree_below_its_root(seed: int, n: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    found = tuple(tree(scores))
    assert is_tree(found)
    root = found.index(-1)
    options = [h for h in itertools.product(range(-1, n), repeat=n) if h[root] == -1 and all(h[i] != i for i in range(n)) and is_tree(h)]
    best = max(sum(scores[i, h[i] + 1] for i in range(n) if i != root) for h in options)
    assert sum(scores[i, found[i] + 1] for i in range(n) if i != root) == pytest.approx(best, abs=1e-4)


@given(st.integers(0, 2**32 - 1), st.integers(30, 120))
@settings(max_examples=15, deadline=None)
def test_long_sentences_give_trees(seed: int, n: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    assert is_tree(tuple(tree(scores)))
