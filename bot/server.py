"""The server process: Rasa's agent behind our web channel, actions in process."""
from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import Any

from bot.blocking import blocking
from bot.clock import SetClock
from bot.errors import SoftstartError
from bot.house import house
from bot.logs import configure_logs
from bot.rehearsal.mine import Mine
from bot.settings import Settings, read_settings
from bot.warm_up import warm_up, warm_up_further

logger = logging.getLogger(__name__)
LAST_BYTES_S = 2.0  # for answers to reach their readers, and for browsers to hang up in turn, once the messages in flight are answered
REQUEST_TIMEOUT_S = 30
EXPIRE_EVERY_S = 3600.0


def serve(settings: Settings, model: Path) -> None:
    """Run until told to stop. Raises nothing for a busy port: Sanic ends the process, the supervisor says why."""
    configure_logs(as_json=settings.json_log)
    import rasa.core.channels.channel
    from sanic import Sanic

    from bot.channels.slow_senders import WholeRequestInTime
    from bot.channels.watching import no_new_lines
    from bot.channels.web import MAX_FRAME_BYTES, WebChannel
    from bot.nlu.runtime import wake

    app = Sanic("softstart", configure_logging=False)
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = LAST_BYTES_S
    app.config.REQUEST_MAX_SIZE = 128 * 1024
    app.config.WEBSOCKET_MAX_SIZE = MAX_FRAME_BYTES
    # Whoever is slow to send a request, or to read its answer, does not keep a place.
    app.config.REQUEST_TIMEOUT = app.config.RESPONSE_TIMEOUT = REQUEST_TIMEOUT_S
    app.config.PROXIES_COUNT = settings.proxies or None
    app.register_middleware(no_new_lines, "request")
    rasa.core.channels.channel.register([WebChannel()], app, route="/")

    async def load(app: Any, _: Any) -> None:
        agent = await wake(settings, model)
        await warm_up(agent, house())
        # Waiting for a Redis or a network inside the loop would hold up the locks that must be renewed there.
        blocking.may_stay(house().store.kind == "sqlite" and not settings.redis_url)
        app.ctx.agent = agent
        if settings.keep_days:
            app.add_task(_expire(settings.keep_days))

    async def load_more(_: Any, loop: asyncio.AbstractEventLoop) -> None:
        loop.run_in_executor(None, warm_up_further, house())

    app.register_listener(load, "before_server_start")
    app.register_listener(load_more, "after_server_start")
    app.run(host=settings.host, port=settings.port, workers=1, access_log=False, motd=False, protocol=WholeRequestInTime)


async def _expire(days: int) -> None:
    """Erases what nobody has touched for so many days, now and every hour."""
    clock = SetClock()
    while True:
        try:
            await asyncio.to_thread(expire_once, house().mine, days, clock)
        except Exception as error:
            logger.error("old rehearsals could not be erased: %s", type(error).__name__)
        await asyncio.sleep(EXPIRE_EVERY_S)


def expire_once(mine: Mine, days: int, clock: SetClock) -> None:
    """One look. By a clock that was set far ahead everything is old; it is believed when it still stands at the next look."""
    if clock() > EXPIRE_EVERY_S:
        logger.warning("the clock was set forward, so nothing is erased for an hour")
    else:
        mine.expire(days)


def main() -> None:
    """``python -m bot.server MODEL``: what the supervisor starts."""
    try:
        serve(read_settings(), Path(sys.argv[1]))
    except SoftstartError as error:
        sys.exit(str(error))
    # Python would take more than a second to take its libraries down, and longer where a database hangs. What matters is on disk.
    logging.shutdown()
    os._exit(0)


if __name__ == "__main__":
    main()
