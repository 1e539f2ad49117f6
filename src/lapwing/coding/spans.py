"""From a head token to the words that name a party, and whether it can be one."""

from __future__ import annotations

from lapwing.coding.drafts import Filler
from lapwing.coding.syntax import Tree, head_of
from lapwing.knowledge.cues import Cues

PARTY_LABELS = frozenset({"person", "organization", "group", "place", "facility"})
NEVER = frozenset({"this", "that", "which", "what", "there", "something", "nothing", "anything", "everything", "it", "such"})
MODIFIERS = ("det", "amod", "nummod", "advmod", "case", "punct", "nmod:desc", "compound")
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})


def filler(tree: Tree, number: int, token: int, rule: str, score: float = 1.0) -> Filler:
    """The full words of the party that the token heads: its mention, else its phrase; conjuncts stay apart."""
    mention = tree.mention_of(token)
    inside = mention is not None and not any(mention.first <= c < mention.last for c in tree.conjuncts(token)[1:])
    first, last = (mention.first, mention.last) if mention is not None and inside else tree.phrase(token)
    return Filler(number, first, last, score, False, rule)


def party(tree: Tree, token: int, cues: Cues) -> bool:
    """Whether the token may head an actor or recipient: a person, body, group, country, or a word of the party classes."""
    word = tree.tokens[token]
    lemma = tree.lemma(token)
    mention, label = tree.mention_of(token), tree.label(token)
    if label in PARTY_LABELS:
        return True
    if word.upos == "PRON":
        return lemma not in NEVER or lemma in RELATIVE
    if word.upos == "PROPN":
        return label not in ("time", "event", "object")
    if word.upos == "NUM":
        return mention is not None or (tree.is_(token, "obj", "nsubj", "iobj") and not tree.kids(token, "nmod"))
    return any(lemma in words for words in cues.classes.values()) or (lemma in cues.sources and cues.sources[lemma] != "document")


def nationality(tree: Tree, token: int) -> bool:
    """A modifier that can stand for a state or body: 'US strikes', 'Israeli raid', 'Hamas rockets'."""
    word = tree.tokens[token]
    return (
        word.upos == "PROPN"
        or (word.upos == "ADJ" and word.text[:1].isupper() and word.start > tree.sentence.start)
        or (
            word.upos == "ADJ"
            and tree.feat(token, "Degree") == "Pos"
            and word.text[:1].isupper()
            and word.text.endswith(("an", "ish", "ese", "i", "ench", "utch"))
        )
    )


def resolved(tree: Tree, token: int) -> tuple[int, ...]:
    """A relative pronoun stands for its antecedent, any other token for itself and its conjuncts."""
    if tree.lemma(token) in RELATIVE and tree.tokens[token].upos in ("PRON", "DET", "SCONJ"):
        for above in tree.above(token):
            if tree.is_(above, "acl:relcl") or tree.tokens[above].deprel == "acl":
                antecedent = tree.tokens[above].head
                return (antecedent,) if antecedent >= 0 else (token,)
    return tree.conjuncts(token)


def nominal_head(tree: Tree, first: int, last: int) -> int:
    """The noun that a range belongs to: its highest token, or the noun above where that is but a determiner, number or adjective."""
    head = head_of(tree, first, last)
    while tree.tokens[head].upos in ("DET", "ADJ", "NUM", "ADV", "ADP", "PART", "SYM", "PUNCT") and tree.is_(head, *MODIFIERS):
        above = tree.tokens[head].head
        if above < 0 or tree.tokens[above].upos not in ("NOUN", "PROPN", "NUM"):
            break
        head = above
    return head
