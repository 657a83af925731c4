"""The labelled messages themselves."""

from collections import Counter

from bot.safety import Danger
from tests.overlap import resembling

from .conftest import rows

TRAINED = ("messages.jsonl", "messages-more.jsonl", "messages-voices.jsonl", "messages-near.jsonl")
KEPT_APART = ("held-out.jsonl", "evaluation.jsonl")
FILES = TRAINED + KEPT_APART + ("neighbours.jsonl",)


def test_every_message_is_labelled_well():
    for name in FILES:
        for row in rows(name):
            assert set(row) == {"text", "danger", "past", "about"}, row
            assert row["danger"] is None or Danger(row["danger"]) is not Danger.none
            assert not (row["danger"] and row["past"])
            assert row["about"] in {"self", "other"} and row["text"].strip()


def test_there_is_enough_of_everything():
    messages = rows("messages.jsonl")
    kinds = Counter(row["danger"] for row in messages)
    assert len(messages) >= 500 and all(len(rows(name)) >= 120 for name in KEPT_APART)
    assert all(kinds[kind.value] >= 20 for kind in Danger if kind is not Danger.none)
    assert 0.3 < kinds[None] / len(messages) < 0.7


def test_held_out_is_never_in_training():
    kept_apart = [row["text"] for name in (*KEPT_APART, "neighbours.jsonl") for row in rows(name)]

    assert resembling(kept_apart, [row["text"] for name in TRAINED for row in rows(name)]) == []
