"""The Telegram channel: a bridge between the Bot API and the session API. Started by ``python -m bot.channels.telegram``."""
