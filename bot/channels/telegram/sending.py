"""Sending to Telegram: what surely did not arrive is sent again, what may have arrived never is."""
from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from functools import partial
from typing import Any, Awaitable, Callable, List, Optional, Sequence, Tuple

import httpx
from telegram import Bot, InlineKeyboardMarkup, InputFile, Message
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram.outgoing import Action, Outgoing
from bot.channels.telegram.texts import LONGEST, LONGEST_CAPTION, Text

logger = logging.getLogger(__name__)

FIRST_WAIT_S, LONGEST_WAIT_S, GIVE_UP_S = 0.5, 8.0, 120.0
TYPING_AFTER_S = 0.4  # an answer that comes sooner needs no sign, and one that arrives after it would leave it standing
TYPING_REFRESH_S = 4.5  # Telegram drops "typing" after 5 s, and the request takes time too
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_CHAT_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "bot was blocked")


class Gone(Exception):
    """The chat cannot be reached any more: the bot was blocked, or the account deleted. Nobody is told."""


class BrokeOff(Exception):
    """The connection went away with a message on it; whether it arrived cannot be known."""


def never_left(error: NetworkError) -> bool:
    """Whether a request surely did nothing: it found no connection, or Telegram's own gateway turned it back."""
    return isinstance(error.__cause__, _NEVER_LEFT) or (error.__cause__ is None and not isinstance(error, TimedOut))


class Sender:
    """Sends to any chat. Telegram's limits are kept by the rate limiter of the bot it is given."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, out: Outgoing) -> List[Tuple[int, List[Action]]]:
        """Send one message, in parts where it is too long. The ids of those that carry buttons, with what the buttons do.

        Raises Gone, or BrokeOff when it is not known how much has arrived."""
        if out.edits is not None:
            return await self._edit(chat_id, out, out.edits)
        if out.picture is not None or out.document is not None:
            caption, *rest = out.text.fitted(LONGEST_CAPTION)
            # Captions hold less, so what is left over follows as text, with the buttons.
            parts: Sequence[Any] = [(caption, True), *((part, False) for long in rest for part in long.fitted(LONGEST))]
        else:
            parts = [(part, False) for part in out.text.fitted(LONGEST)]
        sent: Optional[Message] = None
        for place, (text, with_file) in enumerate(parts):
            keyboard = out.keyboard() if place == len(parts) - 1 else None
            sent = await self._surely(partial(self._one, chat_id, text, keyboard, out if with_file else None))
        actions = out.actions()
        return [(sent.message_id, actions)] if sent is not None and actions else []

    async def _one(self, chat_id: int, text: Text, keyboard: Optional[InlineKeyboardMarkup], file: Optional[Outgoing]) -> Message:
        entities = text.entities()
        if file is not None and file.picture is not None:
            return await self._bot.send_photo(chat_id, InputFile(file.picture, "picture.png"), caption=text.text, caption_entities=entities,
                                              reply_markup=keyboard)
        if file is not None and file.document is not None:
            name, content = file.document
            return await self._bot.send_document(chat_id, InputFile(content, name), caption=text.text, caption_entities=entities,
                                                 reply_markup=keyboard)
        return await self._bot.send_message(chat_id, text.text, entities=entities, reply_markup=keyboard)

    async def _edit(self, chat_id: int, out: Outgoing, message_id: int) -> List[Tuple[int, List[Action]]]:
        text = out.text.fitted(LONGEST)[0]
        try:
            await self._repeated(lambda: self._bot.edit_message_text(
                text=text.text, entities=text.entities(), chat_id=chat_id, message_id=message_id, reply_markup=out.keyboard()))
        except BadRequest:
            # Too old to be changed, or deleted by her: then it comes anew.
            return await self.send(chat_id, Outgoing(out.text, out.buttons))
        return [(message_id, out.actions())] if out.actions() else []

    async def retire(self, chat_id: int, message_ids: Sequence[int]) -> None:
        """Take the buttons off earlier messages. Nothing depends on it: a press on one of them does nothing either way."""
        for message_id in message_ids:
            try:
                await self._bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id, reply_markup=None)
            except TelegramError:
                continue

    async def pressed(self, query_id: str, text: Optional[str] = None) -> None:
        """End the waiting sign on a button."""
        try:
            await self._repeated(lambda: self._bot.answer_callback_query(query_id, text=text))
        except (TelegramError, Gone, BrokeOff):
            return  # pressed too long ago; the answer itself comes all the same

    async def leave(self, chat_id: int) -> None:
        try:
            await self._repeated(lambda: self._bot.leave_chat(chat_id))
        except (TelegramError, Gone, BrokeOff):
            return

    async def typing(self, chat_id: int) -> None:
        """Shows that an answer is on its way, until it is cancelled."""
        await asyncio.sleep(TYPING_AFTER_S)
        while True:
            try:
                await self._bot.send_chat_action(chat_id, ChatAction.TYPING)
            except TelegramError:
                return
            await asyncio.sleep(TYPING_REFRESH_S)

    async def _surely(self, call: Callable[[], Awaitable[Any]]) -> Any:
        return await self._tried(call, again=never_left)

    async def _repeated(self, call: Callable[[], Awaitable[Any]]) -> Any:
        """For calls that change nothing the second time."""
        return await self._tried(call, again=lambda _: True)

    async def _tried(self, call: Callable[[], Awaitable[Any]], again: Callable[[NetworkError], bool]) -> Any:
        wait, waited = FIRST_WAIT_S, 0.0
        while True:
            try:
                return await call()
            except Forbidden:
                raise Gone from None
            except BadRequest as error:
                if any(reason in str(error).lower() for reason in _CHAT_GONE):
                    raise Gone from None
                raise
            except RetryAfter as error:
                # The rate limiter has waited and tried already; nothing was sent.
                if waited > GIVE_UP_S:
                    raise BrokeOff from None
                told = error.retry_after
                wait = max(wait, told.total_seconds() if isinstance(told, timedelta) else float(told))
            except NetworkError as error:
                if not again(error) or waited > GIVE_UP_S:
                    raise BrokeOff from None
                logger.warning("Telegram could not be reached (%s)", type(error).__name__)
            await asyncio.sleep(wait)
            waited, wait = waited + wait, min(LONGEST_WAIT_S, wait * 2)
