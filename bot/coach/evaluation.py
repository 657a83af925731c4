"""How well the coach reads: grouped cross-validation on the annotated messages, beside a keyword list.

``python -m bot.coach.evaluation [folder] [--json]``. Contrast sets are kept together, so no fold sees the twin of a test line.
"""
from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any, Sequence

import numpy as np

from bot.coach.features import Reading, read
from bot.coach.feedback import Feedback
from bot.coach.model import KINDS, MOVES, STRENGTHS, Array, Example, Model, Prediction, features_of, fit, load_examples
from bot.coach.reader import DATA, Reader
from bot.coach.strengths import _CRISIS

FOLDS = 5
_KEYWORDS = re.compile(r"\byou (?:always|never)\b|\byour fault\b|\byou should\b|\byou made me\b|\bselfish\b|\bwhy (?:do|can't|don't) you\b|\bi feel like you\b|"
                       r"\byou don't care\b|\bwhat is wrong with you\b|\bother (?:mothers|daughters)\b|\bafter everything\b|\boverreacting\b|\btoo sensitive\b|\bstop\b", re.I)


def keyword_crisis(text: str) -> bool:
    """Stands in for bot.safety here, so that this room can be measured alone."""
    return bool(_CRISIS.search(text.lower()))


def fold_of(group: str) -> int:
    return int(hashlib.md5(group.encode("utf-8")).hexdigest(), 16) % FOLDS


def out_of_fold(examples: Sequence[Example], readings: Sequence[Reading]) -> tuple[list[Prediction], Model]:
    """A prediction for every message by a model that never saw its contrast set; and the last fold's model."""
    features = [features_of(r) for r in readings]
    folds = [fold_of(e.group) for e in examples]
    predictions: list[Prediction | None] = [None] * len(examples)
    model = None
    for k in range(FOLDS):
        seen = [i for i, f in enumerate(folds) if f != k]
        model = fit([examples[i] for i in seen], [readings[i] for i in seen], [features[i] for i in seen])
        for i, f in enumerate(folds):
            if f == k:
                predictions[i] = model.predict(readings[i])
    assert model is not None
    return [p for p in predictions if p is not None], model


def _f1(true: Array, marked: Array) -> tuple[float, float, float]:
    hit = float((true & marked).sum())
    precision = hit / max(float(marked.sum()), 1.0)
    recall = hit / max(float(true.sum()), 1.0)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _sets(true: Sequence[set[str]], marked: Sequence[set[str]], names: Sequence[str]) -> dict[str, Any]:
    a = np.array([[n in s for n in names] for s in true])
    b = np.array([[n in s for n in names] for s in marked])
    each = {n: round(_f1(a[:, i], b[:, i])[2], 3) for i, n in enumerate(names)}
    return {"micro_f1": round(_f1(a.ravel(), b.ravel())[2], 3), "macro_f1": round(float(np.mean(list(each.values()))), 3), "each": each}


def figures(examples: Sequence[Example], feedback: Sequence[Feedback]) -> dict[str, Any]:
    """All figures of one reading of these messages."""
    true = np.array([bool(e.blame) for e in examples])
    marked = np.array([bool(f.blame) for f in feedback])
    precision, recall, f1 = _f1(true, marked)
    shared = said = wanted = 0
    for e, f in zip(examples, feedback):
        gold = {i for start, end, _ in e.blame for i in range(start, end)}
        found = {i for s in f.blame for i in range(s.start, s.end)}
        shared, said, wanted = shared + len(gold & found), said + len(found), wanted + len(gold)
    moves = [f.move.value for f in feedback]
    per_move = {}
    for m in MOVES:
        a, b = np.array([e.move == m for e in examples]), np.array([x == m for x in moves])
        if a.any():
            per_move[m] = round(_f1(a, b)[2], 3)
    return {
        "messages": len(examples),
        "blame": {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3),
                  "clean_left_alone": round(float((~marked[~true]).mean()), 3) if (~true).any() else None},
        "kinds": _sets([{k for _, _, k in e.blame} for e in examples], [{s.kind.value for s in f.blame} for f in feedback], KINDS),
        "strengths": _sets([set(e.strengths) for e in examples], [{s.value for s in f.strengths} for f in feedback], STRENGTHS),
        "span_character_f1": round(2 * shared / max(said + wanted, 1), 3),
        "move": {"accuracy": round(float(np.mean([e.move == m for e, m in zip(examples, moves)])), 3),
                 "macro_f1": round(float(np.mean(list(per_move.values()))), 3), "each": per_move},
    }


def evaluate(corpus: Path = DATA / "messages.jsonl") -> dict[str, Any]:
    """Grouped five-fold cross-validation of the whole reader; overall, per file of the corpus, and for a keyword list."""
    from bot.coach.language import load_spacy

    nlp = load_spacy()
    examples = load_examples(corpus)
    readings = [read(nlp, e.text) for e in examples]
    predictions, model = out_of_fold(examples, readings)
    reader = Reader(nlp, model, crisis=keyword_crisis)
    feedback = [reader.judge(r, p) for r, p in zip(readings, predictions)]
    result: dict[str, Any] = {"all": figures(examples, feedback)}
    for name, wanted in (("first corpus", lambda e: e.id.startswith("w")), ("added messages", lambda e: not e.id.startswith("w"))):
        chosen = [i for i, e in enumerate(examples) if wanted(e)]
        if chosen and len(chosen) < len(examples):
            result[name] = figures([examples[i] for i in chosen], [feedback[i] for i in chosen])
    true = np.array([bool(e.blame) for e in examples])
    keywords = np.array([bool(_KEYWORDS.search(e.text)) for e in examples])
    precision, recall, f1 = _f1(true, keywords)
    result["keyword list"] = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3),
                              "clean_left_alone": round(float((~keywords[~true]).mean()), 3)}
    return result


def main(arguments: Sequence[str]) -> int:
    from bot.coach.language import hide_tensorflow

    hide_tensorflow()
    paths = [a for a in arguments if not a.startswith("-")]
    print(json.dumps(evaluate(Path(paths[0]) if paths else DATA / "messages.jsonl"), indent=1 if "--json" not in arguments else None))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
