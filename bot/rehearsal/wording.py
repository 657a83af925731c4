"""What the app and the coach say outside the talk: loaded from data/wording.yml once."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@lru_cache(maxsize=None)
def load_wording(path: Path) -> dict[str, Any]:
    words: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return words
