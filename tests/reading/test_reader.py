"""The reader with its model: offsets, batches, damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from lapwing.errors import ModelError
from lapwing.reading import Reader
from lapwing.reading.reader import Stub
from lapwing.reading.tokens import tokenize
from lapwing.settings import MODEL_FILES
from lapwing.types import Article, Span

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not (MODEL_FILES / "model.onnx").exists(), reason="the model file is not there: run 'make train'"),
]
TEXT = (
    "Prime Minister Ana Ruiz met rebel leaders in Geneva on Monday. She said the two sides had agreed to a ceasefire.\n"
    "Police arrested 12 protesters after soldiers opened fire on a crowd in Goma, according to witnesses."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def article(text: str) -> Article:
    cut = text.find("\n")
    body = (Span(0, cut), Span(cut + 1, len(text))) if cut >= 0 else (Span(0, len(text)),)
    return Article("d", 0, text, None, (), (), None, None, None, body, "en")


def test_offsets_and_layers(reader: Reader) -> None:
    reading = reader.read([article(TEXT)])[0]
    assert len(reading.sentences) == 3
    for s in reading.sentences:
        assert [TEXT[w.start : w.end] for w in s.tokens] == [w.text for w in s.tokens]
        assert sum(w.head < 0 for w in s.tokens) == 1
        n = len(s.tokens)
        arguments = [a for x in (*s.predicates, *s.triggers, *s.attributions) for a in x.arguments]
        ranges = [*s.mentions, *s.names, *s.times, *arguments]
        assert all(0 <= r.first < r.last <= n for r in ranges)
    types = {s.tokens[t.token].text: t.types[0][0] for s in reading.sentences for t in s.triggers if t.types[0][1] > 0.5}
    assert types.get("met") == "CONSULT"
    assert types.get("arrested") == "COERCE"
    assert types.get("fire") == "ASSAULT" or types.get("opened") == "ASSAULT"


def test_same_answers_in_every_batch(reader: Reader) -> None:
    long = "The president, who had vowed to resign, met union leaders in Lagos on Friday, aides said."
    texts = ["Police arrested 12 protesters.", long, "Troops left."]
    stubs = [Stub(0, 0, len(t), "body", 0, tokenize(t)) for t in texts]
    together = [s for s, _ in reader.read_stubs(texts, stubs)]
    alone = [reader.read_stubs([t], [s])[0][0] for t, s in zip(texts, stubs, strict=True)]
    assert together == alone


def test_a_very_long_passage_keeps_all_its_words(reader: Reader) -> None:
    text = "Soldiers and police " + "and militias " * 400 + "left."
    reading = reader.read([article(text)])[0]
    assert sum(len(s.tokens) for s in reading.sentences) == len(tokenize(text))


@pytest.mark.parametrize("text", ["\u200b\u200b", "𝔸𝔹 \ufffd\x00 \u202e!", "..." * 300, "x" * 5000])
def test_odd_text_is_read(reader: Reader, text: str) -> None:
    reader.read([article(text)])


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        Reader.load(tmp_path)
    for name in ("model.onnx", "model.sha256", "tokenizer.json", "sentences.json"):
        (tmp_path / name).write_bytes((MODEL_FILES / name).read_bytes())
    with (tmp_path / "model.onnx").open("r+b") as f:
        f.seek(1000)
        f.write(b"\0\1\2\3")
    with pytest.raises(ModelError, match="damaged"):
        Reader.load(tmp_path)
