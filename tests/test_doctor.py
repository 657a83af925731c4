"""What ``softstart doctor`` looks at: every file a person can be played from."""
from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from bot import doctor
from bot.settings import OWN_FRAME, SCENARIOS, SWAPPED


def test_every_scenario_from_either_chair_and_the_frame_are_looked_at() -> None:
    finding = doctor._look(doctor._scenarios)

    assert finding.fine
    assert finding.text.startswith(f"{len(list(SCENARIOS.glob('*.yml')))} scenarios, {len(list(SWAPPED.glob('*.yml')))} of them")


@pytest.mark.parametrize("name,folder,file,whole,broken,said", [
    ("SCENARIOS", SCENARIOS, "daily-calls.yml", "age: 61", "age: old", "daily-calls.yml, line"),
    ("SWAPPED", SWAPPED, "daily-calls.yml", "\npersona:", "\nperson:", "daily-calls.yml, line"),
    ("OWN_FRAME", OWN_FRAME, "people.yml", "long_turn:", "long_turns:", "your-own, a ")])
def test_a_mistake_in_any_of_them_is_named(tmp_path: Path, monkeypatch: Any, name: str, folder: Path, file: str, whole: str, broken: str, said: str) -> None:
    shutil.copytree(folder, tmp_path / "data", ignore=shutil.ignore_patterns("swapped"))
    text = (tmp_path / "data" / file).read_text(encoding="utf-8")
    assert whole in text
    (tmp_path / "data" / file).write_text(text.replace(whole, broken), encoding="utf-8")
    monkeypatch.setattr(doctor, name, tmp_path / "data")

    finding = doctor._look(doctor._scenarios)

    assert not finding.fine and finding.text.startswith(said)
