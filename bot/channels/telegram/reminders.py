"""Notes before and after the real talk: from the database, by day where the learner is, to whoever asked for them."""
from __future__ import annotations

import asyncio
import logging
from typing import Any, Mapping

from bot.channels.telegram.outgoing import Button, Outgoing
from bot.channels.telegram.sending import BrokeOff, Gone, Sender
from bot.channels.telegram.texts import plain
from bot.errors import StoreUnavailable
from bot.rehearsal.chats import Chats
from bot.rehearsal.real_talk import RealTalks, Reminder

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 60.0
TIDY_EVERY = 60  # looks


class Reminders:
    """Looks every minute which notes are due."""

    def __init__(self, talks: RealTalks, chats: Chats, sender: Sender, words: Mapping[str, Any], every: float = LOOK_EVERY_S) -> None:
        self._talks, self._chats, self._sender, self._words, self._every = talks, chats, sender, words, every

    async def run(self) -> None:
        """Until it is cancelled."""
        looks = 0
        while True:
            try:
                await self.look()
                if looks % TIDY_EVERY == 0:
                    await asyncio.to_thread(self._chats.tidy)
            except StoreUnavailable as error:
                logger.error("reminders could not be read: %s", error)
            except Exception as error:
                logger.error("reminders failed: %s", type(error).__name__)
            looks += 1
            await asyncio.sleep(self._every)

    async def look(self) -> int:
        """Send what is due now; how many notes."""
        sent = 0
        for reminder in await asyncio.to_thread(self._talks.due):
            for chat_id in await asyncio.to_thread(self._chats.addresses, reminder.learner):
                sent += await self._send(chat_id, reminder)
        return sent

    async def _send(self, chat_id: int, reminder: Reminder) -> bool:
        # Nobody who reads over a shoulder learns anything from it.
        note = Outgoing(plain(f"{reminder.text} {self._words['notes']['tail']}"),
                        [[Button(self._words["buttons"]["open"], always="talk")]])
        try:
            await self._sender.send(chat_id, note)
        except Gone:
            await asyncio.to_thread(self._chats.close, chat_id)
            return False
        except BrokeOff:
            pass  # it may have come; a second one would be worse than none
        await asyncio.to_thread(self._talks.shown, reminder.talk_id, reminder.kind)
        return True
