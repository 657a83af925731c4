"""The open sockets. When the process leaves they are hung up, so that the pages dial again and come to another one."""
from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import Counter as Counted
from typing import Iterator, Optional

from socketio import AsyncServer

from bot.channels.door import door


class Lines:
    """Knows which of them are in the middle of a message."""

    def __init__(self, sio: AsyncServer) -> None:
        self._sio = sio
        self._busy: Counted[str] = Counter()
        self._leaving = False

    @property
    def open(self) -> int:
        """How many there are."""
        return len(self._sio.eio.sockets)

    @contextmanager
    def answering(self, sid: str) -> Iterator[None]:
        """While a message of this one is answered it is not hung up. Raises Leaving once the door is closed."""
        with door.entered():
            self._busy[sid] += 1
            try:
                yield
            finally:
                self._busy[sid] -= 1
                if not self._busy[sid]:
                    del self._busy[sid]
                    if self._leaving:
                        self._hang_up(self._eio_sid(sid))

    def let_go(self) -> None:
        """Hang up: the idle ones now, each other one behind its answer. A page dials again by itself, and sends again, under the same id,
        what it has seen no answer to."""
        self._leaving = True
        talking = {self._eio_sid(sid) for sid in self._busy}
        for eio_sid in list(self._sio.eio.sockets):
            if eio_sid not in talking:
                self._hang_up(eio_sid)

    def _hang_up(self, eio_sid: Optional[str]) -> None:
        """Close the WebSocket behind what still waits to be sent. Not by a packet that says so: the usual clients take a goodbye of the
        server's for good and dial again only when the line drops."""
        line = self._sio.eio.sockets.get(eio_sid)
        if line is not None:
            line.queue.put_nowait(None)

    def _eio_sid(self, sid: str) -> Optional[str]:
        """None when she has hung up herself."""
        return self._sio.manager.eio_sid_from_sid(sid, "/")
