"""How many were killed, injured, arrested, or took part."""

from __future__ import annotations

import re

from lapwing.coding.clauses import doers, undergoers
from lapwing.coding.drafts import Draft, Numbers
from lapwing.coding.syntax import Tree
from lapwing.knowledge.cues import Cues

WORDS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
} | {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
KILLED = frozenset("kill die dead slay massacre slaughter murder shoot assassinate execute behead".split())
INJURED = frozenset("injure wound hurt maim injured wounded".split())
ARRESTED = frozenset("arrest detain jail capture seize round".split())
DEATH_NOUNS = {
    "dead": "killed",
    "death": "killed",
    "fatality": "killed",
    "casualty": "killed",
    "wounded": "injured",
    "injured": "injured",
    "injury": "injured",
}


def count(tree: Tree, draft: Draft, cues: Cues) -> Numbers:
    """Numbers that the sentence gives for this draft."""
    killed = injured = arrested = size = None
    if draft.type == "ASSAULT":
        killed, injured = _victims(tree, draft, cues)
        if draft.mode == "abduct":
            size = _of(tree, undergoers(tree, draft.token, cues))
    elif draft.type == "COERCE" and draft.mode == "arrest":
        heads = undergoers(tree, draft.token, cues) or _of_phrase(tree, draft.token) or tree.kids(draft.token, "nmod:poss")
        arrested = _of(tree, heads) or _quantity(tree, draft.token)
    elif draft.type == "PROTEST":
        size = _of(tree, doers(tree, draft.token, cues) or _of_phrase(tree, draft.token))
    return Numbers(killed, injured, arrested, size)


def _victims(tree: Tree, draft: Draft, cues: Cues) -> tuple[int | None, int | None]:
    found: dict[str, int | None] = {"killed": None, "injured": None}
    for i, token in enumerate(tree.tokens):
        lemma = tree.lemma(i)
        kind = "killed" if lemma in KILLED else "injured" if lemma in INJURED else None
        if kind and (token.upos == "VERB" or tree.feat(i, "VerbForm")) and _near(tree, i, draft.token):
            heads = () if _shared(tree, i) else (doers(tree, i, cues) if lemma == "die" else undergoers(tree, i, cues))
            number = _of(tree, heads) or _elided(tree, i)
        elif lemma in DEATH_NOUNS and token.upos in ("NOUN", "ADJ") and _near(tree, i, draft.token):
            kind = DEATH_NOUNS[lemma]
            number = _quantity(tree, i) or (_of(tree, (token.head,)) if token.head >= 0 and tree.is_(i, "xcomp", "amod", "acl") else None)
            if number is None and tree.is_(i, "xcomp") and token.head >= 0:
                number = _of(tree, undergoers(tree, token.head, cues))
        else:
            continue
        if number is not None and found[kind] is None:
            found[kind] = number
    return found["killed"], found["injured"]


def _shared(tree: Tree, verb: int) -> bool:
    """'ten killed and dozens injured': the second verb does not count the first one's victims."""
    head = tree.tokens[verb].head
    return tree.is_(verb, "conj") and head >= 0 and tree.lemma(head) in KILLED | INJURED and not tree.kids(verb, "nsubj", "obj")


def _near(tree: Tree, a: int, b: int) -> bool:
    """The words are one, or one lies above the other, or both hang on one clause without a report between."""
    if a == b or a in tree.above(b) or b in tree.above(a):
        return True
    heads_a, heads_b = list(tree.above(a))[:3], list(tree.above(b))[:3]
    return bool(set(heads_a) & set(heads_b))


def _elided(tree: Tree, verb: int) -> int | None:
    """'killed nine and wounded 31': the number itself is the object."""
    return next(
        (n for c in tree.kids(verb, "obj", "nsubj:pass", "obl") if (n := value(tree.tokens[c].text)) is not None and not tree.case(c)), None
    )


def _of_phrase(tree: Tree, noun: int) -> tuple[int, ...]:
    return tuple(c for c in tree.kids(noun, "nmod") if tree.case(c) in ("of", "by"))


def _of(tree: Tree, heads: tuple[int, ...]) -> int | None:
    numbers = [n for h in heads if (n := _quantity(tree, h)) is not None]
    return sum(numbers) if numbers else None


def _quantity(tree: Tree, head: int) -> int | None:
    """The number that counts a noun, or the noun's own value where it is a number."""
    own = value(tree.tokens[head].text)
    if own is not None and tree.tokens[head].upos == "NUM":
        return own
    for child in tree.kids(head, "nummod"):
        parts = [tree.tokens[c].text for c in sorted([child, *tree.kids(child, "compound", "flat", "nummod")])]
        number = phrase_value(parts)
        if number is not None:
            return number
    return 1 if _one(tree, head) else None


def _one(tree: Tree, head: int) -> bool:
    """A person in the singular, alone."""
    single = tree.tokens[head].upos in ("NOUN", "PROPN") and tree.feat(head, "Number") != "Plur" and tree.label(head) == "person"
    return single and not tree.kids(head, "conj") and not tree.tokens[head].text.endswith("s")


def value(word: str) -> int | None:
    """A number word or figure as an integer, or None."""
    text = word.lower().replace(",", "")
    if re.fullmatch(r"\d{1,9}", text):
        return int(text)
    if text in WORDS:
        return WORDS[text]
    head, _, tail = text.partition("-")
    if head in WORDS and tail in WORDS and WORDS[head] >= 20:
        return WORDS[head] + WORDS[tail]
    return SCALES.get(text) if text == "dozen" else None


def phrase_value(words: list[str]) -> int | None:
    """'two hundred', '1.5 million', 'twenty - one' as an integer, or None."""
    total = 0.0
    seen = False
    for word in words:
        text = word.lower().replace(",", "")
        if re.fullmatch(r"\d+(?:\.\d+)?", text):
            total, seen = total + float(text), True
        elif text in SCALES or (seen and text.rstrip("s") in SCALES):
            total, seen = max(total, 1.0) * SCALES.get(text, SCALES.get(text.rstrip("s"), 1)), True
        elif (number := value(text)) is not None:
            total, seen = total + number, True
    return int(total) if seen else None
