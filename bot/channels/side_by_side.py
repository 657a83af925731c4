"""Two tries in two columns, from where they part."""
from __future__ import annotations

from typing import Any, Mapping, Optional

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.channels.transcript import marked
from bot.rehearsal.wording import load_wording
from bot.settings import WHYS, WORDING


def show_compared(told: Mapping[str, Any], name: str, console: Console) -> None:
    """Print a comparison as the session API gives it. ``name``: hers."""
    moods = load_wording(WORDING, WHYS)["mood"]
    words = load_wording(WORDING, WHYS)["steering"]["side_by_side"]
    for line in told["said"][-1:]:
        console.print(Text(f"{name}: ", "bold magenta") + Text(line) + Text(f"  ({words['before']})", "dim"))
    table = Table(expand=True, show_lines=True)
    for side in ("a", "b"):
        here = words["here"] if told[side]["present"] else ""
        table.add_column(Text(told[side]["name"] + here), ratio=1, overflow="fold")
    for row in told["rows"]:
        table.add_row(*(_cell(row[side], name, moods) for side in ("a", "b")))
    console.print(table)
    if told["more"]:
        console.print(Text(words["more"].format(count=told["more"]), "dim"))


def _cell(side: Optional[Mapping[str, Any]], name: str, moods: Mapping[str, str]) -> Text:
    if side is None:
        return Text("")
    cell = Text("you: ", "bold") + marked(side["user"], side["marks"])
    for line in side["persona"]:
        cell += Text(f"\n{name}: ", "bold magenta") + Text(line)
    kinds = ", ".join(dict.fromkeys(mark["name"] for mark in side["marks"]))
    return cell + Text(f"\n{moods[side['mood']]}" + (f" · {kinds}" if kinds else ""), "dim")
