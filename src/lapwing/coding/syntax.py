"""Questions about one sentence's dependency tree, asked by the rest of the room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lapwing.types import Mention, Sentence, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
OUTSIDE_PHRASE = frozenset(
    {
        "acl:relcl",
        "cc",
        "conj",
        "parataxis",
        "punct",
        "advcl",
        "advcl:relcl",
        "appos",
        "list",
        "dep",
        "cop",
        "nsubj",
        "nsubj:pass",
        "csubj",
        "aux",
        "mark",
        "nsubj:outer",
        "case",
        "discourse",
        "advmod:emph",
        "obl:tmod",
        "nmod:tmod",
        "obl:unmarked",
    }
)
"""Dependents of a noun that do not belong to the phrase that names it (``case`` is its preposition)."""
DEEP = frozenset({"acl:relcl", "parataxis", "advcl"})
"""Branches further down that do not belong to it either."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence with the children of each token, and what is asked for most about each token."""

    sentence: Sentence
    children: tuple[tuple[int, ...], ...]
    relations: tuple[tuple[str, str], ...] = field(repr=False)  # relation, and the part before its colon
    lemmas: tuple[str, ...] = field(repr=False)  # lower case
    widest: Mapping[int, Mention] = field(repr=False)  # head -> the widest mention that it heads

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.sentence.tokens

    def kids(self, token: int, *relations: str) -> tuple[int, ...]:
        """Children of a token, all or those in one of the relations (``nsubj`` covers ``nsubj:pass`` as well)."""
        children = self.children[token]
        if not relations or not children:
            return children
        own = self.relations
        return tuple([c for c in children if own[c][0] in relations or own[c][1] in relations])

    def is_(self, token: int, *relations: str) -> bool:
        """Whether the token stands in one of the relations to its head."""
        relation, base = self.relations[token]
        return relation in relations or base in relations

    def subtree(self, token: int, leave_out: frozenset[str] = frozenset()) -> tuple[int, ...]:
        """The token and all below it, except branches in the relations left out."""
        children, relations = self.children, self.relations
        if not children[token]:
            return (token,)
        stack, seen = [token], dict[int, None]()
        while stack:
            here = stack.pop()
            if here in seen:
                continue
            seen[here] = None
            if children[here]:
                stack += [c for c in children[here] if relations[c][0] not in leave_out] if leave_out else children[here]
        return tuple(seen)

    def above(self, token: int) -> Iterator[int]:
        """Heads of the token, nearest first."""
        seen = {token}
        here = self.tokens[token].head
        while here >= 0 and here not in seen:
            seen.add(here)
            yield here
            here = self.tokens[here].head

    def feat(self, token: int, name: str) -> str:
        """Value of a UD feature, or ''."""
        feats = self.sentence.tokens[token].feats
        if name not in feats:
            return ""
        for pair in feats.split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return ""

    def case(self, token: int) -> str:
        """The preposition of a nominal, lower case ('according to' as one), or ''."""
        found = self.kids(token, "case")
        if not found:
            return ""
        words = [self.tokens[c].text.lower() for c in (found[0], *self.kids(found[0], "fixed"))]
        return " ".join(words)

    def phrase(self, token: int) -> tuple[int, int]:
        """Token range [first, last) of the phrase that a nominal heads, without relative clauses, conjuncts and its preposition."""
        inside = self.subtree_phrase(token)
        first = last = token
        while first - 1 in inside:
            first -= 1
        while last + 1 in inside:
            last += 1
        while last > token and self.tokens[last].upos == "PUNCT":
            last -= 1
        while first < token and self.tokens[first].upos == "PUNCT":
            first += 1
        return first, last + 1

    def subtree_phrase(self, token: int) -> set[int]:
        """Tokens of the phrase: the head's own clause parts left out, deeper branches whole but for relative clauses."""
        inside = {token}
        for child in self.children[token]:
            relation = self.relations[child][0]
            if relation in OUTSIDE_PHRASE and not (relation == "punct" and self.tokens[child].text in "-–"):
                continue
            inside.update(self.subtree(child, DEEP))
        return inside

    def conjuncts(self, token: int) -> tuple[int, ...]:
        """The token and those coordinated under it."""
        found = [token]
        for child in self.kids(token, "conj"):
            found.extend(self.conjuncts(child))
        return tuple(found)

    def mention_of(self, token: int) -> Mention | None:
        """The widest mention that the token heads."""
        return self.widest.get(token)

    def label(self, token: int) -> str:
        """What the token names: the label of a proper name that it belongs to, else of the mention that it heads, else ''."""
        for name in self.sentence.names:
            if name.first <= token < name.last:
                if name.label != "other":
                    return name.label
                break
        mention = self.widest.get(token)
        return mention.label if mention is not None else ""

    def text(self, first: int, last: int) -> str:
        """Words of a token range, blanks between them."""
        return " ".join(t.text for t in self.tokens[first:last])

    def lemma(self, token: int) -> str:
        """Lower-case lemma."""
        return self.lemmas[token]


def tree(sentence: Sentence) -> Tree:
    """Index a sentence; heads out of range count as root."""
    size = len(sentence.tokens)
    children: list[list[int] | tuple[()]] = [()] * size
    for i, token in enumerate(sentence.tokens):
        if 0 <= token.head < size and token.head != i:
            children[token.head] = [*children[token.head], i]
    widest: dict[int, Mention] = {}
    for mention in sentence.mentions:
        known = widest.get(mention.head)
        if known is None or mention.last - mention.first > known.last - known.first:
            widest[mention.head] = mention
    relations = tuple([(t.deprel, t.deprel.partition(":")[0]) for t in sentence.tokens])
    return Tree(sentence, tuple(map(tuple, children)), relations, tuple([t.lemma.lower() for t in sentence.tokens]), widest)


def head_of(tree: Tree, first: int, last: int) -> int:
    """The token of a range whose head lies outside it (the highest one)."""
    tokens = tree.sentence.tokens
    for i in range(first, last):
        if not first <= tokens[i].head < last and tokens[i].upos != "PUNCT":
            return i
    return max(first, last - 1)


def quoted_tokens(sentence: Sentence, open_before: bool = False) -> tuple[frozenset[int], bool]:
    """Tokens inside double quotation marks, and whether a quotation is still open at the end."""
    inside, open_ = set(), open_before
    for i, token in enumerate(sentence.tokens):
        if token.text in ("“", "„", "«", "``"):
            open_ = True
        elif token.text in ("”", "»", "''"):
            open_ = False
        elif token.text == '"':
            open_ = not open_
        elif open_:
            inside.add(i)
    return frozenset(inside), open_
