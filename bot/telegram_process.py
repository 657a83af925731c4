"""The Telegram bridge as a child process of the supervisor, where a token is set."""
from __future__ import annotations

import sys

from rich.console import Console

from bot.children import Again, Child
from bot.settings import Settings

REFUSED = 3  # its exit status when Telegram does not know the token; starting again does not help
STEADY_S = 120.0  # so long alive, and stopping is no habit of it


class TelegramProcess:
    """Started after the server. The page never waits for it and never ends because of it."""

    def __init__(self, settings: Settings, console: Console) -> None:
        self._child = Child(settings, [sys.executable, "-m", "bot.channels.telegram"])
        self._again, self._console = Again(self._child, STEADY_S), console
        self._wanted = settings.telegram_token is not None

    def start(self) -> None:
        """Nothing without a token."""
        if self._wanted:
            self._child.start()
            self._again = Again(self._child, STEADY_S)

    def look(self) -> None:
        """Start it again when it has stopped by itself, later and later while it keeps stopping."""
        if not self._wanted:
            return
        if self._child.exit_code == REFUSED:
            self._wanted = False
            self._console.print("Telegram does not know the token in TELEGRAM_TOKEN. The page works; Telegram waits for the right token.")
        elif self._again.look():
            self._console.print("The Telegram bridge stopped by itself and is starting again. No message is lost.")

    def stop(self) -> None:
        """What it had not answered it answers after the next start."""
        self._child.stop()
