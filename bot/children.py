"""What all child processes of the supervisor share: their environment, their log, and that they end with it."""
from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import BinaryIO

from bot.errors import SettingError
from bot.settings import PROJECT, Settings

STOP_WITHIN_S = 12.0
BEHIND_DRAIN_S = 5.0  # what the server may take to end once its messages are answered or given up
_PR_SET_PDEATHSIG = 1


def child_environment() -> dict[str, str]:
    """Ours, quiet and without telemetry."""
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore",
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
