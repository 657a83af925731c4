"""Real talks and lessons in words, for channels that show text."""
from __future__ import annotations

from typing import Any, List, Mapping, Sequence


def noted(talk: Mapping[str, Any], words: Mapping[str, Any], *, kept: bool) -> str:
    """That a date was set. ``kept``: whether this machine keeps anything when the program stops."""
    said = str(words["today" if talk["today"] else "set"]).format(day=talk["when"])
    return said if kept else f"{said} {words['not_kept']}"


def ahead(talk: Mapping[str, Any] | None, words: Mapping[str, Any]) -> str:
    """The date that is set, or how to set one."""
    return str(words["next"]).format(day=talk["when"]) if talk else str(words["ask_when"])


def talks_text(talks: Sequence[Mapping[str, Any]], words: Mapping[str, Any]) -> str:
    """All of them over time, the fear beside how it was."""
    rows = words["list"]
    lines: List[str] = []
    for talk in talks:
        state = talk["state"] if talk["state"] != "told" else "not_happened" if talk["happened"] == "no" else "told"
        lines.append(rows[state].format(day=talk["when"]))
        known = [name for name in ("feared", "was") if talk[name] is not None]
        if state == "told" and known:
            lines[-1] += ": " + rows["both" if len(known) == 2 else known[0]].format(feared=talk["feared"], was=talk["was"])
        if talk["said"]:
            lines.append(f"  {talk['said']}")
    return "\n".join(lines) or str(rows["none"])


def lessons_text(lessons: Sequence[Mapping[str, Any]], words: Mapping[str, Any]) -> str:
    """All lessons by number."""
    return "\n".join([*(f"{lesson['number']}. {lesson['title']}" for lesson in lessons), words["list"]])


def lesson_text(lesson: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """One lesson with its example."""
    example = lesson["example"]
    return "\n".join([f"{lesson['number']}. {lesson['title']}", "", lesson["text"], "", f"{example['who']}:",
                      f"  {words['weak']}: {example['weak']}", f"  {words['strong']}: {example['strong']}", "",
                      words["practise"].format(scenario=lesson["scenario"])])
