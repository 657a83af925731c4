"""How well the coach reads: three evaluation sets by other hands than the training messages, beside a list of keywords.

``softstart evaluate`` prints these figures; docs/evaluation.md tells how the sets came about.
"""
from __future__ import annotations

import re
from typing import Any, Sequence

import numpy as np

from bot.coach.corpus import Example, load_examples
from bot.coach.figures import figures, left_alone, prf
from bot.coach.reader import DATA, Judgement, Reader

SETS = ("ordinary", "lookalikes", "genres")
HARDEST = 12
#: What a careful person would list; the coach has to be much better than this.
KEYWORDS = re.compile(
    r"\byou (?:always|never)\b|\byour fault\b|\byou should\b|\byou made me\b|\bselfish\b|\bwhy (?:do|can't|don't) you\b|\bi feel like you\b|"
    r"\byou don't care\b|\bwhat is wrong with you\b|\bother (?:mothers|daughters)\b|\bafter everything\b|\boverreacting\b|\btoo sensitive\b|"
    r"\bstop\b", re.I)


def evaluation_sets() -> dict[str, list[Example]]:
    """The three sets by name. No rule, weight or threshold may be chosen on them."""
    return {name: load_examples(DATA / f"evaluation-{name}.jsonl") for name in SETS}


def evaluate(reader: Reader) -> dict[str, Any]:
    """Figures for each set and for all three together."""
    read = {name: (examples, [reader.judge(e.text) for e in examples]) for name, examples in evaluation_sets().items()}
    everything = ([e for examples, _ in read.values() for e in examples], [f for _, found in read.values() for f in found])
    return {**{name: _with_baseline(*pair) for name, pair in read.items()}, "all three": _with_baseline(*everything)}


def _with_baseline(examples: Sequence[Example], found: Sequence[Judgement]) -> dict[str, Any]:
    true, marked = np.array([bool(e.blame) for e in examples]), np.array([bool(KEYWORDS.search(e.text)) for e in examples])
    return {**figures(examples, found), "keyword_list": {**prf(true, marked), "clean_left_alone": left_alone(true, marked)}}


def hardest(reader: Reader) -> list[dict[str, Any]]:
    """The misses the coach was surest about, worst first."""
    misses: list[dict[str, Any]] = []
    for name, examples in evaluation_sets().items():
        for example in examples:
            found = reader.judge(example.text)
            if bool(found.blame) != bool(example.blame):
                misses.append({"set": name, "text": example.text, "blame": bool(example.blame), "chance": round(found.chance, 2)})
    return sorted(misses, key=lambda miss: -abs(miss["chance"] - miss["blame"]))[:HARDEST]
