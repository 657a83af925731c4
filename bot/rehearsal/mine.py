"""What belongs to a learner: her rehearsals listed, handed over whole, and erased."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone
from html import escape
from typing import Any, Callable, Iterator, Mapping, Sequence

from bot.errors import NotYours
from bot.rehearsal.codes import as_given
from bot.rehearsal.rehearsals import utc_now
from bot.rehearsal.taken import card_lines, exported_card, exported_chats, exported_talks, talk_lines
from bot.store.models import PreparationRow, SessionRow, TurnRow
from bot.store.store import Store, Work

FORMAT = 1  # of the export; raised when its fields change meaning
_STYLE = ("body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
          "dt{font-weight:600;margin-top:.8rem}dd{margin:0 0 0 1rem}.coach,.app{font-size:.9rem;opacity:.8}.branch{margin-left:1.5rem}")


class Mine:
    """The rehearsals of one learner, or of everybody for the owner of the machine. Needs neither scenarios nor coach."""

    def __init__(self, store: Store, wording: Mapping[str, Any], clock: Callable[[], datetime] = utc_now) -> None:
        self._store, self._words, self._clock = store, wording["export"], clock

    def sessions(self, limit: int | None = None, learner: str | None = None) -> list[dict[str, Any]]:
        """The latest rehearsals, newest first, without what was said."""
        with self._store.work() as work:
            return [_outline(row, turns) for row, turns in work.sessions(limit, learner)]

    def check_owner(self, session_id: str, learner: str) -> None:
        """Raises NotYours unless the session is this learner's."""
        with self._store.work() as work:
            row = work.session(session_id)
            if row is None or row.learner != learner:
                raise NotYours("There is no such rehearsal here.")

    def named(self, start: str) -> list[str]:
        """Ids of sessions that begin so; two at most."""
        with self._store.work() as work:
            return work.sessions_starting_with(start)

    def coded(self, code: str) -> str | None:
        """Id of the session a code belongs to; None for one that is not known."""
        with self._store.work() as work:
            row = work.session_by_code(self._store.keys.hash(as_given(code)))
            return str(row.id) if row is not None else None

    def export(self, session_ids: Sequence[str], learner: str | None = None, *, everything: bool = False) -> dict[str, Any]:
        """Everything kept of these rehearsals, every branch of them, with the answers told before them and the real talks that belong to
        them; with ``learner`` (hash) also her other real talks and what she has begun to prepare, with ``everything`` what anybody has.
        docs/api.md has the fields. Raises NotYours for an unknown one."""
        with self._store.work() as work:
            return {"format": FORMAT, "made_at": _time(self._clock()), "rehearsals": [_whole(work, each) for each in session_ids],
                    "talks": exported_talks(work, session_ids, learner), "chats": exported_chats(work, learner),
                    "preparations": [_answers(row) for row in work.preparations(session_ids, learner, open_ones=everything)]}

    def export_page(self, session_ids: Sequence[str], learner: str | None = None, *, everything: bool = False) -> str:
        """The same as a page to read or print, complete in itself."""
        told = self.export(session_ids, learner, everything=everything)
        words = self._words
        return "\n".join([
            '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
            f"<title>{escape(words['title'])}</title><style>{_STYLE}</style><h1>{escape(words['title'])}</h1>",
            f"<p>{escape(words['about'])}</p>", *(line for each in told["rehearsals"] for line in self._pages(each)),
            *talk_lines(told["talks"], words), *(line for each in told["preparations"] for line in self._answered(each)), "</html>"])

    def _answered(self, told: Mapping[str, Any]) -> Iterator[str]:
        yield f"<h2>{escape(self._words['answered'])} · {escape(told['started_at'][:10])}</h2><dl>"
        for name, answer in told["answers"].items():
            yield f"<dt>{escape(name.replace('_', ' '))}</dt><dd>{escape(_plain(answer))}</dd>"
        yield "</dl>"

    def _pages(self, told: Mapping[str, Any]) -> Iterator[str]:
        words = self._words
        yield f"<h2>{escape(told['scenario'])} · {escape(told['started_at'][:10])}</h2>"
        if told["prepared"]:
            yield f"<h3>{escape(words['prepared'])}</h3><dl>"
            for name, value in told["prepared"].items():
                if value:
                    yield f"<dt>{escape(name.replace('_', ' '))}</dt><dd>{escape(_plain(value))}</dd>"
            yield "</dl>"
        for turn in told["turns"]:
            yield '<dl class="branch">' if turn["taken_back"] else "<dl>"
            if turn["taken_back"]:
                yield f'<dd class="app">{escape(words["taken_back"])}</dd>'
            if turn["message"]:
                yield f"<dt>{escape(words['you'])}</dt><dd>{escape(turn['message'])}</dd>"
            for mark in turn["marks"]:
                of = words["not_blame"] if mark["taken_back"] else words["marked"]
                yield f'<dd class="coach">{escape(of)}: “{escape(mark["words"])}”</dd>'
            for line in turn["persona"]:
                yield f"<dt>{escape(words['her'])}</dt><dd>{escape(line)}</dd>"
            if turn["coach"]:
                yield f'<dd class="coach">{escape(words["coach"])}: {escape(turn["coach"])}</dd>'
            yield from (f'<dd class="app">{escape(line)}</dd>' for line in turn["app"])
            yield "</dl>"
        yield from card_lines(told["card"], words)

    def erase(self, session_ids: Sequence[str]) -> None:
        """Remove rehearsals with everything in them, also where their scenario is gone; afterwards no file holds them."""
        if session_ids:
            with self._store.work() as work:
                work.erase(session_ids)
                work.commit()
        self._store.sweep()

    def erase_all(self, learner: str | None = None) -> int:
        """Remove every rehearsal, real talk, preparation and chat of a learner, or of everybody; how many rehearsals there were."""
        ids = [row["id"] for row in self.sessions(learner=learner)]
        with self._store.work() as work:
            work.erase_talks(learner)
            work.erase_chats(learner)
            work.erase_preparations(learner=learner, everybodys=learner is None)
            work.commit()
        self.erase(ids)
        return len(ids)

    def expire(self, days: int) -> int:
        """Remove what has not been touched for so many days; how many rehearsals and preparations that were."""
        since = self._clock() - timedelta(days=days)
        with self._store.work() as work:
            ids, talks = work.sessions_untouched_since(since), work.erase_stray_talks(since)
            begun = work.erase_preparations(untouched_since=since)
            work.erase_chats(untouched_since=since)
            work.commit()
        if ids or talks or begun:
            self.erase(ids)
        return len(ids) + begun


def _outline(row: SessionRow, turns: int) -> dict[str, Any]:
    return {"id": row.id, "scenario": row.scenario, "side": row.side, "level": row.level, "channel": row.channel, "outcome": row.outcome,
            "started_at": _time(row.started_at), "turns": turns}


def _whole(work: Work, session_id: str) -> dict[str, Any]:
    row = work.session(session_id)
    if row is None:
        raise NotYours("There is no such rehearsal here.")
    tree = work.tree(session_id)
    kept = {turn.id for turn in work.path(row)}
    marks: dict[str, list[Any]] = {}
    for mark in work.findings_of(session_id):
        marks.setdefault(mark.turn_id, []).append(mark)
    turns = []
    for turn in tree:
        reply = turn.reply
        turns.append({
            "id": turn.id, "after": turn.parent_id, "at": _time(turn.created_at), "taken_back": turn.id not in kept,
            "message": turn.message, "move": turn.move, "reaction": turn.reaction, "persona": list(reply["persona"]),
            "coach": (reply.get("coach") or {}).get("text"), "app": [message["text"] for message in reply.get("app", ())],
            "marks": [_mark(mark, turn) for mark in marks.get(turn.id, ())],
        })
    return {**_outline(row, sum(turn["message"] is not None and not turn["taken_back"] for turn in turns)),
            "ended_at": _time(row.ended_at) if row.ended_at else None, "prepared": row.prepared, "style": row.style,
            "timing": row.timing, "hints": row.hints or [], "turns": turns, "card": exported_card(work, session_id)}


def _answers(row: PreparationRow) -> dict[str, Any]:
    return {"id": row.id, "started_at": _time(row.started_at), "session": row.session_id, "answers": dict(row.answers["told"])}


def _mark(mark: Any, turn: TurnRow) -> dict[str, Any]:
    return {"start": mark.start, "end": mark.end, "kind": mark.kind, "words": (turn.message or "")[mark.start:mark.end],
            "taken_back": bool(mark.dismissed)}


def _plain(value: Any) -> str:
    """A prepare answer as a person reads it."""
    if isinstance(value, list):
        return "; ".join(_plain(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')}: {each}" for name, each in value.items() if each not in (None, ""))
    return str(value)


def _time(moment: datetime) -> str:
    """To the second, with its zone; SQLite gives times back without theirs, which is always UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).isoformat(timespec="seconds")
