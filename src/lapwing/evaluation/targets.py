"""What the project set out to reach, by set and figure; all in per cent (correlations and errors times 100)."""

from __future__ import annotations

LOWER = frozenset({"false events", "calibration error"})
"""Figures that are better the lower they are; all others are better the higher they are."""

TARGETS: dict[str, dict[str, float]] = {
    "seeds+dev": {
        "typed": 72,
        "record": 45,
        "status": 92,
        "certainty": 95,
        "actors": 80,
        "recipients": 72,
        "sources": 82,
        "country": 92,
        "sector": 82,
        "places": 75,
        "place_country": 95,
        "time": 75,
        "article title": 100,
        "article captions": 100,
        "article credits": 100,
        "article body": 100,
        "article body words": 97,
        "article number": 100,
    },
    "seeds": {"typed recall": 90.9, "record": 72.7, "found precision": 100},  # 30 and 24 of 33 firm events, none that is not there
    "reader": {
        "syntax_ewt upos": 96.5,
        "syntax_ewt las": 88,
        "syntax_gum las": 87,
        "sentences_ewt": 90,
        "sentences_gum": 90,
        "names_uner": 82,
        "roles_ewt roles": 80,
        "attribution_polnear source": 72,
        "attribution_polnear cue": 75,
        "attribution_polnear content": 75,
        "factuality_uds": 80,
        "coreference_gum": 58,
        "times_gum relaxed": 85,
        "times_tempeval relaxed": 85,
    },
    "plv": {"macro F1": 82},
    "negatives": {"false events": 10},
    "negatives seen": {"false events": 10},
    "held out": {"false events": 10, "calibration error": 5},
    "calendar": {"tempeval3 value": 72, "gum value": 75},
    "toponyms": {"within 161 km": 70},
}


def target(name: str, figure: str) -> float | None:
    """The value to reach, None where the project set none."""
    return TARGETS.get(name, {}).get(figure)


def better(figure: str, value: float, other: float) -> bool:
    """Whether ``value`` is at least as good as ``other``."""
    return value <= other if figure in LOWER else value >= other
