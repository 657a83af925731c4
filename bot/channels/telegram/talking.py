"""The talk itself: words to her, words said another way, and what is no words."""
from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence

from bot.channels.telegram.bridge import GONE, OVER, TOO_MUCH, Bridge, Visit
from bot.channels.telegram.carding import Carding
from bot.channels.telegram.session_api import Away, Refused
from bot.channels.telegram.telling import Telling
from bot.channels.telegram.voices import as_heard
from bot.rehearsal.chats import Step

FOR_THE_QUESTIONS = frozenset({"answer", "skip", "keep", "change", "back", "where", "why", "undo", "hint", "cancel", "pause", "end",
                               "stop"})


class Talking:
    """What a learner types."""

    def __init__(self, bridge: Bridge, telling: Telling, carding: Carding) -> None:
        self._bridge, self._telling, self._carding = bridge, telling, carding

    async def words(self, visit: Visit, text: str) -> None:
        """Plain words: an answer to a question that waits, to the form before a talk of her own, or something said to her."""
        if visit.state.get("asking"):
            asker = self._carding if visit.state["asking"]["what"] == "card" else self._telling
            if await asker.takes(visit, text):
                return
            visit.state["asking"] = None
        if visit.state.get("preparing"):
            await self.to_the_questions(visit, text)
        elif visit.chat.session_id is None:
            await self._to_nobody(visit, text)
        else:
            await self.to_her(visit, text)

    async def _to_nobody(self, visit: Visit, text: str) -> None:
        """Words while no talk is open. Danger is heard all the same."""
        bridge = self._bridge
        visit.keeps_buttons = True
        try:
            heard = (await bridge.api.post("/api/help", bridge.token(visit), {"message": text}))["messages"]
        except Refused:
            heard = []
        if heard:
            visit.add(*bridge.voices.all(heard, text))
        else:
            bridge.no_talk(visit)

    async def to_her(self, visit: Visit, text: str, name: Optional[str] = None) -> None:
        """One message or command of the talk. ``name``: under which it is done once."""
        bridge, name = self._bridge, name or visit.name
        before = visit.state.get("mood")
        try:
            answer = await bridge.api.post("/api/session/say", bridge.token(visit), {"message": text, "id": name})
        except (Away, Refused) as error:
            self._not_said(visit, text, name, error)
            return
        session = answer["session"]
        visit.turn = next((message["turn"] for message in answer["messages"] if message.get("turn")), None)
        heard = next((turn["user"] for turn in session["turns"] if turn["turn"] == visit.turn), as_heard(text))
        visit.add(*bridge.voices.all(answer["messages"], heard, before))
        visit.state.update(unsaid=None, mood=session["mood"])
        if any(message.get("swap") for message in answer["messages"]):
            await self.move_over(visit)
        else:
            self._ending(visit, session, answer["messages"])

    def _not_said(self, visit: Visit, text: str, name: str, error: Exception) -> None:
        """Her words are kept, and a tap sends them again; they cannot be said twice."""
        bridge = self._bridge
        if isinstance(error, Refused) and error.status not in (TOO_MUCH,):
            bridge.refused(visit, error)
            if error.status not in (GONE, OVER):
                visit.keeps_buttons = True  # as when it was too long: nothing has changed
            return
        visit.state["unsaid"] = {"text": text, "id": name, "preparing": bool(visit.state.get("preparing"))}
        again = [bridge.button("again", ["again"])]
        if isinstance(error, Refused):
            visit.add(bridge.voices.note(str(error), again))
        else:
            bridge.say(visit, "not_sent", again)

    async def again(self, visit: Visit) -> None:
        """What could not be said, under the same name."""
        unsaid = visit.state.get("unsaid")
        if not unsaid:
            visit.keeps_buttons = True
        elif unsaid["preparing"]:
            await self.to_the_questions(visit, unsaid["text"], unsaid["id"])
        else:
            await self.to_her(visit, unsaid["text"], unsaid["id"])

    def _ending(self, visit: Visit, session: Mapping[str, Any], messages: Sequence[Mapping[str, Any]]) -> None:
        """Once, when a talk has come to its end."""
        over, was = bool(session["over"]), bool(visit.state.get("over"))
        visit.state["over"] = over
        if not over or was or any(message.get("help") for message in messages):
            return
        if visit.out and not any(message["voice"] == "persona" and "turn" in message for message in messages):
            visit.out.pop()  # the app has said that it is over; here it says what can be done now
        button = self._bridge.button
        self._bridge.say(visit, "ended", [button("look_back", ["say", "/debrief"]), button("card", ["say", "/card"])],
                         [button("other_talk", ["command", "scenarios"])])

    async def move_over(self, visit: Visit) -> None:
        """To the other chair: a talk of its own."""
        answer = await self._bridge.api.post("/api/session/swap", self._bridge.token(visit), {})
        self.sit_down(visit, answer)

    def sit_down(self, visit: Visit, opened: Mapping[str, Any]) -> None:
        """Into a talk that has just begun."""
        bridge, session = self._bridge, opened["session"]
        visit.chat.session_id = bridge.api.tokens.session_of(opened["token"])
        visit.state.update(code=opened.get("code"), preparing=False, unsaid=None, over=False, mood=session["mood"], asking=None)
        scenario = session["scenario"]
        visit.add(bridge.voices.note(scenario["introduction"]),
                  bridge.voices.her({"name": scenario["persona"]["name"], "text": session["opening"], "holding": session["holding"]}))
        for notice in opened.get("notices") or ():
            visit.add(bridge.voices.note(f"{notice} (/talk)"))

    async def to_the_questions(self, visit: Visit, text: str, name: Optional[str] = None) -> None:
        """One answer or command to the form before a talk of her own."""
        bridge, name = self._bridge, name or visit.name
        try:
            answer = await bridge.api.post("/api/prepare/say", bridge.preparing_token(visit), {"message": text, "id": name})
        except (Away, Refused) as error:
            if isinstance(error, Refused) and error.status in (GONE, OVER):
                visit.state.update(preparing=False, preparation=None)
            self._not_said(visit, text, name, error)
            return
        visit.state["unsaid"] = None
        visit.add(*bridge.voices.all(answer["messages"], ""))
        if (answer["preparation"]["question"] or {}).get("kind") == "number" and visit.out:
            visit.out[-1].buttons = [*bridge.voices.numbers(lambda number: ["say", f"/answer {number}"]), *visit.out[-1].buttons]
        if "session" in answer:
            self.sit_down(visit, answer)
        elif answer["preparation"]["question"] is None or text.lstrip("/") in ("stop", "cancel", "pause", "end"):
            visit.state["preparing"] = False

    # Said another way

    async def edited(self, visit: Visit, text: str) -> None:
        """A message was changed: the talk goes back before it and hears the new words; what came after is another try."""
        bridge = self._bridge
        visit.keeps_buttons = True
        found = await bridge.in_thread(bridge.chats.turn_of, visit.chat_id, visit.message_id)
        if text.startswith("/"):
            return
        if found is None or found[0] != visit.chat.session_id:
            bridge.say(visit, "edit_answer" if visit.state.get("preparing") else "edit_unknown")
            return
        token, turn = bridge.token(visit), found[1]
        if visit.step is Step.NEW:
            session = (await bridge.api.get("/api/session", token))["session"]
            if any(each["turn"] == turn and each["user"] == as_heard(text) for each in session["turns"]):
                return  # only its looks have changed
            try:
                await bridge.api.post("/api/session/fork", token, {"turn": turn, "before": True})
            except Refused as error:
                if error.status != OVER:
                    raise
                bridge.say(visit, "edit_later")
                return
            # From here on another start must not go back again: it would leave the new words behind.
            await bridge.in_thread(bridge.chats.reach, visit.update_id, Step.GONE_BACK)
        visit.keeps_buttons = False
        visit.state["over"] = False
        bridge.say(visit, "back_before")
        await self.to_her(visit, text)

    # No words

    async def no_words(self, visit: Visit, kind: str) -> None:
        """A picture, a voice, a place: kindly sent back to words."""
        visit.keeps_buttons = True
        visit.add(self._bridge.voices.note(self._bridge.words["other"][kind]))

    async def caption(self, visit: Visit, text: str) -> None:
        """The words below a picture are words."""
        visit.add(self._bridge.voices.note(self._bridge.words["other"]["caption"]))
        await self.words(visit, text)
