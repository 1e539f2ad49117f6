"""Agreement of answers with gold: F1 over counts, overlap F1, correlation, and the three coreference measures."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

Cluster = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, proposed in all, and in the gold in all."""

    right: float = 0.0
    proposed: float = 0.0
    gold: float = 0.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.proposed + other.proposed, self.gold + other.gold)

    @property
    def f1(self) -> float:
        """F1 in per cent."""
        return 200 * self.right / (self.proposed + self.gold) if self.proposed + self.gold else 0.0


def exact(proposed: Iterable[Hashable], gold: Iterable[Hashable]) -> Counts:
    p, g = set(proposed), set(gold)
    return Counts(len(p & g), len(p), len(g))


def overlap(proposed: Sequence[tuple[int, int]], gold: Sequence[tuple[int, int]]) -> Counts:
    """Ranges that overlap a range of the other side; each range is used once, in text order."""
    right, free = 0, sorted(gold)
    for a, b in sorted(proposed):
        hit = next((g for g in free if g[0] < b and a < g[1]), None)
        if hit is not None:
            free.remove(hit)
            right += 1
    return Counts(right, len(proposed), len(gold))


def shared(proposed: Iterable[tuple[int, int]], gold: Iterable[tuple[int, int]]) -> Counts:
    """Positions (characters) that both sides cover: the overlap measure of quotation attribution."""
    p = {i for a, b in proposed for i in range(a, b)}
    g = {i for a, b in gold for i in range(a, b)}
    return Counts(len(p & g), len(p), len(g))


def pearson(x: Sequence[float], y: Sequence[float]) -> float:
    n = len(x)
    mx, my = sum(x) / n, sum(y) / n
    cov = sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True))
    vx, vy = sum((a - mx) ** 2 for a in x), sum((b - my) ** 2 for b in y)
    return float(cov / (vx * vy) ** 0.5) if vx and vy else 0.0


def muc(proposed: Sequence[Cluster], gold: Sequence[Cluster]) -> tuple[float, float, float, float]:
    """Links kept (Vilain et al. 1995): recall numerator, denominator, precision numerator, denominator."""

    def side(key: Sequence[Cluster], response: Sequence[Cluster]) -> tuple[float, float]:
        where = {m: k for k, c in enumerate(response) for m in c}
        top = bottom = 0
        for c in key:
            parts = len({where[m] for m in c if m in where}) + sum(m not in where for m in c)
            top += len(c) - parts
            bottom += len(c) - 1
        return top, bottom

    return *side(gold, proposed), *side(proposed, gold)


def b_cubed(proposed: Sequence[Cluster], gold: Sequence[Cluster]) -> tuple[float, float, float, float]:
    """Bagga & Baldwin 1998."""

    def side(key: Sequence[Cluster], response: Sequence[Cluster]) -> tuple[float, float]:
        where = {m: c for c in response for m in c}
        return sum(len(c & where[m]) / len(c) for c in key for m in c if m in where), float(sum(len(c) for c in key))

    return *side(gold, proposed), *side(proposed, gold)


def ceaf_e(proposed: Sequence[Cluster], gold: Sequence[Cluster]) -> tuple[float, float, float, float]:
    """Luo 2005, entity form: the best one-to-one assignment of clusters (scipy, a development dependency)."""
    from scipy.optimize import linear_sum_assignment

    if not proposed or not gold:
        return 0.0, float(len(gold)), 0.0, float(len(proposed))
    similarity = [[2 * len(g & p) / (len(g) + len(p)) for p in proposed] for g in gold]
    rows, columns = linear_sum_assignment(similarity, maximize=True)
    total = sum(similarity[i][j] for i, j in zip(rows, columns, strict=True))
    return total, float(len(gold)), total, float(len(proposed))


def conll(documents: Iterable[tuple[Sequence[Cluster], Sequence[Cluster]]]) -> float:
    """Mean F1 of MUC, B3 and CEAF-e over (proposed, gold) documents, in per cent; singletons are the caller's matter."""
    pairs = list(documents)
    total = 0.0
    for measure in (muc, b_cubed, ceaf_e):
        sums = [sum(x) for x in zip(*(measure(p, g) for p, g in pairs), strict=True)]
        recall, precision = (sums[0] / sums[1] if sums[1] else 0.0), (sums[2] / sums[3] if sums[3] else 0.0)
        total += 200 * recall * precision / (recall + precision) if recall + precision else 0.0
    return total / 3
