"""Train all heads on the one encoder: ``python -m training.train --corpora ../shared/corpora --out training/checkpoints``.

Checkpoints are written every few minutes and survive a stop: the same command goes on where it was. The weights used
afterwards are a running average. About 6,000 word pieces a second on two cores with bfloat16.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pickle
import random
import time
from collections import defaultdict
from pathlib import Path

import torch

from lapwing.reading.linking import feature_count
from training.batches import Batch, Inventory, Item, by_document, collate, groups, prepare, tokenizer
from training.encoder import LAYERS, from_base
from training.examples import Example, authored_examples, corpus_files, held_out, load
from training.losses import WEIGHTS, losses
from training.model import Model, Sizes

PROJECT = Path(__file__).parents[1]
AVERAGE_EVERY = 8


def build(inv: Inventory) -> Model:
    return Model(from_base(), Sizes(len(inv.feats), len(inv.scripts), len(inv.rels), feature_count()))


def parameter_groups(model: Model, rate: float, heads: float, decay: float) -> list[dict[str, object]]:
    """Layer-wise rates: the lower the layer, the slower."""
    out = []
    for name, p in model.named_parameters():
        if name.startswith("encoder.layers."):
            lr = rate * decay ** (LAYERS - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.shapes"):
            lr = heads
        elif name == "link_features":  # single weights, seen in few steps an epoch
            lr = 30 * heads
        elif name.startswith("encoder."):
            lr = rate * decay**LAYERS
        else:
            lr = heads
        out.append({"params": [p], "lr": lr, "base": lr, "weight_decay": 0.01 if p.dim() > 1 else 0.0})
    return out


def plan(data: dict[str, list[Item]], budget: int, rng: random.Random, share: dict[str, float]) -> list[tuple[list[Item], bool]]:
    """One epoch: documents with coreference whole, all other sentences mixed by length."""
    mixed: list[Item] = []
    documents: list[list[Item]] = []
    for name in ("ewt", "names", "meantime", "authored", "silver"):
        items, part = data.get(name, []), share.get(name, 1.0)
        whole = int(part)
        mixed += items * whole + rng.sample(items, int(len(items) * (part - whole)))
    for name in ("gum", "litbank"):
        found = by_document(data[name])
        part = share.get(name, 1.0)
        documents += found * int(part) + rng.sample(found, int(len(found) * (part - int(part))))
    batches = [(g, False) for g in groups(mixed, budget, rng)] + [(d, True) for d in documents]
    rng.shuffle(batches)
    return batches


class Average:
    """Running average of the weights."""

    def __init__(self, model: Model, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.state = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def update(self, model: Model) -> None:
        self.steps += 1
        d = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for k, v in model.state_dict().items():
                self.state[k].lerp_(v, 1 - d) if v.is_floating_point() else self.state[k].copy_(v)


def save(path: Path, **things: object) -> None:
    temporary = path.with_suffix(".tmp")
    torch.save(things, temporary)
    temporary.replace(path)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=PROJECT.parent / "shared" / "corpora")
    parser.add_argument("--out", type=Path, default=PROJECT / "training" / "checkpoints")
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument(
        "--minutes", type=float, help="let the rate fall with the time instead of the epochs, and stop after so many minutes"
    )
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--heads", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--budget", type=int, default=1400, help="word pieces in a batch")
    parser.add_argument("--warm", type=float, default=0.05, help="share of the training in which the rate rises")
    parser.add_argument("--start", type=Path, help="begin with the averaged weights of this checkpoint")
    parser.add_argument("--share", default="litbank=0.4,authored=1.5", help="corpus=times an epoch, comma separated")
    parser.add_argument("--silver", type=Path, help="pickled examples labelled by an earlier model")
    parser.add_argument("--growing", action="store_true", help="read the authored corpus anew before each epoch, while it is being written")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread; their weights are averaged every few steps")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    load(args.corpora, PROJECT, args.out / "examples.pickle")
    if args.workers == 1:
        worker(0, args)
        return
    torch.multiprocessing.spawn(worker, (args,), nprocs=args.workers)


def worker(rank: int, args: argparse.Namespace) -> None:
    """One process: its share of every epoch's batches, and every ``AVERAGE_EVERY`` steps the mean of all weights."""
    torch.set_num_threads(1 if args.workers > 1 else 2)
    torch.manual_seed(1 + rank)
    if args.workers > 1:
        store = args.out / f"rendezvous.{os.getppid()}"
        torch.distributed.init_process_group("gloo", init_method=f"file://{store.resolve()}", rank=rank, world_size=args.workers)
    examples = load(args.corpora, PROJECT, args.out / "examples.pickle")
    inv = Inventory.of(examples["ewt"] + examples["gum"])
    table = {k: {x: i for i, x in enumerate(getattr(inv, k))} for k in ("feats", "scripts", "rels")}
    tok = tokenizer()
    data = {k: prepare(v, tok) for k, v in examples.items() if k != "held_out"}
    if args.silver:
        data["silver"] = prepare(pickle.loads(args.silver.read_bytes()), tok)
    if rank == 0:
        (args.out / "inventory.json").write_text(json.dumps({k: getattr(inv, k) for k in table}))
    model = build(inv)
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True)["average"])
    run(model, data, table, rank, args)


def grown_corpus(rank: int, args: argparse.Namespace) -> list[Example]:
    """The authored corpus as it stands, the same for all workers."""
    path = args.out / "authored.pickle"
    if rank == 0:
        path.write_bytes(pickle.dumps([e for e in authored_examples(corpus_files(PROJECT, args.corpora)) if not held_out(e.document)]))
    if args.workers > 1:
        torch.distributed.barrier()
    found: list[Example] = pickle.loads(path.read_bytes())
    return found


def together(model: Model, workers: int, stop: bool) -> bool:
    """Mean of the weights over the workers; True if any of them wants to stop."""
    flat = torch.cat([p.detach().reshape(-1) for p in model.parameters()] + [torch.tensor([float(stop)])])
    torch.distributed.all_reduce(flat)
    at = 0
    with torch.no_grad():
        for p in model.parameters():
            p.copy_(flat[at : at + p.numel()].view_as(p) / workers)
            at += p.numel()
    return bool(flat[-1] > 0)


def rate_factor(progress: float, warm: float) -> float:
    """Linear rise, then a cosine down to 2 %."""
    if progress < warm:
        return progress / warm
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - warm) / (1 - warm)))) * 0.98 + 0.02


def run(model: Model, data: dict[str, list[Item]], table: dict[str, dict[str, int]], rank: int, args: argparse.Namespace) -> None:
    optimizer = torch.optim.AdamW(parameter_groups(model, args.rate, args.heads, args.layer_decay), betas=(0.9, 0.98), fused=True)
    average = Average(model, 0.997 if args.workers == 1 else 0.95)
    epoch0, spent = 0, 0.0
    latest = args.out / "latest.pt"
    if latest.exists():
        saved = torch.load(latest, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average.state, average.steps, epoch0, spent = saved["average"], saved["steps"], saved["epoch"], saved["spent"]
    model.train()
    begun = time.time() - spent
    share = {k: float(v) for k, v in (x.split("=") for x in args.share.split(","))}
    for epoch in range(epoch0, args.epochs):
        rng = random.Random(epoch)
        if args.growing:
            data["authored"] = prepare(grown_corpus(rank, args), tokenizer())
        batches = plan(data, args.budget, rng, share)
        batches = batches[: len(batches) // args.workers * args.workers]
        own = batches[rank :: args.workers]
        sums: dict[str, list[float]] = defaultdict(list)
        ended = False
        for k, (items, document) in enumerate(own):
            progress = (time.time() - begun) / 60 / args.minutes if args.minutes else (epoch + k / len(own)) / args.epochs
            for g in optimizer.param_groups:
                g["lr"] = g["base"] * rate_factor(progress, args.warm)
            step(model, optimizer, collate(items, table, rng, document), sums)
            if args.workers == 1:
                average.update(model)
                ended = progress >= 1
            elif k % AVERAGE_EVERY == AVERAGE_EVERY - 1 or k == len(own) - 1:
                ended = together(model, args.workers, progress >= 1)
                if rank == 0:
                    average.update(model)
            if ended:
                break
        spent = time.time() - begun
        if rank == 0:
            print(
                f"epoch {epoch + 1} {spent / 60:.1f} min {len(data['authored'])} authored",
                " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(sums.items())),
                flush=True,
            )
            save(
                latest,
                model=model.state_dict(),
                optimizer=optimizer.state_dict(),
                average=average.state,
                steps=average.steps,
                epoch=epoch + 1,
                spent=spent,
            )
        if ended:
            break


def step(model: Model, optimizer: torch.optim.Optimizer, batch: Batch, sums: dict[str, list[float]]) -> None:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = losses(model, batch)
    if not found:
        return
    total = torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum()
    total.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    for name, loss in found.items():
        sums[name].append(float(loss.detach()))


if __name__ == "__main__":
    main()
