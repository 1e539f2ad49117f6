"""Who says so: the chain of sources of each event, outermost first, the outlet itself left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from lapwing.coding.clauses import doers, holders, passive, subjects
from lapwing.coding.drafts import Draft, Filler, Link
from lapwing.coding.spans import filler, resolved
from lapwing.coding.syntax import Tree, head_of, quoted_tokens
from lapwing.knowledge.cues import Cues
from lapwing.types import SourceKind

ACCORDING = frozenset({"according to", "in the words of", "as per", "per"})
TOLD_AS_OBJECT = frozenset("report announce confirm describe claim allege reveal disclose cite".split())
WITH_INFINITIVE = frozenset("promise vow pledge threaten urge ask demand agree propose hope want expect claim".split())


@dataclass(frozen=True, slots=True)
class Quotes:
    """Per sentence: the tokens inside quotation marks, and the speaker of a quotation that runs on."""

    inside: tuple[frozenset[int], ...]
    runs_on: tuple[bool, ...]  # the quotation was opened in an earlier sentence


def quotes(trees: tuple[Tree, ...]) -> Quotes:
    """Find quotations, those that run over sentences of a paragraph included."""
    inside, runs_on, open_ = [], [], False
    previous: tuple[str, int] | None = None
    for tree in trees:
        here = (tree.sentence.zone, tree.sentence.paragraph)
        first = tree.tokens[0].text if tree.tokens else ""
        if (here != previous and first in ('"', "“", "„", "«")) or (previous is not None and here[0] != previous[0]):
            open_ = False
        runs_on.append(open_)
        tokens, open_ = quoted_tokens(tree.sentence, open_)
        inside.append(tokens)
        previous = here
    return Quotes(tuple(inside), tuple(runs_on))


def chains(trees: tuple[Tree, ...], drafts: tuple[Draft, ...], said: Quotes, cues: Cues, least: float) -> tuple[tuple[Link, ...], ...]:
    """One chain for each draft."""
    speakers = _speakers(trees, said, cues)
    return tuple(_chain(trees[d.sentence], d, said, speakers, cues, least) for d in drafts)


def _chain(tree: Tree, draft: Draft, said: Quotes, speakers: tuple[Link | None, ...], cues: Cues, least: float) -> tuple[Link, ...]:
    links = _learned(tree, draft, cues, least)
    ruled = [link for link in _by_tree(tree, draft, cues) if not _own_act(tree, draft, link)]
    links = _with_cues(links, ruled) if links else ruled
    speaker = speakers[draft.sentence]
    if not links and draft.token in said.inside[draft.sentence] and speaker is not None:
        links = [speaker]
    return tuple(links)


def _with_cues(links: list[Link], ruled: list[Link]) -> list[Link]:
    """Learned sources with the reporting word that the tree knows for them."""
    out = []
    for link in links:
        same = next(
            (
                r
                for r in ruled
                if r.filler.sentence == link.filler.sentence and r.filler.first < link.filler.last and link.filler.first < r.filler.last
            ),
            None,
        )
        out.append(Link(link.filler, link.kind, link.cue or (same.cue if same else None), link.because))
    return out


# ---------------------------------------------------------------- learned


def _learned(tree: Tree, draft: Draft, cues: Cues, least: float) -> list[Link]:
    """Source arcs of the trigger, then attributions whose content takes in the trigger; larger contents lie outside."""
    found: list[tuple[int, Link]] = []
    for arc in draft.learned.arguments if draft.learned else ():
        if arc.label == "source" and arc.score >= least:
            f = _whole(tree, draft.sentence, arc.first, arc.last, arc.score)
            found.append((_reach(tree, f), Link(f, _hinted(arc.hints) or kind_of(tree, f, cues), None, f"source arc {arc.score:.2f}")))
    if not found and draft.learned is None:
        for attribution in tree.sentence.attributions:
            content = next((a for a in attribution.arguments if a.label == "content" and a.first <= draft.token < a.last), None)
            source = next((a for a in attribution.arguments if a.label == "source"), None)
            if content is not None and source is not None and attribution.score >= least:
                f = _whole(tree, draft.sentence, source.first, source.last, attribution.score)
                cue = tree.text(attribution.first, attribution.last)
                found.append((content.last - content.first, Link(f, kind_of(tree, f, cues), cue, f"attribution {attribution.score:.2f}")))
    kept: list[Link] = []
    for _, link in sorted(found, key=lambda pair: -pair[0]):
        if not any(k.filler.first < link.filler.last and link.filler.first < k.filler.last for k in kept):
            kept.append(link)
    return kept


def _hinted(hints: tuple[tuple[str, float], ...]) -> SourceKind | None:
    """The reader's kind of source where it is sure enough."""
    if not hints or hints[0][1] < 0.6:
        return None
    return next((kind for kind in get_args(SourceKind) if kind == hints[0][0]), None)


def _whole(tree: Tree, number: int, first: int, last: int, score: float) -> Filler:
    whole = filler(tree, number, head_of(tree, first, last), "source", score)
    return whole if whole.first <= first and last <= whole.last else Filler(number, first, last, score, False, "source")


def _reach(tree: Tree, f: Filler) -> int:
    """How much of the sentence lies below the source's verb: an outer source's verb governs more."""
    head = tree.tokens[head_of(tree, f.first, f.last)].head
    return len(list(tree.subtree(head))) if head >= 0 else len(tree.tokens)


# ------------------------------------------------------------------- tree


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
        here = head
    kept: list[Link] = []
    for link in found:
        if not any(k.filler.first < link.filler.last and link.filler.first < k.filler.last for k in kept):
            kept.append(link)
    return kept[::-1]


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
            f = filler(tree, draft.sentence, subject, "subject")
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


# ----------------------------------------------------------------- quotes


def _speakers(trees: tuple[Tree, ...], said: Quotes, cues: Cues) -> tuple[Link | None, ...]:
    """Who speaks the quotation of each sentence, taken from its neighbours where the sentence does not say."""
    own = [_speaker_in(tree, n, cues) if said.inside[n] else None for n, tree in enumerate(trees)]
    out = list(own)
    for n in range(len(trees)):
        if out[n] is not None or not said.inside[n]:
            continue
        same_paragraph = n > 0 and _paragraph(trees[n]) == _paragraph(trees[n - 1])
        if (said.runs_on[n] or same_paragraph) and n > 0 and out[n - 1] is not None:
            out[n] = out[n - 1]
        elif n + 1 < len(trees) and said.runs_on[n + 1] and own[n + 1] is not None:
            out[n] = own[n + 1]
        elif n > 0 and out[n - 1] is not None and all(i in said.inside[n] or t.upos == "PUNCT" for i, t in enumerate(trees[n].tokens)):
            out[n] = out[n - 1]
    return tuple(out)


def _paragraph(tree: Tree) -> tuple[str, int]:
    return tree.sentence.zone, tree.sentence.paragraph


def _speaker_in(tree: Tree, number: int, cues: Cues) -> Link | None:
    """The subject of the first reporting verb of the sentence."""
    for i, token in enumerate(tree.tokens):
        if token.upos == "VERB" and cues.speech.get(tree.lemma(i)) in ("say", "doubt") and tree.kids(i, "nsubj"):
            speaker = _speaker_of(tree, i, cues)
            if speaker is not None:
                f = filler(tree, number, speaker, "quotation")
                return Link(f, kind_of(tree, f, cues), token.text, "rule: quotation")
    return None


# ------------------------------------------------------------------- kind


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
