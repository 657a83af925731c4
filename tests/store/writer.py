"""Learners who never stop, for test_kill.py. Each line ``RUN`` on standard input forks one that starts talks, speaks and takes back, and
writes a line to the file RUN only when something was acknowledged; its process id is printed."""
from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from bot.rehearsal.rehearsals import Rehearsals
from bot.store.encryption import Keys
from bot.store.store import Store
from tests.store.test_erasing import CAST, WORDS, speak


def learn(url: str, key: str, folder: Path, run: str) -> None:
    told = os.open(folder / run, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    rehearsals = Rehearsals(Store(url, Keys(key.encode())), CAST, WORDS)
    number, rng = 0, random.Random(run)
    while True:
        talk, _ = rehearsals.start("daily-calls", channel="test", learner="a" * 64)
        os.write(told, f"talk {talk}\n".encode())
        for _ in range(6):
            number += 1
            client_id = f"{run}-{number}"
            speak(rehearsals, talk, client_id)
            os.write(told, f"said {talk} {client_id}\n".encode())
            if rng.random() < 0.2:
                rehearsals.undo(talk, f"{client_id}-undo")
                os.write(told, f"undone {talk} {client_id}-undo\n".encode())


def main(url: str, key: str, folder: str) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                learn(url, key, Path(folder), line.strip())
            finally:
                os._exit(1)
        print(child, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
