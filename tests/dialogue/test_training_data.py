"""What Rasa is given: valid without a warning, commands obeyed, and reactions learned well enough to meet another author's stories."""
from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import PROJECT, read_settings

RASA = [sys.executable, "-W", "ignore", "-m", "rasa"]


def rasa(*arguments: str, folder: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run([*RASA, *arguments], cwd=folder, capture_output=True, text=True, timeout=600,
                          env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"})


def test_the_data_is_valid_without_a_warning() -> None:
    done = rasa("data", "validate", "--fail-on-warnings", "--data", "data/nlu", "data/stories")
    output = done.stdout + done.stderr

    assert done.returncode == 0, output[-3000:]
    assert not [line for line in output.splitlines() if re.search(r"UserWarning|\bWARNING\b", line)]


def test_commands_and_laws_hold_in_rasas_own_story_test(model: Path, tmp_path: Path) -> None:
    done = rasa("test", "core", "--model", str(model), "--stories", "tests/stories/test_commands.yml", "--fail-on-prediction-errors",
                "--out", str(tmp_path), "--endpoints", "tests/stories/endpoints.yml")

    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


def test_the_policies_mostly_agree_with_another_author(model: Path) -> None:
    from bot.evaluation import evaluate_policy

    figures = evaluate_policy(read_settings(), model)

    assert figures["decisions"] >= 150
    assert figures["accuracy"] >= 0.85


def test_the_response_schema_is_compiled_once_and_still_checks() -> None:
    """Fails when Rasa changes the inside that bot/nlu/runtime.py reaches into."""
    from jsonschema import ValidationError
    from rasa.core.actions.action import RemoteAction

    from bot.nlu.runtime import compile_action_schema_once

    compile_action_schema_once()
    action = RemoteAction("action_react_test", None)
    assert action._validate_action_result({"events": [], "responses": []}) is True
    with pytest.raises(ValidationError):
        action._validate_action_result({"events": [{"no": "event"}]})


def test_reading_a_message_leaves_the_event_loop_free() -> None:
    """Fails when Rasa changes the inside that bot/nlu/runtime.py reaches into."""
    import asyncio
    import threading
    from types import SimpleNamespace

    from rasa.core.channels.channel import UserMessage
    from rasa.core.processor import MessageProcessor

    from bot.nlu.runtime import read_as_blocking_work

    assert callable(MessageProcessor._parse_message_with_graph)
    read_in = []
    processor = SimpleNamespace(_parse_message_with_graph=lambda message, tracker, only: read_in.append(threading.get_ident()) or {
        "text": message.text})
    read_as_blocking_work(processor)  # type: ignore[arg-type]

    assert asyncio.run(processor.parse_message(UserMessage("Hello"))) == {"text": "Hello"}
    assert read_in and read_in[0] != threading.get_ident()


def test_every_action_of_the_domain_is_there_and_only_those() -> None:
    from rasa_sdk.executor import ActionExecutor
    from ruamel.yaml import YAML

    executor = ActionExecutor()
    executor.register_package("actions")
    domain = YAML(typ="safe").load((PROJECT / "domain.yml").read_text(encoding="utf-8"))

    assert set(executor.actions) == set(domain["actions"])


def test_no_rule_is_told_by_its_words() -> None:
    """bot/nlu/runtime.py leaves the look for such rules out."""
    from ruamel.yaml import YAML

    told = [step for path in sorted((PROJECT / "data" / "stories").glob("*.yml"))
            for kind in ("rules", "stories") for story in YAML(typ="safe").load(path.read_text(encoding="utf-8")).get(kind) or ()
            for step in story["steps"]]
    assert told and not [step for step in told if "user" in step or "bot" in step]
