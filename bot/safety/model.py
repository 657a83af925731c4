"""A small model of words and letter groups that catches what no pattern was written for."""

import hashlib
import json
import logging
import os
import tempfile
import zlib
from pathlib import Path
from typing import Any, List, Optional, Sequence, Tuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from .notions import BY_WORD, notions
from .patterns import IDIOM
from .sieve import Sieve, bare
from .words import plain

log = logging.getLogger(__name__)

Numbers = npt.NDArray[Any]
SIZE = 1 << 15
CLASSES = ("none", "past", "suicide", "self_harm", "violence", "abuse", "sexual_abuse", "child_abuse", "threat_to_kill", "held")
ROUNDS = 250
HOLD_BACK = 2e-5
VERSION = 5


def names(words: str) -> List[str]:
    """The features of a message in plain words: words, pairs of words, letter groups, and notions that come together."""
    found = set()
    sentence: List[str] = []
    tokens = words.split()[:400]
    for token in tokens:
        if token in {".", ","}:
            continue
        sentence.append(token)
        found.add("w " + token)
        if token not in BY_WORD:
            framed = "<" + token + ">"
            for length in (3, 4):
                for start in range(len(framed) - length + 1):
                    found.add(framed[start:start + length])
    for one, two in zip(["^"] + sentence, sentence + ["$"]):
        found.add("b " + one + " " + two)
    groups = notions(sentence)
    for place, here in enumerate(groups):
        for one in here:
            found.add("n " + one)
            for ahead in range(1, 7):
                if place + ahead >= len(groups):
                    break
                for two in groups[place + ahead]:
                    found.add("o " + one + " " + two)
                    if ahead <= 2:
                        found.add("c " + one + " " + two)
                if ahead == 1:
                    found.add("f " + one + " " + sentence[place + 1])
            if place:
                found.add("g " + sentence[place - 1] + " " + one)
    return sorted(found)


def features(words: str) -> Numbers:
    """Numbers of the features of a message in plain words."""
    return np.fromiter({zlib.crc32(item.encode()) % SIZE for item in names(words)}, dtype=np.int64)


def _rows(texts: Sequence[str]) -> csr_matrix:
    sieve = Sieve(IDIOM)
    ids = [features(bare(plain(text), IDIOM, sieve)) for text in texts]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in ids])])
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(max(1, len(row))), dtype=np.float32) for row in ids])
    return csr_matrix((values, np.concatenate(ids), starts), shape=(len(texts), SIZE))


class Model:
    """Softmax regression over hashed features."""

    def __init__(self, weights: Numbers, bias: Numbers) -> None:
        self.weights = weights
        self.bias = bias

    def chances(self, words: str) -> Numbers:
        """The chance of each class, in the order of CLASSES."""
        ids = features(words)
        scores = self.bias.copy()
        if len(ids):
            scores = scores + self.weights[ids].sum(axis=0) / np.sqrt(len(ids))
        scores = np.exp(scores - scores.max())
        return scores / scores.sum()

    @classmethod
    def train(cls, texts: Sequence[str], labels: Sequence[str]) -> "Model":
        """Always the same result for the same data."""
        table = _rows(texts)
        turned = table.T.tocsr()
        wanted = np.zeros((len(texts), len(CLASSES)), dtype=np.float32)
        wanted[np.arange(len(texts)), [CLASSES.index(label) for label in labels]] = 1
        weights = np.zeros((SIZE, len(CLASSES)), dtype=np.float32)
        bias = np.zeros(len(CLASSES), dtype=np.float32)
        speed = np.zeros_like(weights)
        bias_speed = np.zeros_like(bias)
        rate, pull = 8.0, 0.9
        for _ in range(ROUNDS):
            scores = table @ (weights + pull * speed) + bias
            scores = np.exp(scores - scores.max(axis=1, keepdims=True))
            miss = (scores / scores.sum(axis=1, keepdims=True) - wanted) / len(texts)
            speed = pull * speed - rate * (turned @ miss + HOLD_BACK * weights)
            bias_speed = pull * bias_speed - miss.sum(axis=0)
            weights += speed
            bias += bias_speed
        return cls(weights, bias)


def read(path: Path) -> Tuple[List[str], List[str]]:
    """Texts and classes of a file of labelled messages."""
    texts, labels = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts.append(row["text"])
        labels.append("past" if row["past"] else row["danger"] or "none")
    return texts, labels


def load(data: Sequence[Path], cache_dir: Optional[Path]) -> Model:
    """The model for this data: from the cache when it is there, trained otherwise (a second or two)."""
    source = b"".join(path.read_bytes() for path in data)
    code = b"".join(Path(__file__).with_name(name).read_bytes() for name in ("words.py", "notions.py", "model.py", "patterns.py"))
    mark = hashlib.sha256(source + code + str(VERSION).encode()).hexdigest()[:16]
    kept = Path(cache_dir) / f"safety-{mark}.npz" if cache_dir else None
    if kept and kept.exists():
        try:
            with np.load(kept, allow_pickle=False) as arrays:
                weights, bias = arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32)
            if weights.shape == (SIZE, len(CLASSES)) and bias.shape == (len(CLASSES),) and np.isfinite(weights).all():
                return Model(weights, bias)
        except (OSError, ValueError, KeyError, EOFError, zlib.error):
            pass
        except Exception as error:  # a broken archive raises its own kind; training again is always right
            log.warning("kept safety model unreadable (%s)", type(error).__name__)
    texts, labels = [], []
    for path in data:
        more_texts, more_labels = read(path)
        texts += more_texts
        labels += more_labels
    model = Model.train(texts, labels)
    if kept:
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(suffix=".npz", dir=str(kept.parent))
            with os.fdopen(handle, "wb") as file:
                np.savez_compressed(file, weights=model.weights, bias=model.bias)
            os.replace(name, kept)
        except OSError as error:
            log.warning("safety model not kept (%s)", type(error).__name__)
    return model
