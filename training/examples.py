"""Training examples: one sentence with whatever layers its corpora give, aligned to words.

Layers that a corpus does not have are None, and single words whose answer is unknown carry -100; neither is trained on.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lapwing.evaluation.treebank import Tree, read
from lapwing.reading.tokens import tokenize
from training import authored
from training.labels import ARCS, ATTRIBUTION, ENTITIES, MODE_LABELS, NAMES, ROLES, SECTORS, SOURCE_KINDS, STATUSES, TIMES, TYPES, bio

IGNORE = -100
Range = tuple[int, int]
NAME_TAGS = {x: i for i, x in enumerate(bio(NAMES))}
TIME_TAGS = {x: i for i, x in enumerate(bio(TIMES))}
CUE_TAGS = {"O": 0, "B": 1, "I": 2}
ROLE_TAGS = {x: i for i, x in enumerate(bio(ROLES))}
ATT_TAGS = {x: i for i, x in enumerate(bio(ATTRIBUTION))}
ARC_TAGS = {x: i for i, x in enumerate(bio(ARCS))}


@dataclass(slots=True)
class Example:
    """Words of one sentence and the answers for them. Ranges are word indices, half open."""

    id: str
    text: str
    words: list[Range]
    corpus: str
    document: str = ""
    tree: Tree | None = None
    names: list[int] | None = None
    entities: list[int] | None = None  # head word of a mention: 1 + index of ENTITIES; 0 none
    spans: list[tuple[int, int, int]] = field(default_factory=list)  # head, first, last of mentions
    predicates: list[tuple[int, list[int]]] | None = None  # word, role tag of every word
    happened: list[tuple[int, float]] = field(default_factory=list)
    polarity: list[tuple[int, int, int, int]] = field(default_factory=list)  # word, negated, future, conditional
    times: list[int] | None = None
    cues: list[int] | None = None
    attributions: list[tuple[int, list[int]]] = field(default_factory=list)  # cue word, tag of every word
    types: list[int] | None = None  # 0 none, 1 + type
    type_weights: list[float] | None = None
    events: list[dict[str, Any]] = field(default_factory=list)  # word, mode, status, alleged, arcs
    sectors: list[tuple[int, int]] = field(default_factory=list)
    kinds: list[tuple[int, int]] = field(default_factory=list)
    chains: list[tuple[int, int]] = field(default_factory=list)  # head word, cluster id within the document (coreference)
    linked: bool = False  # the document has coreference


def cover(words: list[Range], start: int, end: int) -> Range | None:
    """Words that overlap [start, end)."""
    hit = [i for i, (a, b) in enumerate(words) if a < end and start < b]
    return (hit[0], hit[-1] + 1) if hit else None


def tags(n: int, ranges: list[tuple[str, int, int]], table: dict[str, int]) -> list[int]:
    out = [0] * n
    for label, first, last in ranges:
        if f"B-{label}" not in table:
            continue
        for i in range(first, last):
            out[i] = table[("B-" if i == first else "I-") + label]
    return out


_STOP = frozenset("of in for on at to from with by who which that whose where , ( – — : and or against under near".split())


def head_word(example: Example, first: int, last: int) -> int:
    """Head of a range: by the tree if there is one, else the word before the first preposition, comma or relative."""
    if example.tree:
        for i in range(first, last):
            if not first <= example.tree.heads[i] < last and example.tree.upos[i] != "PUNCT":
                return i
    forms = [example.text[a:b].lower() for a, b in example.words]
    end = next((i for i in range(first + 1, last) if forms[i] in _STOP), last)
    while end - 1 > first and (forms[end - 1] in ("'s", "’s") or not forms[end - 1][0].isalnum()):
        end -= 1
    return end - 1


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.open(encoding="utf-8")]


class Corpora:
    """Reads the folder that holds the corpora (see training/README.md for where each is published)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def ewt(self, split: str) -> list[Example]:
        found = {t.id: Example(t.id, t.text, t.spans, "ewt", t.document, t) for t in read(self.root / f"ud_parsing/ewt/{split}.conllu")}
        for row in rows(self.root / f"ner/uner_ewt/{split}.jsonl"):
            if e := self.matching(found, row):
                e.names = self.name_tags(e, row["entities"], {"OTH": "MISC"})
        for row in rows(self.root / f"events/propbank_ewt/{split}.jsonl"):
            if e := self.matching(found, row):
                e.predicates = []
                for p in row["predicates"]:
                    at = cover(e.words, *p["span"])
                    if at:
                        args = [(a["role"], *w) for a in p["args"] if (w := cover(e.words, *a["span"]))]
                        e.predicates.append((at[0], tags(len(e.words), args, ROLE_TAGS)))
        for row in rows(self.root / f"attribution/ewt_propbank/{split}.jsonl"):
            if e := self.matching(found, row):
                self.attribute(e, row["attributions"], 0)
        for row in rows(self.root / f"factuality/uds_ih2/{split}.jsonl"):
            if e := self.matching(found, row):
                e.happened = [(w[0], p["score"]) for p in row["predicates"] if (w := cover(e.words, p["start"], p["end"]))]
        return list(found.values())

    @staticmethod
    def matching(found: dict[str, Example], row: dict[str, Any]) -> Example | None:
        e = found.get(row["id"])
        return e if e and e.text == row["text"] else None

    @staticmethod
    def name_tags(e: Example, entities: list[dict[str, Any]], mapping: dict[str, str | None]) -> list[int]:
        kept, ignored = [], []
        for n in entities:
            label = mapping.get(n["label"], n["label"])
            w = cover(e.words, n["start"], n["end"])
            if w and label in NAMES:
                kept.append((label, *w))
            elif w and label is None:
                ignored.append(w)
        out = tags(len(e.words), kept, NAME_TAGS)
        for a, b in ignored:
            out[a:b] = [IGNORE] * (b - a)
        return out

    @staticmethod
    def attribute(e: Example, attributions: list[dict[str, Any]], offset: int) -> None:
        """Cues, sources and contents that lie in this sentence (offset: where its text begins in the document)."""
        cues, size = [0] * len(e.words), len(e.text)
        for a in attributions:
            inside = [(s - offset, t - offset) for s, t in a["cue"] if s >= offset and t <= offset + size]
            ranges = [w for s, t in inside if (w := cover(e.words, s, t))]
            if not ranges:
                continue
            for first, last in ranges:
                cues[first:last] = [1] + [2] * (last - first - 1)
            args = []
            for key in ATTRIBUTION:
                for s, t in a[key]:
                    s, t = max(s - offset, 0), min(t - offset, size)
                    if s < t and (w := cover(e.words, s, t)):
                        args.append((key, *w))
            e.attributions.append((head_word(e, *ranges[0]), tags(len(e.words), args, ATT_TAGS)))
        e.cues = cues

    def gum(self, split: str) -> list[Example]:
        documents: dict[str, list[Example]] = defaultdict(list)
        for t in read(self.root / f"ud_parsing/gum/{split}.conllu"):
            documents[t.document].append(Example(t.id, t.text, t.spans, "gum", t.document, t))
        timed = {r["id"]: r for r in rows(self.root / f"time/gum/{split}.jsonl")}
        attributed = {r["id"]: r for r in rows(self.root / f"attribution/gum_rst/{split}.jsonl")}
        for row in rows(self.root / f"coref/gum/{split}.jsonl"):
            examples = documents[row["id"]]
            for e, (start, end) in zip(examples, row["sents"], strict=True):
                if row["text"][start:end] != e.text:
                    raise SystemExit(f"GUM {e.id}: text differs between the treebank and the coreference file")
                self.gum_sentence(e, start, row, timed.get(row["id"]), attributed.get(row["id"]))
            self.link(examples, row)
        return [e for d in documents.values() for e in d]

    def gum_sentence(
        self,
        e: Example,
        start: int,
        row: dict[str, Any],
        timed: dict[str, Any] | None,
        attributed: dict[str, Any] | None,
    ) -> None:
        end, n = start + len(e.text), len(e.words)
        inside = [
            (c["type"], cover(e.words, m[0] - start, m[1] - start), cover(e.words, h[0] - start, h[1] - start))
            for c in row["clusters"]
            for m, h in zip(c["mentions"], c["heads"], strict=True)
            if m[0] >= start and m[1] <= end
        ]
        e.entities = [0] * n
        for label, span, head in inside:
            if span and head and span[0] <= head[0] < span[1]:
                e.entities[head[0]] = 1 + ENTITIES.index(label)
                e.spans.append((head[0], *span))
        if timed:
            dated = [
                (x["type"], *w)
                for x in timed["timexes"]
                if start <= x["start"] < end and (w := cover(e.words, x["start"] - start, x["end"] - start))
            ]
            covered = {i for _, a, b in dated for i in range(a, b)}
            others = [("DURATION", *s) for label, s, _ in inside if label == "time" and s and not covered & set(range(*s))]
            e.times = tags(n, [*dated, *sorted(others, key=lambda x: x[1] - x[2])], TIME_TAGS)
        if attributed:
            self.attribute(e, [a for a in attributed["attributions"] if a["cue"]], start)

    @staticmethod
    def link(examples: list[Example], row: dict[str, Any]) -> None:
        """Cluster ids for the head words: OntoGUM's clusters; every other mention stands alone."""
        heads = {(m[0], m[1]): h for c in row["clusters"] for m, h in zip(c["mentions"], c["heads"], strict=True)}
        starts = [s for s, _ in row["sents"]]
        for number, cluster in enumerate(row["ontogum_clusters"]):
            for a, b in cluster:
                k = max(i for i, s in enumerate(starts) if s <= a)
                e = examples[k]
                span = cover(e.words, a - starts[k], b - starts[k])
                if not span:
                    continue
                given = heads.get((a, b))
                w = cover(e.words, given[0] - starts[k], given[1] - starts[k]) if given else None
                head = w[0] if w else head_word(e, *span)
                e.chains.append((head, number))
                if not given:
                    e.spans.append((head, *span))
                    if e.entities and e.entities[head] == 0:
                        e.entities[head] = IGNORE
        for e in examples:
            e.linked = True

    def plain(self, path: str, mapping: dict[str, str | None]) -> list[Example]:
        """Named entities over sentences that are read with our own words."""
        out = []
        for row in rows(self.root / path):
            e = Example(row["id"], row["text"], tokenize(row["text"]), path.split("/")[1])
            e.names = self.name_tags(e, row["entities"], mapping)
            out.append(e)
        return out

    def names(self) -> list[Example]:
        cross = {
            "politician": "PER",
            "person": "PER",
            "organisation": "ORG",
            "politicalparty": "ORG",
            "country": "LOC",
            "location": "LOC",
            "election": "MISC",
            "event": "MISC",
            "misc": "MISC",
        }
        return [
            *self.plain("ner/wikigold/train.jsonl", {}),
            *self.plain("ner/crossner_politics/train.jsonl", cross),
            *self.plain("ner/crossner_politics/dev.jsonl", cross),
        ]

    def meantime(self, split: str) -> list[Example]:
        out = []
        facts: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows(self.root / f"factuality/meantime/{split}.jsonl"):
            facts[row["text"]].extend(row["predicates"])
        for row in rows(self.root / f"time/meantime/{split}.jsonl"):
            for k, (start, end) in enumerate(row["sents"]):
                if end > row["annotated_end"]:
                    break
                text = row["text"][start:end]
                e = Example(f"{row['id']}#{k}", text, tokenize(text), "meantime", row["id"])
                dated = [
                    (x["type"], *w)
                    for x in row["timexes"]
                    if start <= x["start"] < end and (w := cover(e.words, x["start"] - start, x["end"] - start))
                ]
                e.times = tags(len(e.words), dated, TIME_TAGS)
                for p in facts.get(text, []):
                    if w := cover(e.words, p["start"], p["end"]):
                        e.polarity.append(
                            (w[0], int(p["polarity"] == "NEG"), int(p["time"] == "FUTURE"), int(str(p["special"]).startswith("COND")))
                        )
                out.append(e)
        return out

    def litbank(self, split: str) -> list[Example]:
        out = []
        realis = {r["id"]: r for r in rows(self.root / f"events/litbank/{split}.jsonl")}
        types = {"PER": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "VEH": "object"}
        for row in rows(self.root / f"coref/litbank/{split}.jsonl"):
            for k, (start, end) in enumerate(row["sents"]):
                text = row["text"][start:end]
                e = Example(f"{row['id']}#{k}", text, tokenize(text), "litbank", row["id"], linked=True)
                if not e.words:
                    continue
                e.entities = [IGNORE] * len(e.words)
                for number, c in enumerate(row["clusters"]):
                    for a, b in c["mentions"]:
                        if start <= a and b <= end and (span := cover(e.words, a - start, b - start)):
                            head = head_word(e, *span)
                            e.entities[head] = 1 + ENTITIES.index(types[c["type"]])
                            e.spans.append((head, *span))
                            e.chains.append((head, number))
                for a, b in realis.get(row["id"], {}).get("events", []):
                    if start <= a and b <= end and (w := cover(e.words, a - start, b - start)):
                        e.happened.append((w[0], 2.7))
                out.append(e)
        return out


LIGHT = frozenset(
    "held hold holds holding launched launch launches launching carried carry carrying took take takes taking made make making "
    "conducted conduct staged stage staging gave give giving "
    "called came come put was were is are been be being has have had will to the a an their his its of on for in not "
    "did does do no mounted stepped opened open opening".split()
)


def trigger_word(e: Example, first: int, last: int) -> int:
    """The word of a trigger phrase that carries the event: the first that is neither light verb nor function word."""
    for i in range(first, last):
        word = e.text[e.words[i][0] : e.words[i][1]].lower()
        if word not in LIGHT and word[0].isalnum():
            return i
    return first


def held_out(document: str) -> bool:
    """One authored document in ten is never trained on."""
    return int(hashlib.sha1(document.encode()).hexdigest(), 16) % 10 == 0


def authored_examples(paths: list[Path]) -> list[Example]:
    out = []
    for doc in authored.documents(paths):
        for k, unit in enumerate(u for u in doc["units"] if u["kind"] in "TSC"):
            e = Example(f"{doc['id']}#{k}", unit["text"], tokenize(unit["text"]), "authored", doc["id"])
            if e.words:
                _event_layer(e, unit["events"])
                out.append(e)
    return out


def _event_layer(e: Example, events: list[dict[str, Any]]) -> None:
    n = len(e.words)
    e.types, e.type_weights = [0] * n, [1.0] * n
    spare: set[int] = set()
    for ev in events:
        located = [w for t in ev["triggers"] if (s := authored.locate(t, e.text)) and (w := cover(e.words, *s))]
        if not located:
            continue
        word = trigger_word(e, *located[0])
        spare |= {i for a, b in located for i in range(a, b)} - {word}
        e.types[word] = 1 + TYPES.index(ev["type"])
        e.type_weights[word] = 0.5 if ev["optional"] else 1.0
        args = []
        for key, label in (("actors", "actor"), ("recipients", "recipient"), ("places", "place"), ("times", "time"), ("sources", "source")):
            for item in ev.get(key, []):
                span = None if item["implicit"] else authored.locate(item["text"], e.text)
                w = cover(e.words, *span) if span else None
                if not w:
                    continue
                args.append((label, *w))
                if key in ("actors", "recipients"):
                    e.sectors.append((head_word(e, *w), SECTORS.index(item["sector"] or "-")))
                if key == "sources":
                    e.kinds.append((head_word(e, *w), SOURCE_KINDS.index(item["kind"])))
        e.events.append({
            "word": word, "type": TYPES.index(ev["type"]), "mode": MODE_LABELS.index(f"{ev['type']}/{ev['mode'] or '-'}"),
            "status": STATUSES.index(ev["status"]), "alleged": int(ev["certainty"] == "alleged"),
            "arcs": tags(n, args, ARC_TAGS), "weight": 0.5 if ev["optional"] else 1.0,
        })  # fmt: skip
    for i in spare:
        if e.types[i] == 0:
            e.type_weights[i] = 0.3


def corpus_files(project: Path, shared: Path) -> list[Path]:
    """The authored corpus: the project's own files; before they are there, the folder of the corpora."""
    own = sorted((project / "training" / "corpus").glob("*.txt"))
    names = {p.name for p in own}
    return own + [p for p in sorted((shared / "events" / "authored").glob("*.txt")) if p.name not in names]


def load(shared: Path, project: Path, cache: Path) -> dict[str, list[Example]]:
    """All training examples by corpus; what does not change is cached."""
    corpora = Corpora(shared)
    if cache.exists():
        with cache.open("rb") as f:
            fixed = pickle.load(f)
    else:
        fixed = {
            "ewt": corpora.ewt("train"), "gum": corpora.gum("train"), "names": corpora.names(),
            "meantime": corpora.meantime("train") + corpora.meantime("dev"), "litbank": corpora.litbank("train"),
        }  # fmt: skip
        cache.parent.mkdir(parents=True, exist_ok=True)
        with cache.open("wb") as f:
            pickle.dump(fixed, f)
    events = authored_examples(corpus_files(project, shared))
    return {**fixed, "authored": [e for e in events if not held_out(e.document)], "held_out": [e for e in events if held_out(e.document)]}
