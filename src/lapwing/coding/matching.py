"""Where lexicon entries stand in a sentence, and whether their conditions hold."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.coding.syntax import Tree, head_of
from lapwing.knowledge.cues import Cues
from lapwing.knowledge.lexicon import PREFIXES, Condition, Entry, Lexicon

GAP = 6  # words that "_" may stand for
HYPHENS = frozenset("-‐‑–")
VERBAL = frozenset({"VERB", "AUX"})
PARTIES = frozenset({"person", "organization", "group", "place"})
ARGUMENTS = {"obj": ("obj", "iobj", "nsubj:pass"), "subj": ("nsubj", "nsubj:pass")}


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a sentence: its head token and the tokens that took part."""

    entry: Entry
    head: int
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence as the lexicon sees it: the tokens but for hyphens, and under which words each token is found."""

    tree: Tree
    order: tuple[int, ...]
    keys: tuple[tuple[str, ...], ...]


def matches(tree: Tree, lexicon: Lexicon, cues: Cues) -> tuple[Match, ...]:
    """All entries, vetoes among them, whose words and conditions the sentence meets."""
    order = tuple(i for i, token in enumerate(tree.tokens) if token.text not in HYPHENS)
    keys = tuple(_keys(tree, i) for i in range(len(tree.tokens)))
    words = _Words(tree, order, keys)
    present = {"_", *(key for own in keys for key in own)}
    found = []
    for position, token in enumerate(order):
        for key in keys[token]:
            for entry in lexicon.starting(key):
                if not present.issuperset(entry.words):
                    continue
                match = _match(words, entry, position)
                if match is not None and all(_holds(tree, match, condition, cues) for condition in entry.conditions):
                    found.append(match)
    return tuple(found)


def _keys(tree: Tree, token: int) -> tuple[str, ...]:
    word = tree.sentence.tokens[token]
    lemma, text = _plain(word.lemma), _plain(word.text)
    return (lemma,) if lemma == text else (lemma, text)


def _plain(word: str) -> str:
    word = word.casefold()
    if "-" not in word:
        return word
    head, hyphen, tail = word.partition("-")
    return head + tail.replace("-", "") if hyphen and head in PREFIXES else word


def _match(words: _Words, entry: Entry, position: int) -> Match | None:
    tree, first = words.tree, words.order[position]
    if entry.pos == "v" and tree.tokens[first].upos not in VERBAL and not tree.feat(first, "VerbForm"):
        return None
    tokens = _sequence(words, entry.words, position) or _by_syntax(words, entry, first)
    if tokens is None:
        return None
    head = tokens[0] if entry.pos == "v" else _noun_head(tree, tokens)
    if (
        entry.pos == "n"
        and tree.tokens[head].upos not in ("NOUN", "PROPN")
        and not (len(tokens) > 1 and tree.tokens[head].upos in ("ADJ", "VERB"))
    ):
        return None
    if entry.pos == "a" and tree.tokens[head].upos not in ("ADJ", "VERB", "ADV"):
        return None
    return Match(entry, head, tokens)


def _sequence(sentence: _Words, words: tuple[str, ...], position: int) -> tuple[int, ...] | None:
    tree, order, keys = sentence.tree, sentence.order, sentence.keys
    tokens = [order[position]]
    at, gap = position + 1, 0
    for word in words[1:]:
        if word == "_":
            gap = GAP
            continue
        stop = min(len(order), at + gap + 1)
        hit = next((k for k in range(at, stop) if word in keys[order[k]]), None)
        if hit is None or any(tree.tokens[order[k]].text in ".;:!?" for k in range(at, hit)):
            return None
        tokens.append(order[hit])
        at, gap = hit + 1, 0
    return tuple(tokens)


def _by_syntax(sentence: _Words, entry: Entry, verb: int) -> tuple[int, ...] | None:
    """'hold _ talk' in the passive or with the noun before the verb; 'call _ off' with the particle anywhere."""
    if entry.pos != "v":
        return None
    tree, literal = sentence.tree, [word for word in entry.words if word != "_"]
    if len(literal) != 2:
        return None
    near = [*tree.kids(verb, "nsubj:pass", "obj", "compound:prt")]
    if tree.is_(verb, "acl"):
        near.append(tree.tokens[verb].head)
    hit = next((k for k in near if k >= 0 and literal[1] in sentence.keys[k]), None)
    return None if hit is None else (verb, hit)


def _noun_head(tree: Tree, tokens: tuple[int, ...]) -> int:
    return next(
        (t for t in tokens if tree.tokens[t].head not in tokens and tree.tokens[t].upos in ("NOUN", "PROPN")),
        head_of(tree, tokens[0], tokens[-1] + 1),
    )


def _holds(tree: Tree, match: Match, condition: Condition, cues: Cues) -> bool:
    negative, key = condition.key.startswith("not-"), condition.key.removeprefix("not-")
    near = _near(tree, match.head, key)
    if key == "to":
        return any(tree.kids(c, "mark") for c in tree.kids(match.head, "xcomp", "ccomp"))
    if key in ("prep", "comp-prep"):
        return bool(near & condition.values)
    hit = any(_in(tree, token, condition.values, cues) for token in near) if near else False
    return not hit if negative else hit


def _near(tree: Tree, head: int, key: str) -> set:  # type: ignore[type-arg]
    """Tokens (or prepositions, for ``prep``) that a condition looks at."""
    if key in ("prep", "comp-prep"):
        found = {tree.case(c) for c in tree.kids(head, "obl", "nmod")}
        return found | {tree.tokens[m].text.lower() for c in tree.kids(head, "acl", "advcl") for m in tree.kids(c, "mark")}
    if key == "comp":
        return set(tree.kids(head, "compound", "amod", "nmod:poss", "nummod"))
    direct = tree.kids(head, *(ARGUMENTS["obj"] if key == "obj" else ("nsubj",)))
    if key == "obj":
        direct += tuple(c for c in tree.kids(head, "nmod") if tree.case(c) == "of")
    if key == "subj":
        passive = [c for c in direct if tree.tokens[c].deprel == "nsubj:pass"]
        direct = tuple(c for c in direct if c not in passive)
        direct += tuple(c for c in tree.kids(head, "obl") if tree.case(c) == "by")
    if not direct and tree.is_(head, "acl", "acl:relcl"):
        past = tree.feat(head, "VerbForm") == "Part" and tree.feat(head, "Tense") == "Past"
        if past == (key == "obj"):
            direct = (tree.tokens[head].head,)
    if not direct and key == "subj" and tree.is_(head, "conj", "xcomp", "advcl"):
        return _near(tree, tree.tokens[head].head, key)
    return {t for d in direct for t in tree.conjuncts(d)}


def _in(tree: Tree, token: int, values: frozenset[str], cues: Cues) -> bool:
    keys = _keys(tree, token)
    compounds = [f"{_plain(tree.tokens[c].lemma)} {keys[0]}" for c in tree.kids(token, "compound", "amod")]
    for value in values:
        if not value.startswith("@"):
            if value in keys or value in compounds:
                return True
        elif _in_class(tree, token, value[1:], (*keys, *compounds), cues):
            return True
    return False


def _in_class(tree: Tree, token: int, name: str, keys: tuple[str, ...], cues: Cues) -> bool:
    if name == "any":
        return True
    word = tree.tokens[token]
    label = tree.label(token)
    if name in ("party", "animate"):
        personal = word.upos == "PRON" and keys[0] not in ("it", "this", "that", "which", "what", "something")
        animate = label in ("person", "organization", "group") or (word.upos == "PROPN" and label not in ("time", "object", "event"))
        listed = any(key in words for key in keys for words in cues.classes.values())
        return personal or animate or listed or (name == "party" and (label == "place" or word.upos == "PRON"))
    if name == "person":
        return label == "person" or word.upos == "PRON"
    if name == "country":
        return label == "place" or word.upos == "PROPN"
    listed = any(key in cues.classes.get(name, ()) for key in keys)
    unknown = word.upos == "PROPN" or (word.upos == "PRON" and keys[0] not in ("this", "that", "what"))
    return listed or (unknown and label not in ("time", "object") and name in ("force", "state", "group"))
