"""The multi-task model: one encoder pass, light heads for every question (shapes: B sentences, N pieces, W words).

Parsing: biaffine attention for the arcs (Dozat & Manning 2017), an additive scorer for their labels. Roles, attributions,
event arcs and mention spans: one additive
scorer per group over (anchor word, word) pairs with relative positions. Coreference works on head words (Dobrovolskii
2021): a bilinear score plus weights of readable pair features.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.encoder import HIDDEN, LAYERS, Dropout, Encoder
from training.labels import ARCS, ATTRIBUTION, ENTITIES, MODE_LABELS, NAMES, ROLES, SECTORS, SOURCE_KINDS, STATUSES, TIMES, TYPES, UPOS

PAIR, ARC, REL, REACH, LINK = 128, 256, 256, 24, 128
GROUPS = {"role": 2 * len(ROLES) + 1, "attribution": 2 * len(ATTRIBUTION) + 1, "arc": 2 * len(ARCS) + 1, "span": 2}


@dataclass(frozen=True)
class Sizes:
    """Sizes that depend on the training data."""

    feats: int
    scripts: int
    rels: int
    link_features: int


class Mix(nn.Module):
    """Weighted sum of the layers' states."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([0.0] * (LAYERS - 2) + [0.5, 1.0]))

    def forward(self, states: list[Tensor]) -> Tensor:
        weights = torch.softmax(self.weights, dim=0)
        return sum(w * s for w, s in zip(weights, states, strict=True))  # type: ignore[return-value]


class Pairs(nn.Module):
    """Scores each word against anchor words: relu(A anchor + B word + position), one residual layer, labels."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.anchor = nn.Linear(HIDDEN, PAIR)
        self.word = nn.Linear(HIDDEN, PAIR)
        self.position = nn.Embedding(2 * REACH + 1, PAIR)
        self.deeper = nn.Linear(PAIR, PAIR)
        nn.init.zeros_(self.deeper.weight)
        self.out = nn.Linear(PAIR, labels)

    def forward(self, states: Tensor, sentence: Tensor, anchor: Tensor) -> Tensor:
        """States [B, W, H]; sentence and anchor index [P] -> [P, W, labels]."""
        a = self.anchor(states)[sentence, anchor]
        b = self.word(states)[sentence]
        steps = torch.arange(states.shape[1], device=states.device)
        distance = (steps[None] - anchor[:, None]).clamp(-REACH, REACH) + REACH
        joint = torch.relu(a[:, None] + b + self.position(distance))
        return self.out(joint + nn.functional.gelu(self.deeper(joint)))


class Model(nn.Module):
    def __init__(self, encoder: Encoder, sizes: Sizes, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = encoder
        self.syntax, self.semantics, self.politics = Mix(), Mix(), Mix()
        self.dropout = Dropout(dropout)

        def deep(out: int, width: int = 256) -> nn.Sequential:
            return nn.Sequential(nn.Linear(HIDDEN, width), nn.GELU(), Dropout(dropout), nn.Linear(width, out))

        self.upos = nn.Linear(HIDDEN, len(UPOS))
        self.feats = nn.Linear(HIDDEN, sizes.feats)
        self.script = nn.Linear(HIDDEN, sizes.scripts)
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.rel_dep, self.rel_head = nn.Linear(HIDDEN, REL), nn.Linear(HIDDEN, REL)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.root = nn.Parameter(torch.zeros(HIDDEN))
        self.rel_out = nn.Linear(REL, sizes.rels)
        self.name = deep(2 * len(NAMES) + 1)
        self.entity = deep(len(ENTITIES) + 1)
        self.predicate = nn.Linear(HIDDEN, 1)
        self.fact = deep(4)  # happened, negated, future, conditional
        self.time = nn.Linear(HIDDEN, 2 * len(TIMES) + 1)
        self.cue = deep(3)
        self.event = deep(len(TYPES) + 1, 384)
        self.mode = deep(len(MODE_LABELS), 384)
        self.status = deep(len(STATUSES))
        self.alleged = deep(1)
        self.sector = deep(len(SECTORS))
        self.kind = deep(len(SOURCE_KINDS))
        self.pairs = nn.ModuleDict({k: Pairs(n) for k, n in GROUPS.items()})
        self.link_query, self.link_key = nn.Linear(HIDDEN, LINK), nn.Linear(HIDDEN, LINK)
        self.link_bias = nn.Linear(HIDDEN, 1)
        self.link_features = nn.Parameter(torch.zeros(sizes.link_features))

    def words(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Word states [B, W, H] of the three mixes; first/last: piece index of each word [B, W]."""
        lengths = mask.sum(1)
        if not self.training or int(lengths.sum()) * 1.3 > mask.numel():
            return self._words(pieces, shapes, mask, first, last)
        # a whole document: sentences of like length together, or most of the work would be padding
        order = torch.argsort(lengths)
        parts, at = [], 0
        while at < len(order):
            end = at + 1
            while end < len(order) and int(lengths[order[end]]) * (end + 1 - at) <= 1400:
                end += 1
            chosen, n = order[at:end], int(lengths[order[end - 1]])
            parts.append(self._words(pieces[chosen, :n], shapes[chosen, :n], mask[chosen, :n], first[chosen], last[chosen]))
            at = end
        back = torch.argsort(order)
        x, y, z = (torch.cat([p[k] for p in parts])[back] for k in range(3))
        return x, y, z

    def _words(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states = self.encoder(pieces, shapes, mask)
        out = []
        for mix in (self.syntax, self.semantics, self.politics):
            x = mix(states)
            index = first.unsqueeze(-1).expand(-1, -1, HIDDEN)
            other = last.unsqueeze(-1).expand(-1, -1, HIDDEN)
            out.append(self.dropout((torch.gather(x, 1, index) + torch.gather(x, 1, other)) * 0.5))
        return out[0], out[1], out[2]

    def parse(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """[B, W, H] -> arcs [B, W, W + 1] (column 0 is the root), label projections [B, W, REL] and [B, W + 1, REL]."""
        head = torch.cat([self.root[None, None].expand(x.shape[0], 1, -1), x], dim=1)
        d, h = torch.relu(self.arc_dep(x)), torch.relu(self.arc_head(head))
        arcs = (torch.cat([d, torch.ones_like(d[..., :1])], -1) @ self.arc) @ h.transpose(1, 2)
        return arcs, self.rel_dep(x), self.rel_head(head)

    def relations(self, rd: Tensor, rh: Tensor) -> Tensor:
        """Dependents and their chosen heads [T, REL] each -> labels [T, rels]."""
        return self.rel_out(torch.relu(rd + rh))
