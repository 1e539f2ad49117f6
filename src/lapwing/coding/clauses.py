"""Who does a verb and who undergoes it: passives, control and raising, relative clauses, coordination, participles."""

from __future__ import annotations

from lapwing.coding.spans import RELATIVE, resolved
from lapwing.coding.syntax import Tree
from lapwing.knowledge.cues import Cues

DEPTH = 6  # steps up the tree in search of a subject


def passive(tree: Tree, verb: int) -> bool:
    """Whether the verb's grammatical subject undergoes it."""
    if tree.kids(verb, "aux:pass", "nsubj:pass"):
        return True
    participle = tree.feat(verb, "VerbForm") == "Part" and tree.feat(verb, "Tense") == "Past"
    finite = tree.kids(verb, "aux", "nsubj")
    if tree.feat(verb, "Voice") == "Pass":
        return True
    if participle and not finite and tree.is_(verb, "acl", "amod", "advcl", "xcomp"):
        return not tree.kids(verb, "obj") or bool(_by(tree, verb))
    head = tree.tokens[verb].head
    return participle and not finite and tree.is_(verb, "conj") and head >= 0 and passive(tree, head) and not tree.kids(verb, "obj")


def doers(tree: Tree, verb: int, cues: Cues) -> tuple[int, ...]:
    """Head tokens of those who do the verb."""
    if passive(tree, verb):
        return tuple(t for b in _by(tree, verb) for t in resolved(tree, b))
    return subjects(tree, verb, cues)


def undergoers(tree: Tree, verb: int, cues: Cues) -> tuple[int, ...]:
    """Head tokens of those whom the verb concerns as its object."""
    if passive(tree, verb):
        return subjects(tree, verb, cues)
    found = [t for o in tree.kids(verb, "obj", "iobj") for t in resolved(tree, o)]
    if not found and tree.tokens[verb].deprel == "acl:relcl":
        own = tree.kids(verb, "nsubj")
        if own and tree.lemma(own[0]) not in RELATIVE:
            found.append(tree.tokens[verb].head)
    return tuple(found)


def subjects(tree: Tree, verb: int, cues: Cues, depth: int = DEPTH) -> tuple[int, ...]:
    """The grammatical subject, overt or understood."""
    overt = tree.kids(verb, "nsubj")
    if overt:
        return tuple(t for s in overt for t in resolved(tree, s))
    head = tree.tokens[verb].head
    if depth == 0 or head < 0:
        return ()
    if tree.is_(verb, "acl", "amod") and not _infinitive(tree, verb):
        return tree.conjuncts(head)
    if tree.is_(verb, "acl"):
        return holders(tree, head, cues, depth - 1)
    if tree.is_(verb, "xcomp", "ccomp") and tree.lemma(head) in cues.controls:
        objects = [t for o in tree.kids(head, "obj", "iobj", *(("nsubj:pass",) if passive(tree, head) else ())) for t in resolved(tree, o)]
        called = [t for o in tree.kids(head, "obl") if tree.case(o) in ("on", "upon", "to") for t in resolved(tree, o)]
        if objects or called:
            return tuple(objects or called)
    if tree.tokens[head].upos in ("NOUN", "PROPN") and not tree.kids(head, "cop"):
        return holders(tree, head, cues, depth - 1) if not tree.is_(verb, "conj") else ()
    if tree.is_(verb, "xcomp", "advcl", "conj", "ccomp", "parataxis"):
        return subjects(tree, head, cues, depth - 1)
    return ()


def holders(tree: Tree, noun: int, cues: Cues, depth: int = DEPTH) -> tuple[int, ...]:
    """Who has a noun such as 'plan' or 'decision': its possessor, its 'by' phrase, or the subject of its verb."""
    owners = [t for p in tree.kids(noun, "nmod:poss") for t in resolved(tree, p)]
    owners += [t for p in tree.kids(noun, "nmod") if tree.case(p) == "by" for t in resolved(tree, p)]
    if owners:
        return tuple(owners)
    head = tree.tokens[noun].head
    if depth and head >= 0 and tree.is_(noun, "obj", "obl") and tree.tokens[head].upos in ("VERB", "AUX"):
        return subjects(tree, head, cues, depth - 1)
    return ()


def clause(tree: Tree, token: int) -> int:
    """The verb of the clause that the token belongs to (itself where it is one)."""
    if tree.tokens[token].upos in ("VERB", "AUX"):
        return token
    for above in tree.above(token):
        if tree.tokens[above].upos in ("VERB", "AUX") or tree.kids(above, "cop"):
            return above
    return token


def _by(tree: Tree, verb: int) -> tuple[int, ...]:
    return tuple(o for o in tree.kids(verb, "obl", "nmod") if tree.case(o) == "by" or tree.tokens[o].deprel == "obl:agent")


def _infinitive(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[m].text.lower() == "to" for m in tree.kids(verb, "mark"))
