"""Register: the case she writes in, the name she calls the other by, marks at the end."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.reframe.lexis import KIN
from bot.coach.reframe.spell import spelled

if TYPE_CHECKING:
    from spacy.tokens import Doc


def is_lower(text: str) -> bool:
    """Whether the message starts with a small letter (the first letter decides)."""
    first = next((c for c in text if c.isalpha()), "A")
    return first.islower()


#: Words of address that are also anything else.
LOOSE = frozenset({"daughter", "love", "dear", "mother", "darling"})


def called(doc: Doc) -> str | None:
    """How she addresses the other: a kin word set off in the message, as typed."""
    for token in doc:
        if token.lower_ not in KIN or token.lower_ == "dear" or token.lower_ in LOOSE and not _alone(token, doc):
            continue
        if _alone(token, doc) or (token.i == 0 and len(doc) > 2 and token.nbor(1).pos_ in {"PRON"} and token.dep_ not in {"poss", "compound"}):
            return spelled(token)
    return None


def _alone(token, doc: Doc) -> bool:  # type: ignore[no-untyped-def]
    before = token.i == 0 or doc[token.i - 1].text in {",", ".", "!", "?"}
    after = token.i == len(doc) - 1 or doc[token.i + 1].text in {",", ".", "!", "?"}
    return before and after


def of_oneself(line: str, speaker: str) -> str:
    """"your own mother", said by her, is "me"."""
    who = r"your (?:own |poor )?(?:mother|mum|mom|mam)(?!-|\w)" if speaker == "mother" else r"your own (?:daughter|child|kid)"
    if speaker == "mother":
        line = re.sub(r"\byour (?:own )?(?:mother|mum|mom|mam) is\b", "I'm", line)
    line = re.sub(rf"\b{who}['’]s\b", "my", line, flags=re.I)
    line = re.sub(rf"\b{who}\b", "me", line, flags=re.I)
    line = re.sub(r"\bme (\w+?)(?<!s)s(?= (?:on|in|at|for|to|the|a|you|me|my)\b)", r"I \1", line) if speaker == "mother" else line
    return re.sub(r"\b(tell|ask|call|help|leave|told|asked|called|left) (?:mother|mum|mom|mama|amma)\b", r"\1 me", line, flags=re.I) if speaker == "mother" else line


def speak(line: str, typed: str, name: str | None = None) -> str:
    """One line in the register of ``typed``: case at the start of each sentence, "i" or "I", her name for the other in front."""
    line = re.sub(r"\s+", " ", line).strip()
    line = re.sub(r"\s+([,.;:!?])", r"\1", line)
    line = re.sub(r"\.\.+", ".", line)
    if not line:
        return line
    if line[-1] not in ".?!…":
        line += "."
    if name:
        line = f"{name}, {line if re.match(r'I(?![a-z])', line) else line[0].lower() + line[1:]}"
    if "apologis" in typed.lower():
        line = line.replace("pologiz", "pologis")  # the tidied copy spells it her neighbour's way
    if is_lower(typed):
        return in_her_case(line, typed, small_i=True)
    line = re.sub(r"(?<![\w'’])i(?=['’](?:m|ve|ll|d)\b|(?![\w'’.]))", "I", line)
    return " ".join(_start(part) for part in re.split(r"(?<=[.?!])\s+", line))


def _start(sentence: str) -> str:
    first = next((n for n, c in enumerate(sentence) if c.isalpha()), None)
    return sentence if first is None else sentence[:first] + sentence[first].upper() + sentence[first + 1:]


def in_her_case(line: str, typed: str, small_i: bool = False) -> str:
    """Words with a capital she did not give them are written small."""
    hers = set(re.findall(r"[^\W\d_]+", typed)) - ({"I"} if small_i else set())
    return re.sub(r"[^\W\d_]+", lambda m: m.group() if m.group() in hers else m.group().lower(), line)
