"""From arc scores to a tree: the maximum spanning arborescence with one root (Chu & Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def tree(scores: Scores) -> list[int]:
    """Scores [W, W + 1] (row: dependent; column 0: root, column h + 1: word h) -> head of each word, -1 for the root."""
    n = len(scores)
    full = np.full((n + 1, n + 1), -1e9)
    full[1:, :] = scores
    np.fill_diagonal(full, -1e9)
    heads = full.argmax(1)
    heads[0] = -1
    if int((heads[1:] == 0).sum()) != 1 or _cycle(heads):
        roots = np.flatnonzero(heads[1:] == 0) + 1
        pool = roots if len(roots) else np.arange(1, n + 1)
        root = int(pool[full[pool, 0].argmax()])
        full[1:, 0] = -1e8
        full[root, :] = -1e8
        full[root, 0] = 0.0
        heads = _arborescence(full)
    return [int(h) - 1 for h in heads[1:]]


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """Nodes of one cycle, or nothing. Node 0 is the root (head -1)."""
    state = np.zeros(len(heads), dtype=np.int8)  # 1 on the present path, 2 done
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for p in path:
            state[p] = 2
    return []


def _arborescence(full: NDArray[np.float64]) -> NDArray[np.int64]:
    """Best heads [n] for scores [dependent, head]; contracts one cycle at a time."""
    heads: NDArray[np.int64] = full.argmax(1)
    heads[0] = -1
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(full), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    gain = full - full[np.arange(len(full)), np.maximum(heads, 0)][:, None]
    enter = gain[cycle][:, outside]  # which member of the cycle to enter from each outside node
    entry = enter.argmax(0)
    leave = full[outside][:, cycle]
    exit_ = leave.argmax(1)
    small = np.full((len(outside) + 1, len(outside) + 1), -1e9)
    small[:-1, :-1] = full[np.ix_(outside, outside)]
    small[-1, :-1] = enter.max(0)
    small[:-1, -1] = leave.max(1)
    small[0, :] = -1e9
    np.fill_diagonal(small, -1e9)
    solved = _arborescence(small)
    result = heads.copy()
    for k, node in enumerate(outside):
        h = int(solved[k])
        if node:
            result[node] = cycle[int(exit_[k])] if h == len(outside) else int(outside[h])
    source = int(solved[-1])
    result[cycle[int(entry[source])]] = int(outside[source])
    result[0] = -1
    return result
