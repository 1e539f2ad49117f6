"""Roles from the reader's arcs, put right by the tree: small sentences parsed by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from lapwing.coding import roles
from lapwing.coding.drafts import Draft, Filler
from lapwing.coding.knowledge import Knowledge
from lapwing.coding.syntax import Tree, tree
from lapwing.types import Argument, Mention, Sentence, Token, Trigger, Zone


@dataclass(frozen=True)
class Row:
    """``words``: form/UPOS/head (1-based)/relation[/lemma]; ``arcs``: label first-last score; triggers and ranges 1-based, inclusive."""

    name: str
    words: str
    event: tuple[str, int, int]  # type, first and last word of the trigger
    arcs: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()  # first-last label
    zone: Zone = "body"


ROWS = [
    Row(
        "a phrase ends before the relative clause that tells the event",
        "A/DET/2/det gang/NOUN/0/root ,/PUNCT/5/punct which/PRON/5/nsubj shelled/VERB/2/acl:relcl/shell two/NUM/7/nummod towns/NOUN/5/obj",
        ("ASSAULT", 5, 5),
        ("actor 1-2 .9", "recipient 6-7 .9"),
        ("A gang",),
        ("two towns",),
        ("1-7 group", "6-7 place"),
    ),
    Row(
        "members of a coordination in one arc",
        "Peru/PROPN/4/nsubj and/CCONJ/3/cc Chile/PROPN/1/conj agreed/VERB/0/root/agree",
        ("AGREE", 4, 4),
        ("actor 1-3 .9",),
        ("Peru", "Chile"),
    ),
    Row(
        "... stay one party where bare nouns undergo a deed",
        "Police/NOUN/2/nsubj freed/VERB/0/root/free women/NOUN/2/obj and/CCONJ/5/cc boys/NOUN/3/conj",
        ("RETREAT", 2, 2),
        ("actor 1-1 .9", "recipient 3-5 .9"),
        ("Police",),
        ("women and boys",),
    ),
    Row(
        "a thing that is given is no recipient",
        "Gabon/PROPN/2/nsubj offered/VERB/0/root/offer its/PRON/4/nmod:poss palace/NOUN/2/obj",
        ("AGREE", 2, 2),
        ("actor 1-1 .9",),
        ("Gabon",),
        mentions=("3-4 place",),
    ),
    Row(
        "two states before one plural noun",
        "The/DET/5/det Thai/ADJ/5/amod and/CCONJ/4/cc Lao/ADJ/2/conj police/NOUN/6/nsubj detained/VERB/0/root/detain smugglers/NOUN/6/obj",
        ("COERCE", 6, 6),
        ("actor 1-5 .9", "recipient 7-7 .9"),
        ("The Thai", "Lao police"),
        ("smugglers",),
        ("1-5 organization", "7-7 person"),
    ),
    Row(
        "the second name of a headline's pair",
        "Norway/PROPN/5/nsubj ,/PUNCT/1/punct Iceland/PROPN/1/appos to/PART/5/mark meet/VERB/0/root",
        ("CONSULT", 5, 5),
        ("actor 1-1 .9",),
        ("Norway", "Iceland"),
        zone="title",
    ),
    Row(
        "a second actor that the reader is sure of",
        "Marines/NOUN/2/nsubj fought/VERB/0/root/fight alongside/ADP/5/case the/DET/5/det peshmerga/NOUN/2/obl",
        ("ASSAULT", 2, 2),
        ("actor 1-1 .99", "actor 4-5 .8"),
        ("Marines", "the peshmerga"),
        mentions=("1-1 person", "4-5 group"),
    ),
    Row(
        "... and one that it is not sure of",
        "Marines/NOUN/2/nsubj fought/VERB/0/root/fight alongside/ADP/5/case the/DET/5/det peshmerga/NOUN/2/obl",
        ("ASSAULT", 2, 2),
        ("actor 1-1 .99", "actor 4-5 .6"),
        ("Marines",),
        mentions=("1-1 person", "4-5 group"),
    ),
    Row(
        "those in the 'between' phrase and nobody else",
        "Oslo/PROPN/2/nsubj saw/VERB/0/root/see talks/NOUN/2/obj between/ADP/5/case Mali/PROPN/3/nmod and/CCONJ/7/cc Niger/PROPN/5/conj",
        ("CONSULT", 3, 3),
        ("actor 1-1 .9", "actor 5-5 .9", "actor 7-7 .9"),
        ("Mali", "Niger"),
    ),
    Row(
        "who suffers a deed undergoes it",
        "Malta/PROPN/2/nsubj faced/VERB/0/root/face a/DET/4/det wave/NOUN/2/obj of/ADP/6/case attacks/NOUN/4/nmod",
        ("ASSAULT", 6, 6),
        ("actor 1-1 .9",),
        (),
        ("Malta",),
    ),
    Row(
        "a siege of somebody by somebody",
        "The/DET/2/det siege/NOUN/0/root of/ADP/4/case civilians/NOUN/2/nmod by/ADP/7/case the/DET/7/det junta/NOUN/2/nmod",
        ("COERCE", 2, 2),
        ("actor 4-4 .7", "actor 6-7 .9"),
        ("the junta",),
        ("civilians",),
        ("4-4 person", "6-7 group"),
    ),
    Row(
        "the possessor of whom it is done to does nothing",
        "Kenya/PROPN/3/nmod:poss 's/PART/1/case envoy/NOUN/4/nsubj:pass freed/VERB/0/root/free",
        ("RETREAT", 4, 4),
        ("actor 1-1 .8", "recipient 3-3 .9"),
        (),
        ("Kenya 's envoy",),
    ),
    Row(
        "the subject of a demand is called upon",
        "Chad/PROPN/2/nsubj asked/VERB/0/root/ask that/SCONJ/5/mark Sudan/PROPN/5/nsubj withdraw/VERB/2/ccomp",
        ("REQUEST", 2, 2),
        ("actor 1-1 .9",),
        ("Chad",),
        ("Sudan",),
        ("4-4 place",),
    ),
    Row(
        "what is said against a government is directed at it",
        "Anti-government/ADJ/2/amod protests/NOUN/3/nsubj spread/VERB/0/root",
        ("PROTEST", 2, 2),
        ("actor 1-1 .9",),
        (),
        ("Anti-government",),
    ),
    Row(
        "a weapon is no actor beside those who use it",
        "Rebels/NOUN/2/nsubj launched/VERB/0/root/launch drone/NOUN/4/compound attacks/NOUN/2/obj",
        ("ASSAULT", 4, 4),
        ("actor 1-1 .8", "actor 3-3 .9"),
        ("Rebels",),
        mentions=("1-1 group",),
    ),
]


def parsed(row: Row) -> Tree:
    tokens, at = [], 0
    for word in row.words.split():
        form, upos, head, relation, *lemma = word.split("/")
        tokens.append(Token(at, at + len(form), form, lemma[0] if lemma else form.lower(), upos, "", int(head) - 1, relation))
        at += len(form) + 1
    mentions = []
    for mention in row.mentions:
        span, label = mention.split()
        first, last = int(span.split("-")[0]) - 1, int(span.split("-")[1])
        head = next(i for i in range(first, last) if not first <= tokens[i].head < last)
        mentions.append(Mention(first, last, head, "nominal", label))
    return tree(Sentence(0, at, row.zone, 0, tuple(tokens), tuple(mentions)))


def argument(arc: str) -> Argument:
    label, span, score = arc.split()
    return Argument(label, int(span.split("-")[0]) - 1, int(span.split("-")[1]), float(score))


@pytest.mark.parametrize("row", ROWS, ids=[row.name.replace(" ", "-") for row in ROWS])
def test_roles(row: Row, tables: Knowledge) -> None:
    sentence_tree = parsed(row)
    kind, first, last = row.event
    trigger = Trigger(first - 1, ((kind, 0.9),), (), (), 0.0, tuple(argument(a) for a in row.arcs))
    found = roles.find(sentence_tree, Draft(0, first - 1, first - 1, last, kind, None, 0.9, trigger, None), tables.cues, 0.3)

    def words(fillers: tuple[Filler, ...]) -> tuple[str, ...]:
        return tuple(sentence_tree.text(f.first, f.last) for f in fillers)

    assert (words(found.actors), words(found.recipients)) == (row.actors, row.recipients)
