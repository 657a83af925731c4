"""The card: made of what was said on the present path, never of anything else; every field hers to change."""
from __future__ import annotations

import io
import re
from typing import Any

import pytest
import textstat

from bot.channels.card_page import card_html, card_text
from bot.channels.card_picture import WIDTH, card_picture
from bot.coach.feedback import BlameKind, BlameSpan, Feedback, Move, Strength
from bot.errors import NotYours, RehearsalOver, UsageError
from bot.house import nearest_help
from bot.persona.reaction import Reaction
from bot.rehearsal.card import LONGEST_FIELD, Cards, load_card_words
from bot.rehearsal.wording import load_wording
from bot.settings import CARD_WORDS, WHYS, WORDING
from bot.store.store import Store
from tests.conftest import everybody
from tests.rehearsal.test_rehearsals import CRISIS

WORDS = load_card_words(CARD_WORDS)
HINTS = load_wording(WORDING, WHYS)["hints"]
FELT = Feedback("I felt scared when it rang four times.", (), (Strength.FEELING,), Move.FEELING)
ASKED = Feedback("Would you be willing to ring at seven?", (), (Strength.REQUEST,), Move.REQUEST)
LIMIT = Feedback("I won't pick up at work, and I'll ring you at seven.", (), (Strength.BOUNDARY,), Move.BOUNDARY)
HEARD = Feedback("That must have been a long night for you.", (), (Strength.VALIDATION,), Move.VALIDATION)
BLAME = Feedback("You never listen and I feel sad", (BlameSpan(0, 16, BlameKind.ABSOLUTE, "why"),), (Strength.FEELING,), Move.BLAME,
                 reframe="I felt small when the call went on.")


@pytest.fixture
def cards(rehearsals: Any, coach: Any) -> Cards:
    return Cards(rehearsals._store, rehearsals.cast, WORDS, HINTS, coach, lambda: nearest_help("GB"))


@pytest.fixture
def talk(rehearsals: Any) -> str:
    return str(rehearsals.start("daily-calls", channel="test", seed=5)[0])


def say(rehearsals: Any, talk: str, feedback: Feedback, *wanted: Reaction) -> str:
    """One message; she answers with the first of the wanted reactions that is open to her, else with any."""
    _, state = rehearsals.hear(talk, feedback)
    open_to_her = state.allowed(feedback.move)
    chosen = next((one for one in wanted if one in open_to_her), sorted(open_to_her)[0])
    return str(rehearsals.say(talk, feedback, chosen).turn_id)


def fields(cards: Cards, talk: str) -> dict[str, Any]:
    return {field["id"]: field for field in cards.card(talk)["fields"]}


def test_a_card_is_made_of_the_learners_own_lines_and_her_boundary(rehearsals: Any, cards: Cards, talk: str) -> None:
    for feedback in (FELT, ASKED, LIMIT, HEARD):
        say(rehearsals, talk, feedback, Reaction.TEST)

    card = fields(cards, talk)

    assert [card[name]["text"] for name in ("feel", "ask", "boundary")] == [FELT.text, ASKED.text, LIMIT.text]
    assert card["hers"]["text"] == rehearsals.standing(talk).scenario.persona.boundary
    assert list(card) == ["open", "feel", "ask", "boundary", "hers", "may_say", "reply", "leave", "help"]
    assert "116 123" in card["help"]["text"]


def test_what_she_may_say_was_said_in_this_talk_and_the_reply_cooled_her(rehearsals: Any, cards: Cards, talk: str) -> None:
    say(rehearsals, talk, FELT, Reaction.TEST)
    say(rehearsals, talk, HEARD, Reaction.TEST)
    say(rehearsals, talk, ASKED, Reaction.TEST)

    card = fields(cards, talk)
    view = rehearsals.view(talk)
    hers = [view["opening"], *(line for turn in view["turns"] for line in turn["persona"])]
    answered = {line: turn["user"] for line, turn in zip(hers, view["turns"])}

    assert card["may_say"]["from"] == "her" and card["may_say"]["text"] in hers
    assert card["reply"]["from"] == "you" and card["reply"]["text"] == answered[card["may_say"]["text"]]


def test_without_a_line_that_cooled_her_the_reply_is_a_kind_of_move(rehearsals: Any, cards: Cards, talk: str) -> None:
    say(rehearsals, talk, BLAME, Reaction.ESCALATE, Reaction.GUILT)

    card = fields(cards, talk)

    assert card["reply"]["from"] == "coach" and card["reply"]["text"] in {HINTS[kind]["say"] for kind in ("hot", "unheard")}
    assert card["may_say"]["text"] in rehearsals.view(talk)["turns"][0]["persona"]


def test_without_a_feeling_of_her_own_the_coachs_line_stands_and_without_that_a_gap(rehearsals: Any, cards: Cards, talk: str) -> None:
    assert (fields(cards, talk)["feel"]["text"], fields(cards, talk)["feel"]["from"]) == ("…", "gap")
    assert fields(cards, talk)["feel"]["prompt"]

    say(rehearsals, talk, BLAME, Reaction.GUILT, Reaction.ESCALATE)

    assert (fields(cards, talk)["feel"]["text"], fields(cards, talk)["feel"]["from"]) == (BLAME.reframe, "coach")
    assert fields(cards, talk)["ask"]["from"] == "gap", "nothing is invented"


def test_a_mark_she_let_stand_keeps_a_line_off_the_card_and_one_she_took_back_does_not(rehearsals: Any, cards: Cards, talk: str) -> None:
    turn = say(rehearsals, talk, BLAME, Reaction.GUILT, Reaction.ESCALATE)
    assert BLAME.text not in card_text(cards.card(talk), WORDS)

    rehearsals.dismiss(talk, turn, 0, 16)

    assert fields(cards, talk)["feel"]["text"] == BLAME.text


def test_lines_of_a_branch_she_left_are_not_on_the_card(rehearsals: Any, cards: Cards, talk: str) -> None:
    say(rehearsals, talk, FELT, Reaction.TEST)
    rehearsals.undo(talk)

    assert FELT.text not in card_text(cards.card(talk), WORDS)


def test_of_a_long_message_only_the_sentence_that_asks_stands_under_asking(rehearsals: Any, cards: Cards, coach: Any, talk: str) -> None:
    said = coach.read("I do want to hear it. I also need to work in the mornings. Would you be willing to ring at one and at seven?")
    assert said.move is Move.REQUEST and not said.blame
    say(rehearsals, talk, said, Reaction.TEST)

    assert fields(cards, talk)["ask"]["text"] == "Would you be willing to ring at one and at seven?"


def test_a_talk_stopped_for_safety_has_no_card_and_says_so_kindly(rehearsals: Any, cards: Cards, talk: str) -> None:
    say(rehearsals, talk, FELT, Reaction.TEST)
    rehearsals.stop_for_safety(talk, CRISIS, [])

    for call in (lambda: cards.card(talk), lambda: cards.save(talk, {"open": "Hello"})):
        with pytest.raises(RehearsalOver, match="help page") as said:
            call()
        assert str(said.value).count(".") <= 2


def test_every_field_can_be_changed_left_out_and_given_back(rehearsals: Any, cards: Cards, talk: str) -> None:
    names = [field["id"] for field in cards.card(talk)["fields"]]
    saved = cards.save(talk, {name: f"My own {name}" for name in names})
    assert saved["saved"] and all(field["text"].startswith("My own") for field in saved["fields"])

    cards.save(talk, {"help": "", "feel": None})

    card = fields(cards, talk)
    assert card["help"]["text"] == "" and card["feel"]["from"] == "gap" and card["open"]["from"] == "edited"
    assert "If it goes badly" not in card_text(cards.card(talk), WORDS)
    assert "If it goes badly" not in card_html(cards.card(talk), WORDS)


def test_blame_in_an_edited_line_is_pointed_out_and_kept_all_the_same(cards: Cards, talk: str) -> None:
    saved = cards.save(talk, {"reply": "You never listen to me.", "hers": "You never listen to me."})

    assert [note["field"] for note in saved["notes"]] == ["reply"] and saved["notes"][0]["marks"]
    assert "keep it" in saved["notes"][0]["text"]
    assert fields(cards, talk)["reply"]["text"] == "You never listen to me."
    assert cards.save(talk, {"reply": "I felt sad on Sunday."})["notes"] == []


def test_danger_in_an_edited_line_is_heard_and_not_corrected(cards: Cards, talk: str) -> None:
    saved = cards.save(talk, {"reply": "You never listen, and I want to kill myself tonight."})

    assert saved["danger"] and saved["notes"] == []


@pytest.mark.parametrize("bad", [None, [], "open", {"nonsense": "x"}, {"open": 3}, {"open": ["x"]}, {"open": "x" * (LONGEST_FIELD + 1)}])
def test_what_cannot_be_a_field_is_refused_in_one_sentence_and_changes_nothing(cards: Cards, talk: str, bad: Any) -> None:
    before = cards.card(talk)

    with pytest.raises(UsageError) as said:
        cards.save(talk, bad)

    assert "\n" not in str(said.value) and cards.card(talk) == before


def test_nobody_reaches_a_card_that_is_not_there(cards: Cards) -> None:
    with pytest.raises(NotYours):
        cards.card("0" * 32)


def test_a_card_survives_on_both_databases_and_is_gone_with_its_rehearsal(database_url: str, keys: Any, coach: Any) -> None:
    from bot.rehearsal.mine import Mine
    from bot.rehearsal.rehearsals import Rehearsals

    words = load_wording(WORDING, WHYS)
    store = Store(database_url, keys)
    rehearsals = Rehearsals(store, everybody(), words)
    cards = Cards(store, rehearsals.cast, WORDS, HINTS, coach, lambda: nearest_help(None))
    talk, _ = rehearsals.start("daily-calls", channel="test")
    cards.save(talk, {"open": "Mum, have you got a minute 💛"})
    store.close()

    store = Store(database_url, keys)
    again = Cards(store, rehearsals.cast, WORDS, HINTS, coach, lambda: nearest_help(None))
    assert fields(again, talk)["open"]["text"] == "Mum, have you got a minute 💛"
    mine = Mine(store, words)
    assert mine.export([talk])["rehearsals"][0]["card"] == {"open": "Mum, have you got a minute 💛"}
    assert "have you got a minute" in mine.export_page([talk])
    mine.erase([talk])
    with store.work() as work:
        assert work.card(talk) is None
    store.close()


# What it looks like


def odd(card: dict[str, Any]) -> dict[str, Any]:
    """The same card with everything people put into text."""
    texts = ["Mamá 😀💛👩‍👧 Γειά привет", "שלום مرحبا नमस्ते 妈妈", "W" * LONGEST_FIELD, "<script>alert(1)</script>&", "a " * 149, "\u200d\ufe0f", "“x” – y", "ok", "1"]
    return {**card, "fields": [{**field, "text": text, "from": "edited"} for field, text in zip(card["fields"], texts)]}


def test_the_picture_is_a_phone_wide_and_takes_any_letters(cards: Cards, talk: str) -> None:
    from PIL import Image

    for card in (cards.card(talk), odd(cards.card(talk))):
        picture = Image.open(io.BytesIO(card_picture(card, WORDS)))
        assert picture.format == "PNG" and picture.width == WIDTH == 1080 and 800 < picture.height < 6000
        # Nothing is cut off: the margins are empty paper or tint.
        edge = picture.crop((WIDTH - 40, 0, WIDTH, picture.height)).convert("L")
        assert min(edge.getdata()) > 200


def test_the_page_is_complete_in_itself_and_runs_nothing(cards: Cards, talk: str) -> None:
    page = card_html(odd(cards.card(talk)), WORDS)

    assert "<script" not in page and "&lt;script&gt;" in page and "http" not in page and "@page" in page


def test_the_words_around_the_card_are_few_and_plain(cards: Cards, talk: str) -> None:
    own = [WORDS["title"], WORDS["none"], WORDS["edit"], WORDS["edited"], WORDS["look_again"], WORDS["which_file"], WORDS["not_written"],
           WORDS["undrawn"], WORDS["foot"], *WORDS["refused"].values(), *(part for field in WORDS["fields"].values() for part in field.values())]
    for text in own:
        assert "!" not in text and len(text.split()) <= 60
        assert textstat.flesch_kincaid_grade(re.sub(r"\{\w+\}", "it", text)) <= 7.0, text
    assert len(" ".join(field["label"] for field in WORDS["fields"].values()).split()) <= 60
