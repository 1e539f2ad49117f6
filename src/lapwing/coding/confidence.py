"""The probability that a coded event is right, calibrated on held-out documents (figures in ``docs/coding.md``)."""

from __future__ import annotations

import math

from lapwing.coding.drafts import Draft
from lapwing.coding.parameters import Parameters


def calibrated(draft: Draft, parameters: Parameters) -> float:
    """Logistic map of the joined probability; slope and offset are fitted by ``training/fit_coder.py``."""
    p = min(max(draft.probability, 1e-3), 1 - 1e-3)
    odds = parameters.calibration_slope * math.log(p / (1 - p)) + parameters.calibration_offset
    return round(1 / (1 + math.exp(-odds)), 3)
