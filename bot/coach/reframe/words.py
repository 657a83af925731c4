"""The reframe's own wording, read once from data/coach/feelings.yml and data/coach/needs.yml."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Mapping

from bot.yaml_files import read_yaml


@dataclass(frozen=True)
class Theme:
    """A subject a message can be about, with what may be felt, needed and asked for there."""

    name: str
    words: frozenset[str]
    feelings: tuple[str, ...]
    needs: tuple[str, ...]
    requests: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """Lexicons and sentence frames. ``feelings`` maps a feeling to its strength, 1 (light) to 3 (heavy);
    ``passing`` are those one can get ("I get tense")."""

    feelings: Mapping[str, int]
    passing: frozenset[str]
    faux: Mapping[str, Mapping[str, str]]
    caused: Mapping[str, str]
    verdicts: Mapping[str, str]
    needs: Mapping[str, tuple[str, ...]]
    themes: tuple[Theme, ...]
    frames: Mapping[str, tuple[str, ...]]
    tails: Mapping[str, tuple[str, ...]]
    moods: Mapping[str, tuple[str, ...]]
    wishes: Mapping[str, Any]
    asks: Mapping[str, tuple[str, ...]]
    mother: Mapping[str, Any]
    camera: Mapping[str, str]
    kinder: Mapping[str, str]

    @cached_property
    def subjects(self) -> Mapping[str, frozenset[int]]:
        """Each word of a theme with the places of the themes it belongs to."""
        found: dict[str, set[int]] = {}
        for n, theme in enumerate(self.themes):
            for word in theme.words:
                found.setdefault(word, set()).add(n)
        return {word: frozenset(places) for word, places in found.items()}

    @cached_property
    def faux_starts(self) -> frozenset[str]:
        return frozenset(word.split()[0] for word in self.faux)

    @classmethod
    def load(cls, folder: Path) -> Words:
        """Read feelings.yml and needs.yml from ``folder``. Raises OSError or KeyError when they are missing or incomplete."""
        feelings, needs = (read_yaml((folder / name).read_text(encoding="utf-8")) for name in ("feelings.yml", "needs.yml"))
        return cls.from_data(feelings, needs)

    @classmethod
    def from_data(cls, feelings: Mapping[str, Any], needs: Mapping[str, Any]) -> Words:
        return cls(
            feelings={word: group["strength"] for group in feelings["feelings"] for word in group["words"]},
            passing=frozenset(feelings["passing"]),
            faux=feelings["faux"],
            caused=feelings["caused"],
            verdicts=feelings["verdicts"],
            needs={name: tuple(lines) for name, lines in needs["needs"].items()},
            themes=tuple(
                Theme(t["name"], frozenset(t["words"]), tuple(t["feelings"]), tuple(t["needs"]), tuple(t["requests"]))
                for t in needs["themes"]
            ),
            frames={name: tuple(lines) for name, lines in needs["frames"].items()},
            tails={name: tuple(lines) for name, lines in needs["tails"].items()},
            moods={name: tuple(feelings) for name, feelings in needs["moods"].items()},
            wishes=needs["wishes"],
            asks={name: (lines,) if isinstance(lines, str) else tuple(lines) for name, lines in needs["asks"].items()},
            mother=needs["mother"],
            camera=needs["camera"],
            kinder=needs["kinder"],
        )
