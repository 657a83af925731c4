"""The questions before a talk as a use case: on both databases, whole or not at all."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Iterator

import pytest
from sqlalchemy import create_engine, text

from bot.coach.coach import Coach
from bot.coach.pseudo_feelings import PseudoFeelings
from bot.errors import NotYours, RehearsalOver, StoreUnavailable, UsageError
from bot.rehearsal.mine import Mine
from bot.rehearsal.preparing import Preparations
from bot.rehearsal.questions import load_questions
from bot.rehearsal.rehearsals import Rehearsals
from bot.rehearsal.wording import load_wording
from bot.safety import Watch
from bot.settings import COACH_DATA, QUESTIONS, WHYS, WORDING
from bot.store.encryption import Keys
from bot.store.store import Store
from tests.conftest import everybody

WORDS = load_wording(WORDING, WHYS)
HERS, ANOTHERS = "a" * 64, "b" * 64
DIARY = "She read my diary, the green one."


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach.load()


@pytest.fixture(scope="module")
def watch(coach: Coach) -> Watch:
    return Watch.load(coach.reader.encoder)


class Rooms:
    """The use cases over one log, at any time of day."""

    def __init__(self, store: Store, coach: Coach, watch: Watch) -> None:
        self.store, self._coach, self._watch = store, coach, watch
        self.rehearsals, self.mine = Rehearsals(store, everybody(), WORDS), Mine(store, WORDS)

    def at(self, moment: datetime) -> Preparations:
        return Preparations(self.store, self.rehearsals, self._coach, self._watch, load_questions(QUESTIONS),
                            PseudoFeelings.load(COACH_DATA / "feelings.yml"), clock=lambda: moment)

    @property
    def preparations(self) -> Preparations:
        return self.at(datetime.now(timezone.utc))


@pytest.fixture
def rooms(database_url: str, keys: Any, coach: Coach, watch: Watch) -> Iterator[Rooms]:
    store = Store(database_url, keys)
    yield Rooms(store, coach, watch)
    store.close()


def told(rooms: Rooms, learner: str = HERS) -> tuple[str, str]:
    """Begun, and three questions answered."""
    made, code = rooms.preparations.begin(channel="test", learner=learner)
    for answer in ("mother", "Rosa", DIARY):
        rooms.preparations.answer(made, answer)
    return made, code


def finished(rooms: Rooms, learner: str = HERS) -> tuple[str, str]:
    """A preparation and the session it became."""
    made, _ = told(rooms, learner)
    for _ in range(7):
        rooms.preparations.skip(made)
    became = rooms.preparations.became(made)
    assert became
    return made, became[0]


def count(database_url: str, table: str) -> int:
    engine = create_engine(database_url, future=True)
    with engine.connect() as connection:
        found = connection.execute(text(f"select count(*) from {table}")).scalar()
    engine.dispose()
    return int(found or 0)


def test_answers_survive_another_process_and_are_readable_to_nobody(rooms: Rooms, database_url: str, keys: Any, coach: Coach, watch: Watch) -> None:
    made, code = told(rooms)

    other = Rooms(Store(database_url, keys), coach, watch).preparations
    assert other.resume(code.lower().replace("-", " ")) == made
    assert [row["answer"] for row in other.view(made)["answers"]] == ["My mother", "Rosa", DIARY]
    engine = create_engine(database_url, future=True)
    with engine.connect() as connection:
        row = connection.execute(text("select * from preparations")).one()
    engine.dispose()
    assert not any(word in (bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode())
                   for value in row for word in (b"diary", b"Rosa", code.encode()))


def test_the_talk_begins_with_what_was_told_for_the_same_learner(rooms: Rooms) -> None:
    made, _ = told(rooms)
    for answer in ("lonely, sad", "privacy", "knock before she comes in", "proud", "money", "You are so ungrateful.", "8", "gentle"):
        said = rooms.preparations.answer(made, answer)

    assert not said.harm and rooms.preparations.standing(made).session_id
    session_id, code = rooms.preparations.became(made) or ("", "")
    assert rooms.rehearsals.resume(code) == (session_id, HERS)
    with rooms.store.work() as work:
        row = work.session(session_id)
        assert row is not None and row.level == "gentle"
        assert row.prepared["feelings"] == ["lonely", "sad"] and row.prepared["needs"] == ["privacy"] and row.prepared["feared"] == ["You are so ungrateful."]
    with pytest.raises(RehearsalOver):
        rooms.preparations.answer(made, "tough")


def test_a_message_sent_twice_answers_one_question_also_when_its_reply_was_lost(rooms: Rooms) -> None:
    made, _ = told(rooms)
    rooms.preparations.answer(made, "sad", "m1")

    asked = rooms.preparations.answered(made, "m1")
    assert asked and asked[-1]["question"] == "needs"
    rooms.preparations.remember_command(made, "m1", [{"voice": "app", "text": "x"}])
    assert rooms.preparations.answered(made, "m1") == [{"voice": "app", "text": "x"}]
    assert rooms.preparations.answered(made, "m2") is None


def test_when_the_talk_cannot_be_written_nothing_is_finished(rooms: Rooms, database_url: str, monkeypatch: Any) -> None:
    made, _ = told(rooms)
    for _ in range(6):
        rooms.preparations.skip(made)
    preparations = rooms.preparations

    def full(*_: Any, **__: Any) -> None:
        raise StoreUnavailable("The log is full.")

    with monkeypatch.context() as broken:
        broken.setattr("bot.store.store.Work.commit", full)
        with pytest.raises(StoreUnavailable):
            preparations.answer(made, "gentle", "m9")

    assert count(database_url, "sessions") == 0 and rooms.preparations.standing(made).asking == "level"
    assert rooms.preparations.answered(made, "m9") is None
    rooms.preparations.answer(made, "gentle", "m9")
    assert count(database_url, "sessions") == 1


def test_erasing_a_talk_erases_what_was_answered_for_it(rooms: Rooms, database_url: str) -> None:
    made, session_id = finished(rooms)
    begun, _ = told(rooms)

    rooms.mine.erase([session_id])

    with pytest.raises(NotYours):
        rooms.preparations.view(made)
    assert rooms.preparations.standing(begun) and count(database_url, "preparations") == 1


def test_all_of_one_learner_goes_and_nothing_of_another(rooms: Rooms, database_url: str) -> None:
    finished(rooms)
    told(rooms)
    kept, _ = told(rooms, ANOTHERS)

    assert rooms.mine.erase_all(HERS) == 1

    assert count(database_url, "preparations") == 1 and rooms.preparations.standing(kept).learner == ANOTHERS
    rooms.mine.erase_all()
    assert count(database_url, "preparations") == 0


def test_an_export_holds_every_answer_of_hers(rooms: Rooms) -> None:
    _, session_id = finished(rooms)
    begun, _ = told(rooms)
    told(rooms, ANOTHERS)

    hers = rooms.mine.export([session_id], HERS)["preparations"]
    assert [(each["session"], each["answers"]["happened"]) for each in hers] == [(session_id, DIARY), (None, DIARY)]
    assert "code" not in str(hers) and hers[1]["id"] == begun
    assert len(rooms.mine.export([session_id])["preparations"]) == 1
    assert len(rooms.mine.export([], everything=True)["preparations"]) == 2
    assert "the green one" in rooms.mine.export_page([session_id], HERS)


def test_what_nobody_came_back_to_goes_after_the_days_that_were_set(rooms: Rooms) -> None:
    now = datetime.now(timezone.utc)
    old, _ = rooms.at(now - timedelta(days=40)).begin(channel="test")
    touched, _ = rooms.at(now - timedelta(days=40)).begin(channel="test")
    rooms.at(now - timedelta(days=2)).answer(touched, "mother")

    assert rooms.mine.expire(30) == 1

    with pytest.raises(NotYours):
        rooms.preparations.view(old)
    assert rooms.preparations.standing(touched).asking == "name"


def test_a_new_key_reads_the_answers_and_the_old_one_does_not(rooms: Rooms, database_url: str, keys: Any, coach: Coach, watch: Watch) -> None:
    made, code = told(rooms)
    rooms.preparations.remember_command(made, "m1", [{"voice": "app", "text": "kept"}])
    both = keys.with_new_key()
    store = Store(database_url, both)
    store.encrypt_again()
    store.close()

    fresh = Rooms(Store(database_url, both.without_older()), coach, watch).preparations
    assert fresh.resume(code) == made and fresh.view(made)["answers"][2]["answer"] == DIARY
    assert fresh.answered(made, "m1") == [{"voice": "app", "text": "kept"}]
    with pytest.raises(StoreUnavailable, match="another key"):
        Rooms(Store(database_url, keys), coach, watch).preparations.view(made)


def test_another_key_can_still_erase(rooms: Rooms, database_url: str) -> None:
    told(rooms)
    told(rooms, ANOTHERS)

    Mine(Store(database_url, Keys(b"x" * 43 + b"=")), WORDS).erase_all(HERS)

    assert count(database_url, "preparations") == 1


def test_no_byte_of_the_answers_is_left_in_the_files(tmp_path: Any, keys: Any, coach: Coach, watch: Watch) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    rooms = Rooms(Store(url, keys), coach, watch)
    made, _ = told(rooms)
    engine = create_engine(url, future=True)
    with engine.connect() as connection:
        sealed = bytes(connection.execute(text("select answers from preparations")).scalar() or b"")
    engine.dispose()

    rooms.preparations.erase(made)

    rooms.store.close()
    for path in tmp_path.iterdir():
        data = path.read_bytes()
        assert sealed[24:80] not in data and sealed[-60:] not in data and made.encode() not in data, path.name


def test_an_answer_shown_again_ends_with_one_stop(rooms: Rooms) -> None:
    made, _ = rooms.preparations.begin(channel="web")
    rooms.preparations.answer(made, "mother")
    rooms.preparations.skip(made)
    rooms.preparations.answer(made, DIARY)
    rooms.preparations.change(made, "what happened")

    assert rooms.preparations.view(made)["question"]["text"].endswith(f"Now it says: {DIARY}")


@pytest.mark.parametrize("question, text, kept", [
    ("relationship", "she's my mum", "mother"), ("relationship", "my youngest", "daughter"), ("relationship", "Amma", "mother"),
    ("temper", "she just goes quiet on me", "stonewalling"), ("temper", "Mostly she shouts", "rebellious"), ("level", "the hardest one please", "tough")])
def test_an_option_may_be_named_in_a_sentence(question: str, text: str, kept: str) -> None:
    questions = load_questions(QUESTIONS)
    assert questions.all[question].read(text, questions.says) == kept


@pytest.mark.parametrize("question, text", [
    ("relationship", "I'm her mum"), ("relationship", "mother or daughter"), ("relationship", "she told my mother about all of it at once"),
    ("temper", "she worries and then she shouts"), ("level", "not too hard")])
def test_a_sentence_that_names_no_option_or_two_is_asked_again(question: str, text: str) -> None:
    questions = load_questions(QUESTIONS)
    with pytest.raises(UsageError, match="pick one"):
        questions.all[question].read(text, questions.says)


@pytest.mark.parametrize("text, kept", [("I'm so sad and I feel worn out", ["sad", "worn out"]), ("I'd ask her to wait", ["I'd ask her to wait"]),
                                        ("we're strangers", ["we're strangers"])])
def test_how_an_answer_begins_is_left_off_only_where_the_rest_can_stand_alone(text: str, kept: list[str]) -> None:
    questions = load_questions(QUESTIONS)
    assert questions.all["feelings"].read(text, questions.says) == kept
