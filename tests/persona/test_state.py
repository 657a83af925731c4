"""The laws of how she moves, on the engine alone; tests/dialogue holds them again on the trained model."""
from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.feedback import BlameKind, BlameSpan, Feedback, Move, Strength
from bot.persona.memory import Raised
from bot.persona.reaction import (
    HOSTILE,
    REACHABLE,
    SKILLED_MOVES,
    OpennessBand,
    Price,
    Reaction,
    TemperatureBand,
    allowed,
    temperature_band,
)
from bot.persona.scenario import Scenario, load_scenarios
from bot.persona.state import Level, State, begin, hear
from bot.settings import SCENARIOS, SWAPPED

KNOWN = load_scenarios(SCENARIOS) | {f"{name} swapped": scenario for name, scenario in load_scenarios(SWAPPED).items()}
everyone = pytest.mark.parametrize("scenario", KNOWN.values(), ids=KNOWN.keys())
each_level = pytest.mark.parametrize("level", list(Level))


def blaming(kind: BlameKind = BlameKind.ABSOLUTE) -> Feedback:
    return Feedback("You never listen", (BlameSpan(0, 16, kind),), (), Move.BLAME)


def skilled(strength: Strength) -> Feedback:
    return Feedback("a kind line", (), (strength,), Move(strength.value) if strength.value in Move._value2member_map_ else Move.FEELING)


def good_talk(scenario: Scenario) -> list[Strength]:
    """What a skilled learner does in turn: she opens warmly, gives early what this persona's price asks for, and stays."""
    wanted = [strength for strength, count in scenario.price.strengths.items() for _ in range(count)]
    return [Strength.FEELING, Strength.OPEN_QUESTION, Strength.VALIDATION, *wanted, Strength.ACCOUNTABILITY, Strength.VALIDATION,
            Strength.REQUEST, Strength.APPRECIATION, Strength.OPEN_QUESTION, Strength.FEELING, Strength.VALIDATION, Strength.REQUEST,
            Strength.BOUNDARY, Strength.REPAIR, Strength.REQUEST]


def turns_until_paid(scenario: Scenario, level: Level) -> int:
    state = begin(scenario, level)
    for number, strength in enumerate(good_talk(scenario), 1):
        state = hear(state, skilled(strength), scenario, level)
        if state.price is Price.PAID:
            return number
    raise AssertionError("the price was never paid")


@everyone
@each_level
@given(history=st.lists(st.sampled_from(list(Strength)), max_size=12), kind=st.sampled_from(list(BlameKind)),
       good=st.sampled_from(list(Strength)))
@settings(max_examples=40, deadline=None)
def test_blame_leaves_her_hotter_than_skill_in_the_same_history(scenario, level, history, kind, good) -> None:
    state = begin(scenario, level)
    for strength in history:
        state = hear(state, skilled(strength), scenario, level)

    blamed, met = hear(state, blaming(kind), scenario, level), hear(state, skilled(good), scenario, level)

    assert blamed.temperature > met.temperature or blamed.temperature == met.temperature == 100
    assert not blamed.allowed(Move.BLAME) & met.allowed(skilled(good).move)


@everyone
@pytest.mark.parametrize("strength", [Strength.ACCOUNTABILITY, Strength.VALIDATION])
def test_one_good_message_never_turns_her(scenario, strength) -> None:
    for level in Level:
        state = hear(begin(scenario, level), skilled(strength), scenario, level)

        assert state.price is not Price.PAID
        assert Reaction.AGREE not in state.allowed(skilled(strength).move)


@everyone
def test_blame_after_the_price_is_paid_sets_her_back_and_it_can_be_won_again(scenario) -> None:
    level = Level.REALISTIC
    state = begin(scenario, level)
    for strength in good_talk(scenario):
        state = hear(state, skilled(strength), scenario, level)
    assert state.price is Price.PAID

    state = hear(state, blaming(), scenario, level)
    assert state.price is Price.PART

    for strength in (Strength.ACCOUNTABILITY, Strength.VALIDATION, Strength.FEELING, Strength.VALIDATION):
        state = hear(state, skilled(strength), scenario, level)
    assert state.price is Price.PAID


@everyone
@each_level
def test_whoever_only_blames_never_pays_the_price(scenario, level) -> None:
    state = begin(scenario, level)
    for kind in itertools.islice(itertools.cycle(BlameKind), 30):
        state = hear(state, blaming(kind), scenario, level)
        assert state.price is Price.NONE
        assert state.allowed(Move.BLAME) <= HOSTILE
    assert state.temperature == 100


@everyone
def test_tougher_levels_take_more_turns(scenario) -> None:
    gentle, realistic, tough = (turns_until_paid(scenario, level) for level in Level)

    assert gentle < realistic < tough <= 12
    assert 4 <= realistic <= 9


@everyone
@each_level
def test_once_the_price_is_paid_and_something_is_asked_she_does_not_hold_out_for_ever(scenario, level) -> None:
    state = begin(scenario, level)
    for strength in good_talk(scenario):
        state = hear(state, skilled(strength), scenario, level)
        if not {"request", "boundary", "repair"} & set(state.earned):
            assert Reaction.AGREE not in state.allowed(skilled(strength).move)
        elif state.paid_turns >= 2:
            assert state.allowed(skilled(strength).move) == {Reaction.AGREE}
            return
    raise AssertionError("she was never due to yield")


def test_a_single_slip_never_makes_her_leave() -> None:
    scenario = KNOWN["daily-calls"]
    state = replace(begin(scenario, Level.TOUGH), temperature=95.0)

    assert Reaction.WALK_OUT not in hear(state, blaming(), scenario, Level.TOUGH).allowed(Move.BLAME)


@pytest.mark.parametrize("move,heat,openness,price", itertools.product(Move, TemperatureBand, OpennessBand, Price))
def test_there_is_always_something_she_may_do_and_a_line_for_it(move, heat, openness, price) -> None:
    reactions = allowed(move, heat, openness, price)

    assert reactions
    assert all(heat in REACHABLE[reaction] for reaction in reactions)
    assert price is Price.PAID or Reaction.AGREE not in reactions


@pytest.mark.parametrize("points,band", [(0, "calm"), (29.9, "calm"), (30, "tense"), (54.9, "tense"), (55, "hot"), (80, "boiling")])
def test_bands_begin_at_their_edges(points: float, band: str) -> None:
    assert temperature_band(points).value == band


def test_the_same_move_again_and_again_wears_out() -> None:
    scenario, level = KNOWN["teen-phone"], Level.REALISTIC
    state = begin(scenario, level)
    drops = []
    for _ in range(3):
        after = hear(state, skilled(Strength.ACCOUNTABILITY), scenario, level)
        drops.append(state.temperature - after.temperature)
        state = after

    assert drops[0] > drops[1] > drops[2] > 0


def test_state_survives_the_log() -> None:
    scenario = KNOWN["daily-calls"]
    state = hear(begin(scenario, Level.GENTLE), skilled(Strength.VALIDATION), scenario, Level.GENTLE)
    state = replace(state, raised=(Raised("earlier", "your exams", 1),), recalled=("your exams",))
    state = state.reacted(Move.VALIDATION, Reaction.SOFTEN, ("abcd",))

    assert State.from_json(state.to_json(), state.memory) == state
    assert "exams" not in str(state.to_json())


def test_skilled_moves_are_all_moves_that_a_strength_names() -> None:
    assert {move.value for move in SKILLED_MOVES} <= {strength.value for strength in Strength}
