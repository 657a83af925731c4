"""The one place that reads the environment."""
from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Optional

import platformdirs
from dotenv import dotenv_values
from pydantic import BaseSettings, Field, ValidationError, validator
from pydantic.fields import ModelField

from bot.errors import SettingError

PROJECT = Path(__file__).resolve().parents[1]
SCENARIOS = PROJECT / "data" / "scenarios"
SWAPPED = SCENARIOS / "swapped"
OWN_FRAME = PROJECT / "data" / "your-own"
COACH_DATA = PROJECT / "data" / "coach"
WHYS = COACH_DATA / "why.yml"
HELP_DATA = PROJECT / "data" / "help"
WORDING = PROJECT / "data" / "wording.yml"
CARD_WORDS = PROJECT / "data" / "card.yml"
TALK_WORDS = PROJECT / "data" / "real-talk.yml"
LESSONS = PROJECT / "data" / "lessons" / "lessons.yml"
QUESTIONS = PROJECT / "data" / "prepare.yml"
TELEGRAM_WORDS = PROJECT / "data" / "telegram.yml"

NOTHING = "nothing"
JSON_LOG = "json"
MAX_KEEP_DAYS = 3650


class Settings(BaseSettings):
    """What can be set from outside; docs/deployment.md documents each variable."""

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    data_dir: Path = Path(platformdirs.user_data_dir("softstart", appauthor=False))
    cache_dir: Path = Path(platformdirs.user_cache_dir("softstart", appauthor=False))
    database_url: Optional[str] = None
    key_file: Optional[Path] = None
    redis_url: Optional[str] = None
    action_server_url: Optional[str] = None
    keep: str = "always"
    country: Optional[str] = Field(None, regex="^[A-Za-z]{2}$")
    open_browser: bool = True
    allowed_origins: str = ""
    proxies: int = Field(0, ge=0, le=10)
    rate_limits: bool = True
    metrics: bool = False
    log: str = "text"
    drain_s: float = Field(10.0, ge=0, le=600)
    public_url: Optional[str] = None
    telegram_token: Optional[str] = Field(None, env="TELEGRAM_TOKEN", repr=False)
    telegram_api: str = "https://api.telegram.org"
    telegram_webhook: Optional[str] = None
    telegram_port: int = Field(8443, ge=1, le=65535)

    class Config:
        env_prefix = "SOFTSTART_"
        allow_mutation = False

    @validator("data_dir", "cache_dir", "key_file")
    def _whole_path(cls, value: Optional[Path]) -> Optional[Path]:
        """Child processes run elsewhere, so a relative path would mean two places."""
        return value.expanduser().absolute() if value else value

    @validator("database_url")
    def _known_database(cls, value: Optional[str]) -> Optional[str]:
        if value and not value.startswith(("sqlite://", "postgresql://", "postgresql+psycopg2://")):
            raise ValueError("use sqlite:///… or postgresql://…")
        relative = re.fullmatch(r"sqlite:///([^/:].*)", value or "")
        return f"sqlite:///{Path(relative.group(1)).expanduser().absolute()}" if relative else value

    @validator("redis_url")
    def _redis(cls, value: Optional[str]) -> Optional[str]:
        if value and not value.startswith(("redis://", "rediss://")):
            raise ValueError("use redis://host:port/0")
        return value

    @validator("telegram_token")
    def _token_of_a_bot(cls, value: Optional[str]) -> Optional[str]:
        value = (value or "").strip()
        if value and not re.fullmatch(r"\d+:[A-Za-z0-9_-]{10,}", value):
            raise ValueError("it looks like 123456:ABC…, as @BotFather gives it")
        return value or None

    @validator("telegram_api", "telegram_webhook", "public_url")
    def _address(cls, value: Optional[str], field: ModelField) -> Optional[str]:
        value = (value or "").strip().rstrip("/")
        starts = ("https://",) if field.name == "telegram_webhook" else ("https://", "http://")
        if value and not value.startswith(starts):
            raise ValueError(f"it begins with {starts[0]}")
        return value or field.default

    @validator("log")
    def _known_log(cls, value: str) -> str:
        value = value.strip().lower()
        if value not in ("text", JSON_LOG):
            raise ValueError(f"use text or {JSON_LOG}")
        return value

    @validator("keep")
    def _known_span(cls, value: str) -> str:
        value = value.strip().lower()
        if value not in ("always", NOTHING) and not (value.isdecimal() and 1 <= int(value) <= MAX_KEEP_DAYS):
            raise ValueError(f"use always, nothing, or a number of days from 1 to {MAX_KEEP_DAYS}")
        return value

    @validator("allowed_origins")
    def _known_origins(cls, value: str) -> str:
        for origin in _listed(value):
            if not re.fullmatch(r"https?://[^/\s*?#@]+", origin):
                raise ValueError("name sites as https://site.example, separated by commas, with nothing behind the name")
        return value

    @property
    def origins(self) -> tuple[str, ...]:
        """Further sites that may use this server from a browser."""
        return _listed(self.allowed_origins)

    @property
    def keep_days(self) -> Optional[int]:
        """After how many days without a word a rehearsal is erased; None: never by itself."""
        return int(self.keep) if self.keep.isdecimal() else None

    @property
    def keep_nothing(self) -> bool:
        """Rehearsals live in memory only and are gone when the program stops."""
        return self.keep == NOTHING

    @property
    def database(self) -> str:
        if self.keep_nothing:
            return "sqlite://"
        return self.database_url or f"sqlite:///{self.data_dir / 'softstart.db'}"

    @property
    def json_log(self) -> bool:
        """One JSON object a line instead of lines for people."""
        return self.log == JSON_LOG

    @property
    def key_path(self) -> Path:
        return self.key_file or self.data_dir / "key"

    @property
    def log_path(self) -> Path:
        return self.data_dir / "softstart.log"

    @property
    def page_url(self) -> str:
        """Where people find the page."""
        return self.public_url or self.url

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def _listed(value: str) -> tuple[str, ...]:
    return tuple(each.strip().lower() for each in value.split(",") if each.strip())


def read_settings() -> Settings:
    """Settings from the environment; what is not there, from SOFTSTART_SETTINGS_FILE and then from the files in SOFTSTART_SECRETS_DIR, each
    named as its variable in small letters. Raises SettingError naming the variable that is wrong."""
    file = os.environ.get("SOFTSTART_SETTINGS_FILE") or None
    if file and not os.path.isfile(file):
        raise SettingError(f"SOFTSTART_SETTINGS_FILE names no file: {file}.")
    secrets = os.environ.get("SOFTSTART_SECRETS_DIR") or (dotenv_values(file).get("SOFTSTART_SECRETS_DIR") if file else None)
    if secrets and not os.path.isdir(secrets):
        raise SettingError(f"SOFTSTART_SECRETS_DIR names no folder: {secrets}.")
    try:
        return Settings(_env_file=file, _secrets_dir=secrets)
    except ValidationError as errors:
        error = errors.errors()[0]
        name = str(error["loc"][0])
        variable = "TELEGRAM_TOKEN" if name == "telegram_token" else f"SOFTSTART_{name.upper()}"
        raise SettingError(f"{variable} has a value that cannot be used: {error['msg']}.") from None
