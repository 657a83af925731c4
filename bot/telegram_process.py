"""The Telegram bridge as a child process of the supervisor, where a token is set."""
from __future__ import annotations

import subprocess
import sys
import time
from typing import Optional

from rich.console import Console

from bot.children import STOP_WITHIN_S, child_environment, die_with_parent, open_log
from bot.settings import PROJECT, Settings

REFUSED = 3  # its exit status when Telegram does not know the token; starting again does not help
LONGEST_WAIT_S = 60.0  # between two starts, when it stops by itself again and again
_STEADY_S = 120.0  # so long alive, and it counts as well


class TelegramProcess:
    """Started after the server. The page never waits for it and never ends because of it."""

    def __init__(self, settings: Settings, console: Console) -> None:
        self._settings, self._console = settings, console
        self._process: Optional[subprocess.Popen[bytes]] = None
        self._wanted = settings.telegram_token is not None
        self._started, self._again, self._wait = 0.0, 0.0, 1.0

    def start(self) -> None:
        """Nothing without a token. The token travels in the environment: arguments can be read by everybody on the machine."""
        if not self._wanted:
            return
        with open_log(self._settings) as log:
            self._process = subprocess.Popen([sys.executable, "-m", "bot.channels.telegram"], cwd=PROJECT, stdout=log, stderr=log,
                                             env={**child_environment(), "SOFTSTART_PORT": str(self._settings.port)},
                                             start_new_session=True, preexec_fn=die_with_parent)
        self._started = time.monotonic()

    def look(self) -> None:
        """Start it again when it has stopped by itself, later and later while it keeps stopping."""
        if not self._wanted or self._process is None or self._process.poll() is None:
            return
        if self._process.returncode == REFUSED:
            self._wanted = False
            self._console.print("Telegram does not know the token in TELEGRAM_TOKEN. The page works; Telegram waits for the right token.")
            return
        now = time.monotonic()
        if self._again <= self._started:
            self._wait = 1.0 if now - self._started > _STEADY_S else min(LONGEST_WAIT_S, 2 * self._wait)
            self._again = now + self._wait
            self._console.print("The Telegram bridge stopped by itself and is starting again. No message is lost.")
        elif now >= self._again:
            self.start()

    def stop(self) -> None:
        """Ask it to finish, and end it if it does not; what it had not answered it answers after the next start."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

