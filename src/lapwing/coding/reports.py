"""Reporting constructions of one sentence: who says what, by cue words, the tree and the order of words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lapwing.coding.clauses import doers, holders, passive, subjects
from lapwing.coding.drafts import Draft, Filler, Link
from lapwing.coding.spans import filler, nominal_head, resolved
from lapwing.coding.syntax import Tree, head_of
from lapwing.knowledge.cues import Cues
from lapwing.types import SourceKind

ACCORDING = frozenset({"according to", "in the words of", "as per", "per"})
TOLD_AS_OBJECT = frozenset("report announce confirm describe claim allege reveal disclose cite".split())
WITH_INFINITIVE = frozenset("promise vow pledge threaten urge ask demand agree propose hope want expect claim".split())
BOTH = ", tree and word order"
SURE_CUE = 0.5  # score from which the reader's attribution counts
NOT_CONTENT = frozenset({"conj", "advcl", "obl", "nsubj", "parataxis", "discourse", "obl:tmod", "obl:unmarked"})


@dataclass(frozen=True, slots=True)
class Report:
    """A source with its cue and the tokens that it tells."""

    source: int  # head token of the source
    cue: int
    content: frozenset[int]
    ground: str


def reported(tree: Tree, draft: Draft, cues: Cues) -> list[Link]:
    """Sources of the draft by construction, outermost first."""
    links = [link for link in _by_tree(tree, draft, cues) if not _own_act(tree, draft, link)]
    for report in sorted(reports(tree, cues), key=lambda r: -len(r.content)):
        own = report.cue == draft.token or draft.first <= report.cue < draft.last
        if draft.token not in report.content or own or draft.token in tree.subtree(report.source):
            continue
        f = filler(tree, draft.sentence, report.source, "report")
        known = [i for i, k in enumerate(links) if k.filler.first < f.last and f.first < k.filler.last]
        if not known:
            links.append(Link(f, kind_of(tree, f, cues), tree.tokens[report.cue].text, report.ground))
        for i in known:
            links[i] = replace(links[i], because=links[i].because.removesuffix(BOTH) + BOTH)
    return links


def reports(tree: Tree, cues: Cues) -> list[Report]:
    """Reports that stand in the order of words: 'X said (that) ...', '..., X said', '..., said X'."""
    found = []
    seen = _attributed(tree)
    for i, token in enumerate(tree.tokens):
        spoken = token.upos == "VERB" and cues.speech.get(tree.lemma(i)) in ("say", "doubt")
        if not spoken and i not in seen:
            continue
        source = seen.get(i)
        if source is None and spoken:
            own = tree.kids(i, "nsubj")
            source = resolved(tree, own[0])[0] if own else neighbour(tree, i)
        if source is None or (passive(tree, i) and tree.lemma(i) not in cues.sets["quoting"]):
            continue
        content, ground = _content(tree, i, source)
        if content:
            found.append(Report(source, i, content, ground))
    return found


def _attributed(tree: Tree) -> dict[int, int | None]:
    """Cue tokens of the reader's attributions with the head of the source, where it names one."""
    seen: dict[int, int | None] = {}
    for attribution in tree.sentence.attributions:
        if attribution.score >= SURE_CUE:
            cue = head_of(tree, attribution.first, attribution.last)
            source = next((a for a in attribution.arguments if a.label == "source" and a.score >= SURE_CUE), None)
            seen[cue] = nominal_head(tree, source.first, source.last) if source is not None else None
    return seen


def neighbour(tree: Tree, verb: int) -> int | None:
    """The noun right before a reporting verb (or right after it, as in ', said X'), for sentences whose tree misses it."""
    i = verb - 1
    while i >= 0 and tree.tokens[i].upos in ("ADV", "AUX"):
        i -= 1
    if i >= 0 and tree.tokens[i].upos in ("NOUN", "PROPN", "PRON"):
        start = _segment_start(tree, i)
        while start <= tree.tokens[i].head < i and tree.is_(i, "nmod", "compound", "flat", "appos", "nmod:poss"):
            i = tree.tokens[i].head
        return i if tree.lemma(i) not in ("that", "which") else None
    after = verb + 1
    if (
        verb > 0
        and tree.tokens[verb - 1].text in (",", "”", '"')
        and after < len(tree.tokens)
        and tree.tokens[after].upos in ("DET", "NOUN", "PROPN", "PRON", "ADJ")
    ):
        return next((k for k in range(after, len(tree.tokens)) if tree.tokens[k].upos in ("NOUN", "PROPN", "PRON")), None)
    return None


def _segment_start(tree: Tree, token: int) -> int:
    """First token after the last comma, semicolon or quotation mark before ``token``."""
    for i in range(token - 1, -1, -1):
        if tree.tokens[i].text in (",", ";", ":", "“", "”", '"', "-", "–", "—", "("):
            return i + 1
    return 0


def _content(tree: Tree, cue: int, source: int) -> tuple[frozenset[int], str]:
    """What the report tells: all before a trailing 'X said', else the clauses below the cue."""
    first = min(cue, source)
    start = _segment_start(tree, first)
    after = max(cue, source) + 1
    while after < len(tree.tokens) and tree.tokens[after].upos not in ("PUNCT", "SCONJ", "VERB") and _adjunct(tree, after, cue):
        after += 1
    closed = after >= len(tree.tokens) or tree.tokens[after].upos == "PUNCT"
    if start > 1 and closed and start <= first:
        begin = next((i + 1 for i in range(start - 2, -1, -1) if tree.tokens[i].text == ";"), 0)
        return frozenset(range(begin, start - 1)), "rule: trailing report"
    told = {t for c in tree.children[cue] if tree.tokens[c].deprel not in NOT_CONTENT and c > cue for t in tree.subtree(c) if t > cue}
    for attribution in tree.sentence.attributions:
        if attribution.first <= cue < attribution.last:
            told.update(t for a in attribution.arguments if a.label == "content" and a.score >= SURE_CUE for t in range(a.first, a.last))
    return frozenset(told), "rule: report"


def _adjunct(tree: Tree, token: int, cue: int) -> bool:
    """'on Monday', 'in a statement' between the cue and the stop."""
    return tree.tokens[token].upos in ("ADP", "DET", "PROPN", "NUM", "ADJ", "NOUN", "ADV", "PRON", "PART") and token - cue < 12


def _by_tree(tree: Tree, draft: Draft, cues: Cues) -> list[Link]:
    """Walk up from the trigger; what is met first is innermost."""
    found: list[Link] = []
    here = draft.token
    for _ in range(12):
        found += _beside(tree, draft, here, cues)
        head = tree.tokens[here].head
        if head < 0:
            break
        link = _above(tree, draft, here, head, cues)
        if link is not None:
            found.append(link)
            found += _told_to(tree, draft, head, cues)
        here = head
    kept: list[Link] = []
    for link in found:
        if not any(k.filler.first < link.filler.last and link.filler.first < k.filler.last for k in kept):
            kept.append(link)
    return kept[::-1]


def _told_to(tree: Tree, draft: Draft, verb: int, cues: Cues) -> list[Link]:
    """'X told the agency Y that ...': the medium is a source as well, outside X."""
    if tree.lemma(verb) != "tell":
        return []
    found = []
    for listener in tree.kids(verb, "obj", "iobj"):
        f = filler(tree, draft.sentence, listener, "told to")
        words = {tree.lemma(i) for i in range(f.first, f.last)} | {
            tree.text(f.first, f.last).lower().replace(" ", "-").removeprefix("the-")
        }
        if words & cues.sets["media"] and draft.token not in range(f.first, f.last):
            found.append(Link(f, "organization", tree.tokens[verb].text, "rule: told to the press"))
    return found


def _beside(tree: Tree, draft: Draft, here: int, cues: Cues) -> list[Link]:
    """'according to X' and a trailing 'X said' that hang on the clause."""
    found = []
    for child in tree.children[here]:
        if draft.token in tree.subtree(child):
            continue
        case = tree.case(child)
        if tree.is_(child, "obl", "nmod", "advmod", "parataxis") and (case in ACCORDING or case.startswith("according")):
            f = filler(tree, draft.sentence, child, "according to")
            found.append(Link(f, kind_of(tree, f, cues), "according to", "rule: according to"))
        elif (
            tree.is_(child, "parataxis", "advcl", "ccomp")
            and tree.tokens[child].upos == "VERB"
            and cues.speech.get(tree.lemma(child)) in ("say", "doubt")
        ):
            quoted = any(t.text in '"“”' for t in tree.tokens)
            sure = tree.is_(child, "parataxis") or (
                tree.is_(child, "advcl") and any(tree.tokens[m].text.lower() == "as" for m in tree.kids(child, "mark", "advmod"))
            )
            subject = _speaker_of(tree, child, cues) if sure and (quoted or not tree.kids(child, "ccomp")) else None
            if subject is not None:
                f = filler(tree, draft.sentence, subject, "parataxis")
                found.append(Link(f, kind_of(tree, f, cues), tree.tokens[child].text, "rule: trailing report"))
    return found


def _above(tree: Tree, draft: Draft, here: int, head: int, cues: Cues) -> Link | None:
    """A reporting verb or noun whose content the trigger stands in."""
    lemma, upos = tree.lemma(head), tree.tokens[head].upos
    relation = tree.tokens[here].deprel
    if upos in ("VERB", "AUX") and lemma in cues.speech:
        content = relation in ("ccomp", "parataxis", "csubj") or (relation in ("xcomp", "advcl") and _reports(tree, here, lemma))
        content = content or (relation == "obj" and lemma in TOLD_AS_OBJECT)
        subject = _speaker_of(tree, head, cues) if content else None
        if subject is not None and draft.token not in tree.subtree(subject):
            above = tree.tokens[head].head
            quoting = lemma in cues.sets["quoting"] or (above >= 0 and tree.lemma(above) in cues.sets["quoting"])
            f = filler(tree, draft.sentence, subject, "quoted" if quoting else "subject")
            return Link(f, kind_of(tree, f, cues), tree.tokens[head].text, f"rule: '{lemma}'")
    if upos == "NOUN" and relation in ("acl", "ccomp", "appos", "nmod") and lemma in cues.sets["reports"] and relation != "nmod":
        owner = holders(tree, head, cues)
        token = owner[0] if owner else head
        f = filler(tree, draft.sentence, token, "report noun")
        return Link(f, kind_of(tree, f, cues), tree.tokens[head].text, f"rule: '{lemma}'")
    return None


def _reports(tree: Tree, here: int, lemma: str) -> bool:
    """'X quoted Y as saying', 'X demanded ... to', 'X promised to'."""
    mark = next((tree.tokens[m].text.lower() for m in tree.kids(here, "mark")), "")
    if mark == "as":
        return True
    return mark == "to" and lemma in WITH_INFINITIVE


def _speaker_of(tree: Tree, verb: int, cues: Cues) -> int | None:
    """The head of who says: the subject; of 'X is quoted as saying' X; of 'is said to' nobody."""
    if passive(tree, verb):
        by = doers(tree, verb, cues)
        if by:
            return by[0]
        return subjects(tree, verb, cues)[0] if tree.lemma(verb) in ("quote", "cite") and subjects(tree, verb, cues) else None
    own = tree.kids(verb, "nsubj")
    if own:
        return resolved(tree, own[0])[0] if len(resolved(tree, own[0])) == 1 else own[0]
    found = subjects(tree, verb, cues)
    quoted = tree.tokens[verb].head
    if quoted >= 0 and tree.lemma(quoted) in ("quote", "cite"):
        objects = tree.kids(quoted, "obj", "nsubj:pass")
        return objects[0] if objects else None
    return found[0] if found else None


def _own_act(tree: Tree, draft: Draft, link: Link) -> bool:
    """The event is this speech act itself, told by the outlet, not by its doer."""
    if link.cue is None:
        return False
    words = tree.text(draft.first, draft.last)
    return link.cue == tree.tokens[draft.token].text or link.cue == words


def kind_of(tree: Tree, f: Filler, cues: Cues) -> SourceKind:
    """Person, organization, anonymous or document, by the head noun and whether a name is given."""
    head = head_of(tree, f.first, f.last)
    lemma, upos = tree.lemma(head), tree.tokens[head].upos
    label = tree.label(head)
    listed = cues.sources.get(lemma) or (cues.sources.get(tree.tokens[head].text.lower()))
    if upos == "PROPN":
        if label in ("organization", "place", "group", "facility"):
            return "organization"
        return "person"
    named = any(tree.tokens[i].upos == "PROPN" and tree.is_(i, "flat", "appos") for i in range(f.first, f.last)) or any(
        tree.tokens[c].upos == "PROPN" for c in tree.kids(head, "appos")
    )
    if named and listed != "document":
        return "person" if listed != "organization" else "organization"
    if listed == "person" and tree.feat(head, "Number") == "Plur" and upos == "NOUN":
        return "anonymous"
    if listed is not None:
        return listed
    if label in ("organization", "group", "place", "facility"):
        return "organization" if tree.feat(head, "Number") != "Plur" else "anonymous"
    if label in ("object", "abstract", "event"):
        return "document"
    return "person"


def speaker_in(tree: Tree, number: int, cues: Cues) -> Link | None:
    """The subject of the first reporting verb of the sentence."""
    for i, token in enumerate(tree.tokens):
        if token.upos == "VERB" and cues.speech.get(tree.lemma(i)) in ("say", "doubt"):
            speaker = _speaker_of(tree, i, cues) if tree.kids(i, "nsubj") else neighbour(tree, i)
            if speaker is not None:
                f = filler(tree, number, speaker, "quotation")
                return Link(f, kind_of(tree, f, cues), token.text, "rule: quotation")
    return None
