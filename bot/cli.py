"""The ``softstart`` command. Each command reads its input, calls one thing, prints; what failed is said in one sentence."""
from __future__ import annotations

import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any, Iterator, List, NoReturn, Optional

import click
import typer
from rich.console import Console

from bot.cli_kept import keys_app, sessions_app
from bot.errors import SettingError, SoftstartError, UsageError

app = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False,
                  help="Rehearse a hard conversation between a mother and a daughter before having it.\n\n"
                       "Without a command it starts everything and shows a web page.\n\nExample: softstart")
scenarios_app = typer.Typer(help="The scenarios that can be rehearsed.\n\nExample: softstart scenarios list")
app.add_typer(scenarios_app, name="scenarios")
app.add_typer(sessions_app, name="sessions")
app.add_typer(keys_app, name="keys")

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)
_debug = False


@app.callback(invoke_without_command=True)
def start(context: typer.Context, debug: bool = typer.Option(False, "--debug", help="Show where an error comes from.")) -> None:
    """Start everything: trains if needed, then the web page on http://127.0.0.1:8080."""
    global _debug
    _debug = debug
    if context.invoked_subcommand is None:
        from bot import supervisor

        supervisor.run(_settings(), out)


@app.command()
def serve(replicas: int = typer.Option(1, min=1, max=32, help="How many servers answer side by side behind nginx."),
          actions: bool = typer.Option(False, "--actions", help="Run the actions in a process of their own.")) -> None:
    """Start everything as many processes on this machine; needs PostgreSQL and Redis (docs/deployment.md).

    Example: softstart serve --replicas 2
    """
    from bot import supervisor
    from bot.replicas import run

    if replicas == 1 and not actions:
        supervisor.run(_settings(), out)
    else:
        run(_settings(), out, replicas, actions=actions)


@app.command()
def train(force: bool = typer.Option(False, "--force", help="Train even when the model matches the data.")) -> None:
    """Train the dialogue model if it does not match the data.\n\nExample: softstart train"""
    from bot import supervisor

    path = supervisor.ensure_model(_settings(), err, force=force)
    out.print(str(path), soft_wrap=True)


@app.command()
def coach(text: Optional[str] = typer.Argument(None, help="One message; without it, one per line from standard input."),
          as_json: bool = typer.Option(False, "--json", help="JSON lines in and out.")) -> None:
    """Say which words carry blame, what was done well, and what could be said instead.

    Example: softstart coach "You never listen when I talk about work."
    """
    from bot.coach.language import hide_tensorflow

    hide_tensorflow()
    from bot.channels.coach_lines import answer_plain, answers_json
    from bot.coach.coach import Coach

    if as_json and text is None:
        requests: Iterator[Any] = (_json_line(line, number, "text") for number, line in _lines())
    else:
        requests = iter([{"text": text}]) if text is not None else ({"text": line} for _, line in _lines())
    reader = Coach.load()
    if as_json:
        for answer in answers_json(reader, requests):
            print(json.dumps(answer, ensure_ascii=False), flush=True)
    else:
        for request in requests:
            out.print(answer_plain(reader, request["text"]))


@app.command()
def play(as_json: bool = typer.Option(False, "--json", help="Print JSON lines (the default shows the talk)."),
         level: Optional[str] = typer.Option(None, "--level", help="gentle, realistic or tough, where a line names none.")) -> None:
    """Play scripted rehearsals from standard input through the trained model, one JSON object a line.

    Example: echo '{"scenario": "daily-calls", "turns": ["I was in a meeting."]}' | softstart play --json
    """
    from bot.channels.transcript import show
    from bot.supervisor import ensure_model

    settings = _settings()
    requests = [_json_line(line, number, "scenario", "turns") for number, line in _lines()]
    _check_known(requests, level)
    model = ensure_model(settings, err)
    from bot.logs import configure_logs

    configure_logs()
    from bot.play import Player

    player = Player(settings, model)
    for request in requests:
        result = player.play({**request, "level": request.get("level") or level})
        if as_json:
            print(json.dumps(result, ensure_ascii=False), flush=True)
        else:
            show(result, out)


@app.command()
def chat(scenario: Optional[str] = typer.Option(None, help="Which scenario; asks when left out."),
         level: str = typer.Option("realistic", help="gentle, realistic or tough."),
         side: Optional[str] = typer.Option(None, help="Who you are, where both sides can be played: mother or daughter."),
         resume: Optional[str] = typer.Option(None, help="The code of a rehearsal to come back to.")) -> None:
    """Rehearse in the terminal.\n\nExample: softstart chat --scenario daily-calls"""
    from bot.channels.terminal import Terminal
    from bot.supervisor import borrowed_server

    with borrowed_server(_settings(), err) as url:
        Terminal(url, out).run(scenario, level, resume, side)


@scenarios_app.command("list")
def list_scenarios() -> None:
    """Show every scenario.\n\nExample: softstart scenarios list"""
    from rich.table import Table

    from bot.house import load_cast

    cast = load_cast()
    table = Table("id", "you are", "she is", "about", box=None)
    for scenario in cast.scenarios.values():
        persona = scenario.persona
        table.add_row(scenario.id, "the " + " or the ".join(cast.sides(scenario.id)), f"{persona.name}, {persona.age}, {persona.role}",
                      scenario.about)
    table.add_row("your-own", "either", "as you describe her", "A talk of your own: say who she is and what happened.")
    out.print(table)


@scenarios_app.command("check")
def check_scenarios(files: Optional[List[Path]] = typer.Argument(None, help="Files to check; without any, all of data/scenarios.")) -> None:
    """Check scenario files; names file, line and field of every mistake.\n\nExample: softstart scenarios check"""
    from bot.errors import ScenarioError
    from bot.persona.frame import Frame
    from bot.persona.scenario import load_scenario
    from bot.settings import OWN_FRAME, SCENARIOS, SWAPPED

    failed = False

    def mistake(error: ScenarioError) -> None:
        nonlocal failed
        failed = True
        err.print(str(error), soft_wrap=True, markup=False)

    for path in files or [*sorted(SCENARIOS.glob("*.yml")), *sorted(SWAPPED.glob("*.yml"))]:
        try:
            if not path.is_file():
                raise UsageError(f"There is no file {path}.")
            scenario = load_scenario(path)
            out.print(f"{path.name}{' (the other chair)' if path.parent == SWAPPED else ''}: fine, {len(scenario.says())} lines.")
        except ScenarioError as error:
            mistake(error)
    if not files:
        try:
            Frame.load(OWN_FRAME).check()
            out.print("your-own: fine for every temper.")
        except ScenarioError as error:
            mistake(error)
    if failed:
        raise typer.Exit(1)


@scenarios_app.command("new")
def new_scenario(name: str = typer.Argument(..., help="Its id, such as first-job."),
                 like: str = typer.Option("daily-calls", help="The scenario to start from.")) -> None:
    """Start a scenario file from an existing one.\n\nExample: softstart scenarios new first-job"""
    from bot.settings import SCENARIOS

    known = _scenarios()
    if like not in known:
        raise UsageError(f"There is no scenario '{like}'. There are: {', '.join(known)}.")
    target = SCENARIOS / f"{name}.yml"
    if not name.replace("-", "").isalnum() or name != name.lower():
        raise UsageError("An id is made of small letters, digits and hyphens, such as first-job.")
    if target.exists():
        raise UsageError(f"{target.name} is there already.")
    lines = (SCENARIOS / f"{like}.yml").read_text(encoding="utf-8").replace(f"id: {like}", f"id: {name}", 1)
    target.write_text(lines, encoding="utf-8")
    out.print(f"Made {target}. Write her in, then run: softstart scenarios check", soft_wrap=True)


@app.command()
def evaluate(as_json: bool = typer.Option(False, "--json", help="Print JSON instead of tables."),
             coach_only: bool = typer.Option(False, "--coach", help="Only the coach: some seconds, no dialogue model needed."),
             corrections: bool = typer.Option(False, "--corrections", help="Only the marks learners here took back.")) -> None:
    """Measure the coach and the dialogue model on data kept for it.\n\nExample: softstart evaluate"""
    if corrections or coach_only:
        from bot.coach.language import hide_tensorflow

        hide_tensorflow()
    from bot.evaluation import evaluate_all, evaluate_coach, evaluate_corrections, show_tables
    from bot.logs import configure_logs

    configure_logs()
    if corrections:
        figures = {"corrections": evaluate_corrections(_settings())}
    else:
        figures = evaluate_coach() if coach_only else evaluate_all(_settings())
    if as_json:
        print(json.dumps(figures, indent=1))
    else:
        show_tables(figures, out)


@app.command()
def bench(as_json: bool = typer.Option(False, "--json", help="Print JSON instead of a table."),
          turns: int = typer.Option(60, min=4, help="Messages per bot."),
          log: bool = typer.Option(False, "--log", help="Time the session log with a million turns in it instead (some minutes, 5 GB)."),
          learners: int = typer.Option(10_000, min=30, help="With --log: how many people, a hundred turns each."),
          database: Optional[str] = typer.Option(None, help="With --log: an EMPTY database to fill; else a SQLite file."),
          crowd: Optional[int] = typer.Option(None, min=1, help="So many people in open talks against one server of ours instead."),
          minutes: float = typer.Option(10.0, min=0.05, help="With --crowd: how long they stay.")) -> None:
    """Time our turn against Rasa's own starter bot in one run (about ten minutes).

    Example: softstart bench --json > bench.json
    """
    if log and crowd:
        raise UsageError("Give --log or --crowd, not both.")
    if log:
        from bot.bench.log import measure_log, show_log_table

        figures, show = measure_log(database, err, learners), show_log_table
    elif crowd:
        from bot.bench.crowd import measure_crowd
        from bot.bench.table import show_crowd

        figures, show = measure_crowd(_settings(), err, crowd, minutes), show_crowd
    else:
        from bot.bench.run import measure
        from bot.bench.table import show_table

        figures, show = measure(_settings(), err, turns), show_table
    if as_json:
        print(json.dumps(figures, indent=1))
    else:
        show(figures, out)


@app.command()
def doctor() -> None:
    """Say what is missing and how to get it.\n\nExample: softstart doctor"""
    from bot.doctor import examine

    findings = examine()
    for finding in findings:
        out.print(("[green]fine[/green]     " if finding.fine else "[red]missing[/red]  ") + finding.text, soft_wrap=True)
    if not all(finding.fine for finding in findings):
        raise typer.Exit(1)


def _settings() -> Any:
    from bot.settings import read_settings

    return read_settings()


def _scenarios() -> Any:
    from bot.persona.scenario import load_scenarios
    from bot.settings import SCENARIOS

    return load_scenarios(SCENARIOS)


def _lines() -> Iterator[tuple[int, str]]:
    """Non-empty lines of standard input with their numbers."""
    for number, line in enumerate(sys.stdin.buffer, 1):
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        if text.strip():
            yield number, text


def _json_line(line: str, number: int, *wanted: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except ValueError:
        raise UsageError(f"Line {number} of the input is not JSON.") from None
    if not isinstance(data, dict) or any(name not in data for name in wanted):
        raise UsageError(f"Line {number} of the input needs " + " and ".join(f"'{name}'" for name in wanted) + ".")
    return data


def _check_known(requests: list[dict[str, Any]], level: Optional[str]) -> None:
    from bot.house import load_cast
    from bot.persona.scenario import YOUR_OWN
    from bot.persona.state import Level
    from bot.rehearsal.prepare import read_answers

    cast, levels = load_cast(), [each.value for each in Level]
    for request in requests:
        if not isinstance(request["scenario"], str) or request["scenario"] not in cast.names():
            raise UsageError(f"There is no scenario '{str(request['scenario'])[:40]}'. There are: {', '.join(cast.names())}.")
        if not isinstance(request["turns"], list) or not all(isinstance(turn, str) for turn in request["turns"]):
            raise UsageError("'turns' must be a list of text.")
        if request["scenario"] == YOUR_OWN:
            read_answers(request.get("prepare"))
        else:
            cast.side(request["scenario"], request.get("side"))
        for named in (request.get("level"), level):
            if named is not None and named not in levels:
                raise UsageError(f"There is no level '{str(named)[:40]}'. There are: {', '.join(levels)}.")


def main() -> None:
    """Entry point: exit 0 done, 1 failed, 2 asked wrongly; one sentence on standard error, no traceback unless --debug."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    # The libraries' own deprecations are nothing a user could act on.
    warnings.simplefilter("ignore")
    try:
        # Commands end early by typer.Exit, which comes back as a number in this mode.
        raise SystemExit(app(standalone_mode=False) or 0)
    except SoftstartError as error:
        _fail(error, str(error), 2 if isinstance(error, (UsageError, SettingError)) else 1)
    except click.ClickException as error:
        _fail(error, f"{error.format_message()} Try 'softstart --help'.", 2)
    except (click.Abort, KeyboardInterrupt):
        raise SystemExit(130) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:
        _fail(error, f"Something went wrong ({type(error).__name__}); run it again with --debug to see where.", 1)


def _fail(error: Exception, sentence: str, code: int) -> NoReturn:
    if _debug:
        raise error
    err.print(" ".join(sentence.split()), soft_wrap=True, markup=False)
    raise SystemExit(code) from None


if __name__ == "__main__":
    main()
