"""The shape of a word: what an uncased encoder does not see."""

from __future__ import annotations


def shape(word: str) -> int:
    """1 lower, 2 Title, 3 UPPER, 4 one capital, 5 miXed, 6 digits, 7 letters and digits, 8 punctuation, 9 others (0: padding)."""
    letters = sum(c.isalpha() for c in word)
    digits = sum(c.isdigit() for c in word)
    if not letters:
        return 6 if digits else (8 if word.isascii() or len(word) == 1 else 9)
    if digits:
        return 7
    if word.islower():
        return 1
    if letters == 1:
        return 4
    if word.isupper():
        return 3
    if word[0].isupper() and word[1:].islower():
        return 2
    return 5 if any(c.isupper() for c in word) else 1
