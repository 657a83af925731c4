"""The reframe's own wording, read once from data/coach/feelings.yml and data/coach/needs.yml."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping

from ruamel.yaml import YAML


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
    wishes: Mapping[str, Any]
    asks: Mapping[str, str]
    mother: Mapping[str, Any]

    @classmethod
    def load(cls, folder: Path) -> Words:
        """Read feelings.yml and needs.yml from ``folder``. Raises OSError or KeyError when they are missing or incomplete."""
        yaml = YAML(typ="safe")
        return cls.from_data(yaml.load(folder / "feelings.yml"), yaml.load(folder / "needs.yml"))

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
            wishes=needs["wishes"],
            asks=needs["asks"],
            mother=needs["mother"],
        )
