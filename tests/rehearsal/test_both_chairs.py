"""The other chair of a scenario, a persona of one's own, listening, and who is not played."""
from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.coach.coach import Coach
from bot.coach.feedback import BlameKind, BlameSpan, Echo, Feedback, Move, Strength
from bot.errors import NoPersona, RehearsalOver, UsageError
from bot.persona.frame import Frame, Prepared
from bot.persona.reaction import HOSTILE, REACHABLE, RECEIVING, SKILLED_MOVES, Reaction, Temper
from bot.rehearsal.mine import Mine
from bot.rehearsal.prepare import prepare, read_answers
from bot.rehearsal.rehearsals import Rehearsals
from bot.rehearsal.wording import load_wording
from bot.safety import Watch
from bot.settings import OWN_FRAME, WHYS, WORDING
from bot.store.encryption import Keys
from bot.store.models import SessionRow
from bot.store.store import Store
from tests.conftest import everybody

SORRY = Feedback("I'm sorry I shouted", (), (Strength.ACCOUNTABILITY,), Move.ACCOUNTABILITY)
BLAME = Feedback("You never listen", (BlameSpan(0, 16, BlameKind.ABSOLUTE, "why"),), (), Move.BLAME)
FLIRT = Feedback("kiss me", advance=True)
DIARY = {"relationship": "mother", "happened": "She read my diary and told my aunt.", "ask": "knock before she comes in",
         "temper": "guilt-tripping", "sore_spots": ["money", "her cooking"], "fears": [{"says": "You are so ungrateful.", "likely": 8}]}


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach.load()


@pytest.fixture(scope="module")
def watch(coach: Coach) -> Watch:
    return Watch.load(coach.reader.encoder)


@pytest.mark.parametrize("scenario", ["daily-calls", "teen-phone", "parenting-advice", "grown-apart"])
def test_the_same_quarrel_from_the_other_chair(rehearsals: Any, scenario: str) -> None:
    first, other = rehearsals.cast.sides(scenario)
    here, _ = rehearsals.start(scenario, channel="test", seed=1)
    there, _ = rehearsals.start(scenario, channel="test", seed=1, side="swapped")
    named, _ = rehearsals.start(scenario, channel="test", seed=1, side=other)

    cards = [rehearsals.view(talk)["scenario"] for talk in (here, there, named)]
    assert [card["learner"] for card in cards] == [first, other, other]
    assert cards[0]["persona"]["role"] == other and cards[1]["persona"]["role"] == first
    assert cards[0]["persona"]["name"] != cards[1]["persona"]["name"] and cards[0]["title"] == cards[1]["title"]
    reply = rehearsals.say(there, SORRY, Reaction.TEST)
    assert reply.messages[0]["name"] == cards[1]["persona"]["name"]


def test_a_side_that_cannot_be_played_is_said_in_one_sentence(rehearsals: Any) -> None:
    with pytest.raises(UsageError, match="you can be the daughter"):
        rehearsals.start("sunday-walk", channel="test", side="mother")


def test_listening_is_a_turn_and_is_kept(rehearsals: Any) -> None:
    talk, _ = rehearsals.start("daily-calls", channel="test", seed=1)
    reply = rehearsals.listen(talk, None, "c1")

    assert [message["voice"] for message in reply.messages] == ["persona"]
    assert rehearsals.answered(talk, "c1") == reply.messages
    assert rehearsals.view(talk)["turns"][0]["user"] == "(you listen)"


def test_a_grown_woman_puts_the_flirt_off_and_the_talk_goes_on(rehearsals: Any) -> None:
    talk, _ = rehearsals.start("weight-comments", channel="test", seed=1)
    before = rehearsals.standing(talk).state
    rehearsals.put_off(talk, FLIRT)

    standing = rehearsals.standing(talk)
    assert not standing.over and standing.state.temperature > before.temperature


@pytest.mark.parametrize("side", [None, "swapped"])
def test_with_a_child_in_the_talk_it_ends_for_good(rehearsals: Any, side: str | None) -> None:
    talk, _ = rehearsals.start("teen-phone", channel="test", seed=1, side=side)
    reply = rehearsals.put_off(talk, FLIRT)

    assert [message["voice"] for message in reply.messages] == ["app"]
    assert rehearsals.standing(talk).stopped_for_safety and rehearsals.view(talk)["outcome"] == "stopped"
    with pytest.raises(RehearsalOver):
        rehearsals.undo(talk)
    with pytest.raises(RehearsalOver):
        rehearsals.say(talk, SORRY, Reaction.TEST)


def test_ones_own_speaks_with_what_was_told(rehearsals: Any, coach: Coach, watch: Watch) -> None:
    prepared = prepare(read_answers(DIARY), coach, watch, "no")

    assert (prepared.event, prepared.matter, prepared.wish) == ("I read your diary", "your diary", "knock before I come in")
    assert prepared.sore == ("money", "my cooking")
    scenario = rehearsals.cast._frame.fill(prepared)
    said = "\n".join(line.say for bands in scenario.lines.values() for lines in bands.values() for line in lines)
    for words in ("read your diary", "reading your diary", "knock before I come in", "my cooking", "You are so ungrateful."):
        assert words in said
    assert "{event}" not in said and "{wish}" not in said
    talk, code = rehearsals.start("your-own", channel="test", seed=1, prepared=prepared)
    rehearsals.say(talk, BLAME, Reaction.GUILT)
    assert rehearsals.resume(code)[0] == talk and len(rehearsals.view(talk)["turns"]) == 1
    assert rehearsals.standing(talk).scenario.persona.temper is Temper.GUILT_TRIPPING


def test_what_was_told_is_encrypted_in_the_log(rehearsals: Any, coach: Coach, watch: Watch) -> None:
    rehearsals.start("your-own", channel="test", prepared=prepare(read_answers(DIARY), coach, watch, "no"))

    with rehearsals._store.work() as work:
        raw = work._session.connection().exec_driver_sql(f"SELECT prepared FROM {SessionRow.__tablename__}").scalar()
    assert raw and b"diary" not in bytes(raw)


@pytest.mark.parametrize("role,temper", itertools.product(("mother", "daughter"), Temper))
@pytest.mark.parametrize("told", [{}, {"event": "I sold the house", "deed": "selling the house", "matter": "the house", "wish": "ask you first",
                                       "sore": ("money",), "sore_words": (("money",),)}], ids=["bare", "told"])
def test_every_frame_is_a_whole_persona(role: str, temper: Temper, told: dict[str, Any]) -> None:
    scenario = Frame.load(OWN_FRAME).fill(Prepared(role=role, temper=temper, **told))

    assert len(scenario.says()) >= 150
    for reaction, bands in REACHABLE.items():
        moves = ({Move.BLAME} if reaction in HOSTILE else set()) | (SKILLED_MOVES if reaction in RECEIVING else set())
        for band, move in itertools.product(bands, moves):
            fitting = [line for line in scenario.lines_for(reaction, band) if (not line.to or move in line.to) and not line.placeholders]
            assert fitting, f"{reaction.value} while {band.value} has nothing to say to {move.value}"


@pytest.mark.parametrize("answers,field", [
    ({"relationship": "aunt"}, "relationship"), ({**DIARY, "temper": "cheerful"}, "temper"), ({**DIARY, "sore_spots": ["a"] * 4}, "sore_spots"),
    ({**DIARY, "happened": "x" * 601}, "happened"), ({**DIARY, "fears": [{"says": "no", "likely": 11}]}, "fears"), ("diary", "prepare"),
    ({**DIARY, "age": 4}, "age"), ({**DIARY, "name": "x" * 25}, "name"),
])
def test_an_answer_that_cannot_be_used_is_named(answers: Any, field: str) -> None:
    with pytest.raises(UsageError, match=field):
        read_answers(answers)


@pytest.mark.parametrize("answers", [
    {"happened": "She hits me with a belt when I come home late"}, {"happened": "my mother's boyfriend touched me and she knew"},
    {"fears": ["I will kill you if you leave"]}, {"happened": "She locked me in my room for two days, she still does it"},
    {"ask": "that she stops beating me"}, {"happened": "I am afraid of her, she threatens to burn me"}, {"happened": "mum broke my arm when I was nine"},
])
def test_nobody_plays_a_person_who_harms(coach: Coach, watch: Watch, answers: dict[str, Any]) -> None:
    with pytest.raises(NoPersona):
        prepare(read_answers({"relationship": "mother", **answers}), coach, watch, "no")


def test_braces_in_an_answer_break_nothing(rehearsals: Any, coach: Coach, watch: Watch) -> None:
    prepared = prepare(read_answers({**DIARY, "happened": "She read my {diary}.", "fears": ["{x} you"], "name": "{a}"}), coach, watch, "no")
    said = [line.say for bands in rehearsals.cast._frame.fill(prepared).lines.values() for lines in bands.values() for line in lines]

    assert "(x) you" in said and any("(diary)" in line for line in said)
    for number in range(12):
        talk, _ = rehearsals.start("your-own", channel="test", seed=number, prepared=prepared)
        rehearsals.say(talk, BLAME, Reaction.ESCALATE)


@pytest.mark.parametrize("answers", [
    {"fears": ["No.", "No.", " "]}, {"sore_spots": ["money", "Money", " "]}, {"happened": " ", "ask": "?", "name": " "},
    {"fears": ["Was that for me?"]}, {"happened": "She", "ask": "to", "sore_spots": ["…"]}, {"name": "[/x]", "happened": "you you you"},
])
def test_odd_answers_start_a_talk_or_are_said_to_be_odd(rehearsals: Any, coach: Coach, watch: Watch, answers: dict[str, Any]) -> None:
    prepared = prepare(read_answers({"relationship": "mother", **answers}), coach, watch, "no")
    try:
        talk, _ = rehearsals.start("your-own", channel="test", seed=1, prepared=prepared)
        rehearsals.say(talk, BLAME, Reaction.ESCALATE)
    except UsageError as error:
        assert "in another way" in str(error)


def test_what_she_fears_to_hear_is_heard(rehearsals: Any, coach: Coach, watch: Watch) -> None:
    """The likeliest when a kind turn is tested, so that it can be practised."""
    fears = [{"says": "You were always a cold child.", "likely": 3}, {"says": "Nobody asked you to come.", "likely": 9}]
    prepared = prepare(read_answers({**DIARY, "fears": fears}), coach, watch, "no")
    talk, _ = rehearsals.start("your-own", channel="test", seed=1, prepared=prepared)

    assert rehearsals.say(talk, SORRY, Reaction.TEST).messages[0]["text"] == "Nobody asked you to come."
    blamed = rehearsals.say(talk, BLAME, Reaction.ESCALATE).messages
    assert blamed[-1]["text"] == "You were always a cold child."


def test_her_state_memory_and_side_survive_the_log(keys: Any, tmp_path: Path) -> None:
    def opened() -> Rehearsals:
        return Rehearsals(Store(f"sqlite:///{tmp_path / 'log.db'}", keys), everybody(), load_wording(WORDING, WHYS))

    first = opened()
    talk, _ = first.start("teen-phone", channel="test", seed=1, side="swapped")
    named = Feedback("Sinéad saw my exams", (), (), Move.NEUTRAL, echo=Echo(raised="your exams", people=("Sinéad",)))
    first.say(talk, named, Reaction.DEFLECT)
    before = first.standing(talk).state
    first.listen(talk, None, "c1")

    again = opened()
    assert again.standing(talk).scenario.learner == "daughter"
    assert [one.words for one in again.standing(talk).state.raised] == ["your exams", "Sinéad"]
    assert again.undo(talk) and again.standing(talk).state == before
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("log.db*"))
    assert b"exams" not in raw and "Sinéad".encode() not in raw


def test_another_key_can_still_list_and_erase(keys: Any, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    first = Rehearsals(Store(url, keys), everybody(), load_wording(WORDING, WHYS))
    talk, _ = first.start("daily-calls", channel="test", seed=1)
    first.say(talk, SORRY, Reaction.TEST)

    mine = Mine(Store(url, Keys(Fernet.generate_key())), load_wording(WORDING, WHYS))
    assert [row["id"] for row in mine.sessions()] == [talk]
    mine.erase([talk])
    assert mine.sessions() == []


def test_whoever_comes_back_hears_new_lines_first(rehearsals: Any) -> None:
    def talk(learner: str, seed: int) -> list[str]:
        session_id, _ = rehearsals.start("daily-calls", channel="test", seed=seed, learner=learner)
        lines = [rehearsals.view(session_id)["opening"]]
        for feedback, reaction in ((BLAME, Reaction.GUILT), (BLAME, Reaction.ESCALATE), (SORRY, Reaction.TEST)):
            lines += [m["text"] for m in rehearsals.say(session_id, feedback, reaction).messages if m["voice"] == "persona"]
        return lines

    hers = [talk("a" * 64, seed) for seed in (1, 1, 1)]
    strangers = [talk(letter * 64, 1) for letter in "bc"]

    assert strangers[0] == strangers[1] == hers[0], "a talk can be replayed by its seed"
    said = [line for lines in hers for line in lines]
    assert len(set(said)) == len(said)
