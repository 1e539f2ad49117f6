"""Places of readings built by hand: containment, directions, borders, coreference, and null rather than a wrong point."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lapwing.coding.places import part, places_of_text, resolve, resolve_all, survey
from lapwing.coding.toponyms import Toponym, choose
from lapwing.knowledge import gazetteer
from lapwing.knowledge.gazetteer_file import PlaceRow, write
from lapwing.types import Article, Mention, MentionRef, Place, Reading, Sentence, Span, Token

GAZETTEER = gazetteer.load()


def reading(text: str, names: tuple[str, ...] = (), chains: tuple[tuple[str, ...], ...] = ()) -> Reading:
    """A reading with words as tokens; ``names`` are place mentions, ``chains`` name coreferent phrases (the first a name)."""
    sentences = []
    where: dict[str, MentionRef] = {}
    for m in re.finditer(r"[^.]+\.", text):
        tokens = tuple(
            Token(w.start() + m.start(), w.end() + m.start(), w.group(), w.group().lower(), "X", "", -1, "dep")
            for w in re.finditer(r"\w+(?:[’']\w+)*|[^\w\s]", m.group())
        )
        mentions = []
        for phrase in dict.fromkeys((*names, *(p for chain in chains for p in chain))):
            at = text.find(phrase, m.start(), m.end())
            if at < 0:
                continue
            inside = [i for i, t in enumerate(tokens) if at <= t.start < at + len(phrase)]
            where.setdefault(phrase, MentionRef(len(sentences), len(mentions)))
            kind = "name" if phrase in names else "nominal"
            mentions.append(Mention(inside[0], inside[-1] + 1, inside[-1], kind, "place"))
        sentences.append(Sentence(m.start(), m.end(), "body", 0, tokens, tuple(mentions)))
    article = Article("d", 0, text, None, (), (), None, None, None, (Span(0, len(text)),))
    return Reading(article, tuple(sentences), tuple(tuple(where[p] for p in chain) for chain in chains))


def found(read: Reading, phrase: str) -> tuple[Place, ...]:
    """What ``phrase``, at its last mention, is resolved to."""
    at = read.article.text.rindex(phrase)
    for s, sentence in enumerate(read.sentences):
        inside = [i for i, t in enumerate(sentence.tokens) if at <= t.start < at + len(phrase)]
        if inside:
            return resolve_all(read, s, inside[0], inside[-1] + 1, survey(read, GAZETTEER))
    raise AssertionError(phrase)


@pytest.mark.parametrize(("text", "names", "phrase", "name", "country", "precision"), [
    ("He met leaders in Washington on Friday.", ("Washington",), "Washington", "Washington, D.C.", "USA", "point"),
    ("It struck near the Albu Kamal district on the Syrian side of the border.", ("Albu Kamal",), "the Albu Kamal district", "Abu Kamal",
    "SYR", "point"),
    ("A man was held in Ludwigshafen, in the state of Rhineland-Palatinate.", ("Ludwigshafen", "Rhineland-Palatinate"), "Ludwigshafen",
     "Ludwigshafen am Rhein", "DEU", "point"),
    ("Police in Paris, Texas said so.", ("Paris", "Texas"), "Paris", "Paris", "USA", "point"),
    ("Police in Paris said so. France and Germany agreed.", ("Paris", "France", "Germany"), "Paris", "Paris", "FRA", "point"),
    ("Rockets flew from southern Lebanon.", ("Lebanon",), "southern Lebanon", "Southern Lebanon", "LBN", "region"),
    ("Fighting in the south of the country went on. Syria and Syrian rebels said so.", ("Syria",), "the country", "Syria", "SYR",
    "country"),
    ("Ships in the South China Sea turned.", ("South China Sea",), "the South China Sea", "South China Sea", None, "sea"),
    ("Trucks crossed the Syria-Iraq border.", ("Syria", "Iraq"), "the Syria-Iraq border", "Iraq–Syria border", "SYR", "region"),
    ("They fled Syria’s Afrin.", ("Syria", "Afrin"), "Syria’s Afrin", "Afrin", "SYR", "point"),
    ("A blast shook the Burj al-Shemali camp.", ("Burj al-Shemali",), "the Burj al-Shemali camp", "Burj el-Shemali", "LBN", "district"),
    ("Troops held most of Idlib province.", ("Idlib",), "Idlib province", "Idlib Governorate", "SYR", "region"),
    ("Shelling hit eastern Ghouta.", (), "eastern Ghouta", "Eastern Ghouta", "SYR", "region"),
])  # fmt: skip
def test_named(text: str, names: tuple[str, ...], phrase: str, name: str, country: str | None, precision: str) -> None:
    (place,) = found(reading(text, names), phrase)
    assert (place.name, place.country, place.precision) == (name, country, precision)
    assert place.text == phrase
    assert place.lat is not None
    assert place.basis


def test_two_names_in_one_phrase_are_two_places() -> None:
    places = found(reading("Camps in the Bekaa and Naameh regions were emptied.", ("Bekaa", "Naameh")), "the Bekaa and Naameh regions")
    assert [(p.name, p.country) for p in places] == [("Bekaa", "LBN"), ("Naameh", "LBN")]


@pytest.mark.parametrize(("side", "north", "east"), [("southern", -1, 0), ("northern", 1, 0), ("north-eastern", 1, 1), ("western", 0, -1)])
def test_direction_gives_the_centre_of_that_part(side: str, north: int, east: int) -> None:
    (place,) = found(reading(f"Floods hit {side} Nigeria.", ("Nigeria",)), f"{side} Nigeria")
    state = GAZETTEER.state("NGA")
    assert state is not None
    assert state.box is not None
    south, west, up, right = state.box
    middle = ((south + up) / 2, (west + right) / 2)
    assert place.precision == "region"
    assert place.country == "NGA"
    assert north * ((place.lat or 0) - middle[0]) >= (1 if north else 0)
    assert east * ((place.lon or 0) - middle[1]) >= (1 if east else 0)


def test_part_of_a_box() -> None:
    assert part((0, 0, 10, 20), "south") == (0, 0, 5, 20)
    assert part((0, 0, 10, 20), "northeast") == (5, 10, 10, 20)
    assert part((0, 0, 10, 20), "central") == (2.5, 5, 7.5, 15)


def test_the_city_is_found_through_coreference_before_salience() -> None:
    text = "Raqqa fell. Aleppo and Aleppo again were quiet, Aleppo said. Rebels left the city."
    linked = found(reading(text, ("Raqqa", "Aleppo"), (("Raqqa", "the city"),)), "the city")
    assert [(p.name, p.basis) for p in linked] == [("Raqqa", "coreference")]
    unlinked = found(reading(text, ("Raqqa", "Aleppo")), "the city")
    assert [(p.name, p.basis) for p in unlinked] == [("Aleppo", "most salient place named before")]


def test_a_facility_is_placed_where_the_text_says() -> None:
    (place,) = found(reading("He died in the Saudi consulate in Istanbul.", ("Istanbul",)), "the Saudi consulate")
    assert (place.country, place.basis) == ("TUR", "in Istanbul")


def test_unknown_names_get_no_point() -> None:
    (place,) = found(reading("Shells fell on Qwertyabad.", ("Qwertyabad",)), "Qwertyabad")
    assert (place.name, place.lat, place.lon, place.precision, place.basis) == (
        "Qwertyabad",
        None,
        None,
        "unknown",
        "no place of that name known",
    )


@pytest.mark.parametrize(("country", "kept"), [("POL", "POL"), ("CZE", None)])
def test_a_tie_between_far_places_gets_no_point(tmp_path: Path, country: str, kept: str | None) -> None:
    rows = [PlaceRow("", "Twin", "city", "POL", 50.0, 17.0, 900, 1), PlaceRow("", "Twin", "city", country, 53.0, 23.0, 900, 2)]
    write(tmp_path / "twins.zip", rows, {})
    twins = gazetteer.load(path=tmp_path / "twins.zip")
    read = reading("They live in Twin.", ("Twin",))
    place = resolve(read, 0, 3, 4, survey(read, twins))
    assert place is not None
    assert (place.name, place.country, place.lat, place.precision) == ("Twin", kept, None, "unknown")
    assert place.basis is not None
    assert place.basis.startswith("two places of that name fit")


def test_unnamed_places_carry_the_articles_country_and_no_point() -> None:
    (place,) = found(reading("Syria and Syria. Shells hit homes.", ("Syria",)), "homes")
    assert (place.name, place.country, place.lat, place.precision) == (None, "SYR", None, "unknown")


def test_words_without_any_place_in_the_article_are_no_place() -> None:
    read = reading("Shells hit homes.")
    assert resolve(read, 0, 2, 3, survey(read, GAZETTEER)) is None


def test_names_help_each_other() -> None:
    text = "Springfield, Decatur and Peoria share the lake."
    spans = [Toponym(m.start(), m.end()) for m in re.finditer(r"Springfield|Decatur|Peoria", text)]
    states = [c and GAZETTEER.place(c.candidate.admin1 or 0).name for c in choose(text, spans, GAZETTEER)]
    assert states == ["Illinois"] * 3


@pytest.mark.parametrize(
    ("text", "country"), [("Georgia and Tbilisi and Gori", "GEO"), ("Atlanta, Savannah and the rest of Georgia", "USA")]
)
def test_georgia(text: str, country: str) -> None:
    spans = [Toponym(m.start(), m.end()) for m in re.finditer(r"Georgia|Tbilisi|Gori|Atlanta|Savannah", text)]
    assert {c.candidate.country for c in choose(text, spans, GAZETTEER) if c} == {country}


def test_places_of_a_raw_text() -> None:
    text = "The Iraqi prime minister will travel to Washington in July, the Pentagon said in March."
    named = [(text[n.start : n.end], n.choice.candidate.name) for n in places_of_text(text, GAZETTEER) if n.choice]
    assert named == [("Iraqi", "Iraq"), ("Washington", "Washington, D.C."), ("Pentagon", "Pentagon")]
