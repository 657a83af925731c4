"""The child processes of the supervisor: their environment, their log, that they end with it, and that they are started again."""
from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from typing import BinaryIO, Optional, Sequence

from bot.errors import SettingError
from bot.settings import PROJECT, Settings

BEHIND_DRAIN_S = 5.0  # what the server may take to end once its messages are answered or given up
_PR_SET_PDEATHSIG = 1


class Child:
    """A process of ours that uses the settings it is given; its output goes to the log file."""

    stop_within_s = 12.0

    def __init__(self, settings: Settings, command: Sequence[str]) -> None:
        self._settings, self._command = settings, command
        self._process: Optional[subprocess.Popen[bytes]] = None

    def start(self) -> None:
        """Raises SettingError when the log cannot be written. Secrets travel in the environment: anybody can read arguments."""
        own = {"SOFTSTART_HOST": self._settings.host, "SOFTSTART_PORT": str(self._settings.port),
               "SOFTSTART_PROXIES": str(self._settings.proxies), "SOFTSTART_ACTION_SERVER_URL": self._settings.action_server_url or ""}
        with open_log(self._settings) as log:
            self._process = subprocess.Popen(self._command, cwd=PROJECT, stdout=log, stderr=log, env={**child_environment(), **own},
                                             start_new_session=True, preexec_fn=die_with_parent)

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def exit_code(self) -> Optional[int]:
        return self._process.poll() if self._process else None

    def ask_to_stop(self) -> None:
        if self._process is not None and self.alive:
            self._process.terminate()

    def stop(self) -> None:
        """Ask it to finish, and end it if it does not."""
        self.ask_to_stop()
        if self._process is None:
            return
        try:
            self._process.wait(self.stop_within_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Again:
    """Starts a child that stopped by itself again, later and later while it keeps stopping soon."""

    def __init__(self, child: Child, steady_s: float, longest_wait_s: float = 60.0) -> None:
        """``steady_s``: so long alive, and the next wait is a short one."""
        self._child, self._steady_s, self._longest_s = child, steady_s, longest_wait_s
        self._started, self._due, self._wait = time.monotonic(), 0.0, 1.0

    def look(self) -> bool:
        """Whether it has stopped since the last look; it is started when its time has come. Raises SettingError as starting does."""
        if self._child.alive:
            return False
        now = time.monotonic()
        if not self._due:
            self._wait = 1.0 if now - self._started > self._steady_s else min(self._longest_s, 2 * self._wait)
            self._due = now + self._wait
            return True
        if now >= self._due:
            self._started, self._due = now, 0.0
            self._child.start()
        return False


def child_environment() -> dict[str, str]:
    """Ours, quiet and without telemetry. It runs in another folder, so paths are whole."""
    set_places = {name: os.environ.get(name) for name in ("SOFTSTART_SETTINGS_FILE", "SOFTSTART_SECRETS_DIR")}
    places = {name: os.path.abspath(place) for name, place in set_places.items() if place}
    return {**os.environ, **places, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore",
            "PYTHONPATH": os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH", "")]))}


def die_with_parent() -> None:
    """A killed supervisor must not leave a child behind that holds a port or a token (Linux only)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def open_log(settings: Settings) -> BinaryIO:
    """The log file, to be written at its end. Raises SettingError when it cannot be."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.fdopen(os.open(settings.log_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
    except OSError as error:
        raise SettingError(f"The folder {settings.data_dir} cannot be written ({error.strerror}); set SOFTSTART_DATA_DIR "
                           "to a place you can write to.") from None
