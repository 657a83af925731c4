"""Linear readers over words and syntax: one logistic regression a question, kept as plain arrays and read with numpy alone."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable

import numpy as np
from numpy.typing import NDArray

from bot.coach.feedback import BlameKind, Move, Strength
from bot.coach.syntax import family

Array = NDArray[Any]
#: The questions, in the order of the scores. The names alone would not do: "feeling" is a strength and a move.
TASKS = ("blame", *(f"kind {kind.value}" for kind in BlameKind), *(f"strength {strength.value}" for strength in Strength),
         *(f"move {move.value}" for move in Move))
#: Weight of each feature family after it is scaled to length one; chosen by cross-validation on training messages.
FAMILIES = {"w": 1.0, "c": 0.7, "d": 1.0, "s": 1.0, "o": 1.5}
_PLACE = {name: place for place, name in enumerate(FAMILIES)}
_FACTOR = np.array(list(FAMILIES.values()), dtype=np.float32)


def scaled(families: Array) -> Array:
    """Each family of a message's features gets the same length, whatever the message's length."""
    counts = np.bincount(families, minlength=len(FAMILIES)).astype(np.float32)
    return np.asarray((_FACTOR / np.sqrt(np.maximum(counts, 1.0)))[families])


@dataclass(frozen=True)
class Linear:
    """``index``: feature name -> row of ``matrix`` (features x TASKS); ``bias``: one per task."""

    index: dict[str, int]
    families: Array
    matrix: Array
    bias: Array

    @classmethod
    def of(cls, names: list[str]) -> Linear:
        """Untrained, for these features."""
        return cls({name: row for row, name in enumerate(names)}, np.array([_PLACE[family(name)] for name in names], dtype=np.int64),
                   np.zeros((len(names), len(TASKS)), dtype=np.float32), np.zeros(len(TASKS), dtype=np.float32))

    def rows(self, names: Iterable[str]) -> tuple[Array, Array]:
        """The rows of the features it knows, in order, and their values."""
        rows = np.array(sorted(self.index[name] for name in names if name in self.index), dtype=np.int64)
        return rows, scaled(self.families[rows]) if len(rows) else np.zeros(0, dtype=np.float32)

    def scores(self, names: Iterable[str]) -> Array:
        """Log-odds of every task."""
        rows, values = self.rows(names)
        # Not "@": BLAS wakes its threads for a product this small, which costs more than the product.
        return np.asarray((self.matrix[rows] * values[:, None]).sum(axis=0, dtype=np.float32) + self.bias)

    def save(self, path: Path) -> None:
        """In eight bits a weight, with one scale for each task."""
        names = json.dumps(sorted(self.index, key=self.index.__getitem__), ensure_ascii=False).encode("utf-8")
        scale = np.maximum(np.abs(self.matrix).max(axis=0), 1e-9).astype(np.float32) / 127
        np.savez_compressed(path, names=np.frombuffer(names, dtype=np.uint8), matrix=np.rint(self.matrix / scale).astype(np.int8),
                            scale=scale, bias=self.bias.astype(np.float32))

    @classmethod
    def load(cls, path: Path) -> Linear:
        """Raises FileNotFoundError or ValueError when the file is not there or not whole."""
        with np.load(path, allow_pickle=False) as file:
            made = cls.of(json.loads(file["names"].tobytes().decode("utf-8")))
            return cls(made.index, made.families, file["matrix"] * file["scale"], file["bias"])
