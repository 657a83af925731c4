"""Offsets and limits in Telegram's measure, in any script."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.channels.telegram.outgoing import Button, Outgoing, copying
from bot.channels.telegram.texts import LONGEST_CAPTION, Text, clean, units
from bot.channels.telegram.voices import Voices
from bot.channels.telegram.words import load_telegram_words
from bot.settings import TELEGRAM_WORDS
from tests.telegram.bot_api import cut

WORDS = load_telegram_words(TELEGRAM_WORDS)
SCRIPTS = st.text(st.one_of(st.characters(blacklist_categories=["Cs"]), st.sampled_from("😡👩‍👧💔🏽é́ञिعבŋ中 \n")), min_size=1, max_size=120)


@given(SCRIPTS, SCRIPTS, st.data())
def test_marked_words_are_underlined_exactly_whatever_the_script(before: str, said: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(said) - 1))
    end = data.draw(st.integers(start + 1, len(said)))

    text = Text().add(before, MessageEntity.BOLD).line().quote(said, [{"start": start, "end": end}])

    found = {entity.type: entity.to_dict() for entity in text.entities()}
    assert cut(text.text, found["underline"]) == said[start:end]
    assert cut(text.text, found["blockquote"]) == said and cut(text.text, found["bold"]) == before


@given(SCRIPTS, st.lists(st.tuples(SCRIPTS, st.booleans()), max_size=6), st.integers(2, 60))
def test_a_long_text_is_parted_without_losing_a_sign_or_a_mark(first: str, pieces: list[tuple[str, bool]], longest: int) -> None:
    text = Text().add(first, MessageEntity.BOLD)
    for piece, marked in pieces:
        text.add(piece, *(["underline"] if marked else []))

    parts = text.fitted(longest)

    assert "".join(part.text for part in parts) == text.text and all(0 < units(part.text) <= longest for part in parts)
    for kind in ("bold", "underline"):
        whole = "".join(cut(text.text, entity.to_dict()) for entity in text.entities() if entity.type == kind)
        assert "".join(cut(part.text, entity.to_dict()) for part in parts for entity in part.entities() if entity.type == kind) == whole


def test_half_an_emoji_does_not_break_a_message() -> None:
    assert units(clean("a\ud83d b")) == 4
    assert Text().add("a\ud83d b", MessageEntity.BOLD).entities()[0].length == 4


def test_a_text_is_parted_at_a_line_rather_than_in_a_word() -> None:
    parts = Text().add("one line\n" * 400).fitted(LONGEST_CAPTION)

    assert all(part.text.endswith("\n") for part in parts)


def test_what_a_press_carries_is_a_number_and_never_her_words() -> None:
    line = "I felt hurt when you laughed about my diary on the phone. " * 4
    out = Outgoing(Text().add("x"), [[Button("Send this line", ["send", line]), Button("Another", ["another"])], copying("Copy", line)])

    data = [button.callback_data for row in out.keyboard().inline_keyboard for button in row if button.callback_data]  # type: ignore[union-attr]
    assert data == ["b:0", "b:1"] and out.actions() == [["send", line], ["another"]]
    assert [button.copy_text.text for button in out.keyboard().inline_keyboard[1]] == [line]  # type: ignore[union-attr]
    assert copying("Copy", line * 2) == []


def test_her_voice_the_coachs_and_the_apps_cannot_be_taken_for_one_another() -> None:
    voices = Voices(WORDS)
    note = {"text": "Why.", "marks": [{"start": 0, "end": 3, "kind": "absolute", "name": "x", "why": "y"}], "reframe": "I felt sad.", "variants": [], "ask": None}
    her, coach, app = voices.all([{"voice": "persona", "name": "Rosa", "text": "Eat."}, {"voice": "coach", "coach": note, "text": "Why.", "turn": "t"},
                                  {"voice": "app", "text": "Paused."}], "You always")

    assert her.text.text == "Rosa\nEat." and [part[2] for part in her.text.parts] == ["bold"]
    assert coach.text.text.startswith("✏️ Coach\nYou always\n") and {"blockquote", "underline"} <= {part[2] for part in coach.text.parts}
    assert app.text.text == "▫️ Paused." and [part[2] for part in app.text.parts] == ["italic"]


def test_a_line_with_a_gap_can_be_copied_but_not_sent_and_a_line_nobody_heard_neither() -> None:
    voices = Voices(WORDS)
    note = {"text": "Why.", "marks": [], "reframe": "I felt … when you left.", "variants": [], "ask": None}

    assert [button.title for row in voices.coach(note, "x", "turn").buttons for button in row] == ["Copy it to change it"]
    assert [button.title for row in voices.coach({**note, "reframe": "I felt sad."}, "x", None).buttons for button in row] == ["Copy it to change it"]


def test_every_word_of_the_menu_fits_telegram() -> None:
    assert len(WORDS["commands"]) <= 100
    assert all(name.isascii() and name.islower() and len(name) <= 32 and 3 <= len(about) <= 256 for name, about in WORDS["commands"].items())
    assert len(WORDS["description"]) <= 512 and len(WORDS["about"]) <= 120
    wanted = "start scenarios prepare hint undo whatif compare pause coach swap debrief card talk progress lesson mydata forget help stop".split()
    assert set(wanted) <= set(WORDS["commands"])
