"""The real talk in a chat: its day, the notes before it, and what is told of it afterwards."""
from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any, Callable, List, Mapping

from bot.channels.talk_words import ahead, talks_text
from bot.channels.telegram.bridge import Bridge, Visit
from bot.channels.telegram.outgoing import Button, Outgoing, beside
from bot.channels.telegram.session_api import Refused
from bot.channels.telegram.zones import hours, zone_of
from bot.rehearsal.real_talk import NUMBERS
from bot.rehearsal.rehearsals import utc_now

TIMES_A_ROW = 4
_DROPS = ("drop", "off", "none", "cancel", "delete")


class Telling:
    """Answers /talk, and everything that is asked because of it."""

    def __init__(self, bridge: Bridge, talk_words: Mapping[str, Any], clock: Callable[[], datetime] = utc_now) -> None:
        """``talk_words``: data/real-talk.yml."""
        self._bridge, self._talk_words, self._words, self._clock = bridge, talk_words, bridge.words["notes"], clock

    # The day

    async def talk(self, visit: Visit, argument: str) -> None:
        """/talk, alone or with a day, ``done`` or ``drop``."""
        bridge, token = self._bridge, self._bridge.token(visit)
        if argument.lower() == "done":
            await self._ask(visit, (await bridge.api.get("/api/mine/talk/questions", token))["questions"])
        elif argument.lower() in _DROPS:
            visit.add(bridge.voices.note((await bridge.api.delete("/api/mine/talk", token))["text"]))
        elif argument:
            body = {"when": argument, **({"zone": visit.chat.zone} if visit.chat.zone else {})}
            answer = await bridge.api.put("/api/mine/talk", token, body)
            # The API's own sentence promises notes, which this chat gets only when she wants them.
            noted = answer["text"] if visit.chat.reminders else self._words["set"].format(day=answer["talk"]["when"])
            visit.add(bridge.voices.note(noted if bridge.keeps else f"{noted} {self._talk_words['not_kept']}"))
            self._offer(visit)
        else:
            next_one = (await bridge.api.get("/api/mine/talks", token))["next"]
            row = [bridge.button("done", ["command", "talk", "done"]), bridge.button("drop", ["command", "talk", "drop"])]
            visit.add(bridge.voices.note(ahead(next_one, self._talk_words), *([row] if next_one else [])))
            if next_one:
                self._offer(visit)

    async def talks(self, visit: Visit, _: str) -> None:
        """All of them, the fear beside how it was."""
        found = (await self._bridge.api.get("/api/mine/talks", self._bridge.token(visit)))["talks"]
        visit.add(self._bridge.voices.note(talks_text(found, self._talk_words)))

    # Notes

    def _offer(self, visit: Visit) -> None:
        if self._bridge.keeps and not visit.chat.reminders:
            visit.add(self._bridge.voices.note(self._words["offer"], [
                self._bridge.button("remind", ["remind", True]), self._bridge.button("no_note", ["remind", False])]))

    async def remind(self, visit: Visit, wanted: bool) -> None:
        """Notes are wanted or not. Only from here on the chat's own number is kept."""
        visit.chat.address = visit.chat_id if wanted else None
        if wanted and visit.chat.zone is None:
            self._ask_time(visit)
        else:
            visit.add(self._bridge.voices.note(self._words["on" if wanted else "off"]))

    def _ask_time(self, visit: Visit) -> None:
        visit.state["asking"] = {"what": "zone"}
        times = [Button(shown, ["zone", zone]) for shown, zone in hours(self._clock())]
        visit.add(Outgoing(self._bridge.voices.note(self._words["time"]).text, beside(times, TIMES_A_ROW)))

    async def set_zone(self, visit: Visit, zone: str) -> None:
        """Her zone is known: the day that is set is hers from now on."""
        bridge, token = self._bridge, self._bridge.token(visit)
        visit.chat.zone, visit.state["asking"] = zone, None
        ahead_of_her = (await bridge.api.get("/api/mine/talks", token))["next"]
        if ahead_of_her:
            when = " ".join(part for part in (ahead_of_her["day"], ahead_of_her["at"]) if part)
            with suppress(Refused):  # over already, where she is
                await bridge.api.put("/api/mine/talk", token, {"when": when, "zone": zone})
        visit.add(bridge.voices.note(self._words["on"]))

    # Afterwards

    async def _ask(self, visit: Visit, questions: List[Mapping[str, str]]) -> None:
        bridge = self._bridge
        if not questions:
            visit.state["asking"] = None
            return
        name, titles = questions[0]["id"], bridge.words["buttons"]
        visit.state["asking"] = {"what": "told", "id": name}
        rows: List[List[Button]] = []
        if name in NUMBERS:
            rows = bridge.voices.numbers(lambda number: ["tell", name, number])
        elif name == "happened":
            rows = [[Button(titles[each], ["tell", name, each]) for each in ("yes", "partly", "no")]]
        visit.add(bridge.voices.note(questions[0]["text"], *rows, [bridge.button("skip", ["tell", name, None])]))

    async def tell(self, visit: Visit, name: str, value: Any) -> None:
        """One answer; the next question, or a closing word."""
        bridge = self._bridge
        told = await bridge.api.post("/api/mine/talk/answers", bridge.token(visit), {"answers": {name: value}})
        visit.state["asking"] = None
        visit.add(*bridge.voices.all(told["messages"], ""))
        if told["text"]:
            visit.add(bridge.voices.note(told["text"]))
        await self._ask(visit, told["questions"])

    async def takes(self, visit: Visit, text: str) -> bool:
        """Whether plain words answer what is being asked; if so they are taken."""
        asking = visit.state["asking"]
        if asking["what"] == "zone":
            zone = zone_of(text, self._clock())
            if zone is None and len(text.split()) <= 3:  # a place that is not known; more words are for her
                visit.keeps_buttons = True
                visit.add(self._bridge.voices.note(self._words["zone_unknown"]))
                return True
            if zone:
                await self.set_zone(visit, zone)
            return zone is not None
        value: Any = text
        if asking["id"] in NUMBERS:
            number = text.strip().removesuffix("/10").strip()
            value = int(number) if number.isdecimal() else text
        try:
            await self.tell(visit, asking["id"], value)
        except Refused as error:
            visit.keeps_buttons = True
            visit.add(self._bridge.voices.note(str(error)))
        return True
