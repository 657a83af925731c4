"""The application of python-telegram-bot: which update goes where, the menu, the life cycle."""
from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any, Awaitable, Callable, Coroutine, List, Optional

from telegram import BotCommand, Update
from telegram.error import Conflict, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    TypeHandler,
    Updater,
    filters,
)

from bot.channels.telegram.arrivals import Arrivals, Lanes
from bot.channels.telegram.bridge import Bridge, Visit
from bot.channels.telegram.carding import Carding
from bot.channels.telegram.commands import Commands
from bot.channels.telegram.pressing import Pressing
from bot.channels.telegram.reminders import Reminders
from bot.channels.telegram.sending import BrokeOff, Gone, Sender
from bot.channels.telegram.session_api import SessionApi
from bot.channels.telegram.talking import Talking
from bot.channels.telegram.telling import Telling
from bot.channels.telegram.words import load_telegram_words
from bot.channels.tokens import Tokens
from bot.rehearsal.chats import Chats
from bot.rehearsal.lessons import load_lesson_words
from bot.rehearsal.real_talk import RealTalks, load_talk_words
from bot.settings import LESSONS, TALK_WORDS, TELEGRAM_WORDS, Settings
from bot.store.store import Store

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER, Update.CHANNEL_POST]
CONNECTIONS = 128  # to Telegram at once; twice as many chats as are answered at once
RETRIES_WHEN_TOLD_TO_WAIT = 5
MENU_AGAIN_S = 30.0
# Which words of `other` answer a message without text, the first that fits.
KINDS = {"sticker": "sticker", "photo": "picture", "animation": "picture", "voice": "voice", "audio": "voice", "video_note": "video",
         "video": "video", "location": "place", "venue": "place", "contact": "contact", "document": "file"}
_Context = CallbackContext[Any, Any, Any, Any]


class TelegramApp:
    """Everything the bridge is made of."""

    def __init__(self, settings: Settings, store: Store, talks: RealTalks, api: Optional[SessionApi] = None) -> None:
        """``talks``: over the same store; only its reminders are asked for."""
        store.stay_open()
        self.settings, self.chats = settings, Chats(store, (settings.telegram_token or "").partition(":")[0])
        self.words = load_telegram_words(TELEGRAM_WORDS)
        self.queue = Arrivals(self.chats, may_overtake=settings.telegram_webhook is not None)
        self.application = self._build()
        self.api = api or SessionApi(settings.url, Tokens(store.keys.secret("session tokens")), store.keys)
        self.sender = Sender(self.application.bot)
        self.bridge = Bridge(self.chats, self.api, self.sender, self.words, settings.page_url,
                             keeps=not settings.keep_nothing)
        self.telling = Telling(self.bridge, load_talk_words(TALK_WORDS))
        carding = Carding(self.bridge)
        self.talking = Talking(self.bridge, self.telling, carding)
        self.commands = Commands(self.bridge, self.talking, self.telling, load_lesson_words(LESSONS))
        self.pressing = Pressing(self.bridge, self.talking, self.telling, carding, self.commands)
        self.reminders = Reminders(talks, self.chats, self.sender, self.words)
        self._tasks: List[asyncio.Task[None]] = []
        self._secret = store.keys.secret("telegram webhook").hex()
        self._add_handlers()

    def _build(self) -> Application:  # type: ignore[type-arg]
        application = (
            Application.builder().token(self.settings.telegram_token or "").base_url(f"{self.settings.telegram_api}/bot")
            .rate_limiter(AIORateLimiter(max_retries=RETRIES_WHEN_TOLD_TO_WAIT))
            .connection_pool_size(CONNECTIONS).pool_timeout(20).connect_timeout(10).read_timeout(20).write_timeout(20)
            .get_updates_read_timeout(30).update_queue(self.queue).concurrent_updates(Lanes())
            .post_init(self._begin).post_stop(self._end).build())
        assert isinstance(application.updater, Updater)
        return application

    def run(self) -> None:
        """Until told to stop. Raises telegram.error.InvalidToken when Telegram does not know the token."""
        if self.settings.telegram_webhook:
            path = self._secret[:32]
            self.application.run_webhook("127.0.0.1", self.settings.telegram_port, path, allowed_updates=ALLOWED_UPDATES,
                                         webhook_url=f"{self.settings.telegram_webhook}/{path}", secret_token=self._secret,
                                         bootstrap_retries=-1)
        else:
            self.application.run_polling(bootstrap_retries=-1, allowed_updates=ALLOWED_UPDATES)

    # Beginning and ending

    async def _begin(self, _: Any) -> None:
        bot = self.application.bot
        for body in await asyncio.to_thread(self.chats.waiting):
            update = Update.de_json(body, bot)
            if update is not None:
                self.queue.feed(update)
        self._tasks = [asyncio.create_task(self.reminders.run()), asyncio.create_task(self._show_menu())]

    async def _end(self, _: Any) -> None:
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await self.api.close()

    async def _show_menu(self) -> None:
        """Commands and what the bot says of itself, set until Telegram has taken them."""
        bot, words = self.application.bot, self.words
        while True:
            try:
                await bot.set_my_commands([BotCommand(name, about) for name, about in words["commands"].items()])
                await bot.set_my_description(words["description"])
                await bot.set_my_short_description(words["about"])
                return
            except TelegramError as error:
                logger.warning("the menu could not be set: %s", type(error).__name__)
                await asyncio.sleep(MENU_AGAIN_S)

    # Which update goes where

    def _add_handlers(self) -> None:
        alone, new = filters.ChatType.PRIVATE, filters.UpdateType.MESSAGE
        add = self.application.add_handler
        add(ChatMemberHandler(self._membership, ChatMemberHandler.MY_CHAT_MEMBER))
        add(MessageHandler(~alone, self._not_alone))
        add(CallbackQueryHandler(self._pressed))
        edited = filters.UpdateType.EDITED_MESSAGE & filters.TEXT
        add(MessageHandler(edited, self._message(lambda visit, text: self.talking.edited(visit, text))))
        add(MessageHandler(new & filters.COMMAND, self._message(self._command)))
        add(MessageHandler(new & filters.FORWARDED, self._message(lambda visit, _: self.talking.no_words(visit, "forwarded"))))
        add(MessageHandler(new & filters.TEXT, self._message(lambda visit, text: self.talking.words(visit, text))))
        add(MessageHandler(new & filters.CAPTION, self._message(lambda visit, text: self.talking.caption(visit, text))))
        add(MessageHandler(new & ~filters.StatusUpdate.ALL, self._no_words))
        add(TypeHandler(Update, self._nothing_to_do))
        self.application.add_error_handler(self._failed)

    def _message(self, use: Callable[[Visit, str], Awaitable[None]]) -> Callable[[Update, _Context], Coroutine[Any, Any, None]]:
        async def handle(update: Update, _: _Context) -> None:
            message = update.effective_message
            assert message is not None
            text = message.text or message.caption or ""
            await self.bridge.answer(update, lambda visit: use(visit, text), message.message_id)

        return handle

    async def _command(self, visit: Visit, text: str) -> None:
        name, _, argument = text[1:].partition(" ")
        await self.commands.carry_out(visit, name.partition("@")[0].lower(), " ".join(argument.split()))

    async def _no_words(self, update: Update, _: _Context) -> None:
        message = update.effective_message
        assert message is not None
        kind = next((words for name, words in KINDS.items() if getattr(message, name, None)), "anything")
        await self.bridge.answer(update, lambda visit: self.talking.no_words(visit, kind), message.message_id)

    async def _pressed(self, update: Update, _: _Context) -> None:
        query = update.callback_query
        assert query is not None
        if query.message is None or update.effective_chat is None or update.effective_chat.type != "private":
            await self.sender.pressed(query.id)
            await self._nothing_to_do(update, _)
            return
        data, query_id, message_id = query.data or "", query.id, query.message.message_id
        await self.bridge.answer(update, lambda visit: self.pressing.pressed(visit, data, query_id), message_id)

    async def _membership(self, update: Update, _: _Context) -> None:
        """Taken into a group: left again. Blocked by somebody: everything for her ends quietly."""
        changed = update.my_chat_member
        assert changed is not None
        is_in = changed.new_chat_member.status in ("member", "administrator", "restricted")
        if changed.chat.type != "private" and is_in:
            await self._leave(changed.chat.id, say=changed.chat.type != "channel")
        elif changed.chat.type == "private" and not is_in:
            await asyncio.to_thread(self.chats.close, changed.chat.id)
        await self._nothing_to_do(update, _)

    async def _not_alone(self, update: Update, _: _Context) -> None:
        if update.effective_chat is not None:
            await self._leave(update.effective_chat.id, say=False)
        await self._nothing_to_do(update, _)

    async def _leave(self, chat_id: int, *, say: bool) -> None:
        if say:
            with suppress(Gone, BrokeOff, TelegramError):
                await self.sender.send(chat_id, self.bridge.voices.note(self.words["group"]))
        await self.sender.leave(chat_id)

    async def _nothing_to_do(self, update: Update, _: _Context) -> None:
        await asyncio.to_thread(self.chats.finish, update.update_id)

    async def _failed(self, update: object, context: _Context) -> None:
        error = context.error
        if isinstance(error, Conflict):
            logger.error("another program asks for the updates of this bot, so none come here")
        elif update is None:
            logger.warning("Telegram could not be asked for updates: %s", type(error).__name__)
        else:
            logger.error("an update could not be handled: %s", type(error).__name__)
