"""Whoever sends slowly on purpose does not keep a place."""
from __future__ import annotations

from sanic.http import Stage
from sanic.server.protocols.websocket_protocol import WebSocketProtocol


class WholeRequestInTime(WebSocketProtocol):
    """Counts REQUEST_TIMEOUT and RESPONSE_TIMEOUT from the first byte of a request. Sanic counts them from the latest one, so that a byte
    now and then would hold a connection for days."""

    def data_received(self, data: bytes) -> None:
        # The very first bytes may come before the connection has been set up.
        http = getattr(self, "_http", None)
        begun, arriving = self._time, http is not None and http.stage in (Stage.REQUEST, Stage.HANDLER)
        super().data_received(data)
        if arriving:
            self._time = begun
