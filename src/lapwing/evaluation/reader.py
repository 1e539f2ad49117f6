"""The reader held against the public test sets: one function a measure, from gold words unless it says otherwise.

The corpora lie beside the project in the layout of ``training/README.md``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lapwing.evaluation.agreement import Cluster, Counts, conll, exact, overlap, pearson, shared
from lapwing.evaluation.treebank import Tree, read
from lapwing.reading.reader import Reader
from lapwing.reading.sentences import Splitter
from lapwing.types import Article, Sentence, Span

Range = tuple[int, int]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def words_of(sentence: Sentence, first: int, last: int) -> Range:
    return sentence.tokens[first].start, sentence.tokens[last - 1].end


def syntax(reader: Reader, path: Path) -> dict[str, float]:
    """UPOS, UAS, LAS (relations without and with subtypes), lemmas and features, in per cent of all words."""
    trees = list(read(path))
    count: Counter[str] = Counter()
    for t, s in zip(trees, reader.read_words([(t.text, t.spans) for t in trees]), strict=True):
        for i, w in enumerate(s.tokens):
            count["words"] += 1
            count["upos"] += w.upos == t.upos[i]
            count["lemma"] += w.lemma == t.lemmas[i]
            count["feats"] += w.feats == t.feats[i]
            same = w.head == t.heads[i]
            count["uas"] += same
            count["las"] += same and w.deprel.split(":")[0] == t.rels[i].split(":")[0]
            count["las_subtypes"] += same and w.deprel == t.rels[i]
    return {k: round(100 * v / count["words"], 2) for k, v in count.items() if k != "words"}


def raw_text(trees: list[Tree]) -> Iterator[tuple[str, list[Range]]]:
    """Documents as running text (paragraphs apart, sentences by a blank) with their sentences."""
    text, document = "", None
    ranges: list[Range] = []
    for t in trees:
        if t.document != document and text:
            yield text, ranges
            text, ranges = "", []
        document = t.document
        if text:
            text += "\n\n" if t.paragraph else " "
        ranges.append((len(text), len(text) + len(t.text)))
        text += t.text
    if text:
        yield text, ranges


def sentence_f1(splitter: Splitter, path: Path) -> float:
    """F1 of exact sentences found in the running text."""
    total = Counts()
    for text, gold in raw_text(list(read(path))):
        total += exact(splitter.split(text, 0, len(text)), gold)
    return round(total.f1, 2)


def names(reader: Reader, path: Path, labels: dict[str, str]) -> float:
    """F1 of names with exact bounds and type; labels the set does not have are left out."""
    total = Counts()
    given = rows(path)
    for row, s in zip(given, reader.read_words([(row["text"], [(a, b) for a, b in row["tokens"]]) for row in given]), strict=True):
        proposed = [(*words_of(s, m.first, m.last), m.label) for m in s.names if m.label in labels.values()]
        total += exact(proposed, [(e["start"], e["end"], labels[e["label"]]) for e in row["entities"] if e["label"] in labels])
    return round(total.f1, 2)


def roles(reader: Reader, trees: Path, path: Path) -> dict[str, float]:
    """Labelled F1 of arguments at the gold predicates, and F1 of the predicates themselves."""
    spans = {t.id: (t.text, t.spans) for t in read(trees)}
    given = [r for r in rows(path) if r["id"] in spans and spans[r["id"]][0] == r["text"]]
    total, found = Counts(), Counts()
    for row, s in zip(given, reader.read_words([spans[r["id"]] for r in given]), strict=True):
        proposed = {s.tokens[p.token].start: p for p in s.predicates}
        found += exact(proposed, {p["span"][0] for p in row["predicates"]})
        for p in row["predicates"]:
            at = proposed.get(p["span"][0])
            mine = [(*words_of(s, x.first, x.last), x.label) for x in at.arguments] if at else []
            total += exact(mine, [(*a["span"], a["role"]) for a in p["args"]])
    return {"roles": round(total.f1, 2), "predicates": round(found.f1, 2)}


def article(text: str, paragraphs: list[Range]) -> Article:
    return Article("measure", 0, text, None, (), (), None, None, None, tuple(Span(a, b) for a, b in paragraphs), "en")


def paragraphs_of(text: str) -> list[Range]:
    out, at = [], 0
    for part in text.split("\n"):
        if part.strip():
            out.append((at, at + len(part)))
        at += len(part) + 1
    return out


def attribution(reader: Reader, path: Path) -> dict[str, float]:
    """F1 of source, cue and content by shared characters and by overlapping ranges, from raw text, the reader alone."""
    parts = {k: Counts() for k in ("source", "cue", "content")}
    loose = {k: Counts() for k in parts}
    for row in rows(path):
        reading = reader.read([article(row["text"], paragraphs_of(row["text"]))])[0]
        mine: dict[str, list[Range]] = {k: [] for k in parts}
        for s in reading.sentences:
            for a in s.attributions:
                mine["cue"].append(words_of(s, a.first, a.last))
                for x in a.arguments:
                    mine[x.label].append(words_of(s, x.first, x.last))
        for k in parts:
            gold = sorted({(r[0], r[1]) for a in row["attributions"] for r in a[k]})
            parts[k] += shared(mine[k], gold)
            loose[k] += overlap(sorted(set(mine[k])), gold)
    return {k: round(v.f1, 2) for k, v in parts.items()} | {f"{k}_ranges": round(v.f1, 2) for k, v in loose.items()}


def factuality(reader: Reader, trees: Path, path: Path) -> float:
    """Pearson's r of "it happened" at the annotated predicates; one the reader does not take for a predicate counts as happened."""
    spans = {t.id: (t.text, t.spans) for t in read(trees)}
    given = [r for r in rows(path) if r["id"] in spans and spans[r["id"]][0] == r["text"]]
    mine, gold = [], []
    for row, s in zip(given, reader.read_words([spans[r["id"]] for r in given]), strict=True):
        scores = {s.tokens[p.token].start: p.happened for p in s.predicates}
        for p in row["predicates"]:
            mine.append(scores.get(p["start"], 3.0))
            gold.append(p["score"])
    return round(pearson(mine, gold), 4)


def coreference(reader: Reader, path: Path) -> float:
    """CoNLL F1 on OntoGUM clusters: exact spans, own mentions, singletons left out; gold sentences, own words."""
    documents = []
    for row in rows(path):
        reading = reader.read([article(row["text"], [(a, b) for a, b in row["sents"]])])[0]
        mine: list[Cluster] = []
        for chain in reading.chains:
            spans = set()
            for ref in chain:
                s = reading.sentences[ref.sentence]
                m = s.mentions[ref.mention]
                spans.add(words_of(s, m.first, m.last))
            if len(spans) > 1:
                mine.append(frozenset(spans))
        documents.append((mine, [frozenset((a, b) for a, b in c) for c in row["ontogum_clusters"]]))
    return round(conll(documents), 2)


def times(reader: Reader, path: Path, kinds: frozenset[str]) -> dict[str, float]:
    """Relaxed (overlap) and strict F1 of time expressions of the given kinds, from raw text."""
    relaxed, strict = Counts(), Counts()
    for row in rows(path):
        text = row["text"]
        reading = reader.read([article(text, paragraphs_of(text))])[0]
        mine = [words_of(s, x.first, x.last) for s in reading.sentences for x in s.times if x.kind in kinds]
        gold = [(x["start"], x["end"]) for x in row["timexes"] if x["type"] in kinds]
        relaxed += overlap(mine, gold)
        strict += exact(mine, gold)
    return {"relaxed": round(relaxed.f1, 2), "strict": round(strict.f1, 2)}


UNER = {"PER": "person", "ORG": "organization", "LOC": "place"}
ALL_TIMES = frozenset({"DATE", "TIME", "DURATION", "SET"})


def measures(corpora: Path, part: str = "test") -> dict[str, Callable[[Reader], Any]]:
    """All measures by name; each takes the reader. ``part``: dev or test."""
    ud = corpora / "ud_parsing"
    ewt, gum = ud / "ewt" / f"{part}.conllu", ud / "gum" / f"{part}.conllu"
    return {
        "syntax_ewt": lambda r: syntax(r, ewt),
        "syntax_gum": lambda r: syntax(r, gum),
        "sentences_ewt": lambda r: sentence_f1(r.splitter, ewt),
        "sentences_gum": lambda r: sentence_f1(r.splitter, gum),
        "names_uner": lambda r: names(r, corpora / f"ner/uner_ewt/{part}.jsonl", UNER),
        "roles_ewt": lambda r: roles(r, ewt, corpora / f"events/propbank_ewt/{part}.jsonl"),
        "attribution_polnear": lambda r: attribution(r, corpora / "attribution/polnear/dev.jsonl"),
        "factuality_uds": lambda r: factuality(r, ewt, corpora / f"factuality/uds_ih2/{part}.jsonl"),
        "coreference_gum": lambda r: coreference(r, corpora / f"coref/gum/{part}.jsonl"),
        "times_gum": lambda r: times(r, corpora / f"time/gum/{part}.jsonl", frozenset({"DATE", "TIME"})),
        "times_tempeval": lambda r: times(r, corpora / "time/tempeval3/train.jsonl", ALL_TIMES),
    }


def files(corpora: Path, part: str = "test") -> list[Path]:
    """The files that ``measures`` reads."""
    names = (
        f"ud_parsing/ewt/{part}.conllu", f"ud_parsing/gum/{part}.conllu", f"ner/uner_ewt/{part}.jsonl", f"events/propbank_ewt/{part}.jsonl",
        "attribution/polnear/dev.jsonl", f"factuality/uds_ih2/{part}.jsonl", f"coref/gum/{part}.jsonl", f"time/gum/{part}.jsonl",
        "time/tempeval3/train.jsonl",
    )  # fmt: skip
    return [corpora / name for name in names]
