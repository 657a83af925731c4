"""What a learner tells about the other, said from the other's mouth."""
from __future__ import annotations

import pytest

from bot.coach.coach import Coach


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach.load()


@pytest.mark.parametrize("told,event,deed", [
    ("She sold my bike without telling me.", "I sold your bike without telling you", "selling your bike without telling you"),
    ("my mum missed my son's play on friday", "I missed your son's play on friday", "missing your son's play on friday"),
    ("Mama didn't want to meet my girlfriend because of church", "I didn't want to meet your girlfriend because of church", "not wanting to meet your girlfriend because of church"),
    ("she keeps comparing me with her sister's kids", "I keep comparing you with my sister's kids", "comparing you with my sister's kids"),
    ("I told her about the baby and she hung up", "I hung up", "hanging up"),
    ("She's been reading my letters", "I've been reading your letters", "reading your letters"),
    ("she's always late for my birthday", "I'm always late for your birthday", "being always late for your birthday"),
    ("She won't accept that my girlfriend is staying", "I won't accept that your girlfriend is staying", None),
    ("My aunt moved in and she read my diary", None, None),
    ("We argued about the flat.", None, None),
])
def test_what_happened_is_turned_round(coach: Coach, told: str, event: str | None, deed: str | None) -> None:
    retold = coach.retell(told, "mother")

    assert (retold.event, retold.deed) == (event, deed)


def test_a_daughter_is_known_by_her_name(coach: Coach) -> None:
    assert coach.retell("Nadia moved out in March", "daughter", "Nadia").event == "I moved out in March"
    assert coach.retell("Nadia moved out in March", "daughter").event is None


@pytest.mark.parametrize("asked,wish", [
    ("I want her to ring before she visits", "ring before I visit"),
    ("stop reading my letters", "stop reading your letters"),
    ("Could you leave my boyfriend out of it?", "leave your boyfriend out of it"),
    ("that she says sorry to my brother", "say sorry to your brother"),
    ("please don't smoke near my baby", "not smoke near your baby"),
    ("I want her to ask me first", "ask you first"),
    ("ask me before she buys clothes", "ask you before I buy clothes"),
    ("to be heard", None),
    ("more respect", None),
])
def test_what_is_asked_is_turned_round(coach: Coach, asked: str, wish: str | None) -> None:
    assert coach.wished(asked, "mother") == wish
