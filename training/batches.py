"""Examples to padded tensors: sentences of like length together, documents with coreference whole."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from lapwing.reading.linking import PRONOUNS, Candidate, pair_features
from lapwing.reading.shapes import shape
from training.encoder import base_folder
from training.examples import IGNORE, Example
from training.labels import UPOS, frequent, lemma_script

CLS, SEP, UNK = 101, 102, 100


@dataclass(slots=True)
class Inventory:
    """Labels read off the treebanks."""

    feats: list[str]
    scripts: list[str]
    rels: list[str]

    @classmethod
    def of(cls, examples: list[Example]) -> Inventory:
        trees = [e.tree for e in examples if e.tree]
        scripts = frequent((lemma_script(f, x) for t in trees for f, x in zip(t.forms, t.lemmas, strict=True)), 3)
        return cls(frequent((f for t in trees for f in t.feats), 5), scripts, frequent((r for t in trees for r in t.rels), 2))


@dataclass(slots=True)
class Item:
    """An example with its word pieces."""

    example: Example
    pieces: list[int]
    first: list[int]
    last: list[int]
    shapes: list[int]


def prepare(examples: list[Example], tokenizer: Tokenizer) -> list[Item]:
    """Word pieces of every word; a word without pieces becomes [UNK]. Sentences over 500 pieces are left out."""
    out = []
    encoded = tokenizer.encode_batch([[e.text[a:b] for a, b in e.words] for e in examples], is_pretokenized=True, add_special_tokens=False)
    for e, enc in zip(examples, encoded, strict=True):
        by_word: dict[int, list[int]] = defaultdict(list)
        for piece, word in zip(enc.ids, enc.word_ids, strict=True):
            by_word[word].append(piece)
        pieces, first, last, shapes = [CLS], [], [], [0]
        for i, (a, b) in enumerate(e.words):
            own = by_word.get(i) or [UNK]
            first.append(len(pieces))
            pieces += own
            last.append(len(pieces) - 1)
            shapes += [shape(e.text[a:b])] * len(own)
        pieces.append(SEP)
        shapes.append(0)
        if len(pieces) <= 500 and e.words:
            out.append(Item(e, pieces, first, last, shapes))
    return out


def tokenizer() -> Tokenizer:
    t = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    t.no_padding()
    t.no_truncation()
    return t


def groups(items: list[Item], budget: int, rng: random.Random) -> list[list[Item]]:
    """Batches of sentences of like length with about ``budget`` pieces, in random order."""
    order = sorted(items, key=lambda x: len(x.pieces) + rng.random() * 4)
    out: list[list[Item]] = []
    batch: list[Item] = []
    for item in order:
        if batch and len(item.pieces) * (len(batch) + 1) > budget:
            out.append(batch)
            batch = []
        batch.append(item)
    if batch:
        out.append(batch)
    rng.shuffle(out)
    return out


def by_document(items: list[Item]) -> list[list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.example.document].append(item)
    return list(found.values())


def candidate(e: Example, head: int, span: tuple[int, int], entity: int, number: int) -> Candidate:
    text = e.text[e.words[span[0]][0] : e.words[span[1] - 1][1]]
    form = e.text[e.words[head][0] : e.words[head][1]]
    if e.tree:
        plural = 1 if "Number=Plur" in e.tree.feats[head] else (0 if "Number=Sing" in e.tree.feats[head] else 2)
        return Candidate(form, text, e.tree.upos[head] == "PROPN", plural, e.tree.rels[head], max(entity, 0), number)
    return Candidate(form, text, form[:1].isupper() and form.lower() not in PRONOUNS, 2, "", max(entity, 0), number)


@dataclass(slots=True)
class Batch:
    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    words: Tensor  # [B, W] bool
    tags: dict[str, Tensor] = field(default_factory=dict)  # [B, W], IGNORE where unknown
    weights: Tensor | None = None  # of the types
    anchors: dict[str, tuple[Tensor, Tensor, Tensor, Tensor]] = field(default_factory=dict)  # sentence, word, target, weight
    points: dict[str, tuple[Tensor, Tensor, Tensor, Tensor]] = field(default_factory=dict)  # sentence, word, target, weight
    links: tuple[Tensor, Tensor, list[Tensor], Tensor] | None = None  # sentence, word, features, gold [M, M + 1]


TAGS = ("upos", "feats", "script", "head", "rel", "name", "entity", "predicate", "time", "cue", "type")


def collate(items: list[Item], inv: dict[str, dict[str, int]], rng: random.Random | None, document: bool) -> Batch:
    """Tensors of a batch; with ``rng`` the case of some sentences is disturbed (headlines, lower-case text)."""
    b, n, w = len(items), max(len(x.pieces) for x in items), max(len(x.first) for x in items)
    pieces, shapes, mask = (np.zeros((b, n), dtype=np.int64) for _ in range(3))
    first, last = np.zeros((b, w), dtype=np.int64), np.zeros((b, w), dtype=np.int64)
    words = np.zeros((b, w), dtype=bool)
    tags = {k: np.full((b, w), IGNORE, dtype=np.int64) for k in TAGS}
    weights = np.ones((b, w), dtype=np.float32)
    for i, x in enumerate(items):
        k, m = len(x.pieces), len(x.first)
        pieces[i, :k], mask[i, :k], shapes[i, :k] = x.pieces, 1, disturbed(x, rng)
        if rng and rng.random() < 0.5:
            drop = np.random.default_rng(rng.randrange(1 << 30)).random(k) < 0.03
            drop[0] = drop[-1] = False
            pieces[i, :k][drop] = UNK
        first[i, :m], last[i, :m], words[i, :m] = x.first, x.last, True
        fill(tags, weights, i, x.example, inv)
    t = torch.from_numpy
    batch = Batch(t(pieces), t(shapes), t(mask), t(first), t(last), t(words), {k: t(v) for k, v in tags.items()}, t(weights))
    anchors(batch, items, w)
    points(batch, items)
    if document and items[0].example.linked:
        batch.links = links(items)
    return batch


def disturbed(x: Item, rng: random.Random | None) -> list[int]:
    roll = rng.random() if rng else 1.0
    if roll < 0.04:  # all lower case
        return [1 if s in (2, 3, 4, 5) else s for s in x.shapes]
    if roll < 0.08:  # every word capitalised
        return [2 if s == 1 else s for s in x.shapes]
    if roll < 0.09:
        return [3 if s in (1, 2, 5) else s for s in x.shapes]
    return x.shapes


def fill(tags: dict[str, Any], weights: Any, i: int, e: Example, inv: dict[str, dict[str, int]]) -> None:
    m = len(e.words)
    if e.tree:
        tags["upos"][i, :m] = [UPOS.index(u) for u in e.tree.upos]
        tags["feats"][i, :m] = [inv["feats"].get(f, IGNORE) for f in e.tree.feats]
        tags["script"][i, :m] = [inv["scripts"].get(lemma_script(f, x), IGNORE) for f, x in zip(e.tree.forms, e.tree.lemmas, strict=True)]
        tags["head"][i, :m] = [h + 1 for h in e.tree.heads]
        tags["rel"][i, :m] = [inv["rels"].get(r, IGNORE) for r in e.tree.rels]
    for key, given in (("name", e.names), ("entity", e.entities), ("time", e.times), ("cue", e.cues), ("type", e.types)):
        if given is not None:
            tags[key][i, :m] = given
    if e.type_weights is not None:
        weights[i, :m] = e.type_weights
    if e.predicates is not None:
        tags["predicate"][i, :m] = 0
        for word, _ in e.predicates:
            tags["predicate"][i, word] = 1


def anchors(batch: Batch, items: list[Item], w: int) -> None:
    found: dict[str, list[tuple[int, int, list[int], float]]] = defaultdict(list)
    for i, x in enumerate(items):
        e = x.example
        found["role"] += [(i, word, target, 1.0) for word, target in e.predicates or ()]
        found["attribution"] += [(i, word, target, 1.0) for word, target in e.attributions]
        found["arc"] += [(i, ev["word"], ev["arcs"], ev["weight"]) for ev in e.events]
        found["span"] += [(i, head, [a, b - 1], 1.0) for head, a, b in e.spans]
    for key, rows in found.items():
        if not rows:
            continue
        width = 2 if key == "span" else w
        target = np.full((len(rows), width), IGNORE, dtype=np.int64)
        for r, (_, _, given, _) in enumerate(rows):
            target[r, : len(given)] = given
        batch.anchors[key] = (
            torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows]),
            torch.from_numpy(target), torch.tensor([r[3] for r in rows]),
        )  # fmt: skip


def points(batch: Batch, items: list[Item]) -> None:
    found: dict[str, list[tuple[int, int, Any, float]]] = defaultdict(list)
    for i, x in enumerate(items):
        e = x.example
        found["happened"] += [(i, word, score, 1.0) for word, score in e.happened]
        found["polarity"] += [(i, word, rest, 1.0) for word, *rest in e.polarity]
        for ev in e.events:
            for key in ("mode", "status", "alleged"):
                found[key].append((i, ev["word"], ev[key], ev["weight"]))
            status = ev["status"]
            found["polarity"].append((i, ev["word"], [int(status == 3), int(status == 1), int(status == 2)], 0.5))
        found["sector"] += [(i, word, s, 1.0) for word, s in e.sectors]
        found["kind"] += [(i, word, s, 1.0) for word, s in e.kinds]
    for key, rows in found.items():
        if rows:
            dtype = torch.float32 if key in ("happened", "polarity", "alleged") else torch.int64
            batch.points[key] = (
                torch.tensor([r[0] for r in rows]),
                torch.tensor([r[1] for r in rows]),
                torch.tensor([r[2] for r in rows], dtype=dtype),
                torch.tensor([r[3] for r in rows]),
            )


def links(items: list[Item]) -> tuple[Tensor, Tensor, list[Tensor], Tensor] | None:
    """All mentions of a document in text order with their features and true antecedents (column 0: none)."""
    rows, clusters = [], []
    mentions = []
    for i, x in enumerate(items):
        e = x.example
        spans: dict[int, tuple[int, int]] = {}
        for head, a, b in e.spans:
            if head not in spans or b - a > spans[head][1] - spans[head][0]:
                spans[head] = (a, b)
        chain = dict(e.chains)
        for head in sorted(spans):
            rows.append((i, head))
            clusters.append(chain.get(head, -1))
            mentions.append(candidate(e, head, spans[head], e.entities[head] if e.entities else 0, i))
    if len(rows) < 2:
        return None
    ids = np.array(clusters)
    gold = np.tril((ids[:, None] == ids[None]) & (ids[:, None] >= 0), -1)
    gold = np.concatenate([~gold.any(1, keepdims=True), gold], axis=1)
    features = [torch.from_numpy(f) for f in pair_features(mentions)]
    return torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows]), features, torch.from_numpy(gold)
