"""Where articles begin: the gaps between runs of paragraphs, the headline in each, and what speaks for a new article."""

from __future__ import annotations

from typing import NamedTuple

from lapwing.pages.datelines import find_dateline
from lapwing.pages.phrases import Phrases
from lapwing.pages.survey import Survey, content, following, identity, overlap, spacing

NEW_ARTICLE = 3.0  # evidence from which a gap starts a new article; tuned on the layouts under tests/pages
TITLE = 0.8  # a headline must score more than this


class Head(NamedTuple):
    """The head of a (possible) article: unit indices; ``score`` is the evidence that it starts one."""

    start: int
    title: int | None
    lead: int  # first unit of running text
    score: float
    why: tuple[str, ...]
    deck: tuple[int, ...] = ()  # units of running text above ``lead`` that are standfirst


class Candidate(NamedTuple):
    """A line that may be the headline."""

    at: int
    score: float
    shared: float  # content words found again in the text that follows
    echo: bool


def gaps(page: Survey) -> list[tuple[int, int]]:
    """Runs of units without running text: [first, lead), the page's top included even where it is empty."""
    found: list[tuple[int, int]] = []
    first = 0
    for at, solid in enumerate(page.solid):
        if solid:
            found.append((first, at))
            first = at + 1
    return found


def is_candidate(page: Survey, at: int) -> bool:
    """Whether a unit may be a headline at all."""
    one = page.marks[at]
    if one.words > 45 or len(one.unit.text) > 300:
        return False
    return one.kind in ("line", "long") or (one.kind in ("sentence", "prose") and (page.echo[at] or one.unit.text[-1] in "?!"))


def candidates(page: Survey, first: int, lead: int, end: int) -> list[Candidate]:
    """The lines of a gap that may be its headline, scored; entries of lists of other stories only at the page's top."""
    text = following(page, lead, end)
    found: list[Candidate] = []
    for at in range(first, lead):
        if is_candidate(page, at) and (first == 0 or not page.listed[at]):
            one = page.marks[at]
            shared = overlap(content(one.unit.text), text)
            found.append(Candidate(at, score_title(page, at, lead, shared, found), shared, page.echo[at]))
    return found


def score_title(page: Survey, at: int, lead: int, shared: float, earlier: list[Candidate]) -> float:
    """How much a line looks like the headline of the text that follows."""
    one = page.marks[at]
    score = 3 * shared + (4 if page.echo[at] else 0)
    if page.title and one.key:
        score += 5 if one.key == page.title else 4 if one.words >= 3 and page.title.startswith(one.key) else 0
    score += 1 if 4 <= one.words <= 22 else -2 if one.words <= 2 else 0
    score += (1.5 if shared else 0.5) if signed(page, at, lead) else 0
    score -= 1 if one.words <= 3 and shared < 0.3 else 0
    score += 0.5 * spacing(page, at) + (1 if at and page.marks[at - 1].kind == "rule" else 0)
    score -= 1.5 if page.listed[at] else 0
    score -= 1.5 if one.stop and one.unit.text[-1] == "." else 0
    score -= 1.0 if one.kind == "long" and one.words > 22 else 0
    if earlier and earlier[-1].at >= at - 2 and earlier[-1].shared >= 0.3 and page.marks[earlier[-1].at].words >= 4:
        score -= 2 if not page.echo[at] or earlier[-1].echo else 0  # a line under the headline
    return score


def signed(page: Survey, at: int, lead: int) -> bool:
    """Whether a byline or date line follows before the text."""
    return any(page.marks[spot].kind in ("byline", "date") for spot in range(at + 1, min(lead, at + 7)))


def best_title(found: list[Candidate]) -> Candidate | None:
    """The best headline of a gap; of equals the first."""
    best = max(found, key=lambda c: (c.score, -c.at), default=None)
    return best if best is not None and best.score > TITLE else None


def top_head(page: Survey, first: int, lead: int, end: int) -> Head:
    """The head of the page's first article."""
    title = best_title(candidates(page, first, lead, end))
    return Head(first, title.at if title else None, lead, NEW_ARTICLE, ("top",))


def inner_head(page: Survey, first: int, lead: int, end: int, phrases: Phrases) -> Head | None:
    """The head of a new article within the page, or None where the gap belongs to the article around it."""
    dated = find_dateline(page.marks[lead].unit.text, phrases)
    if first == lead:
        return Head(lead, None, lead, 3.0, ("dateline",)) if dated and dated.agency else None
    found = candidates(page, first, lead, end)
    title = best_title(found)
    if title is None:
        start = next((at for at in range(lead - 1, first - 1, -1) if page.marks[at].kind == "rule"), first)
        return Head(start, None, lead, 3.0, ("dateline",)) if dated and dated.agency else None
    evidence = weigh(page, title, first, lead, bool(dated))
    score = sum(evidence.values())
    return Head(head_start(page, title.at, first), title.at, lead, score, tuple(evidence)) if score >= NEW_ARTICLE else None


def weigh(page: Survey, title: Candidate, first: int, lead: int, dated: bool) -> dict[str, float]:
    """What speaks for and against a new article under this headline."""
    one = page.marks[title.at]
    evidence: dict[str, float] = {}
    if title.echo:
        evidence["headline repeated"] = 3
    kinds = {page.marks[at].kind for at in range(title.at + 1, lead)}
    around = {page.marks[at].kind for at in range(max(first, title.at - 2), title.at)}
    if "byline" in kinds:
        evidence["byline"] = 2.5 if title.shared < 0.3 else 3
    if "date" in kinds or ("date" in around and "byline" not in around):
        evidence["date"] = 2
    widgets = sum(page.marks[at].kind == "furniture" for at in range(title.at + 1, lead))
    if widgets > 1 and ("date" in kinds or "byline" in kinds):
        evidence["widgets"] = 1
    if dated:
        evidence["dateline"] = 2.5
    if any(is_break(page, at) for at in range(first, title.at)):
        evidence["separator"] = 2
    room = max((spacing(page, at) for at in range(first, title.at + 1)), default=0)
    if room:
        evidence["space"] = room
    if "caption" in kinds:
        evidence["caption"] = 1
    if title.shared >= 0.3:
        evidence["shared words"] = 1
        before = previous_words(page, first)
        if title.shared >= 0.5 and overlap(content(one.unit.text), before) <= 0.25:
            evidence["new matter"] = 1
    if one.words <= 4 and not title.echo:
        evidence["short"] = -2
    return evidence


def is_break(page: Survey, at: int) -> bool:
    """Whether a unit is a drawn separator or a document counter."""
    return page.marks[at].kind == "rule"


def previous_words(page: Survey, first: int) -> set[str]:
    """Content words of the paragraphs before a gap."""
    found: set[str] = set()
    wanted = 6
    for at in range(first - 1, max(-1, first - 30), -1):
        if page.solid[at]:
            found |= content(page.marks[at].unit.text[:1500])
            wanted -= 1
            if not wanted:
                break
    return found


def head_start(page: Survey, title: int, first: int) -> int:
    """The unit at which the new article starts: its headline, or the date, byline or captions that stand above it."""
    start = title
    same = identity(page.marks[title])
    for at in range(title - 1, first - 1, -1):
        one = page.marks[at]
        if is_break(page, at):
            return at
        if identity(one) == same:
            start = at
    while start > first and page.marks[start - 1].kind in ("date", "byline") and not spacing(page, start):
        start -= 1
    return start


def below_deck(page: Survey, head: Head, phrases: Phrases) -> Head:
    """The head with its lead moved below a standfirst: text right under the headline, with byline or date, or a picture's
    caption, between it and the report; or a passage above a first paragraph that starts with an agency's dateline."""
    lead = head.lead
    if (
        head.title is None
        or page.marks[lead].words > 45
        or ((found := find_dateline(page.marks[lead].unit.text, phrases)) and found.agency)
    ):
        return head
    after = next((at for at in range(lead + 1, min(len(page.marks), lead + 16)) if page.solid[at]), None)
    if after is None or after == lead + 1:
        return head
    between = page.marks[lead + 1 : after]
    kinds = {one.kind for one in between}
    if "rule" in kinds or any(page.echo[at] or (one.words > 14 and one.kind == "line") for at, one in enumerate(between, lead + 1)):
        return head
    plain = sum(1 for one in between if one.kind in ("line", "long") and one.words >= 4)
    if lead - head.title <= 2 and between[0].kind in ("byline", "date", "caption") and {"byline", "date"} & kinds and not plain:
        return head._replace(lead=after, deck=(*head.deck, lead))
    dated = find_dateline(page.marks[after].unit.text, phrases)
    if dated and dated.agency and not {"byline", "date"} & kinds and not following_again(page, head, lead):
        above = any(page.marks[at].kind in ("byline", "date") for at in range(head.title, lead))
        return head._replace(lead=after, deck=head.deck if above else (*head.deck, lead))
    return head


def following_again(page: Survey, head: Head, lead: int) -> bool:
    """Whether the passage stands far from the headline, as the body of an article does not."""
    return head.title is None or lead - head.title > 8


def find_heads(page: Survey, phrases: Phrases) -> list[Head]:
    """The heads of all articles of a page, in order."""
    spots = gaps(page)
    if not spots:
        return []
    ends = [lead for _, lead in spots[1:]] + [len(page.marks)]
    heads = [below_deck(page, top_head(page, *spots[0], horizon(ends, spots[0][1])), phrases)]
    for first, lead in spots[1:]:
        head = inner_head(page, first, lead, horizon(ends, lead), phrases) if lead > heads[-1].lead else None
        if head is not None:
            heads.append(below_deck(page, head, phrases))
    return heads


def horizon(ends: list[int], lead: int) -> int:
    """How far ahead a headline's words are looked for."""
    return min(ends[-1], lead + 40)
