"""The actor tables: loading, dated offices, names, the user's own file."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from lapwing.errors import KnowledgeError
from lapwing.knowledge import actor_files, actors
from lapwing.knowledge.actor_own import add_actor
from lapwing.knowledge.actors import Actors, Role
from lapwing.knowledge.names import fold, key, loose, surnames


@pytest.fixture(scope="module")
def known() -> Actors:
    return actors.load()


def test_size_of_the_tables(known: Actors) -> None:
    people = [a for a in known.entities.values() if a.kind == "person"]
    assert len(known.entities) >= 3000
    assert len(people) >= 1500
    assert len(known.countries) >= 230


def test_loading_is_quick() -> None:
    before = time.process_time()
    actors.load()
    assert time.process_time() - before < 0.5


def test_every_country_has_adjective_seat_and_government(known: Actors) -> None:
    for code, country in known.countries.items():
        assert country.name, code
        government = known.institution(code, "government")
        assert government is not None
        assert government.name.startswith("Government of "), code


def test_codes_of_the_record_are_iso_or_body(known: Actors) -> None:
    for actor in known.entities.values():
        assert actor.country is None or len(actor.country) == 3
        assert actor.country is None or not actor.country.startswith("X") or actor.country == "XKX"


@pytest.mark.parametrize(
    ("body", "office", "day", "name"),
    [
        ("USA", "president", "2009-01-19", "George W. Bush"),
        ("USA", "president", "2009-01-21", "Barack Obama"),
        ("USA", "president", "2021-06-28", "Joe Biden"),
        ("USA", "president", "2018-06-28", "Donald Trump"),
        ("GBR", "prime minister", "1997-06-01", "Tony Blair"),
        ("GBR", "prime minister", "2022-10-01", "Liz Truss"),
        ("DEU", "chancellor", "2015-01-01", "Angela Merkel"),
        ("IRQ", "prime minister", "2021-06-28", "Mustafa al-Kadhimi"),
        ("TUR", "foreign minister", "2018-12-25", "Mevlüt Çavuşoğlu"),
        ("TUR", "prime minister", "2018-01-25", "Binali Yıldırım"),
        ("RUS", "defence minister", "2022-03-01", "Sergei Shoigu"),
        ("United Nations", "secretary-general", "2003-03-20", "Kofi Annan"),
        ("NATO", "secretary-general", "2016-01-01", "Jens Stoltenberg"),
        ("ZAF", "president", "1995-01-01", "Nelson Mandela"),
        ("JPN", "prime minister", "2021-12-01", "Fumio Kishida"),
    ],
)
def test_office_holders(known: Actors, body: str, office: str, day: str, name: str) -> None:
    holder = known.office_holder(body, office, day)
    assert holder is not None
    assert holder.name == name


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [("TUR", "2012-01-01", "Recep Tayyip Erdoğan"), ("FRA", "2013-01-01", "François Hollande"), ("PAK", "2005-01-01", "Pervez Musharraf")],
)
def test_the_leader_of_a_state(known: Actors, code: str, day: str, name: str) -> None:
    leader = known.leader(code, day)
    assert leader is not None
    assert leader.name == name


@pytest.mark.parametrize("office", ["president", "prime minister", "chancellor", "king", "supreme leader", "emir", "sultan"])
def test_no_top_office_has_two_holders_for_long(known: Actors, office: str) -> None:
    """Overlaps are allowed where an office is shared (Bosnia, Switzerland) or disputed; elsewhere they are slips."""
    shared = {
        "SRB",
        "LBN",
        "BIH",
        "LBY",
        "XKX",
        "CHE",
        "SDN",
        "YEM",
        "AFG",
        "VEN",
        "MDG",
        "KHM",
        "CIV",
        "MMR",
        "SOM",
        "CAF",
        "HTI",
        "KOR",
        "NIC",
    }
    slips = []
    for (body, held), rows in known.holders.items():
        if held != office or body in shared or body not in known.countries:
            continue
        ordered = sorted(rows, key=lambda r: r[0].start or "")
        for (first, a), (second, b) in pairwise(ordered):
            if a != b and first.end is not None and second.start is not None and _months(second.start, first.end) > 13:
                slips.append((body, a, b))
            if a != b and first.end is None and second.start is not None:
                slips.append((body, a, b))
    assert slips == []


def _months(start: str, end: str) -> int:
    begin, stop = (start + "-01-01").split("-"), (end + "-12-28").split("-")
    return (int(stop[0]) - int(begin[0])) * 12 + int(stop[1]) - int(begin[1])


@pytest.mark.parametrize(
    ("word", "code", "kind"),
    [
        ("Iraqi", "IRQ", "adjective"), ("the Kremlin", "RUS", "seat"), ("U.S.", "USA", "name"), ("Britons", "GBR", "people"),
        ("Downing Street", "GBR", "seat"), ("the Elysee", "FRA", "seat"), ("Kosovar", "XKX", "adjective"), ("Rohingya", "MMR", "ethnic"),
        ("Türkiye", "TUR", "name"), ("the Netherlands", "NLD", "name"),
    ],
)  # fmt: skip
def test_words_for_countries(known: Actors, word: str, code: str, kind: str) -> None:
    assert known.country_of(word) == (code, kind)


def test_ambiguous_country_words(known: Actors) -> None:
    assert known.country_of("Georgia", " atlanta ") == ("USA", "name")
    assert known.country_of("Georgia", " atlanta tbilisi ") == ("GEO", "name")
    assert known.country_of("Congo", " brazzaville ") == ("COG", "name")
    assert known.country_of("Congo") == ("COD", "name")
    assert known.country_of("Jordan", " michael jordan ") is None


@pytest.mark.parametrize(
    ("lemmas", "sector"),
    [
        (("farmer",), "AGR"), (("riot", "police"), "COP"), (("security", "force"), "COP"), (("rebel", "force"), "REB"), (("force",), "MIL"),
        (("pro-government", "force"), "PRM"), (("paramilitary", "force"), "PRM"), (("aid", "worker"), "NGO"), (("oil", "worker"), "LAB"),
        (("opposition", "leader"), "OPP"), (("drug", "cartel"), "CRM"), (("supreme", "court"), "JUD"), (("lawmakers",), "LEG"),
    ],
)  # fmt: skip
def test_sectors_of_generic_words(known: Actors, lemmas: tuple[str, ...], sector: str) -> None:
    hint = known.sector_of(lemmas)
    assert hint is not None
    assert hint.sector == sector


def test_standing_follows_the_date(known: Actors) -> None:
    (merz,) = known.lookup("Mark Carney")
    assert known.standing(merz, "2016-01-01").country == "GBR"
    assert known.standing(merz, "2026-01-01").country == "CAN"
    (sharaa,) = known.lookup("Abu Mohammed al-Jolani")
    assert known.standing(sharaa, "2016-01-01").sectors[0] == "REB"
    assert known.standing(sharaa, "2025-06-01").sectors[0] == "GOV"


@pytest.mark.parametrize(
    "spelling", ["Mustapha al-Kadhemi", "Moqtada al Sadr", "Volodimir Zelenskiy", "Muammar al-Kaddafi", "Mahmud Ahmadinejad"]
)
def test_transliteration_variants(known: Actors, spelling: str) -> None:
    assert [a.kind for a in known.lookup(spelling) or known.similar(spelling)] == ["person"]


def test_unlike_names_are_not_joined(known: Actors) -> None:
    assert known.similar("Mustafa al-Kamali") == ()


def test_folding() -> None:
    assert fold("Hay’at Tahrir al-Sham") == fold("Hayat Tahrir al Sham")
    assert fold("The  Hague") == "hague"
    assert fold("Erdoğan") == "erdogan"
    assert key("IS") != key("is")
    assert key("U.S.") == key("US")
    assert loose(fold("Qassem")) == loose(fold("Kassem"))
    assert surnames("xi jinping", True) == ("xi",)
    assert "von der leyen" in surnames("ursula von der leyen", False)


def test_own_file_adds_replaces_and_vetoes(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    made = add_actor(own, "Jane Roe", country="NZL", roles="mayor 2022-10-08/", aliases=("Roe",))
    assert made.sectors == ("GOV",)
    add_actor(own, "Hezbollah", kind="group", country="LBN", sectors=("PTY",), id="Q41053")
    own.write_text(own.read_text(encoding="utf-8") + "-Boko Haram\n", encoding="utf-8")
    mine = actors.load(own)
    assert [a.name for a in mine.lookup("Jane Roe")] == ["Jane Roe"]
    assert [a.sectors for a in mine.lookup("Hezbollah")] == [("PTY",)]
    assert mine.lookup("Boko Haram") == ()
    assert actors.load().lookup("Boko Haram") != ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Jane Roe\tNZ", "'NZ' is neither an ISO3 code"),
        ("Jane Roe\tNZL\tXXX", "'XXX' is not a PLOVER sector"),
        ("Jane Roe\tNZL\t\twitch 2001/\t\t\tperson", "office 'witch' is not in offices.tsv"),
        ("Jane Roe\tNZL\t\tmayor 2001-1/\t\t\tperson", "dates are written 2021"),
        ("Jane Roe\tNZL\t\tmayor 2011/2001\t\t\tperson", "ends before it starts"),
        ("Jane Roe\tNZL\t\tmayor@Nowhere Council 2001/\t\t\tperson", "neither a country code nor a known organisation"),
        ("-Nobody At All", "nothing named 'Nobody At All'"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("# own\n\n" + row + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        actors.load(own)
    assert message in str(error.value)
    assert "own.tsv:3" in str(error.value)


def test_a_wrong_row_is_not_added(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    with pytest.raises(KnowledgeError):
        add_actor(own, "Jane Roe", country="Atlantis")
    with pytest.raises(KnowledgeError):
        add_actor(own, "Jane\tRoe")
    assert not own.exists()


@pytest.mark.parametrize(
    ("role", "day", "holds"),
    [
        (Role("mayor", "2001", "2004"), "2004-12-31", True),
        (Role("mayor", "2001", "2004"), "2005-01-01", False),
        (Role("mayor", "2001-05", None), "2001-04-30", False),
        (Role("mayor", None, "2001-05-02"), "1990-01-01", True),
    ],
)
def test_roles_hold_as_precisely_as_they_are_dated(role: Role, day: str, holds: bool) -> None:
    assert role.holds(day) is holds


def test_files_name_origin_licence_and_date() -> None:
    for path in actor_files.FOLDER.rglob("*.tsv"):
        head = path.read_text(encoding="utf-8")[:900]
        assert "# origin:" in head, path
        assert "# licence:" in head, path
        assert "# date:" in head, path
