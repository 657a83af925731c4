"""The coach's line put into the terminal's input, to be changed before it is sent."""
from __future__ import annotations

import sys
from typing import Callable

from rich.console import Console
from rich.text import Text

PROMPT = "you: "


def ask_to_edit(line: str, console: Console, ask: Callable[[str], str]) -> str:
    """What the person makes of the line. It stands in the input where the terminal can do that, else it is printed to be typed anew."""
    try:
        import readline
    except ImportError:  # Windows has none
        can_put = False
    else:
        can_put = sys.stdin.isatty() and console.is_terminal
    if not can_put:
        console.print(Text("Type it as you would say it: ", "dim") + Text(line, "cyan"))
        return ask(PROMPT)

    def put() -> None:
        readline.insert_text(line)
        readline.redisplay()

    readline.set_pre_input_hook(put)
    try:
        # Not rich's: readline must know how wide the prompt is, or it draws over it.
        return input(PROMPT)
    finally:
        readline.set_pre_input_hook(None)
