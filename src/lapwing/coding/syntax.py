"""Questions about one sentence's dependency tree, asked by the rest of the room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence with the children of each token."""

    sentence: Sentence
    children: tuple[tuple[int, ...], ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.sentence.tokens

    def kids(self, token: int, *relations: str) -> tuple[int, ...]:
        """Children of a token, all or those in one of the relations (``nsubj`` covers ``nsubj:pass`` as well)."""
        if not relations:
            return self.children[token]
        return tuple(c for c in self.children[token] if _is(self.tokens[c].deprel, relations))

    def is_(self, token: int, *relations: str) -> bool:
        """Whether the token stands in one of the relations to its head."""
        return _is(self.tokens[token].deprel, relations)

    def subtree(self, token: int, leave_out: frozenset[str] = frozenset()) -> Iterator[int]:
        """The token and all below it, except branches in the relations left out."""
        stack, seen = [token], set()
        while stack:
            here = stack.pop()
            if here in seen:
                continue
            seen.add(here)
            yield here
            stack += [c for c in self.children[here] if self.tokens[c].deprel not in leave_out]

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
        for pair in self.tokens[token].feats.split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return ""

    def case(self, token: int) -> str:
        """The preposition of a nominal, lower case ('according to' as one), or ''."""
        found = self.kids(token, "case")
        if not found:
            return ""
        words = [self.tokens[found[0]].text.lower()] + [self.tokens[c].text.lower() for c in self.kids(found[0], "fixed")]
        return " ".join(words)

    def phrase(self, token: int) -> tuple[int, int]:
        """Token range [first, last) of the phrase that a nominal heads, without relative clauses, conjuncts and its preposition."""
        inside = sorted(self.subtree_phrase(token))
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
        deep = frozenset({"acl:relcl", "parataxis", "advcl"})
        for child in self.children[token]:
            if self.tokens[child].deprel in OUTSIDE_PHRASE and not (
                self.tokens[child].deprel == "punct" and self.tokens[child].text in "-–"
            ):
                continue
            inside.update(self.subtree(child, deep))
        return inside

    def conjuncts(self, token: int) -> tuple[int, ...]:
        """The token and those coordinated under it."""
        found = [token]
        for child in self.kids(token, "conj"):
            found.extend(self.conjuncts(child))
        return tuple(found)

    def mention_of(self, token: int) -> Mention | None:
        """The widest mention that the token heads."""
        found = [m for m in self.sentence.mentions if m.head == token]
        return max(found, key=lambda m: m.last - m.first, default=None)

    def label(self, token: int) -> str:
        """What the token names: the label of a proper name that it belongs to, else of the mention that it heads, else ''."""
        name = next((n for n in self.sentence.names if n.first <= token < n.last), None)
        if name is not None and name.label != "other":
            return name.label
        mention = self.mention_of(token)
        return mention.label if mention is not None else ""

    def text(self, first: int, last: int) -> str:
        """Words of a token range, blanks between them."""
        return " ".join(t.text for t in self.tokens[first:last])

    def lemma(self, token: int) -> str:
        """Lower-case lemma."""
        return self.tokens[token].lemma.lower()


def tree(sentence: Sentence) -> Tree:
    """Index a sentence; heads out of range count as root."""
    children: list[list[int]] = [[] for _ in sentence.tokens]
    for i, token in enumerate(sentence.tokens):
        if 0 <= token.head < len(sentence.tokens) and token.head != i:
            children[token.head].append(i)
    return Tree(sentence, tuple(map(tuple, children)))


def head_of(tree: Tree, first: int, last: int) -> int:
    """The token of a range whose head lies outside it (the highest one)."""
    for i in range(first, last):
        if not first <= tree.tokens[i].head < last and tree.tokens[i].upos != "PUNCT":
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


def _is(relation: str, wanted: tuple[str, ...]) -> bool:
    return relation in wanted or relation.partition(":")[0] in wanted
