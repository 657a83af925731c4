"""What the app and the coach say outside the talk, loaded once. The names of blame kinds stand with their whys."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from bot.yaml_files import read_yaml


@cache
def load_wording(path: Path, whys: Path) -> dict[str, Any]:
    """``path`` is data/wording.yml, ``whys`` is data/coach/why.yml."""
    words: dict[str, Any] = read_yaml(path.read_text(encoding="utf-8"))
    return {**words, "kinds": read_yaml(whys.read_text(encoding="utf-8"))}
