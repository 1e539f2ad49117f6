"""Losses of all heads for one batch; each is a sum over its items divided by at least ``FLOOR`` items."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.batches import Batch
from training.examples import IGNORE
from training.model import LINK, Model

WEIGHTS = {
    "upos": 0.5, "feats": 0.5, "script": 0.4, "arc": 1.0, "rel": 1.0, "name": 1.0, "entity": 1.0, "predicate": 0.5, "time": 1.0, "cue": 1.0,
    "type": 4.0, "mode": 1.0, "status": 1.0, "alleged": 1.0, "sector": 0.7, "kind": 0.5, "happened": 0.5, "polarity": 0.5,
    "pairs.role": 1.2, "pairs.attribution": 1.0, "pairs.arc": 2.0, "pairs.span": 0.7, "link": 0.7,
}  # fmt: skip
FLOOR = {"tags": 250, "points": 15, "anchors": 15}


def _tags(logits: Tensor, target: Tensor, weight: Tensor | None = None) -> Tensor:
    flat = F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="none")
    if weight is not None:
        flat = flat * weight.flatten()
    return flat.sum() / max(int((target != IGNORE).sum()), FLOOR["tags"])


def losses(model: Model, batch: Batch) -> dict[str, Tensor]:
    """Loss of every head that the batch has answers for (not yet weighted)."""
    x, y, z = model.words(batch.pieces, batch.shapes, batch.mask, batch.first, batch.last)
    out: dict[str, Tensor] = {}
    known = {k for k, v in batch.tags.items() if bool((v != IGNORE).any())}
    if "head" in known:
        out |= _syntax(model, x, batch)
    for key, states in (("name", y), ("entity", y), ("time", y), ("cue", y), ("type", z)):
        if key in known:
            logits = getattr(model, "event" if key == "type" else key)(states).float()
            out[key] = _tags(logits, batch.tags[key], batch.weights if key == "type" else None)
    if "predicate" in known:
        target = batch.tags["predicate"]
        valid = target != IGNORE
        out["predicate"] = F.binary_cross_entropy_with_logits(
            model.predicate(y).squeeze(-1).float()[valid], target[valid].float(), reduction="sum"
        ) / max(int(valid.sum()), FLOOR["tags"])
    for key, (i, j, target, weight) in batch.anchors.items():
        states = z if key == "arc" else y
        out[f"pairs.{key}"] = _anchored(model.pairs[key](states, i, j).float(), target, weight, batch.words[i], key)
    out |= _points(model, y, z, batch)
    if batch.links is not None:
        out["link"] = _link(model, y, batch)
    return out


def _syntax(model: Model, x: Tensor, batch: Batch) -> dict[str, Tensor]:
    out = {k: _tags(getattr(model, k)(x).float(), batch.tags[k]) for k in ("upos", "feats", "script")}
    arcs, rd, rh = model.parse(x)
    arcs = arcs.float().masked_fill(~F.pad(batch.words, (1, 0), value=True)[:, None], -1e4)
    out["arc"] = _tags(arcs, batch.tags["head"])
    rel = batch.tags["rel"]
    i, j = torch.nonzero((rel != IGNORE) & (batch.tags["head"] != IGNORE), as_tuple=True)
    if len(i):
        logits = model.relations(rd[i, j], rh[i, batch.tags["head"][i, j]]).float()
        out["rel"] = F.cross_entropy(logits, rel[i, j], reduction="sum") / max(len(i), FLOOR["tags"])
    return out


def _anchored(logits: Tensor, target: Tensor, weight: Tensor, words: Tensor, key: str) -> Tensor:
    if key == "span":  # pointers to first and last word
        logits = logits.masked_fill(~words[..., None], -1e4)
        each = F.cross_entropy(logits[..., 0], target[:, 0], reduction="none") + F.cross_entropy(
            logits[..., 1], target[:, 1], reduction="none"
        )
    else:
        flat = F.cross_entropy(logits.transpose(1, 2), target, ignore_index=IGNORE, reduction="none")
        each = flat.sum(1) / (target != IGNORE).sum(1).clamp(min=1) * 8  # a clause's worth of words
    return (each * weight).sum() / max(len(each), FLOOR["anchors"])


def _points(model: Model, y: Tensor, z: Tensor, batch: Batch) -> dict[str, Tensor]:
    out = {}
    for key, (i, j, target, weight) in batch.points.items():
        if key in ("happened", "polarity"):
            logits = model.fact(z[i, j]).float()
            each = (
                F.smooth_l1_loss(logits[:, 0], target, reduction="none")
                if key == "happened"
                else F.binary_cross_entropy_with_logits(logits[:, 1:], target, reduction="none").sum(1)
            )
        elif key == "alleged":
            each = F.binary_cross_entropy_with_logits(model.alleged(z[i, j]).squeeze(-1).float(), target, reduction="none")
        else:
            each = F.cross_entropy(getattr(model, key)(z[i, j]).float(), target, reduction="none")
        out[key] = (each * weight).sum() / max(len(each), FLOOR["points"])
    return out


def _link(model: Model, y: Tensor, batch: Batch) -> Tensor:
    assert batch.links is not None
    i, j, features, gold = batch.links
    states = y[i, j]
    scores = (model.link_query(states) @ model.link_key(states).T).float() / LINK**0.5 + model.link_bias(states).float()
    for f in features:
        scores = scores + model.link_features[f]
    scores = scores.masked_fill(torch.triu(torch.ones_like(scores, dtype=torch.bool)), -1e4)
    scores = F.pad(scores, (1, 0))
    each = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~gold, -1e4), 1)
    return each.mean() * 3
