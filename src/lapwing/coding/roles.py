"""Who does it, to whom and where: learned arcs first, the dependency tree where they are silent."""

from __future__ import annotations

from collections.abc import Iterable

from lapwing.coding.arcs import SEVERAL, apart, learned_fillers, without
from lapwing.coding.clauses import clause, doers, holders, passive, undergoers
from lapwing.coding.drafts import Draft, Filler, Roles
from lapwing.coding.spans import filler, nationality, party, resolved
from lapwing.coding.syntax import Tree, head_of
from lapwing.knowledge.cues import Cues

AGAINST = ("against", "at", "on", "upon", "towards", "toward", "with", "to", "from", "into", "for", "over")
TOWARDS = {
    "AGREE": ("with", "to"),
    "CONSULT": ("with", "to"),
    "SUPPORT": ("with", "for", "to"),
    "CONCEDE": ("to", "against", "on"),
    "COOPERATE": ("with", "to"),
    "AID": ("to", "for"),
    "RETREAT": ("to", "from"),
    "REQUEST": ("to", "on", "upon", "from", "for", "of"),
    "ACCUSE": ("against", "at", "into", "of", "to"),
    "REJECT": ("to", "from", "with", "by"),
    "THREATEN": ("against", "to"),
    "PROTEST": ("against", "outside", "at"),
    "SANCTION": ("on", "against", "from", "with", "to"),
    "MOBILIZE": ("against",),
    "COERCE": ("against", "on", "of", "from"),
    "ASSAULT": ("against", "on", "upon", "at", "with", "into"),
}
"""Prepositions that bring the one towards whom a deed of the type is directed."""
BOTH = frozenset({"CONSULT", "COOPERATE"})
"""Types whose partner in a 'with' phrase takes part as well."""
SHOWN = {"MOBILIZE": ("against", "towards", "toward"), "PROTEST": ("against", "outside", "at")}
"""Types whose object is what one moves or waves, not whom it is aimed at; the prepositions that bring the latter."""
SUFFER = frozenset({"suffer", "fac", "endur", "sustain", "receiv", "undergo", "weather", "brac", "confront", "surviv", "withstand"})
"""Verbs whose subject undergoes the deed that their object or phrase names; without a final e, of which the lemma may have one too many."""
ALONE = frozenset({("RETREAT", "withdraw"), ("RETREAT", "resign"), ("RETREAT", "ceasefire")})
"""What one does by oneself: no recipient."""
HOSTED = frozenset({("CONSULT", "visit")})
"""A journey: where a meeting is told with it, whom one meets there is the host."""
STRUCK = frozenset({"ASSAULT", "COERCE"})
"""Types whose recipient may be a thing: a mosque, a convoy."""
PLACE_CASES = frozenset(
    "in at near on outside inside around across along off from to over within between beyond behind throughout into "
    "north south east west above under".split()
)
PLACE_LABELS = frozenset({"place", "facility"})


def find(tree: Tree, draft: Draft, cues: Cues, least: float) -> Roles:
    """Roles of one draft inside its own sentence; learned arcs below ``least`` are left out."""
    learned = _by_arcs(tree, draft, cues, least)
    actors, recipients = _by_rule(tree, draft, cues)
    if draft.learned is not None:
        recipients = tuple(f for f in recipients if _plain_object(tree, draft, f))
        recipients = recipients or _called_upon(tree, draft, learned["actor"] or actors, cues)
    because = [f"arc: {label}" for label, found in learned.items() if found]
    if not learned["actor"] and actors:
        because.append(f"rule: actor {actors[0].rule}")
    if not learned["recipient"] and recipients:
        because.append(f"rule: recipient {recipients[0].rule}")
    chosen_actors = learned["actor"] or apart(actors, learned["recipient"])
    chosen_recipients = apart(learned["recipient"] or recipients, chosen_actors)
    if draft.type == "ACCUSE" and not chosen_recipients and len(chosen_actors) > 1 and _mutual(tree, draft):
        chosen_recipients = chosen_actors
    if draft.type == "CONSULT" and draft.mode in (None, "phone", "multilateral"):
        chosen_actors, chosen_recipients = (*chosen_actors, *chosen_recipients), ()
    elif (draft.type, draft.mode) in ALONE:
        chosen_recipients = ()
    return Roles(
        chosen_actors,
        chosen_recipients,
        learned["place"] or apart(_places(tree, draft), (*chosen_actors, *chosen_recipients)),
        learned["time"] or _times(tree, draft),
        tuple(because),
    )


def _by_arcs(tree: Tree, draft: Draft, cues: Cues, least: float) -> dict[str, tuple[Filler, ...]]:
    """What the reader's arcs name, put right where the tree knows better."""
    learned = {label: learned_fillers(tree, draft, label, least) for label in ("actor", "recipient", "place", "time")}
    partners = _partners(tree, draft, learned["actor"])
    if partners:
        return learned | {"actor": partners, "recipient": ()}
    doing = tuple(f for f in learned["actor"] if not _owner(tree, draft, f, learned["recipient"]))
    armed = tuple(f for f in doing if tree.lemma(head_of(tree, f.first, f.last)) not in cues.sets["weapons"])
    return _undergone(tree, draft, learned | {"actor": armed or doing}, cues)


def _partners(tree: Tree, draft: Draft, fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Where a noun of dealings has a 'between' phrase, those in it and nobody else."""
    words = range(draft.first, draft.last) if draft.type in SEVERAL else ()
    phrases = [c for w in words for c in tree.kids(w, "nmod") if tree.case(c) == "between"]
    inside = {t for p in phrases for t in tree.subtree(p)}
    kept = tuple(f for f in fillers if inside.issuperset(range(f.first, f.last)))
    return kept if len(kept) > 1 else ()


def _undergone(tree: Tree, draft: Draft, learned: dict[str, tuple[Filler, ...]], cues: Cues) -> dict[str, tuple[Filler, ...]]:
    """Doers that in truth undergo it: the 'of' phrase of a siege that somebody lays, who suffers an attack, 'anti-X' protests."""
    heads = {f: head_of(tree, f.first, f.last) for f in learned["actor"]}
    moved = [f for f, h in heads.items() if draft.type == "PROTEST" and tree.tokens[f.first].text.lower().startswith("anti")]
    moved += [f for f, h in heads.items() if h in _sufferers(tree, draft)]
    if tree.lemma(draft.token) in cues.sets["undergone"]:
        phrases = [t for c in tree.kids(draft.token, "nmod") if tree.case(c) == "of" for t in tree.conjuncts(c)]
        named = [f for f, h in heads.items() if h in phrases]
        moved += named if len(named) < len(heads) else []
    rest = tuple(f for f in learned["actor"] if f not in moved)
    return learned | {"actor": rest, "recipient": (*apart(moved, learned["recipient"]), *learned["recipient"])}


def _sufferers(tree: Tree, draft: Draft) -> tuple[int, ...]:
    """Subjects of a verb of undergoing above the noun: 'X suffered a wave of attacks', 'X braces for a strike'."""
    noun = draft.token
    while tree.tokens[tree.tokens[noun].head].upos == "NOUN" and tree.is_(noun, "nmod", "compound"):
        noun = tree.tokens[noun].head
    verb = tree.tokens[noun].head
    if verb < 0 or tree.lemma(verb).removesuffix("e") not in SUFFER or not tree.is_(noun, "obj", "obl", "nmod"):
        return ()
    return tuple(t for s in tree.kids(verb, "nsubj") for t in resolved(tree, s))


def _owner(tree: Tree, draft: Draft, f: Filler, recipients: tuple[Filler, ...]) -> bool:
    """Whether a doer is but the possessor of whom it is done to ("Canada's 'Prince of Pot' released")."""
    head = head_of(tree, f.first, f.last)
    owned = tree.tokens[head].head
    if not tree.is_(head, "nmod:poss") or owned < 0 or draft.first <= owned < draft.last:
        return False
    taken = {t for r in recipients for t in range(r.first, r.last)}
    return owned in taken or bool(taken.intersection(tree.kids(owned, "appos"))) or tree.is_(owned, "nsubj:pass")


def _called_upon(tree: Tree, draft: Draft, doing: tuple[Filler, ...], cues: Cues) -> tuple[Filler, ...]:
    """The subject of what is demanded or alleged: 'asked that X withdraw', 'alleges that X lied'."""
    if draft.type not in ("REQUEST", "ACCUSE"):
        return ()
    clauses = tree.kids(draft.token, "ccomp", "xcomp", "acl")
    heads = [t for c in clauses for s in tree.kids(c, "nsubj") for t in resolved(tree, s) if party(tree, t, cues)]
    return apart((filler(tree, draft.sentence, t, "subject of what is said", 1.0) for t in heads), doing)


def _mutual(tree: Tree, draft: Draft) -> bool:
    """'X and Y trade blame': each does it to the other."""
    return any(tree.lemma(t) in ("trade", "exchange", "swap") for t in range(draft.first, draft.last))


def _plain_object(tree: Tree, draft: Draft, f: Filler) -> bool:
    """The personal or named object of the trigger itself: all that counts where the reader sees no recipient."""
    if (draft.type, draft.mode) in HOSTED and draft.merged:
        return True
    head = head_of(tree, f.first, f.last)
    above = tree.tokens[head].head
    mine = above == draft.token or above in draft.merged
    if draft.type in STRUCK and tree.is_(head, "nmod") and tree.case(head) == "of":
        return mine
    personal = tree.label(head) in ("person", "organization", "place")
    if draft.type not in STRUCK and tree.tokens[head].upos == "NOUN":  # "offered his ranch", "builds a mosque": what is given
        personal = tree.label(head) == "person" or (tree.label(head) == "organization" and draft.type != "AGREE")
    return mine and (personal or tree.tokens[head].upos == "NUM") and tree.is_(head, "obj", "iobj", "nsubj:pass")


# ------------------------------------------------------------------ rules


def _by_rule(tree: Tree, draft: Draft, cues: Cues) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
    token = draft.token
    verbal = tree.tokens[token].upos in ("VERB", "AUX") or (bool(tree.kids(token, "nsubj", "obj", "aux")) and not tree.kids(token, "cop"))
    actors, recipients = _of_verb(tree, token, draft, cues) if verbal else _of_noun(tree, token, draft, cues)

    def named(tokens: Iterable[int], rule: str) -> tuple[Filler, ...]:
        struck = draft.type in STRUCK
        keep = dict.fromkeys(
            t for t in tokens if t != token and (party(tree, t, cues) or nationality(tree, t) or (struck and t in recipients))
        )
        return apart((without(tree, draft, t, filler(tree, draft.sentence, t, rule)) for t in keep), ())

    kind = "of the verb" if verbal else "of the noun"
    return named(actors, kind), named(recipients, kind)


def _of_verb(tree: Tree, verb: int, draft: Draft, cues: Cues) -> tuple[list[int], list[int]]:
    done_by = list(doers(tree, verb, cues))
    objects = list(undergoers(tree, verb, cues))
    done_to = [t for o in objects for t in _party_in(tree, o, cues)]
    partners = _in_phrases(tree, verb, TOWARDS.get(draft.type, AGAINST), cues)
    for o in objects:
        if not party(tree, o, cues):
            partners += _in_phrases(tree, o, TOWARDS.get(draft.type, AGAINST), cues)
    if tree.lemma(verb) in cues.sets["hosts"] and draft.type == "CONSULT":
        return done_to, done_by
    if (draft.type, draft.mode) in HOSTED:
        meeting = [t for m in draft.merged for t in (*undergoers(tree, m, cues), *_in_phrases(tree, m, ("with",), cues))]
        return done_by, [t for t in meeting if party(tree, t, cues)] or done_to or partners
    if draft.type in BOTH and draft.mode != "visit":
        things = [o for o in objects if not party(tree, o, cues)]
        with_ = [t for anchor in (verb, *things) for t in _in_phrases(tree, anchor, ("with",), cues)]
        if draft.type == "CONSULT":
            return done_by + done_to + with_, []
        return done_by + with_, [t for t in partners if t not in with_]
    if draft.type in SHOWN:
        return done_by, _in_phrases(tree, verb, SHOWN[draft.type], cues)
    animate = [t for t in done_to if party(tree, t, cues) and tree.lemma(t) not in cues.sets["weapons"]]
    struck = draft.type in STRUCK
    things = [o for o in objects if struck and tree.tokens[o].upos == "NOUN" and tree.lemma(o) not in cues.sets["weapons"]]
    return done_by, animate or partners or things


def _of_noun(tree: Tree, noun: int, draft: Draft, cues: Cues) -> tuple[list[int], list[int]]:
    by = _in_phrases(tree, noun, ("by",), cues)
    owners = [t for p in tree.kids(noun, "nmod:poss") for t in resolved(tree, p)]
    of = _in_phrases(tree, noun, ("of",), cues)
    between = _in_phrases(tree, noun, ("between", "among"), cues)
    kin = [t for m in tree.kids(noun, "compound", "amod", "nmod:desc") if nationality(tree, m) for t in tree.conjuncts(m)]
    towards = _in_phrases(tree, noun, tuple(p for p in TOWARDS.get(draft.type, AGAINST) if p != "of"), cues)
    undergone = tree.lemma(noun) in cues.sets["undergone"]
    actors, recipients = by + between, list(towards)
    recipients += (of + owners if by or undergone else []) if undergone else (of if draft.type in ("ASSAULT", "COERCE", "ACCUSE") else [])
    if not (undergone and not by):
        actors += [t for t in owners if t not in recipients]
    actors += kin
    if not undergone and draft.type not in ("ASSAULT", "COERCE", "ACCUSE"):
        actors += of
    verb_actors, verb_recipients = _from_governor(tree, noun, draft, cues)
    actors += verb_actors if not (actors and verb_actors and draft.type not in BOTH) else []
    recipients += [] if recipients else verb_recipients
    if draft.type in BOTH and draft.mode != "visit":
        with_ = _in_phrases(tree, noun, ("with",), cues)
        return actors + with_, [t for t in recipients if t not in with_] if draft.type != "CONSULT" else []
    return actors, recipients


def _from_governor(tree: Tree, noun: int, draft: Draft, cues: Cues) -> tuple[list[int], list[int]]:
    """What the verb above adds: light verbs give the doer and the recipient; 'killed in the attack' gives the victims."""
    harming = [c for c in tree.kids(noun, "acl") if tree.lemma(c) in cues.sets["harm"]] if draft.type == "ASSAULT" else []
    if harming:
        return [], [t for c in harming for o in tree.kids(c, "obj") for t in resolved(tree, o)]
    verb = tree.tokens[noun].head
    if verb < 0 or tree.tokens[verb].upos not in ("VERB", "AUX"):
        return [], []
    lemma = tree.lemma(verb)
    if lemma in cues.light and tree.is_(noun, "obj", "nsubj:pass"):
        doing = list(doers(tree, verb, cues))
        recipients = _in_phrases(tree, verb, tuple(cues.light[lemma]), cues)
        return doing, recipients + [t for o in tree.kids(verb, "iobj") for t in resolved(tree, o)]
    if draft.type == "ASSAULT" and lemma in cues.sets["harm"]:
        if tree.is_(noun, "obl") and tree.case(noun) in ("in", "by", "during", "from"):
            return [], list(undergoers(tree, verb, cues)) if passive(tree, verb) else list(doers(tree, verb, cues))
        if tree.is_(noun, "nsubj"):
            return [], list(undergoers(tree, verb, cues))
    if tree.is_(noun, "obl", "obj") and draft.type in ("CONSULT", "PROTEST") and tree.case(noun) in ("in", "for", "at", "to", ""):
        return list(holders(tree, noun, cues)), []
    return [], []


def _in_phrases(tree: Tree, token: int, cases: tuple[str, ...], cues: Cues) -> list[int]:
    """Parties in the prepositional phrases of a token, times and bare localities left out."""
    found = []
    timed = {i for t in tree.sentence.times for i in range(t.first, t.last)}
    for child in tree.kids(token, "obl", "nmod"):
        if tree.tokens[child].deprel == "nmod:poss" or child in timed or tree.case(child) not in cases:
            continue
        for t in resolved(tree, child):
            found += _party_in(tree, t, cues)
    return found


def _party_in(tree: Tree, token: int, cues: Cues) -> list[int]:
    """The token where it is a party, else the party that a thing belongs to or comes from ('Beirut's handling')."""
    if party(tree, token, cues):
        return [token]
    owners = [t for p in tree.kids(token, "nmod:poss") if tree.tokens[p].upos != "PRON" for t in resolved(tree, p)]
    owners += [t for p in tree.kids(token, "nmod") if tree.case(p) in ("of", "by", "from", "against") for t in resolved(tree, p)]
    owners += [m for m in tree.kids(token, "compound", "amod") if nationality(tree, m)]
    return [t for t in owners if party(tree, t, cues) or nationality(tree, t)][:2]


def _places(tree: Tree, draft: Draft) -> tuple[Filler, ...]:
    """Locations in phrases of the trigger, of the verb it hangs on, or of that verb's clause."""
    anchors = {draft.token, clause(tree, draft.token)}
    found = []
    for anchor in anchors:
        for child in tree.kids(anchor, "obl", "nmod"):
            local = tree.label(child) in PLACE_LABELS
            if tree.case(child) in PLACE_CASES and local:
                found += [filler(tree, draft.sentence, t, "preposition") for t in tree.conjuncts(child)]
    return tuple(sorted(found, key=lambda f: f.first))


def _times(tree: Tree, draft: Draft) -> tuple[Filler, ...]:
    """Time phrases that hang on the trigger or on the verb of its clause."""
    anchors = {draft.token, clause(tree, draft.token)}
    found = []
    for phrase in tree.sentence.times:
        if phrase.kind not in ("DATE", "TIME"):
            continue
        head = head_of(tree, phrase.first, phrase.last)
        if head in anchors or any(above in anchors for above in list(tree.above(head))[:2]):
            found.append(Filler(draft.sentence, phrase.first, phrase.last, phrase.score, False, "time phrase"))
    return tuple(found)
