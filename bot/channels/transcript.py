"""A rehearsal on the terminal: ``softstart play`` and ``softstart sessions show``."""
from __future__ import annotations

from typing import Any, Mapping

from rich.console import Console
from rich.text import Text

from bot.rehearsal.curve import blocks


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
    """Headline, the curve in blocks and in words, rows, and what to practise next."""
    console.print(Text(debrief["headline"], "bold"))
    curve = debrief.get("curve")
    if curve and len(curve["upset"]) > 1:
        for name, style in (("upset", "yellow"), ("open", "cyan")):
            console.print(Text(_beside(curve["labels"], name), style) + Text(curve["blocks"][name]))
        console.print(Text(curve["alt"], "dim"))
    for note in debrief.get("notes", ()):
        console.print(Text("you: ", "bold") + marked(note["user"], note["coach"]["marks"]))
        console.print(Text(f"     Coach: {note['coach']['text']}", "yellow"))
        if note["coach"]["reframe"]:
            console.print(Text("     You might say: ", "yellow") + Text(note["coach"]["reframe"], "cyan"))
    for row in debrief["lines"]:
        console.print(Text(f"{row['label']}: ", "green") + Text(row["text"]))
    if debrief["next"]:
        console.print(Text(debrief["next"]["text"]) + Text(f" ({debrief['next']['scenario']})", "dim"))


def show_progress(progress: Mapping[str, Any], console: Console) -> None:
    """The sentences, and each talk that was new as a block: the higher, the more."""
    for line in progress["lines"]:
        console.print(Text(line))
    new = [talk for talk in progress["talks"] if talk["new"]]
    if len(new) > 1:
        for name, style in (("blame", "yellow"), ("strengths", "cyan")):
            # From times in ten to points of a hundred.
            drawn = blocks([min(100.0, 10 * talk[f"{name}_in_ten"]) for talk in new])
            console.print(Text(_beside(progress["labels"], name), style) + Text(drawn))


def _beside(labels: Mapping[str, str], name: str) -> str:
    """A label, as wide as the widest, so that the blocks stand under each other."""
    return labels[name].ljust(max(map(len, labels.values())) + 2)
