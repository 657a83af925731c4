"""The chats of Telegram: which learner and rehearsal each belongs to, what is on its way in it, and that nothing is answered twice."""
from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Callable, Mapping, Sequence

from bot.rehearsal.rehearsals import utc_now
from bot.store.store import Store, Work
from bot.store.telegram import ChatRow, SaidRow, UpdateRow

REMEMBERED = timedelta(days=2)  # Telegram offers an update again for one day


class Step(str, Enum):
    """How far an update has come."""

    NEW = "new"
    GONE_BACK = "gone_back"  # for an edited message: the talk stands before the turn already
    DELIVERING = "delivering"  # messages are being sent; how many arrived is known only when it is done
    DONE = "done"


@dataclass
class Chat:
    """A private chat. ``state`` is what the channel keeps there: JSON, encrypted at rest."""

    key: str
    learner: str
    session_id: str | None = None
    zone: str | None = None
    address: int | None = None
    state: dict[str, Any] = field(default_factory=dict)
    loaded: tuple[str | None, bool] = (None, False)  # the rehearsal it stood in when it was read, and whether it was there at all

    @property
    def reminders(self) -> bool:
        return self.address is not None


class Chats:
    """All chats of one store. Ids of Telegram's come in as they are and are hashed here.

    What stands between a message and its answer does not wait for the disk; :meth:`finish` does, and takes all before it along."""

    def __init__(self, store: Store, bot: str = "", clock: Callable[[], datetime] = utc_now) -> None:
        """``bot``: which one it is; each counts its updates by itself."""
        self._store, self._bot, self._clock = store, bot, clock

    # Updates

    def name_of(self, update_id: int) -> str:
        """What an update is called where it must be done once; tells nothing of its number."""
        return self._update(update_id)[:32]

    def keep(self, updates: Sequence[tuple[int, int | None, Mapping[str, Any]]]) -> list[int]:
        """Keep updates (id, chat, body) until they are answered; the ids of those that were not known. Raises StoreUnavailable, and then
        none is kept."""
        keys = {self._update(number): (number, chat, body) for number, chat, body in updates}
        with self._store.work(lasting=False) as work:
            known = work.known_updates(list(keys))
            new = {key: given for key, given in keys.items() if key not in known}
            work.add(*(UpdateRow(id=key, chat=self._chat(chat) if chat is not None else None, arrived_at=self._clock(),
                                 step=Step.NEW.value, body=dict(body)) for key, (_, chat, body) in new.items()))
            work.commit()
        return [number for number, _, _ in new.values()]

    def waiting(self) -> list[dict[str, Any]]:
        """The bodies of what was kept and never answered, in the order it was sent."""
        with self._store.work() as work:
            return sorted((row.body for row in work.waiting_updates() if row.body), key=lambda body: int(body["update_id"]))

    def begin(self, update_id: int, chat_id: int) -> tuple[Step, Chat]:
        """How far an update has come, and the chat it belongs to."""
        with self._store.work() as work:
            return Step(work.step_of(self._update(update_id)) or Step.DONE.value), self._load(work, chat_id)

    def reach(self, update_id: int, step: Step) -> None:
        """Note how far an update has come."""
        with self._store.work(lasting=False) as work:
            work.set_step(self._update(update_id), step.value)
            work.commit()

    def finish(self, update_id: int, chat: Chat | None = None, said: tuple[int, int, str] | None = None) -> None:
        """An update is answered: its body goes, the chat is saved, and ``said`` (chat, message, turn) is remembered for edits."""
        with self._store.work() as work:
            work.set_step(self._update(update_id), Step.DONE.value)
            if chat is not None:
                self._save(work, chat)
            if said is not None and chat is not None and chat.session_id:
                key = self._message(said[0], said[1])
                turn = work.said(key)
                if turn is None:
                    work.add(SaidRow(message=key, session_id=chat.session_id, turn_id=said[2]))
                else:
                    turn.session_id, turn.turn_id = chat.session_id, said[2]
            work.commit()

    def tidy(self) -> int:
        """Forget the hashes of what was answered long ago; how many."""
        with self._store.work() as work:
            gone = work.forget_updates(self._clock() - REMEMBERED)
            work.commit()
            return gone

    # Chats

    def turn_of(self, chat_id: int, message_id: int) -> tuple[str, str] | None:
        """The rehearsal and the turn a message became."""
        with self._store.work() as work:
            row = work.said(self._message(chat_id, message_id))
            return (str(row.session_id), str(row.turn_id)) if row is not None else None

    def addresses(self, learner: str) -> list[int]:
        """Where a learner wants her reminders."""
        with self._store.work() as work:
            return [row.address for row in work.chats(learner) if row.address is not None]

    def close(self, chat_id: int) -> None:
        """The chat cannot be reached any more: no reminders, and nothing half done."""
        with self._store.work() as work:
            row = work.chat(self._chat(chat_id))
            if row is not None:
                row.address, row.state = None, {}
                work.commit()

    def erase(self, learner: str) -> None:
        """Remove a learner's chats, as erasing all that is hers does; for a log that lives in another process's memory."""
        with self._store.work() as work:
            work.erase_chats(learner)
            work.commit()

    # Inside

    def _load(self, work: Work, chat_id: int) -> Chat:
        key = self._chat(chat_id)
        row = work.chat(key)
        if row is None:
            return Chat(key, secrets.token_hex(32))
        return Chat(key, str(row.learner), row.session_id, row.zone, row.address, json.loads(json.dumps(row.state)), (row.session_id, True))

    def _save(self, work: Work, chat: Chat) -> None:
        row, (session_id, was_there) = work.chat(chat.key), chat.loaded
        if row is None and was_there:
            return  # erased meanwhile; it must not come back
        if row is None:
            row = ChatRow(chat=chat.key, learner=chat.learner, touched_at=self._clock(), state={})
            work.add(row)
        elif row.session_id is None and session_id is not None:
            chat.state, chat.session_id = {}, None  # the rehearsal was erased meanwhile, and what was said in it too
        row.session_id, row.zone, row.address = chat.session_id, chat.zone, chat.address
        row.touched_at, row.state = self._clock(), chat.state

    def _chat(self, chat_id: int) -> str:
        return self._hash("chat", chat_id)

    def _update(self, update_id: int) -> str:
        return self._hash("update", self._bot, update_id)

    def _message(self, chat_id: int, message_id: int) -> str:
        return self._hash("message", chat_id, message_id)

    def _hash(self, *parts: str | int) -> str:
        return self._store.keys.hash("telegram:" + ":".join(map(str, parts)))
