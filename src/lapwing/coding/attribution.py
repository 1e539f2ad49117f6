"""Who says so: the chain of sources of each event, outermost first, the outlet itself left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from lapwing.coding.drafts import Draft, Filler, Link
from lapwing.coding.reports import BOTH, kind_of, reported, speaker_in
from lapwing.coding.spans import filler, nominal_head, party
from lapwing.coding.syntax import Tree, head_of, quoted_tokens
from lapwing.knowledge.cues import Cues
from lapwing.types import SourceKind

WEAK = 0.3  # score from which a source arc confirms a reporting construction
NESTED = frozenset({"told to", "quoted"})  # constructions that name two sources at once
SURE = 0.6  # score from which a source arc stands alone


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


def chains(trees: tuple[Tree, ...], drafts: tuple[Draft, ...], said: Quotes, cues: Cues) -> tuple[tuple[Link, ...], ...]:
    """One chain for each draft."""
    speakers = _speakers(trees, said, cues)
    return tuple(_chain(trees[d.sentence], d, said, speakers, cues) for d in drafts)


def _chain(tree: Tree, draft: Draft, said: Quotes, speakers: tuple[Link | None, ...], cues: Cues) -> tuple[Link, ...]:
    ruled = reported(tree, draft, cues)
    links = _joined(_learned(tree, draft, cues, WEAK), ruled) if draft.learned else ruled
    speaker = speakers[draft.sentence]
    if not links and draft.token in said.inside[draft.sentence] and speaker is not None:
        links = [speaker]
    return tuple(links)


def _joined(learned: list[Link], ruled: list[Link]) -> list[Link]:
    """Reporting constructions that an arc of the reader confirms; without any arc those that tree and word order agree on."""
    confirmed = [link for link in ruled if link.cue == "according to" or any(_overlap(link, arc) for arc in learned)]
    if confirmed:
        return [link for link in ruled if link in confirmed or link.filler.rule in NESTED]
    sure = [arc for arc in learned if arc.filler.score >= SURE]
    return sure if sure or learned else [link for link in ruled if link.because.endswith(BOTH)]


def _overlap(a: Link, b: Link) -> bool:
    return a.filler.sentence == b.filler.sentence and a.filler.first < b.filler.last and b.filler.first < a.filler.last


# ---------------------------------------------------------------- learned


def _learned(tree: Tree, draft: Draft, cues: Cues, least: float) -> list[Link]:
    """Source arcs of the trigger; the source whose verb governs more lies outside."""
    found: list[tuple[int, Link]] = []
    for arc in draft.learned.arguments if draft.learned else ():
        if arc.label != "source" or arc.score < least:
            continue
        head = nominal_head(tree, arc.first, arc.last)
        if not (party(tree, head, cues) or tree.lemma(head) in cues.sources):
            continue
        f = _whole(tree, draft.sentence, head, arc.first, arc.last, arc.score)
        found.append((_reach(tree, f), Link(f, _hinted(arc.hints) or kind_of(tree, f, cues), None, f"source arc {arc.score:.2f}")))
    kept: list[Link] = []
    for _, link in sorted(found, key=lambda pair: -pair[0]):
        if not any(_overlap(link, k) for k in kept):
            kept.append(link)
    return kept


def _hinted(hints: tuple[tuple[str, float], ...]) -> SourceKind | None:
    """The reader's kind of source where it is sure enough."""
    if not hints or hints[0][1] < 0.6:
        return None
    return next((kind for kind in get_args(SourceKind) if kind == hints[0][0]), None)


def _whole(tree: Tree, number: int, head: int, first: int, last: int, score: float) -> Filler:
    whole = filler(tree, number, head, "source", score)
    return whole if whole.first <= first and last <= whole.last else Filler(number, first, last, score, False, "source")


def _reach(tree: Tree, f: Filler) -> int:
    """How much of the sentence lies below the source's verb: an outer source's verb governs more."""
    head = tree.tokens[head_of(tree, f.first, f.last)].head
    return len(list(tree.subtree(head))) if head >= 0 else len(tree.tokens)


# ----------------------------------------------------------------- quotes


def _speakers(trees: tuple[Tree, ...], said: Quotes, cues: Cues) -> tuple[Link | None, ...]:
    """Who speaks the quotation of each sentence, taken from its neighbours where the sentence does not say."""
    own = [speaker_in(tree, n, cues) if said.inside[n] else None for n, tree in enumerate(trees)]
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
