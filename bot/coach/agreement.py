"""How far two annotators agreed on the coach's messages, each having labelled all of them without seeing the other's marks.

``data/coach/disagreements.jsonl`` keeps both labellings of every message on which they differed; on all others they were the same.
A third reader decided, and the decision is what stands in the corpus.
"""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

import numpy as np

from bot.coach.corpus import load_examples
from bot.coach.figures import sets
from bot.coach.mix import KINDS, STRENGTHS
from bot.coach.reader import DATA

#: The plainest forms of each kind are the taxonomy's own and have one hand only.
LABELLED_ONCE = "messages-plainest.jsonl"


def agreement(folder: Path = DATA) -> dict[str, Any]:
    """For training and evaluation messages: Cohen's kappa of blame or not, F1 of kinds and strengths, equal moves."""
    differing = {row["id"]: row for row in map(json.loads, (folder / "disagreements.jsonl").read_text("utf-8").splitlines())}
    result = {}
    for name, pattern in (("training", "messages*.jsonl"), ("evaluation", "evaluation-*.jsonl")):
        examples = [example for path in sorted(folder.glob(pattern)) if path.name != LABELLED_ONCE for example in load_examples(path)]
        agreed = [{"kinds": example.kinds, "strengths": set(example.strengths), "move": example.move} for example in examples]
        pairs = [(_of(differing[e.id]["first"]), _of(differing[e.id]["second"])) if e.id in differing else (same, same)
                 for e, same in zip(examples, agreed)]
        result[name] = _compare([first for first, _ in pairs], [second for _, second in pairs])
    return result


def _of(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"kinds": {span["kind"] for span in row["blame"]}, "strengths": set(row["strengths"]), "move": row["move"]}


def _compare(first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    one, two = (np.array([bool(row["kinds"]) for row in rows]) for rows in (first, second))
    seen, chance = float((one == two).mean()), float(one.mean() * two.mean() + (1 - one.mean()) * (1 - two.mean()))
    return {"messages": len(first), "blame_kappa": round((seen - chance) / (1 - chance), 3),
            "kinds_f1": _micro(first, second, "kinds", KINDS), "strengths_f1": _micro(first, second, "strengths", STRENGTHS),
            "same_move": round(float(np.mean([a["move"] == b["move"] for a, b in zip(first, second)])), 3)}


def _micro(first: Iterable[Mapping[str, Any]], second: Iterable[Mapping[str, Any]], what: str, names: Sequence[str]) -> float:
    return float(sets([row[what] for row in first], [row[what] for row in second], names)["micro_f1"])
