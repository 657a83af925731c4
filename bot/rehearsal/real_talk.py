"""The real talk: its date, who is to be reminded now, and what was feared set against what came."""
from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import Any, Callable, Mapping
from zoneinfo import ZoneInfo

from bot.errors import UsageError
from bot.persona.scenario import YOUR_OWN
from bot.rehearsal.rehearsals import utc_now
from bot.rehearsal.taken import exported_talk
from bot.rehearsal.when import read_when
from bot.safety import Watch
from bot.store.models import TalkRow
from bot.store.store import Store, Work
from bot.yaml_files import read_yaml

LONGEST_TOLD = 2000  # characters
DAY_BEGINS, DAY_ENDS = time(9), time(20)  # nothing is pushed outside of these, local time
DAY_BEFORE, MORNING, AFTER = "day_before", "morning", "after"
ASKED_DAYS = 14  # a push asks how it went within so many days, or never
TEXTS, NUMBERS = ("happened", "said"), ("feared", "was")


@cache
def load_talk_words(path: Path) -> dict[str, Any]:
    """data/real-talk.yml, read once."""
    words: dict[str, Any] = read_yaml(path.read_text(encoding="utf-8"))
    return words


@dataclass(frozen=True)
class Reminder:
    """One note that is due. ``text`` gives nothing away on a locked screen."""

    talk_id: str
    learner: str
    session_id: str | None
    kind: str
    text: str


@dataclass(frozen=True)
class Told:
    """What an answer led to. ``danger`` holds the words in which danger was heard; then nothing more is asked."""

    talk: dict[str, Any]
    questions: tuple[dict[str, str], ...]
    closing: str | None
    danger: str | None = None


class RealTalks:
    """The real talks of all learners of one store. A learner has one date ahead of her at a time; setting another moves it."""

    def __init__(self, store: Store, words: Mapping[str, Any], watch: Watch | None, clock: Callable[[], datetime] = utc_now,
                 home: tzinfo | None = None) -> None:
        """``watch``: None in a process that only reminds, and takes no answers; ``home``: the time zone of learners who gave none, the
        machine's own when left out."""
        self._store, self.words, self._watch, self._clock, self._home = store, words, watch, clock, home

    # The date

    def set(self, learner: str, when: str, session_id: str | None = None, zone: str | None = None) -> dict[str, Any]:
        """Note the day of the real talk, or move it. ``zone``: her IANA time zone. Raises UsageError for a day that cannot be used."""
        self._check_zone(zone)
        with self._store.work() as work:
            if session_id and work.session(session_id) is None:
                session_id = None  # erased meanwhile; the day is still hers
            row = work.open_talk(learner)
            zone = zone or (row.zone if row is not None else None)
            found = read_when(when, self._local(self._clock(), zone), self.words["refused"])
            if row is None:
                row = TalkRow(id=uuid.uuid4().hex, learner=learner, set_at=self._clock(), day=found.day, reminded="")
                work.add(row)
            row.session_id = session_id or row.session_id
            row.day, row.at, row.zone, row.reminded = found.day, found.at.strftime("%H:%M") if found.at else None, zone, ""
            row.set_at = self._clock()
            work.commit()
            return self._shown(row)

    def names_a_day(self, text: str) -> bool:
        """Whether a sentence names a day at all, one that can be used or not."""
        refused = self.words["refused"]
        try:
            read_when(text, self._local(self._clock(), None), refused)
        except UsageError as error:
            return str(error) != refused["unclear"]
        return True

    def drop(self, learner: str) -> bool:
        """Take the date off. False when there was none."""
        with self._store.work() as work:
            dropped = work.erase_open_talks(learner)
            work.commit()
        return bool(dropped)

    def next(self, learner: str) -> dict[str, Any] | None:
        """The one that is still to be told of."""
        with self._store.work() as work:
            row = work.open_talk(learner)
            return self._shown(row) if row is not None else None

    def all(self, learner: str) -> list[dict[str, Any]]:
        """All of hers by day, with the fear beside how it was."""
        with self._store.work() as work:
            return [self._shown(row) for row in work.talks(learner)]

    # Reminders

    def due(self, now: datetime | None = None) -> list[Reminder]:
        """The notes to push at this moment to anybody: the day before, on the morning, and once afterwards; by day only. Tell
        :meth:`shown` when one has gone out."""
        now = now or self._clock()
        today, found = now.date(), []
        with self._store.work() as work:
            # A day more on each side: it is another date elsewhere.
            for row in work.talks_around(today - timedelta(days=ASKED_DAYS + 1), today + timedelta(days=2)):
                local = self._local(now, row.zone)
                kind = self._kind(row, local)
                if kind and DAY_BEGINS <= local.time() < DAY_ENDS and local.date() <= row.day + timedelta(days=ASKED_DAYS):
                    found.append(Reminder(row.id, row.learner, row.session_id, kind, self.words["reminders"][kind]))
        return found

    def shown(self, talk_id: str, kind: str) -> None:
        """A reminder was given; it is not given again."""
        with self._store.work() as work:
            row = work.talk(talk_id)
            if row is not None:
                self._note(row, kind)
                work.commit()

    def notices(self, learner: str) -> list[str]:
        """What to show a learner who comes by now, at whatever hour; each is shown once."""
        with self._store.work() as work:
            row = work.open_talk(learner)
            kind = self._kind(row, self._local(self._clock(), row.zone)) if row is not None else None
            if row is None or kind is None:
                return []
            self._note(row, kind)
            work.commit()
            return [str(self.words["reminders"][kind])]

    @staticmethod
    def _kind(row: TalkRow, local: datetime) -> str | None:
        """Which reminder fits this moment, unless it was given before."""
        days = (row.day - local.date()).days
        begun = row.at is not None and local.time() >= time.fromisoformat(row.at)
        kind = DAY_BEFORE if days == 1 else MORNING if days == 0 and not begun else AFTER if days < 0 else None
        return kind if kind and kind not in row.reminded.split() else None

    @staticmethod
    def _note(row: TalkRow, kind: str) -> None:
        row.reminded = " ".join(sorted({*row.reminded.split(), kind}))

    # Afterwards

    def questions(self, learner: str) -> list[dict[str, str]]:
        """What may still be asked about her talk, in order: ``id`` and ``text``. Raises UsageError when no date was set."""
        with self._store.work() as work:
            return self._questions(work, self._open(work, learner))

    def answer(self, learner: str, given: Mapping[str, Any], done: bool = False) -> Told:
        """Keep answers by the ids of the questions; None skips one. The talk is told when nothing is left to ask, when it did not happen,
        when danger is heard, or with ``done``. Raises UsageError for an answer that cannot be used."""
        assert self._watch is not None, "answers are read for danger"
        clean, recognise = self._clean(given), self._watch.recognise
        with self._store.work() as work:
            row = self._open(work, learner)
            known = dict(row.answers or {})
            # What was feared stands beside what came, also when the rehearsal is erased one day.
            fear, likely = self._prepared_fear(work, row)
            prepared = {name: value for name, value in (("fear", fear), ("feared", likely)) if value is not None}
            row.answers = known = {**prepared, **known, **clean}
            danger = next((text for text in (clean.get(name) for name in TEXTS) if text and recognise(text).danger), None)
            left = [] if danger or done or known.get("happened") == "no" else self._questions(work, row)
            if not left:
                row.told_at = self._clock()
            work.commit()
            return Told(self._shown(row), tuple(left), None if left or danger else self._closing(known), danger)

    def _open(self, work: Work, learner: str) -> TalkRow:
        row = work.open_talk(learner)
        if row is None:
            raise UsageError(self.words["refused"]["not_set"])
        return row

    def _questions(self, work: Work, row: TalkRow) -> list[dict[str, str]]:
        words, known = self.words["questions"], row.answers or {}
        fear, likely = self._prepared_fear(work, row)
        asked = [name for name in (*TEXTS, *NUMBERS) if name not in known and (name != "feared" or likely is None)]
        return [{"id": name, "text": words["was_fear"].format(fear=fear) if name == "was" and likely is not None else words[name]}
                for name in asked]

    @staticmethod
    def _prepared_fear(work: Work, row: TalkRow) -> tuple[str | None, int | None]:
        """What she feared to hear when she prepared a talk of her own, and how likely she thought it (0-10), if she said so."""
        session = work.session(row.session_id) if row.session_id else None
        if session is None or session.scenario != YOUR_OWN or not (session.prepared or {}).get("feared"):
            return None, None
        likely = session.prepared.get("likely") or [None]
        return str(session.prepared["feared"][0]), likely[0]

    def _clean(self, given: Mapping[str, Any]) -> dict[str, Any]:
        refused, clean = self.words["refused"], dict[str, Any]()
        for name in (*TEXTS, *NUMBERS):
            if name not in given:
                continue
            value = given[name]
            if value is None or value == "":
                clean[name] = None
            elif name in NUMBERS:
                if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10:
                    raise UsageError(refused["number"])
                clean[name] = value
            elif not isinstance(value, str):
                raise UsageError(refused["text"])
            elif len(value) > LONGEST_TOLD:
                raise UsageError(refused["too_long"].format(letters=LONGEST_TOLD))
            else:
                text = value.encode("utf-8", "replace").decode().strip()
                clean[name] = self._plain(text) if name == "happened" else text or None
        return clean

    def _plain(self, text: str) -> str:
        """yes, no or partly where it was said so; else her own words."""
        said = text.lower().strip(" .!,")
        return next((name for name, ways in self.words["answers"].items() if said in ways), text)

    def _closing(self, known: Mapping[str, Any]) -> str:
        words, feared, was = self.words["closing"], known.get("feared"), known.get("was")
        if known.get("happened") == "no":
            return str(words["not_yet"])
        if feared is None or was is None:
            return str(words["told"])
        return str(words["better" if was < feared else "same" if was == feared else "worse"].format(feared=feared, was=was))

    # Times

    def _check_zone(self, zone: str | None) -> None:
        if not zone:
            return
        try:
            ZoneInfo(zone)
        except (OSError, ValueError, KeyError):  # KeyError: ZoneInfoNotFoundError
            raise UsageError(self.words["refused"]["zone"]) from None

    def _local(self, moment: datetime, zone: str | None) -> datetime:
        # Without an argument astimezone knows the machine's own zone, with its summer time.
        return moment.astimezone(ZoneInfo(zone) if zone else self._home)

    def _shown(self, row: TalkRow) -> dict[str, Any]:
        """As channels show it; ``state``: ahead, waiting (over, not told) or told."""
        today = self._local(self._clock(), row.zone).date()
        state = "told" if row.told_at else "ahead" if row.day >= today else "waiting"
        told = exported_talk(row)
        return {**told, "state": state, "when": spoken(row.day, row.at), "today": row.day == today}


def spoken(day: date, at: str | None) -> str:
    """A date as one says it: "Friday, 4 December 2026, 18:00"."""
    return f"{day:%A}, {day.day} {day:%B %Y}" + (f", {at}" if at else "")
