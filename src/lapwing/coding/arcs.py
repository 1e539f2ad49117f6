"""The parties, places and times that the reader's arcs name, each as the whole phrase that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lapwing.coding.drafts import Draft, Filler
from lapwing.coding.spans import RELATIVE, filler, nationality, nominal_head
from lapwing.coding.syntax import Tree, head_of
from lapwing.types import Argument

PLACING = frozenset({"NOUN", "PROPN", "PRON"})
"""What a place is named with."""
NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SEVERAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
"""Types whose partners are all actors, without being coordinated ('X met with Y')."""
SURE = 0.75
"""Score from which a second actor counts without being coordinated with the first ('X, along with Y, ...')."""
LINKING = frozenset({"PUNCT", "AUX", "ADP", "CCONJ", "SCONJ", "DET", "PART"})
"""What a phrase doesn't end with."""


def learned_fillers(tree: Tree, draft: Draft, label: str, least: float) -> tuple[Filler, ...]:
    """Fillers of one label (actor, recipient, place, time) from the draft's arcs of score ``least`` or more, in text order."""
    arcs = [a for a in (draft.learned.arguments if draft.learned else ()) if a.label == label and a.score >= least]
    found = []
    for arc in sorted(arcs, key=lambda a: -a.score):
        if label == "time":
            found.append(Filler(draft.sentence, arc.first, arc.last, arc.score, False, "arc"))
        elif label == "place":
            found += _place(tree, draft, arc)
        elif _naming(tree, nominal_head(tree, arc.first, arc.last)):
            found += [replace(_whole_name(tree, f), hints=arc.hints) for f in _members(tree, draft, arc)]
    chosen = apart(found, ())
    if label in ("actor", "recipient"):
        sure = SURE if label == "actor" else 1.1
        chosen = _coherent(tree, chosen, 0.0 if draft.type in SEVERAL and label == "actor" else sure)
        chosen = apart((*chosen, *_joined_by_and(tree, draft, chosen)), ())
        if label == "actor" and tree.sentence.zone == "title":
            chosen = apart((*chosen, *_joined_by_comma(tree, draft, chosen)), ())
    return tuple(sorted(chosen, key=lambda f: f.first))


def _whole_name(tree: Tree, f: Filler) -> Filler:
    """A phrase that begins inside a proper name takes the whole of it ("Biden" of "Joe Biden")."""
    for name in tree.sentence.names:
        if name.label in ("person", "organization") and name.first < f.first < name.last and f.first - name.first <= 3:
            return replace(f, first=name.first)
    return f


def _place(tree: Tree, draft: Draft, arc: Argument) -> list[Filler]:
    """A place arc as whole words: a name it cuts into is taken whole, a mere article or adjective goes on to its noun or is none."""
    first, last = arc.first, arc.last
    for name in tree.sentence.names:
        if name.label == "place" and name.first < last and first < name.last:
            first, last = min(first, name.first), max(last, name.last)
    if any(tree.tokens[i].upos in PLACING or tree.lemma(i) in ("there", "here", "where") for i in range(first, last)):
        return [Filler(draft.sentence, first, last, arc.score, False, "arc")]
    head = tree.tokens[head_of(tree, first, last)].head
    if head < 0 or tree.tokens[head].upos not in ("NOUN", "PROPN") or head < first:
        return []
    return [replace(filler(tree, draft.sentence, head, "arc", arc.score), first=min(first, head))]


def apart(fillers: Iterable[Filler], taken: Iterable[Filler]) -> tuple[Filler, ...]:
    """Fillers that share no token with those taken, each once."""
    kept: list[Filler] = []
    others = list(taken)
    for f in fillers:
        if not any(f.first < o.last and o.first < f.last for o in (*others, *kept)):
            kept.append(f)
    return tuple(kept)


def _naming(tree: Tree, head: int) -> bool:
    """A noun, or a word in a noun's place: 'a third', 'the Venezuelan', 'both'."""
    return tree.tokens[head].upos in NAMING or tree.is_(head, "nsubj", "obj", "iobj", "obl")


def _coherent(tree: Tree, fillers: tuple[Filler, ...], sure: float) -> tuple[Filler, ...]:
    """The best filler, those coordinated with it and those ``sure`` by themselves; an apposition is the same party told again."""
    kept: list[Filler] = []
    for f in fillers:  # best first
        listed = any(_listed(tree, *sorted((f, k), key=lambda x: x.first)) for k in kept)
        if not listed and any(_apposed(tree, f, k) or _apposed(tree, k, f) for k in kept):
            continue
        if not kept or f.score >= sure or listed or any(_coordinated(tree, f, k) for k in kept):
            kept.append(f)
    return tuple(kept)


def _joined_by_and(tree: Tree, draft: Draft, fillers: tuple[Filler, ...]) -> list[Filler]:
    """Conjuncts of the parties found that the reader left out: 'between X and Y'."""
    found = []
    for f in fillers:
        head = head_of(tree, f.first, f.last)
        for other in tree.conjuncts(head)[1:]:
            if tree.tokens[other].upos in ("NOUN", "PROPN") and not f.first <= other < f.last:
                found.append(filler(tree, draft.sentence, other, "coordination", f.score))
    return found


def _joined_by_comma(tree: Tree, draft: Draft, fillers: tuple[Filler, ...]) -> list[Filler]:
    """The second name of a headline's pair of subjects where the reader left it out: 'X, Y to meet'."""
    tokens = tree.tokens
    found = []
    for f in fillers:
        end = f.last + 1
        while end < draft.first and tokens[end].upos == "PROPN":
            end += 1
        names = all(t.upos == "PROPN" for t in tokens[: f.last])
        led = f.first == 0 and f.last < draft.first and tokens[f.last].text == "," and names
        if led and end > f.last + 1 and (end == draft.first or tokens[end].text == "to"):
            found.append(Filler(draft.sentence, f.last + 1, end, f.score, False, "headline"))
    return found


def _coordinated(tree: Tree, a: Filler, b: Filler) -> bool:
    """One head is a conjunct of the other, or only commas, 'and', 'or' stand between the two."""
    x, y = head_of(tree, a.first, a.last), head_of(tree, b.first, b.last)
    if (
        y in tree.conjuncts(x)
        or x in tree.conjuncts(y)
        or (tree.is_(x, "conj") and tree.is_(y, "conj") and tree.tokens[x].head == tree.tokens[y].head)
    ):
        return True
    left, right = sorted((a, b), key=lambda f: f.first)
    between = [t.text.lower() for t in tree.tokens[left.last : right.first]]
    return bool(between) and all(word in (",", "and", "or", "as", "well", "both") for word in between)


def _listed(tree: Tree, left: Filler, right: Filler) -> bool:
    """'X, Y trade blame': two names of one kind with a comma between and none behind, as headlines have it for 'and'."""
    size = len(tree.tokens)
    if [t.text for t in tree.tokens[left.last : right.first]] != [","] or (right.last < size and tree.tokens[right.last].upos == "PUNCT"):
        return False
    x, y = (tree.label(head_of(tree, f.first, f.last)) for f in (left, right))
    return tree.sentence.zone == "title" and x == y and x in ("person", "organization", "place")


def _apposed(tree: Tree, later: Filler, earlier: Filler) -> bool:
    """'a citizen, the pastor X', 'three members - two of one country and one of another'."""
    if earlier.last > later.first:
        return False
    head = head_of(tree, later.first, later.last)
    span = range(earlier.first, earlier.last)
    if any(tree.is_(t, "appos") and tree.tokens[t].head in span for t in (head, *tree.above(head))):
        return True
    between = [t.text for t in tree.tokens[earlier.last : later.first]]
    return bool(between) and all(word in (",", "-", "–", "—", "(", ":") for word in between) and not tree.is_(head, "conj")


def _members(tree: Tree, draft: Draft, arc: Argument) -> list[Filler]:
    """The parties of a learned span: each member of a coordination that it takes in ("the US and Iraq"), widened.

    Bare nouns that undergo a deed stay one party ("women and children").
    """
    head = nominal_head(tree, arc.first, arc.last)
    inside = [t for t in tree.conjuncts(head) if arc.first <= t < arc.last and tree.tokens[t].upos in ("NOUN", "PROPN")]
    separate = arc.label == "actor" or all(tree.tokens[t].upos == "PROPN" or tree.kids(t, "det") for t in inside)
    if len(inside) > 1 and separate and not tree.is_(head, "compound"):
        return [without(tree, draft, t, filler(tree, draft.sentence, t, "arc", arc.score)) for t in inside]
    whole = _widened(tree, draft, arc.first, arc.last, arc.score)
    states = [m for m in tree.kids(head, "amod", "compound") if nationality(tree, m) and arc.first <= m < head]
    later = [c for m in states for c in tree.conjuncts(m)[1:] if m < c < head and nationality(tree, c)]
    if len(later) != 1 or tree.feat(head, "Number") == "Sing":
        return [whole]
    return [replace(whole, last=_stop(tree, whole.first, later[0])), replace(whole, first=later[0])]  # "Thai and Cambodian soldiers"


def _stop(tree: Tree, first: int, last: int) -> int:
    """The end of a phrase without the words that a phrase doesn't end with."""
    while last > first + 1 and (tree.tokens[last - 1].upos in LINKING or tree.lemma(last - 1) in RELATIVE):
        last -= 1
    return last


def _widened(tree: Tree, draft: Draft, first: int, last: int, score: float) -> Filler:
    """A learned span grown to the whole phrase of the noun that it belongs to, where that takes in no conjunct."""
    head = nominal_head(tree, first, last)
    whole = without(tree, draft, head, filler(tree, draft.sentence, head, "arc", score))
    wide = whole.first <= first and last <= whole.last and not draft.first <= head < draft.last
    return whole if wide else Filler(draft.sentence, first, _stop(tree, first, last), score, False, "arc")


def without(tree: Tree, draft: Draft, head: int, f: Filler) -> Filler:
    """A phrase that tells the event itself ("the militia, which struck Y") ends before the clause or phrase that does."""
    if not (head < draft.first < f.last and f.first <= head):
        return f
    above = [draft.token, *tree.above(draft.token)]
    below = above[: above.index(head)] if head in above else []
    cut = min([draft.first, *(min(tree.subtree(b)) for b in below[-1:])])
    cut = _stop(tree, head, cut)
    return replace(f, last=cut) if cut > head else f
