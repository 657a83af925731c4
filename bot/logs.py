"""Logs that cannot leak: our own loggers say what they mean to say; every other library is reduced to where and what kind.

Rasa and its friends print whole messages, trackers and slots when something goes wrong, so their words are not written.
"""
from __future__ import annotations

import logging
import sys
import warnings
from typing import Optional, TextIO

_OURS = ("bot", "actions", "__main__")


class PrivateFormatter(logging.Formatter):
    """Level, logger, line and exception class; the message only where we wrote it ourselves."""

    def format(self, record: logging.LogRecord) -> str:
        words = record.getMessage() if record.name.split(".")[0] in _OURS else f"(line {record.lineno})"
        kind = f" {record.exc_info[0].__name__}" if record.exc_info and record.exc_info[0] else ""
        return f"{self.formatTime(record)} {record.levelname} {record.name} {words}{kind}"


def configure_logs(stream: Optional[TextIO] = None, level: int = logging.INFO) -> None:
    """Send all logs through the private formatter and silence warnings, which quote data too."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(PrivateFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    warnings.simplefilter("ignore")
    import structlog

    # An in-process agent logs whole messages at DEBUG through structlog until it is told otherwise.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
