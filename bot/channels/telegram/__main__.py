"""``python -m bot.channels.telegram``: what the supervisor starts when TELEGRAM_TOKEN is set."""
from __future__ import annotations

import logging
import sys

from bot.coach.language import hide_tensorflow

hide_tensorflow()

from telegram.error import InvalidToken, TelegramError  # noqa: E402

from bot.channels.telegram.application import TelegramApp  # noqa: E402
from bot.errors import SettingError, SoftstartError  # noqa: E402
from bot.logs import configure_logs  # noqa: E402
from bot.rehearsal.real_talk import RealTalks, load_talk_words  # noqa: E402
from bot.settings import TALK_WORDS, read_settings  # noqa: E402
from bot.store.encryption import Keys  # noqa: E402
from bot.store.store import Store  # noqa: E402
from bot.telegram_process import REFUSED  # noqa: E402


def main() -> None:
    """Run until told to stop."""
    settings = read_settings()
    configure_logs(as_json=settings.json_log)
    # They write whole addresses, and the token stands in each of them.
    for name in ("httpx", "httpcore", "telegram", "tornado"):
        logging.getLogger(name).setLevel(logging.WARNING)
    if not settings.telegram_token:
        raise SettingError("TELEGRAM_TOKEN is not set; @BotFather gives one.")
    store = Store(settings.database, Keys.load(settings.key_path))
    TelegramApp(settings, store, RealTalks(store, load_talk_words(TALK_WORDS), None)).run()


if __name__ == "__main__":
    try:
        main()
    except SoftstartError as error:
        sys.exit(str(error))
    except InvalidToken:
        logging.getLogger("bot.channels.telegram").error("Telegram does not know the token in TELEGRAM_TOKEN")
        sys.exit(REFUSED)
    except TelegramError as error:
        sys.exit(f"Telegram could not be used ({type(error).__name__}).")
