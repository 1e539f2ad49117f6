"""Reading of the actor files and building of the indexes behind ``actors.Actors``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lapwing.errors import KnowledgeError
from lapwing.knowledge.actor_types import Actor, Country, Doubt, Hint, Institution, Office, Role
from lapwing.knowledge.names import fold, key, surnames
from lapwing.knowledge.tables import Row, rows
from lapwing.settings import KNOWLEDGE_FILES

FOLDER = KNOWLEDGE_FILES / "actors"
SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC IGO NGO".split()
)  # PLOVER manual, 2021
BODIES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
KINDS = frozenset({"person", "group", "organization"})
USES = frozenset({"agent", "weak", "modifier", "house", "name"})
FAMILY_FIRST = frozenset({"CHN", "TWN", "PRK", "KOR", "VNM", "KHM", "HKG", "MAC"})  # family name stands first
COLUMNS = ("name", "country", "sectors", "roles", "aliases", "id", "kind", "note")
_COUNTRY = ("iso3", "id", "name", "aliases", "adjectives", "people", "seats", "leader", "military", "reported", "peoples")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_ARTICLE = frozenset(
    (
        "United States|United Kingdom|Netherlands|Philippines|Maldives|Bahamas|Gambia|United Arab Emirates|Czech Republic|Comoros|"
        "Seychelles|Dominican Republic|Marshall Islands|Solomon Islands|Republic of the Congo|Democratic Republic of the Congo|"
        "Central African Republic"
    ).split("|")
)


def split(cell: str) -> tuple[str, ...]:
    """The parts of a list cell."""
    return tuple(part.strip() for part in cell.split("|") if part.strip()) if cell else ()


def roles(row: Row, cell: str) -> tuple[Role, ...]:
    """Roles written "office from/to; office@body from/to"; a missing period means always, an empty side is open."""
    return tuple(_role(row, part.strip()) for part in cell.split(";") if part.strip()) if cell else ()


def _role(row: Row, text: str) -> Role:
    head, _, period = text.rpartition(" ")
    if "/" not in period:
        head, period = text, "/"
    office, _, body = head.partition("@")
    start, _, end = period.partition("/")
    for date in (start, end):
        if date and not _DATE.fullmatch(date):
            raise row.fail(f"role {text!r}: dates are written 2021, 2021-06 or 2021-06-27, from/to")
    if start and end and end < start[: len(end)]:
        raise row.fail(f"role {text!r} ends before it starts")
    return Role(office, start or None, end or None, body or None)


def pattern_name(pattern: str, country: Country) -> str:
    """The name of a state's institution: {a} its adjective, {n} its name with the article English asks for."""
    name = ("the " if country.name in _ARTICLE else "") + country.name
    adjective = country.name if country.code == "USA" else country.adjectives[0] if country.adjectives else country.name
    return pattern.replace("{a}", adjective).replace("{n}", name)


def _countries() -> dict[str, Country]:
    found: dict[str, Country] = {}
    for row in rows(FOLDER / "countries.tsv", _COUNTRY, 3):
        adjectives = split(row["adjectives"])
        people = split(row["people"]) or tuple(w for a in adjectives for w in _plural(a))
        leaders = roles(row, row["leader"])
        found[row["iso3"]] = Country(
            row["iso3"], row["id"], row["name"], split(row["aliases"]), adjectives, tuple(p for p in people if p != "-"),
            split(row["seats"]), leaders, row["military"] or None, row["reported"] or row["iso3"], split(row["peoples"]),
        )  # fmt: skip
    return found


def _plural(adjective: str) -> tuple[str, ...]:
    return (adjective,) if adjective.endswith(("ese", "sh", "ch", "ss")) else (adjective, adjective + "s")


def _words(countries: dict[str, Country]) -> dict[str, tuple[str, str]]:
    """Words for countries; where two claim one word the earlier in the file or the stronger kind keeps it."""
    found: dict[str, tuple[str, str]] = {}
    for kind in ("name", "adjective", "people", "seat", "ethnic"):
        for country in countries.values():
            listed = {
                "name": (country.name, *country.aliases),
                "adjective": country.adjectives,
                "people": country.people,
                "seat": country.seats,
                "ethnic": country.peoples,
            }[kind]
            for word in listed:
                found.setdefault(key(word), (country.code, kind))
    return found


def _doubts(countries: dict[str, Country]) -> dict[str, Doubt]:
    found = {}
    for row in rows(FOLDER / "ambiguous.tsv", ("word", "default", "alternative", "cues", "against"), 3):
        other = None if row["alternative"] == "-" else row["alternative"]
        for code in (row["default"], other):
            if code is not None and code not in countries:
                raise row.fail(f"{code!r} is not a code of countries.tsv")
        cues = tuple(fold(c) for c in split(row["cues"]))
        found[key(row["word"])] = Doubt(row["default"], other, cues, tuple(fold(c) for c in split(row["against"])))
    return found


def _offices() -> tuple[dict[str, Office], dict[str, tuple[str, ...]]]:
    offices: dict[str, Office] = {}
    words: dict[str, list[str]] = {}
    for row in rows(FOLDER / "offices.tsv", ("office", "sectors", "rank", "words"), 4):
        office = Office(row["office"], _sectors(row, row["sectors"]), row["rank"], split(row["words"]))
        if office.rank not in {"top", "cabinet", "other"}:
            raise row.fail(f"rank must be top, cabinet or other, not {office.rank!r}")
        offices[office.name] = office
        for word in (office.name, *office.words):
            known = words.setdefault(fold(word), [])
            if office.name not in known:
                known.append(office.name)
    return offices, {word: tuple(names) for word, names in words.items()}


def _sectors(row: Row, cell: str) -> tuple[str, ...]:
    found = tuple(cell.replace("|", " ").split())
    for sector in found:
        if sector not in SECTORS:
            raise row.fail(f"{sector!r} is not a PLOVER sector (one of {' '.join(sorted(SECTORS))})")
    return found


def _institutions() -> tuple[tuple[Institution, ...], dict[str, str]]:
    found = tuple(
        Institution(row["key"], row["pattern"], _sectors(row, row["sectors"]), split(row["words"]))
        for row in rows(FOLDER / "institutions.tsv", ("key", "pattern", "sectors", "words"), 4)
    )
    words: dict[str, str] = {}
    for item in found:
        for word in item.words:
            words.setdefault(fold(word), item.key)
    return found, words


def _hints() -> dict[str, tuple[Hint, ...]]:
    found: dict[str, list[Hint]] = {}
    for row in rows(FOLDER / "agents.tsv", ("sector", "use", "kind", "words"), 4):
        _sectors(row, row["sector"])
        if row["use"] not in USES:
            raise row.fail(f"use must be one of {', '.join(sorted(USES))}, not {row['use']!r}")
        for word in split(row["words"]):
            found.setdefault(fold(word), []).append(Hint(row["sector"], row["use"], row["kind"]))
    return {word: tuple(hints) for word, hints in found.items()}


def _regions() -> dict[str, str]:
    return {fold(row["word"]): row["code"] for row in rows(FOLDER / "regions.tsv", ("word", "code"), 2)}


def _entity_files() -> Iterator[tuple[Path, str]]:
    yield FOLDER / "groups.tsv", "group"
    for name in ("organisations", "parties", "media", "companies"):
        yield FOLDER / f"{name}.tsv", "organization"
    for folder in ("leaders", "people"):
        for path in sorted((FOLDER / folder).glob("*.tsv")):
            yield path, "person"


def slug(name: str) -> str:
    """The tail of a stable own id."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def actor(row: Row, kind: str, codes: frozenset[str], offices: dict[str, Office]) -> Actor:
    """One row as an actor; raises KnowledgeError where a code, sector, office or date is wrong."""
    kind = row["kind"] or kind
    if kind not in KINDS:
        raise row.fail(f"kind must be one of {', '.join(sorted(KINDS))}, not {kind!r}")
    country = row["country"] or None
    if country is not None and country not in codes:
        raise row.fail(f"country {country!r} is neither an ISO3 code of countries.tsv nor one of {' '.join(sorted(BODIES))}")
    held = roles(row, row["roles"])
    for role in held:
        if kind == "person" and role.office not in offices:
            raise row.fail(f"office {role.office!r} is not in offices.tsv; add it there or use one that is")
    sectors = _sectors(row, row["sectors"])
    if not sectors and kind == "person" and held and (office := offices.get(held[0].office)):
        sectors = office.sectors
    name = re.sub(r" \([^)]*\)$", "", row["name"])
    source = f"{row.path.name}:{row.line}"
    return Actor(row["id"] or f"lw:{slug(row['name'])}", name, kind, country, sectors, held, split(row["aliases"]), source)


def read(own: Path | None) -> dict[str, Any]:
    """All tables and indexes, ready for ``Actors``."""
    countries = _countries()
    offices, office_words = _offices()
    institutions, institution_words = _institutions()
    codes = frozenset(countries) | BODIES
    entities = {a.id: a for c in countries.values() if (a := _army(c)) is not None}
    for path, kind in _entity_files():
        for row in rows(path, COLUMNS, 2):
            _add(entities, actor(row, kind, codes, offices))
    _bodies(entities, codes)
    if own is not None:
        _own(entities, own, codes, offices)
        _bodies(entities, codes, str(own))
    reported = {c.code: c.reported for c in countries.values()}
    entities = {i: a if reported.get(a.country or "", a.country) == a.country else _reported(a, reported) for i, a in entities.items()}
    names, by_surname, holders = _indexes(entities)
    return {
        "entities": entities, "countries": countries, "offices": offices, "institutions": institutions, "by_name": names,
        "by_surname": by_surname, "words": _words(countries), "doubts": _doubts(countries), "office_words": office_words,
        "institution_words": institution_words, "hints": _hints(), "holders": holders, "regions": _regions(),
    }  # fmt: skip


def _army(country: Country) -> Actor | None:
    """Armed forces with a name of their own, found by it in the text."""
    if country.military is None:
        return None
    made = f"lw:{country.code.lower()}-military"
    return Actor(made, country.military, "organization", country.code, ("MIL",), (), (), "countries.tsv")


def _bodies(entities: dict[str, Actor], codes: frozenset[str], source: str = "") -> None:
    """Check the bodies named in roles (of one file, where given): a country's code or a known organisation."""
    names = {key(n) for a in entities.values() if a.kind != "person" for n in (a.name, *a.aliases)}
    for a in entities.values():
        for role in a.roles if a.source.startswith(source) else ():
            if role.body is not None and role.body not in codes and key(role.body) not in names:
                raise KnowledgeError(f"{a.source}: body {role.body!r} of {a.name} is neither a country code nor a known organisation")


def _reported(a: Actor, reported: dict[str, str]) -> Actor:
    """An actor of an unrecognised territory: reported under the state, its offices stay the territory's own."""
    own = a.country or ""
    roles = tuple(Role(r.office, r.start, r.end, r.body or own) for r in a.roles)
    return Actor(a.id, a.name, a.kind, reported[own], a.sectors, roles, a.aliases, a.source)


def _add(entities: dict[str, Actor], new: Actor) -> None:
    """Put in a row of the package; a second row for the same id adds its roles and aliases (a leader who also is in another file)."""
    old = entities.get(new.id)
    if old is None:
        entities[new.id] = new
        return
    known = tuple(r for r in new.roles if r not in old.roles)
    aliases = tuple(dict.fromkeys((*old.aliases, *new.aliases)))
    entities[new.id] = Actor(old.id, old.name, old.kind, old.country, old.sectors or new.sectors, old.roles + known, aliases, old.source)


def _own(entities: dict[str, Actor], path: Path, codes: frozenset[str], offices: dict[str, Office]) -> None:
    """The user's file: a row replaces the entity of the same id or name; "-name" takes one out."""
    for row in rows(path, COLUMNS, 1):
        veto = row["name"].startswith("-")
        name = row["name"].lstrip("-").strip()
        same = {i for i, a in entities.items() if i in (name, row["id"]) or fold(a.name) == fold(name)}
        if veto and not same:
            raise row.fail(f"nothing named {name!r} to take out")
        for i in same:
            del entities[i]
        if not veto:
            made = actor(row, "organization", codes, offices)
            keep = row["id"] or (min(same) if len(same) == 1 else made.id)
            entities[keep] = Actor(keep, made.name, made.kind, made.country, made.sectors, made.roles, made.aliases, f"{path}:{row.line}")


def _indexes(entities: dict[str, Actor]) -> tuple[Any, ...]:
    names: dict[str, list[str]] = {}
    family: dict[str, list[str]] = {}
    holders: dict[tuple[str, str], list[tuple[Role, str]]] = {}
    for i, a in entities.items():
        folded = key(a.name)
        names.setdefault(folded, []).append(i)
        person = a.kind == "person"
        if person:
            for surname in surnames(folded, a.country in FAMILY_FIRST):
                family.setdefault(surname, []).append(i)
        for alias in a.aliases:
            other = key(alias)
            if other != folded:
                names.setdefault(other, []).append(i)
                if person and " " not in other:
                    family.setdefault(other, []).append(i)
        if person:
            for role in a.roles:
                holders.setdefault((role.body or a.country or "", role.office), []).append((role, i))
    frozen = ({k: tuple(dict.fromkeys(v)) if len(v) > 1 else tuple(v) for k, v in table.items()} for table in (names, family))
    return (*frozen, {k: tuple(v) for k, v in holders.items()})


def checked(row: Row) -> Actor:
    """A single row as an actor, checked against the package's countries and offices."""
    return actor(row, "person", frozenset(_countries()) | BODIES, _offices()[0])
