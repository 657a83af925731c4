"""The coach's figures on messages it has never seen, and that data, weights and figures belong together."""
from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from bot.coach.agreement import agreement
from bot.coach.coach import Coach
from bot.coach.corpus import load_examples
from bot.coach.evaluation import SETS, evaluate, evaluation_sets
from bot.coach.figures import calibration, prf, strategy
from bot.coach.mix import MOVES
from bot.coach.reader import DATA
from bot.encoder import WEIGHTS
from bot.settings import PROJECT
from tests.conftest import everybody
from tests.overlap import resembling

MADE = json.loads((WEIGHTS / "mix.json").read_text("utf-8"))
#: Floors (F1 of blame or not, share of clean messages left alone): what was measured, less a little for other processors. Those
#: of the other genres were let down once, that of the look-alikes with the present weights, which leave more clean messages alone. The aims are (.92, .95), (.85, .90) and (.78, .90).
FLOORS = {"ordinary": (0.915, 0.96), "lookalikes": (0.86, 0.935), "genres": (0.81, 0.92)}


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach.load()


@pytest.fixture(scope="module")
def figures(coach: Coach) -> dict[str, Any]:
    return evaluate(coach.reader)


@pytest.mark.parametrize("name", SETS)
def test_blame_is_found_and_clean_messages_are_left_alone(figures: dict[str, Any], name: str) -> None:
    f1, clean = FLOORS[name]

    assert figures[name]["blame"]["f1"] >= f1
    assert figures[name]["blame"]["clean_left_alone"] >= clean
    assert figures[name]["blame"]["f1"] > figures[name]["keyword_list"]["f1"] + 0.3


def test_the_weights_have_the_figures_they_had_when_they_were_made(figures: dict[str, Any]) -> None:
    for name, made in MADE["figures"].items():
        found = figures[name]
        now = {"f1": found["blame"]["f1"], "clean_left_alone": found["blame"]["clean_left_alone"], "kinds": found["kinds"]["micro_f1"],
               "strengths": found["strengths"]["micro_f1"], "spans": found["span_character_f1"], "moves": found["move"]["accuracy"]}
        assert now == pytest.approx(made, abs=0.02), name


def test_the_weights_were_made_from_this_data() -> None:
    done = subprocess.run([sys.executable, "-c", "from corpus import fingerprint; print(fingerprint())"], capture_output=True, text=True,
                          cwd=PROJECT / "tools" / "encoder")

    assert MADE["made_from"] == done.stdout.strip(), "data/coach or data/safety has changed: run 'make encoder'" + done.stderr[-300:]


def test_the_weights_stay_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 30_000_000


def test_chances_mean_what_they_say(figures: dict[str, Any]) -> None:
    assert figures["all three"]["calibration"]["error"] < 0.08


def test_no_reframe_of_any_evaluation_message_carries_blame(coach: Coach) -> None:
    for examples in evaluation_sets().values():
        for example in examples:
            feedback = coach.read(example.text)
            for line in filter(None, (feedback.reframe, *feedback.variants)):
                assert not coach.read(line).blame, f"{example.id}: {line}"


def test_evaluation_messages_resemble_nothing_that_is_learnt_from() -> None:
    kept_apart = [example.text for examples in evaluation_sets().values() for example in examples]
    annotated = [example.text for path in DATA.rglob("messages*.jsonl") for example in load_examples(path)]
    said_by_her = [line.say for scenario in everybody().scenarios.values() for bands in scenario.lines.values()
                   for lines in bands.values() for line in lines]

    assert resembling(kept_apart, [*annotated, *said_by_her], shortest=5) == []


def test_every_message_is_annotated_by_the_rules() -> None:
    seen: set[str] = set()
    for path in [*DATA.rglob("messages*.jsonl"), *DATA.glob("evaluation-*.jsonl")]:
        for example in load_examples(path):
            assert example.id not in seen, example.id
            seen.add(example.id)
            assert example.move in MOVES
            assert bool(example.blame) or example.move != "blame", example.id
            for start, end, _ in example.blame:
                words = example.text[start:end]
                assert words == words.strip() and words, example.id


def test_two_annotators_agree_and_their_differences_are_kept() -> None:
    for figures in agreement().values():
        assert 0.9 < figures["blame_kappa"] < 1
        assert 0.85 < figures["kinds_f1"] < 1


def test_there_are_enough_messages_of_everything() -> None:
    examples = [example for path in DATA.glob("messages*.jsonl") for example in load_examples(path)]

    assert len(examples) >= 8000
    for kind in {kind for example in examples for kind in example.kinds}:
        assert sum(kind in example.kinds for example in examples) >= 150, kind


@pytest.mark.parametrize(("move", "kinds", "wanted"), [
    ("blame", {"demand"}, "rights"), ("blame", {"demand", "contempt"}, "power"), ("feeling", set(), "interests"), ("defend", set(), "rights"),
    ("repair", set(), "cooperative"), ("withdraw", set(), "outside"), ("request", {"criticism"}, "interests"),
])
def test_a_message_belongs_to_one_conflict_strategy(move: str, kinds: set[str], wanted: str) -> None:
    assert strategy(move, kinds) == wanted


def test_figures_are_what_they_are_called() -> None:
    import numpy as np

    true, found = np.array([True, True, False, False]), np.array([True, False, True, False])

    assert prf(true, found) == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "messages": 2}
    assert calibration(np.array([0.9, 0.9]), np.array([True, False]))["error"] == pytest.approx(0.4)
