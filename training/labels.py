"""The label inventories of all heads; written into the model file, so that the reader needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

NAMES = ("PER", "ORG", "LOC", "MISC")
ENTITIES = ("person", "organization", "place", "object", "event", "time", "abstract", "animal", "plant", "substance")
TIMES = ("DATE", "TIME", "DURATION", "SET")
ROLES = tuple(
    "ARG0 ARG1 ARG2 ARG3 ARG4 ARGM-TMP ARGM-ADV ARGM-MOD ARGM-NEG ARGM-ADJ ARGM-LOC ARGM-MNR ARGM-DIS ARGM-EXT ARGM-PRP R-ARG1 R-ARG0 "
    "ARGM-CAU ARGM-PRR ARGM-LVB ARGM-DIR ARGM-PRD C-ARG1 ARGM-GOL C-V ARGM-CXN ARGM-COM C-ARG2 R-ARGM-LOC R-ARG2 R-ARGM-TMP C-ARG0".split()
)
ATTRIBUTION = ("source", "content")
ARCS = ("actor", "recipient", "place", "time", "source")
TYPES = tuple(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
MODES = {
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons "
    "crowd-control unconventional",
}  # fmt: skip
MODE_LABELS = tuple(f"{t}/{m}" for t in TYPES for m in ("-", *MODES[t].split()))
STATUSES = ("actual", "planned", "hypothetical", "negated")
SECTORS = tuple("COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC IGO NGO -".split())
SOURCE_KINDS = ("person", "organization", "anonymous", "document")
UPOS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())


def bio(labels: Iterable[str]) -> list[str]:
    """O, then B-x and I-x for each label."""
    return ["O", *(f"{p}-{x}" for x in labels for p in "BI")]


def lemma_script(form: str, lemma: str) -> str:
    """How to get from form to lemma: case, characters to cut at the end, characters to add."""
    if form == lemma:
        return "="
    low = form.lower()
    base, case = (form, "k") if lemma[:1].isupper() and form[:1].isupper() else (low, "l")
    n = 0
    while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
        n += 1
    return f"{case}|{len(base) - n}|{lemma[n:]}"


def frequent(items: Iterable[str], least: int) -> list[str]:
    """The items seen at least ``least`` times, most frequent first (ties by name)."""
    count = Counter(items)
    return [x for x, n in sorted(count.items(), key=lambda p: (-p[1], p[0])) if n >= least]
