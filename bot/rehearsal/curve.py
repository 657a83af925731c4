"""How upset and how open she was from message to message: as points, as words, and as a line of blocks for a terminal."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Sequence

from bot.persona.reaction import openness_band, temperature_band
from bot.rehearsal.outcome import Exchange
from bot.rehearsal.weighing import Weighed

BLOCKS = "▁▂▃▄▅▆▇█"
WIDEST = 60  # blocks; a longer talk is thinned out


@dataclass(frozen=True)
class Curve:
    """Points of 0–100 from her opening on; ``best`` and ``hardest`` are numbers of messages."""

    temperature: tuple[float, ...]
    openness: tuple[float, ...]
    best: int | None
    hardest: int | None


def curve_of(exchanges: Sequence[Exchange], talk: Weighed) -> Curve:
    """The curve of a talk."""
    return Curve(tuple(each.state.temperature for each in exchanges), tuple(each.state.openness for each in exchanges),
                 talk.best.number if talk.best else None, talk.hardest.number if talk.hardest else None)


def in_words(curve: Curve, name: str, wording: Mapping[str, Any]) -> dict[str, Any]:
    """What channels are given: words and blocks, no points."""
    upset = [str(wording["mood"][temperature_band(points).value]) for points in curve.temperature]
    opened = [str(wording["openness"][openness_band(points).value]) for points in curve.openness]
    return {"alt": _alt(curve, name, upset, opened, wording["curve"]), "upset": upset, "open": opened,
            "blocks": {"upset": blocks(curve.temperature), "open": blocks(curve.openness)},
            "labels": {"upset": wording["curve"]["upset"], "open": wording["curve"]["open"]},
            "best": curve.best, "hardest": curve.hardest}


def _alt(curve: Curve, name: str, upset: Sequence[str], opened: Sequence[str], words: Mapping[str, Any]) -> str:
    top = max(range(len(upset)), key=lambda place: curve.temperature[place])
    peaked = upset[top] not in (upset[0], upset[-1])
    first = words[("stayed" if upset[0] == upset[-1] else "went") + ("_peak" if peaked else "")]
    widest = max(range(len(opened)), key=lambda place: curve.openness[place])
    if opened[widest] not in (opened[0], opened[-1]):
        second = words["open_for_a_while"]
    else:
        second = words["open_stayed" if opened[0] == opened[-1] else "open_went"]
    return " ".join((first.format(name=name, first=upset[0], last=upset[-1], peak=upset[top], message=top),
                     second.format(first=opened[0], last=opened[-1], peak=opened[widest])))


def blocks(points: Sequence[float]) -> str:
    """A line of blocks, low to high; thinned out to WIDEST."""
    if len(points) > WIDEST:
        points = [points[round(place * (len(points) - 1) / (WIDEST - 1))] for place in range(WIDEST)]
    return "".join(BLOCKS[min(len(BLOCKS) - 1, int(each / 100 * len(BLOCKS)))] for each in points)
