"""The figures by which a reading of annotated messages is judged. All are shares between 0 and 1."""
from __future__ import annotations

from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.coach.corpus import Example
from bot.coach.mix import KINDS, MOVES, STRENGTHS
from bot.coach.reader import Judgement
from bot.coach.strategy import strategy

Array = NDArray[Any]
BINS = 10  # of the calibration table


def prf(true: Array, found: Array) -> dict[str, float]:
    """Precision, recall and F1 of one yes-or-no question, and how often the answer is yes."""
    hits = float((true & found).sum())
    precision, recall = hits / max(float(found.sum()), 1.0), hits / max(float(true.sum()), 1.0)
    return {"precision": round(precision, 3), "recall": round(recall, 3),
            "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 3), "messages": int(true.sum())}


def sets(true: Sequence[set[str]], found: Sequence[set[str]], names: Sequence[str]) -> dict[str, Any]:
    """Several labels a message: over all of them (micro), and for each."""
    wanted = np.array([[name in one for name in names] for one in true])
    given = np.array([[name in one for name in names] for one in found])
    return {"micro_f1": prf(wanted.ravel(), given.ravel())["f1"],
            "each": {name: prf(wanted[:, place], given[:, place]) for place, name in enumerate(names)}}


def calibration(chances: Array, true: Array) -> dict[str, Any]:
    """Of the messages given such a chance of blame, how many carry it. ``error``: mean distance, weighted by messages."""
    place = np.minimum((chances * BINS).astype(int), BINS - 1)
    table = [{"from": b / BINS, "messages": int((place == b).sum()), "said": round(float(chances[place == b].mean()), 3),
              "were": round(float(true[place == b].mean()), 3)} for b in range(BINS) if (place == b).any()]
    error = sum(row["messages"] * abs(row["said"] - row["were"]) for row in table) / max(len(chances), 1)
    return {"error": round(float(error), 3), "table": table}


def curve(chances: Array, true: Array, thresholds: Sequence[float] = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)) -> list[dict[str, float]]:
    """What each threshold of blame would give."""
    return [{"threshold": threshold, **{name: prf(true, chances >= threshold)[name] for name in ("precision", "recall", "f1")},
             "clean_left_alone": left_alone(true, chances >= threshold)} for threshold in thresholds]


def left_alone(true: Array, marked: Array) -> float:
    """The share of clean messages without any mark."""
    return round(float((~marked[~true]).mean()), 3) if (~true).any() else 1.0


def span_f1(examples: Sequence[Example], found: Sequence[Judgement]) -> float:
    """F1 over characters, whatever the kind."""
    shared = total = 0
    for example, judgement in zip(examples, found):
        gold = {at for start, end, _ in example.blame for at in range(start, end)}
        ours = {at for span in judgement.blame for at in range(span.start, span.end)}
        shared, total = shared + len(gold & ours), total + len(gold) + len(ours)
    return round(2 * shared / max(total, 1), 3)


def figures(examples: Sequence[Example], found: Sequence[Judgement]) -> dict[str, Any]:
    """All figures of one reading of these messages."""
    true, marked = np.array([bool(e.blame) for e in examples]), np.array([bool(f.blame) for f in found])
    chances = np.array([f.chance for f in found])
    kinds = [{span.kind.value for span in f.blame} for f in found]
    wanted = [e.move for e in examples]
    given = [f.move.value for f in found]
    moves = sets([{m} for m in wanted], [{m} for m in given], [m for m in MOVES if m in wanted])["each"]
    return {
        "messages": len(examples),
        "blame": {**prf(true, marked), "clean_left_alone": left_alone(true, marked)},
        "kinds": sets([e.kinds for e in examples], kinds, KINDS),
        "strengths": sets([set(e.strengths) for e in examples], [{s.value for s in f.strengths} for f in found], STRENGTHS),
        "span_character_f1": span_f1(examples, found),
        "move": {"accuracy": round(float(np.mean([a == b for a, b in zip(wanted, given)])), 3),
                 "macro_f1": round(float(np.mean([row["f1"] for row in moves.values()])), 3), "each": moves},
        "strategy": {"accuracy": round(float(np.mean([strategy(e.move, e.kinds) == strategy(g, k)
                                                      for e, g, k in zip(examples, given, kinds)])), 3)},
        "calibration": calibration(chances, true),
        "thresholds": curve(chances, true),
    }
