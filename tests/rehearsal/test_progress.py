"""Progress over talks: counted by the database, honest about what was new, and told only where it is kind and true."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import textstat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.coach.feedback import Feedback
from bot.errors import UsageError
from bot.persona.reaction import Reaction
from bot.rehearsal.branches import Branches
from bot.rehearsal.mine import Mine
from bot.rehearsal.progress import MOVES, Progress, Step, lines
from bot.rehearsal.rehearsals import Rehearsals
from bot.rehearsal.wording import load_wording
from bot.settings import WHYS, WORDING
from bot.store.store import Store
from bot.store.talk_figures import TalkFigures
from tests.conftest import everybody
from tests.rehearsal.test_rehearsals import BLAME, CRISIS, SORRY

CAST, WORDS = everybody(), load_wording(WORDING, WHYS)
HER, OTHER = "a" * 64, "b" * 64
PNG = b"\x89PNG\r\n"
NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)


class Log:
    """A log in which talks are had, a day apart."""

    def __init__(self, store: Store) -> None:
        self.store, self.day = store, 0
        self.rehearsals = Rehearsals(store, CAST, WORDS, lambda: NOW + timedelta(days=self.day))
        self.progress = Progress(store, WORDS)

    def talk(self, *said: Feedback, scenario: str = "daily-calls", learner: str = HER) -> str:
        self.day += 1
        session_id, _ = self.rehearsals.start(scenario, channel="test", learner=learner, seed=1)
        for feedback in said:
            self.say(session_id, feedback)
        return session_id

    def say(self, session_id: str, feedback: Feedback) -> str:
        allowed = self.rehearsals.hear(session_id, feedback)[1].allowed(feedback.move)
        return str(self.rehearsals.say(session_id, feedback, sorted(allowed - {Reaction.WALK_OUT, Reaction.AGREE})[0]).turn_id)


@pytest.fixture
def log(database_url: str, keys: Any) -> Any:
    store = Store(database_url, keys)
    yield Log(store)
    store.close()


def test_first_attempts_and_repeats_are_counted_apart_for_each_learner(log: Log) -> None:
    log.talk(BLAME, BLAME, SORRY, SORRY)
    log.talk(BLAME, SORRY, scenario="teen-phone")
    log.talk(SORRY, SORRY)
    log.talk(BLAME, BLAME, learner=OTHER)

    told = log.progress.of(HER)

    assert [(each["scenario"], each["new"], each["messages"], each["marks"], each["strengths"]) for each in told["talks"]] == [
        ("daily-calls", True, 4, 2, 2), ("teen-phone", True, 2, 1, 1), ("daily-calls", False, 2, 0, 2)]
    assert told["talks"][0]["blame_in_ten"] == told["talks"][0]["strengths_in_ten"] == 5.0
    assert told["new"]["talks"] == 2 and told["repeats"] == {"talks": 1, "earlier": None, "lately": {"blame_in_ten": 0.0, "strengths_in_ten": 10.0}}
    assert told["lines"] == ["When you took up a talk again, blame went from about five times in ten messages to hardly ever."]


def test_what_was_taken_back_does_not_count(log: Log) -> None:
    talk = log.talk(SORRY, SORRY)
    log.say(talk, BLAME)
    log.rehearsals.undo(talk)
    rejected = log.say(talk, BLAME)
    log.rehearsals.dismiss(talk, rejected, 0, 16)

    only = log.progress.of(HER)["talks"][0]

    assert (only["messages"], only["marks"], only["marked"], only["strengths"]) == (3, 0, 0, 2)


@given(chosen=st.lists(st.sampled_from(["blame", "sorry", "undo", "fork", "dismiss", "look"]), min_size=3, max_size=14))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_what_was_counted_before_is_what_would_be_counted_now(log: Log, chosen: list[str]) -> None:
    talk = log.talk(SORRY, BLAME)
    for number, what in enumerate(chosen):
        turns = log.rehearsals.view(talk)["turns"]
        if what in ("blame", "sorry"):
            log.say(talk, BLAME if what == "blame" else SORRY)
        elif what == "undo" and turns:
            log.rehearsals.undo(talk)
        elif what == "fork" and turns:
            Branches(log.store, WORDS).fork_before(talk, 1 + number % len(turns))
        elif what == "dismiss" and turns:
            log.rehearsals.dismiss(talk, turns[number % len(turns)]["turn"], BLAME.blame[0].start, BLAME.blame[0].end)
        else:
            log.progress.of(HER)
    log.progress.of(HER)

    with log.store.work() as work:
        kept, counted = work.talk_figures(HER, *MOVES)
        for row, _ in work.sessions(learner=HER):
            work.count_anew(row.id)
        work._session.flush()
        anew, all_of_them = work.talk_figures(HER, *MOVES)
    assert counted == [] and len(all_of_them) == len(anew)
    assert kept == anew


def test_a_count_that_was_overtaken_is_not_kept(log: Log) -> None:
    talk = log.talk(BLAME, BLAME)
    turn = log.rehearsals.view(talk)["turns"][0]["turn"]
    with log.store.work() as work:
        _, counted = work.talk_figures(HER, *MOVES)
    log.rehearsals.dismiss(talk, turn, BLAME.blame[0].start, BLAME.blame[0].end)
    with log.store.work() as work:
        work.note_figures(counted)
        work.commit()

    assert log.progress.of(HER)["talks"][0]["marks"] == 1


def test_looking_costs_nobody_a_turn_and_works_where_nothing_can_be_written(log: Log) -> None:
    talk = log.talk(BLAME, SORRY)
    with log.store.work() as work:
        row = work.session(talk)
        assert row is not None
        log.progress.of(HER)
        log.rehearsals.dismiss(talk, log.rehearsals.view(talk)["turns"][0]["turn"], BLAME.blame[0].start, BLAME.blame[0].end)
        row.lesson = "hear-her"
        work.commit()
    log.say(talk, SORRY)
    engine = log.store._engine

    def refuse(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith("UPDATE"):
            raise OperationalError("the disk is full", None, Exception())

    event.listen(engine, "before_cursor_execute", refuse)
    try:
        assert [each["messages"] for each in log.progress.of(HER)["talks"]] == [3]
    finally:
        event.remove(engine, "before_cursor_execute", refuse)


def test_short_talks_and_talks_stopped_for_safety_do_not_count(log: Log) -> None:
    log.talk(BLAME)
    log.rehearsals.stop_for_safety(log.talk(BLAME, BLAME, BLAME), CRISIS, [])

    assert log.progress.of(HER)["talks"] == []
    assert log.progress.spoken(HER) == {"voice": "app", "text": WORDS["progress"]["empty"]}
    assert log.progress.picture(HER).startswith(PNG)


def test_a_debrief_knows_her_earlier_talks_and_erasing_them_forgets_them(log: Log) -> None:
    first = log.talk(BLAME, BLAME, BLAME, SORRY, scenario="teen-phone")
    talk = log.talk(SORRY, SORRY, SORRY)
    log.talk(BLAME, BLAME, BLAME, learner=OTHER)

    told = {row["label"]: row["text"] for row in log.rehearsals.debrief(talk)["lines"]}
    assert told["Next to your earlier talks"] == "Blame in 0 of 3 messages this time. Yesterday it was 3 of 4."

    Mine(log.store, WORDS).erase([first])
    assert "Next to your earlier talks" not in {row["label"] for row in log.rehearsals.debrief(talk)["lines"]}
    assert len(log.progress.of(HER)["talks"]) == 1


def test_a_picture_is_drawn_in_both_themes_and_shapes_and_refused_kindly_in_any_other(log: Log) -> None:
    talk = log.talk(BLAME, SORRY)
    light, dark = (log.rehearsals.look_back.picture(talk, theme) for theme in ("light", "dark"))

    assert light.startswith(PNG) and dark.startswith(PNG) and light != dark
    # 1600 × 800, as the head of a PNG says.
    assert light[16:24] == (1600).to_bytes(4, "big") + (800).to_bytes(4, "big")
    narrow = log.rehearsals.look_back.picture(talk, "light", "narrow")
    assert narrow[16:24] == (720).to_bytes(4, "big") + (880).to_bytes(4, "big")
    for draw in (log.rehearsals.look_back.picture, log.progress.picture):
        with pytest.raises(UsageError, match="wide or narrow"):
            draw(talk, "light", "../x")
        with pytest.raises(UsageError, match="light or dark"):
            draw(talk, "../x")


def test_a_talk_stopped_for_safety_has_no_picture_and_its_debrief_weighs_nothing(log: Log) -> None:
    talk = log.talk(BLAME, BLAME)
    log.rehearsals.stop_for_safety(talk, CRISIS, [])

    with pytest.raises(UsageError):
        log.rehearsals.look_back.picture(talk)
    assert set(log.rehearsals.debrief(talk)) == {"headline", "outcome", "lines", "next", "notes"}
    assert [message["text"].count("\n") for message in log.rehearsals.look_back.spoken(talk)] == [1]


def step(marks: int, moved: int, new: bool = True, scenario: str = "teen-phone", messages: int = 10) -> Step:
    return Step(TalkFigures("x", scenario, None, "realistic", "stalled", NOW, messages, marks, marks, moved, 0), new)


@pytest.mark.parametrize("steps,said", [
    ([], ["There is nothing to see yet. After your first talks, you can see here how it goes."]),
    ([step(9, 1)] * 2, ["You have had two talks so far, two of them new to you. After four new ones you can see here how it changes."]),
    ([step(6, 2), step(6, 2), step(2, 2), step(2, 2)],
     ["In talks that were new to you, there was blame about six times in ten messages at first, and about twice lately."]),
    ([step(6, 2), step(6, 2), step(0, 6), step(0, 6)],
     ["In talks that were new to you, there was blame about six times in ten messages at first, and hardly ever lately.",
      "Of ten messages to somebody new, about six reach out to her lately. At first it was two."]),
    # Where it went down, nothing is said of it.
    ([step(1, 8), step(1, 8), step(7, 2), step(7, 2)], ["You have had four talks so far, four of them new to you. You keep coming back, and that counts."]),
])
def test_one_or_two_sentences_only_true_and_kind_ones(steps: list[Step], said: list[str]) -> None:
    assert lines(steps, WORDS) == said
    assert textstat.flesch_kincaid_grade(" ".join(said)) <= 7 and "!" not in "".join(said)


def test_repeats_cannot_make_the_way_over_new_talks_look_better() -> None:
    new = [step(5, 3)] * 4

    assert lines([*new, *[step(0, 9, new=False, scenario="other")] * 6], WORDS)[0].startswith("You have had ten talks so far, four of them new")
