"""Names, and the photo credits that are made of them."""

from __future__ import annotations

import re

from lapwing.pages.phrases import Phrases, key

NAME = re.compile(r"[^\W\d_a-z][\w'’.\-]*")
JOINS = frozenset(
    "and und y et e en og och och da de del den der di do dos du el la le van von bin ibn al in of for at the with i ve و a".split()
)
TRAIL = re.compile(r"\s?[(\[]([^()\[\]]{2,90})[)\]]\s*\.?$")
SLASH = re.compile(r"^(?:[A-Z][\w.'’ \-]{1,40}/)+\s?[A-Z][\w.'’ \-]{1,40}$|^[A-Z][\w.'’\- ]{2,40} (?:via|for|/) [A-Z]")
PHOTO = re.compile(
    r"\b(?:photo|photograph|foto|image|picture|via|handout|courtesy|credit|file|pool|getty|photographer|stringer)\b", re.IGNORECASE
)
NAMED_CREDIT = re.compile(
    r"(?:^|[.!?”\"'’)]\s+|\s[|–—-]\s*|\s)"
    r"((?:Photo(?:graph)?s?|Foto|Picture|Image|Credit|Crédit|Crédito|Fotograf\w*)s?(?: (?:by|[Cc]redit|courtesy of))?\s*[:©/]\s*(.{2,70}))$"
)
BY_PERSON = re.compile(r"(?<=[.!?”\"] )([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3} ?/ ?[A-Z][\w.'’-]+(?: [\w.'’-]+){0,4})$")
UNMARKED = re.compile(r" ([A-Z][\w'’-]+ [A-Z][\w'’-]+,? ([A-Z]{2,4})(?:/[\w ]{2,20})?)$")
AFTER_BAR = re.compile(r"\s*(?:[|©–—]|\s-)\s*([^|©]{2,60})$|(?<=[.!?”\"])\s+([A-Z][\w./’' -]{1,40})$")


def only_names(text: str) -> bool:
    """Whether all words are capitalised, small words between names aside."""
    words = [word.strip(",;:|•·()") for word in text.replace("/", " ").split()]
    words = [word for word in words if word and word not in "-–—/&"]
    names = sum(1 for word in words if NAME.fullmatch(word) or (word[:1].isalpha() and not word[:1].isascii() and not word[:1].islower()))
    small = sum(1 for word in words if word.casefold() in JOINS)
    return 0 < len(words) <= 14 and names >= 1 and names + small >= len(words)


def is_agency(text: str, phrases: Phrases) -> bool:
    """Whether a text names an agency or photo service: "AP", "AFP via Getty Images", "Pool via REUTERS"."""
    pieces = [key(piece) for piece in re.split(r"/| via |,| for |\||;", text)]
    return any(phrases.has("agency", piece) for piece in pieces if piece) or bool(phrases.opening("agency", key(text)))


def credit_of(text: str, phrases: Phrases) -> tuple[int, int] | None:
    """Where the credit stands in a caption that ends with one in brackets: range in the text, or None.

    "(Khalid Mohammed/Pool via REUTERS)", "[AFP]", "(Lebanese Presidency)", but not "(PMF)." within a sentence.
    """
    match = TRAIL.search(text) if text[-2:].rstrip(".")[-1:] in (")", "]") else None
    if not match or match.start() == 0 or len(match[1].split()) > 12:
        return None
    inside = match[1]
    named = is_agency(inside, phrases) or bool(SLASH.match(inside)) or bool(PHOTO.search(inside))
    proper = only_names(inside) and not text.endswith(".") and not inside.isupper() and text[: match.start()].count(" ") >= 2
    return match.span(1) if named or proper else None


def cut_credit(text: str, phrases: Phrases) -> tuple[int, tuple[int, int] | None]:
    """Where the caption's words end, and where its credit stands."""
    if found := credit_of(text, phrases):
        match = TRAIL.search(text)
        return (match.start() if match else found[0]), found
    tail_at = max(0, len(text) - 120)
    tail = text[tail_at:]
    if (":" in tail or "/" in tail or "©" in tail) and (match := NAMED_CREDIT.search(tail)) and names_somebody(match[2], phrases):
        return len(text[: tail_at + match.start(1)].rstrip(" |–—-")), (tail_at + match.start(2), tail_at + match.end(2))
    if tail[-1] not in ".?!" and (match := AFTER_BAR.search(tail)) and is_lone_credit(match[1] or match[2], phrases):
        group = 1 if match[1] else 2
        return len(text[: tail_at + match.start()].rstrip()), (tail_at + match.start(group), tail_at + match.end(group))
    if "/" in tail and (match := BY_PERSON.search(tail)) and only_names(match[1]):
        return tail_at + match.start() - 1, (tail_at + match.start(1), tail_at + match.end(1))
    if (match := UNMARKED.search(tail)) and phrases.has("agency", key(match[2])) and tail.count(" ") >= 6:
        return tail_at + match.start(), (tail_at + match.start(1), tail_at + match.end(1))
    return len(text), None


def names_somebody(text: str, phrases: Phrases) -> bool:
    """Whether what stands behind "Photo:" is a name, not a caption."""
    return only_names(text) or text.count(" ") <= 2 or (is_agency(text, phrases) and ". " not in text)


def is_lone_credit(text: str, phrases: Phrases) -> bool:
    """Whether a line is nothing but a credit: "Reuters", "(AFP)", "REUTERS/Jane Doe", "© AP"."""
    bare = text.strip("()[]©™ .")
    if not bare:
        return False
    return phrases.has("agency", key(bare)) or bool(
        re.fullmatch(r"[A-Z][\w.'’ \-]{1,40}/\s?[A-Z][\w.'’ /\-]{1,40}", bare) and is_agency(bare, phrases)
    )


def after(text: str, label: str) -> int:
    """Offset behind the label, whose letters stand at the start of the text."""
    wanted = sum(len(word) for word in label.split())
    for at, char in enumerate(text):
        if wanted == 0:
            return at
        wanted -= char.isalpha()
    return len(text)


def label_rest(text: str, label: str) -> str:
    """What follows a label and its punctuation."""
    return text[after(text, label) :].lstrip(" :|,.-–—©")
