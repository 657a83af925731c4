"""Killed at any moment while people talk: what was acknowledged is there, once, and every tree is whole.

Twelve times three kills by default; SOFTSTART_TEST_KILLS=200 gives the figure in docs/evaluation.md.
"""
from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, text

from bot.settings import PROJECT
from bot.store.encryption import Keys
from bot.store.store import Store

KILLS = int(os.environ.get("SOFTSTART_TEST_KILLS", "12"))
WRITERS = 3
FIRST_TURN_S, LONGEST_LIFE_S = 10.0, 0.4


def killed_at_random(url: str, key: str, folder: Path) -> list[str]:
    """Three learners at a time, killed with -9 at a random moment, again and again; every line they were told."""
    rng, told = random.Random(5), []
    nursery = subprocess.Popen([sys.executable, "-W", "ignore", "-m", "tests.store.writer", url, key, str(folder)], cwd=PROJECT, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert nursery.stdin and nursery.stdout
    for kill in range(KILLS):
        runs, children = [f"{kill}-{number}" for number in range(WRITERS)], []
        for run in runs:
            nursery.stdin.write(run + "\n")
            nursery.stdin.flush()
            children.append(int(nursery.stdout.readline()))
        until = time.monotonic() + FIRST_TURN_S
        while time.monotonic() < until and not all((folder / run).exists() and b"said" in (folder / run).read_bytes() for run in runs):
            time.sleep(0.005)
        time.sleep(rng.uniform(0, LONGEST_LIFE_S))
        for child in children:
            os.kill(child, signal.SIGKILL)
        # A signal is not yet the end: a commit that is under way may still be finished. The nursery leaves them as zombies.
        while any(psutil.Process(child).status() != psutil.STATUS_ZOMBIE for child in children):
            time.sleep(0.005)
        told += [line for run in runs if (folder / run).exists() for line in (folder / run).read_text().splitlines()]
    nursery.kill()
    nursery.wait()
    return told


def test_killed_at_any_moment(database_url: str, tmp_path: Path) -> None:
    key, folder = Fernet.generate_key().decode(), tmp_path / "told"
    folder.mkdir()
    Store(database_url, Keys(key.encode())).close()
    acknowledged = killed_at_random(database_url, key, folder)

    engine = create_engine(database_url, future=True)
    with engine.connect() as connection:
        turns = connection.execute(text("select session_id, client_id, id, parent_id, depth from turns")).all()
        heads = connection.execute(text("select id, head_id from sessions")).all()
        commands = {row.client_id for row in connection.execute(text("select client_id from commands"))}
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("pragma integrity_check")).scalar() == "ok"
    engine.dispose()

    kept = Counter((row.session_id, row.client_id) for row in turns if row.client_id)
    said = [tuple(line.split()[1:]) for line in acknowledged if line.startswith("said")]
    assert len(said) > KILLS * WRITERS, "too few to prove anything"
    assert all(kept[talk] == 1 for talk in said)
    assert max(kept.values()) == 1
    assert {line.split()[2] for line in acknowledged if line.startswith("undone")} <= commands

    by_id = {row.id: row for row in turns}
    assert {line.split()[1] for line in acknowledged if line.startswith("talk")} <= {row.id for row in heads}
    for row in turns:
        above = by_id.get(row.parent_id)
        assert (above is None) == (row.parent_id is None) == (row.depth == 0)
        assert above is None or (above.session_id == row.session_id and above.depth == row.depth - 1)
    openings = Counter(row.session_id for row in turns if row.depth == 0)
    assert openings == Counter({session_id: 1 for session_id, _ in heads})
    store, between = Store(database_url, Keys(key.encode())), 0
    with store.work() as work:
        for session_id, head in heads:
            assert by_id[head].session_id == session_id
            session = work.session(session_id)
            assert session is not None
            path = work.path(session)
            assert all(turn.reply for turn in path)
            between += assert_stands(session_id, [turn.client_id for turn in path[1:]], acknowledged,
                                     {client_id for talk, client_id in kept if talk == session_id})
    store.close()
    print(f"{KILLS} rounds, {KILLS * WRITERS} processes killed, {len(said)} turns acknowledged in {len(heads)} talks, "
          f"{between} deeds were done and not yet acknowledged")


def assert_stands(talk: str, path: list[str], acknowledged: list[str], kept: set[str]) -> int:
    """The talk stands where its learner was told it stands, or one deed further: the one she was killed in; how many deeds further."""
    stands: list[str] = []
    heard = 0
    for line in acknowledged:
        what, session_id, *client = line.split()
        if session_id == talk and what == "said":
            stands.append(client[0])
            heard += 1
        elif session_id == talk and what == "undone":
            stands.pop()
    if path == stands:
        assert len(kept) == heard
        return 0
    if len(path) > len(stands):
        assert path[:-1] == stands and len(kept) == heard + 1
    else:
        assert path == stands[:-1] and len(kept) == heard
    return 1
