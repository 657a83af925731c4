"""Changing the lines of the card in a chat, one at a time."""
from __future__ import annotations

from typing import Any, List, Mapping, Optional

from telegram import MessageEntity

from bot.channels.telegram.bridge import Bridge, Visit
from bot.channels.telegram.outgoing import Button, Outgoing, beside
from bot.channels.telegram.session_api import Refused
from bot.channels.telegram.texts import Text

CARD = "/api/session/card"


class Carding:
    """Shows the card's lines, asks for new words for one of them, and keeps these."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge, self._words = bridge, bridge.words["change_card"]

    async def show(self, visit: Visit) -> None:
        """All lines, a button for each."""
        card = (await self._bridge.api.get(CARD, self._bridge.token(visit)))["card"]
        text = Text().add(self._words["which"])
        for field in card["fields"]:
            text.line().line().add(field["label"], MessageEntity.BOLD).line().add(field["text"] or self._words["left_off"])
        picks = [Button(field["label"], ["card_line", field["id"]]) for field in card["fields"]]
        visit.add(Outgoing(text, [*beside(picks), [self._bridge.button("card", ["say", "/card"])]]))

    async def ask(self, visit: Visit, name: str) -> None:
        """For new words for one line."""
        card = (await self._bridge.api.get(CARD, self._bridge.token(visit)))["card"]
        field = next(each for each in card["fields"] if each["id"] == name)
        visit.state["asking"] = {"what": "card", "id": name}
        text = Text().add(field["label"], MessageEntity.BOLD).line()
        if field["text"]:
            text.quote(field["text"]).line()
        text.add(field["prompt"])
        others = [Button(self._words["leave_off"], ["card_set", name, ""])]
        if field["from"] == "edited":
            others.append(Button(self._words["as_it_was"], ["card_set", name, None]))
        copied = self._bridge.voices.copy_button(field["text"])
        visit.add(Outgoing(text, [*([copied] if copied else []), others, [Button(self._words["as_it_is"], ["card_change"])]]))

    async def set(self, visit: Visit, name: str, text: Optional[str]) -> None:
        """Keep new words: "" leaves the line off, None brings back what stood there first."""
        bridge = self._bridge
        answer = await bridge.api.put(CARD, bridge.token(visit), {"fields": {name: text}})
        visit.state["asking"] = None
        if answer["messages"]:
            visit.add(*bridge.voices.all(answer["messages"], ""))
            return
        more: List[Button] = [Button(self._words["another"], ["card_change"]), bridge.button("card", ["say", "/card"])]
        for note in answer["notes"]:
            visit.add(self._look_again(note, text or ""))
        visit.add(bridge.voices.note(self._words["kept"], more))

    def _look_again(self, note: Mapping[str, Any], text: str) -> Outgoing:
        """What the coach would look at once more, and a line instead. It is kept as she wrote it all the same."""
        shown = self._bridge.voices.coach({**note, "variants": ()}, text, None)
        if note["reframe"]:
            shown.buttons = [*shown.buttons, [Button(self._words["take_it"], ["card_set", note["field"], note["reframe"]])]]
        return shown

    async def takes(self, visit: Visit, text: str) -> bool:
        """Plain words while a line is being changed."""
        try:
            await self.set(visit, visit.state["asking"]["id"], text)
        except Refused as error:
            visit.keeps_buttons = True
            visit.add(self._bridge.voices.note(str(error)))
        return True
