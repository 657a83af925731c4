"""The coach alone: messages a second, in a process of its own, over the three evaluation sets, each message once."""
from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

from bot.bench.figures import percentiles
from bot.children import child_environment
from bot.errors import SoftstartError
from bot.settings import PROJECT


def measure_coach() -> dict[str, Any]:
    """``one_by_one`` as in a talk, and ``together`` as ``softstart coach`` reads many lines. Raises SoftstartError."""
    done = subprocess.run([sys.executable, "-m", "bot.bench.coach"], cwd=PROJECT, env=child_environment(), capture_output=True, text=True)
    if done.returncode:
        raise SoftstartError("The coach could not be timed; 'softstart doctor' may say why.")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def main() -> None:
    """``python -m bot.bench.coach``: prints the figures as JSON."""
    from bot.coach.coach import Coach
    from bot.coach.evaluation import evaluation_sets
    from bot.coach.language import hide_tensorflow

    hide_tensorflow()
    texts = [example.text for examples in evaluation_sets().values() for example in examples]
    coach = Coach.load()
    coach.read("I felt sad when you left early.")
    took = []
    for text in texts:
        started = time.perf_counter()
        coach.read(text)
        took.append((time.perf_counter() - started) * 1000)
    # Another coach: the first one remembers what it has read last.
    fresh = Coach.load()
    started = time.perf_counter()
    for text, parsed in zip(texts, fresh.parse_all(texts)):
        fresh.read(text, parsed=parsed)
    together = time.perf_counter() - started
    print(json.dumps({"messages": len(texts), "one_by_one": {
        **percentiles(took), "messages_a_second": round(1000 * len(took) / sum(took), 1)},
        "together": {"messages_a_second": round(len(texts) / together, 1)}}))


if __name__ == "__main__":
    main()
