"""Actors: who they are as of a day, loaded from tab-separated files that an analyst can edit.

``load()`` reads the files of the package, then the user's own file, whose rows add to, replace or veto ("-name" in the
first column) what the package says. Everything is frozen after loading.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from lapwing.knowledge import actor_files
from lapwing.knowledge.actor_types import Actor, Country, Doubt, Hint, Institution, Office, Role, Standing
from lapwing.knowledge.names import fold, key, loose

__all__ = ["Actor", "Actors", "Country", "Hint", "Institution", "Office", "Role", "Standing", "load"]

ELECT = 100  # days before taking the highest office in which one is spoken of as the one elected to it
FUZZY_CUT = 90.0  # rapidfuzz ratio of two folded names; lower cuts joined different persons of one family name
_RANK = {"top": 0, "cabinet": 1, "other": 2}


@dataclass(frozen=True, slots=True, eq=False)
class Actors:
    """The loaded tables. All keys are folded names (see ``names.fold``)."""

    entities: dict[str, Actor]  # by id
    countries: dict[str, Country]  # by ISO3
    offices: dict[str, Office]  # by office name
    institutions: tuple[Institution, ...]
    by_name: dict[str, tuple[str, ...]]  # folded name or alias -> ids
    by_surname: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, str]]  # folded -> (ISO3, name | adjective | people | seat | ethnic)
    doubts: dict[str, Doubt]  # words that mean more than one country
    office_words: dict[str, tuple[str, ...]]  # folded -> office names
    institution_words: dict[str, str]  # folded -> institution key
    hints: dict[str, tuple[Hint, ...]]
    regions: dict[str, str]  # folded adjective of a region -> EUR or IGO
    holders: dict[tuple[str, str], tuple[tuple[Role, str], ...]]  # (body, office) -> roles with the holder's id

    @property
    def country_ids(self) -> frozenset[str]:
        """Ids of the states themselves."""
        return frozenset(c.id for c in self.countries.values())

    def lookup(self, name: str, as_of: str | None = None) -> tuple[Actor, ...]:
        """Actors of that name or alias, those active on the ISO day ``as_of`` first; () where none is known."""
        ids = self.by_name.get(key(name), ())
        return self._ranked(ids, as_of)

    def surname(self, name: str, as_of: str | None = None) -> tuple[Actor, ...]:
        """Persons called by that family name alone, those in office on ``as_of`` first."""
        return self._ranked(self.by_surname.get(fold(name), ()), as_of)

    def similar(self, name: str, as_of: str | None = None) -> tuple[Actor, ...]:
        """Persons whose full name is a likely transliteration of ``name`` (two words or more)."""
        folded = fold(name)
        if " " not in folded:
            return ()
        close = [
            i
            for i in _by_spelling(self).get(loose(folded), ())
            if max(fuzz.ratio(loose(folded), loose(fold(n))) for n in (self.entities[i].name, *self.entities[i].aliases)) >= FUZZY_CUT
        ]
        return self._ranked(tuple(close), as_of)

    def _ranked(self, ids: tuple[str, ...], as_of: str | None) -> tuple[Actor, ...]:
        found = [self.entities[i] for i in ids]
        return tuple(found) if len(found) < 2 else tuple(sorted(found, key=lambda a: self.distance(a, as_of)))

    def distance(self, actor: Actor, as_of: str | None) -> tuple[int, int]:
        """How far an actor is from being meant on a day: (0 in office, 1 out of office, 2 not yet or long past; rank)."""
        if as_of is None or not actor.roles:
            return (1, 1)
        best = (3, 9)
        for role in actor.roles:
            office = self.offices.get(role.office)
            rank = _RANK[office.rank] if office else 2
            if role.holds(as_of):
                best = min(best, (0, rank))
            elif role.before(as_of):
                years = int(as_of[:4]) - int((role.end or as_of)[:4])
                best = min(best, (1 if years <= 5 else 2, rank))
            elif role.start is not None and int(role.start[:4]) - int(as_of[:4]) <= 3:
                best = min(best, (2, rank))
        return best

    def standing(self, actor: Actor, as_of: str | None) -> Standing:
        """Country, sectors and role of an actor on an ISO day; without a day, of its main role."""
        if actor.kind != "person" or not actor.roles:
            return Standing(actor.country, actor.sectors, None, False)
        held = [r for r in actor.roles if as_of is not None and r.holds(as_of)]
        if as_of is not None and not any(self._rank(r.office) == 0 for r in held):
            coming = [r for r in actor.roles if self._rank(r.office) == 0 and r.start and _days(as_of, r.start) in range(1, ELECT)]
            held = coming[:1] or held
        past = [r for r in actor.roles if as_of is None or r.before(as_of)]
        pool = held or past or list(actor.roles)
        if held or as_of is None:
            role = min(pool, key=lambda r: (self._rank(r.office), -_year(r.start)))
        else:
            role = max(pool, key=lambda r: (r.end or r.start or "", r.start or ""))
        office = self.offices.get(role.office)
        sectors = office.sectors if office else actor.sectors
        country = self.body_country(role.body) if role.body else actor.country
        if not held and as_of is not None and actor.sectors and not past:
            sectors = actor.sectors
        return Standing(country, sectors or actor.sectors, role, bool(held))

    def _rank(self, office: str) -> int:
        known = self.offices.get(office)
        return _RANK[known.rank] if known else 2

    def body_country(self, body: str) -> str | None:
        """The code of the country or organisation in which a role is held."""
        if body in self.countries:
            return self.reported(body)
        ids = self.by_name.get(key(body), ())
        return self.entities[ids[0]].country if ids else body

    def reported(self, code: str | None) -> str | None:
        """The code that goes into the record for a country of the table."""
        country = self.countries.get(code) if code else None
        return country.reported if country else code

    def office_holder(self, body: str, office: str, as_of: str) -> Actor | None:
        """The only holder of an office in a country (ISO3) or body on an ISO day; None where unknown or more than one."""
        found = {i for role, i in self.holders.get((body, office), ()) if role.holds(as_of)}
        if len(found) > 1:  # hand-over day or overlapping years: the one who came later
            latest = max((role.start or "", i) for role, i in self.holders[(body, office)] if role.holds(as_of))
            return self.entities[latest[1]]
        return self.entities[found.pop()] if found else None

    def leader(self, code: str, as_of: str) -> Actor | None:
        """Who is meant by "the Iraqi leader" on an ISO day."""
        country = self.countries.get(code)
        if country is None:
            return None
        for role in country.leaders:
            if role.holds(as_of):
                holder = self.office_holder(code, role.office, as_of)
                if holder is not None:
                    return holder
        return None

    def named(self, folded: str) -> bool:
        """Whether a key (``names.key``) is that of an entity or of a word for a country."""
        return folded in self.by_name or folded in self.words or folded in self.doubts

    def country_of(self, word: str, article: str = "") -> tuple[str, str] | None:
        """ISO3 and how the word names the country (name adjective people seat), or None.

        ``article`` is the folded text around it, blank-padded, in which the cues of an ambiguous word are sought.
        """
        folded = key(word)
        found = self.words.get(folded)
        doubt = self.doubts.get(folded)
        if doubt is None:
            return found
        kind = found[1] if found else "name"
        if any(f" {cue} " in article for cue in doubt.cues) and not any(f" {cue} " in article for cue in doubt.against):
            return (doubt.other, kind) if doubt.other else None
        return doubt.default, kind

    def country_actor(self, code: str) -> Actor:
        """The state itself as an actor: no sector."""
        country = self.countries[code]
        return Actor(country.id, country.name, "country", country.reported, (), (), country.aliases, "countries.tsv")

    def institution(self, code: str, phrase: str) -> Actor | None:
        """The state's own institution by what news calls it ("army", "foreign ministry"), made from the pattern table."""
        known = self.institution_key(phrase)
        return self.institution_by_key(code, known) if known else None

    def institution_key(self, phrase: str) -> str | None:
        """The key of the institution that a wording means, singular or plural."""
        folded = fold(phrase)
        return next((k for f in (folded, *_singular(folded)) if (k := self.institution_words.get(f)) is not None), None)

    def institution_by_key(self, code: str, wanted: str) -> Actor | None:
        """The institution of a state by the key of its pattern ("military", "police")."""
        country = self.countries.get(code)
        row = next((i for i in self.institutions if i.key == wanted), None)
        if country is None or row is None:
            return None
        name = country.military if wanted == "military" and country.military else actor_files.pattern_name(row.pattern, country)
        made = f"lw:{code.lower()}-{wanted.replace(' ', '-')}"
        return Actor(made, name, "organization", country.reported, row.sectors, (), (), "institutions.tsv")

    def hint(self, phrase: str, *uses: str) -> Hint | None:
        """What a noun or noun phrase tells of the sector, singular or plural; None where it is not known or not of these uses."""
        folded = fold(phrase)
        for form in (folded, *_singular(folded)):
            for hint in self.hints.get(form, ()):
                if not uses or hint.use in uses:
                    return hint
        return None

    def word(self, lemma: str, form: str) -> str:
        """The lemma, or the singular of the form where only that is a word of the tables (lemmas may be cut wrongly)."""
        for word in (lemma.lower(), form.lower(), *_singular(form.lower())):
            if self._knows(word):
                return next((w for w in _singular(word) if self._knows(w)), word)
        return lemma.lower()

    def _knows(self, word: str) -> bool:
        return word in self.hints or word in self.office_words or word in self.institution_words

    def sector_of(self, lemmas: tuple[str, ...]) -> Hint | None:
        """Sector of a noun phrase given as lemmas, head last.

        The longest known tail decides ("security force"); a lone head decides if it is an agent, else a modifier before it
        ("rebel force"), else the weak head.
        """
        if not lemmas:
            return None
        for start in range(len(lemmas) - 1):
            hint = self.hint(" ".join(lemmas[start:]), "agent", "weak", "house", "modifier")
            if hint is not None:
                return hint
        head = self.hint(lemmas[-1], "agent", "house") or self.hint(lemmas[-1], "weak", "modifier")
        if head is not None and head.use in ("agent", "house"):
            return head
        for word in reversed(lemmas[:-1]):
            hint = self.hint(word, "modifier")
            if hint is not None:
                return hint
        return head if head is not None and head.use != "modifier" else None


def _singular(word: str) -> tuple[str, ...]:
    """Forms a plural may stand for, where the lemma was not cut down."""
    if word.endswith("men"):
        return (word[:-3] + "man",)
    if not word.endswith("s") or word.endswith("ss"):
        return ()
    return (word[:-3] + "y", word[:-1]) if word.endswith("ies") else (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],)


@lru_cache(maxsize=2)
def _by_spelling(actors: Actors) -> dict[str, tuple[str, ...]]:
    """Persons by the skeleton of their full names; built at the first question, which few articles ask."""
    found: dict[str, dict[str, None]] = {}
    for i, actor in actors.entities.items():
        if actor.kind == "person":
            for name in (actor.name, *actor.aliases):
                skeleton = loose(fold(name))
                if " " in skeleton:
                    found.setdefault(skeleton, {})[i] = None
    return {skeleton: tuple(ids) for skeleton, ids in found.items()}


def _days(day: str, start: str) -> int:
    """Days from one ISO date to a later one; a date without day or month counts from its first."""
    whole = [(d + "-01-01")[:10] if len(d) == 4 else (d + "-01")[:10] if len(d) == 7 else d for d in (day, start)]
    return (date.fromisoformat(whole[1]) - date.fromisoformat(whole[0])).days


def _year(day: str | None) -> int:
    return int(day[:4]) if day else 0


def load(own: Path | str | None = None) -> Actors:
    """Read the package's tables and, over them, the user's own file.

    Raises KnowledgeError (file, line, remedy) where a row is wrong.
    """
    tables = actor_files.read(Path(own) if own is not None else None)
    return Actors(**tables)
