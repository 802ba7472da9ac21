"""Trained weights to the shipped model: a standard ONNX graph with large products in int8, and the ids of its letters.

Activations are rounded without regard to other windows, so a score depends on its own window alone. Orthogonal turns,
folded into the weights, spread the few large entries of a row over all of it: the graph is the same in exact
arithmetic, and rounding moves it a third as far as it does without them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from ingest.tagger import KINDS, LENGTH
from ingest.training.letters import letters
from ingest.training.network import HEAD, HEADS, INNER, LAYERS, WIDTH, turns

Array: TypeAlias = NDArray[np.float32]

ONE = WIDTH // HEADS
# A row of root-mean-square 1 is rounded to 127 levels up to SPREAD; turned rows are near normal, so few go beyond.
SPREAD = 4.2
BLOCK = 32


def export(weights: Path, vocabulary: Path, folder: Path) -> None:
    """Write `tagger.onnx` and `vocab.json` of an npz file of the network's weights into a folder.

    The graph reads `ids` (1 × LENGTH, 0 behind the text) and gives `pairs` (1 × LENGTH × LENGTH: start × end) and
    `sides` (1 × LENGTH × twice the kinds: as a start, as an end); a span's score is the sum of its three entries.
    """
    with np.load(weights) as stored:
        state = {name: stored[name].astype(np.float64) for name in stored.files}
    folder.mkdir(parents=True, exist_ok=True)
    model = _Graph(_turned(state)).model()
    partial = folder / "tagger.part.onnx"
    partial.write_bytes(model.SerializeToString())
    ids = json.dumps(letters(vocabulary), ensure_ascii=False)
    (folder / "vocab.json").write_text(ids + "\n", "utf-8")
    partial.replace(folder / "tagger.onnx")


def hadamard(size: int) -> NDArray[np.float64]:
    """The orthogonal matrix of equal absolute entries, for a power of two."""
    matrix = np.ones((1, 1))
    while len(matrix) < size:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return np.asarray(matrix / size**0.5)


def _turned(state: Mapping[str, NDArray[np.float64]]) -> dict[str, Array]:
    """The same network with its norms' weights folded in, and its residual stream, heads and inner layers turned."""
    signs = np.random.default_rng(0).choice([-1.0, 1.0], WIDTH)
    stream = np.kron(hadamard(WIDTH // 3), np.eye(3) - 2 / 3) * signs[:, None]
    heads, inner = np.kron(np.eye(HEADS), hadamard(ONE)), np.kron(np.eye(INNER // BLOCK), hadamard(BLOCK))
    found = {"emb": state["enc.emb.weight"] @ stream}
    for n in range(LAYERS):
        layer = {name: state[f"enc.layers.{n}.{name}.weight"] for name in ("qkv", "o", "up", "down")}
        norms = [state[f"enc.layers.{n}.n{at}.w"] for at in (1, 2)]
        q, k, v = np.split((layer["qkv"] * norms[0]) @ stream, 3)
        own = {"qkv": np.concatenate((q * ONE**-0.5, k, heads @ v)), "up": (layer["up"] * norms[1]) @ stream}
        own["o"] = stream.T @ layer["o"] @ heads.T
        own["down"] = stream.T @ layer["down"] @ inner.T
        found |= {f"{n}.{name}": part for name, part in own.items()}
    found["pq"] = (state["pq.weight"] * state["enc.norm.w"]) @ stream
    found["side"] = state["bias.weight"] / 2
    found |= {"pq.bias": state["pq.bias"], "side.bias": state["bias.bias"] / 2}
    return {name: part.astype(np.float32) for name, part in found.items()}


class _Graph:
    """The nodes and constants of a turned network, written down in the order in which they run.

    Its length is fixed: an engine then plans once, not anew for each length of text.
    """

    def __init__(self, state: Mapping[str, Array]) -> None:
        self.state = state
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self._constants()

    def model(self) -> onnx.ModelProto:
        """The whole graph."""
        stream = self.node("Cast", self.node("Gather", "emb", "ids"), to=TensorProto.FLOAT)
        beyond = self.node("Equal", self.node("Reshape", "ids", "as keys"), "pad")
        bias = self.node("Where", beyond, "far", "nothing")
        for n in range(LAYERS):
            stream = self._attend(n, stream, bias)
            stream = self._feed(n, stream)
        self._head(self.norm(stream))
        ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, LENGTH])
        pairs = helper.make_tensor_value_info("pairs", TensorProto.FLOAT, [1, LENGTH, LENGTH])
        sides = helper.make_tensor_value_info("sides", TensorProto.FLOAT, [1, LENGTH, 2 * len(KINDS)])
        graph = helper.make_graph(self.nodes, "tagger", [ids], [pairs, sides], list(self.constants.values()))
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)

    def node(self, kind: str, *inputs: str, out: str = "", **attributes: object) -> str:
        """Add a node with one output; its name is given back."""
        out = out or f"{kind}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [out], name=out, **attributes))
        return out

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Add a constant; its name is given back."""
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def norm(self, stream: str) -> str:
        """Rows of root-mean-square 1."""
        mean = self.node("ReduceMean", self.node("Pow", stream, "two"), "last axis", keepdims=1)
        root = self.node("Sqrt", self.node("Add", mean, "least"))
        return self.node("Mul", stream, self.node("Div", "one", root))

    def split(self, rows: str, parts: int) -> list[str]:
        """Rows cut into parts of equal width."""
        outs = [f"{rows}.{i}" for i in range(parts)]
        self.nodes.append(helper.make_node("Split", [rows], outs, axis=-1, num_outputs=parts))
        return outs

    def rounded(self, rows: str, step: str) -> str:
        """Rows in whole numbers of a step, at most 127 of them."""
        return self.node("DequantizeLinear", self.node("QuantizeLinear", rows, step, "middle"), step, "middle")

    def product(self, name: str, rows: str) -> str:
        """Rounded rows times a weight that is rounded by output channel."""
        weight = self.state[name].T
        scale = np.abs(weight).max(0) / 127
        levels = self.constant(name, np.round(weight / scale).astype(np.int8))
        self.constant(f"{name}.scale", scale)
        self.constant(f"{name}.zero", np.zeros(len(scale), np.int8))
        held = self.node("DequantizeLinear", levels, f"{name}.scale", f"{name}.zero", axis=1)
        return self.node("MatMul", rows, held)

    def by_row(self, name: str, rows: str) -> str:
        """Rows of any size, each rounded in steps of its own, times a weight."""
        largest = self.node("Add", self.node("ReduceMax", self.node("Abs", rows), "last axis", keepdims=1), "least")
        return self.node("Mul", self.product(name, self.rounded(self.node("Div", rows, largest), "step")), largest)

    def turn(self, vectors: str) -> str:
        """Vectors (… × LENGTH × ONE) turned by their position, pairs in halves."""
        one = self.node("Slice", vectors, "first", "half", "last axis")
        two = self.node("Slice", vectors, "half", "whole", "last axis")
        crossed = self.node("Concat", self.node("Mul", two, "minus"), one, axis=-1)
        return self.node("Add", self.node("Mul", vectors, "cos"), self.node("Mul", crossed, "sin"))

    def _by_head(self, rows: str) -> str:
        return self.node("Transpose", self.node("Reshape", rows, "in heads"), perm=[0, 2, 1, 3])

    def _attend(self, n: int, stream: str, bias: str) -> str:
        rows = self.rounded(self.norm(stream), "norm step")
        q, k, v = (self._by_head(part) for part in self.split(self.product(f"{n}.qkv", rows), 3))
        keys = self.node("Transpose", self.turn(k), perm=[0, 1, 3, 2])
        scores = self.node("Add", self.node("MatMul", self.turn(q), keys), bias)
        heard = self.node("MatMul", self.node("Softmax", scores, axis=-1), v)
        heard = self.node("Reshape", self.node("Transpose", heard, perm=[0, 2, 1, 3]), "in rows")
        return self.node("Add", stream, self.by_row(f"{n}.o", heard))

    def _feed(self, n: int, stream: str) -> str:
        rows = self.rounded(self.norm(stream), "norm step")
        gate, up = self.split(self.product(f"{n}.up", rows), 2)
        inner = self.node("Mul", self.node("Mul", gate, self.node("Sigmoid", gate)), up)
        inner = self.node("MatMul", self.node("Reshape", inner, "in blocks"), "block")
        return self.node("Add", stream, self.by_row(f"{n}.down", self.node("Reshape", inner, "in rows")))

    def _head(self, rows: str) -> None:
        z = self.node("Add", self.node("MatMul", rows, "pq"), "pq.bias")
        starts, ends = (self.turn(part) for part in self.split(z, 2))
        pairs = self.node("MatMul", starts, self.node("Transpose", ends, perm=[0, 1, 3, 2]))
        self.node("Mul", self.node("Reshape", pairs, "as pairs"), "head scale", out="pairs")
        self.node("Add", self.node("MatMul", z, "side"), "side.bias", out="sides")

    def _constants(self) -> None:
        for name, part in zip(("cos", "sin"), turns(ONE), strict=True):
            self.constant(name, np.tile(part.numpy()[:LENGTH], 2)[None, None])
        self.constant("emb", self.state["emb"].astype(np.float16))
        for name in ("pq", "side"):
            self.constant(name, self.state[name].T)
            self.constant(f"{name}.bias", self.state[f"{name}.bias"])
        for name, value in {
            "pad": np.array(0),
            "far": np.array(-1e4, np.float32),
            "nothing": np.array(0, np.float32),
            "one": np.array(1, np.float32),
            "minus": np.array(-1, np.float32),
            "two": np.array(2, np.float32),
            "least": np.array(1e-6, np.float32),
            "last axis": np.array([-1]),
            "first": np.array([0]),
            "half": np.array([ONE // 2]),
            "whole": np.array([ONE]),
            "middle": np.array(128, np.uint8),
            "step": np.array(1 / 127, np.float32),
            "norm step": np.array(SPREAD / 127, np.float32),
            "head scale": np.array(HEAD**-0.5, np.float32),
            "block": hadamard(BLOCK).astype(np.float32),
            "as keys": np.array([1, 1, 1, LENGTH]),
            "as pairs": np.array([1, LENGTH, LENGTH]),
            "in heads": np.array([1, LENGTH, -1, ONE]),
            "in blocks": np.array([1, -1, BLOCK]),
            "in rows": np.array([1, LENGTH, -1]),
        }.items():
            self.constant(name, value)
