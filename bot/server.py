"""The server process: Rasa's agent behind our web channel, actions in process."""
from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

from bot.logs import configure_logs
from bot.settings import Settings, read_settings

logger = logging.getLogger(__name__)
GRACE_S = 10.0


def serve(settings: Settings, model: Path) -> None:
    """Run until told to stop. Raises nothing for a busy port: Sanic ends the process, the supervisor says why."""
    configure_logs()
    import rasa.core.channels.channel
    from sanic import Sanic

    from bot.channels.web import WebChannel
    from bot.nlu.runtime import wake

    app = Sanic("softstart", configure_logging=False)
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = GRACE_S
    app.config.REQUEST_MAX_SIZE = 128 * 1024
    rasa.core.channels.channel.register([WebChannel()], app, route="/")

    async def load(app: Any, _: Any) -> None:
        app.ctx.agent = await wake(settings, model)
        await _warm_up(app.ctx.agent)

    app.register_listener(load, "before_server_start")
    app.run(host=settings.host, port=settings.port, workers=1, access_log=False, motd=False)


async def _warm_up(agent: Any) -> None:
    """The first message of a process pays for lazy imports; better now than in her first turn."""
    await agent.parse_message("I felt sad when you left early.")


def main() -> None:
    """``python -m bot.server MODEL``: what the supervisor starts."""
    serve(read_settings(), Path(sys.argv[1]))


if __name__ == "__main__":
    main()
