"""The separate action server: ``python -m bot.action_server``, with the same settings and key as the server it works for.

Rasa's own (``python -m rasa_sdk``) listens on every address, prints requests into its log, and would open log and coach only in the first
message of a learner.
"""
from __future__ import annotations

import sys
from urllib.parse import urlsplit

from bot.errors import SettingError, SoftstartError
from bot.house import house
from bot.logs import configure_logs
from bot.settings import Settings, read_settings

DEFAULT_PORT = 5055


def serve(settings: Settings) -> None:
    """Listen where SOFTSTART_ACTION_SERVER_URL says until told to stop. Raises SettingError or StoreUnavailable."""
    from rasa_sdk.endpoint import create_app

    parts = urlsplit(settings.action_server_url or "")
    if not parts.hostname:
        raise SettingError("SOFTSTART_ACTION_SERVER_URL must say where to listen, such as http://127.0.0.1:5055/webhook.")
    house()
    app = create_app("actions", cors_origins="")
    configure_logs(as_json=settings.json_log)
    app.run(host=parts.hostname, port=parts.port or DEFAULT_PORT, workers=1, access_log=False, motd=False)


def main() -> None:
    try:
        serve(read_settings())
    except SoftstartError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
