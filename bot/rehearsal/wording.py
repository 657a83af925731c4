"""What the app and the coach say outside the talk, loaded once. The names of blame kinds stand with their whys."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@cache
def load_wording(path: Path, whys: Path) -> dict[str, Any]:
    """``path`` is data/wording.yml, ``whys`` is data/coach/why.yml."""
    yaml = YAML(typ="safe")
    words: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"))
    return {**words, "kinds": yaml.load(whys.read_text(encoding="utf-8"))}
