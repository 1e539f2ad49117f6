"""Numbers that the room decides by, kept in a data file that ``training/fit_coder.py`` writes."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

from lapwing.errors import KnowledgeError
from lapwing.settings import KNOWLEDGE_FILES

PATH = KNOWLEDGE_FILES / "coding.json"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Weights and thresholds; the meaning of each stands in ``docs/coding.md``."""

    learned: float = 1.0  # weight of the reader's log odds
    lexicon: float = 1.2  # weight of an entry's log odds, where the reader answers as well
    entry: float = 0.0  # log odds for an entry being there at all
    offset: float = 0.0
    offtopic: float = -0.6  # per word of another topic in the sentence, times the share of the article that is no politics
    alone: float = 0.0  # where nobody political takes part in the event (these and the next: see politics.py)
    silent: float = 0.0  # where nobody political stands in the sentence
    around: float = 0.0  # where no other sentence of the article is political
    others: float = 0.0  # where somebody of sport, markets, culture takes part
    unseen: float = 0.02  # the reader's probability where it names none
    threshold: float = 0.5  # least joined probability of an event
    threshold_lexicon: float = 0.45  # least entry weight where there is no reader
    status_rules: float = 0.5  # weight of the scope rules' log odds against the reader's
    alleged: float = 0.6  # least probability of "alleged"
    arc: float = 0.3  # least score of a learned role
    calibration_slope: float = 1.0
    calibration_offset: float = 0.0


def load(path: Path | None = None) -> Parameters:
    """The fitted parameters, or the defaults where the file does not name them."""
    path = path or PATH
    if not path.exists():
        return Parameters()
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise KnowledgeError(f"{path}: not JSON ({error})") from None
    known = {f.name for f in fields(Parameters)}
    unknown = sorted(name for name in values if name not in known and not name.startswith("_"))
    if unknown:
        raise KnowledgeError(f"{path}: unknown parameter {unknown[0]!r}; known are {', '.join(sorted(known))}")
    return Parameters(**{name: float(value) for name, value in values.items() if name in known})
