"""One update, answered: read once, carried out over the session API, sent, and only then done with."""
from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional, Sequence, Set

from telegram import Update
from telegram.error import TelegramError

from bot.channels.telegram.outgoing import Action, Button, Outgoing
from bot.channels.telegram.sending import BrokeOff, Gone, Sender
from bot.channels.telegram.session_api import Away, Refused, SessionApi
from bot.channels.telegram.texts import plain
from bot.channels.telegram.voices import Voices
from bot.errors import StoreUnavailable
from bot.rehearsal.chats import Chat, Chats, Step

logger = logging.getLogger(__name__)

LOG_PATIENCE = (0.5, 1.0, 2.0, 4.0)  # seconds between tries while the session log cannot be used
NOTHING = "-"  # the session of a token for a learner without one
GONE, OVER, TOO_MUCH = 401, 409, 429


@dataclass
class Visit:
    """One update of a private chat while it is being answered."""

    chat: Chat
    chat_id: int
    update_id: int
    name: str  # under which what it asks is done once
    step: Step
    message_id: int = 0  # the learner's message, or the one whose button was pressed
    out: List[Outgoing] = field(default_factory=list)
    turn: Optional[str] = None  # what the learner's message became
    keeps_buttons: bool = False  # nothing has changed, so earlier buttons stay
    erased: bool = False  # all that was hers is gone, this chat too

    @property
    def state(self) -> Dict[str, Any]:
        return self.chat.state

    def add(self, *messages: Outgoing) -> None:
        self.out += messages


Answer = Callable[[Visit], Awaitable[None]]


class Bridge:
    """What all handlers share."""

    def __init__(self, chats: Chats, api: SessionApi, sender: Sender, words: Mapping[str, Any], page_url: str, *,
                 keeps: bool = True) -> None:
        """``keeps``: whether this machine keeps anything; where it does not, no note can be left for another day."""
        self.chats, self.api, self.sender, self.words, self.page_url, self.keeps = chats, api, sender, words, page_url, keeps
        self.voices = Voices(words)
        self._given_up: Set[int] = set()

    @staticmethod
    async def in_thread(use: Callable[..., Any], *given: Any) -> Any:
        """What reads or writes the session log, beside the loop."""
        return await asyncio.to_thread(use, *given)

    # Tokens

    def token(self, visit: Visit) -> str:
        """For the talk the chat is in, or for the learner alone."""
        return self.api.tokens.issue(visit.chat.session_id or NOTHING, visit.chat.learner)

    def preparing_token(self, visit: Visit) -> str:
        """For the questions before a talk of her own."""
        return self.api.tokens.issue(str(visit.state.get("preparation") or NOTHING), visit.chat.learner)

    # Words

    def say(self, visit: Visit, key: str, *buttons: Sequence[Button], **values: Any) -> None:
        """A word of the app's own, from ``said``."""
        visit.add(self.voices.note(str(self.words["said"][key]).format(**values), *buttons))

    def say_text(self, visit: Visit, text: str) -> None:
        visit.add(self.voices.note(text))

    def button(self, key: str, action: Action) -> Button:
        return Button(str(self.words["buttons"][key]), action)

    def no_talk(self, visit: Visit, key: str = "no_talk") -> None:
        self.say(visit, key, [self.button("scenarios", ["command", "scenarios"]), self.button("prepare", ["command", "prepare"])],
                 [self.button("people", ["command", "people"])])

    def refused(self, visit: Visit, error: Refused) -> None:
        """The sentence of a call that was refused; a talk that is gone is left."""
        if error.page:
            visit.add(plain_note(str(error)), self.voices.help("\n".join(error.page["lines"]), error.page["contacts"]))
        elif error.status == GONE:
            visit.chat.session_id = None
            visit.state.update(unsaid=None, preparing=False)
            self.no_talk(visit, "gone")
        else:
            visit.add(self.voices.note(str(error)))

    # One update

    async def answer(self, update: Update, use: Answer, message_id: int = 0) -> None:
        """Read where the chat stands, carry out, send, note it as done. Whatever breaks ends in one kind sentence, and in nothing that is
        done or sent twice."""
        chat = update.effective_chat
        assert chat is not None
        try:
            step, known = await self._begin(update.update_id, chat.id)
            for given_up in list(self._given_up):
                await asyncio.to_thread(self.chats.finish, given_up)
                self._given_up.discard(given_up)
        except StoreUnavailable:
            # She is told, so it must not be carried out after all when the log is back: she may have said it again by then.
            self._given_up.add(update.update_id)
            await self._send_alone(chat.id, self.words["said"]["not_done"])
            return
        if step is Step.DONE:
            return
        visit = Visit(known, chat.id, update.update_id, self.chats.name_of(update.update_id), step, message_id)
        if step is Step.DELIVERING:
            self.broke_off(visit)
        else:
            await self._carry_out(visit, use)
        await self._deliver(visit)

    async def _begin(self, update_id: int, chat_id: int) -> Any:
        for wait in (*LOG_PATIENCE, None):
            try:
                return await asyncio.to_thread(self.chats.begin, update_id, chat_id)
            except StoreUnavailable as error:
                logger.error("the session log failed: %s", error)
                if wait is None:
                    raise
                await asyncio.sleep(wait)

    async def _carry_out(self, visit: Visit, use: Answer) -> None:
        typing = asyncio.create_task(self.sender.typing(visit.chat_id))
        try:
            await use(visit)
        except Refused as error:
            self.refused(visit, error)
        except Away:
            logger.error("the session API gave no answer")
            self.say(visit, "not_done")
        except Exception as error:
            logger.error("an update failed: %s", type(error).__name__)
            visit.out.clear()
            self.say(visit, "not_done")
        finally:
            typing.cancel()
            with suppress(asyncio.CancelledError):
                await typing

    def broke_off(self, visit: Visit) -> None:
        """It is not known how much of an answer arrived: the learner can have it shown again, and gets nothing twice by itself."""
        self.say(visit, "broke_off", [self.button("show", ["show"])])

    async def _deliver(self, visit: Visit) -> None:
        old, alive = dict(visit.state.get("alive") or {}), {}
        try:
            if visit.out and visit.step is not Step.DELIVERING:
                await asyncio.to_thread(self.chats.reach, visit.update_id, Step.DELIVERING)
            alive = await self._send_all(visit)
        except Gone:
            await asyncio.to_thread(self.chats.finish, visit.update_id)
            await asyncio.to_thread(self.chats.close, visit.chat_id)
            return
        except StoreUnavailable as error:
            logger.error("the session log failed: %s", error)
            await self._send_alone(visit.chat_id, self.words["said"]["not_done"])
            return
        retired = [] if visit.keeps_buttons else [int(each) for each in old if each not in alive]
        visit.state["alive"] = {**old, **alive} if visit.keeps_buttons else alive
        said = (visit.chat_id, visit.message_id, visit.turn) if visit.turn and visit.message_id else None
        try:
            await asyncio.to_thread(self.chats.finish, visit.update_id, None if visit.erased else visit.chat, said)
        except StoreUnavailable as error:
            logger.error("the session log failed: %s", error)
        await self.sender.retire(visit.chat_id, retired)

    async def _send_all(self, visit: Visit) -> Dict[str, List[Action]]:
        """Send everything there is. The messages that have buttons, with what those do."""
        alive: Dict[str, List[Action]] = {}
        try:
            for out in visit.out:
                for message_id, actions in await self.sender.send(visit.chat_id, await self._with_picture(visit, out)):
                    alive[str(message_id)] = actions
        except (BrokeOff, TelegramError) as error:
            logger.warning("an answer could not be sent whole: %s", type(error).__name__)
            visit.out.clear()
            self.broke_off(visit)
            with suppress(BrokeOff, TelegramError):
                for message_id, actions in await self.sender.send(visit.chat_id, visit.out[0]):
                    alive[str(message_id)] = actions
        return alive

    async def _with_picture(self, visit: Visit, out: Outgoing) -> Outgoing:
        if out.href and out.picture is None:
            with suppress(Refused, Away):  # without its picture a message still says what it says
                out.picture = await self.api.file(f"{out.href}?shape=narrow", self.token(visit))  # most chats are on a phone
        return out

    async def _send_alone(self, chat_id: int, text: str) -> None:
        with suppress(Gone, BrokeOff, TelegramError):
            await self.sender.send(chat_id, self.voices.note(text))


def plain_note(text: str) -> Outgoing:
    """Said without a sign: serious."""
    return Outgoing(plain(text))
