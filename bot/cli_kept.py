"""``softstart sessions`` and ``softstart keys``: what is kept on this machine."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Optional

import typer
from rich.console import Console

from bot.errors import UsageError

sessions_app = typer.Typer(help="The rehearsals kept on this machine.\n\nExample: softstart sessions list")
keys_app = typer.Typer(help="The key that what is kept is encrypted with.\n\nExample: softstart keys rotate")
out = Console(highlight=False)


@sessions_app.command("list")
def list_sessions(limit: int = typer.Option(20, min=1, max=1000)) -> None:
    """Show the latest rehearsals.\n\nExample: softstart sessions list"""
    from rich.table import Table

    table = Table("id", "scenario", "level", "started", "turns", "outcome", box=None)
    for row in _mine(_store()).sessions(limit):
        table.add_row(row["id"][:8], row["scenario"], row["level"], row["started_at"], str(row["turns"]), row["outcome"] or "open")
    out.print(table)


@sessions_app.command("show")
def show_session(session: str = typer.Argument(..., help="The start of a session's id, or its code."),
                 picture: Optional[Path] = typer.Option(None, "--picture", help="Write the curve of the talk to this PNG file instead."),
                 theme: str = typer.Option("light", help="Of the picture: light or dark.")) -> None:
    """Show one rehearsal with its debrief.\n\nExample: softstart sessions show 3f2a91c0 --picture talk.png"""
    from bot.channels.transcript import show

    store = _store()
    session_id, rehearsals = _find(session, _mine(store)), _rehearsals(store)
    if picture:
        _write(picture, rehearsals.look_back.picture(session_id, theme))
        return
    view = rehearsals.view(session_id)
    show({"scenario": view["scenario"]["id"], "level": view["level"], "opening": view["opening"],
          "turns": rehearsals.record(session_id), "outcome": view["outcome"] or "open",
          "debrief": rehearsals.look_back.debrief(session_id, may_go_on=True)}, out)


@sessions_app.command("export")
def export_sessions(session: Optional[str] = typer.Argument(None, help="The start of a session's id, or its code; all when left out."),
                    page: bool = typer.Option(False, "--html", help="A page to read or print instead of JSON.")) -> None:
    """Print everything that is kept of one rehearsal, or of all: every line, every branch.

    Example: softstart sessions export 3f2a91c0 > mine.json
    """
    mine = _mine(_store())
    ids = [_find(session, mine)] if session else [row["id"] for row in mine.sessions()]
    everything = session is None
    print(mine.export_page(ids, everything=everything) if page
          else json.dumps(mine.export(ids, everything=everything), ensure_ascii=False, indent=1))


@sessions_app.command("erase")
def erase_session(session: Optional[str] = typer.Argument(None, help="The start of a session's id, or its code."),
                  everything: bool = typer.Option(False, "--all", help="Every rehearsal on this machine.")) -> None:
    """Erase one rehearsal for good, or all of them.\n\nExample: softstart sessions erase 3f2a91c0"""
    if bool(session) == everything:
        raise UsageError("Name one rehearsal, or give --all.")
    mine = _mine(_store())
    if session:
        mine.erase([_find(session, mine)])
        out.print("Erased.")
    else:
        out.print(f"Erased {mine.erase_all()} rehearsals.")


@keys_app.command("rotate")
def rotate_key() -> None:
    """Make a new key and write everything that is kept with it. Stop Softstart first.\n\nExample: softstart keys rotate"""
    from bot.settings import read_settings
    from bot.store.encryption import Keys
    from bot.store.store import Store
    from bot.supervisor import Server

    settings = read_settings()
    if settings.keep_nothing:
        # The log on disk would stay under the old key, and the old key would be gone.
        raise UsageError("With SOFTSTART_KEEP=nothing there is no log to write anew; take that setting away first.")
    if Server(settings, Path()).ready():
        raise UsageError("Softstart is running; stop it first, because it would go on with the old key.")
    keys = Keys.load(settings.key_path)
    if not keys.older:  # else a rotation was stopped half-way, and is finished now
        keys = keys.with_new_key()
        keys.save(settings.key_path)
    store = Store(settings.database, keys)
    count = store.encrypt_again()
    store.close()
    keys.without_older().save(settings.key_path)
    out.print(f"Done: {count} texts are kept under the new key. Put a copy of {settings.key_path} somewhere safe, apart from the log; "
              "the old copies can go.", soft_wrap=True)


def _store() -> Any:
    from bot.settings import read_settings
    from bot.store.encryption import Keys
    from bot.store.store import Store

    settings = read_settings()
    return Store(settings.database, Keys.load(settings.key_path))


def _mine(store: Any) -> Any:
    """What is kept, without scenarios, coach and model."""
    from bot.rehearsal.mine import Mine
    from bot.rehearsal.wording import load_wording
    from bot.settings import WHYS, WORDING

    return Mine(store, load_wording(WORDING, WHYS))


def _rehearsals(store: Any) -> Any:
    """The use cases without coach and model: enough to look."""
    from bot.house import load_cast
    from bot.rehearsal.rehearsals import Rehearsals
    from bot.rehearsal.wording import load_wording
    from bot.settings import WHYS, WORDING

    return Rehearsals(store, load_cast(), load_wording(WORDING, WHYS))


def _write(file: Path, content: bytes) -> None:
    """Raises UsageError where nothing can be written."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror}).") from None
    out.print(f"Wrote {file}.", soft_wrap=True)


def _find(named: str, mine: Any) -> str:
    """The id of the rehearsal that is meant. Raises UsageError."""
    found = mine.named(named) if len(named) >= 4 else []
    if len(found) > 1:
        raise UsageError("More than one rehearsal begins so; give more of its id.")
    one = found[0] if found else mine.coded(named)
    if one is None:
        raise UsageError("There is no rehearsal with that id or code; 'softstart sessions list' shows them.")
    return str(one)
