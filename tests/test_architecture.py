"""The house: which room may know which, and that opening a door opens nothing else."""
from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import PROJECT

INNER = ("encoder", "coach", "persona", "rehearsal", "safety", "store")
FORBIDDEN = {"rasa", "rasa_sdk", "telegram", "sanic", "socketio", "bot.nlu", "bot.channels", "bot.house", "actions"}
MAY_KNOW = {"encoder": {"encoder"}, "coach": {"coach", "encoder", "safety"}, "safety": {"encoder", "safety"}, "persona": {"coach", "persona"}, "store": {"store"},
            "rehearsal": {"coach", "persona", "store", "rehearsal", "safety"}}


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


@pytest.mark.parametrize("room", INNER)
def test_inner_rooms_know_no_rasa_and_no_channel(room: str) -> None:
    for path in (PROJECT / "bot" / room).rglob("*.py"):
        for name in imports_of(path):
            assert not any(name == bad or name.startswith(bad + ".") for bad in FORBIDDEN), f"{path.name} imports {name}"
            if name.startswith("bot.") and name not in ("bot.errors", "bot.yaml_files"):
                assert name.split(".")[1] in MAY_KNOW[room], f"{path.name} of {room} imports {name}"


def test_only_the_settings_read_the_environment() -> None:
    allowed = {"settings.py", "supervisor.py", "children.py", "cli.py", "training.py"}  # all but the first hand variables on to child processes
    for path in (PROJECT / "bot").rglob("*.py"):
        if path.name not in allowed and "getenv" + "(" in path.read_text() or path.name not in allowed and "os.environ" in path.read_text():
            raise AssertionError(f"{path.name} reads the environment")


def test_importing_the_inner_rooms_opens_nothing_and_needs_no_rasa(tmp_path: Path) -> None:
    modules = [".".join(path.relative_to(PROJECT).with_suffix("").parts) for room in INNER
               for path in (PROJECT / "bot" / room).rglob("*.py") if "migrations" not in path.parts and path.name != "__init__.py"]
    code = f"""
import sys, sqlite3, socket
sys.modules["tensorflow"] = None
import spacy, pydantic, sqlalchemy, alembic.command, numpy, lemminflect, ruamel.yaml, yaml
opened = []
def audit(event, args):
    if event in ("sqlite3.connect", "socket.connect", "socket.bind"):
        opened.append((event, args))
    if event == "open" and isinstance(args[0], str) and "/data/" in args[0]:
        opened.append((event, args[0]))
sys.addaudithook(audit)
import importlib
for name in {modules!r}:
    importlib.import_module(name)
assert not opened, opened
assert not {{"rasa", "rasa_sdk", "sanic"}} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=PROJECT, capture_output=True, text=True,
                          env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(PROJECT)})

    assert done.returncode == 0, done.stderr[-1500:]


def test_evaluation_sentences_are_nowhere_in_training_data_or_rules() -> None:
    import json

    held_out = [PROJECT / "data" / "safety" / "held-out.jsonl", PROJECT / "data" / "safety" / "evaluation.jsonl", *sorted((PROJECT / "data" / "coach").glob("evaluation*.jsonl"))]
    sentences = {json.loads(line)["text"].strip().lower() for path in held_out if path.exists()
                 for line in path.read_text(encoding="utf-8").splitlines() if line.strip()}
    sources = [*(PROJECT / "data" / "nlu").glob("*.yml"), *(PROJECT / "data" / "coach").glob("messages*.jsonl"),
               *(PROJECT / "data" / "safety").glob("messages*.jsonl"), *(PROJECT / "bot").rglob("*.py")]
    known = "\n".join(path.read_text(encoding="utf-8").lower() for path in sources if path.exists())

    assert sentences
    assert not [sentence for sentence in sentences if len(sentence.split()) > 3 and sentence in known]
