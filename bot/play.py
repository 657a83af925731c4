"""Scripted rehearsals through the real trained model: ``softstart play``."""
from __future__ import annotations

import asyncio
import zlib
from pathlib import Path
from typing import Any, Mapping

from cryptography.fernet import Fernet

from bot.channels.coach_lines import sore_spots
from bot.errors import NoPersona, SoftstartError, UsageError
from bot.house import build, house, move_in
from bot.persona.scenario import YOUR_OWN
from bot.settings import Settings
from bot.store.encryption import Keys

Rehearsal = Mapping[str, Any]


class Player:
    """One loaded model, any number of rehearsals. Nothing it plays is kept: the log is in memory, under a key of its own."""

    def __init__(self, settings: Settings, model: Path) -> None:
        settings = settings.copy(update={"action_server_url": None, "redis_url": None})
        move_in(build(settings, database_url="sqlite://", keys=Keys(Fernet.generate_key())))
        from bot.channels.desk import Desk
        from bot.nlu.runtime import wake

        self._loop = asyncio.new_event_loop()
        self._agent = self._loop.run_until_complete(wake(settings, model))
        self._desk = Desk(house().rehearsals, self._agent.handle_message, house().after_stop)

    def play(self, request: Rehearsal) -> dict[str, Any]:
        """One rehearsal as the contract of ``softstart play --json`` has it. Raises UsageError for a request that makes no sense."""
        return self._loop.run_until_complete(self._play(request))

    async def _play(self, request: Rehearsal) -> dict[str, Any]:
        rehearsals = house().rehearsals
        scenario, turns = request.get("scenario"), request.get("turns")
        if not isinstance(scenario, str) or not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
            raise UsageError("Each line needs a 'scenario' and a list of 'turns' as text.")
        level = request.get("level") or "realistic"
        seed = request.get("seed")
        # Without a seed the words themselves are the seed: the same script plays the same way.
        seed = seed if isinstance(seed, int) else zlib.crc32("\n".join([scenario, level, *turns]).encode())
        try:
            prepared = house().prepare(request.get("prepare")) if scenario == YOUR_OWN else None
        except NoPersona as refusal:
            return {"id": request.get("id"), "scenario": scenario, "level": level, "opening": None, "turns": [], "outcome": "stopped",
                    "debrief": None, "refused": str(refusal)}
        session_id, _ = rehearsals.start(scenario, str(level), channel="play", seed=seed, side=request.get("side"), prepared=prepared)
        opening = rehearsals.view(session_id)["opening"]
        spots = sore_spots(request.get("sore_spots"))
        told = [await self._turn(session_id, text, spots) for text in turns]
        outcome = rehearsals.outcome(session_id)
        result = {"id": request.get("id"), "scenario": scenario, "level": level, "opening": opening, "turns": told,
                  "outcome": outcome, "debrief": rehearsals.debrief(session_id)}
        house().mine.erase([session_id])
        return result

    async def _turn(self, session_id: str, text: str, spots: list[Mapping[str, Any]]) -> dict[str, Any]:
        from bot.channels.desk import NotDone, NotSaid

        rehearsals = house().rehearsals
        before = rehearsals.standing(session_id)
        app = None
        if not before.over:
            try:
                messages = await self._desk.say(session_id, text, None, "play", spots)
                app = next((message["text"] for message in messages if message["voice"] == "app"), None)
            except NotDone as error:
                raise SoftstartError(str(error)) from None
            except NotSaid as error:
                app = str(error)
        after = rehearsals.standing(session_id)
        turn: dict[str, Any] = {"user": text, "move": None, "reaction": None, "persona": None, "coach": None}
        if after.turns > before.turns:
            last = rehearsals.record(session_id)[-1]
            turn |= {"move": last["move"], "reaction": last["reaction"], "persona": " ".join(last["persona"]) or None,
                     "coach": last["coach"]}
        else:
            heard = house().coach.read(text, speaker=after.scenario.learner)
            turn |= {"move": heard.move.value, "coach": heard.to_json()}
        return {**turn, "temperature": round(after.state.temperature), "openness": round(after.state.openness),
                "price": after.state.price.value, "app": app}

