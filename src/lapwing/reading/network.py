"""The model file: one int8 ONNX graph with its labels; runs on one thread, the same answers in every batch."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lapwing.errors import ModelError
from lapwing.reading.shapes import shape
from lapwing.settings import MODEL_FILES

CLS, SEP, UNK = 101, 102, 100
Array = NDArray[Any]
REPAIR = "Install Lapwing again (pip install --force-reinstall lapwing), or build the model with 'make train'."


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence ready for the encoder: word pieces and where each word begins and ends among them."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


@dataclass(frozen=True, slots=True)
class Network:
    """The session, its labels, and the two small tables that are applied outside the graph."""

    session: Any
    tokenizer: Any
    labels: dict[str, list[str]]
    relation_weight: NDArray[np.float32]  # [rels, width]
    relation_bias: NDArray[np.float32]
    link_features: NDArray[np.float32]
    modes: dict[str, tuple[int, list[str]]]  # by type: index of its first mode, and its modes
    digest: str

    @classmethod
    def load(cls, folder: Path | None = None) -> Network:
        """Read ``model.onnx``, ``model.sha256`` and ``tokenizer.json``; ModelError says what is wrong with them."""
        folder = folder or MODEL_FILES
        path, sums, words = folder / "model.onnx", folder / "model.sha256", folder / "tokenizer.json"
        for p in (path, sums, words):
            if not p.is_file():
                raise ModelError(f"The reader's model is incomplete: {p} is missing. {REPAIR}")
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest != sums.read_text(encoding="utf-8").strip():
            raise ModelError(f"The reader's model {path} is damaged: its checksum is not the one in {sums.name}. {REPAIR}")
        return cls._open(data, words, digest)

    @classmethod
    def _open(cls, data: bytes, words: Path, digest: str) -> Network:
        import onnxruntime  # type: ignore[import-untyped, unused-ignore]
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
            tokenizer = Tokenizer.from_file(str(words))
        except Exception as error:  # both libraries raise their own kinds
            raise ModelError(f"The reader's model cannot be opened: {error}. {REPAIR}") from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        meta = session.get_modelmeta().custom_metadata_map

        def table(key: str) -> NDArray[np.float32]:
            return np.frombuffer(base64.b64decode(meta[key]), dtype=np.float32)

        bias = table("rel_bias")
        labels = json.loads(meta["labels"])
        own = {t: [m for m in labels["modes"] if m.startswith(t + "/")] for t in labels["types"]}
        modes = {t: (labels["modes"].index(names[0]), names) for t, names in own.items()}
        weight = table("rel_out").reshape(len(bias), -1)
        return cls(session, tokenizer, labels, weight, bias, table("link_features"), modes, digest)

    def units(self, sentences: list[list[str]]) -> list[Unit]:
        """Word pieces of sentences given as words; a word without pieces becomes [UNK]."""
        out = []
        for words, encoding in zip(
            sentences, self.tokenizer.encode_batch(sentences, is_pretokenized=True, add_special_tokens=False), strict=True
        ):
            own: list[list[int]] = [[] for _ in words]
            for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
                own[word].append(piece)
            pieces, shapes, first, last = [CLS], [0], [], []
            for word, ids in zip(words, own, strict=True):
                ids = ids[:24] or [UNK]  # a word of hundreds of pieces (a line of base64) says no more than its beginning
                first.append(len(pieces))
                pieces += ids
                last.append(len(pieces) - 1)
                shapes += [shape(word)] * len(ids)
            out.append(Unit([*pieces, SEP], [*shapes, 0], first, last))
        return out

    def run(self, units: list[Unit], outputs: list[str] | None = None, options: Any = None) -> dict[str, Array]:
        """All answers for a batch, by output name (see ``training/export.py``), padded to the longest sentence; onnxruntime's options."""
        b, n, w = len(units), max(len(u.pieces) for u in units), max(len(u.first) for u in units)
        feed = {k: np.zeros((b, n), dtype=np.int64) for k in ("pieces", "shapes", "mask")}
        feed |= {k: np.zeros((b, w), dtype=np.int64) for k in ("first", "last", "words")}
        for i, u in enumerate(units):
            k, m = len(u.pieces), len(u.first)
            feed["pieces"][i, :k], feed["shapes"][i, :k], feed["mask"][i, :k] = u.pieces, u.shapes, 1
            feed["first"][i, :m], feed["last"][i, :m], feed["words"][i, :m] = u.first, u.last, 1
        names = outputs or [o.name for o in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, feed, options), strict=True))
