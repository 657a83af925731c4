"""How long this thread has waited for the log's file, for its turn to write and for the disk; and how long it may."""
from __future__ import annotations

import threading


class Waiting(threading.local):
    """``seconds`` so far; only differences mean anything. ``at_most``: seconds after which it gives up, None for the usual patience."""

    seconds = 0.0
    at_most: float | None = None


waiting = Waiting()
