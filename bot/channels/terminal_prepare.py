"""The questions before a talk of one's own, in a terminal: the same form as everywhere, with numbers for what can be picked."""
from __future__ import annotations

import uuid
from typing import Any, Callable, Mapping, Optional

from rich.console import Console
from rich.text import Text

from bot.errors import SoftstartError, UsageError

Call = Callable[..., dict[str, Any]]
_SHORT = 12  # options up to here stand one a line; a longer list runs on


class PreparingInTerminal:
    """Puts the questions until the talk begins or the learner leaves."""

    def __init__(self, call: Call, ask: Callable[[str], str], console: Console, contacts: Callable[[Any], None]) -> None:
        """``call`` the session API (method, path, body, token), ``ask`` reads a line, ``contacts`` shows whom to turn to."""
        self._call, self._ask, self._console, self._contacts = call, ask, console, contacts
        self._token = ""
        self._picks: list[str] = []  # what the numbers on the screen stand for
        self._enter: Optional[str] = None  # what an empty line means

    def begin(self, code: Optional[str] = None) -> dict[str, Any]:
        """The talk that was prepared, as POST /api/sessions gives it. Raises EOFError when she leaves, UsageError for an unknown code."""
        opened = self._call("POST", "/api/prepare/resume", {"code": code}) if code else \
            self._call("POST", "/api/prepare", {"channel": "terminal"})
        if "session" in opened:
            return opened
        self._token = opened["token"]
        if not code:
            self._console.print(Text(f"Your code, if you want to come back: {opened['code']}", "dim"))
        return self._answer(opened)

    def _answer(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        while True:
            for message in answer["messages"]:
                self._show(message)
            if "session" in answer:
                return dict(answer)
            if answer["preparation"]["question"] is None or answer.get("left"):
                raise EOFError
            answer = self._say(answer)

    def _say(self, before: Mapping[str, Any]) -> Mapping[str, Any]:
        """One line of hers. After a failure she may send it again, under the same id."""
        unsure: dict[str, str] = {}
        while True:
            text = self._meant(self._ask("> ").strip())
            if not text:
                continue
            message_id = unsure.get(text) or uuid.uuid4().hex
            try:
                return self._sent(text, message_id, before)
            except UsageError as error:
                self._console.print(Text(str(error), "red"))
            except SoftstartError as error:
                unsure = {text: message_id}
                self._console.print(Text(str(error), "red"))

    def _meant(self, text: str) -> Optional[str]:
        """Numbers are what stands beside them on the screen; Enter keeps or skips; /quit leaves."""
        if text in ("/quit", "/exit"):
            return "/stop"
        numbers = [part.strip() for part in text.split(",")]
        if self._picks and all(part.isdecimal() and 1 <= int(part) <= len(self._picks) for part in numbers):
            return "/answer " + ", ".join(self._picks[int(part) - 1] for part in numbers)
        return text or self._enter

    def _sent(self, text: str, message_id: str, before: Mapping[str, Any]) -> Mapping[str, Any]:
        answer = self._call("POST", "/api/prepare/say", {"message": text, "id": message_id}, self._token)
        asks = any("question" in message for message in answer["messages"])
        # The form goes on asking unless she left: then nothing is asked.
        return answer if asks or "session" in answer else {**answer, "left": True}

    def _show(self, message: Mapping[str, Any]) -> None:
        if message["voice"] == "coach":
            self._console.print(Text(f"     Coach: {message['text']}", "yellow"))
        else:
            self._console.print(Text(message["text"], "" if message.get("help") or "question" in message else "dim"))
        if message.get("contacts"):
            self._contacts(message["contacts"])
        options = [button for button in message.get("buttons", ()) if button["payload"].startswith("/answer ")]
        self._options([button["title"] for button in options], [button.get("group") for button in options])
        others = [f"{button['payload']} ({button['title'].lower()})" for button in message.get("buttons", ()) if button not in options]
        if "question" in message:
            payloads = [button["payload"] for button in message["buttons"]]
            self._picks = [button["payload"][len("/answer "):] for button in options]
            self._enter = next((order for order in ("/keep", "/skip") if order in payloads), None)
            others = [("Enter or " if other.startswith(f"{self._enter} ") else "") + other for other in others]
        if others:
            self._console.print(Text("  " + ", ".join(others), "dim"))

    def _options(self, titles: list[str], groups: list[Optional[str]]) -> None:
        if len(titles) <= _SHORT:
            for number, title in enumerate(titles, 1):
                self._console.print(f"  {number}. {title}", markup=False)
            return
        for group in dict.fromkeys(groups):
            line = "  ".join(f"{number}. {title}" for number, (title, each) in enumerate(zip(titles, groups), 1) if each == group)
            self._console.print(Text(f"  {group or ''}: ", "dim") + Text(line))
