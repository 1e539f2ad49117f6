"""Whether two parties of one article are the same."""

from __future__ import annotations

from lapwing.types import Party

DETERMINERS = frozenset({"the", "a", "an", "of", "its", "their", "his", "her", "some"})


def same_party(a: Party, b: Party) -> bool:
    """By entity where both are resolved, else by country with a shared sector, else by their words."""
    if a.entity_id and b.entity_id:
        return a.entity_id == b.entity_id
    if a.country and b.country and a.country == b.country and (set(a.sectors) & set(b.sectors) or not (a.sectors or b.sectors)):
        return True
    if (a.country and b.country and a.country != b.country) or (a.sectors and b.sectors and not set(a.sectors) & set(b.sectors)):
        return False
    x, y = _words(a), _words(b)
    return bool(x & y) and (x <= y or y <= x)


def _words(party: Party) -> frozenset[str]:
    words = (word.strip("'’,.") for word in party.text.lower().replace("'s", "").replace("’s", "").split())
    return frozenset(word for word in words if word and word not in DETERMINERS)
