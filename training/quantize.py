"""Int8 weights with a scale per output channel, activations with a scale per row.

onnxruntime's own dynamic quantisation takes one activation scale for the whole batch, so that a sentence's answers would
depend on its neighbours. Here each row (one word piece) has its own scale: more exact, and the same in every batch.
The encoder has a few input channels of much larger values than the rest, which would leave the others two or three bits;
as in SmoothQuant (Xiao et al. 2023) part of their range is moved into the weights, by factors measured on real sentences.
Weights use 7 bits: on processors without VNNI two products are added in 16 bits and would overflow.
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

WEIGHT_LEVELS = 63
ACTIVATION_LEVELS = 127
SMALLEST = 64 * 64
"""Weights with fewer values stay float."""


class Rewriter:
    """Rewrites products of one graph; ``peaks``: largest absolute value of each channel of each activation."""

    def __init__(self, model: ModelProto, peaks: dict[str, NDArray[np.float32]], strength: float) -> None:
        self.graph: GraphProto = model.graph
        self.smooth = self.factors(model, peaks, strength)
        self.constants = {t.name: t for t in self.graph.initializer}
        self.nodes: list[NodeProto] = []
        self.added: dict[str, TensorProto] = {}
        self.rows: dict[str, tuple[str, str]] = {}  # activation -> its quantised form and its scales
        self.shared("q.levels", np.float32(ACTIVATION_LEVELS))
        self.shared("q.tiny", np.float32(1e-9))
        self.shared("q.offset", np.float32(128))
        self.shared("q.zero", np.uint8(128))
        self.shared("q.last", np.array([-1], dtype=np.int64))

    def shared(self, name: str, value: NDArray[np.generic] | np.generic) -> str:
        self.added[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def activation(self, name: str) -> tuple[str, str]:
        """Quantised rows of an activation (uint8 around 128) and their scales [..., 1]."""
        if name not in self.rows:
            source = name
            if source in self.smooth:
                name = self.node(
                    "Mul", [source, self.shared(f"{source}.smooth", (1 / self.smooth[source]).astype(np.float32))], f"{source}.even"
                )
            size = self.node("Abs", [name], f"{name}.abs")
            top = self.node("Max", [self.node("ReduceMax", [size], f"{name}.top", axes=[-1], keepdims=1), "q.tiny"], f"{name}.peak")
            scale = self.node("Div", [top, "q.levels"], f"{name}.scale")
            level = self.node("Round", [self.node("Div", [name, scale], f"{name}.div")], f"{name}.round")
            self.rows[source] = (
                self.node("Cast", [self.node("Add", [level, "q.offset"], f"{name}.shift")], f"{name}.u8", to=TensorProto.UINT8),
                scale,
            )
            return self.rows[source]
        return self.rows[name]

    @staticmethod
    def factors(model: ModelProto, peaks: dict[str, NDArray[np.float32]], strength: float) -> dict[str, NDArray[np.float32]]:
        """Per activation the factor of each channel that goes into the weights of all products that read it."""
        constants = {t.name: t for t in model.graph.initializer}
        rows: dict[str, NDArray[np.float32]] = {}
        for n in products(model):
            w = np.abs(numpy_helper.to_array(constants[n.input[1]]))
            size = (w.max(0) if n.op_type == "Gemm" and transposed(n) else w.max(1)).astype(np.float32)
            rows[n.input[0]] = np.maximum(rows.get(n.input[0], size), size)
        return {k: np.maximum(peaks[k], 1e-3) ** strength / np.maximum(w, 1e-5) ** (1 - strength) for k, w in rows.items() if k in peaks}

    def weight(self, name: str, source: str, transposed: bool) -> tuple[str, str] | None:
        """Int8 weight [in, out] and its scales [out]."""
        if f"{name}.i8" in self.added:
            return f"{name}.i8", f"{name}.ws"
        given = numpy_helper.to_array(self.constants[name]).astype(np.float32)
        if given.ndim != 2 or given.size < SMALLEST:
            return None
        w = given.T if transposed else given
        if source in self.smooth:
            w = w * self.smooth[source][:, None]
        scale = np.maximum(np.abs(w).max(0), 1e-9) / WEIGHT_LEVELS
        self.shared(f"{name}.i8", np.ascontiguousarray(np.round(w / scale).astype(np.int8)))
        self.shared(f"{name}.ws", scale.astype(np.float32))
        return f"{name}.i8", f"{name}.ws"

    def product(self, node: NodeProto, transposed: bool, bias: str | None) -> bool:
        found = self.weight(node.input[1], node.input[0], transposed)
        if not found:
            return False
        rows, scale = self.activation(node.input[0])
        out = node.output[0]
        whole = self.node("MatMulInteger", [rows, found[0], "q.zero"], f"{out}.i32")
        real = self.node("Cast", [whole], f"{out}.f32", to=TensorProto.FLOAT)
        # two products, not one with scale * weight scale: onnxruntime would fuse that form into an operator that takes
        # the first row's scale for all rows
        columns = self.node("Mul", [real, found[1]], f"{out}.columns")
        if bias:
            self.node("Add", [self.node("Mul", [columns, scale], f"{out}.scaled"), bias], out)
        else:
            self.node("Mul", [columns, scale], out)
        return True

    def embedding(self, node: NodeProto) -> bool:
        table = self.constants[node.input[0]]
        given = numpy_helper.to_array(table)
        if given.ndim != 2 or given.size < 1_000_000:
            return False
        scale = np.maximum(np.abs(given).max(1, keepdims=True), 1e-9) / 127
        name = table.name
        self.shared(f"{name}.i8", np.round(given / scale).astype(np.int8))
        self.shared(f"{name}.ws", scale.astype(np.float32))
        out = node.output[0]
        rows = self.node("Cast", [self.node("Gather", [f"{name}.i8", node.input[1]], f"{out}.i8")], f"{out}.f32", to=TensorProto.FLOAT)
        self.node("Mul", [rows, self.node("Gather", [f"{name}.ws", node.input[1]], f"{out}.s")], out)
        return True


def transposed(node: NodeProto) -> bool:
    return any(a.name == "transB" and a.i for a in node.attribute)


def products(model: ModelProto) -> list[NodeProto]:
    """Products of an activation with a constant matrix large enough to be worth it."""
    large = {t.name for t in model.graph.initializer if len(t.dims) == 2 and t.dims[0] * t.dims[1] >= SMALLEST}
    return [n for n in model.graph.node if n.op_type in ("MatMul", "Gemm") and n.input[1] in large]


def measure_peaks(model: ModelProto, feeds: list[dict[str, NDArray[np.int64]]]) -> dict[str, NDArray[np.float32]]:
    """Largest absolute value of each channel of every product's input over the given batches (padding left out by its rarity)."""
    import onnxruntime

    watched = ModelProto()
    watched.CopyFrom(model)
    names = sorted({n.input[0] for n in products(model)})
    watched.graph.output.extend(helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    peaks: dict[str, NDArray[np.float32]] = {}
    for feed in feeds:
        for name, value in zip(names, session.run(names, feed), strict=True):
            if value.size:
                top = np.abs(value).reshape(-1, value.shape[-1]).max(0)
                peaks[name] = np.maximum(peaks.get(name, top), top)
    return peaks


def quantize(model: ModelProto, feeds: list[dict[str, NDArray[np.int64]]], strength: float = 0.5) -> ModelProto:
    """The same graph with int8 products and an int8 embedding table; ``feeds``: batches of real sentences to measure ranges on."""
    r = Rewriter(model, measure_peaks(model, feeds), strength)
    for node in model.graph.node:
        done = False
        if node.op_type == "MatMul" and node.input[1] in r.constants:
            done = r.product(node, False, None)
        elif node.op_type == "Gemm" and node.input[1] in r.constants:
            done = r.product(node, transposed(node), node.input[2] if len(node.input) > 2 else None)
        elif node.op_type == "Gather" and node.input[0] in r.constants:
            done = r.embedding(node)
        if not done:
            r.nodes.append(node)
    used = {i for n in r.nodes for i in n.input}
    graph = helper.make_graph(
        r.nodes,
        model.graph.name,
        model.graph.input,
        model.graph.output,
        [t for t in (*model.graph.initializer, *r.added.values()) if t.name in used],
    )
    out = helper.make_model(graph, opset_imports=model.opset_import)
    out.ir_version = model.ir_version
    onnx.checker.check_model(out)
    return out
