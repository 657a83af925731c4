"""The plan of docs/scaling.md in figures: what so many people need, from what one turn was measured to cost.

    python tools/scaling.py bench.json [crowd.json]
"""
from __future__ import annotations

import argparse
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BETWEEN_MESSAGES_S = 20.0
PEOPLE = (10_000, 100_000, 1_000_000)
#: How busy a core may be in the long run: above it answers wait for each other.
BUSY = 0.6
#: Cores of one machine in the plan, and processes on it, one a core.
CORES_A_MACHINE = 32
#: ASSUMED, not measured: what a core with its memory costs an hour. Put your own here.
PRICE_A_CORE_HOUR = 0.04
#: Of an idle socket in the server where no crowd was measured.
PERSON_KB = 100.0


@dataclass(frozen=True)
class Costs:
    """Measured: processor time of a message (ms), growth of the log by a turn (bytes), memory of a process (MB) and of a person (kB)."""

    cpu_ms: float
    log_bytes: float
    process_mb: float
    person_kb: float


@dataclass(frozen=True)
class Need:
    """What so many people talking at once need. ``log_gb_a_day``: when they talk all day; ``price_an_hour``: from an
    assumed price."""

    people: int
    messages_a_second: float
    cores: int
    machines: int
    memory_gb: float
    log_mb_a_second: float
    log_gb_a_day: float
    price_an_hour: float


def costs_of(bench: dict[str, Any], crowd: dict[str, Any] | None = None) -> Costs:
    """From the JSON of ``softstart bench`` and, where there is one, of ``softstart bench --crowd``."""
    ours = bench["bots"]["softstart"]
    cpu = crowd["cpu_ms_a_message"] if crowd else ours["at_once"]["32"]["cpu_ms_a_message"]
    return Costs(cpu, bench["log_bytes_a_turn"], ours["memory_mb"], crowd["memory_a_person_kb"] if crowd else PERSON_KB)


def need_of(people: int, costs: Costs) -> Need:
    """What it takes for so many people, one message every BETWEEN_MESSAGES_S each."""
    a_second = people / BETWEEN_MESSAGES_S
    cores = math.ceil(a_second * costs.cpu_ms / 1000 / BUSY)
    written = a_second * costs.log_bytes
    return Need(people, a_second, cores, math.ceil(cores / CORES_A_MACHINE),
                round(cores * costs.process_mb / 1e3 + people * costs.person_kb / 1e6, 1), round(written / 1e6, 2),
                round(written * 86_400 / 1e9, 1), round(cores * PRICE_A_CORE_HOUR, 2))


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("bench", type=Path)
    arguments.add_argument("crowd", type=Path, nargs="?")
    given = arguments.parse_args()
    costs = costs_of(json.loads(given.bench.read_text()), json.loads(given.crowd.read_text()) if given.crowd else None)
    print(f"A message: {costs.cpu_ms} ms of processor time, {costs.log_bytes} bytes of log. A process: {costs.process_mb} MB. "
          f"A person: {costs.person_kb} kB.\n")
    print("| people at once | messages a second | cores | machines | memory | log written | log a day | price an hour (assumed) |")
    print("|---|---|---|---|---|---|---|---|")
    for people in PEOPLE:
        need = need_of(people, costs)
        print(f"| {people:,} | {need.messages_a_second:,.0f} | {need.cores:,} | {need.machines:,} | {need.memory_gb:,} GB | "
              f"{need.log_mb_a_second:,} MB/s | {need.log_gb_a_day:,} GB | {need.price_an_hour:,} |")


if __name__ == "__main__":
    main()
