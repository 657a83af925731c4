"""A real browser, and the packages from npm that build the widget and look at it."""
from __future__ import annotations

import fcntl
import shutil
import subprocess
from pathlib import Path
from typing import Any, Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from bot.settings import PROJECT
from tests.channels.browsing import ARGUMENTS, CHROMIUM, PHONE, Watched, watched
from tests.conftest import Running

WIDGET = PROJECT / "widget"


@pytest.fixture(scope="module")  # while it lives, no other test of the process may run a loop of its own
def browser() -> Iterator[Any]:
    assert CHROMIUM, "a Chromium is needed for this test: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser: Any, stack: Running) -> Iterator[Page]:
    """The product's own page on a phone. No fault may be seen in it, and no request to anywhere else."""
    with watched(browser, stack.url, viewport=PHONE, has_touch=True, is_mobile=True) as tab:
        tab.page.goto(stack.url)
        yield tab.page


@pytest.fixture
def desk(browser: Any, stack: Running) -> Iterator[Watched]:
    """The same on a desk, not opened yet; more tabs can be had of it."""
    with watched(browser, stack.url, viewport={"width": 1100, "height": 760}) as tab:
        yield tab


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The widget's packages as its lock file names them."""
    assert shutil.which("npm"), "npm is needed for this test: apt-get install npm"
    with open(WIDGET / "package-lock.json") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run in two processes at once
        modules = WIDGET / "node_modules"
        taken = modules / ".package-lock.json"
        if not taken.exists() or taken.stat().st_mtime < (WIDGET / "package-lock.json").stat().st_mtime:
            subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=WIDGET, check=True, capture_output=True)
    return modules
