"""The coach and the watch, loaded once for the tests of use cases that read."""
from __future__ import annotations

from typing import Any

import pytest

from bot.coach.coach import Coach
from bot.safety import Watch


@pytest.fixture(scope="session")
def watch() -> Watch:
    return Watch.load()


@pytest.fixture(scope="session")
def coach(watch: Any) -> Coach:
    return Coach.load(watch)
