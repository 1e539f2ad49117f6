"""Train the sentence splitter: ``python -m training.sentences CORPORA OUTPUT.json`` (a minute on one core)."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from lapwing.evaluation.reader import raw_text
from lapwing.evaluation.treebank import read
from lapwing.reading.sentences import _BLANK, BUCKETS, chunk, features, plausible
from training import authored
from training.examples import corpus_files, held_out

PROJECT = Path(__file__).parents[1]


def gaps(text: str, sentences: list[tuple[int, int]]) -> Iterator[tuple[list[int], int]]:
    """Features and answer of every gap that the model will be asked about."""
    starts = {a for a, _ in sentences}
    chunks = chunk(text, 0, len(text))
    first = 0
    for i in range(1, len(chunks)):
        gap = text[chunks[i - 1][1] : chunks[i][0]]
        answer = int(chunks[i][0] in starts)
        if plausible(text, chunks, i) and not _BLANK.search(gap):
            yield features(text, chunks, first, i), answer
        if answer:
            first = i


def news(paths: list[Path]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Authored documents as running text, one paragraph in three hard-wrapped."""
    for n, doc in enumerate(authored.documents(paths)):
        if held_out(doc["id"]):
            continue
        text, ranges = "", []
        for unit in doc["units"]:
            if unit["kind"] == "P":
                text = text.rstrip() + "\n\n"
            else:
                body = unit["text"]
                if n % 3 == 0 and len(body) > 60:
                    words = body.split(" ")
                    body = "".join(w + ("\n" if k % 11 == 10 else " ") for k, w in enumerate(words)).rstrip()
                ranges.append((len(text), len(text) + len(body)))
                text += body + " "
        yield text, ranges


def main() -> None:
    corpora, output = Path(sys.argv[1]), Path(sys.argv[2])
    documents = [d for name in ("ewt", "gum") for d in raw_text(list(read(corpora / f"ud_parsing/{name}/train.conllu")))]
    documents += list(news(corpus_files(PROJECT, corpora)))
    rows = [g for text, sentences in documents for g in gaps(text, sentences)]
    x, y = torch.tensor([f for f, _ in rows]), torch.tensor([a for _, a in rows], dtype=torch.float32)
    torch.manual_seed(1)
    table, bias = torch.nn.EmbeddingBag(BUCKETS, 1, mode="sum"), torch.nn.Parameter(torch.zeros(1))
    torch.nn.init.zeros_(table.weight)
    optimizer = torch.optim.AdamW([*table.parameters(), bias], lr=0.02, weight_decay=0.002)
    for _ in range(8):
        for part in torch.randperm(len(x)).split(512):
            loss = torch.nn.functional.binary_cross_entropy_with_logits(table(x[part]).squeeze(-1) + bias, y[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"{len(x)} gaps, loss {float(loss):.4f}", flush=True)
    weights = table.weight.detach().squeeze(-1).numpy()
    scale = float(np.abs(weights).max() / 127)
    packed = base64.b64encode(np.round(weights / scale).astype(np.int8).tobytes()).decode()
    origin = "UD English EWT (CC BY-SA 4.0), GUM (CC BY / CC BY-SA), the project's authored corpus"
    output.write_text(json.dumps({"origin": origin, "scale": scale, "bias": float(bias), "weights": packed}) + "\n")


if __name__ == "__main__":
    main()
