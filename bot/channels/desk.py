"""The desk every channel hands its messages to: limits, commands, order, answered once, kind words when something breaks."""
from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from typing import Any, Awaitable, Callable, Mapping, Protocol, Sequence, TypeVar

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot import metrics
from bot.blocking import blocking
from bot.errors import NotYours, RehearsalOver, SoftstartError, StoreUnavailable
from bot.rehearsal.rehearsals import Standing, came

logger = logging.getLogger(__name__)

MAX_CHARACTERS = 2000  # about a page; longer than anyone says at once
MAX_CLIENT_ID = 64
MAX_LOCKS = 10_000
WITHIN_S = 25.0  # under the time the web server gives an answer; a turn takes a tenth of a second
# What people type or tap, and the intent Rasa knows it by. Any other slash word is not passed on: Rasa would take it as an order.
COMMANDS = {"undo": "undo_turn", "pause": "pause_rehearsal", "resume": "resume_rehearsal", "hint": "ask_for_hint", "listen": "listen",
            "help": "ask_for_help", "end": "end_rehearsal", "whatif": "fork_turn", "branches": "list_branches", "branch": "switch_branch",
            "compare": "compare_branches", "coach": "set_coaching", "swap": "swap_sides", "out": "step_out", "people": "show_people",
            "debrief": "look_back", "progress": "show_progress", "card": "ask_for_card", "talk": "set_real_talk",
            "talks": "list_real_talks", "lesson": "ask_for_lesson", "lessons": "ask_for_lesson"}
# Those that may be followed by something. Words behind another one are said to her: "/end of story, mum".
WITH_ARGUMENT = frozenset({"undo", "whatif", "branch", "compare", "coach", "card", "talk", "lesson"})

Message = Mapping[str, Any]
Done = TypeVar("Done")


NO_TEXT = "Please type something you would say to her."
TOO_LONG = f"That is more than she can take in at once. Please keep it under {MAX_CHARACTERS} letters; your text is still here."
TROUBLE = "Something went wrong here and your last message was not said. Please send it again."
LOG_TROUBLE = "The session log cannot be reached right now, so your message was not said. Please send it again in a moment."
SLOW = "That took too long here. Please send it again; it will not be said twice."
NOT_SHOWN = "Your message was said, but her answer cannot be shown right now. Please send it again in a moment; it will not be said twice."
UNKNOWN_COMMAND = "That command is not known. There are: {}."
STOPPED = "This rehearsal was stopped for safety and stays stopped."
NO_ID = "The id of a message is text of up to 64 letters."


class NotSaid(SoftstartError):
    """The message was refused; the learner keeps her words. Shown to her as it stands. ``reason`` is for the figures."""

    reason = metrics.INVALID


class NotDone(NotSaid):
    """The message could not be carried out here and now; sending it again may work."""

    def __init__(self, sentence: str, reason: str = metrics.FAILED) -> None:
        super().__init__(sentence)
        self.reason = reason


class Collected(OutputChannel):
    """Gathers what Rasa says in one turn, each message with its voice."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "softstart"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        if message.get("custom"):
            self.messages.append(dict(message["custom"]))
        elif message.get("text"):
            buttons = [{"title": button["title"], "payload": button["payload"]} for button in message.get("buttons") or ()]
            self.messages.append({"voice": "app", "text": message["text"], "buttons": buttons})


class Kept(Protocol):
    """What a desk asks of the log: the rehearsals, or the preparations."""

    def answered(self, id_: str, client_id: str, /) -> Sequence[Message] | None:
        """The stored answer to a message that was carried out before."""

    def come_to(self, id_: str, client_id: str | None, /) -> tuple[Sequence[Message] | None, Any]:
        """The same, and where it stands; that has ``stopped_for_safety``."""

    def remember_command(self, id_: str, client_id: str, messages: Any, /) -> None:
        """Keep what a message was answered with."""


class Desk:
    """Takes one message at a time per rehearsal, in order, and returns what is said in answer."""

    commands: Mapping[str, str] = COMMANDS
    with_argument: frozenset[str] = WITH_ARGUMENT
    no_text = NO_TEXT
    too_long = TOO_LONG

    def __init__(self, rehearsals: Kept, handle: Callable[[UserMessage], Awaitable[Any]],
                 after_stop: Callable[[str], Sequence[Message]]) -> None:
        """``handle`` is Rasa's; ``after_stop`` answers whatever is said once danger has stopped the talk."""
        self._rehearsals = rehearsals
        self._handle = handle
        self._after_stop = after_stop
        # Stopped for safety while the log could not keep it: she must not play on.
        self._stopped: set[str] = set()
        self._locks: OrderedDict[str, asyncio.Lock] = OrderedDict()

    async def say(self, session_id: str, text: Any, client_id: Any, channel: str,
                  further_spots: Sequence[Mapping[str, Any]] = ()) -> Sequence[Message]:
        """Answer one message. The same ``client_id`` again is answered again, never carried out twice.

        Raises NotSaid or NotDone with one kind sentence, NotYours for an unknown session. Nothing has been changed then, unless the log
        itself went away at that very moment: the same id makes sending it again safe.
        """
        with metrics.one_turn() as turn:
            text = self._readable(text)
            client_id = self._known(client_id)
            payload, argument = _as_payload(text, self.commands, self.with_argument)
            try:
                return await asyncio.wait_for(
                    self._in_turn(turn, session_id, text, payload, argument, client_id, channel, further_spots), WITHIN_S)
            except asyncio.TimeoutError:
                logger.error("a turn took too long")
                raise NotDone(SLOW, metrics.LATE) from None

    async def _in_turn(self, turn: metrics.Turn, session_id: str, text: str, payload: str, argument: str, client_id: str | None,
                       channel: str, further_spots: Sequence[Mapping[str, Any]]) -> Sequence[Message]:
        async with self._lock(session_id):
            turn.waited()
            try:
                stored, standing = await blocking(self._rehearsals.come_to, session_id, client_id)
                if stored is not None:
                    turn.outcome = metrics.REPEATED
                    return stored
                if standing.stopped_for_safety or session_id in self._stopped:
                    return await blocking(self._after_stop, text)
                came.set(standing if isinstance(standing, Standing) else None)
                output = Collected()
                await self._handle(UserMessage(payload, output, session_id, input_channel=channel,
                                               metadata={**self._metadata(standing, client_id, further_spots), "argument": argument}))
                if not output.messages or any(message.get("unsaid") for message in output.messages):
                    raise NotDone(next((m["text"] for m in output.messages if m.get("unsaid")), TROUBLE))
                if any(message.get("stop") for message in output.messages):
                    self._stopped.add(session_id)
                    return [message for message in output.messages if not message.get("stop")]
                # A turn is kept with its answer already.
                if client_id and not any(message["voice"] == "persona" and "turn" in message for message in output.messages):
                    await blocking(self._rehearsals.remember_command, session_id, client_id, output.messages)
                return output.messages
            except NotYours:
                raise
            except Exception as error:
                # It may have failed after the turn was written, as when an action server dies before it has answered.
                said = await self._said_after_all(session_id, client_id)
                if said is not None:
                    return said
                raise _kind(error) from None

    async def _said_after_all(self, session_id: str, client_id: str | None) -> Sequence[Message] | None:
        try:
            return await blocking(self._rehearsals.answered, session_id, client_id) if client_id else None
        except SoftstartError:
            return None

    async def between(self, session_id: str, use_case: Callable[[], Done]) -> Done:
        """Carry out a use case that moves a rehearsal: between two messages, never inside one. Raises RehearsalOver once danger has stopped
        the talk."""
        async with self._lock(session_id):
            if session_id in self._stopped:
                raise RehearsalOver(STOPPED)
            return await asyncio.to_thread(use_case)

    @classmethod
    def _readable(cls, text: Any) -> str:
        if not isinstance(text, str):
            raise NotSaid(cls.no_text)
        # Half an emoji cannot be written anywhere.
        text = text.encode("utf-8", "replace").decode("utf-8")
        text = "".join(ch if ch.isprintable() or ch == "\n" else " " for ch in text).strip()
        if not text:
            raise NotSaid(cls.no_text)
        if len(text) > MAX_CHARACTERS:
            raise NotSaid(cls.too_long)
        return text

    @staticmethod
    def _known(client_id: Any) -> str | None:
        if client_id is None:
            return None
        if not isinstance(client_id, str) or not 1 <= len(client_id) <= MAX_CLIENT_ID:
            raise NotSaid(NO_ID)
        return client_id

    @staticmethod
    def _metadata(standing: Any, client_id: str | None, further_spots: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
        return _metadata(standing, client_id, further_spots)

    def _lock(self, session_id: str) -> asyncio.Lock:
        lock = self._locks.setdefault(session_id, asyncio.Lock())
        self._locks.move_to_end(session_id)
        while len(self._locks) > MAX_LOCKS:
            oldest = next(iter(self._locks))
            if self._locks[oldest].locked():
                break
            del self._locks[oldest]
        return lock


def _kind(error: Exception) -> NotSaid:
    """What the learner is told of a failure; the log is told its kind."""
    if isinstance(error, NotSaid):
        return error
    if isinstance(error, StoreUnavailable):
        logger.error("the session log failed: %s", error)
        return NotDone(LOG_TROUBLE, metrics.LOG_AWAY)
    logger.error("a turn failed: %s", type(error).__name__)
    return NotDone(TROUBLE)


def _as_payload(text: str, commands: Mapping[str, str], with_argument: frozenset[str]) -> tuple[str, str]:
    """Commands become the intents Rasa knows, with what was typed behind them; no other text may start with a slash, because Rasa would
    obey it."""
    if not text.startswith("/"):
        # Rasa reads "EXTERNAL: …" and the like as orders only behind a slash; nothing else is special.
        return text, ""
    name, _, argument = text[1:].strip().partition(" ")
    if name.lower() in commands and (not argument or name.lower() in with_argument):
        return f"/{commands[name.lower()]}", argument.strip()
    if text[1:].strip().replace("_", "").isalpha():
        raise NotSaid(UNKNOWN_COMMAND.format(", ".join(f"/{known}" for known in commands)))
    return text.lstrip("/").strip() or "…", ""


def _metadata(standing: Standing, client_id: str | None, further_spots: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the coach needs to know beside the text; ``further_spots`` are sore spots beyond the scenario's own."""
    return {"client_id": client_id, "speaker": standing.scenario.learner, "seed": standing.seed + standing.turns,
            "sore_spots": [*(spot.dict() for spot in standing.scenario.sore_spots), *further_spots]}
