"""She takes a bare yes or no as an answer to what she has just asked."""
from __future__ import annotations

from dataclasses import replace

import pytest

from bot.coach.feedback import Feedback, Move
from bot.persona.answered import asks_yes_or_no, yes_or_no
from bot.persona.draw import line_id
from bot.persona.reaction import Reaction
from bot.persona.scenario import Scenario, load_scenarios
from bot.persona.state import Level, State, begin
from bot.persona.voice import Voice
from bot.settings import SCENARIOS, SWAPPED

EVERYBODY = [*load_scenarios(SCENARIOS).values(), *load_scenarios(SWAPPED).values()]


@pytest.mark.parametrize("line", ["Will you pick up?", "And if the phone rings. Is that too much?", "You'd really come … on Sunday?", "Have you eaten? "])
def test_a_question_for_yes_or_no(line: str) -> None:
    assert asks_yes_or_no(line)


@pytest.mark.parametrize("line", ["What did he say?", "Is it the salt, or is it me?", "I asked him once. Nothing.", "And then how did you get home?",
                                  "Will you come? I'll cook."])
def test_no_question_for_yes_or_no(line: str) -> None:
    assert not asks_yes_or_no(line)


@pytest.mark.parametrize("text", ["ok", "Yes.", "yeah mum", "Of course, Mama.", "i will", "Okay, I promise ❤", "yes yes", "oh alright then", "I guess so."])
def test_a_bare_yes(text: str) -> None:
    assert yes_or_no(text) is True


@pytest.mark.parametrize("text", ["no", "Nope", "not really mum", "No, I don't.", "i can’t", "Sorry, no.", "no, not yet"])
def test_a_bare_no(text: str) -> None:
    assert yes_or_no(text) is False


@pytest.mark.parametrize("text", ["", "…", "mhm", "Fine.", "whatever", "yes but you never asked me", "no you listen", "ok so what happened then?", "mum",
                                  "I don't know", "no one came"])
def test_more_than_a_yes_or_a_no(text: str) -> None:
    assert yes_or_no(text) is None


def asked(scenario: Scenario, question: str, **changes: float) -> State:
    return replace(begin(scenario, Level.REALISTIC), said=(line_id(question),), **changes)


@pytest.mark.parametrize("scenario", EVERYBODY, ids=lambda each: f"{each.id}-{each.learner}")
def test_yes_and_no_are_heard_as_answers_in_her_mood_each_line_once(scenario: Scenario) -> None:
    voice, question = Voice(scenario), next(line for line in scenario.says() if asks_yes_or_no(line))
    for mood, openness in (("calm", 60.0), ("wary", 0.0)):
        state = asked(scenario, question, temperature=30.0 if mood == "calm" else 75.0, openness=openness)
        for text, lines in (("ok", scenario.answered.yes), ("no", scenario.answered.no)):
            said, heard = state, set()
            wanted = {line.say for line in lines if line.when == mood}
            for _ in wanted:
                spoken, _ = voice.listened_to(said, 1, text=text)
                heard.add(spoken.text)
                said = replace(said, said=(*said.said, *spoken.line_ids, line_id(question)))
            assert heard == wanted
            by_policy = voice.answer(Reaction.DEFLECT, Feedback(text, move=Move.WITHDRAW), state, 1)
            assert by_policy.text in wanted


def test_the_same_words_after_no_question_go_into_the_silence() -> None:
    scenario = EVERYBODY[0]
    statement = next(line for line in scenario.says() if not line.endswith("?"))
    spoken, _ = Voice(scenario).listened_to(asked(scenario, statement, temperature=30.0, openness=20.0), 1, text="ok")

    assert spoken.text in {line.say for line in scenario.silence}


def test_a_yes_while_she_holds_the_floor_lets_her_go_on() -> None:
    scenario = EVERYBODY[0]
    question = next(line for line in scenario.says() if asks_yes_or_no(line))
    state = replace(asked(scenario, question, temperature=30.0, openness=60.0), holding=True, unfolded=1)

    assert Voice(scenario).listened_to(state, 1, text="yes")[0].text == scenario.long_turn.says[1]
