"""Photo captions and the credits they end with."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.pages.credits import cut_credit, label_rest, only_names
from lapwing.pages.phrases import Phrases, key
from lapwing.types import Span


def split_captions(
    text: str, spans: Sequence[Span], phrases: Phrases, alone: Sequence[Span] = ()
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Captions and credits, apart from each other, each once; ``alone`` are credits already found on lines of their own."""
    captions: list[Span] = []
    credits = list(alone)
    for span in spans:
        line = text[span.start : span.end]
        start = caption_label(line, phrases)
        cut, credit = cut_credit(line, phrases)
        if cut > start:
            captions.append(Span(span.start + start, span.start + cut))
        if credit:
            credits.append(Span(span.start + credit[0], span.start + credit[1]))
    return once(text, captions), tuple(sorted(set(credits), key=lambda span: span.start))


def once(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans whose words were not given before, in text order."""
    said: dict[str, Span] = {}
    for span in sorted(spans, key=lambda s: s.start):
        said.setdefault(" ".join(text[span.start : span.end].split()).casefold(), span)
    return tuple(said.values())


def caption_label(text: str, phrases: Phrases) -> int:
    """Offset at which a caption's words start, a label such as "Image caption" left out."""
    label = phrases.opening("caption", key(text[:80]))
    head, colon, rest = text[:80].partition(":")
    if not label and colon and phrases.has("credit", key(head)) and not only_names(rest):
        label = key(head)
    return len(text) - len(label_rest(text, label)) if label else 0


def lone_credit(text: str, start: int, end: int, phrases: Phrases) -> Span:
    """The span of a credit on a line of its own, label and brackets left out."""
    line = text[start:end]
    label = phrases.opening("credit", key(line))
    if label and key(line) != label:
        start = end - len(label_rest(line, label))
    while start < end and text[start] in "([©™ ":
        start += 1
    while end > start and text[end - 1] in ")] ":
        end -= 1
    return Span(start, end)
