"""What a learner takes along, in a terminal: /card, /talk, /talks, /lesson."""
from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Callable, Mapping, Optional

import httpx
from rich.console import Console
from rich.text import Text

from bot.channels.card_page import card_text
from bot.channels.talk_words import ahead, lesson_text, lessons_text, talks_text
from bot.errors import SoftstartError
from bot.rehearsal.card import load_card_words
from bot.rehearsal.lessons import load_lesson_words
from bot.rehearsal.real_talk import NUMBERS, load_talk_words
from bot.settings import CARD_WORDS, LESSONS, TALK_WORDS

COMMANDS = ("card", "talk", "talks", "lesson", "lessons")
HELP = "/card shows a page to take along, /talk sets the day of the real talk, /lesson lists short lessons."
AFTERWARDS = "/card, /talk or /lesson, or Enter to leave: "
_FORMS = (".txt", ".png", ".html")
_OVERWRITE = "That file is there already. Type yes to write over it: "


class Taking:
    """Answers these commands over the session API."""

    def __init__(self, call: Callable[..., dict[str, Any]], http: httpx.Client, console: Console, ask: Callable[[str], str],
                 show: Callable[[Mapping[str, Any]], None]) -> None:
        """``call`` and ``ask`` are the terminal's; ``show`` prints one message of the app's, with its help."""
        self._call, self._http, self._console, self._ask, self._show = call, http, console, ask, show
        self._cards, self._talks, self._lessons = load_card_words(CARD_WORDS), load_talk_words(TALK_WORDS), load_lesson_words(LESSONS)

    def takes(self, text: str) -> bool:
        """Whether a line is one of these commands; if so it is carried out."""
        name, _, argument = text[1:].partition(" ") if text.startswith("/") else ("", "", "")
        if name.lower() not in COMMANDS:
            return False
        command = {"card": self._card, "talk": self._talk, "talks": self._list, "lesson": self._lesson, "lessons": self._lesson}
        try:
            command[name.lower()](argument.strip())
        except SoftstartError as error:
            self._console.print(Text(str(error), "dim"))
        return True

    def afterwards(self, offer: Optional[Mapping[str, Any]]) -> None:
        """After the look back: the lesson that fits, and time for a card and a date."""
        if offer:
            self._say(offer["offer"], "dim")
        try:
            while text := self._ask(AFTERWARDS).strip():
                if not self.takes(text):
                    return
        except EOFError:
            self._console.print()

    def notices(self, opened: Mapping[str, Any]) -> None:
        """The notes she left herself."""
        for notice in opened.get("notices", ()):
            self._say(f"{notice} (/talk)")

    def _card(self, argument: str) -> None:
        order, _, rest = argument.partition(" ")
        if order.lower() == "save":
            self._write(rest.strip())
        elif order.lower() == "edit":
            self._edit()
        else:
            self._say(card_text(self._call("GET", "/api/session/card")["card"], self._cards))

    def _edit(self) -> None:
        card = self._call("GET", "/api/session/card")["card"]
        self._say(self._cards["edit"], "dim")
        fields: dict[str, str] = {}
        for field in card["fields"]:
            self._console.print(Text(f"{field['label']}: ", "bold") + Text(field["text"]) + Text(f"  {field['prompt']}", "dim"))
            answer = self._ask("> ").strip()
            if answer:
                fields[field["id"]] = "" if answer == "-" else answer
        if not fields:
            return
        saved = self._call("PUT", "/api/session/card", {"fields": fields})
        for message in saved["messages"]:
            self._show(message)
        self._say(self._cards["edited"])
        for note in saved["notes"]:
            self._say(note["text"], "yellow")
            if note["reframe"]:
                self._say(self._cards["try"].format(line=note["reframe"]), "cyan")

    def _write(self, name: str) -> None:
        path = Path(name).expanduser()
        if not name or path.suffix.lower() not in _FORMS:
            self._say(self._cards["which_file"], "dim")
            return
        if path.exists() and self._ask(_OVERWRITE).strip().lower() not in ("yes", "y"):
            return
        self._call("GET", "/api/session/card")  # says why, where there is none
        try:
            answer = self._http.get(f"/api/session/card{path.suffix.lower()}").raise_for_status()
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(answer.content)
        except (OSError, httpx.HTTPError):
            raise SoftstartError(self._cards["not_written"]) from None
        self._say(self._cards["written"].format(name=path))

    def _talk(self, argument: str) -> None:
        if argument.lower() == "done":
            self._tell()
        elif argument.lower() in ("drop", "off", "none", "delete"):
            self._say(self._call("DELETE", "/api/mine/talk")["text"])
        elif argument:
            self._say(self._call("PUT", "/api/mine/talk", {"when": argument})["text"])
        else:
            self._say(ahead(self._call("GET", "/api/mine/talks")["next"], self._talks))

    def _tell(self) -> None:
        questions = self._call("GET", "/api/mine/talk/questions")["questions"]
        self._say(self._talks["skip"], "dim")
        while questions:
            question = questions[0]
            answer: Any = self._ask(question["text"] + " ").strip() or None
            if answer and question["id"] in NUMBERS:
                number = answer.removesuffix("/10").strip()
                answer = int(number) if number.isdecimal() else answer
            try:
                told = self._call("POST", "/api/mine/talk/answers", {"answers": {question["id"]: answer}})
            except SoftstartError as error:
                self._say(str(error), "dim")
                continue
            for message in told["messages"]:
                self._show(message)
            if told["text"]:
                self._say(told["text"])
            questions = told["questions"]

    def _list(self, _: str) -> None:
        self._say(talks_text(self._call("GET", "/api/mine/talks")["talks"], self._talks))

    def _lesson(self, argument: str) -> None:
        if argument:
            self._say(lesson_text(self._call("GET", f"/api/lessons/{_path(argument)}")["lesson"], self._lessons))
        else:
            self._say(lessons_text(self._call("GET", "/api/lessons")["lessons"], self._lessons))

    def _say(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style))


def _path(name: str) -> str:
    """A name as one part of an address."""
    return "".join(sign for sign in name.lower().replace(" ", "-") if sign.isalnum() or sign == "-") or "-"
