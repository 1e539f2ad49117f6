"""How true the confidence is: expected calibration error over bins of equal width (Naeini et al. 2015)."""

from __future__ import annotations

from collections.abc import Sequence

BINS = 10


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float:
    """Mean distance, weighted by the number of events, between what a bin's events say and how many are right; 0 to 1, 0 without events."""
    total = 0.0
    for number in range(bins):
        inside = [i for i, c in enumerate(confidences) if min(int(c * bins), bins - 1) == number]
        total += abs(sum(confidences[i] - right[i] for i in inside))
    return total / len(confidences) if confidences else 0.0
