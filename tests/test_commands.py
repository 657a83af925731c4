"""The ``softstart`` command as people and scripts call it: contracts, exit codes, one sentence when something is wrong."""
from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import PROJECT
from tests.conftest import Running, softstart

COACH_KEYS = {"text", "blame", "strengths", "move", "reframe", "variants", "ask", "landing", "crisis"}


def one_sentence(text: str) -> bool:
    return bool(text.strip()) and "Traceback" not in text and len(text.strip().splitlines()) == 1


def test_coach_reads_lines_in_order_and_echoes_ids() -> None:
    requests = [{"id": 1, "text": "You never listen."}, {"id": "b", "text": "Thank you for coming, Mum."}, {"text": ""},
                {"id": 4, "text": "I'd like to talk about your diary.", "sore_spots": ["diary"]},
                {"id": 5, "text": "You hit me on Sunday."}, {"id": 6, "text": "x" * 20_000, "speaker": "mother", "previous": "Well?"}]
    done = softstart("coach", "--json", stdin="\n".join(map(json.dumps, requests)))

    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer.get("id") for answer in answers] == [1, "b", None, 4, 5, 6]
    assert all(set(answer) - {"id"} == COACH_KEYS for answer in answers)
    first = answers[0]["blame"][0]
    assert answers[0]["text"][first["start"]:first["end"]] == "You never listen" and first["kind"] == "absolute" and first["why"]
    assert answers[0]["move"] == "blame" and (answers[0]["reframe"] or answers[0]["ask"])
    assert answers[1]["blame"] == [] and answers[1]["reframe"] is None and "appreciation" in answers[1]["strengths"]
    assert answers[3]["landing"]
    assert answers[4]["crisis"] and answers[4]["move"] == "crisis" and not answers[4]["blame"] and answers[4]["reframe"] is None


def test_coach_takes_plain_lines_too() -> None:
    done = softstart("coach", stdin="You're so selfish.\n\nI love you.\n")

    assert done.returncode == 0
    assert "label" in done.stdout and "I love you." in done.stdout


@pytest.mark.parametrize("arguments,stdin,words", [
    (["coach", "--json"], "not json\n", "Line 1"),
    (["coach", "--json"], '{"words": 1}\n', "'text'"),
    (["coach", "--json"], '{"text": 5}\n', "text"),
    (["play", "--json"], '{"scenario": "no-such", "turns": []}\n', "daily-calls"),
    (["play", "--json"], '{"turns": []}\n', "'scenario'"),
    (["play", "--json", "--level", "brutal"], '{"scenario": "daily-calls", "turns": []}\n', "realistic"),
    (["scenarios", "new", "Bad Name"], "", "small letters"),
    (["sessions", "show", "nothing"], "", "sessions list"),
])
def test_asked_wrongly_is_exit_2_and_one_sentence(tmp_path: Path, arguments: list[str], stdin: str, words: str) -> None:
    done = softstart(*arguments, stdin=stdin, SOFTSTART_DATA_DIR=str(tmp_path))

    assert done.returncode == 2
    assert one_sentence(done.stderr) and words in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("variable,value", [("SOFTSTART_PORT", "many"), ("SOFTSTART_PORT", "0"), ("SOFTSTART_DATABASE_URL", "mysql://x"),
                                            ("SOFTSTART_REDIS_URL", "localhost"), ("SOFTSTART_COUNTRY", "Narnia"),
                                            ("SOFTSTART_KEEP", "sometimes"), ("SOFTSTART_KEEP", "0"), ("SOFTSTART_PROXIES", "-1")])
def test_a_wrong_setting_stops_the_start_and_names_itself(variable: str, value: str) -> None:
    done = softstart(**{variable: value})

    assert done.returncode == 2 and one_sentence(done.stderr) and variable in done.stderr


def test_a_taken_port_is_named(model: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = softstart(SOFTSTART_PORT=str(port), SOFTSTART_DATA_DIR=str(tmp_path))

    assert done.returncode == 2 and one_sentence(done.stderr) and str(port) in done.stderr and "SOFTSTART_PORT" in done.stderr


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = softstart(SOFTSTART_DATA_DIR=str(tmp_path / "file" / "inside"))

    assert done.returncode in (1, 2) and one_sentence(done.stderr) and "SOFTSTART_DATA_DIR" in done.stderr


def test_a_dead_database_is_said_before_anything_starts(tmp_path: Path) -> None:
    done = softstart(SOFTSTART_DATABASE_URL="postgresql://nobody:secret@127.0.0.1:1/none", SOFTSTART_DATA_DIR=str(tmp_path))

    assert done.returncode == 1 and one_sentence(done.stderr) and "secret" not in done.stderr


@pytest.mark.parametrize("key", ["another", "none"])
def test_a_key_that_does_not_fit_the_log_stops_the_start(tmp_path: Path, key: str) -> None:
    from bot.house import load_cast
    from bot.rehearsal.rehearsals import Rehearsals
    from bot.store.encryption import Keys
    from bot.store.store import Store

    store = Store(f"sqlite:///{tmp_path / 'softstart.db'}", Keys.load(tmp_path / "key"))
    Rehearsals(store, load_cast(), {}).start("daily-calls", channel="test")
    store.close()
    right = (tmp_path / "key").read_bytes()
    (tmp_path / "key").unlink()
    if key == "another":
        Keys.load(tmp_path / "key")
    done = softstart(SOFTSTART_DATA_DIR=str(tmp_path), SOFTSTART_PORT="8099")
    server = subprocess.run([sys.executable, "-W", "ignore", "-m", "bot.server", "no-model"], cwd=PROJECT, capture_output=True, text=True,
                            timeout=300, env={**os.environ, "SOFTSTART_DATA_DIR": str(tmp_path), "SOFTSTART_PORT": "8099"})

    assert done.returncode == 2 and one_sentence(done.stderr) and "another key" in done.stderr and str(tmp_path / "key") in done.stderr
    assert server.returncode == 1 and "another key" in server.stderr and "Traceback" not in server.stderr
    (tmp_path / "key").write_bytes(right)
    Store(f"sqlite:///{tmp_path / 'softstart.db'}", Keys.load(tmp_path / "key")).check_key(tmp_path / "key")


def test_scenarios_check_names_what_is_wrong(tmp_path: Path) -> None:
    assert softstart("scenarios", "check").returncode == 0
    text = (PROJECT / "data" / "scenarios" / "daily-calls.yml").read_text(encoding="utf-8").replace("age: 61", "age: old")
    (tmp_path / "daily-calls.yml").write_text(text, encoding="utf-8")
    done = softstart("scenarios", "check", str(tmp_path / "daily-calls.yml"))

    assert done.returncode == 1
    assert re.match(r"daily-calls\.yml, line \d+, persona\.age", done.stderr)


@pytest.mark.parametrize("command", [[], ["coach"], ["play"], ["chat"], ["train"], ["evaluate"], ["bench"], ["doctor"], ["scenarios"], ["sessions"], ["keys"]])
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    done = softstart(*command, "--help")

    assert done.returncode == 0 and "softstart" in done.stdout and ("Example" in done.stdout)


def test_a_talk_in_the_terminal_is_kept_and_can_be_resumed_and_erased(stack: Running) -> None:
    here = {"SOFTSTART_PORT": str(stack.port), "SOFTSTART_DATA_DIR": str(stack.folder)}
    talk = "You never listen when I talk about work.\n/send\n/undo\n/hint\n/nonsense\nI'm sorry, Mama.\n/end\n"
    done = softstart("chat", "--scenario", "daily-calls", stdin=talk, **here)

    assert done.returncode == 0, done.stderr
    assert "Coach:" in done.stdout and "Rosa:" in done.stdout and "You might say:" in done.stdout
    assert "taken back" in done.stdout and "not known" in done.stdout
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", done.stdout)
    assert code
    again = softstart("chat", "--resume", code.group(), stdin="", **here)
    assert again.returncode == 0 and "I'm sorry, Mama." in again.stdout
    shown = softstart("sessions", "show", code.group(), **here)
    assert shown.returncode == 0 and "I'm sorry, Mama." in shown.stdout
    listed = softstart("sessions", "list", **here)
    assert listed.returncode == 0 and "daily-calls" in listed.stdout
    told = softstart("sessions", "export", code.group(), **here)
    assert "I'm sorry, Mama." in [turn["message"] for turn in json.loads(told.stdout)["rehearsals"][0]["turns"]]
    assert "I&#x27;m sorry, Mama." in softstart("sessions", "export", code.group(), "--html", **here).stdout
    assert softstart("keys", "rotate", **here).returncode == 2, "not while it runs"
    assert softstart("sessions", "erase", code.group(), **here).returncode == 0
    assert softstart("sessions", "show", code.group(), **here).returncode == 2


def test_a_talk_can_be_forgotten_from_within(stack: Running) -> None:
    here = {"SOFTSTART_PORT": str(stack.port), "SOFTSTART_DATA_DIR": str(stack.folder)}
    done = softstart("chat", "--scenario", "daily-calls", stdin="I felt sad.\n/forget\nno\nStill here.\n/forget\nforget\n", **here)

    assert done.returncode == 0 and "Erased" in done.stdout and "Still here." not in done.stderr
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", done.stdout)
    assert code and softstart("sessions", "show", code.group(), **here).returncode == 2


def test_where_nothing_is_kept_one_can_rehearse_and_no_file_knows_of_it(model: Path, tmp_path: Path) -> None:
    here = {"SOFTSTART_KEEP": "nothing", "SOFTSTART_DATA_DIR": str(tmp_path), "SOFTSTART_PORT": "8193"}
    done = softstart("chat", "--scenario", "daily-calls", stdin="I felt sad about the yellow kettle.\n/undo\nI'm sorry.\n/end\n", **here)

    assert done.returncode == 0 and "Nothing of this talk is kept" in done.stdout and done.stdout.count("Rosa:") >= 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key", "softstart.log"]
    assert "kettle" not in (tmp_path / "softstart.log").read_text()


def test_a_key_is_changed_and_a_talk_goes_on(model: Path, tmp_path: Path) -> None:
    here = {"SOFTSTART_DATA_DIR": str(tmp_path), "SOFTSTART_PORT": "8194"}
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", softstart("chat", "--scenario", "daily-calls", stdin="I felt sad.\n", **here).stdout)
    before = (tmp_path / "key").read_bytes()
    assert softstart("keys", "rotate", SOFTSTART_KEEP="nothing", **here).returncode == 2 and (tmp_path / "key").read_bytes() == before
    done = softstart("keys", "rotate", **here)

    assert done.returncode == 0 and "new key" in done.stdout
    assert before.strip() not in (tmp_path / "key").read_bytes()
    assert code and "I felt sad." in softstart("sessions", "show", code.group(), **here).stdout


def test_the_terminal_says_an_unknown_scenario_in_one_sentence(stack: Running) -> None:
    done = softstart("chat", "--scenario", "no-such", SOFTSTART_PORT=str(stack.port), SOFTSTART_DATA_DIR=str(stack.folder))

    assert done.returncode == 2 and one_sentence(done.stderr) and "daily-calls" in done.stderr


def test_one_command_starts_everything_and_ctrl_c_stops_it_cleanly(model: Path, tmp_path: Path) -> None:
    """And a part that dies by itself is started again, said in one sentence."""
    import os
    import signal
    import subprocess
    import sys

    import httpx
    import psutil

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "SOFTSTART_PORT": str(port), "SOFTSTART_DATA_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen([sys.executable, "-m", "bot.cli"], cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout
    heard: list[str] = []

    def until(words: str) -> None:
        for line in process.stdout:  # type: ignore[union-attr]
            heard.append(line)
            if words in line:
                return
        raise AssertionError("".join(heard))

    try:
        until(f"http://127.0.0.1:{port}")
        assert httpx.get(f"http://127.0.0.1:{port}/api/scenarios", trust_env=False).status_code == 200
        child = next(c for c in psutil.Process(process.pid).children(recursive=True) if "bot.server" in " ".join(c.cmdline()))
        child.kill()
        until("starting again")
        until("Ready again")
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(30) == 0, "".join(heard) + rest
        assert "Traceback" not in "".join(heard) + rest
        _, alive = psutil.wait_procs(children, timeout=10)
        assert not alive
    finally:
        process.kill()
