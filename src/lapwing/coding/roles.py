"""Who does it, to whom and where: learned arcs first, the dependency tree where they are silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lapwing.coding.clauses import clause, doers, holders, passive, undergoers
from lapwing.coding.drafts import Draft, Filler, Roles
from lapwing.coding.spans import RELATIVE, filler, nationality, nominal_head, party, resolved
from lapwing.coding.syntax import Tree, head_of
from lapwing.knowledge.cues import Cues
from lapwing.types import Argument

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
NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SEVERAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
"""Types whose partners are all actors, without being coordinated ('X met with Y')."""
SUFFER = frozenset({"suffer", "fac", "endur", "sustain", "receiv", "undergo", "weather", "brac", "confront", "surviv", "withstand"})
"""Verbs whose subject undergoes the deed that their object or phrase names; without a final e, of which the lemma may have one too many."""
SURE = 0.75
"""Score from which a second actor counts without being coordinated with the first ('X, along with Y, ...')."""
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
LINKING = frozenset({"PUNCT", "AUX", "ADP", "CCONJ", "SCONJ", "DET", "PART"})
"""What a phrase doesn't end with."""
PLACE_LABELS = frozenset({"place", "facility"})


def find(tree: Tree, draft: Draft, cues: Cues, least: float) -> Roles:
    """Roles of one draft inside its own sentence; learned arcs below ``least`` are left out."""
    learned = {label: _learned(tree, draft, label, least) for label in ("actor", "recipient", "place", "time")}
    learned["actor"] = _partners(tree, draft, learned["actor"])
    actors, recipients = _by_rule(tree, draft, cues)
    if draft.learned is not None:
        recipients = tuple(f for f in recipients if _plain_object(tree, draft, f))
        recipients = recipients or _called_upon(tree, draft, learned["actor"] or actors, cues)
    because = [f"arc: {label}" for label, found in learned.items() if found]
    if not learned["actor"] and actors:
        because.append(f"rule: actor {actors[0].rule}")
    if not learned["recipient"] and recipients:
        because.append(f"rule: recipient {recipients[0].rule}")
    learned["actor"] = tuple(f for f in learned["actor"] if not _owner(tree, draft, f, learned["recipient"]))
    armed = tuple(f for f in learned["actor"] if tree.lemma(head_of(tree, f.first, f.last)) not in cues.sets["weapons"])
    learned["actor"] = armed or learned["actor"]
    learned = _undergone(tree, draft, learned, cues)
    chosen_actors = learned["actor"] or _apart(actors, learned["recipient"])
    chosen_recipients = _apart(learned["recipient"] or recipients, chosen_actors)
    if draft.type == "ACCUSE" and not chosen_recipients and len(chosen_actors) > 1 and _mutual(tree, draft):
        chosen_recipients = chosen_actors
    if draft.type == "CONSULT" and draft.mode in (None, "phone", "multilateral"):
        chosen_actors, chosen_recipients = (*chosen_actors, *chosen_recipients), ()
    elif (draft.type, draft.mode) in ALONE:
        chosen_recipients = ()
    return Roles(
        chosen_actors,
        chosen_recipients,
        learned["place"] or _apart(_places(tree, draft), (*chosen_actors, *chosen_recipients)),
        learned["time"] or _times(tree, draft),
        tuple(because),
    )


def _partners(tree: Tree, draft: Draft, fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Where a noun of dealings has a 'between' phrase, those in it and nobody else."""
    head = head_of(tree, draft.first, draft.last)
    phrases = [c for c in tree.kids(head, "nmod") if tree.case(c) == "between"] if draft.type in SEVERAL else []
    inside = {t for p in phrases for t in tree.subtree(p)}
    kept = tuple(f for f in fillers if inside.issuperset(range(f.first, f.last)))
    return kept if len(kept) > 1 else fillers


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
    return learned | {"actor": rest, "recipient": (*_apart(moved, learned["recipient"]), *learned["recipient"])}


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
    return _apart((filler(tree, draft.sentence, t, "subject of what is said", 1.0) for t in heads), doing)


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
    return mine and (personal or tree.tokens[head].upos == "NUM") and tree.is_(head, "obj", "iobj", "nsubj:pass")


def _apart(fillers: Iterable[Filler], taken: Iterable[Filler]) -> tuple[Filler, ...]:
    """Fillers that share no token with those taken, each once."""
    kept: list[Filler] = []
    others = list(taken)
    for f in fillers:
        if not any(f.first < o.last and o.first < f.last for o in (*others, *kept)):
            kept.append(f)
    return tuple(kept)


def _learned(tree: Tree, draft: Draft, label: str, least: float) -> tuple[Filler, ...]:
    arcs = [a for a in (draft.learned.arguments if draft.learned else ()) if a.label == label and a.score >= least]
    found = []
    for arc in sorted(arcs, key=lambda a: -a.score):
        if label in ("place", "time"):
            found.append(Filler(draft.sentence, arc.first, arc.last, arc.score, False, "arc"))
        elif tree.tokens[nominal_head(tree, arc.first, arc.last)].upos in NAMING:
            found += [replace(f, hints=arc.hints) for f in _members(tree, draft, arc)]
    apart = _apart(found, ())
    if label in ("actor", "recipient"):
        sure = SURE if label == "actor" else 1.1
        apart = _coherent(tree, apart, 0.0 if draft.type in SEVERAL and label == "actor" else sure)
        apart = _apart((*apart, *_joined_by_and(tree, draft, apart)), ())
        if label == "actor" and tree.sentence.zone == "title":
            apart = _apart((*apart, *_joined_by_comma(tree, draft, apart)), ())
    return tuple(sorted(apart, key=lambda f: f.first))


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
    """The parties of a learned span: each member of a coordination that it takes in ("the US and Iraq"), widened."""
    head = nominal_head(tree, arc.first, arc.last)
    inside = [t for t in tree.conjuncts(head) if arc.first <= t < arc.last and tree.tokens[t].upos in ("NOUN", "PROPN")]
    if len(inside) > 1 and not tree.is_(head, "compound"):
        return [_without(tree, draft, t, filler(tree, draft.sentence, t, "arc", arc.score)) for t in inside]
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
    whole = _without(tree, draft, head, filler(tree, draft.sentence, head, "arc", score))
    wide = whole.first <= first and last <= whole.last and not draft.first <= head < draft.last
    return whole if wide else Filler(draft.sentence, first, last, score, False, "arc")


def _without(tree: Tree, draft: Draft, head: int, f: Filler) -> Filler:
    """A phrase that tells the event itself ("the militia, which struck Y") ends before the clause or phrase that does."""
    if not (head < draft.first < f.last and f.first <= head):
        return f
    above = [draft.token, *tree.above(draft.token)]
    below = above[: above.index(head)] if head in above else []
    cut = min([draft.first, *(min(tree.subtree(b)) for b in below[-1:])])
    cut = _stop(tree, head, cut)
    return replace(f, last=cut) if cut > head else f


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
        return _apart((_without(tree, draft, t, filler(tree, draft.sentence, t, rule)) for t in keep), ())

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
