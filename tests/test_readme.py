"""The front door: every command in the README works as it is written there."""
from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from bot.settings import PROJECT
from tests.conftest import Running, softstart

README = (PROJECT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.S) for line in block.splitlines() if line.strip()]


def test_run_and_test_come_first_and_exist() -> None:
    assert COMMANDS[:2] == ["make run", "make test"]
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for command in COMMANDS[:2]:
        assert re.search(rf"^{command.split()[1]}:", makefile, re.M)
    assert "softstart" in makefile.split("run: setup")[1].splitlines()[1]


@pytest.mark.parametrize("command", [command for command in COMMANDS if not command.startswith("make")])
def test_every_command_of_the_readme_runs(command: str, stack: Running) -> None:
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/softstart"
    done = softstart(*arguments, stdin="I felt sad on Sunday.\n/end\n", SOFTSTART_PORT=str(stack.port), SOFTSTART_DATA_DIR=str(stack.folder))

    assert done.returncode == 0, done.stderr


def test_every_file_the_docs_point_to_is_there() -> None:
    for page in [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *(PROJECT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} points to {target}"


def test_ci_calls_the_test_command_of_the_readme() -> None:
    steps = [line for line in (PROJECT / ".ci" / "run").read_text().splitlines() if line and not line.startswith(("#", "set", "cd"))]

    assert steps == ["make test"]


def test_docs_name_no_machine_paths() -> None:
    for page in [PROJECT / "README.md", *(PROJECT / "docs").glob("*.md"), PROJECT / "CHANGELOG.md"]:
        assert not re.search(r"(/root/|/work/|/home/\w)", page.read_text(encoding="utf-8")), page.name
    assert Path(PROJECT / "LICENSE").read_text().lstrip().startswith("Apache License")
