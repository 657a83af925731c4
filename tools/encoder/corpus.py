"""The messages the encoder learns from: the coach's corpus and the safety watch's, in one shape."""
from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))  # the product's own names and spelling, without installing it

from bot.coach.mix import KINDS, MOVES, STRENGTHS  # noqa: E402
from bot.encoder import ASIDES, DANGERS, PLAIN  # noqa: E402

__all__ = ["ASIDES", "DANGERS", "KINDS", "MOVES", "PLAIN", "STRENGTHS", "Message", "among", "fingerprint", "training"]
COACH, SAFETY, SCENARIOS = PROJECT / "data" / "coach", PROJECT / "data" / "safety", PROJECT / "data" / "scenarios"
HELD_BACK = 0.08  # share of contrast sets kept for choosing weights and thresholds


@dataclass(frozen=True)
class Message:
    """One annotated message. ``coached`` is False where only its danger is known; ``danger`` is None where it is not."""

    text: str
    group: str
    previous: str | None = None
    blame: tuple[tuple[int, int, str], ...] = ()
    strengths: frozenset[str] = frozenset()
    move: str = "neutral"
    coached: bool = True
    danger: str | None = "none"
    other: bool = False
    aside: str | None = None  # "listen" or "advance"; "none" where it is neither, None where nobody has looked

    @property
    def held_back(self) -> bool:
        """Kept out of training, with its whole contrast set."""
        return int(hashlib.md5(("x" + self.group).encode()).hexdigest(), 16) % 1000 < HELD_BACK * 1000


def among(message: Message, share: float) -> bool:
    """Belongs to this share of the contrast sets; a larger share holds the smaller one."""
    return int(hashlib.md5(("share" + message.group).encode()).hexdigest(), 16) % 1000 < share * 1000


def _rows(*paths: Path) -> Iterator[dict]:
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def group_of(row: dict) -> str:
    """The contrast set; where none is named, neighbouring lines share a situation."""
    if row.get("set"):
        return str(row["set"])
    prefix, _, digits = row["id"].rpartition("-")
    return f"{prefix}/{(int(digits) - 1) // 30}"


def coach_message(row: dict) -> Message:
    # A crisis line's kind of danger is not annotated here; whoever wrote "danger" has decided it.
    danger = row["danger"] if "danger" in row else None if row["move"] == "crisis" else "none"
    return Message(row["text"], group_of(row), row.get("previous"), tuple((b["start"], b["end"], b["kind"]) for b in row["blame"]),
                   frozenset(row["strengths"]), row["move"], danger=danger, other=bool(row.get("other")))


def danger_message(row: dict, number: int) -> Message:
    return Message(row["text"], row.get("set", f"danger/{number // 6}"), coached=False,
                   danger="past" if row["past"] else row["danger"] or "none", other=bool(row["danger"]) and row["about"] == "other")


def aside_message(row: dict, number: int) -> Message:
    # What is neither may still tell of danger, which nobody has annotated here.
    danger = None if row["aside"] == "none" else "none"
    return Message(row["text"], f"asides/{number // 6}", coached=False, danger=danger, aside=row["aside"])


def training() -> list[Message]:
    """Everything that may be learnt from."""
    return [*(aside_message(row, number) for number, row in enumerate(_rows(COACH / "asides.jsonl"))),
            *(coach_message(row) for row in _rows(*sorted(COACH.glob("messages*.jsonl")))),
            *(danger_message(row, number) for number, row in enumerate(_rows(*sorted(SAFETY.glob("messages*.jsonl")))))]


def unread() -> list[Message]:
    """What the personas say: speech between mothers and daughters that nobody has annotated."""
    import yaml

    files = sorted(SCENARIOS.glob("*.yml"))
    said = {line: path.stem for path in files for line in _texts(yaml.safe_load(path.read_text("utf-8"))["lines"])}
    return [Message(line, f"{name}/{number}", coached=False, danger=None) for number, (line, name) in enumerate(said.items())]


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for each in [part["say"]] if "say" in part else part.values():
            yield from _texts(each)
    elif isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, str) and "{" not in part:
        yield part


def fingerprint() -> str:
    """Changes with the data the weights were made from."""
    digest = hashlib.sha256()
    for path in [COACH / "asides.jsonl", *sorted(COACH.glob("messages*.jsonl")), *sorted(SAFETY.glob("messages*.jsonl"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
