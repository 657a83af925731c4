"""Register: the case she writes in, the name she calls the other by, marks at the end."""
from __future__ import annotations

import re

from spacy.tokens import Doc

from bot.coach.reframe.lexis import KIN
from bot.coach.reframe.spell import spelled


def is_lower(text: str) -> bool:
    """Whether the message starts with a small letter (the first letter decides)."""
    first = next((c for c in text if c.isalpha()), "A")
    return first.islower()


def small_i(text: str) -> bool:
    """Whether "I" is written small: where she begins small, so that the line never looks half corrected."""
    return is_lower(text)


def called(doc: Doc) -> str | None:
    """How she addresses the other: a kin word set off in the message, as typed."""
    for token in doc:
        if token.lower_ not in KIN or token.lower_ in {"daughter", "love", "dear", "mother"} and not _alone(token, doc):
            continue
        if _alone(token, doc) or (token.i == 0 and len(doc) > 2 and token.nbor(1).pos_ in {"PRON"} and token.dep_ not in {"poss", "compound"}):
            return spelled(token)
    return None


def _alone(token, doc: Doc) -> bool:  # type: ignore[no-untyped-def]
    before = token.i == 0 or doc[token.i - 1].text in {",", ".", "!", "?"}
    after = token.i == len(doc) - 1 or doc[token.i + 1].text in {",", ".", "!", "?"}
    return before and after


def speak(line: str, lower: bool, small: bool, name: str | None = None) -> str:
    """One line in her register: case at the start of each sentence, "i" or "I", her name for the other in front."""
    line = re.sub(r"\s+", " ", line).strip()
    line = re.sub(r"\s+([,.;:!?])", r"\1", line)
    line = re.sub(r"\.\.+", ".", line)
    if not line:
        return line
    if line[-1] not in ".?!…":
        line += "."
    if name:
        body = line if re.match(r"(I|I'\w+)\b", line) or lower and line[0].islower() else line[0].lower() + line[1:]
        line = f"{name}, {body}"
    line = re.sub(r"(?<![\w'’])[iI](?=['’](?:m|ve|ll|d)\b|(?![\w'’.]))", "i" if small else "I", line)
    parts = re.split(r"(?<=[.?!…])\s+(?=[A-Z])|(?<=[.?!])\s+", line)
    return " ".join(_start(part, lower, small) for part in parts)


def _start(sentence: str, lower: bool, small: bool) -> str:
    first = next((n for n, c in enumerate(sentence) if c.isalpha()), None)
    if first is None:
        return sentence
    if lower:
        word = re.match(r"[\w'’]+", sentence[first:])
        token = word.group() if word else ""
        ours = token.lower() in _OURS
        if token == "I" or token.startswith("I'"):
            return sentence if not small else sentence[:first] + "i" + sentence[first + 1:]
        return sentence[:first] + (sentence[first].lower() if ours or sentence == sentence.capitalize() else sentence[first]) + sentence[first + 1:]
    return sentence[:first] + sentence[first].upper() + sentence[first + 1:]


_OURS = frozenset("""when after before while could can would will is it it's this the my your our that these those a next being things some
 what how there next they we if you his her their please thank thanks i'd i'm i've being""".split())
