"""Int8 weights with a scale per output channel, activations with a scale per row.

onnxruntime's own dynamic quantisation takes one activation scale for the whole batch, so that a sentence's answers would
depend on its neighbours. Here each row (one word piece) has its own scale: more exact, and the same in every batch.
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
    def __init__(self, model: ModelProto) -> None:
        self.graph: GraphProto = model.graph
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
            size = self.node("Abs", [name], f"{name}.abs")
            top = self.node("Max", [self.node("ReduceMax", [size], f"{name}.top", axes=[-1], keepdims=1), "q.tiny"], f"{name}.peak")
            scale = self.node("Div", [top, "q.levels"], f"{name}.scale")
            level = self.node("Round", [self.node("Div", [name, scale], f"{name}.div")], f"{name}.round")
            self.rows[name] = (self.node("Cast", [self.node("Add", [level, "q.offset"], f"{name}.shift")], f"{name}.u8", to=TensorProto.UINT8), scale)
        return self.rows[name]

    def weight(self, name: str, transposed: bool) -> tuple[str, str] | None:
        """Int8 weight [in, out] and its scales [out]."""
        if f"{name}.i8" in self.added:
            return f"{name}.i8", f"{name}.ws"
        given = numpy_helper.to_array(self.constants[name]).astype(np.float32)
        if given.ndim != 2 or given.size < SMALLEST:
            return None
        w = given.T if transposed else given
        scale = np.maximum(np.abs(w).max(0), 1e-9) / WEIGHT_LEVELS
        self.shared(f"{name}.i8", np.ascontiguousarray(np.round(w / scale).astype(np.int8)))
        self.shared(f"{name}.ws", scale.astype(np.float32))
        return f"{name}.i8", f"{name}.ws"

    def product(self, node: NodeProto, transposed: bool, bias: str | None) -> bool:
        found = self.weight(node.input[1], transposed)
        if not found:
            return False
        rows, scale = self.activation(node.input[0])
        out = node.output[0]
        whole = self.node("MatMulInteger", [rows, found[0], "q.zero"], f"{out}.i32")
        real = self.node("Cast", [whole], f"{out}.f32", to=TensorProto.FLOAT)
        factor = self.node("Mul", [scale, found[1]], f"{out}.factor")
        if bias:
            self.node("Add", [self.node("Mul", [real, factor], f"{out}.scaled"), bias], out)
        else:
            self.node("Mul", [real, factor], out)
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


def quantize(model: ModelProto) -> ModelProto:
    """The same graph with int8 products and an int8 embedding table."""
    r = Rewriter(model)
    for node in model.graph.node:
        done = False
        if node.op_type == "MatMul" and node.input[1] in r.constants:
            done = r.product(node, False, None)
        elif node.op_type == "Gemm" and node.input[1] in r.constants:
            flags = {a.name: helper.get_attribute_value(a) for a in node.attribute}
            done = r.product(node, bool(flags.get("transB")), node.input[2] if len(node.input) > 2 else None)
        elif node.op_type == "Gather" and node.input[0] in r.constants:
            done = r.embedding(node)
        if not done:
            r.nodes.append(node)
    used = {i for n in r.nodes for i in n.input}
    graph = helper.make_graph(r.nodes, model.graph.name, model.graph.input, model.graph.output, [t for t in (*model.graph.initializer, *r.added.values()) if t.name in used])
    out = helper.make_model(graph, opset_imports=model.opset_import)
    out.ir_version = model.ir_version
    onnx.checker.check_model(out)
    return out
