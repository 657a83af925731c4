"""The labelled messages themselves."""

from collections import Counter

from bot.safety import Danger
from bot.safety.words import plain

from .conftest import rows

FILES = ("messages.jsonl", "ordinary.jsonl", "held-out.jsonl")


def key(text):
    return " ".join(word for word in plain(text).split() if word.isalnum())


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
    assert len(messages) >= 500 and len(rows("held-out.jsonl")) >= 120
    assert all(kinds[kind.value] >= 20 for kind in Danger if kind is not Danger.none)
    assert 0.3 < kinds[None] / len(messages) < 0.7


def test_held_out_is_never_in_training():
    trained = [key(row["text"]) for name in FILES[:2] for row in rows(name)]
    exact = set(trained)
    sets = [set(text.split()) for text in trained]
    for row in rows("held-out.jsonl"):
        held = key(row["text"])
        assert held not in exact, row["text"]
        words = set(held.split())
        for other in sets:
            assert len(words & other) / len(words | other) < 0.8, (row["text"], other)
