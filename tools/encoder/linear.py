"""The second half of ``make encoder``, in the project's own environment: the linear readers, the final mix, and the figures.

A minute or two. Run again by itself after a change of bot/coach/syntax.py or clauses.py: ``make linear``.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from corpus import PROJECT, Message, fingerprint, training
from mix import fit_mix
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.coach.evaluation import evaluate
from bot.coach.language import load_spacy, parse
from bot.coach.linear import TASKS, Linear
from bot.coach.reader import Reader
from bot.coach.syntax import features

TARGET = PROJECT / "data" / "coach" / "encoder"
SMALLEST_COUNT, INVERSE_PENALTY = 3, 6.0
PLAINEST = 6.0  # the plainest form of each charge and strength is short and few, and must not be missed


def fit(rows: list[set[str]], messages: list[Message]) -> Linear:
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    made = Linear.of(sorted(name for name, count in counts.items() if count >= SMALLEST_COUNT))
    found = [made.rows(row) for row in rows]
    matrix = csr_matrix((np.concatenate([values for _, values in found]), np.concatenate([columns for columns, _ in found]),
                         np.cumsum([0, *(len(columns) for columns, _ in found)])), shape=(len(rows), len(made.index)))
    weight = np.array([PLAINEST if message.group.startswith("plainest/") else 1.0 for message in messages])
    for place, task in enumerate(TASKS):
        wanted = [task in labels(message) for message in messages]
        regression = LogisticRegression(C=INVERSE_PENALTY, solver="liblinear", tol=1e-3, random_state=0).fit(matrix, wanted, weight)
        made.matrix[:, place], made.bias[place] = regression.coef_[0], regression.intercept_[0]
    return made


def labels(message: Message) -> set[str]:
    kinds = {kind for _, _, kind in message.blame}
    return {*({"blame"} if kinds else ()), *(f"kind {kind}" for kind in kinds), *(f"strength {name}" for name in message.strengths),
            f"move {message.move}"}


def measured(reader: Reader) -> dict[str, dict[str, float]]:
    """The figures of these weights on the evaluation sets, which a test holds the shipped ones to."""
    return {name: {"f1": of["blame"]["f1"], "clean_left_alone": of["blame"]["clean_left_alone"], "kinds": of["kinds"]["micro_f1"],
                   "strengths": of["strengths"]["micro_f1"], "spans": of["span_character_f1"], "moves": of["move"]["accuracy"]}
            for name, of in evaluate(reader).items()}


def write(content: dict[str, Any], target: Path) -> None:
    (target / "mix.json").write_text(json.dumps(content, indent=1) + "\n", "utf-8")


def main(target: Path = TARGET) -> int:
    nlp = load_spacy()
    messages = [message for message in training() if message.coached]
    seen = [message for message in messages if not message.held_back]
    fit([features(parse(nlp, message.text)) for message in seen], seen).save(target / "linear.npz")
    write({"made_from": fingerprint(), **fit_mix(target, nlp, [message for message in messages if message.held_back])}, target)
    made = json.loads((target / "mix.json").read_text("utf-8"))
    write({**made, "figures": measured(Reader.open(nlp, target))}, target)
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
