"""Office-holders that a text names with their office, for bounding the date of an undated page.

"Iraqi Prime Minister Mustafa al-Kadhimi" was written while Kadhimi held that office; "former US President Donald Trump" when
Trump did not. Only names with a title right before them count: a bare name says nothing about its time.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from lapwing.coding.undated import Held
from lapwing.knowledge.actors import Actors
from lapwing.types import Article

_NAME = re.compile(r"[A-Z][\w’'.-]+(?:\s(?:(?:al|el|bin|ibn|bint|von|van|de|da|del|der|la)[\s-])?[A-Z][\w’'-]+){0,4}")
_FORMER = re.compile(r"\b(?:former|ex-?|then|late|one-time|onetime|ousted|deposed)[\s-]?$", re.IGNORECASE)
_BEFORE = 40  # characters before a title in which "former" may stand


def holders(article: Article, actors: Actors) -> tuple[Held, ...]:
    """Offices as the article names them, each once, in text order."""
    titles = _titles(actors)
    zones = ([article.title] if article.title else []) + [*article.captions, *article.body]
    found: dict[tuple[str, bool], Held] = {}
    for zone in zones:
        text = article.text[zone.start : zone.end]
        for m in titles.finditer(text):
            held = _held(text, m, actors)
            if held is not None:
                found.setdefault((held.label, held.former), held)
    return tuple(found.values())


def _titles(actors: Actors) -> re.Pattern[str]:
    words = {w for o in actors.offices.values() if o.rank in ("top", "cabinet") for w in o.words if len(w) > 3}
    title = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\b({title})(?:,\s+|\s+)(?=(?-i:[A-Z]))", re.IGNORECASE)


def _held(text: str, m: re.Match[str], actors: Actors) -> Held | None:
    name = _NAME.match(text, m.end())
    if name is None:
        return None
    words = name.group().split()
    title = m.group(1).lower()
    for n in range(len(words), 1, -1):
        for actor in actors.lookup(" ".join(words[:n]).rstrip(".’'")):
            roles = [r for r in actor.roles if r.office in actors.offices and title in actors.offices[r.office].words]
            if actor.kind == "person" and roles and any(r.start for r in roles):
                before = text[max(0, m.start() - _BEFORE) : m.start()]
                former = bool(_FORMER.search(re.sub(r"(?:[A-Z][\w.’'-]+\s+){0,2}$", "", before)))
                terms = tuple((_day(r.start, False), _day(r.end, True)) for r in roles)
                return Held(f"{actor.name}, {roles[0].office}", terms, former)
    return None


def _day(value: str | None, last: bool) -> date | None:
    """First or last day of an ISO date of any precision."""
    if value is None:
        return None
    parts = [int(p) for p in value.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if not last:
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
