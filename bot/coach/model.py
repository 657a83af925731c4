"""The trained part: logistic regressions over words, letters, syntax and what the patterns found.

Trained in seconds from the annotated messages with scikit-learn, kept as plain arrays (.npz, no pickle) under a name that
changes with the data and the code, and read with numpy alone.
"""
from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.coach.features import Reading, clause_features, message_features, read
from bot.coach.feedback import BlameKind, Move, Strength

if TYPE_CHECKING:
    from spacy.language import Language

Array = NDArray[Any]
KINDS = [k.value for k in BlameKind]
STRENGTHS = [s.value for s in Strength]
MOVES = [m.value for m in Move]
MESSAGE_TASKS = ["blame", *KINDS, *STRENGTHS, *MOVES]
CLAUSE_TASKS = ["blame", *KINDS]
#: Weight of each feature family after it is scaled to length one; chosen by grouped cross-validation (bot/coach/evaluation.py).
FAMILY_WEIGHT = {"w": 1.0, "c": 0.7, "d": 1.0, "s": 1.0, "r": 1.5}
SMALLEST_COUNT = 2
INVERSE_PENALTY = 6.0


@dataclass(frozen=True)
class Example:
    """One annotated message; ``group`` is its contrast set, which folds must not split."""

    id: str
    text: str
    blame: tuple[tuple[int, int, str], ...]
    strengths: tuple[str, ...]
    move: str
    group: str


def corpus_files(corpus: Path) -> list[Path]:
    """messages.jsonl and its companions (messages-more.jsonl) beside it; ``corpus`` may be the folder too."""
    folder = corpus if corpus.is_dir() else corpus.parent
    files = sorted(folder.glob("messages*.jsonl"))
    return files or [corpus]


def load_examples(corpus: Path) -> list[Example]:
    """Every annotated message. Raises FileNotFoundError, or ValueError naming the line that is not valid."""
    examples = []
    for path in corpus_files(corpus):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                spans = tuple((b["start"], b["end"], BlameKind(b["kind"]).value) for b in row["blame"])
                prefix, _, digits = row["id"].rpartition("-")
                # Neighbouring lines share a situation: blocks of 30 keep sets together where no set is named.
                group = row.get("set") or f"{prefix}/{(int(digits) - 1) // 30}"
                examples.append(Example(row["id"], row["text"], spans, tuple(Strength(s).value for s in row["strengths"]),
                                        Move(row["move"]).value, group))
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path.name} line {number} is not an annotated message: {error}") from None
    return examples


def _family(name: str) -> str:
    return {"w": "w", "c": "c", "d": "d", "l": "d", "s": "s"}.get(name[0] if name[1:2] in (" ", "1", "2", "3", "p") else "", "r")


@dataclass
class Weights:
    """One linear layer: feature name -> column, ``matrix`` (features x tasks), ``bias`` (tasks)."""

    index: dict[str, int]
    families: Array
    matrix: Array
    bias: Array

    def rows(self, names: Iterable[str]) -> tuple[Array, Array]:
        found = [self.index[n] for n in names if n in self.index]
        columns = np.array(sorted(found), dtype=np.int64)
        return columns, scale(self.families[columns]) if len(columns) else np.zeros(0, dtype=np.float32)

    def scores(self, names: Iterable[str]) -> Array:
        columns, values = self.rows(names)
        if not len(columns):
            return self.bias.copy()
        # Not "@": BLAS wakes its threads for a product this small, which costs more than the product.
        return (self.matrix[columns] * values[:, None]).sum(axis=0) + self.bias


FAMILIES = list(FAMILY_WEIGHT)
_FAMILY_FACTOR = np.array(list(FAMILY_WEIGHT.values()), dtype=np.float32)


def scale(families: Array) -> Array:
    """Each family of a message's features gets the same length, whatever the message's length."""
    counts = np.bincount(families, minlength=len(FAMILIES)).astype(np.float32)
    return (_FAMILY_FACTOR / np.sqrt(np.maximum(counts, 1.0)))[families].astype(np.float32)


def sigmoid(x: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))


@dataclass(frozen=True)
class Prediction:
    """Probabilities for one message and, in order, for each outer clause."""

    blame: float
    kinds: dict[str, float]
    strengths: dict[str, float]
    moves: dict[str, float]
    clauses: tuple[dict[str, float], ...]


@dataclass
class Model:
    message: Weights
    clause: Weights

    def predict(self, reading: Reading) -> Prediction:
        raw = self.message.scores(message_features(reading))
        p = sigmoid(raw)
        moves = p[1 + len(KINDS) + len(STRENGTHS):]
        moves = moves / max(float(moves.sum()), 1e-9)
        per_clause = []
        for c in reading.outer:
            scores = sigmoid(self.clause.scores(clause_features(reading, c)))
            per_clause.append(dict(zip(CLAUSE_TASKS, map(float, scores))))
        n = 1 + len(KINDS)
        return Prediction(float(p[0]), dict(zip(KINDS, map(float, p[1:n]))),
                          dict(zip(STRENGTHS, map(float, p[n:n + len(STRENGTHS)]))), dict(zip(MOVES, map(float, moves))),
                          tuple(per_clause))

    def save(self, path: Path) -> None:
        """Arrays and vocabulary in one .npz, written beside and moved into place so a reader never sees half a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        parts: dict[str, Any] = {}
        for name, weights in (("message", self.message), ("clause", self.clause)):
            vocabulary = json.dumps(sorted(weights.index, key=weights.index.__getitem__)).encode("utf-8")
            parts[f"{name}_vocabulary"] = np.frombuffer(vocabulary, dtype=np.uint8)
            parts[f"{name}_families"] = weights.families.astype(np.int8)
            parts[f"{name}_matrix"] = weights.matrix.astype(np.float16)
            parts[f"{name}_bias"] = weights.bias.astype(np.float32)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".npz")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **parts)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    @classmethod
    def load(cls, path: Path) -> Model:
        with np.load(path, allow_pickle=False) as file:
            layers = []
            for name in ("message", "clause"):
                names = json.loads(file[f"{name}_vocabulary"].tobytes().decode("utf-8"))
                layers.append(Weights({n: i for i, n in enumerate(names)}, file[f"{name}_families"].astype(np.int64),
                                      file[f"{name}_matrix"].astype(np.float32), file[f"{name}_bias"]))
        return cls(*layers)


def clause_labels(reading: Reading, example: Example) -> list[set[str]]:
    """The kinds whose annotated span covers each outer clause (at least a third of the clause or of the span)."""
    out = []
    for c in reading.outer:
        low, high = reading.parsed.tidy.to_raw(c.start, c.end)
        kinds = set()
        for start, end, kind in example.blame:
            shared = min(high, end) - max(low, start)
            if shared > 0 and (shared > 0.34 * (high - low) or shared > 0.6 * (end - start)):
                kinds.add(kind)
        out.append(kinds)
    return out


def _layer(rows: Sequence[Iterable[str]], targets: Array, tasks: Sequence[str]) -> Weights:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    kept = sorted(n for n, count in counts.items() if count >= SMALLEST_COUNT)
    index = {n: i for i, n in enumerate(kept)}
    families = np.array([FAMILIES.index(_family(n)) for n in kept], dtype=np.int64)
    weights = Weights(index, families, np.zeros((len(kept), len(tasks)), dtype=np.float32), np.zeros(len(tasks), dtype=np.float32))
    columns, values, pointer = [], [], [0]
    for row in rows:
        found, numbers = weights.rows(row)
        columns.append(found)
        values.append(numbers)
        pointer.append(pointer[-1] + len(found))
    matrix = csr_matrix((np.concatenate(values), np.concatenate(columns), pointer), shape=(len(rows), len(kept)))
    for task in range(len(tasks)):
        wanted = targets[:, task]
        if wanted.min() == wanted.max():
            weights.bias[task] = -6.0 if wanted.max() == 0 else 6.0
            continue
        regression = LogisticRegression(C=INVERSE_PENALTY, solver="liblinear", tol=1e-3, random_state=0)
        regression.fit(matrix, wanted)
        weights.matrix[:, task] = regression.coef_[0]
        weights.bias[task] = regression.intercept_[0]
    return weights


def fit(examples: Sequence[Example], readings: Sequence[Reading],
        features: Sequence[tuple[set[str], list[set[str]]]] | None = None) -> Model:
    """Train on parsed messages. ``features`` may carry what :func:`features_of` returned before."""
    features = features or [features_of(r) for r in readings]
    message_rows = [f[0] for f in features]
    message_targets = np.zeros((len(examples), len(MESSAGE_TASKS)), dtype=np.int8)
    clause_rows: list[set[str]] = []
    clause_targets: list[Array] = []
    for row, (example, reading) in enumerate(zip(examples, readings)):
        kinds = {k for _, _, k in example.blame}
        on = {"blame"} | kinds if kinds else set()
        message_targets[row] = [t in on for t in MESSAGE_TASKS[:1 + len(KINDS)]] + [s in example.strengths for s in STRENGTHS] + \
            [m == example.move for m in MOVES]
        for names, found in zip(features[row][1], clause_labels(reading, example)):
            clause_rows.append(names)
            clause_targets.append(np.array([bool(found), *(k in found for k in KINDS)], dtype=np.int8))
    return Model(_layer(message_rows, message_targets, MESSAGE_TASKS), _layer(clause_rows, np.array(clause_targets), CLAUSE_TASKS))


def features_of(reading: Reading) -> tuple[set[str], list[set[str]]]:
    return message_features(reading), [clause_features(reading, c) for c in reading.outer]


def fingerprint(corpus: Path) -> str:
    """Changes when the annotated messages or this room's reading code change."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    code = [here / f"{name}.py" for name in (
        "language", "clauses", "lexicon", "rules", "charges_character", "charges_motive", "charges_pressure", "patterns", "strengths",
        "features", "model")]
    for path in [*corpus_files(corpus), *code]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def load_or_train(corpus: Path, cache: Path, nlp: Language | None = None) -> Model:
    """The model for this data and this code, from ``cache`` or trained (under a minute on one core) and put there."""
    path = cache / f"coach-{fingerprint(corpus)}.npz"
    if path.exists():
        try:
            return Model.load(path)
        except (OSError, ValueError, KeyError):
            path.unlink(missing_ok=True)
    if nlp is None:
        from bot.coach.language import load_spacy
        nlp = load_spacy()
    examples = load_examples(corpus)
    model = fit(examples, [read(nlp, e.text) for e in examples])
    with contextlib.suppress(OSError):  # A read-only cache costs a training each start, no more.
        model.save(path)
    return model
