"""data/telegram.yml, read once."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from bot.yaml_files import read_yaml


@cache
def load_telegram_words(path: Path) -> dict[str, Any]:
    """What the bridge says itself, by place."""
    words: dict[str, Any] = read_yaml(path.read_text(encoding="utf-8"))
    return words
