"""Logs that cannot leak: our own loggers say what they mean to say; every other library is reduced to where and what kind.

Rasa and its friends print whole messages, trackers and slots when something goes wrong, so their words are not written.
"""
from __future__ import annotations

import json
import logging
import sys
import warnings
from datetime import datetime, timezone
from typing import Optional, TextIO

_OURS = ("bot", "actions", "__main__")


class PrivateFormatter(logging.Formatter):
    """Level, logger, line and exception class; the message only where we wrote it ourselves."""

    def format(self, record: logging.LogRecord) -> str:
        return " ".join(filter(None, [self.formatTime(record), record.levelname, record.name, _words(record), _kind(record)]))


class JsonFormatter(logging.Formatter):
    """The same as one JSON object a line, for whatever gathers logs: ``time`` (ISO 8601, UTC), ``level``, ``logger``, ``message``, and
    ``error``, the exception class, where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds")
        line = {"time": time, "level": record.levelname, "logger": record.name, "message": _words(record), "error": _kind(record)}
        return json.dumps({name: value for name, value in line.items() if value is not None}, ensure_ascii=False)


def _words(record: logging.LogRecord) -> str:
    """The message where we wrote it ourselves, else only where it stands."""
    return record.getMessage() if record.name.split(".")[0] in _OURS else f"(line {record.lineno})"


def _kind(record: logging.LogRecord) -> Optional[str]:
    return record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None


def configure_logs(stream: Optional[TextIO] = None, level: int = logging.INFO, *, as_json: bool = False) -> None:
    """Send all logs through a private formatter and silence warnings, which quote data too."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if as_json else PrivateFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    warnings.simplefilter("ignore")
    # Some libraries set the filters anew for their own.
    warnings.showwarning = lambda *_, **__: None  # type: ignore[assignment]
    import structlog

    # An in-process agent logs whole messages at DEBUG through structlog until it is told otherwise.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
