"""From times to figures, and from figures to the aims of this project."""
from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import Any, Mapping, Sequence

from bot.bench.bots import OURS, STARTER, WITH_ACTION

#: Name of each ratio, what it may be, and whether it is to stay under that.
AIMS = {
    "turn p50 to starter with one action": (0.5, True),
    "turn p95 to starter with one action": (0.5, True),
    "messages a second of 8 people to starter with one action": (1.8, False),
    "messages a second of 32 people to starter with one action": (1.8, False),
    "turn 200 to turn 5": (1.1, True),
    "first answer after start to starter": (0.45, True),
    "memory to starter": (0.9, True),
}


@dataclass
class Times:
    """What a bot did in some rounds: milliseconds of each answer, what failed by kind, the seconds the rounds took."""

    took_ms: list[float] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def failed(self, error: BaseException) -> None:
        """Count an answer that did not come. It has no time: a failure must not look like a fast turn."""
        kind = str(error) or type(error).__name__
        self.errors[kind] = self.errors.get(kind, 0) + 1

    def figures(self) -> dict[str, Any]:
        """p50, p95, p99 in milliseconds, answers a second, how many there were, and the errors."""
        return {**percentiles(self.took_ms), "messages": len(self.took_ms), "errors": sum(self.errors.values()),
                **({"kinds_of_errors": self.errors} if self.errors else {}),
                **({"messages_a_second": round(len(self.took_ms) / self.seconds, 1)} if self.seconds else {})}


def percentiles(took_ms: Sequence[float]) -> dict[str, float | None]:
    """In milliseconds; None of nothing."""
    if not took_ms:
        return {"p50_ms": None, "p95_ms": None, "p99_ms": None}
    return {"p50_ms": round(statistics.median(took_ms), 1), "p95_ms": round(quantile(took_ms, 0.95), 1),
            "p99_ms": round(quantile(took_ms, 0.99), 1)}


def quantile(values: Sequence[float], share: float) -> float:
    """The value that so large a share of them do not exceed. ``values``: not empty."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ratios(bots: Mapping[str, Mapping[str, Any]]) -> dict[str, float | None]:
    """The ratios of AIMS, of the figures of the three bots; None where there is nothing to compare."""
    us, plain, action = bots[OURS], bots[STARTER], bots[WITH_ACTION]

    def busy(bot: Mapping[str, Any], people: int) -> Any:
        return bot["at_once"].get(str(people), {}).get("messages_a_second")

    pairs = ((us["p50_ms"], action["p50_ms"]), (us["p95_ms"], action["p95_ms"]), (busy(us, 8), busy(action, 8)),
             (busy(us, 32), busy(action, 32)), (us["turns"].get("200"), us["turns"].get("5")),
             (us["first_answer_s"], plain["first_answer_s"]), (us["memory_mb"], plain["memory_mb"]))
    return {name: round(one / other, 2) if one and other else None for name, (one, other) in zip(AIMS, pairs)}


def met(name: str, ratio: float | None) -> bool:
    """Whether a ratio of AIMS is what it should be."""
    aim, under = AIMS[name]
    return ratio is not None and (ratio <= aim if under else ratio >= aim)
