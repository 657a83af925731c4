"""Whoever sends slowly on purpose does not keep a place."""
from __future__ import annotations

from sanic.http import Stage
from sanic.server.protocols.websocket_protocol import WebSocketProtocol

LAST_WORDS_S = 2.0  # for the answer that says so


class WholeRequestInTime(WebSocketProtocol):
    """Counts REQUEST_TIMEOUT and RESPONSE_TIMEOUT from the first byte of a request, and then hangs up. Sanic counts them from the latest
    byte, so that one now and then would hold a connection for days, and after its answer it still waits for the rest of the body."""

    def data_received(self, data: bytes) -> None:
        # The very first bytes may come before the connection has been set up.
        http = getattr(self, "_http", None)
        begun, arriving = self._time, http is not None and http.stage in (Stage.REQUEST, Stage.HANDLER)
        super().data_received(data)
        if arriving:
            self._time = begun

    def check_timeouts(self) -> None:
        super().check_timeouts()
        if getattr(self._http, "exception", None) is not None:
            self.loop.call_later(LAST_WORDS_S, self.abort)
