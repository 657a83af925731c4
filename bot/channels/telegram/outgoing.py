"""What is sent: a message with its buttons, and what each button means."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, List, Optional, Sequence, Tuple

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.channels.telegram.texts import Text, clean, units

LONGEST_COPY = InlineKeyboardButtonLimit.MAX_COPY_TEXT
LONGEST_TITLE = 60  # letters; a phone shows fewer, and cuts by itself
ALWAYS = "c:"  # before a command in a button that never goes out of date
ALIVE = "b:"  # before the number of a button of a message that is still alive

Action = List[Any]  # what a press does, as JSON: its kind, then what it needs


@dataclass(frozen=True)
class Button:
    """One button. It has an ``action``, or a line to ``copy``."""

    title: str
    action: Optional[Action] = None
    copy: Optional[str] = None
    always: Optional[str] = None  # a command, for buttons that are pressed days later


@dataclass
class Outgoing:
    """One message to send, or to put in place of an earlier one (``edits``: its id)."""

    text: Text = field(default_factory=Text)
    buttons: Sequence[Sequence[Button]] = ()
    picture: Optional[bytes] = None
    document: Optional[Tuple[str, bytes]] = None
    edits: Optional[int] = None
    href: Optional[str] = None  # where the session API has its picture; fetched before it is sent

    def actions(self) -> List[Action]:
        """What its buttons do, in the order in which they are numbered."""
        return [button.action for row in self.buttons for button in row if button.action is not None]

    def keyboard(self) -> Optional[InlineKeyboardMarkup]:
        """As the Bot API wants it. What a press carries is a number: no words of hers, and always under 64 bytes."""
        rows, number = [], 0
        for row in self.buttons:
            shown = []
            for button in row:
                title = button.title if len(button.title) <= LONGEST_TITLE else button.title[:LONGEST_TITLE - 1].rstrip() + "…"
                if button.copy is not None:
                    shown.append(InlineKeyboardButton(title, copy_text=CopyTextButton(button.copy)))
                elif button.always is not None:
                    shown.append(InlineKeyboardButton(title, callback_data=ALWAYS + button.always))
                else:
                    shown.append(InlineKeyboardButton(title, callback_data=f"{ALIVE}{number}"))
                    number += 1
            rows.append(shown)
        return InlineKeyboardMarkup(rows) if rows else None


def copying(title: str, line: str) -> List[Button]:
    """A button that puts a line on the clipboard; none for a line too long for it."""
    line = clean(line)
    return [Button(title, copy=line)] if line and units(line) <= LONGEST_COPY else []


def one_a_row(buttons: Sequence[Button]) -> List[List[Button]]:
    return [[button] for button in buttons]


def beside(buttons: Sequence[Button], most: int = 2) -> List[List[Button]]:
    """Several in a row."""
    return [list(buttons[at:at + most]) for at in range(0, len(buttons), most)]
