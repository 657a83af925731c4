"""The real talk: dated, gently remembered, told of afterwards, and never asked about in danger."""
from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import textstat

from bot.channels.talk_words import ahead, noted, talks_text
from bot.errors import UsageError
from bot.persona.frame import Prepared
from bot.rehearsal.prepare import prepare, read_answers
from bot.rehearsal.real_talk import RealTalks, load_talk_words
from bot.rehearsal.when import read_when
from bot.settings import TALK_WORDS
from bot.store.store import Store

WORDS = load_talk_words(TALK_WORDS)
HER, OTHER = "a" * 64, "b" * 64
MADRID = ZoneInfo("Europe/Madrid")
SUNDAY = datetime(2026, 11, 22, 19, 30, tzinfo=MADRID)


class Clock:
    """Stands where it is put."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now.astimezone(timezone.utc)


@pytest.fixture
def clock() -> Clock:
    return Clock(SUNDAY)


@pytest.fixture
def talks(database_url: str, keys: Any, watch: Any, clock: Clock) -> Any:
    store = Store(database_url, keys)
    yield RealTalks(store, WORDS, watch, clock, home=MADRID)
    store.close()


@pytest.fixture
def light(rehearsals: Any, watch: Any, clock: Clock) -> RealTalks:
    """Over the log in memory that the rehearsals have too."""
    return RealTalks(rehearsals._store, WORDS, watch, clock, home=MADRID)


# Reading a date

@pytest.mark.parametrize("said,day,at", [
    ("tomorrow", "2026-11-23", None), ("on Friday", "2026-11-27", None), ("Friday at 6", "2026-11-27", "18:00"), ("fri 6.30 pm", "2026-11-27", "18:30"),
    ("2026-12-01", "2026-12-01", None), ("2026-12-01 at 09:15", "2026-12-01", "09:15"), ("on Sunday", "2026-11-29", None), ("next tuesday", "2026-11-24", None),
    ("the 3rd of May", "2027-05-03", None), ("Dec 24 at noon", "2026-12-24", "12:00"), ("24 December 2027", "2027-12-24", None), ("in two weeks", "2026-12-06", None),
    ("in 3 days", "2026-11-25", None), ("the day after tomorrow", "2026-11-24", None), ("today at 9pm", "2026-11-22", "21:00"), ("tonight", "2026-11-22", None),
    ("29 February", "2028-02-29", None), ("remind me of the real talk on saturday", "2026-11-28", None), ("next week", "2026-11-29", None), ("at 8 tomorrow", "2026-11-23", "08:00"),
])
def test_a_day_is_understood_as_people_say_it(said: str, day: str, at: str | None) -> None:
    when = read_when(said, SUNDAY, WORDS["refused"])

    assert (when.day.isoformat(), when.at and when.at.strftime("%H:%M")) == (day, at)


@pytest.mark.parametrize("said,why", [
    ("2026-11-21", "past"), ("yesterday", "past"), ("last friday", "past"), ("today at 6pm", "past"), ("1 May 2020", "past"), ("2031-01-01", "far"),
    ("", "unclear"), ("soon", "unclear"), ("31 February", "unclear"), ("2026-13-01", "unclear"), ("friday at 25:00", "unclear"), ("11/12", "unclear"), ("💛", "unclear"),
    ("0000-00-00", "unclear"), ("in 999 months", "far"), ("99999999999", "unclear"),
])
def test_what_is_no_day_to_come_is_refused_kindly(said: str, why: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_when(said, SUNDAY, WORDS["refused"])

    assert str(refused.value) == WORDS["refused"][why]


# The date

def test_a_date_is_set_moved_and_dropped(talks: RealTalks) -> None:
    assert noted(talks.set(HER, "on Friday at 6"), WORDS, kept=True).startswith("Noted: Friday, 27 November 2026, 18:00.")
    talks.set(HER, "2026-12-01")

    assert [(talk["day"], talk["at"], talk["state"]) for talk in talks.all(HER)] == [("2026-12-01", None, "ahead")]
    assert talks.all(OTHER) == [] and "1 December" in ahead(talks.next(HER), WORDS)
    assert talks.drop(OTHER) is False and talks.drop(HER) is True and talks.drop(HER) is False
    assert talks.all(HER) == [] and ahead(talks.next(HER), WORDS) == WORDS["ask_when"]


def test_a_refused_day_leaves_the_date_that_was_set(talks: RealTalks) -> None:
    talks.set(HER, "tomorrow")
    for bad in ("yesterday", "soon"):
        with pytest.raises(UsageError):
            talks.set(HER, bad)
    for zone in ("Mars/Base", "../etc/passwd", "/etc/passwd", "x" * 300, "\0"):
        with pytest.raises(UsageError, match="time zone"):
            talks.set(HER, "tomorrow", zone=zone)

    assert [talk["day"] for talk in talks.all(HER)] == ["2026-11-23"]


def test_tomorrow_is_her_tomorrow(talks: RealTalks) -> None:
    assert talks.set(HER, "tomorrow", zone="Pacific/Auckland")["day"] == "2026-11-24"  # Monday morning there already
    assert talks.set(OTHER, "tomorrow")["day"] == "2026-11-23"
    assert talks.set(HER, "tomorrow")["day"] == "2026-11-24", "her zone is remembered"


# Reminders

def due(talks: RealTalks, *moment: int, zone: ZoneInfo = MADRID) -> list[str]:
    return [reminder.kind for reminder in talks.due(datetime(*moment, tzinfo=zone))]  # type: ignore[arg-type]


def test_a_push_is_due_the_day_before_and_that_morning_by_day_only(talks: RealTalks) -> None:
    talks.set(HER, "on Friday at 18:00")

    assert due(talks, 2026, 11, 25, 12) == []
    assert [due(talks, 2026, 11, 26, hour) for hour in (0, 8, 9, 19, 20, 23)] == [[], [], ["day_before"], ["day_before"], [], []]
    assert [due(talks, 2026, 11, 27, hour) for hour in (3, 8, 9, 17, 18, 19)] == [[], [], ["morning"], ["morning"], [], []]
    assert [due(talks, 2026, 11, 28, hour) for hour in (8, 9)] == [[], ["after"]]
    assert due(talks, 2026, 12, 11, 12) == ["after"] and due(talks, 2026, 12, 12, 12) == []


def test_a_push_goes_by_the_clock_where_she_is(talks: RealTalks) -> None:
    talks.set(HER, "2026-11-27", zone="Pacific/Auckland")

    assert due(talks, 2026, 11, 26, 21) == ["morning"], "it is Friday morning in Auckland"
    assert due(talks, 2026, 11, 26, 12) == [], "it is midnight there"


def test_each_push_is_due_once_and_again_when_the_date_moves(talks: RealTalks) -> None:
    talks.set(HER, "on Friday")
    moment = datetime(2026, 11, 26, 10, tzinfo=MADRID)
    [reminder] = talks.due(moment)
    assert (reminder.learner, reminder.text) == (HER, "A note you left yourself for tomorrow.")
    talks.shown(reminder.talk_id, reminder.kind)
    assert talks.due(moment) == [] and due(talks, 2026, 11, 27, 10) == ["morning"]

    talks.set(HER, "on Saturday")

    assert due(talks, 2026, 11, 27, 10) == ["day_before"]


def test_whoever_comes_by_is_told_once_and_only_her_own(talks: RealTalks, clock: Clock) -> None:
    talks.set(HER, "on Tuesday")
    assert talks.notices(HER) == []
    clock.now = SUNDAY + timedelta(days=1)

    assert talks.notices(OTHER) == []
    assert talks.notices(HER) == ["A note you left yourself for tomorrow."]
    assert talks.notices(HER) == []
    clock.now = SUNDAY + timedelta(days=2)
    assert talks.notices(HER) == ["A note you left yourself for today."] and talks.notices(HER) == []
    clock.now = SUNDAY + timedelta(days=40)
    assert len(talks.notices(HER)) == 1 and talks.notices(HER) == []


def test_a_note_gives_nothing_away_on_a_locked_screen() -> None:
    for text in WORDS["reminders"].values():
        assert not re.search(r"talk|mother|mum|daughter|her\b|softstart|rehears|practi|fear", text, re.I), text


# Afterwards

def test_three_questions_one_by_one_and_the_fear_beside_how_it_was(talks: RealTalks, clock: Clock) -> None:
    talks.set(HER, "tomorrow")
    clock.now = SUNDAY + timedelta(days=2)
    assert talks.all(HER)[0]["state"] == "waiting"
    asked = []
    for answer in ("Yes!", "She said she had no idea", 8, 3):
        question = talks.questions(HER)[0]
        asked.append(question["id"])
        told = talks.answer(HER, {question["id"]: answer})

    assert asked == ["happened", "said", "feared", "was"] and told.questions == () and told.danger is None
    assert told.closing == "You feared 8 and it was 3. Keep that for next time."
    [talk] = talks.all(HER)
    assert (talk["state"], talk["happened"], talk["said"], talk["feared"], talk["was"]) == ("told", "yes", "She said she had no idea", 8, 3)
    assert "feared 8, was 3" in talks_text(talks.all(HER), WORDS)
    with pytest.raises(UsageError, match="set a day"):
        talks.answer(HER, {"said": "more"})
    talks.set(HER, "on Friday")
    assert len(talks.all(HER)) == 2


def test_every_question_may_be_skipped_and_it_may_be_left_at_once(talks: RealTalks) -> None:
    talks.set(HER, "tomorrow")
    told = talks.answer(HER, {"happened": None, "said": "", "feared": None, "was": None})
    assert told.questions == () and told.closing == WORDS["closing"]["told"]

    talks.set(HER, "tomorrow")
    assert talks.answer(HER, {"was": 4}, done=True).questions == ()
    assert [talk["was"] for talk in talks.all(HER)] == [None, 4]


def test_a_talk_that_did_not_happen_is_let_rest(talks: RealTalks) -> None:
    talks.set(HER, "tomorrow")
    told = talks.answer(HER, {"happened": "not yet"})

    assert told.questions == () and told.closing == WORDS["closing"]["not_yet"]
    assert talks_text(talks.all(HER), WORDS).endswith("it did not happen")


@pytest.mark.parametrize("bad", [{"was": 11}, {"was": -1}, {"was": "nine"}, {"was": True}, {"feared": 3.5}, {"said": 4}, {"said": ["x"]}, {"said": "x" * 2001}])
def test_an_answer_that_cannot_be_used_changes_nothing(talks: RealTalks, bad: dict[str, Any]) -> None:
    talks.set(HER, "tomorrow")
    with pytest.raises(UsageError):
        talks.answer(HER, {"happened": "yes", **bad})

    assert talks.all(HER)[0]["happened"] is None and len(talks.questions(HER)) == 4


def test_danger_told_in_an_answer_is_kept_and_nothing_more_is_asked(talks: RealTalks) -> None:
    talks.set(HER, "tomorrow")
    said = "She hit me again and I am scared to go home tonight"
    told = talks.answer(HER, {"happened": "yes", "said": said})

    assert told.danger == said and told.questions == () and told.closing is None
    assert talks.all(HER)[0]["said"] == said and talks.all(HER)[0]["state"] == "told"


def test_what_was_feared_in_the_prepare_step_stands_beside_what_came(rehearsals: Any, light: RealTalks) -> None:
    prepared = Prepared(role="mother", temper="proud", feared=("You were always difficult.",), likely=(9,))
    talk, _ = rehearsals.start("your-own", channel="test", prepared=prepared, learner=HER)
    light.set(HER, "tomorrow", talk)

    asked = light.questions(HER)
    assert [question["id"] for question in asked] == ["happened", "said", "was"]
    assert "You were always difficult." in asked[-1]["text"]
    told = light.answer(HER, {"happened": "yes", "said": None, "was": 2})
    assert (told.talk["fear"], told.talk["feared"], told.talk["was"]) == ("You were always difficult.", 9, 2)


def test_a_fear_without_a_number_is_asked_for_one(rehearsals: Any, light: RealTalks) -> None:
    prepared = Prepared(role="mother", temper="proud", feared=("No.",))
    talk, _ = rehearsals.start("your-own", channel="test", prepared=prepared, learner=HER)
    light.set(HER, "tomorrow", talk)

    assert "feared" in [question["id"] for question in light.questions(HER)]


def test_what_she_told_is_not_readable_in_the_log(tmp_path: Any, keys: Any, watch: Any, clock: Clock) -> None:
    store = Store(f"sqlite:///{tmp_path / 'log.db'}", keys)
    talks = RealTalks(store, WORDS, watch, clock, home=MADRID)
    talks.set(HER, "tomorrow")
    talks.answer(HER, {"said": "the yellow kettle"})

    assert b"kettle" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()


def test_the_words_are_few_plain_and_kind() -> None:
    def texts(part: Any) -> Any:
        yield from (part,) if isinstance(part, str) else (text for each in part.values() for text in texts(each))

    for text in texts({name: part for name, part in WORDS.items() if name != "answers"}):
        filled = re.sub(r"\{\w+\}", "6", text)
        assert "!" not in text and len(text.split()) <= 60
        assert textstat.flesch_kincaid_grade(filled) <= 7.0, text
        assert not re.search(r"\b(?:failed|wrong|you should|succe\w+|score|grade)\b", text, re.I), text


def test_how_likely_she_thought_a_fear_is_kept_only_where_she_said_so(coach: Any, watch: Any) -> None:
    answers = {"relationship": "mother", "fears": ["Nobody asked you.", {"says": "You were always cold.", "likely": 9}, {"says": "Go, then.", "likely": 2}]}

    made = prepare(read_answers(answers), coach, watch, "no")

    assert made.feared == ("You were always cold.", "Nobody asked you.", "Go, then.") and made.likely == (9, None, 2)
    assert Prepared.parse_obj({"role": "mother", "temper": "proud", "feared": ["x"]}).likely == (), "rows from before can be read"


def test_a_day_can_be_set_from_a_rehearsal_that_was_erased_meanwhile(talks: RealTalks) -> None:
    talk = talks.set(HER, "tomorrow", "f" * 32)

    assert talk["rehearsal"] is None and talks.next(HER)["day"] == talk["day"]  # type: ignore[index]
