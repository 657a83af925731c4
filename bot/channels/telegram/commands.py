"""What a learner can order in a chat. Most orders go to the talk like words; the rest is here."""
from __future__ import annotations

from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional
from urllib.parse import urlsplit

from telegram import MessageEntity

from bot.channels.talk_words import lesson_text
from bot.channels.telegram.bridge import Bridge, Visit
from bot.channels.telegram.outgoing import Button, Outgoing, beside, one_a_row
from bot.channels.telegram.session_api import Refused
from bot.channels.telegram.talking import FOR_THE_QUESTIONS, Talking
from bot.channels.telegram.telling import Telling
from bot.channels.telegram.texts import Text, joined, plain

TO_THE_TALK = frozenset({"undo", "hint", "pause", "resume", "listen", "end", "out", "whatif", "branches", "branch", "compare", "swap",
                         "debrief", "card"})
EARLIER_MESSAGES = 8  # buttons of /whatif
TALKS_A_PAGE = 4  # with a sentence each, so that a page stays one short screen
ENOUGH_ABOUT, MOST_ABOUT = 40, 105  # letters of what a talk is about, in the list
TITLE = 34  # letters of a message on a button
OWN = "your-own"

Command = Callable[[Visit, str], Awaitable[None]]


class Commands:
    """Carries out what is behind a slash, or behind a button that stands for it."""

    def __init__(self, bridge: Bridge, talking: Talking, telling: Telling, lesson_words: Mapping[str, Any]) -> None:
        self._bridge, self._talking, self._telling, self._lesson_words = bridge, talking, telling, lesson_words
        self.known: Dict[str, Command] = {
            "start": self.start, "scenarios": self.scenarios, "prepare": self.prepare, "whatif": self.whatif, "coach": self.coach,
            "talk": telling.talk, "talks": telling.talks, "progress": self.progress, "lesson": self.lesson, "lessons": self.lesson,
            "people": self.people, "mydata": self.mydata, "forget": self.forget, "help": self.help, "stop": self.stop}

    async def carry_out(self, visit: Visit, name: str, argument: str) -> None:
        """Any command, known or not."""
        if visit.state.get("preparing") and name in FOR_THE_QUESTIONS:
            await self._talking.to_the_questions(visit, f"/{name} {argument}".strip())
            return
        visit.state["asking"] = None
        if name in self.known:
            await self.known[name](visit, argument)
        elif name not in TO_THE_TALK:
            visit.keeps_buttons = True
            self._bridge.say(visit, "unknown")
        elif visit.chat.session_id is None:
            self._bridge.no_talk(visit)
        else:
            await self._talking.to_her(visit, f"/{name} {argument}".strip())

    # Beginning

    async def start(self, visit: Visit, _: str) -> None:
        """What this is, who carries it, and where it stands."""
        words, bridge = self._bridge.words["start"], self._bridge
        carried = words["carried_at_home" if _at_home(bridge.page_url) else "carried"].format(page=bridge.page_url)
        text = Text().add(words["hello"]).line().line().add(carried)
        rows = [[bridge.button("scenarios", ["command", "scenarios"]), bridge.button("prepare", ["command", "prepare"])],
                [bridge.button("people", ["command", "people"])]]
        visit.add(Outgoing(text, rows))
        session = await self._session(visit)
        if session and not session["over"]:
            bridge.say_text(visit, words["going_on"].format(name=session["scenario"]["persona"]["name"]))

    async def scenarios(self, visit: Visit, _: str = "", first: int = 0, edits: Optional[int] = None) -> None:
        """The talks, a few on each page: their names alone would tell nobody what they are about."""
        cards = (await self._bridge.api.get("/api/scenarios"))["scenarios"]
        words, page = self._bridge.words, cards[first:first + TALKS_A_PAGE]
        text = plain(words["choose"])
        for card in page:
            text.line().line().add(card["title"], MessageEntity.BOLD).add(f"\n{_in_short(card['about'])}")
        following = first + TALKS_A_PAGE if first + TALKS_A_PAGE < len(cards) else 0
        rows = one_a_row([Button(card["title"], ["scenario", card["id"], None, first]) for card in page])
        last = [Button(words["buttons"]["more"], ["scenarios", following]), Button(words["own"], ["command", "prepare"])]
        visit.add(Outgoing(text, [*rows, last], edits=edits))

    async def scenario(self, visit: Visit, name: str, side: Optional[str] = None, first: int = 0, edits: Optional[int] = None) -> None:
        """One talk: what it is about, how hard, and from which chair. ``first``: where the page begins that it was picked from."""
        words, titles = self._bridge.words, self._bridge.words["buttons"]
        card = next(card for card in (await self._bridge.api.get("/api/scenarios"))["scenarios"] if card["id"] == name)
        side = side or card["learner"]
        text = Text().add(card["title"], MessageEntity.BOLD).line().add(words["chair"].format(about=card["about"], side=side))
        rows = [[Button(title, ["begin", name, level, side]) for level, title in words["level"].items()]]
        rows += [[Button(words["side"].format(side=other), ["scenario", name, other, first])] for other in card["sides"] if other != side]
        visit.add(Outgoing(text, [*rows, [Button(titles["back"], ["scenarios", first])]], edits=edits))

    async def begin(self, visit: Visit, name: str, level: str, side: str) -> None:
        """Start a talk."""
        body = {"scenario": name, "level": level, "side": side, "channel": "telegram"}
        self._talking.sit_down(visit, await self._bridge.api.post("/api/sessions", self._bridge.token(visit), body))

    async def prepare(self, visit: Visit, _: str) -> None:
        """The questions before a talk of her own, from the start or from where she left."""
        bridge = self._bridge
        if visit.state.get("preparation"):
            try:
                found = (await bridge.api.get("/api/prepare", bridge.preparing_token(visit)))["preparation"]
            except Refused:
                found = {"question": None}
            if found["question"]:
                visit.state["preparing"] = True
                bridge.say_text(visit, bridge.words["start"]["preparing"])
                visit.add(*bridge.voices.app({**found["question"], "voice": "app", "question": found["question"]["id"]}))
                return
        answer = await bridge.api.post("/api/prepare", bridge.token(visit), {"channel": "telegram"})
        visit.state.update(preparation=bridge.api.tokens.session_of(answer["token"]), preparing=True)
        visit.add(*bridge.voices.all(answer["messages"], ""))

    # In the talk

    async def whatif(self, visit: Visit, argument: str) -> None:
        """Back to an earlier message: by its number, or picked from the latest ones."""
        session = await self._session(visit)
        if session is None:
            self._bridge.no_talk(visit)
        elif argument or not session["turns"]:
            await self._talking.to_her(visit, f"/whatif {argument or 1}")
        else:
            numbered = list(enumerate((turn["user"] for turn in session["turns"]), 1))[-EARLIER_MESSAGES:]
            buttons = [Button(f"{number}. {_short(text)}", ["say", f"/whatif {number}"]) for number, text in numbered]
            self._bridge.say(visit, "which_message", *one_a_row(buttons))

    async def coach(self, visit: Visit, argument: str, edits: Optional[int] = None) -> None:
        """How the coach speaks and when."""
        bridge, said = self._bridge, self._bridge.words["said"]
        session = await self._session(visit)
        if session is None:
            bridge.no_talk(visit)
            return
        if argument:
            await self._talking.to_her(visit, f"/coach {argument}")
            return
        style, timing = session["style"], session["timing"]
        styles = [Button(title, ["style", "style", each]) for each, title in said["coach_style"].items() if each != style]
        times = [Button(title, ["style", "timing", each]) for each, title in said["coach_timing"].items() if each != timing]
        now = said["coach_now"].format(style=said["coach_is"][style], timing=said["coach_when"][timing])
        note = bridge.voices.note(now, styles, times)
        note.edits = edits
        visit.add(note)

    async def style(self, visit: Visit, kind: str, value: str) -> None:
        """One of the coach's buttons."""
        await self._bridge.api.post("/api/session/style", self._bridge.token(visit), {kind: value})
        await self.coach(visit, "", edits=visit.message_id)

    async def stop(self, visit: Visit, _: str) -> None:
        """She waits, and no notes come."""
        bridge = self._bridge
        visit.chat.address = None
        session = await self._session(visit)
        if session is None or session["over"]:
            bridge.say(visit, "stopped_bare")
            return
        await bridge.api.post("/api/session/say", bridge.token(visit), {"message": "/pause", "id": visit.name})
        bridge.say(visit, "stopped", [bridge.button("go_on", ["say", "/resume"]), bridge.button("end", ["say", "/end"])])

    # Looking back, and what is hers

    async def progress(self, visit: Visit, _: str) -> None:
        """Her way over talks."""
        told = (await self._bridge.api.get("/api/mine/progress", self._bridge.token(visit)))["progress"]
        picture = "/api/mine/progress.png" if told["talks"] else None
        visit.add(Outgoing(joined(told["lines"]), href=picture))

    async def lesson(self, visit: Visit, argument: str) -> None:
        """One lesson, or all of them as buttons."""
        bridge = self._bridge
        if not argument:
            lessons = (await bridge.api.get("/api/lessons"))["lessons"]
            buttons = [Button(f"{lesson['number']}. {lesson['title']}", ["command", "lesson", str(lesson["number"])]) for lesson in lessons]
            bridge.say(visit, "lesson_which", *one_a_row(buttons))
            return
        name = "".join(sign for sign in argument.lower().replace(" ", "-") if sign.isalnum() or sign == "-") or "-"
        lesson = (await bridge.api.get(f"/api/lessons/{name}"))["lesson"]
        told = lesson_text(lesson, self._lesson_words).rsplit("\n", 2)[0]  # its last line names a command of the terminal
        title, _, rest = told.partition("\n")
        practise = bridge.button("practise", ["scenario", lesson["scenario"]])
        visit.add(Outgoing(Text().add(title, MessageEntity.BOLD).line().add(rest), [[practise]]))

    async def people(self, visit: Visit, _: str) -> None:
        """Real help. The talk stays where it is."""
        page = await self._bridge.api.get("/api/help")
        visit.keeps_buttons = True
        visit.add(self._bridge.voices.help("\n".join(page["lines"]), page["contacts"]))

    async def mydata(self, visit: Visit, _: str) -> None:
        """What is kept, and the ways to take it out or erase it."""
        bridge, token = self._bridge, self._bridge.token(visit)
        kept = (await bridge.api.get("/api/mine", token))["rehearsals"]
        if not kept:
            bridge.say(visit, "nothing_kept")
            return
        said = bridge.words["said"]
        lines = [said["kept"].format(count=len(kept), page=bridge.page_url)]
        if visit.chat.session_id and visit.state.get("code"):
            lines.append(said["code"].format(code=visit.state["code"]))
        files = [bridge.button("take_out", ["export", "html"]), bridge.button("as_data", ["export", "json"])]
        visit.add(bridge.voices.note("\n".join(lines), files, [bridge.button("erase", ["command", "forget"])]))

    async def forget(self, visit: Visit, _: str) -> None:
        """What should go; nothing goes without a second tap."""
        bridge = self._bridge
        row: List[Button] = [bridge.button("erase_this", ["erase", "this"])] if visit.chat.session_id else []
        bridge.say(visit, "forget", [*row, bridge.button("erase_all", ["erase", "all"])], [bridge.button("keep", ["erase", "nothing"])])

    async def help(self, visit: Visit, _: str) -> None:
        """What can be done here."""
        bridge = self._bridge
        if visit.state.get("preparing"):
            await self._talking.to_the_questions(visit, "/help")
            return
        shown = [("scenarios", "scenario"), ("lesson", "lesson"), ("people", "people")]
        buttons = [Button(bridge.words["commands"][name], ["command", name]) for name, _ in shown]
        visit.keeps_buttons = False
        bridge.say(visit, "help", *beside(buttons, 1))

    async def _session(self, visit: Visit) -> Optional[Mapping[str, Any]]:
        """The talk the chat is in; None when there is none, or it is gone."""
        if visit.chat.session_id is None:
            return None
        try:
            session: Mapping[str, Any] = (await self._bridge.api.get("/api/session", self._bridge.token(visit)))["session"]
        except Refused:
            visit.chat.session_id = None
            return None
        return session


def _in_short(text: str) -> str:
    """The first sentences of what a talk is about, enough to choose by."""
    sentences = " ".join(text.split()).split(". ")
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(kept) >= ENOUGH_ABOUT:
            break
        kept = f"{kept}. {sentence}"
    kept = kept.rstrip(".")
    return f"{kept}." if len(kept) <= MOST_ABOUT else kept[:MOST_ABOUT].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _at_home(url: str) -> bool:
    """Whether the page can be reached only from the computer it is on."""
    return (urlsplit(url).hostname or "") in ("127.0.0.1", "localhost", "::1")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= TITLE else text[:TITLE - 1].rstrip() + "…"
