"""Steering a talk from the terminal: tries in two columns, the other chair, the coach's line changed before it is sent."""
from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time

import pytest

from bot.settings import PROJECT
from tests.conftest import Running, softstart

CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")


def here(stack: Running) -> dict[str, str]:
    return {"SOFTSTART_PORT": str(stack.port), "SOFTSTART_DATA_DIR": str(stack.folder)}


def test_two_tries_stand_side_by_side_and_the_talk_moves_to_the_other_chair(stack: Running) -> None:
    typed = ["You never listen.", "/whatif 1", "I'm sorry I didn't pick up.", "/branches", "/compare", "/edit", "/swap", "Iria, I was worried.", "/end"]
    done = softstart("chat", "--scenario", "daily-calls", stdin="\n".join(typed) + "\n", **here(stack))

    assert done.returncode == 0, done.stderr
    assert "just before your message 1" in done.stdout and "You have 2 tries" in done.stdout
    assert re.search(r"│.*You never listen.*│.*I'm sorry I didn't pick up.*│", done.stdout)
    assert "no line of the coach's to edit" in done.stdout
    first, second = CODE.findall(done.stdout)
    assert "other chair, as the mother" in done.stdout and "Iria: " in done.stdout and first != second


def test_where_no_line_can_be_put_into_the_input_it_is_shown_to_be_typed_anew(stack: Running) -> None:
    typed = ["You never listen when I talk about work.", "/edit", "I felt alone when I talked about work.", "/end"]
    done = softstart("chat", "--scenario", "daily-calls", stdin="\n".join(typed) + "\n", **here(stack))

    assert done.returncode == 0, done.stderr
    assert "Type it as you would say it" in done.stdout
    code = CODE.findall(done.stdout)[0]
    assert "I felt alone when I talked about work." in softstart("sessions", "show", code, **here(stack)).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")
def test_the_coachs_line_is_put_into_the_input_and_changed_there(stack: Running) -> None:
    leader, follower = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "bot.cli", "chat", "--scenario", "daily-calls"], cwd=PROJECT, stdin=follower, stdout=follower,
                               stderr=follower, env={**os.environ, "PYTHONWARNINGS": "ignore", "TERM": "xterm", "COLUMNS": "200", **here(stack)})
    os.close(follower)
    shown = ""

    def until(words: str, start: int = 0) -> int:
        """Read on until the words are shown; where they end."""
        nonlocal shown
        end = time.monotonic() + 120
        while words not in shown[start:]:
            assert time.monotonic() < end, shown[-1500:]
            if select.select([leader], [], [], 1)[0]:
                shown += re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", os.read(leader, 65536).decode(errors="replace"))
        return shown.index(words, start) + len(words)

    try:
        at = until("you: ")
        os.write(leader, b"You never listen when I talk about work.\n")
        at = until("/another)", until("You might say: ", at))
        line = shown[shown.index("You might say: ") + len("You might say: "):at].partition("  (")[0]
        at = until("you: ", at)
        os.write(leader, b"/edit\n")
        at = until(line, at)
        os.write(leader, b" Please, Mama.\n")
        at = until("you: ", until("Rosa: ", at))
        os.write(leader, b"/end\n")
        until("Enter to leave", at)
        os.write(leader, b"\n")
        process.wait(60)
    finally:
        process.kill()
        os.close(leader)
    told = softstart("sessions", "show", CODE.findall(shown)[0], **here(stack)).stdout
    assert f"{line} Please, Mama." in told
