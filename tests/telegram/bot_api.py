"""A Bot API server on loopback: as much of Telegram's as the bridge uses, with its limits, its moods, and people who write in it."""
from __future__ import annotations

import asyncio
import itertools
import json
import random
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Callable

import httpx
from aiohttp import web

from tests.conftest import _free_port

TOKEN = "424242:AbCdEfGhIjKlMnOpQrStUvWxYz_0123456789"
ME = {"id": 424242, "is_bot": True, "first_name": "Softstart", "username": "softstart_test_bot", "can_join_groups": True, "can_read_all_group_messages": False,
      "supports_inline_queries": False}
WAIT_S = 120.0
_first_updates = itertools.count(int(time.time() * 1000), 100_000)  # a log remembers what was answered, and each server counts from elsewhere


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, entity: dict[str, Any]) -> str:
    """The words an entity covers, counted as Telegram counts."""
    raw = text.encode("utf-16-le")
    return raw[2 * entity["offset"]:2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


@dataclass
class Sent:
    """One message the bot has sent, as it stands now."""

    method: str
    chat_id: int
    message_id: int
    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)
    buttons: list[dict[str, Any]] = field(default_factory=list)
    file: bytes | None = None
    file_name: str = ""
    at: float = 0.0

    def covered(self, kind: str) -> list[str]:
        return [cut(self.text, entity) for entity in self.entities if entity["type"] == kind]

    @property
    def titles(self) -> list[str]:
        return [button["text"] for button in self.buttons]


class Mistake(Exception):
    """What Telegram answers with 400."""


class BotApi:
    """The server, in a thread of its own."""

    def __init__(self) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.calls: list[tuple[float, str, dict[str, Any]]] = []
        self.messages: list[Sent] = []
        self.left: list[int] = []
        self.commands: list[dict[str, str]] = []
        self.webhook: dict[str, Any] = {}
        self.answered: list[dict[str, Any]] = []
        self.mistakes: list[str] = []
        self.blocked: set[int] = set()
        self.moods: dict[str, deque[str]] = {}  # by method: 429, 409, drop (before it is done), lose (done, but the answer is lost), 502, 401
        self.twice = 0.0  # how often an update is offered again although it was confirmed
        self.shuffled = False
        self._rng = random.Random(5)
        self._pending: list[dict[str, Any]] = []
        self._number, self._update = 1000, next(_first_updates)
        self._changed: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.RLock()

    # Life

    def start(self) -> BotApi:
        ready = threading.Event()

        def serve() -> None:
            self._loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self._loop)
            self._changed = asyncio.Event()
            app = web.Application(client_max_size=20_000_000)
            app.router.add_route("*", "/bot{token}/{method}", self._serve)
            runner = web.AppRunner(app, access_log=None)
            self._loop.run_until_complete(runner.setup())
            self._loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", self.port, reuse_address=True).start())
            ready.set()
            self._loop.run_forever()
            left = asyncio.all_tasks(self._loop)
            for task in left:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))

        self._thread = threading.Thread(target=serve, daemon=True)
        self._thread.start()
        assert ready.wait(20)
        return self

    def stop(self) -> None:
        if self._loop:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)

    # People

    def person(self, chat_id: int) -> Person:
        return Person(self, chat_id)

    def next_message(self) -> int:
        with self._lock:
            self._number += 1
            return self._number

    def push(self, update: dict[str, Any]) -> dict[str, Any]:
        """Something happens on Telegram."""
        with self._lock:
            self._update += 1
            update = {"update_id": self._update, **update}
            if not self.webhook.get("url"):
                self._pending.append(update)
        if self.webhook.get("url"):
            self.deliver(update)
        elif self._loop:
            self._loop.call_soon_threadsafe(self._changed.set)  # type: ignore[union-attr]
        return update

    def offer_again(self, update: dict[str, Any]) -> None:
        """A second copy of one that was confirmed long ago."""
        with self._lock:
            self._pending.insert(0, update)
        self._loop.call_soon_threadsafe(self._changed.set)  # type: ignore[union-attr]

    def deliver(self, update: dict[str, Any], secret: str | None = None) -> int:
        """By webhook, as Telegram does; the status."""
        port = self.webhook["port"]
        path = self.webhook["url"].split("/", 3)[3]
        answer = httpx.post(f"http://127.0.0.1:{port}/{path}", json=update, trust_env=False, timeout=30,
                            headers={"X-Telegram-Bot-Api-Secret-Token": secret if secret is not None else self.webhook["secret"]})
        return answer.status_code

    def until(self, true: Callable[[], Any], what: str, seconds: float = WAIT_S) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = true()
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"{what} did not happen in {seconds:.0f} s; the last messages: {[each.text for each in self.messages[-4:]]}")

    def of(self, chat_id: int) -> list[Sent]:
        with self._lock:
            return [each for each in self.messages if each.chat_id == chat_id]

    # The wire

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != TOKEN:
            return _told({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        data: dict[str, Any] = {}
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                data[name] = {"name": value.filename, "content": value.file.read()}
            else:
                data[name] = _read(str(value))
        self.calls.append((time.monotonic(), method, data))
        mood = self.moods[method].popleft() if self.moods.get(method) else ""
        if mood == "drop":
            request.transport.close()  # type: ignore[union-attr]
            return web.Response()
        if mood.startswith("429"):
            seconds = int(mood.partition(" ")[2] or 1)
            return _told({"ok": False, "error_code": 429, "description": f"Too Many Requests: retry after {seconds}", "parameters": {"retry_after": seconds}}, 429)
        if mood in ("409", "502", "403"):
            what = {"409": "Conflict: terminated by other getUpdates request", "502": "Bad Gateway", "403": "Forbidden: bot was blocked by the user"}[mood]
            return _told({"ok": False, "error_code": int(mood), "description": what}, int(mood))
        try:
            result = await self._do(method, data)
        except PermissionError as error:
            return _told({"ok": False, "error_code": 403, "description": str(error)}, 403)
        except Mistake as error:
            self.mistakes.append(f"{method}: {error}")
            return _told({"ok": False, "error_code": 400, "description": f"Bad Request: {error}"}, 400)
        if mood == "lose":
            request.transport.close()  # type: ignore[union-attr]
            return web.Response()
        return _told({"ok": True, "result": result}, 200)

    async def _do(self, method: str, data: dict[str, Any]) -> Any:
        handler = getattr(self, f"_{method}", None)
        if handler is None:
            raise Mistake(f"no method {method} here")
        result = handler(data)
        return await result if asyncio.iscoroutine(result) else result

    def _getMe(self, _: Any) -> Any:
        return ME

    async def _getUpdates(self, data: dict[str, Any]) -> Any:
        offset, end = int(data.get("offset") or 0), time.monotonic() + float(data.get("timeout") or 0)
        with self._lock:
            confirmed = [each for each in self._pending if each["update_id"] < offset]
            again = [each for each in confirmed if self._rng.random() < self.twice]
            self._pending = [each for each in self._pending if each["update_id"] >= offset]
        while True:
            with self._lock:
                found = [*again, *self._pending][:int(data.get("limit") or 100)]
            if found or time.monotonic() >= end:
                if self.shuffled:
                    self._rng.shuffle(found)
                return found
            self._changed.clear()  # type: ignore[union-attr]
            try:
                await asyncio.wait_for(self._changed.wait(), max(0.01, end - time.monotonic()))  # type: ignore[union-attr]
            except asyncio.TimeoutError:
                continue

    def _setWebhook(self, data: dict[str, Any]) -> Any:
        self.webhook.update(url=data.get("url", ""), secret=data.get("secret_token", ""))
        return True

    def _deleteWebhook(self, _: Any) -> Any:
        self.webhook.pop("url", None)
        return True

    def _setMyCommands(self, data: dict[str, Any]) -> Any:
        for command in data["commands"]:
            _check(command["command"].islower() and len(command["command"]) <= 32 and 1 <= len(command["description"]) <= 256, "BOT_COMMAND_INVALID")
        self.commands = data["commands"]
        return True

    def _setMyDescription(self, data: dict[str, Any]) -> Any:
        _check(len(data["description"]) <= 512, "description is too long")
        return True

    def _setMyShortDescription(self, data: dict[str, Any]) -> Any:
        _check(len(data["short_description"]) <= 120, "short description is too long")
        return True

    def _sendChatAction(self, data: dict[str, Any]) -> Any:
        return self._reachable(data)

    def _leaveChat(self, data: dict[str, Any]) -> Any:
        self.left.append(int(data["chat_id"]))
        return True

    def _answerCallbackQuery(self, data: dict[str, Any]) -> Any:
        self.answered.append(data)
        return True

    def _sendMessage(self, data: dict[str, Any]) -> Any:
        return self._send("sendMessage", data, data.get("text", ""), data.get("entities") or [], 4096)

    def _sendPhoto(self, data: dict[str, Any]) -> Any:
        _check(data["photo"]["content"].startswith(b"\x89PNG"), "IMAGE_PROCESS_FAILED")
        return self._send("sendPhoto", data, data.get("caption", ""), data.get("caption_entities") or [], 1024, data["photo"])

    def _sendDocument(self, data: dict[str, Any]) -> Any:
        return self._send("sendDocument", data, data.get("caption", ""), data.get("caption_entities") or [], 1024, data["document"])

    def _editMessageText(self, data: dict[str, Any]) -> Any:
        message = self._found(data)
        _check_text(data["text"], data.get("entities") or [], 4096)
        buttons = _buttons(data)
        _check(data["text"] != message.text or buttons != message.buttons, "message is not modified")
        message.text, message.entities, message.buttons = data["text"], data.get("entities") or [], buttons
        return _as_message(message)

    def _editMessageReplyMarkup(self, data: dict[str, Any]) -> Any:
        message = self._found(data)
        buttons = _buttons(data)
        if buttons == message.buttons:
            raise Mistake("message is not modified")
        message.buttons = buttons
        return _as_message(message)

    def _send(self, method: str, data: dict[str, Any], text: str, entities: list[Any], longest: int, file: Any = None) -> Any:
        self._reachable(data)
        _check(bool(text) or file is not None, "message text is empty")
        _check_text(text, entities, longest)
        sent = Sent(method, int(data["chat_id"]), self.next_message(), text, entities, _buttons(data), at=time.monotonic())
        if file:
            sent.file, sent.file_name = file["content"], file["name"]
        with self._lock:
            self.messages.append(sent)
        return _as_message(sent)

    def _reachable(self, data: dict[str, Any]) -> bool:
        if int(data["chat_id"]) in self.blocked:
            raise PermissionError("Forbidden: bot was blocked by the user")
        return True

    def _found(self, data: dict[str, Any]) -> Sent:
        for message in self.messages:
            if (message.chat_id, message.message_id) == (int(data["chat_id"]), int(data["message_id"])):
                return message
        raise Mistake("message to edit not found")


class Person:
    """Somebody with a phone."""

    def __init__(self, api: BotApi, chat_id: int) -> None:
        self.api, self.chat_id = api, chat_id
        self.user = {"id": chat_id, "is_bot": False, "first_name": "Wilhelmina", "last_name": "Quetzalcoatl", "username": f"wilhelmina{chat_id}", "language_code": "en"}
        self.chat = {"id": chat_id, "type": "private", "first_name": "Wilhelmina", "username": f"wilhelmina{chat_id}"}
        self.seen = 0

    def message(self, **content: Any) -> dict[str, Any]:
        return {"message_id": self.api.next_message(), "date": int(time.time()), "from": self.user, "chat": self.chat, **content}

    def say(self, text: str) -> int:
        """Type something; the message's id."""
        message = self.message(text=text, **_command(text))
        self.api.push({"message": message})
        return int(message["message_id"])

    def send(self, **content: Any) -> None:
        """Send something that is not text."""
        self.api.push({"message": self.message(**content)})

    def edit(self, message_id: int, text: str) -> None:
        self.api.push({"edited_message": {**self.message(text=text, **_command(text)), "message_id": message_id, "edit_date": int(time.time())}})

    def press(self, title: str, among: list[Sent] | None = None) -> Sent:
        """The newest button of that title."""
        for message in reversed(among if among is not None else self.api.of(self.chat_id)):
            for button in message.buttons:
                if button["text"] == title:
                    self.press_data(message, button["callback_data"])
                    return message
        raise AssertionError(f"no button '{title}'; there are {[message.titles for message in self.all()[-4:]]}")

    def press_data(self, message: Sent, data: str) -> None:
        self.api.push({"callback_query": {"id": str(self.api.next_message()), "from": self.user, "chat_instance": "1", "data": data,
                                          "message": {**_as_message(message), "chat": self.chat}}})

    def all(self) -> list[Sent]:
        return self.api.of(self.chat_id)

    def hears(self, least: int = 1, quiet_s: float = 0.25, seconds: float = WAIT_S) -> list[Sent]:
        """What came since she last looked, once nothing more comes."""
        self.api.until(lambda: len(self.all()) >= self.seen + least, f"an answer to {self.chat_id}", seconds)
        while True:
            count = len(self.all())
            time.sleep(quiet_s)
            if len(self.all()) == count:
                break
        new = self.all()[self.seen:]
        self.seen = count
        return new

    def asks(self, text: str, least: int = 1) -> list[Sent]:
        self.seen = len(self.all())
        self.say(text)
        return self.hears(least)

    def taps(self, title: str, least: int = 1) -> list[Sent]:
        self.seen = len(self.all())
        self.press(title)
        return self.hears(least)

    def changed_by(self, title: str) -> Sent:
        """Tap a button that changes its own message."""
        before = json.dumps([(each.text, each.buttons) for each in self.all()])
        message = self.press(title)
        self.api.until(lambda: json.dumps([(each.text, each.buttons) for each in self.all()]) != before, f"something changed by '{title}'")
        return message


def _command(text: str) -> dict[str, Any]:
    word = text.split()[0] if text.split() else ""
    return {"entities": [{"type": "bot_command", "offset": 0, "length": units(word)}]} if text.startswith("/") and len(word) > 1 else {}


def _read(value: str) -> Any:
    try:
        return json.loads(value) if value[:1] in "[{" else value
    except ValueError:
        return value


def _check(true: bool, what: str) -> None:
    if not true:
        raise Mistake(what)


def _check_text(text: str, entities: list[dict[str, Any]], longest: int) -> None:
    _check(units(text) <= longest, "message is too long")
    _check(len(entities) <= 100, "too many entities")
    for entity in entities:
        _check(entity["offset"] >= 0 and entity["length"] > 0 and entity["offset"] + entity["length"] <= units(text), "entity out of the text")
        cut(text, entity)  # fails in the middle of a sign


def _buttons(data: dict[str, Any]) -> list[dict[str, Any]]:
    keyboard = (data.get("reply_markup") or {}).get("inline_keyboard") or []
    found = [button for row in keyboard for button in row]
    _check(len(found) <= 100 and all(1 <= len(row) <= 8 for row in keyboard), "too many buttons")
    for button in found:
        _check(bool(button["text"].strip()), "button text is empty")
        _check(1 <= len(button.get("callback_data", "x").encode()) <= 64, "BUTTON_DATA_INVALID")
        _check(units((button.get("copy_text") or {}).get("text", "x")) <= 256, "BUTTON_COPY_TEXT_INVALID")
    return found


def _as_message(sent: Sent) -> dict[str, Any]:
    return {"message_id": sent.message_id, "date": 1, "chat": {"id": sent.chat_id, "type": "private"}, "from": ME, "text": sent.text or "-"}


def _told(body: dict[str, Any], status: int) -> web.Response:
    return web.json_response(body, status=status)
