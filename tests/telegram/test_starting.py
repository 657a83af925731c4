"""Started by softstart with a token, by webhook with a secret, and refused in one sentence where something is wrong."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.errors import SettingError
from bot.settings import PROJECT, read_settings
from tests.conftest import START_WITHIN_S, Running, _free_port
from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.conftest import BridgeProcess, in_talk


@pytest.mark.parametrize("name,value", [("TELEGRAM_TOKEN", "secret words"), ("SOFTSTART_TELEGRAM_API", "ftp://x"), ("SOFTSTART_TELEGRAM_WEBHOOK", "http://plain.example"),
                                        ("SOFTSTART_TELEGRAM_PORT", "0"), ("SOFTSTART_PUBLIC_URL", "example.org")])
def test_a_setting_that_cannot_be_used_is_named_and_never_shown(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingError) as refused:
        read_settings()

    assert str(refused.value).startswith(f"{name} has a value that cannot be used") and "secret words" not in str(refused.value)


def test_by_webhook_only_telegram_is_heard_and_what_overtakes_waits(unlimited: Running, tmp_path: Path) -> None:
    api, port = BotApi().start(), _free_port()
    api.webhook["port"] = port
    bridge = BridgeProcess(unlimited, api, SOFTSTART_TELEGRAM_WEBHOOK="https://bot.example.org", SOFTSTART_TELEGRAM_PORT=str(port))
    bridge.start()
    try:
        api.until(lambda: api.webhook.get("url", "").startswith("https://bot.example.org/"), "the webhook being set")
        assert api.webhook["secret"] and api.webhook["secret"] not in api.webhook["url"] and TOKEN.split(":")[1] not in api.webhook["url"]
        person = api.person(661_000_000 + int(time.time()) % 1_000_000)
        in_talk(person)
        with api._lock:
            api._update += 2
            first, second = api._update - 1, api._update
        early = {"update_id": second, "message": person.message(text="I was in a meeting.")}
        late = {"update_id": first, "message": person.message(text="You never listen to me, Mum.")}
        assert api.deliver(early, secret="a guess") == 403 and api.deliver(early, secret="") == 403
        person.seen = len(person.all())

        assert api.deliver(early) == 200 and api.deliver(late) == 200 and api.deliver(early) == 200

        answer = person.hears(3, 1.0)
        assert answer[0].text.startswith("✏️") and sum(each.text.startswith("Rosa") for each in answer) == 2
        assert "You never" in answer[0].covered("underline")[0]
    finally:
        bridge.stop()
        api.stop()


def test_softstart_starts_the_bridge_and_a_wrong_token_leaves_the_page_alone(model: Path, tmp_path: Path) -> None:
    api, port = BotApi().start(), _free_port()
    environment = {**os.environ, "SOFTSTART_DATA_DIR": str(tmp_path / "home"), "SOFTSTART_PORT": str(port), "SOFTSTART_OPEN_BROWSER": "false", "PYTHONUNBUFFERED": "1",
                   "SOFTSTART_TELEGRAM_API": api.url, "PYTHONWARNINGS": "ignore"}
    running = subprocess.Popen([sys.executable, "-m", "bot.cli"], cwd=PROJECT, env={**environment, "TELEGRAM_TOKEN": TOKEN[:-3] + "xyz"}, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    said: list[str] = []
    try:
        assert running.stdout
        until = time.monotonic() + START_WITHIN_S
        while time.monotonic() < until:
            said.append(running.stdout.readline())
            if "does not know the token" in said[-1]:
                break
        assert any("Ready" in line and "Telegram" in line for line in said) and "The page works" in said[-1]
        assert running.poll() is None
        log = (tmp_path / "home" / "softstart.log").read_text()
        assert "TELEGRAM_TOKEN" in log and "xyz" not in log and TOKEN.split(":")[1][:20] not in log + "".join(said)
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(60)
        api.stop()
    assert running.returncode == 0


def test_the_doctor_knows_whether_the_token_can_be_used_and_never_shows_it(bot_api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.doctor import _look, _telegram

    monkeypatch.setenv("SOFTSTART_TELEGRAM_API", bot_api.url)
    told = []
    for token in ("", TOKEN, TOKEN[:-3] + "xyz"):
        monkeypatch.setenv("TELEGRAM_TOKEN", token)
        told.append(_look(_telegram))
    monkeypatch.setenv("SOFTSTART_TELEGRAM_API", f"http://127.0.0.1:{_free_port()}")
    told.append(_look(_telegram))

    assert [each.fine for each in told] == [True, True, False, False]
    assert "@softstart_test_bot" in told[1].text and "does not know" in told[2].text and "cannot be reached" in told[3].text
    assert not any(TOKEN.split(":")[1][:12] in each.text for each in told)
