"""Many chats at once: in order within each, nothing lost, nothing twice; and how much time the bridge adds.

8 chats of 5 messages by default; SOFTSTART_TEST_CHATS=50 SOFTSTART_TEST_TURNS=20 gives the figures in docs/evaluation.md.
"""
from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Iterator

import pytest

from tests.conftest import Running
from tests.telegram.bot_api import BotApi, Person, Sent
from tests.telegram.conftest import BridgeProcess, in_talk

CHATS, TURNS = int(os.environ.get("SOFTSTART_TEST_CHATS", "8")), int(os.environ.get("SOFTSTART_TEST_TURNS", "5"))
PATIENCE_S = 300.0
FIRST_CHAT = 880_000_000 + 10_000 * (int(time.time()) % 100_000)
LINES = ("I felt sad on Sunday when you left, number {n}.", "You never listen to me about the {n} kettles.", "I'm sorry about the {n} calls.",
         "What was it like for you, the year you were {n}?", "I was in a meeting for {n} hours.")


class TimedBridge(BridgeProcess):
    """The bridge as its own process, as always, but noting what it adds to each answer."""

    def __init__(self, stack: Running, api: BotApi, notes: Path) -> None:
        super().__init__(stack, api)
        self.command = [sys.executable, "-W", "ignore", "-m", "tests.telegram.timed_bridge", str(notes)]
        self._notes = notes

    def added(self, since: float) -> list[float]:
        """Seconds the bridge added to each answer since that moment."""
        rows = [line.split() for line in self._notes.read_text().splitlines()]
        return [float(seconds) for at, seconds in rows if float(at) >= since]


@pytest.fixture
def crowd(unlimited: Running, tmp_path: Path) -> Iterator[tuple[TimedBridge, BotApi]]:
    api = BotApi().start()
    bridge = TimedBridge(unlimited, api, tmp_path / "notes")
    bridge.start()
    yield bridge, api
    bridge.stop()
    api.stop()


def log_of(person: Person) -> tuple[list[str], list[str]]:
    """Her messages and the answers, as the log has them: from her own data."""
    person.asks("/mydata")
    turns = json.loads(person.taps("As data")[0].file or b"")["rehearsals"][0]["turns"]
    return [turn["message"] for turn in turns if turn["message"]], [line for turn in turns for line in turn["persona"]]


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def test_many_chats_at_once_keep_their_order_lose_nothing_and_double_nothing(crowd: tuple[TimedBridge, BotApi]) -> None:
    bridge, api = crowd
    people = [api.person(FIRST_CHAT + number) for number in range(CHATS)]
    for person in people:
        in_talk(person)
    api.twice = 0.3
    lines = {person.chat_id: [LINES[(turn + person.chat_id) % len(LINES)].format(n=turn + 2) for turn in range(TURNS)] for person in people}

    # One person at first, with nobody else there.
    alone = api.person(FIRST_CHAT - 1)
    in_talk(alone)
    began = time.monotonic()
    for turn in range(max(TURNS, 5)):
        alone.asks(LINES[turn % len(LINES)].format(n=turn + 2))
    quiet = bridge.added(began)

    # Then everybody types the next line as soon as she is answered, and every third time two at once.
    began = time.monotonic()
    before = {person.chat_id: len(person.all()) for person in people}
    keep_typing(people, lines)
    api.twice = 0.0
    time.sleep(1.0)

    for person in people:
        messages, answers = log_of(person)
        assert messages == lines[person.chat_id]
        assert [each.text.partition("\n")[2] for each in hers(person)] == answers
        # Each coach's note quotes the line it is about, so notes show the order in which answers came.
        quoted = [each.covered("blockquote")[0] for each in person.all()[before[person.chat_id]:] if each.text.startswith("✏️")]
        places = [lines[person.chat_id].index(line) for line in quoted]
        assert places == sorted(set(places))
    added = bridge.added(began)
    print(f"\nadded by the bridge: alone p50 {1000 * statistics.median(quiet):.1f} ms, p95 {1000 * p95(quiet):.1f} ms; {CHATS} chats at once "
          f"p50 {1000 * statistics.median(added):.1f} ms, p95 {1000 * p95(added):.1f} ms ({len(added)} answers)")
    assert len(added) >= CHATS * TURNS


def keep_typing(people: list[Person], lines: dict[int, list[str]]) -> None:
    """Until each of them has said all her lines and heard an answer to each."""
    end, said = time.monotonic() + PATIENCE_S, dict.fromkeys(lines, 0)
    while lacking := [person for person in people if len(hers(person)) <= TURNS]:
        assert time.monotonic() < end, [[each.text for each in person.all()[-3:]] for person in lacking[:3]]
        for person in lacking:
            already = said[person.chat_id]
            if len(hers(person)) > already:
                now = lines[person.chat_id][already:already + (2 if already % 3 == 0 else 1)]
                for line in now:
                    person.say(line)
                said[person.chat_id] += len(now)
        time.sleep(0.02)


def hers(person: Person) -> list[Sent]:
    """Every line of hers that arrived, her opening first."""
    return [each for each in person.all() if each.text.startswith("Rosa")]


def test_duplicates_and_a_muddled_order_are_set_right(crowd: tuple[TimedBridge, BotApi]) -> None:
    _, api = crowd
    person = api.person(FIRST_CHAT + 5000)
    in_talk(person)
    api.shuffled, lines = True, [LINES[number % len(LINES)].format(n=number + 2) for number in range(4)]
    updates = [api.push({"message": person.message(text=line)}) for line in lines]
    person.seen = len(person.all())
    person.hears(4)
    for update in updates:
        api.offer_again(update)
    api.shuffled = False
    time.sleep(1.0)

    assert sorted(log_of(person)[0]) == sorted(lines)
