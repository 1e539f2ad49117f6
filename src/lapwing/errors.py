"""What can go wrong, as one tree.

LapwingError                 anything a caller may want to catch; str(error) is one clear sentence with the remedy
├── InputError               an input cannot be read at all (missing, no pages in it, unreadable date)
├── KnowledgeError           a knowledge file is wrong; names file and line
├── ModelError               the model file is missing or damaged
└── RecordError              the record cannot be opened or written (newer version, read-only, not a record)
"""

from __future__ import annotations


class LapwingError(Exception):
    """Base of all errors that Lapwing raises on purpose."""


class InputError(LapwingError):
    """An input cannot be read; the message names it and says what to do."""


class KnowledgeError(LapwingError):
    """A knowledge file is wrong; the message names file, line and remedy."""


class ModelError(LapwingError):
    """The model file is missing or damaged; the message says how to get it back."""


class RecordError(LapwingError):
    """The record cannot be opened or written; the message says why and what to do."""
