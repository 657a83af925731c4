"""A pause is offered when it is needed, with buttons, beside her answer, and not again and again."""
from __future__ import annotations

from typing import Any

import pytest

from bot.coach.coach import Coach
from bot.coach.feedback import Echo, Feedback, Move, Strength
from bot.persona.reaction import Reaction
from tests.store.test_erasing import speak


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach.load()


def offers(reply: Any) -> list[str]:
    assert all(message["buttons"] for message in reply.messages if message["voice"] == "app")
    return [message["text"] for message in reply.messages if message["voice"] == "app"]


@pytest.fixture
def talk(rehearsals: Any) -> str:
    return str(rehearsals.start("daily-calls", channel="test", seed=3)[0])


def test_when_she_boils_over_it_is_offered_once(rehearsals: Any, talk: str) -> None:
    said = []
    for _ in range(8):
        speak(rehearsals, talk)
        said.append(rehearsals.view(talk)["turns"][-1]["app"])
    boiled = [texts for texts in said if texts]

    assert len(boiled) == 1 and "hot" in boiled[0][0]


def test_distress_that_comes_back_is_met_and_a_single_time_is_not(rehearsals: Any, talk: str) -> None:
    heavy = Feedback("I feel overwhelmed", (), (Strength.FEELING,), Move.FEELING, echo=Echo(feeling="overwhelmed"), distress=True)
    found = [offers(rehearsals.say(talk, heavy, Reaction.ASK)) for _ in range(5)]

    assert [bool(texts) for texts in found] == [False, False, True, False, False]
    assert "help page" in found[2][0]


def test_whoever_turns_on_herself_is_met_gently(rehearsals: Any, talk: str, coach: Coach) -> None:
    heard = coach.read("I'm such a useless daughter.")

    assert heard.self_blame and not heard.blame and not heard.crisis
    said = offers(rehearsals.say(talk, heard, Reaction.ASK))
    assert len(said) == 1 and "about yourself" in said[0]


@pytest.mark.parametrize("text,expected", [
    ("im so pathetic", True), ("I'm an idiot for even trying this.", True), ("I am a failure and everybody knows.", True),
    ("I'm a bus driver.", False), ("I was late on Tuesday.", False), ("I'm sorry I shouted, that was unfair of me.", False), ("You're a selfish woman.", False),
    ("I felt small when they laughed.", False), ("I'm just so tired today.", False), ("I'm your daughter.", False)])
def test_names_she_calls_herself_are_told_from_news_and_apologies(coach: Coach, text: str, expected: bool) -> None:
    assert coach.read(text).self_blame is expected


def test_heavy_feelings_are_told_from_light_ones(coach: Coach) -> None:
    assert coach.read("I feel so overwhelmed by all of it.").distress
    assert not coach.read("I felt a bit nervous before I rang.").distress
