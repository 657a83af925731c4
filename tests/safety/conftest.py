import json
from pathlib import Path

import pytest

from bot.safety import Watch

DATA = Path(__file__).resolve().parents[2] / "data" / "safety"


def rows(name):
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def watch():
    return Watch.load()
