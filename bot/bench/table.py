"""The figures for a person."""
from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from bot.bench.figures import AIMS, met


def show_table(figures: dict[str, Any], console: Console) -> None:
    """What ``softstart bench`` found."""
    console.print(f"{figures['machine']}, {figures['messages']} messages each for one person, interleaved")
    table = Table("", "turn p50", "p95", "p99", "errors", "first answer", "memory", "training", box=None)
    for name, row in figures["bots"].items():
        table.add_row(name, *(_ms(row[column]) for column in ("p50_ms", "p95_ms", "p99_ms")), str(row["errors"]),
                      f"{row['first_answer_s']} s", f"{row['memory_mb']} MB",
                      f"{figures['training_s'][name]} s" if name in figures["training_s"] else "")
    console.print(table)
    busy = Table("at once", "", "messages a second", "p50", "p95", "p99", "errors", "processor time each", box=None)
    for name, row in figures["bots"].items():
        for people, crowd in row["at_once"].items():
            busy.add_row(people, name, str(crowd.get("messages_a_second")),
                         *(_ms(crowd[column]) for column in ("p50_ms", "p95_ms", "p99_ms")), str(crowd["errors"]),
                         _ms(crowd["cpu_ms_a_message"]))
    console.print(busy)
    for name, row in figures["bots"].items():
        if row["turns"]:
            console.print(f"{name}: " + ", ".join(f"turn {turn} {_ms(took)}" for turn, took in row["turns"].items()))
        for process, memory in row["processes"].items():
            console.print(f"{name}, {process}: {memory['resident']} MB resident" + (f", {memory['pss']} MB PSS" if "pss" in memory else ""))
    coach = figures["coach"]
    console.print(f"coach alone: {coach['one_by_one']['messages_a_second']} messages a second one by one, "
                  f"{coach['together']['messages_a_second']} together")
    for name, ratio in figures["ratios"].items():
        aim, under = AIMS[name]
        console.print(f"{name}: {ratio} (aim: at {'most' if under else 'least'} {aim}) {'' if met(name, ratio) else '– missed'}")


def show_crowd(figures: dict[str, Any], console: Console) -> None:
    """What ``softstart bench --crowd`` found."""
    console.print(f"{figures['machine']}, {figures['people']} people for {figures['minutes']} minutes, one message in "
                  f"{figures['thinking_s']} s each")
    console.print(f"{figures['messages']} answers, {figures['messages_a_second']} a second: p50 {_ms(figures['p50_ms'])}, "
                  f"p95 {_ms(figures['p95_ms'])}, p99 {_ms(figures['p99_ms'])} (aim: p95 under {figures['aim_p95_ms']} ms)")
    console.print(f"errors {figures['errors']}, turns lost {figures['lost']}, turns doubled {figures['doubled']}, "
                  f"talks that could not be read back {figures['unread']}")
    console.print(f"server: {figures['memory_mb']} MB resident ({figures['memory_a_person_kb']} kB a person), "
                  f"{_ms(figures['cpu_ms_a_message'])} of processor time each message")


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value} ms"
