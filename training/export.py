"""The trained model as one int8 ONNX file with its labels: ``python -m training.export CHECKPOINT OUTPUT_FOLDER``.

The graph answers everything in one run; only words that matter are asked further (roles of predicates, arcs of
triggers, spans and vectors of mentions), chosen inside the graph by the thresholds below. The file's metadata hold the
label inventories, the label scorer of the parser and the weights of the coreference features.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import random
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training import labels
from training.encoder import base_folder
from training.model import Model

PREDICATE, TRIGGER, CUE, MENTION = 0.35, 0.08, 0.25, 0.4
"""From which probability on a word is asked for roles, arcs, source and content, span and coreference."""

INPUTS = ("pieces", "shapes", "mask", "first", "last", "words")
OUTPUTS = (
    "upos", "feats", "script", "arcs", "rel", "rel_dep", "rel_head", "name", "entity", "time", "cue", "type", "fact",
    "role_at", "role", "attribution_at", "attribution", "arc_at", "arc", "mode", "status", "alleged", "sector", "kind",
    "mention_at", "mention_span", "query", "key", "bias",
)  # fmt: skip


class Answers(nn.Module):
    """The model's heads in one graph; see ``OUTPUTS``. ``*_at`` are [P, 2]: sentence, word."""

    def __init__(self, model: Model, rels: list[str]) -> None:
        super().__init__()
        self.m = model
        self.not_root = torch.tensor([1e9 if r == "root" else 0.0 for r in rels])

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        m = self.m
        valid = words.to(torch.float32)
        x, y, z = m._words(pieces, shapes, mask, first, last)
        arcs, rd, rh = m.parse(x)
        column = torch.arange(arcs.shape[2])[None, None]
        own = torch.arange(1, arcs.shape[1] + 1)[None, :, None]
        usable = torch.cat([torch.ones_like(valid[:, :1]), valid], 1)[:, None] * (column != own)
        greedy = torch.argmax(arcs - (1.0 - usable.to(torch.float32)) * 1e9, -1)
        near = torch.gather(rh, 1, greedy.unsqueeze(-1).expand(-1, -1, rh.shape[-1]))
        rel = torch.argmax(m.relations(rd, near) - self.not_root, -1)
        entity, types, cue = torch.softmax(m.entity(y), -1), torch.softmax(m.event(z), -1), torch.softmax(m.cue(y), -1)
        role_at = torch.nonzero((torch.sigmoid(m.predicate(y)).squeeze(-1) * valid) > PREDICATE)
        cue_at = torch.nonzero((cue[..., 1] * valid) > CUE)
        arc_at = torch.nonzero(((1.0 - types[..., 0]) * valid) > TRIGGER)
        mention_at = torch.nonzero(((1.0 - entity[..., 0]) * valid) > MENTION)

        def pairs(group: str, states: Tensor, at: Tensor) -> Tensor:
            return m.pairs[group](states, at[:, 0], at[:, 1])

        span = pairs("span", y, mention_at) + (valid[mention_at[:, 0]][..., None] - 1.0) * 1e4
        events, mentions = z[arc_at[:, 0], arc_at[:, 1]], y[mention_at[:, 0], mention_at[:, 1]]
        return (
            torch.argmax(m.upos(x), -1), torch.argmax(m.feats(x), -1), torch.argmax(m.script(x), -1), arcs, rel, rd, rh,
            torch.softmax(m.name(y), -1), entity, torch.softmax(m.time(y), -1), cue, types, m.fact(z),
            role_at, torch.softmax(pairs("role", y, role_at), -1), cue_at, torch.softmax(pairs("attribution", y, cue_at), -1),
            arc_at, torch.softmax(pairs("arc", z, arc_at), -1), m.mode(events),
            torch.softmax(m.status(events), -1), torch.sigmoid(m.alleged(events)).squeeze(-1),
            torch.softmax(m.sector(z), -1), torch.softmax(m.kind(z), -1),
            mention_at, torch.argmax(span, 1), m.link_query(mentions), m.link_key(mentions), m.link_bias(mentions).squeeze(-1),
        )  # fmt: skip


def to_onnx(model: Model, rels: list[str], path: Path) -> None:
    """The float graph."""
    model.eval()
    b, n, w = 2, 9, 6
    example = (
        torch.ones(b, n, dtype=torch.int64),
        torch.ones(b, n, dtype=torch.int64),
        torch.ones(b, n, dtype=torch.int64),
        torch.ones(b, w, dtype=torch.int64),
        torch.ones(b, w, dtype=torch.int64),
        torch.ones(b, w, dtype=torch.int64),
    )
    axes = {k: {0: "batch", 1: "pieces" if k in ("pieces", "shapes", "mask") else "words"} for k in INPUTS}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Answers(model, rels),
            example,
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes | {k: {0: f"{k}.rows"} for k in OUTPUTS},
            opset_version=17,
            dynamo=False,
        )


def metadata(model: Model, inventory: dict[str, list[str]]) -> dict[str, str]:
    def packed(t: Tensor) -> str:
        return base64.b64encode(t.detach().numpy().astype(np.float32).tobytes()).decode()

    given = {
        "upos": labels.UPOS, **inventory, "names": labels.bio(labels.NAMES), "entities": labels.ENTITIES, "times": labels.bio(labels.TIMES),
        "roles": labels.bio(labels.ROLES), "attribution": labels.bio(labels.ATTRIBUTION),
        "arcs": labels.bio(labels.ARCS), "types": labels.TYPES,
        "modes": labels.MODE_LABELS, "statuses": labels.STATUSES, "sectors": labels.SECTORS, "kinds": labels.SOURCE_KINDS,
    }  # fmt: skip
    return {
        "labels": json.dumps(given), "rel_out": packed(model.rel_out.weight), "rel_bias": packed(model.rel_out.bias),
        "link_features": packed(model.link_features), "format": "1",
    }  # fmt: skip


def feeds(count: int = 256) -> list[dict[str, NDArray[np.int64]]]:
    """Batches of authored sentences on which the ranges of activations are measured."""
    from training.batches import collate, groups, prepare, tokenizer
    from training.examples import authored_examples

    examples = authored_examples(sorted((Path(__file__).parent / "corpus").glob("*.txt")))
    chosen = random.Random(1).sample(examples, count)
    out = []
    for items in groups(prepare(chosen, tokenizer()), 2000, random.Random(1)):
        b = collate(items, {"feats": {}, "scripts": {}, "rels": {}}, None, False)
        out.append({"pieces": b.pieces, "shapes": b.shapes, "mask": b.mask, "first": b.first, "last": b.last, "words": b.words.long()})
    return [{k: v.numpy() for k, v in f.items()} for f in out]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--last", action="store_true", help="the last weights instead of their running average")
    args = parser.parse_args()
    from training.batches import Inventory
    from training.quantize import quantize
    from training.train import build

    inventory = json.loads((args.checkpoint.parent / "inventory.json").read_text())
    model = build(Inventory(**inventory))
    model.load_state_dict(torch.load(args.checkpoint, weights_only=True)["model" if args.last else "average"])
    args.output.mkdir(parents=True, exist_ok=True)
    floats = args.checkpoint.parent / "model.float.onnx"
    to_onnx(model, inventory["rels"], floats)
    graph = quantize(onnx.load(str(floats)), feeds())
    for key, value in metadata(model, inventory).items():
        entry = graph.metadata_props.add()
        entry.key, entry.value = key, value
    data = graph.SerializeToString()
    temporary = args.output / "model.tmp"
    temporary.write_bytes(data)
    temporary.replace(args.output / "model.onnx")
    (args.output / "model.sha256").write_text(hashlib.sha256(data).hexdigest() + "\n")
    (args.output / "tokenizer.json").write_bytes((base_folder() / "tokenizer.json").read_bytes())
    print(f"{len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
