"""``softstart evaluate``: the project's figures, measured on data kept apart from training."""
from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any, Iterator, Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from bot.encoder import Meaning
from bot.persona.scenario import load_scenario, load_scenarios
from bot.persona.topics import TopicIndex, Vectors
from bot.settings import PROJECT, SCENARIOS, Settings
from bot.yaml_files import read_yaml

HELD_OUT_STORIES = PROJECT / "tests" / "stories" / "held_out_stories.yml"
HELD_OUT_QUESTIONS = PROJECT / "tests" / "questions"
HELD_OUT_DANGER = [PROJECT / "data" / "safety" / name for name in ("held-out.jsonl", "evaluation.jsonl", "neighbours.jsonl")]


def evaluate_all(settings: Settings) -> dict[str, Any]:
    """The coach on its evaluation sets, policy on held-out stories, danger on held-out messages, topics left out one by one."""
    from bot.supervisor import ensure_model

    model = ensure_model(settings, Console(stderr=True))
    return {**evaluate_coach(), "policy": evaluate_policy(settings, model), "danger": evaluate_danger(), "topics": evaluate_topics()}


def evaluate_coach() -> dict[str, Any]:
    """The coach alone: needs neither Rasa nor a trained dialogue model, and takes some seconds."""
    from bot.coach.agreement import agreement
    from bot.coach.evaluation import evaluate, hardest
    from bot.coach.language import load_spacy
    from bot.coach.reader import Reader

    reader = Reader.open(load_spacy())
    return {"coach": evaluate(reader), "hardest misses": hardest(reader), "two annotators": agreement()}


def evaluate_corrections(settings: Settings) -> dict[str, Any]:
    """What learners on this machine said was not blame. Needs neither Rasa nor a trained dialogue model."""
    from bot.coach.coach import Coach
    from bot.rehearsal.corrections import corrections, report
    from bot.store.encryption import Keys
    from bot.store.store import Store

    store = Store(settings.database, Keys.load(settings.key_path))
    try:
        return report(*corrections(store), Coach.load())
    finally:
        store.close()


def evaluate_policy(settings: Settings, model: Path) -> dict[str, Any]:
    """How often the trained policies choose the reaction a second author wrote."""
    from bot.house import build, move_in
    from bot.nlu.runtime import wake

    move_in(build(settings, database_url="sqlite://"))
    agent = asyncio.new_event_loop().run_until_complete(wake(settings, model))
    right, by_temper, confusion, took = 0, Counter(), Counter(), []  # type: ignore[var-annotated]
    by_policy: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for temper, tracker, wanted in _decisions(agent.domain):
        started = time.perf_counter()
        prediction = agent.processor._predict_next_with_tracker(tracker)  # type: ignore[union-attr]
        took.append(time.perf_counter() - started)
        chosen = agent.domain.action_names_or_texts[prediction.max_confidence_index]
        by_policy[str(prediction.policy_name).rsplit("_", 1)[-1]] += 1
        total[temper] += 1
        right += chosen == wanted
        by_temper[temper] += chosen == wanted
        if chosen != wanted:
            confusion[f"{wanted[len('action_react_'):]} → {chosen.replace('action_react_', '')}"] += 1
    decisions = sum(total.values())
    return {"decisions": decisions, "accuracy": round(right / decisions, 3),
            "by_temper": {temper: round(by_temper[temper] / count, 3) for temper, count in total.items()},
            "prediction_ms": round(1000 * sorted(took)[len(took) // 2], 2),
            "decided_by": {name: round(count / decisions, 3) for name, count in by_policy.items()},
            "most_confused": dict(confusion.most_common(8))}


def _decisions(domain: Any) -> Iterator[tuple[str, Any, str]]:
    """Each reaction of the held-out stories with the tracker that led to it."""
    from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    for story in read_yaml(HELD_OUT_STORIES.read_text(encoding="utf-8"))["stories"]:
        events: list[Any] = [ActionExecuted("action_listen")]
        temper = ""
        for step in story["steps"]:
            if "slot_was_set" in step:
                for slot in step["slot_was_set"]:
                    for name, value in slot.items():
                        temper = value if name == "temper" else temper
                        events.append(SlotSet(name, value))
            elif "intent" in step:
                events.append(UserUttered(intent={"name": step["intent"], "confidence": 1.0}))
            else:
                yield temper, DialogueStateTracker.from_events("held-out", events, slots=domain.slots, domain=domain), step["action"]
                events += [ActionExecuted(step["action"]), ActionExecuted("action_listen")]


def evaluate_danger() -> dict[str, Any]:
    """Recall and false alarms of the safety watch on messages it has never seen, by two hands."""
    from bot.safety import Watch

    watch = Watch.load()
    return {path.stem: _danger_figures(watch, path) for path in HELD_OUT_DANGER}


def _danger_figures(watch: Any, path: Path) -> dict[str, Any]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    danger = [row for row in rows if row["danger"]]
    harmless = [row for row in rows if not row["danger"]]
    found = sum(watch.recognise(row["text"]).danger is not None for row in danger)
    alarms = sum(watch.recognise(row["text"]).danger is not None for row in harmless)
    return {"messages": len(rows), "recall": round(found / len(danger), 3) if danger else None,
            "false_alarms": round(alarms / len(harmless), 3)}


def evaluate_topics() -> dict[str, Any]:
    """Questions that no scenario file holds; and every example of the files, left out and asked. ``nearest``: the right topic is the
    nearest; ``right`` and ``wrong``: it, or another one, is near enough to be answered."""
    vectors = _Remembered()
    return {"new questions": _new_questions(vectors), "examples left out": _left_out(vectors)}


def _new_questions(vectors: Vectors) -> dict[str, Any]:
    right = wrong = nearest = asked = named = nothing = 0
    for path in sorted(HELD_OUT_QUESTIONS.glob("*.yml")):
        index = TopicIndex(load_scenario(SCENARIOS / path.name), vectors)
        for row in read_yaml(path.read_text(encoding="utf-8")):
            found = index.find(row["ask"])
            if row["topic"] is None:
                nothing += 1
                named += found is not None
                continue
            asked += 1
            nearest += index.nearest(row["ask"]).id == row["topic"]
            right += found is not None and found.id == row["topic"]
            wrong += found is not None and found.id != row["topic"]
    return {"questions": asked, "nearest": round(nearest / asked, 3), "right": round(right / asked, 3), "wrong": round(wrong / asked, 3),
            "questions about nothing of hers": nothing, "named all the same": round(named / nothing, 3)}


def _left_out(vectors: Vectors) -> dict[str, Any]:
    right = wrong = nearest = total = 0
    for scenario in load_scenarios(SCENARIOS).values():
        for topic in scenario.topics:
            for asked in topic.ask:
                others = topic.copy(update={"ask": [ask for ask in topic.ask if ask != asked]})
                topics = [others if each.id == topic.id else each for each in scenario.topics]
                index = TopicIndex(scenario.copy(update={"topics": topics}), vectors)
                found = index.find(asked)
                nearest += index.nearest(asked).id == topic.id
                right += found is not None and found.id == topic.id
                wrong += found is not None and found.id != topic.id
                total += 1
    return {"questions": total, "right": round(right / total, 3), "wrong": round(wrong / total, 3), "nearest": round(nearest / total, 3),
            "none": round((total - right - wrong) / total, 3)}


class _Remembered:
    """Each text's vector is made once."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}
        self._meaning = Meaning()

    def of(self, texts: Sequence[str]) -> Any:
        new = [text for text in dict.fromkeys(texts) if text not in self._made]
        if new:
            self._made |= dict(zip(new, self._meaning.of(new)))
        return np.stack([self._made[text] for text in texts])

    kept = of


def show_tables(figures: dict[str, Any], console: Console) -> None:
    """One table a subject; the coach's sets side by side."""
    for subject, rows in figures.items():
        if subject == "coach":
            _show_coach(rows, console)
            continue
        table = Table(subject, "", box=None)
        for name, value in _flat(rows):
            table.add_row(name, str(value))
        console.print(table)


def _show_coach(sets: dict[str, Any], console: Console) -> None:
    summary = Table("coach", *sets, box=None)
    for name, of in (
        ("messages", lambda f: f["messages"]), ("blame precision", lambda f: f["blame"]["precision"]),
        ("blame recall", lambda f: f["blame"]["recall"]), ("blame F1", lambda f: f["blame"]["f1"]),
        ("clean left alone", lambda f: f["blame"]["clean_left_alone"]), ("kinds micro-F1", lambda f: f["kinds"]["micro_f1"]),
        ("strengths micro-F1", lambda f: f["strengths"]["micro_f1"]), ("span character F1", lambda f: f["span_character_f1"]),
        ("move accuracy", lambda f: f["move"]["accuracy"]), ("move macro-F1", lambda f: f["move"]["macro_f1"]),
        ("interests / rights / power", lambda f: f["strategy"]["accuracy"]), ("calibration error", lambda f: f["calibration"]["error"]),
        ("keyword list F1", lambda f: f["keyword_list"]["f1"]), ("keyword list, clean", lambda f: f["keyword_list"]["clean_left_alone"]),
    ):
        summary.add_row(name, *(str(of(figures)) for figures in sets.values()))
    console.print(summary)
    for what in ("kinds", "strengths"):
        table = Table(f"{what}, all three sets", "precision", "recall", "F1", "messages", box=None)
        for name, row in sets["all three"][what]["each"].items():
            table.add_row(name, *(str(row[column]) for column in ("precision", "recall", "f1", "messages")))
        console.print(table)
    table = Table("threshold of blame, all three sets", "precision", "recall", "F1", "clean left alone", box=None)
    for row in sets["all three"]["thresholds"]:
        table.add_row(*(str(row[column]) for column in ("threshold", "precision", "recall", "f1", "clean_left_alone")))
    console.print(table)
    table = Table("chance of blame, all three sets", "messages", "said", "were", box=None)
    for row in sets["all three"]["calibration"]["table"]:
        table.add_row(f"from {row['from']}", *(str(row[column]) for column in ("messages", "said", "were")))
    console.print(table)


def _flat(rows: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in rows.items() if isinstance(rows, dict) else enumerate(rows, 1):
        if isinstance(value, (dict, list)):
            yield from _flat(value, f"{prefix}{name} · ")
        else:
            yield f"{prefix}{name}", value
