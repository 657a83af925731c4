"""Buttons. A press means what its message says it means, as long as that message is alive."""
from __future__ import annotations

import json
from typing import Any, List, Optional

from bot.channels.telegram.bridge import Bridge, Visit
from bot.channels.telegram.carding import Carding
from bot.channels.telegram.commands import Commands
from bot.channels.telegram.outgoing import ALIVE, ALWAYS, Outgoing
from bot.channels.telegram.talking import Talking
from bot.channels.telegram.telling import Telling
from bot.channels.telegram.texts import plain


class Pressing:
    """Carries out what a button stands for."""

    def __init__(self, bridge: Bridge, talking: Talking, telling: Telling, carding: Carding, commands: Commands) -> None:
        self._bridge, self._talking, self._telling, self._carding, self._commands = bridge, talking, telling, carding, commands

    async def pressed(self, visit: Visit, data: str, query_id: str) -> None:
        """One press. It is answered at once, so that the sign on the button stops turning."""
        action = self._action(visit, data)
        if action is None:
            visit.keeps_buttons = True
            await self._bridge.sender.pressed(query_id, str(self._bridge.words["said"]["stale"]))
            await self._bridge.sender.retire(visit.chat_id, [visit.message_id])
            return
        await self._bridge.sender.pressed(query_id)
        kind, *given = action
        await getattr(self, f"_{kind}")(visit, *given)
        # The pressed message is no message of hers.
        visit.message_id = 0

    def _action(self, visit: Visit, data: str) -> Optional[List[Any]]:
        if data.startswith(ALWAYS):
            name, _, argument = data[len(ALWAYS):].partition(" ")
            return ["command", name, argument]
        actions = (visit.state.get("alive") or {}).get(str(visit.message_id)) or []
        number = data[len(ALIVE):]
        known = data.startswith(ALIVE) and number.isdecimal() and int(number) < len(actions)
        return list(actions[int(number)]) if known else None

    # What buttons do; the names are those of the actions

    async def _say(self, visit: Visit, payload: str) -> None:
        if visit.state.get("preparing"):
            await self._talking.to_the_questions(visit, payload)
        else:
            await self._talking.to_her(visit, payload)

    async def _command(self, visit: Visit, name: str, argument: str = "") -> None:
        await self._commands.carry_out(visit, name, argument)

    async def _send(self, visit: Visit, line: str) -> None:
        visit.add(self._bridge.voices.your_line(line))
        await self._talking.to_her(visit, line)

    async def _another(self, visit: Visit, note: Any, said: str, turn: Optional[str], at: int) -> None:
        shown = self._bridge.voices.coach(note, said, turn, at)
        shown.edits, visit.keeps_buttons = visit.message_id, True
        visit.add(shown)

    async def _verdict(self, visit: Visit, turn: str, start: int, end: int, note: Any, said: str) -> None:
        bridge = self._bridge
        await bridge.api.post("/api/session/verdict", bridge.token(visit), {"turn": turn, "start": start, "end": end})
        note["marks"] = [mark for mark in note["marks"] if (mark["start"], mark["end"]) != (start, end)]
        if note["marks"]:
            shown = bridge.voices.coach(note, said, turn)
        else:
            shown = bridge.voices.note(bridge.words["said"]["not_blame"])
        shown.edits, visit.keeps_buttons = visit.message_id, True
        visit.state["alive"].pop(str(visit.message_id), None)
        visit.add(shown)

    async def _again(self, visit: Visit) -> None:
        await self._talking.again(visit)

    async def _show(self, visit: Visit) -> None:
        await show_where_we_are(self._bridge, visit)

    async def _scenarios(self, visit: Visit, first: int = 0) -> None:
        await self._commands.scenarios(visit, first=first, edits=visit.message_id)

    async def _scenario(self, visit: Visit, name: str, side: Optional[str] = None, first: int = 0) -> None:
        await self._commands.scenario(visit, name, side, first, edits=visit.message_id)

    async def _begin(self, visit: Visit, name: str, level: str, side: str) -> None:
        await self._commands.begin(visit, name, level, side)

    async def _style(self, visit: Visit, kind: str, value: str) -> None:
        await self._commands.style(visit, kind, value)

    async def _remind(self, visit: Visit, wanted: bool) -> None:
        await self._telling.remind(visit, wanted)

    async def _zone(self, visit: Visit, zone: str) -> None:
        await self._telling.set_zone(visit, zone)

    async def _tell(self, visit: Visit, name: str, value: Any) -> None:
        await self._telling.tell(visit, name, value)

    async def _card(self, visit: Visit, form: str) -> None:
        content = await self._bridge.api.file(f"/api/session/card.{form}", self._bridge.token(visit))
        visit.keeps_buttons = True
        if form == "txt":
            visit.add(Outgoing(plain(content.decode())))
        else:
            visit.add(Outgoing(plain(self._bridge.words["said"]["card"]), document=(f"card.{form}", content)))

    async def _card_change(self, visit: Visit) -> None:
        visit.state["asking"] = None
        await self._carding.show(visit)

    async def _card_line(self, visit: Visit, name: str) -> None:
        await self._carding.ask(visit, name)

    async def _card_set(self, visit: Visit, name: str, text: Optional[str]) -> None:
        await self._carding.set(visit, name, text)

    async def _export(self, visit: Visit, form: str) -> None:
        bridge = self._bridge
        path = "/api/mine/export.html" if form == "html" else "/api/mine/export"
        content = await bridge.api.file(path, bridge.token(visit))
        if form == "json":
            content = json.dumps(json.loads(content), ensure_ascii=False, indent=1).encode()
        visit.add(Outgoing(plain(bridge.words["said"]["export"]), document=(f"rehearsals.{form}", content)))

    async def _erase(self, visit: Visit, what: str) -> None:
        bridge = self._bridge
        if what == "nothing":
            bridge.say(visit, "kept_after_all")
        elif what == "this":
            await bridge.api.delete("/api/session", bridge.token(visit))
            visit.chat.session_id, visit.chat.state = None, {"alive": visit.state.get("alive")}
            visit.chat.loaded = (None, True)
            bridge.say(visit, "erased_this")
        else:
            await bridge.api.delete("/api/mine", bridge.token(visit))
            await bridge.in_thread(bridge.chats.erase, visit.chat.learner)
            visit.erased = True
            bridge.say(visit, "erased_all")


async def show_where_we_are(bridge: Bridge, visit: Visit) -> None:
    """The last exchange once more, for whoever may have missed it."""
    if visit.state.get("preparing"):
        found = (await bridge.api.get("/api/prepare", bridge.preparing_token(visit)))["preparation"]
        if found["question"]:
            visit.add(*bridge.voices.app({**found["question"], "voice": "app", "question": found["question"]["id"]}))
            return
    if visit.chat.session_id is None:
        bridge.no_talk(visit)
        return
    session = (await bridge.api.get("/api/session", bridge.token(visit)))["session"]
    name = session["scenario"]["persona"]["name"]
    if not session["turns"]:
        visit.add(bridge.voices.her({"name": name, "text": session["opening"], "holding": session["holding"]}))
        return
    last = session["turns"][-1]
    visit.add(bridge.voices.your_line(last["user"]))
    if last["coach"]:
        visit.add(bridge.voices.coach(last["coach"], last["user"], last["turn"]))
    for text in last["persona"]:
        visit.add(bridge.voices.her({"name": name, "text": text, "holding": session["holding"] and text == last["persona"][-1]}))
    for text in last["app"]:
        visit.add(bridge.voices.note(text))
