"""Kill -9 of the bridge, the server and the action server in the middle of turns: one stored turn and one answer for each message, or one
kind word and a tap that works.

One round by default; SOFTSTART_TEST_KILLS=10 makes it thirty kills.
"""
from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import Any

from tests.conftest import Running, _free_port
from tests.telegram.bot_api import BotApi, Person
from tests.telegram.conftest import BridgeProcess, in_talk
from tests.trouble.parts import Actions
from tests.trouble.whole import assert_whole

ROUNDS = int(os.environ.get("SOFTSTART_TEST_KILLS", "1"))
LONGEST_S = 0.4


def wait_for_an_answer(person: Person, count: int, seconds: float = 400) -> None:
    """Her answer, or a kind word whose button brings it."""
    def answered() -> bool:
        new = person.all()[count:]
        return any(each.text.startswith("Rosa") or each.titles in (["Send it again"], ["Show where we are"]) for each in new)

    person.api.until(answered, "an answer or a kind word", seconds)
    for _ in range(20):
        last = person.hears(0, 0.5)[-1:] or person.all()[-1:]
        if last[0].titles not in (["Send it again"], ["Show where we are"]):
            return
        person.seen = len(person.all())
        person.press(last[0].titles[0])
        person.hears(1, 0.5, seconds)
    raise AssertionError("the tap did not bring the answer")


def test_every_message_is_said_once_and_answered_whoever_is_killed(model: Path, tmp_path: Path) -> None:
    port, rng = _free_port(), random.Random(3)
    server = Running(model, tmp_path / "home", SOFTSTART_RATE_LIMITS="false", SOFTSTART_ACTION_SERVER_URL=f"http://127.0.0.1:{port}/webhook")
    server.start()
    actions = Actions(server.environment, port, tmp_path / "actions.log")
    actions.start()
    api = BotApi().start()
    bridge = BridgeProcess(server, api)
    bridge.start()
    person = api.person(990_000_001)
    lines: list[str] = []
    try:
        in_talk(person)
        kills: list[Any] = [(lambda: bridge.stop(kill=True), bridge.start), (lambda: server.stop(kill=True), server.start), (actions.kill, actions.start)]
        for number in range(3 * ROUNDS):
            kill, start = kills[number % 3]
            lines.append(f"I felt sad on Sunday about the {number + 2} kettles.")
            person.seen = count = len(person.all())
            person.say(lines[-1])
            time.sleep(rng.uniform(0, LONGEST_S))
            kill()
            start()
            wait_for_an_answer(person, count)
            turns = said(person)
            assert turns == lines, f"after kill {number + 1}"
        hers = sum(each.text.startswith("Rosa") for each in person.all())
        print(f"\n{3 * ROUNDS} kills, {len(lines)} messages, {hers - 1} answers of hers, {sum('broke' in each.text for each in person.all())} broken lines, "
              f"{sum('not lost' in each.text for each in person.all())} times told to send again")
        assert_whole(f"sqlite:///{tmp_path / 'home' / 'softstart.db'}", [])
        assert api.mistakes == []
    finally:
        bridge.stop(kill=True)
        actions.stop()
        server.stop()
        api.stop()


def said(person: Person) -> list[str]:
    """Her messages that stand, as the log has them."""
    person.asks("/mydata")
    data = json.loads(person.taps("As data")[0].file or b"")
    return [turn["message"] for turn in data["rehearsals"][0]["turns"] if turn["message"]]
