"""Telegram and the network in a bad mood: told to wait, turned away, cut off; and a log that never holds the token or a word."""
from __future__ import annotations

import time
from collections import deque
from typing import Iterator

import pytest

from tests.telegram.bot_api import TOKEN, BotApi, Person
from tests.telegram.conftest import BridgeProcess

LINE = "I felt alone on Sunday beside the yellow kettle, Mum."


@pytest.fixture
def moody(talking: Person, bot_api: BotApi) -> Iterator[BotApi]:
    yield bot_api
    bot_api.moods.clear()


def moods(api: BotApi, method: str, *given: str) -> None:
    api.moods[method] = deque(given)


def test_told_to_wait_it_waits_and_nothing_is_lost(moody: BotApi, talking: Person) -> None:
    moods(moody, "sendMessage", "429 2")
    began = time.monotonic()

    answer = talking.asks(LINE)

    assert answer[-1].text.startswith("Rosa") and time.monotonic() - began >= 2
    between = [at for at, method, data in moody.calls if method == "sendMessage" and at >= began]
    assert between[1] - between[0] >= 2


@pytest.mark.parametrize("mood", ["drop 502", "502"])
def test_an_answer_telegram_surely_never_got_is_sent_again(moody: BotApi, talking: Person, mood: str) -> None:
    moods(moody, "sendMessage", *["502"] * len(mood.split()))

    assert [each.text.startswith("Rosa") for each in talking.asks(LINE)].count(True) == 1


@pytest.mark.parametrize("mood", ["lose", "drop"])
def test_an_answer_that_may_have_arrived_is_not_sent_twice_but_can_be_shown(moody: BotApi, talking: Person, mood: str) -> None:
    moods(moody, "sendMessage", mood)

    answer = talking.asks(LINE)

    assert sum(each.text.startswith("Rosa") for each in answer) == (1 if mood == "lose" else 0)
    assert "line just" not in answer[-1].text and answer[-1].titles == ["Show where we are"]
    shown = talking.taps("Show where we are", 2)
    assert LINE in shown[0].text and shown[-1].text.startswith("Rosa")


def test_asking_for_updates_goes_on_after_every_mood(moody: BotApi, talking: Person) -> None:
    moods(moody, "getUpdates", "409", "drop", "502", "429 1", "lose")

    assert talking.asks(LINE)[-1].text.startswith("Rosa")
    moods(moody, "getUpdates", "lose", "lose")
    answers = talking.asks("I was in a meeting.")
    assert sum(each.text.startswith("Rosa") for each in answers) >= 1
    talking.seen = len(talking.all())
    time.sleep(1.0)
    assert len(talking.all()) == talking.seen


def test_a_blocked_bot_is_quiet_about_it(moody: BotApi, talking: Person, bridge: BridgeProcess) -> None:
    moods(moody, "sendMessage", "403")
    talking.say(LINE)
    moody.until(lambda: not moody.moods["sendMessage"], "the answer being refused")
    time.sleep(0.5)

    assert talking.asks("I was in a meeting.")[-1].text.startswith("Rosa")
    assert "Traceback" not in bridge.log()


def test_the_log_holds_neither_the_token_nor_a_word_nor_an_id(moody: BotApi, talking: Person, bridge: BridgeProcess) -> None:
    moods(moody, "sendMessage", "502", "lose")
    talking.asks("You never listen about the yellow kettle 😡.", 1)
    log = bridge.log()

    assert log.strip(), "the broken line is told of"
    for secret in (TOKEN, TOKEN.split(":")[1], "kettle", str(talking.chat_id), "Wilhelmina", "Rosa"):
        assert secret not in log
