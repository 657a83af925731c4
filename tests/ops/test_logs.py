"""Logs as JSON: one object a line, and no word of anybody's."""
from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta, timezone

import pytest

from bot.logs import JsonFormatter, PrivateFormatter


def record(logger: str, message: str, *values: object) -> logging.LogRecord:
    try:
        raise ValueError("She said: the zeppelin")
    except ValueError as error:
        return logging.LogRecord(logger, logging.ERROR, __file__, 7, message, values, (type(error), error, None))


def test_our_own_words_are_written_with_time_and_kind() -> None:
    line = json.loads(JsonFormatter().format(record("bot.server", "old rehearsals could not be erased: %s", 'a "quoted"\nkind')))

    at = datetime.fromisoformat(line.pop("time"))
    assert at.utcoffset() == timedelta(0) and abs(datetime.now(timezone.utc) - at) < timedelta(minutes=5)
    assert line == {"level": "ERROR", "logger": "bot.server", "message": 'old rehearsals could not be erased: a "quoted"\nkind', "error": "ValueError"}


@pytest.mark.parametrize("formatter", [JsonFormatter(), PrivateFormatter()])
def test_other_libraries_words_and_what_went_wrong_are_not(formatter: logging.Formatter) -> None:
    line = formatter.format(record("rasa.core.processor", "tracker: %s", "the zeppelin left"))

    assert "zeppelin" not in line and "\n" not in line
    assert "rasa.core.processor" in line and "(line 7)" in line and "ValueError" in line
