"""Whether an event happened and how sure the text is: by scope in the tree, weighed with the reader's answer."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lapwing.coding.drafts import Draft, Standing
from lapwing.coding.parameters import Parameters
from lapwing.coding.syntax import Tree
from lapwing.knowledge.cues import Cues
from lapwing.types import Status

STATUSES: tuple[Status, ...] = ("actual", "planned", "hypothetical", "negated")
COMPLEMENT = frozenset({"xcomp", "ccomp", "obj", "acl", "csubj", "nsubj:pass"})
OF_NOUN = frozenset({"of", "for", "to", "on", "about", "against"})
OF_VERB = frozenset({"for", "of", "to", "from", "on", "about", "with", "against", "into", "in"})
WEAK_MODALS = frozenset({"may", "might", "can", "should", "must"})
FAR = 5  # steps up the tree that a status word reaches


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that speaks for a status."""

    status: Status
    weight: float
    word: str


def judge(tree: Tree, draft: Draft, zone: str, cues: Cues, parameters: Parameters) -> Standing:
    """Status and certainty of one draft."""
    cue = scope(tree, draft, zone, cues)
    status, ground = _status(cue, draft, parameters)
    hedge, word = hedged(tree, draft, cues)
    learned = draft.learned.alleged if draft.learned else None
    alleged = hedge >= 0.6 if learned is None else learned >= parameters.alleged or (hedge >= 0.8 and learned >= parameters.alleged / 3)
    because = [ground] if ground else []
    if alleged:
        because.append(f"alleged: '{word}'" if word else "alleged: reader")
    return Standing(status, "alleged" if alleged else "stated", tuple(because))


def _status(cue: Cue | None, draft: Draft, parameters: Parameters) -> tuple[Status, str]:
    learned = dict(draft.learned.statuses) if draft.learned else {}
    ground = f"status: '{cue.word}' {cue.status}" if cue else ""
    if not learned:
        return (cue.status, ground) if cue and cue.weight >= 0.5 else ("actual", "")
    weight = cue.weight if cue else 0.55
    favoured = cue.status if cue else "actual"

    def odds(status: Status) -> float:
        rule = weight if status == favoured else (1 - weight) / 3
        return math.log(max(learned.get(status, 0.0), 1e-3)) + parameters.status_rules * math.log(max(rule, 1e-2))

    best = max(STATUSES, key=odds)
    return best, ground if cue and cue.status == best else f"status: reader {learned.get(best, 0.0):.2f}"


# ------------------------------------------------------------------ scope


def scope(tree: Tree, draft: Draft, zone: str, cues: Cues) -> Cue | None:
    """The nearest word that sets the trigger's status, or None: it is told as a fact."""
    token = draft.token
    own = _modifier(tree, token, cues)
    if own:
        return own
    here, steps = token, 0
    while here >= 0 and steps < FAR:
        local = _auxiliaries(tree, here, cues) if here == token or _carries(tree, token, here, draft, cues) else None
        if local:
            return local
        future = _infinitive_future(tree, here, zone)
        if future and (here == token or _carries(tree, token, here, draft, cues)):
            return future
        head = tree.tokens[here].head
        if head < 0:
            return None
        found = _governor(tree, here, head, cues)
        if found:
            return found
        if _stops(tree, here, head, cues):
            return None
        here, steps = head, steps + 1
    return None


def _modifier(tree: Tree, token: int, cues: Cues) -> Cue | None:
    """'planned talks', 'possible strike', 'no attack'."""
    for child in tree.kids(token, "amod", "advmod", "det", "compound"):
        lemma = tree.lemma(child)
        if tree.tokens[token].upos in ("NOUN", "PROPN"):
            for pos in ("a", "x") if tree.is_(child, "det", "advmod") else ("a",):
                found = cues.scope.get((lemma, pos))
                if found:
                    return Cue(*found, tree.tokens[child].text)
    return None


def _auxiliaries(tree: Tree, token: int, cues: Cues) -> Cue | None:
    """Negation and modals of a verb (or of a predicate noun or adjective)."""
    negative = modal = None
    for child in tree.kids(token, "aux", "advmod", "mark", "det", "cc"):
        found = cues.scope.get((tree.lemma(child), "x")) or cues.scope.get((tree.tokens[child].text.lower(), "x"))
        if not found:
            continue
        cue = Cue(*found, tree.tokens[child].text)
        if found[0] == "negated":
            negative = negative or cue
        else:
            modal = modal or cue
    if negative and not (modal and tree.tokens and modal.word.lower() in WEAK_MODALS):
        return negative
    if (
        modal
        and modal.status == "hypothetical"
        and modal.word.lower() in ("would", "could", "might")
        and tree.kids(token, "aux")
        and _perfect(tree, token)
    ):
        return Cue("negated" if modal.word.lower() == "could" else "hypothetical", 0.6, modal.word)
    return modal


def _perfect(tree: Tree, token: int) -> bool:
    return any(tree.lemma(a) == "have" for a in tree.kids(token, "aux"))


def _infinitive_future(tree: Tree, token: int, zone: str) -> Cue | None:
    """'is to visit', and the headline's 'leaders to meet'."""
    to = [m for m in tree.kids(token, "mark") if tree.tokens[m].text.lower() == "to"]
    if not to or tree.tokens[token].upos not in ("VERB", "AUX"):
        return None
    if any(tree.lemma(a) == "be" for a in tree.kids(token, "aux", "cop")):
        return Cue("planned", 0.9, "is to")
    if zone in ("title", "caption") and (tree.tokens[token].head < 0 or tree.kids(token, "nsubj")):
        return Cue("planned", 0.9, "to")
    head = tree.tokens[token].head
    if head >= 0 and tree.lemma(head) == "go" and tree.feat(head, "VerbForm") == "Part" and tree.is_(token, "xcomp"):
        return Cue("planned", 0.85, "going to")
    return None


def _governor(tree: Tree, here: int, head: int, cues: Cues) -> Cue | None:
    """A verb, adjective or noun above that sets the status of its complement."""
    relation, lemma = tree.tokens[here].deprel, tree.lemma(head)
    upos = tree.tokens[head].upos
    particle = [f"{lemma} {tree.lemma(c)}" for c in tree.kids(head, "compound:prt", "advmod", "xcomp") if c != here]
    perfect = any(tree.lemma(a) == "have" for a in tree.kids(here, "aux"))
    if upos == "VERB":
        entry = next((cues.scope[p, "v"] for p in particle if (p, "v") in cues.scope), None) or cues.scope.get((lemma, "v"))
        prepositional = tree.is_(here, "obl", "advcl") and (tree.case(here) in OF_VERB or _mark(tree, here) in OF_VERB)
        fits = relation in COMPLEMENT or prepositional
        if relation == "nsubj:pass" and entry and entry[0] == "actual":
            return None
        if (
            entry
            and fits
            and not perfect
            and not (
                relation == "ccomp" and tree.lemma(head) in ("announce", "call", "tell", "warn", "suggest", "fear") and _past(tree, here)
            )
        ):
            return Cue(*entry, tree.tokens[head].text)
    elif upos in ("NOUN", "PROPN"):
        entry = cues.scope.get((lemma, "n"))
        if entry and (relation in ("acl", "acl:to") or (tree.is_(here, "nmod") and tree.case(here) in OF_NOUN)):
            return Cue(*entry, tree.tokens[head].text)
    elif upos == "ADJ":
        entry = cues.scope.get((lemma, "a"))
        if entry and tree.is_(here, "xcomp", "ccomp", "advcl", "csubj", "obl"):
            return Cue(*entry, tree.tokens[head].text)
    return None


def _past(tree: Tree, token: int) -> bool:
    return tree.feat(token, "Tense") == "Past" and not any(
        tree.lemma(a) in ("will", "would", "could", "may", "might") for a in tree.kids(token, "aux")
    )


def _mark(tree: Tree, token: int) -> str:
    return next((tree.tokens[m].text.lower() for m in tree.kids(token, "mark")), "")


def _carries(tree: Tree, token: int, here: int, draft: Draft, cues: Cues) -> bool:
    """Whether what is said of the verb ``here`` holds of the noun trigger below it ('talks will be held')."""
    if tree.tokens[token].upos in ("VERB", "AUX"):
        return here == token
    if tree.tokens[here].upos not in ("VERB", "AUX"):
        return False
    lemma = tree.lemma(here)
    return tree.tokens[token].head == here and (lemma in cues.sets["occurrence"] or here in draft.merged)


def _stops(tree: Tree, here: int, head: int, cues: Cues) -> bool:
    """Report, relative clause, adverbial clause and coordination shield what is below them."""
    if tree.is_(here, "acl:relcl", "parataxis", "advcl", "nsubj", "appos"):
        return True
    if tree.is_(here, "conj"):
        return bool(tree.kids(here, "nsubj", "aux"))
    if tree.is_(here, "ccomp") and tree.lemma(head) in cues.speech:
        return True
    return tree.is_(here, "nmod", "obl") and tree.tokens[head].upos in ("NOUN", "PROPN")


# -------------------------------------------------------------- certainty


def hedged(tree: Tree, draft: Draft, cues: Cues) -> tuple[float, str]:
    """How far the text keeps its distance (0..1) and by which word."""
    found: list[tuple[float, str]] = [(0.0, "")]
    here = draft.token
    for child in tree.kids(here, "amod", "advmod", "compound"):
        found.append(_hedge(tree, child, ("r", "a"), cues))
    for child in tree.kids(here, "nsubj", "obl", "nmod"):
        for modifier in tree.kids(child, "amod"):
            found.append(_hedge(tree, modifier, ("a",), cues))
    for _ in range(4):
        head = tree.tokens[here].head
        for child in tree.kids(here, "advmod"):
            found.append(_hedge(tree, child, ("r",), cues))
        if head < 0 or tree.is_(here, "acl:relcl", "parataxis"):
            break
        if tree.is_(here, "xcomp", "ccomp", "advcl", "obl", "acl") and tree.tokens[head].upos in ("VERB", "NOUN"):
            passive = bool(tree.kids(head, "aux:pass", "nsubj:pass"))
            of = tree.case(here) in ("of", "over", "for", "in") or _mark(tree, here) in ("of", "over", "for", "in")
            if tree.is_(here, "xcomp", "ccomp") and passive:
                found.append(_hedge(tree, head, ("p", "v"), cues))
            elif of or (passive and tree.is_(here, "advcl", "obl")) or (tree.is_(here, "acl") and tree.tokens[head].upos == "NOUN"):
                found.append(_hedge(tree, head, ("v", "n"), cues))
        here = head
    if _scare_quoted(tree, draft):
        found.append((0.7, "scare quotes"))
    return max(found)


def _hedge(tree: Tree, token: int, kinds: tuple[str, ...], cues: Cues) -> tuple[float, str]:
    weight = max(
        cues.hedges.get((tree.lemma(token), kind), cues.hedges.get((tree.tokens[token].text.lower(), kind), 0.0)) for kind in kinds
    )
    return (weight, tree.tokens[token].text) if weight else (0.0, "")


def _scare_quoted(tree: Tree, draft: Draft) -> bool:
    """The trigger alone, or with one word, stands in quotation marks."""
    marks = "\"“”‘’'"
    before, after = draft.first - 1, draft.last
    for left in (before, before - 1):
        if left >= 0 and after < len(tree.tokens) and tree.tokens[left].text in marks and tree.tokens[after].text in marks:
            return True
    return False
