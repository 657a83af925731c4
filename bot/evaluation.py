"""``softstart evaluate``: the project's figures, measured on data kept apart from training."""
from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any, Iterator

from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML

from bot.persona.scenario import load_scenarios
from bot.persona.topics import TopicIndex
from bot.settings import COACH_DATA, PROJECT, SCENARIOS, Settings

HELD_OUT_STORIES = PROJECT / "tests" / "stories" / "held_out_stories.yml"
HELD_OUT_DANGER = PROJECT / "data" / "safety" / "held-out.jsonl"


def evaluate_all(settings: Settings) -> dict[str, Any]:
    """Coach by grouped cross-validation, policy on held-out stories, danger on held-out messages, topics left out one by one."""
    from bot.coach.evaluation import evaluate
    from bot.supervisor import ensure_model

    model = ensure_model(settings, Console(stderr=True))
    return {"coach": evaluate(COACH_DATA), "policy": evaluate_policy(settings, model), "danger": evaluate_danger(settings),
            "topics": evaluate_topics()}


def evaluate_policy(settings: Settings, model: Path) -> dict[str, Any]:
    """How often the trained policies choose the reaction a second author wrote."""
    from bot.house import build, move_in
    from bot.nlu.runtime import wake

    move_in(build(settings, database_url="sqlite://"))
    agent = asyncio.new_event_loop().run_until_complete(wake(settings, model))
    right, by_temper, confusion, took = 0, Counter(), Counter(), []  # type: ignore[var-annotated]
    total: Counter[str] = Counter()
    for temper, tracker, wanted in _decisions(agent.domain):
        started = time.perf_counter()
        prediction = agent.processor._predict_next_with_tracker(tracker)  # type: ignore[union-attr]
        took.append(time.perf_counter() - started)
        chosen = agent.domain.action_names_or_texts[prediction.max_confidence_index]
        total[temper] += 1
        right += chosen == wanted
        by_temper[temper] += chosen == wanted
        if chosen != wanted:
            confusion[f"{wanted[len('action_react_'):]} → {chosen.replace('action_react_', '')}"] += 1
    decisions = sum(total.values())
    return {"decisions": decisions, "accuracy": round(right / decisions, 3),
            "by_temper": {temper: round(by_temper[temper] / count, 3) for temper, count in total.items()},
            "prediction_ms": round(1000 * sorted(took)[len(took) // 2], 2),
            "most_confused": dict(confusion.most_common(8))}


def _decisions(domain: Any) -> Iterator[tuple[str, Any, str]]:
    """Each reaction of the held-out stories with the tracker that led to it."""
    from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    for story in YAML(typ="safe").load(HELD_OUT_STORIES.read_text(encoding="utf-8"))["stories"]:
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


def evaluate_danger(settings: Settings) -> dict[str, Any]:
    """Recall and false alarms of the safety watch on messages it has never seen."""
    from bot.safety import Watch

    watch = Watch.load(settings.cache_dir)
    rows = [json.loads(line) for line in HELD_OUT_DANGER.read_text(encoding="utf-8").splitlines() if line.strip()]
    danger = [row for row in rows if row["danger"]]
    harmless = [row for row in rows if not row["danger"]]
    found = sum(watch.recognise(row["text"]).danger is not None for row in danger)
    alarms = sum(watch.recognise(row["text"]).danger is not None for row in harmless)
    return {"messages": len(rows), "recall": round(found / len(danger), 3), "false_alarms": round(alarms / len(harmless), 3)}


def evaluate_topics() -> dict[str, Any]:
    """Every question example of every scenario, left out and asked."""
    right = wrong = total = 0
    for scenario in load_scenarios(SCENARIOS).values():
        for topic in scenario.topics:
            for asked in topic.ask:
                others = topic.copy(update={"ask": [ask for ask in topic.ask if ask != asked]})
                topics = [others if each.id == topic.id else each for each in scenario.topics]
                found = TopicIndex(scenario.copy(update={"topics": topics})).find(asked)
                right += found is not None and found.id == topic.id
                wrong += found is not None and found.id != topic.id
                total += 1
    return {"questions": total, "right": round(right / total, 3), "wrong": round(wrong / total, 3),
            "none": round((total - right - wrong) / total, 3)}


def show_tables(figures: dict[str, Any], console: Console) -> None:
    """One table a subject."""
    for subject, rows in figures.items():
        table = Table(subject, "", box=None)
        for name, value in _flat(rows):
            table.add_row(name, str(value))
        console.print(table)


def _flat(rows: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in rows.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name} · ")
        else:
            yield f"{prefix}{name}", value
