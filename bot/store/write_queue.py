"""Whoever writes to a SQLite file takes a place in the queue for it, instead of finding it taken and sleeping in growing steps.

SQLite lets one connection write at a time; one that comes while another writes sleeps 1, 2, 5 … 100 ms between tries
(sqlite3_busy_timeout), long after the file is free again. Here the threads of a process wait for each other, and then for other processes
in short steps.
"""
from __future__ import annotations

import fcntl
import os
import time
import weakref
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.store.waiting import waiting

STEP_S = 0.0005  # between looks whether another process is done
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# Marks on a connection: it is the one that writes; its first writing statement is on its way; how many milliseconds SQLite waits for it.
_PLACE, _SINCE, _PATIENCE = "writing", "waits since", "patience"


class WriteQueue:
    """The queue of one file. It only makes waiting short: SQLite's own locks keep the file whole, with the queue or without it."""

    def __init__(self, path: Path, patience_s: float, usual_ms: int = 5000) -> None:
        """``patience_s``: how long one waits here; then SQLite decides, after at most ``usual_ms``. ``path`` gets a neighbour that stays
        empty."""
        self._patience, self._usual, self._here = patience_s, usual_ms, Lock()
        self._file = os.open(f"{path}-queue", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        weakref.finalize(self, os.close, self._file)

    def watch(self, engine: Engine) -> None:
        """From a connection's first writing statement until it goes back to its pool, it is the one that writes."""
        event.listen(engine, "before_cursor_execute", self._about_to)
        event.listen(engine, "after_cursor_execute", self._begun)
        event.listen(engine, "checkin", self._done)

    def _about_to(self, connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        info = connection.connection.info
        if _PLACE not in info and statement.lstrip()[:7].upper().startswith(_WRITES):
            info[_SINCE] = time.perf_counter()
            info[_PLACE] = self._take()
            patience = self._usual if waiting.at_most is None else int(1000 * waiting.at_most)
            if info.get(_PATIENCE, self._usual) != patience:
                connection.connection.execute(f"PRAGMA busy_timeout={patience}")
                info[_PATIENCE] = patience

    @staticmethod
    def _begun(connection: Any, *_: Any) -> None:
        since = connection.connection.info.pop(_SINCE, None)
        if since is not None:
            waiting.seconds += time.perf_counter() - since

    def _take(self) -> bool:
        patience = self._patience if waiting.at_most is None else min(self._patience, waiting.at_most)
        end = time.monotonic() + patience
        if not self._here.acquire(timeout=patience):
            return False
        try:
            while not self._others_are_done():
                if time.monotonic() > end:
                    self._here.release()
                    return False
                time.sleep(STEP_S)
        except BaseException:
            self._here.release()
            raise
        return True

    def _others_are_done(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without such locks: then SQLite's own have to do
            pass
        return True

    def _done(self, _: Any, record: Any) -> None:
        record.info.pop(_SINCE, None)
        if record.info.pop(_PLACE, False):
            try:
                fcntl.flock(self._file, fcntl.LOCK_UN)
            except OSError:
                pass
            finally:
                self._here.release()
