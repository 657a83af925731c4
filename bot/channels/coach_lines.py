"""``softstart coach``: one message in, one reading out, as JSON or for the eye."""
from __future__ import annotations

from itertools import takewhile
from queue import Queue
from threading import Thread
from typing import Any, Iterable, Iterator, Mapping, TypeVar

from rich.text import Text

from bot.coach.coach import READ_AHEAD, Coach
from bot.errors import UsageError
from bot.safety import help_page

Item = TypeVar("Item")


def answers_json(coach: Coach, requests: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The contract's output lines for input lines, in order. Raises UsageError when ``text`` is not text.

    What has arrived is read together, so a file goes quickly; and nobody who types line by line waits for the next line.
    """
    for waiting in _arrived(requests, READ_AHEAD):
        sound = [*takewhile(lambda request: isinstance(request["text"], str), waiting)]
        for request, parsed in zip(sound, coach.parse_all([request["text"] for request in sound])):
            speaker = request.get("speaker")
            feedback = coach.read(request["text"], previous=request.get("previous"), parsed=parsed,
                                  speaker=speaker if speaker in ("daughter", "mother") else "daughter",
                                  sore_spots=sore_spots(request.get("sore_spots")))
            yield {**({"id": request["id"]} if "id" in request else {}), **feedback.to_json()}
        if len(sound) < len(waiting):
            raise UsageError("'text' must be text.")


def _arrived(items: Iterable[Item], most: int) -> Iterator[list[Item]]:
    """What is there already, at most ``most`` at a time, as soon as there is anything. An error comes after what came before it."""
    arrived: Queue[Item | BaseException | None] = Queue(2 * most)

    def fetch() -> None:
        try:
            for item in items:
                arrived.put(item)
            arrived.put(None)
        except BaseException as error:  # raised again in the thread that waits for it
            arrived.put(error)

    Thread(target=fetch, daemon=True).start()
    last: Item | BaseException | None
    while True:
        waiting: list[Item] = []
        last = arrived.get()
        while last is not None and not isinstance(last, BaseException):
            waiting.append(last)
            if len(waiting) == most or arrived.empty():
                break
            last = arrived.get()
        if waiting:
            yield waiting
        if isinstance(last, BaseException):
            raise last
        if last is None:
            return


def answer_plain(coach: Coach, text: str) -> Text:
    """The same for a person: the words underlined, why, and a line to say instead."""
    feedback = coach.read(text)
    shown = Text(text)
    for span in feedback.blame:
        shown.stylize("underline", span.start, span.end)
    for span in feedback.blame:
        shown.append(f"\n  {span.kind.value.replace('_', ' ')}: {span.why}", "yellow")
    if feedback.strengths:
        shown.append("\n  done well: " + ", ".join(s.value.replace("_", " ") for s in feedback.strengths), "green")
    if feedback.crisis:
        page = help_page()
        shown.append("\n  This sounds like danger. " + " ".join(page.lines), "bold")
        for contact in page.contacts:
            shown.append(f"\n  {contact.name}: {contact.how or contact.for_whom}")
    if feedback.reframe:
        shown.append(f"\n  you might say: {feedback.reframe}", "cyan")
    if feedback.ask:
        shown.append(f"\n  {feedback.ask}", "cyan")
    return shown


def sore_spots(given: Any) -> list[Mapping[str, Any]]:
    """Sore spots as plain text or as full entries ``{topic, words, landing}``. Raises UsageError for anything else."""
    if given is None:
        return []
    if not isinstance(given, list):
        raise UsageError("'sore_spots' must be a list.")
    spots: list[Mapping[str, Any]] = []
    for spot in given:
        if isinstance(spot, str) and spot.strip():
            words = [word for word in spot.lower().split() if len(word) > 3] or [spot.lower()]
            spots.append({"topic": spot, "words": words, "landing": f"{spot[:1].upper() + spot[1:]} is a sore spot of hers, so this may "
                                                                    "sting even when it is kindly meant."})
        elif isinstance(spot, Mapping) and isinstance(spot.get("words"), list) and all(isinstance(word, str) for word in spot["words"]):
            spots.append({"topic": "", "landing": "This touches a sore spot of hers.", **spot})
        else:
            raise UsageError("Each of the 'sore_spots' is text, or an object with 'words' as a list of text.")
    return spots
