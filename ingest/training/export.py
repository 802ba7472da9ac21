"""Trained weights to the shipped model: an ONNX graph whose large products are int8, and the ids of its letters.

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

from ingest.tagger import KINDS
from ingest.training.letters import letters
from ingest.training.network import HEAD, HEADS, INNER, LAYERS, WIDTH, turns

Array: TypeAlias = NDArray[np.float32]

OWN = "com.microsoft"
ONE = WIDTH // HEADS
# A row of root-mean-square 1 is rounded to 127 levels up to SPREAD; turned rows are near normal, so few go beyond.
SPREAD = 4.2
BLOCK = 32


def export(weights: Path, vocabulary: Path, folder: Path) -> None:
    """Write `tagger.onnx` and `vocab.json` of an npz file of the network's weights into a folder.

    The graph reads `ids` (1 × length) and gives `pairs` (1 × length × length: start × end) and `sides` (1 × length ×
    twice the kinds: as a start, as an end); a span's score is the sum of its three entries.
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
        gate, up = np.split((layer["up"] * norms[1]) @ stream, 2)
        own = {"q": q, "k": k, "v": heads @ v, "o": stream.T @ layer["o"] @ heads.T, "gate": gate, "up": up}
        own["down"] = stream.T @ layer["down"] @ inner.T
        found |= {f"{n}.{name}": part for name, part in own.items()}
    found["pq"] = (state["pq.weight"] * state["enc.norm.w"]) @ stream
    found["side"] = state["bias.weight"] / 2
    found |= {"pq.bias": state["pq.bias"], "side.bias": state["bias.bias"] / 2}
    return {name: part.astype(np.float32) for name, part in found.items()}


class _Graph:
    """The nodes and constants of a turned network, written down in the order in which they run."""

    def __init__(self, state: Mapping[str, Array]) -> None:
        self.state = state
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self._constants()

    def model(self) -> onnx.ModelProto:
        """The whole graph."""
        stream = self.node("Cast", self.node("Gather", "emb", "ids"), to=TensorProto.FLOAT)
        for n in range(LAYERS):
            stream = self._attend(n, stream)
            stream = self._feed(n, stream)
        self._head(self.norm(stream))
        ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "length"])
        pairs = helper.make_tensor_value_info("pairs", TensorProto.FLOAT, [1, "length", "length"])
        sides = helper.make_tensor_value_info("sides", TensorProto.FLOAT, [1, "length", 2 * len(KINDS)])
        graph = helper.make_graph(self.nodes, "tagger", [ids], [pairs, sides], list(self.constants.values()))
        versions = [helper.make_opsetid("", 18), helper.make_opsetid(OWN, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=9)

    def node(self, kind: str, *inputs: str, domain: str = "", out: str = "", **attributes: object) -> str:
        """Add a node with one output; its name is given back."""
        out = out or f"{kind}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [out], name=out, domain=domain, **attributes))
        return out

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Add a constant; its name is given back."""
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def norm(self, stream: str) -> str:
        """Rows of root-mean-square 1."""
        return self.node("SimplifiedLayerNormalization", stream, "ones", epsilon=1e-6, axis=-1)

    def product(self, name: str, levels: str, step: str) -> str:
        """Rounded rows, whose level counts `step`, times a weight rounded by output channel."""
        weight = self.state[name].T
        scale = np.abs(weight).max(0) / 127
        self.constant(name, np.round(weight / scale).astype(np.int8))
        self.constant(f"{name}.scale", scale)
        return self.node("MatMulIntegerToFloat", levels, name, step, f"{name}.scale", "middle", domain=OWN)

    def by_row(self, name: str, rows: str) -> str:
        """Rows of any size, each rounded in steps of its own, times a weight."""
        largest = self.node("ReduceMax", self.node("Abs", rows), "last axis", keepdims=1)
        levels = self.node("QuantizeLinear", self.node("Div", rows, largest), "step", "middle")
        return self.node("Mul", self.product(name, levels, "step"), largest)

    def turn(self, vectors: str, heads: int) -> str:
        """Vectors turned by their position, pairs in halves."""
        return self.node("RotaryEmbedding", vectors, "zero", "cos", "sin", domain=OWN, num_heads=heads)

    def _attend(self, n: int, stream: str) -> str:
        levels = self.node("QuantizeLinear", self.norm(stream), "norm step", "middle")
        q, k, v = (self.product(f"{n}.{name}", levels, "norm step") for name in "qkv")
        q, k = self.turn(q, HEADS), self.turn(k, HEADS)
        heard = self.node("MultiHeadAttention", q, k, v, domain=OWN, num_heads=HEADS, scale=ONE**-0.5)
        return self.node("Add", stream, self.by_row(f"{n}.o", heard))

    def _feed(self, n: int, stream: str) -> str:
        levels = self.node("QuantizeLinear", self.norm(stream), "norm step", "middle")
        gate, up = (self.product(f"{n}.{name}", levels, "norm step") for name in ("gate", "up"))
        inner = self.node("Mul", self.node("QuickGelu", gate, domain=OWN, alpha=1.0), up)
        inner = self.node("MatMul", self.node("Reshape", inner, "in blocks"), "block")
        return self.node("Add", stream, self.by_row(f"{n}.down", self.node("Reshape", inner, "in rows")))

    def _head(self, rows: str) -> None:
        z = self.node("Add", self.node("MatMul", rows, "pq"), "pq.bias")
        starts, ends = f"{z}.starts", f"{z}.ends"
        self.nodes.append(helper.make_node("Split", [z], [starts, ends], axis=-1, num_outputs=2))
        ends = self.node("Transpose", self.turn(ends, 1), perm=[0, 2, 1])
        self.node("Mul", self.node("MatMul", self.turn(starts, 1), ends), "head scale", out="pairs")
        self.node("Add", self.node("MatMul", z, "side"), "side.bias", out="sides")

    def _constants(self) -> None:
        cos, sin = (part.numpy() for part in turns(ONE))
        self.constant("emb", self.state["emb"].astype(np.float16))
        for name in ("pq", "side"):
            self.constant(name, self.state[name].T)
            self.constant(f"{name}.bias", self.state[f"{name}.bias"])
        for name, value in {
            "ones": np.ones(WIDTH, np.float32),
            "cos": cos,
            "sin": sin,
            "zero": np.array([0]),
            "last axis": np.array([-1]),
            "middle": np.array(128, np.uint8),
            "step": np.array(1 / 127, np.float32),
            "norm step": np.array(SPREAD / 127, np.float32),
            "head scale": np.array(HEAD**-0.5, np.float32),
            "block": hadamard(BLOCK).astype(np.float32),
            "in blocks": np.array([1, -1, BLOCK]),
            "in rows": np.array([1, -1, INNER]),
        }.items():
            self.constant(name, value)
