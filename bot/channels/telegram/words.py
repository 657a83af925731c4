"""data/telegram.yml, read once."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@cache
def load_telegram_words(path: Path) -> dict[str, Any]:
    """What the bridge says itself, by place."""
    words: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return words
