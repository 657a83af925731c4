"""How long this thread has waited for the log's file: for its turn to write, and for the disk."""
from __future__ import annotations

import threading


class Waiting(threading.local):
    """``seconds`` so far; only differences mean anything."""

    seconds = 0.0


waiting = Waiting()
