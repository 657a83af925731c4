"""From ``softstart bench --json`` to docs/performance.md: its table between the markers, and its pictures.

    softstart bench --json > bench.json
    softstart bench --crowd 500 --json > crowd.json
    python tools/performance.py bench.json [crowd.json] [--note "quiet machine"]
"""
from __future__ import annotations

import argparse
import json
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any, Iterator

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (the backend comes first)

from bot.bench.bots import OURS  # noqa: E402
from bot.bench.figures import AIMS, met  # noqa: E402

DOCS = Path(__file__).resolve().parents[1] / "docs"
BEGIN, END = "<!-- figures: made by tools/performance.py -->", "<!-- end of figures -->"
COLOURS = ("#b8b3a7", "#8a94a6", "#2f6f6a")


def lines(bench: dict[str, Any], crowd: dict[str, Any] | None, note: str) -> Iterator[str]:
    """The part of the page that is made anew."""
    yield f"{date.today():%-d %B %Y}, commit {_commit()}, {bench['machine']}{', ' + note if note else ''}. " \
          f"`softstart bench --json`, {bench['messages']} messages each for one person."
    yield from ("", "| bot | p50 | p95 | p99 | errors | first answer | resident memory | training |", "|---|---|---|---|---|---|---|---|")
    for name, row in bench["bots"].items():
        trained = bench["training_s"].get(name)
        yield (f"| {name} | {row['p50_ms']} ms | {row['p95_ms']} ms | {row['p99_ms']} ms | {row['errors']} | {row['first_answer_s']} s | "
               f"{row['memory_mb']} MB | {f'{trained} s' if trained else '–'} |")
    yield from ("", "| at once | bot | messages a second | p50 | p95 | p99 | errors | processor time a message |",
                "|---|---|---|---|---|---|---|---|")
    for people in bench["bots"][OURS]["at_once"]:
        for name, row in bench["bots"].items():
            told = row["at_once"][people]
            yield (f"| {people} | {name} | {told.get('messages_a_second')} | {told['p50_ms']} ms | {told['p95_ms']} ms | "
                   f"{told['p99_ms']} ms | {told['errors']} | {told['cpu_ms_a_message']} ms |")
    yield from ("", "| ratio | aim | found | |", "|---|---|---|---|")
    for name, ratio in bench["ratios"].items():
        aim, under = AIMS[name]
        yield f"| {name} | {'≤' if under else '≥'} {aim} | {ratio} | {'met' if met(name, ratio) else '**missed**'} |"
    yield from ("", "| one long talk | turn 5 | turn 50 | turn 200 |", "|---|---|---|---|")
    for name, row in bench["bots"].items():
        if row["turns"]:
            yield f"| {name} | " + " | ".join(f"{row['turns'][turn]} ms" for turn in ("5", "50", "200")) + " |"
    yield from ("", "| process | resident | PSS |", "|---|---|---|")
    for name, row in bench["bots"].items():
        for process, memory in row["processes"].items():
            yield f"| {name}, {process} | {memory['resident']} MB | {memory.get('pss', '–')} MB |"
    coach = bench["coach"]
    yield from ("", f"The coach alone, {coach['messages']} messages: {coach['one_by_one']['messages_a_second']} a second one by one "
                    f"(p50 {coach['one_by_one']['p50_ms']} ms, p95 {coach['one_by_one']['p95_ms']} ms), "
                    f"{coach['together']['messages_a_second']} a second read together. "
                    f"The log takes {bench['log_bytes_a_turn']} bytes a turn.")
    if crowd:
        yield from ("", f"`softstart bench --crowd {crowd['people']} --minutes {crowd['minutes']:g}`: {crowd['messages']} answers, "
                        f"{crowd['messages_a_second']} a second, p50 {crowd['p50_ms']} ms, p95 {crowd['p95_ms']} ms, "
                        f"p99 {crowd['p99_ms']} ms (aim: p95 under {crowd['aim_p95_ms']} ms); errors {crowd['errors']}, "
                        f"turns lost {crowd['lost']}, doubled {crowd['doubled']}, talks not read back {crowd['unread']}; "
                        f"{crowd['cpu_ms_a_message']} ms of processor time a message, {crowd['memory_a_person_kb']} kB of memory a person.")


def put_between_markers(page: str, made: str) -> str:
    """The page with its figures replaced. Raises ValueError when a marker is missing."""
    if BEGIN not in page or END not in page:
        raise ValueError("the page has no markers for its figures")
    return re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: f"{BEGIN}\n{made}\n{END}", page, flags=re.S)


def pictures(bench: dict[str, Any], folder: Path) -> None:
    """Three small ones: a turn for one person, messages a second at once, what a long talk costs."""
    folder.mkdir(exist_ok=True)
    names = list(bench["bots"])
    _bars(folder / "turn.png", "one person: milliseconds a turn", ["p50", "p95", "p99"],
          {name: [bench["bots"][name][f"{share}_ms"] for share in ("p50", "p95", "p99")] for name in names})
    people = list(bench["bots"][OURS]["at_once"])
    _bars(folder / "at-once.png", "messages a second", [f"{count} people" for count in people],
          {name: [bench["bots"][name]["at_once"][count].get("messages_a_second", 0) for count in people] for name in names})
    _bars(folder / "long-talk.png", "one long talk: milliseconds a turn", ["turn 5", "turn 50", "turn 200"],
          {name: list(row["turns"].values()) for name, row in bench["bots"].items() if row["turns"]})


def _bars(path: Path, title: str, groups: list[str], series: dict[str, list[float]]) -> None:
    figure, axes = pyplot.subplots(figsize=(5, 2.6), dpi=110)
    wide = 0.8 / len(series)
    for place, (name, values) in enumerate(series.items()):
        at = [group + place * wide for group in range(len(groups))]
        bars = axes.bar(at, values, wide, label=name, color=COLOURS[place - len(series)])
        axes.bar_label(bars, fmt="%.0f", fontsize=7)
    axes.set_xticks([group + wide * (len(series) - 1) / 2 for group in range(len(groups))])
    axes.set_xticklabels(groups)
    axes.set_title(title, fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=7, frameon=False)
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)


def _commit() -> str:
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=DOCS, capture_output=True, text=True).stdout.strip() or "unknown"


def main() -> None:
    """Write the page and the pictures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("bench", type=Path)
    arguments.add_argument("crowd", type=Path, nargs="?")
    arguments.add_argument("--note", default="", help="what else is to be known of the machine")
    given = arguments.parse_args()
    bench = json.loads(given.bench.read_text())
    crowd = json.loads(given.crowd.read_text()) if given.crowd else None
    page = DOCS / "performance.md"
    page.write_text(put_between_markers(page.read_text(), "\n".join(lines(bench, crowd, given.note))))
    pictures(bench, DOCS / "performance")


if __name__ == "__main__":
    main()
