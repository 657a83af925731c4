"""The rehearsal in a terminal, over the same session API as the page."""
from __future__ import annotations

import uuid
from typing import Any, Mapping, Optional, Sequence

import httpx
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.channels import terminal_taking
from bot.channels.editing import ask_to_edit
from bot.channels.side_by_side import show_compared
from bot.channels.terminal_prepare import PreparingInTerminal
from bot.channels.transcript import marked, show_debrief, show_progress
from bot.errors import SoftstartError, UsageError
from bot.persona.scenario import YOUR_OWN

TIMEOUT_S = 60.0
LOCAL_HELP = ("Type what you would say. /send says the coach's line, /edit changes it first, /another shows another; /undo takes your last "
              "turn back, /whatif 2 goes back to your message 2, /listen lets her go on. Also /hint, /pause, /out, /debrief, /card, /end, "
              "/help. /people: whom to turn to in real trouble; /forget erases this talk.")
KEPT = {"always": "This talk is kept on this machine until you erase it (/forget).", "nothing": "Nothing of this talk is kept."}
FORGET = "Type forget once more to erase this talk for good: "
_NO_NETWORK = "The server cannot be reached right now, so your words may not have been said. Please send them again in a moment."


class Terminal:
    """One person at one terminal. Reads lines until /end, /quit or the end of input."""

    def __init__(self, url: str, console: Console) -> None:
        self._http = httpx.Client(base_url=url, timeout=TIMEOUT_S, trust_env=False)
        self._console = console
        self._lines: list[str] = []
        self._unsure: dict[str, str] = {}
        self._name = ""
        self._taking = terminal_taking.Taking(self._call, self._http, console, self._ask, lambda message: self._message(message, ""))
        self._moving = False

    def run(self, scenario: Optional[str], level: str, code: Optional[str], side: Optional[str] = None) -> None:
        """Start or resume, then talk. Raises UsageError for unknown names and codes."""
        try:
            session = self._open(scenario, level, code, side)
        except EOFError:
            return
        self._show_start(session)
        while not session["over"]:
            try:
                text = self._ask("you: ").strip()
            except EOFError:
                self._console.print()
                break
            if not text:
                continue
            if text in ("/quit", "/exit"):
                break
            if text == "/people":
                page = self._call("GET", "/api/help")
                self._console.print("\n".join(page["lines"]))
                self._contacts(page["contacts"])
                continue
            if text == "/debrief":
                show_debrief(self._call("GET", "/api/session/debrief")["debrief"], self._console)
                continue
            if text == "/progress":
                show_progress(self._call("GET", "/api/mine/progress")["progress"], self._console)
                continue
            if text == "/forget":
                if self._ask(FORGET).strip().lower() == "forget":
                    self._call("DELETE", "/api/session")
                    self._console.print("Erased. Nothing of it is left here.")
                    return
                continue
            if self._taking.takes(text):
                continue
            session = self._say(self._own_command(text) or "", session)
            if self._moving:
                session = self._move_over()
        if session["turns"]:
            look_back = self._call("GET", "/api/session/debrief")
            show_debrief(look_back["debrief"], self._console)
            if session["over"]:
                self._taking.afterwards(look_back["lesson"])

    def _open(self, scenario: Optional[str], level: str, code: Optional[str], side: Optional[str]) -> dict[str, Any]:
        if code:
            opened = self._come_back(code)
        else:
            scenario = scenario or self._choose()
            wanted = {"scenario": scenario, "level": level, "channel": "terminal", "side": side or ""}
            opened = self._prepare().begin() if scenario == YOUR_OWN else self._call("POST", "/api/sessions", wanted)
            self._console.print(Text(f"Your code, if you want to come back: {opened['code']}", "dim"))
            self._console.print(Text(KEPT.get(opened["kept"], f"This talk is erased after {opened['kept']} days without a word."), "dim"))
        return self._sit_down(opened)

    def _sit_down(self, opened: Mapping[str, Any]) -> dict[str, Any]:
        self._http.headers["Authorization"] = f"Bearer {opened['token']}"
        self._taking.notices(opened)
        session: dict[str, Any] = opened["session"]
        self._name = session["scenario"]["persona"]["name"]
        return session

    def _move_over(self) -> dict[str, Any]:
        """To the other chair: a talk of its own, with its own code."""
        self._moving, self._lines = False, []
        opened = self._call("POST", "/api/session/swap")
        self._console.print(Text(f"Your code for this talk: {opened['code']}", "dim"))
        session = self._sit_down(opened)
        self._show_start(session)
        return session

    def _come_back(self, code: str) -> dict[str, Any]:
        """To a talk, or to the questions before one."""
        try:
            return self._call("POST", "/api/sessions/resume", {"code": code})
        except UsageError:
            return self._prepare().begin(code)

    def _prepare(self) -> PreparingInTerminal:
        return PreparingInTerminal(self._call, self._ask, self._console, self._contacts)

    def _choose(self) -> str:
        cards = self._call("GET", "/api/scenarios")["scenarios"]
        self._console.print("This is practice, not therapy. For people of 16 and over. What you type stays on this machine.\n")
        for number, card in enumerate(cards, 1):
            self._console.print(Text(f"{number}. {card['title']}", "bold") + Text(f" – {card['about']}"))
        ids = [str(card["id"]) for card in cards] + [YOUR_OWN]
        self._console.print(Text(f"{len(ids)}. Your own talk", "bold") + Text(" – You say who she is and what happened."))
        return self._one_of("Which one? ", ids)

    def _one_of(self, question: str, choices: Sequence[str]) -> str:
        """A choice by its number or its name."""
        while True:
            answer = self._ask(question).strip().lower()
            if answer.isdigit() and 1 <= int(answer) <= len(choices):
                return choices[int(answer) - 1]
            if answer in choices:
                return answer
            self._console.print(f"Please type a number from 1 to {len(choices)}.")

    def _show_start(self, session: Mapping[str, Any]) -> None:
        persona = session["scenario"]["persona"]
        title = ", ".join(str(part) for part in (persona["name"], persona["age"]) if part)
        self._console.print(Panel(Text(session["scenario"]["introduction"]), title=Text(title)))
        self._console.print(Text(f"{LOCAL_HELP} {terminal_taking.HELP}", "dim"))
        self._her(session["opening"])
        for turn in session["turns"]:
            self._console.print(Text("you: ", "bold") + marked(turn["user"], (turn["coach"] or {}).get("marks", [])))
            for text in turn["persona"]:
                self._her(text)

    def _own_command(self, text: str) -> Optional[str]:
        """/send, /edit and /another belong to the terminal: the page has buttons for them."""
        if text == "/another":
            self._lines = self._lines[1:] + self._lines[:1]
            self._suggest()
            return None
        if text == "/edit":
            if not self._lines:
                self._console.print(Text("There is no line of the coach's to edit.", "dim"))
                return None
            return ask_to_edit(self._lines[0], self._console, self._ask).strip()
        if text == "/send":
            if not self._lines or "…" in self._lines[0]:
                self._console.print(Text("There is no finished line of the coach's to send.", "dim"))
                return None
            self._console.print(Text("you: ", "bold") + Text(self._lines[0]))
            return self._lines[0]
        return text

    def _say(self, text: str, session: dict[str, Any]) -> dict[str, Any]:
        if not text:
            return session
        # The same words after a failure keep their id: they may have been said all the same, and must not be said twice.
        client_id = self._unsure.get(text) or uuid.uuid4().hex
        try:
            with self._console.status(f"{self._name} is thinking"):
                answer = self._call("POST", "/api/session/say", {"message": text, "id": client_id})
            self._unsure.clear()
            self._lines = []
        except SoftstartError as error:
            self._unsure = {text: client_id}
            self._console.print(Text(str(error), "red"))
            return session
        for message in answer["messages"]:
            self._message(message, text)
        new: dict[str, Any] = answer["session"]
        return new

    def _message(self, message: Mapping[str, Any], said: str) -> None:
        if message["voice"] == "persona":
            self._her(message["text"])
        elif message["voice"] == "coach":
            note = message["coach"]
            if note["marks"]:
                self._console.print(Text("     ") + marked(said, note["marks"]))
            self._console.print(Text(f"     Coach: {message['text']}", "yellow"))
            if note["ask"]:
                self._console.print(Text(f"     {note['ask']}", "yellow"))
            self._lines = [line for line in [note["reframe"], *note["variants"]] if line]
            self._suggest()
        elif message.get("compare"):
            show_compared(message["compare"], self._name, self._console)
        else:
            self._console.print(Text(message["text"], "" if message.get("help") else "dim"))
            self._moving = self._moving or bool(message.get("swap"))
            if message.get("help"):
                self._contacts(message.get("contacts") or self._call("GET", "/api/help")["contacts"])

    def _contacts(self, contacts: Sequence[Mapping[str, Any]]) -> None:
        for contact in contacts:
            ways = " · ".join(way for way in (contact["number"], contact["url"]) if way)
            self._console.print(Text(f"  {contact['name']}", "bold") + Text(f"  {ways}\n    {contact['for']}"))

    def _suggest(self) -> None:
        if self._lines:
            self._console.print(Text("     You might say: ", "yellow") + Text(self._lines[0], "cyan")
                                + Text("  (/send, /edit, /another)", "dim"))

    def _her(self, text: str) -> None:
        self._console.print(Text(f"{self._name}: ", "bold magenta") + Text(text))

    def _ask(self, prompt: str) -> str:
        return self._console.input(Text(prompt, "bold"))

    def _call(self, method: str, path: str, body: Optional[Mapping[str, Any]] = None, token: Optional[str] = None) -> dict[str, Any]:
        try:
            answer = self._http.request(method, path, json=body, headers={"Authorization": f"Bearer {token}"} if token else None)
        except httpx.HTTPError:
            raise SoftstartError(_NO_NETWORK) from None
        data: dict[str, Any] = answer.json()
        if answer.is_error and "help" in data:
            # Not a mistake of hers: said calmly, and the program ends as if she had left.
            self._console.print(Text(data["error"]))
            self._contacts(data["help"]["contacts"])
            raise EOFError
        if answer.is_error:
            opens = path.startswith(("/api/sessions", "/api/prepare/resume"))
            raise (UsageError if opens else SoftstartError)(data.get("error", _NO_NETWORK))
        return data
