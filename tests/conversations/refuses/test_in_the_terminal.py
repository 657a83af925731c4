"""The same questions in the terminal: numbers for what can be picked, Enter for the rest, and the talk begins."""
from __future__ import annotations

import re

from tests.conftest import Running, softstart


def test_a_talk_of_ones_own_is_prepared_by_numbers_and_enter(stack: Running) -> None:
    here = {"SOFTSTART_PORT": str(stack.port), "SOFTSTART_DATA_DIR": str(stack.folder)}
    lines = ["1", "Rosa", "She read my diary.", "1, 3, 5", "", "", "5", "money", "", "1", "/end"]

    done = softstart("chat", "--scenario", "your-own", stdin="\n".join(lines) + "\n", **here)

    assert done.returncode == 0, done.stderr
    told = " ".join(done.stdout.split())
    assert "She is ready." in told and "You feel sad, lonely and scared." in told and "She goes silent" in told

    codes = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", done.stdout)
    back = softstart("chat", "--resume", codes[0], stdin="", **here)
    assert len(codes) == 2 and back.returncode == 0 and "Rosa, as you describe her" in " ".join(back.stdout.split())
