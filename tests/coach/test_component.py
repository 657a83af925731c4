"""The coach as a spaCy component, and as the one who reads and mends."""
from __future__ import annotations

import pytest
import spacy

import bot.coach.component  # noqa: F401  registers the factory
from bot.coach.coach import Coach
from bot.coach.feedback import Move


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach.load()


def test_any_spacy_pipeline_can_carry_the_marks() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("softstart_blame")
    doc = nlp("Mum, you never listen to me.")

    assert [(span.text, span.label_) for span in doc.spans["blame"]] == [("you never listen to me", "absolute")]


@pytest.mark.parametrize("text", ["You never listen when I talk about my job.", "why do you always take his side", "Stop treating me like a child.",
                                  "You should have rung before you came over.", "You can't read my diary.", "Other mothers visit.",
                                  "u made me cry at the table", "I feel like you don't trust me"])
def test_what_it_offers_is_free_of_blame_by_its_own_reading(coach: Coach, text: str) -> None:
    feedback = coach.read(text)

    assert feedback.move is Move.BLAME and (feedback.reframe or feedback.ask)
    for line in filter(None, (feedback.reframe, *feedback.variants)):
        assert not coach.read(line).blame, line


@pytest.mark.parametrize("text,never", [("You can't go through my phone.", "would you go through"), ("You can't read my diary.", "could you read my diary"),
                                        ("You can't keep telling everyone about my divorce.", "could you keep telling")])
def test_a_ban_never_becomes_a_wish_for_the_thing_itself(coach: Coach, text: str, never: str) -> None:
    feedback = coach.read(text)

    assert all(never not in (line or "").lower() for line in (feedback.reframe, *feedback.variants))


@pytest.mark.parametrize("text", ["Thank you for driving all that way.", "You called four times yesterday.", "I love you.", "", "😭", "\ud83d"])
def test_where_nothing_needs_mending_it_offers_nothing(coach: Coach, text: str) -> None:
    feedback = coach.read(text)

    assert not feedback.blame and feedback.reframe is None and feedback.variants == () and feedback.ask is None


@pytest.mark.parametrize("text", ["You hit me on Sunday.", "You locked me in my room again yesterday.", "I'm afraid of you when you drink."])
def test_whoever_names_harm_is_never_corrected(coach: Coach, text: str) -> None:
    feedback = coach.read(text)

    assert feedback.crisis and feedback.move is Move.CRISIS and not feedback.blame and feedback.reframe is None and feedback.ask is None


@pytest.mark.parametrize("text", ["tell me about Pauline", "I'd love to know what school was like for you"])
def test_asking_without_a_question_mark_is_a_question(coach: Coach, text: str) -> None:
    assert coach.read(text).question


def test_the_same_seed_gives_the_same_words(coach: Coach) -> None:
    text = "You never listen when I talk about my job."

    assert coach.read(text, seed=4) == coach.read(text, seed=4)
