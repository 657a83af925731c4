"""A rehearsal on the terminal: ``softstart play`` and ``softstart sessions show``."""
from __future__ import annotations

from typing import Any, Mapping

from rich.console import Console
from rich.text import Text


def marked(text: str, marks: list[Mapping[str, Any]]) -> Text:
    """A line with the words that carry blame underlined."""
    line = Text(text)
    for mark in marks:
        line.stylize("underline yellow", mark["start"], mark["end"])
    return line


def show(played: Mapping[str, Any], console: Console) -> None:
    """Print the talk with its backstage, then the debrief."""
    console.rule(f"{played['scenario']} · {played['level']}")
    console.print(Text("her: ", "bold magenta") + Text(played["opening"]))
    for turn in played["turns"]:
        coach = turn["coach"] or {}
        console.print(Text("you: ", "bold") + marked(turn["user"], coach.get("blame", [])))
        if coach.get("reframe"):
            console.print(Text(f"     coach: {coach['reframe']}", "cyan"))
        if turn["persona"]:
            words = turn["persona"] if isinstance(turn["persona"], str) else " ".join(turn["persona"])
            console.print(Text("her: ", "bold magenta") + Text(words)
                          + Text(f"  [{turn['temperature']} / {turn['openness']} / {turn['price']} · {turn['reaction']}]", "dim"))
    console.print(Text(f"outcome: {played['outcome']}", "bold"))
    show_debrief(played["debrief"], console)


def show_debrief(debrief: Mapping[str, Any], console: Console) -> None:
    """Headline, rows, and what to practise next."""
    console.print(Text(debrief["headline"], "bold"))
    for note in debrief.get("notes", ()):
        console.print(Text("you: ", "bold") + marked(note["user"], note["coach"]["marks"]))
        console.print(Text(f"     Coach: {note['coach']['text']}", "yellow"))
        if note["coach"]["reframe"]:
            console.print(Text("     You might say: ", "yellow") + Text(note["coach"]["reframe"], "cyan"))
    for row in debrief["lines"]:
        console.print(Text(f"{row['label']}: ", "green") + Text(row["text"]))
    if debrief["next"]:
        console.print(Text(debrief["next"]["text"]) + Text(f" ({debrief['next']['scenario']})", "dim"))
