"""Measured on messages never used to train or to choose a threshold. Run with -s to read the figures."""

import json

import pytest

from .conftest import DATA, rows

#: Floors, a little under what was measured when the weights were made (docs/evaluation.md). Those of the first set were let down once.
FLOORS = {"held-out.jsonl": (0.96, 0.04, 0.90), "evaluation.jsonl": (0.96, 0.115, 0.85),
          "evaluation-everyday.jsonl": (0.82, 0.115, 0.70)}
ORDINARY = 0.008


@pytest.mark.parametrize("name", FLOORS)
def test_danger_is_heard_and_ordinary_talk_left_alone(watch, name):
    heard = {"danger": [], "past": [], "none": []}
    for row in rows(name):
        reading = watch.recognise(row["text"])
        if row["past"]:
            heard["past"].append(reading.past)
        else:
            heard["danger" if row["danger"] else "none"].append(reading.danger is not None)
    share = {kind: sum(found) / len(found) for kind, found in heard.items()}
    print(f"\n{name}: " + ", ".join(f"{kind} {value:.3f} of {len(heard[kind])}" for kind, value in share.items()))

    recall, alarms, past = FLOORS[name]
    assert share["danger"] >= recall
    assert share["none"] <= alarms
    assert share["past"] >= past


def test_ordinary_rehearsal_messages_raise_no_alarm(watch):
    path = DATA.parent / "coach" / "messages.jsonl"
    ordinary = [row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
                if row["move"] != "crisis" and row.get("danger") in (None, "none")]
    alarms = sum(watch.recognise(row["text"]).danger is not None for row in ordinary)
    print(f"\nordinary messages (also trained on): {alarms} alarms in {len(ordinary)}")
    assert alarms / len(ordinary) <= ORDINARY
