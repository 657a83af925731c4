"""What comes over the session API, as messages of a chat: her voice, the coach's and the app's, which nobody can take for one another."""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence

from telegram import MessageEntity

from bot.channels.telegram.outgoing import Action, Button, Outgoing, beside, copying, one_a_row
from bot.channels.telegram.texts import Text, plain

COACH_SIGN, APP_SIGN = "✏️", "▫️"
GAP = "…"
LONGEST_SLANTED = 160  # letters
MOST_NOT_BLAME = 3  # buttons for marks; more would be a wall
SHORT_TITLE = 12  # letters; buttons of these stand three in a row
MOST_SIDE = 6  # rows of a comparison on a phone


def as_heard(text: str) -> str:
    """A message as the desk hears it: offsets of marks count in this."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text).strip()


def _without_the_line(note: Mapping[str, Any], said: str) -> str:
    """What the coach says, without the words it begins with where these have just been quoted."""
    for mark in note["marks"][:1]:
        before, found, after = note["text"].partition(f"\"{said[mark['start']:mark['end']]}\" – ")
        if found:
            return f"{before}{after[:1].upper()}{after[1:]}"
    return str(note["text"])


class Voices:
    """Makes messages. ``words``: data/telegram.yml."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words
        self._titles, self._voices = words["buttons"], words["voices"]

    def all(self, messages: Sequence[Mapping[str, Any]], said: str, mood: Optional[str] = None) -> List[Outgoing]:
        """An answer, in order. ``said``: the learner's message as it was heard; ``mood``: hers before it, so that a change is shown."""
        out: List[Outgoing] = []
        for message in messages:
            if message["voice"] == "persona":
                shown = message.get("mood") if message.get("mood") != mood else None
                mood = message.get("mood", mood)
                out.append(self.her(message, shown))
            elif message["voice"] == "coach":
                out.append(self.coach(message["coach"], said, message.get("turn")))
            else:
                out += self.app(message)
        return out

    # Her

    def her(self, message: Mapping[str, Any], mood: Optional[str] = None) -> Outgoing:
        """A line of hers under her name."""
        text = Text().add(str(message.get("name") or ""), MessageEntity.BOLD)
        if mood:
            text.add(f" · {self._voices['mood'][mood]}", MessageEntity.ITALIC)
        text.line().add(message["text"])
        listen = [[Button(self._titles["listen"], ["say", "/listen"])]] if message.get("holding") else []
        return Outgoing(text, listen)

    # The coach

    def coach(self, note: Mapping[str, Any], said: str, turn: Optional[str], at: int = 0) -> Outgoing:
        """The learner's line with its blame underlined, why, and one line to say instead (number ``at``). Without ``turn`` nobody has heard
        the line, so there is nothing to send or take back."""
        text = Text().add(f"{COACH_SIGN} {self._voices['coach']}", MessageEntity.BOLD)
        if note["marks"]:
            text.line().quote(said, note["marks"])
        text.line().add(_without_the_line(note, said))
        if note.get("ask"):
            text.line().add(note["ask"])
        lines = [line for line in [note["reframe"], *note["variants"]] if line]
        line = lines[at % len(lines)] if lines else ""
        if line:
            text.line().add(self._voices["fill" if GAP in line else "try"]).line().quote(line)
        return Outgoing(text, self._coach_buttons(note, said, turn, at, line, len(lines)))

    def _coach_buttons(self, note: Mapping[str, Any], said: str, turn: Optional[str], at: int, line: str, lines: int) -> List[List[Button]]:
        titles = self._titles
        first: List[Button] = []
        if line and turn and GAP not in line:
            first.append(Button(titles["send"], ["send", line]))
        if lines > 1:
            kept = {name: note[name] for name in ("text", "marks", "ask", "reframe", "variants") if name in note}
            first.append(Button(titles["another"], ["another", kept, said, turn, (at + 1) % lines]))
        rows = [first] if first else []
        if line:
            rows += [self.copy_button(line)] if self.copy_button(line) else []
        if turn:
            marks = [mark for mark in note["marks"] if not mark.get("gone")][:MOST_NOT_BLAME]
            for mark in marks:
                title = titles["not_blame"] if len(marks) == 1 else titles["not_this"].format(words=said[mark["start"]:mark["end"]])
                action: Action = ["verdict", turn, mark["start"], mark["end"], dict(note), said]
                rows.append([Button(title, action)])
        return rows

    def your_line(self, line: str) -> Outgoing:
        """A copy of what a button says for the learner, so that the chat can be read afterwards."""
        return Outgoing(Text().add(self._voices["you"], MessageEntity.BOLD).line().quote(line))

    # The app

    def note(self, text: str, *buttons: Sequence[Button]) -> Outgoing:
        """A word of the app's own. Slanted, unless it is so long that slanted letters would be hard to read."""
        slanted = [MessageEntity.ITALIC] if len(text) <= LONGEST_SLANTED else []
        return Outgoing(Text().add(f"{APP_SIGN} ").add(text, *slanted), buttons)

    def app(self, message: Mapping[str, Any]) -> List[Outgoing]:
        """What the app says, with its buttons, pictures and contacts."""
        if message.get("help"):
            return [self.help(message["text"], message.get("contacts") or ())]
        if message.get("compare"):
            return [self.compared(message["compare"])]
        if message.get("card"):
            return [Outgoing(plain(self._words["said"]["card"]), self.card_buttons(), href="/api/session/card.png")]
        buttons = self.rows(message.get("buttons") or ())
        if message.get("branches"):
            buttons += one_a_row([Button(each["name"], ["say", f"/branch {each['number']}"])
                                  for each in message["branches"] if not each["present"]][-6:])
        if message.get("picture"):
            return [Outgoing(plain(message["text"]), buttons, href=message["picture"]["href"])]
        if message.get("question"):
            return [Outgoing(plain(message["text"]), buttons)]
        return [self.note(message["text"], *buttons)]

    def card_buttons(self) -> List[List[Button]]:
        return [[Button(self._titles["change_card"], ["card_change"])],
                [Button(self._titles["as_text"], ["card", "txt"]), Button(self._titles["to_print"], ["card", "html"])]]

    def copy_button(self, line: str) -> List[Button]:
        """Puts a line on the clipboard, where it fits."""
        return copying(self._titles["copy"], line)

    def rows(self, buttons: Sequence[Mapping[str, Any]]) -> List[List[Button]]:
        """Buttons of the session API, those of one group beside each other."""
        groups: Dict[str, List[Button]] = {}
        for each in buttons:
            groups.setdefault(str(each.get("group") or ""), []).append(Button(each["title"], ["say", each["payload"]]))
        rows: List[List[Button]] = []
        for group in groups.values():
            short = max(len(button.title) for button in group)
            rows += beside(group, 2) if short > SHORT_TITLE else beside(group, 4 if len(group) % 3 else 3)
            if short > 2 * SHORT_TITLE:
                rows[-len(beside(group, 2)):] = one_a_row(group)
        return rows

    @staticmethod
    def numbers(means: Callable[[int], Action]) -> List[List[Button]]:
        """Buttons from 0 to 10."""
        return beside([Button(str(number), means(number)) for number in range(11)], 6)

    def help(self, text: str, contacts: Sequence[Mapping[str, Any]]) -> Outgoing:
        """Real people to turn to: no sign before it, and no button that could be in the way."""
        shown = plain(text)
        for contact in contacts:
            ways = " · ".join(way for way in (contact["number"], contact["url"]) if way)
            shown.line().line().add(contact["name"], MessageEntity.BOLD)
            for line in (ways, contact["for"]):
                shown.add(f"\n{line}" if line else "")
        return Outgoing(shown)

    def compared(self, told: Mapping[str, Any]) -> Outgoing:
        """Two tries, one under the other: side by side, nothing could be read on a phone."""
        text = Text()
        for line in told["said"][-1:]:
            text.add(line, MessageEntity.ITALIC)
        for side in ("a", "b"):
            text.line().line().add(told[side]["name"].capitalize(), MessageEntity.BOLD)
            for row in [row[side] for row in told["rows"][:MOST_SIDE] if row[side]]:
                text.line().quote(row["user"], row["marks"]).line().add(" ".join(row["persona"]))
                text.add(f" ({self._voices['mood'][row['mood']]})", MessageEntity.ITALIC)
        buttons = [Button(told[side]["name"].capitalize(), ["say", f"/branch {told[side]['number']}"])
                   for side in ("a", "b") if told[side]["number"] and not told[side]["present"]]
        return Outgoing(text, [buttons] if buttons else [])
