"""Who is meant: mentions to actors, on readings made by hand."""

from __future__ import annotations

import pytest

from lapwing.coding.actors import Town, context, resolve
from lapwing.knowledge import actors
from lapwing.knowledge.actors import Actors
from lapwing.types import Article, Mention, MentionRef, Party, Reading, Sentence, Token, When


@pytest.fixture(scope="module")
def known() -> Actors:
    return actors.load()


def sentence(text: str, start: int, number: int) -> Sentence:
    """One sentence from ``form/UPOS/lemma/head/relation`` words; ``_`` behind the form glues it to the next word."""
    tokens, mentions, at, open_ = [], [], start, []
    for word in text.split():
        if word.startswith("["):
            open_.append((len(tokens), word[1:]))
            continue
        if word.startswith("]"):
            first, label = open_.pop()
            kind, head = word[1:].partition("=")[::2]
            mentions.append(Mention(first, len(tokens), first + int(head or len(tokens) - first - 1), kind or "name", label))
            continue
        form, upos, *rest = word.split("/")
        glued, form = form.endswith("_"), form.rstrip("_")
        lemma, head, relation = (*rest, *["", "", ""][len(rest) :])[:3]
        feats = "Number=Plur" if upos.endswith("+") else ""
        tokens.append(Token(at, at + len(form), form, lemma or form.lower(), upos.rstrip("+"), feats, int(head) if head else -1, relation))
        at += len(form) + (0 if glued else 1)
    return Sentence(start, at, "body", number, tuple(tokens), tuple(sorted(mentions, key=lambda m: (m.first, -m.last))))


def reading(*texts: str, day: str | None = "2021-06-28", chains: tuple[tuple[tuple[int, int], ...], ...] = ()) -> Reading:
    """An article of such sentences; chains as (sentence, mention) pairs, mentions in order of their first token, longer ones first."""
    rows: list[Sentence] = []
    raw = ""
    for number, text in enumerate(texts):
        rows.append(sentence(text, len(raw), number))
        for token in rows[-1].tokens:
            raw += " " * (token.start - len(raw)) + token.text
        raw += "\n"
    when = When(day, day, day, "given") if day else None
    linked = tuple(tuple(MentionRef(s, m) for s, m in chain) for chain in chains)
    return Reading(Article("t", 0, raw, None, (), (), None, None, when, ()), tuple(rows), linked)


def who(known: Actors, read: Reading, number: int, first: int, last: int, towns: tuple[Town, ...] = ()) -> tuple[Party, ...]:
    return resolve(context(read, known, towns=towns), number, first, last)


def told(party: Party) -> tuple[str | None, str | None, str | None]:
    return party.entity, party.country, party.sectors[0] if party.sectors else None


PHRASES = [  # words, day, entity, country, main sector
    (
        "Iraqi/ADJ Prime/PROPN Minister/PROPN Mustafa/PROPN al_/PROPN -_/PUNCT Kadhimi/PROPN",
        "2021-06-28",
        "Mustafa al-Kadhimi",
        "IRQ",
        "GOV",
    ),
    ("Turkey/PROPN ’s/PART foreign/ADJ minister/NOUN", "2018-12-25", "Mevlüt Çavuşoğlu", "TUR", "GOV"),
    ("Turkey/PROPN ’s/PART foreign/ADJ minister/NOUN", "2024-12-25", "Hakan Fidan", "TUR", "GOV"),
    ("the/DET French/ADJ president/NOUN", "2010-01-01", "Nicolas Sarkozy", "FRA", "GOV"),
    ("the/DET French/ADJ president/NOUN", "2020-01-01", "Emmanuel Macron", "FRA", "GOV"),
    ("the/DET Turkish/ADJ leader/NOUN", "2018-01-25", "Recep Tayyip Erdoğan", "TUR", "GOV"),
    ("the/DET German/ADJ leader/NOUN", "2018-01-25", "Angela Merkel", "DEU", "GOV"),
    ("Syrian/ADJ troops/NOUN+/troop", "2016-01-01", "Syrian Armed Forces", "SYR", "MIL"),
    ("US/PROPN troops/NOUN+/troop", "2016-01-01", "United States Armed Forces", "USA", "MIL"),
    ("Turkish/ADJ police/NOUN", "2016-01-01", "Turkish police", "TUR", "COP"),
    ("Lebanese/ADJ authorities/NOUN+/authority", "2025-05-02", "Government of Lebanon", "LBN", "GOV"),
    ("the/DET Dutch/ADJ government/NOUN", "2016-01-01", "Government of the Netherlands", "NLD", "GOV"),
    ("Moscow/PROPN", "2016-01-01", "Russia", "RUS", None),
    ("the/DET White/PROPN House/PROPN", "2016-01-01", "United States", "USA", None),
    ("the/DET Turkish/ADJ state/NOUN", "2016-01-01", "Turkey", "TUR", None),
    ("IS/PROPN", "2016-01-01", "Islamic State", "IMG", "REB"),
    ("Hayat/PROPN Tahrir/PROPN al_/PROPN -_/PUNCT Sham/PROPN", "2018-01-01", "Hay'at Tahrir al-Sham", "SYR", "REB"),
    ("Hamas/PROPN operatives/NOUN+/operative", "2025-05-02", "Hamas", "PSE", "REB"),
    ("the/DET Pentagon/PROPN", "2021-06-28", "Pentagon", "USA", "MIL"),
    ("Pakistani/ADJ farmers/NOUN+/farmer", "2021-06-28", "Pakistani farmers", "PAK", "AGR"),
    ("Kenyan/ADJ lawmakers/NOUN+/lawmaker", "2021-06-28", "Parliament of Kenya", "KEN", "LEG"),
    ("masked/ADJ gunmen/NOUN+/gunman", "2021-06-28", "masked gunmen", None, "UAF"),
    ("pro_/ADJ -_/PUNCT Iranian/ADJ militants/NOUN+/militant", "2021-06-28", "pro-Iranian militants", None, "REB"),
    ("Syrian/ADJ Kurdish/ADJ fighters/NOUN+/fighter", "2018-01-25", "Syrian Kurdish fighters", "SYR", "REB"),
    ("a/DET Turkish/ADJ official/NOUN", "2018-01-25", "Turkish official", "TUR", "GOV"),
    ("thousands/NOUN+/thousand/-1/root of/ADP Colombian/ADJ teachers/NOUN+/teacher", "2018-01-25", "Colombian teachers", "COL", "LAB"),
    ("UN/PROPN chief/NOUN António/PROPN Guterres/PROPN", "2020-01-25", "António Guterres", "UNO", "GOV"),
    ("the/DET Conservative/ADJ opposition/NOUN", "2020-01-25", "Conservative opposition", None, "OPP"),
    ("President_/PROPN -_/PUNCT elect/NOUN Joe/PROPN Biden/PROPN", "2020-12-01", "Joe Biden", "USA", "GOV"),
    ("former/ADJ US/PROPN President/PROPN Donald/PROPN Trump/PROPN", "2021-06-28", "Donald Trump", "USA", "GOV"),
]


@pytest.mark.parametrize(("words", "day", "entity", "country", "sector"), PHRASES)
def test_a_phrase_by_itself(known: Actors, words: str, day: str, entity: str, country: str | None, sector: str | None) -> None:
    read = reading(words, day=day)
    (party,) = who(known, read, 0, 0, len(read.sentences[0].tokens))
    assert told(party) == (entity, country, sector)
    assert party.basis
    assert read.article.text[party.start : party.end] == party.text


def test_offices_need_a_date(known: Actors) -> None:
    read = reading("the/DET French/ADJ president/NOUN", day=None)
    (party,) = who(known, read, 0, 0, 3)
    assert told(party) == ("French president", "FRA", "GOV")
    assert party.entity_id is None


def test_family_name_of_a_person_named_in_full_before(known: Actors) -> None:
    read = reading(
        "[person Qassim/PROPN Daoud/PROPN ]name ,/PUNCT a/DET Jordanian/ADJ miner/NOUN/miner/0/appos ,/PUNCT spoke/VERB ./PUNCT",
        "[person Daoud/PROPN ]name left/VERB ./PUNCT",
    )
    (party,) = who(known, read, 1, 0, 1)
    assert told(party) == ("Qassim Daoud", "JOR", "LAB")


def test_two_bearers_of_a_family_name_are_told_apart_by_country_and_office(known: Actors) -> None:
    read = reading("[person French/ADJ President/PROPN Hollande/PROPN ]name", day="2014-01-01")
    assert told(who(known, read, 0, 0, 3)[0])[0] == "François Hollande"
    for day, name in (("1992-06-01", "George H. W. Bush"), ("2003-06-01", "George W. Bush")):
        read = reading("[person US/PROPN President/PROPN Bush/PROPN ]name", day=day)
        assert told(who(known, read, 0, 0, 3)[0])[0] == name


def test_a_family_name_without_ground_stays_open(known: Actors) -> None:
    read = reading("[person Johnson/PROPN ]name sells/VERB cars/NOUN ./PUNCT", day="1999-01-01")
    (party,) = who(known, read, 0, 0, 1)
    assert party.entity_id is None


def test_georgia_by_its_company(known: Actors) -> None:
    state = reading("Georgia/PROPN and/CCONJ Atlanta/PROPN voted/VERB for/ADP Republicans/PROPN ./PUNCT")
    country = reading("Georgia/PROPN accused/VERB South/PROPN Ossetia/PROPN ./PUNCT")
    assert told(who(known, state, 0, 0, 1)[0])[1] == "USA"
    assert told(who(known, country, 0, 0, 1)[0]) == ("Georgia", "GEO", None)


def test_description_gives_person_group_and_sector(known: Actors) -> None:
    words = "[person Head/NOUN/head/-1/root of/ADP/of/4/case the/DET/the/4/det Badr/PROPN/Badr/4/compound "
    words += "Organization/PROPN/Organization/0/nmod Karim/PROPN/Karim/0/appos Nasser/PROPN/Nasser/5/flat ]name=0"
    read = reading(words)
    (party,) = who(known, read, 0, 0, 7)
    assert told(party) == ("Karim Nasser", "IRQ", "PRM")


def test_owner_is_not_the_party(known: Actors) -> None:
    read = reading("[organization Bashar/PROPN al_/PROPN -_/PUNCT Assad/PROPN ’s/PART regime/NOUN ]nominal", day="2018-07-19")
    assert told(who(known, read, 0, 0, 6)[0]) == ("Government of Syria", "SYR", "GOV")
    read = reading("forces/NOUN+/force/-1/root loyal/ADJ to/ADP Assad/PROPN", day="2018-07-19")
    assert told(who(known, read, 0, 0, 4)[0])[1:] == ("SYR", "MIL")


TWO = (
    "[person Iraqi/ADJ Prime/PROPN Minister/PROPN Mustafa/PROPN al_/PROPN -_/PUNCT Kadhimi/PROPN ]name met/VERB "
    "[person US/PROPN President/PROPN Joe/PROPN Biden/PROPN ]name ./PUNCT"
)


def test_two_leaders_are_both(known: Actors) -> None:
    read = reading(TWO, "The/DET two/NUM leaders/NOUN+/leader spoke/VERB ./PUNCT")
    found = who(known, read, 1, 0, 3)
    assert {p.entity for p in found} == {"Mustafa al-Kadhimi", "Joe Biden"}
    assert all(p.text == "two leaders" for p in found)


def test_both_countries_are_the_two_named_last(known: Actors) -> None:
    read = reading(
        "Iran/PROPN ,/PUNCT Oman/PROPN and/CCONJ Qatar/PROPN met/VERB ./PUNCT", "Both/DET countries/NOUN+/country agreed/VERB ./PUNCT"
    )
    assert {p.entity for p in who(known, read, 1, 0, 2)} == {"Oman", "Qatar"}


def test_office_of_a_person_named_before(known: Actors) -> None:
    read = reading(TWO, "The/DET premier/NOUN left/VERB ./PUNCT")
    (party,) = who(known, read, 1, 0, 2)
    assert told(party) == ("Mustafa al-Kadhimi", "IRQ", "GOV")


def test_pronoun_follows_its_chain(known: Actors) -> None:
    read = reading(
        "[organization Hamas/PROPN ]name met/VERB [organization Fatah/PROPN ]name ./PUNCT",
        "[organization It/PRON ]pronoun agreed/VERB ./PUNCT",
        chains=(((0, 0), (1, 0)),),
    )
    (party,) = who(known, read, 1, 0, 1)
    assert told(party) == ("Hamas", "PSE", "REB")
    assert party.basis is not None
    assert party.basis.startswith("coreference")


def test_his_country_through_the_pronoun(known: Actors) -> None:
    read = reading(
        TWO,
        "[place [person his/PRON/his/1/nmod:poss ]pronoun country/NOUN ]nominal agreed/VERB ./PUNCT",
        chains=(((0, 0), (1, 1)),),
    )
    (party,) = who(known, read, 1, 0, 2)
    assert told(party) == ("Iraq", "IRQ", None)


def test_the_group_is_not_a_government_even_if_a_chain_says_so(known: Actors) -> None:
    read = reading(
        "[organization Hezbollah/PROPN ]name met/VERB the/DET [organization Palestinian/PROPN Authority/PROPN ]name ./PUNCT",
        "[organization The/DET group/NOUN ]nominal agreed/VERB ./PUNCT",
        chains=(((0, 1), (1, 0)),),
    )
    assert told(who(known, read, 1, 0, 2)[0])[0] == "Hezbollah"


def test_country_of_a_generic_party_from_where_it_happens(known: Actors) -> None:
    read = reading("Turkish/ADJ jets/NOUN+/jet hit/VERB rebels/NOUN+/rebel in/ADP Afrin/PROPN ./PUNCT")
    start = read.article.text.index("Afrin")
    towns = (Town(start, start + 5, "SYR"),)
    gunmen = reading("gunmen/NOUN+/gunman")
    assert who(known, gunmen, 0, 0, 1)[0].country is None
    assert who(known, read, 0, 3, 4, towns)[0].country in ("SYR", "TUR")
    assert told(who(known, read, 0, 3, 6, towns)[0])[2] == "REB"


def test_abbreviation_of_a_party_abroad_is_not_taken(known: Actors) -> None:
    read = reading("PAN/PROPN met/VERB ./PUNCT")
    assert who(known, read, 0, 0, 1)[0].entity_id is None
    read = reading("Mexico/PROPN ’s/PART PAN/PROPN met/VERB ./PUNCT")
    assert told(who(known, read, 0, 2, 3)[0])[1:] == ("MEX", "PTY")


def test_apposed_names_of_a_plural(known: Actors) -> None:
    words = "regime/NOUN/regime/1/compound allies/NOUN+/ally/-1/root Iran/PROPN/Iran/1/appos and/CCONJ/and/4/cc Russia/PROPN/Russia/2/conj"
    read = reading(words, day="2017-11-09")
    assert {p.entity for p in who(known, read, 0, 0, 5)} == {"Iran", "Russia"}


def test_nothing_in_an_empty_range(known: Actors) -> None:
    assert who(known, reading("Iran/PROPN"), 0, 1, 1) == ()
