"""One command starts everything: train when needed, start the parts, say when they are ready, stop them all together."""
from __future__ import annotations

import errno
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

import httpx
from rich.console import Console

from bot.children import BEHIND_DRAIN_S, Child, child_environment, die_with_parent
from bot.errors import SettingError, SoftstartError
from bot.settings import PROJECT, Settings
from bot.store.encryption import Keys
from bot.telegram_process import TelegramProcess
from bot.training import SENTENCE, model_path

POLL_S = 0.3
START_WITHIN_S = 300.0
MAX_RESTARTS, RESTART_WINDOW_S = 3, 120.0


def ensure_model(settings: Settings, console: Console, *, force: bool = False) -> Path:
    """The model for the present data, trained now if there is none. Raises SoftstartError when training fails."""
    path = model_path(settings)
    if path.exists() and not force:
        return path
    started = time.monotonic()
    # Progress bars of the libraries would fill a pipe nobody reads while we wait for the stages.
    with tempfile.TemporaryFile("w+") as errors, console.status("Training – a minute or two, once for this version of the data") as status:
        process = subprocess.Popen([sys.executable, "-m", "bot.training"], cwd=PROJECT, text=True, env=child_environment(),
                                   stdout=subprocess.PIPE, stderr=errors, preexec_fn=die_with_parent)
        assert process.stdout
        for line in process.stdout:
            if line.startswith("stage: "):
                stage = line[len("stage: "):].strip()
                status.update(f"Training – {stage} ({time.monotonic() - started:.0f} s so far)")
                if not console.is_terminal:
                    console.print(f"Training – {stage} …")
        code = process.wait()
        if code != 0:
            errors.seek(0)
            said = [line for line in errors.read().splitlines() if line.startswith(SENTENCE)]
            raise SoftstartError(said[-1][len(SENTENCE):] if said else "Training did not finish" + (
                "; it was stopped from outside, perhaps for want of memory." if code < 0 else "; 'softstart doctor' may say why."))
    console.print(f"Trained in {time.monotonic() - started:.0f} s.")
    return path


class Server(Child):
    """The Rasa server as a child process."""

    def __init__(self, settings: Settings, model: Path) -> None:
        super().__init__(settings, [sys.executable, "-m", "bot.server", str(model)])
        self.stop_within_s = settings.drain_s + BEHIND_DRAIN_S

    def start(self) -> None:
        """Raises SettingError when the port is taken or the log cannot be written."""
        check_address(self._settings.host, self._settings.port)
        super().start()

    def ready(self) -> bool:
        return ours_answers(self._settings)

    def wait_until_ready(self, console: Console) -> None:
        """Raises SoftstartError when it dies or takes longer than five minutes."""
        started = time.monotonic()
        with console.status("Starting – the first answer takes about twenty seconds") as status:
            while not self.ready():
                waited = time.monotonic() - started
                if not self.alive or waited > START_WITHIN_S:
                    self.stop()
                    raise SoftstartError(f"The server did not start; {self._settings.log_path} says why.")
                status.update(f"Starting – {waited:.0f} s so far, usually about twenty")
                time.sleep(POLL_S)


def ours_answers(settings: Settings) -> bool:
    """Whether a server answers there, its model is loaded, and it is ours: a stranger on this port does not have our key."""
    nonce = secrets.token_hex(16)
    try:
        answer = httpx.get(f"{settings.url}/health", params={"nonce": nonce}, timeout=2, trust_env=False)
        return answer.status_code == 200 and answer.json().get("proof") == Keys.load(settings.key_path).hash("health:" + nonce)
    except (httpx.HTTPError, ValueError, AttributeError):
        return False


def run(settings: Settings, console: Console) -> None:
    """Start everything and stay until Ctrl-C. Raises SoftstartError or SettingError with what to do."""
    check_places(settings)
    server, telegram = Server(settings, ensure_model(settings, console)), TelegramProcess(settings, console)
    with stop_signals():
        try:
            server.start()
            server.wait_until_ready(console)
            telegram.start()
            console.print(f"Ready: [bold]{settings.url}[/bold]{' and Telegram' if settings.telegram_token else ''}  (Ctrl-C stops it)")
            show_page(settings)
            _watch(server, telegram, console)
        except KeyboardInterrupt:
            pass
        finally:
            telegram.stop()
            server.stop()
    console.print("Stopped. Everything said so far is kept.")


def show_page(settings: Settings) -> None:
    if settings.open_browser and sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform == "darwin"):
        webbrowser.open(settings.url)


def check_places(settings: Settings) -> None:
    """Open the key and the log once, so that a wrong folder, a dead database or a wrong key is said before anything starts."""
    from bot.store.store import Store

    if settings.keep_nothing and settings.action_server_url:
        raise SettingError("SOFTSTART_KEEP=nothing keeps rehearsals in one process only; leave SOFTSTART_ACTION_SERVER_URL empty with it.")
    store = Store(settings.database, Keys.load(settings.key_path))
    store.check_key(settings.key_path)
    store.close()


@contextmanager
def borrowed_server(settings: Settings, console: Console) -> Iterator[str]:
    """The address of a running server: the one that is up already, or one of our own on a free port for as long as it is needed."""
    running = Server(settings, Path())
    if running.ready():
        yield settings.url
        return
    check_places(settings)
    own = settings.copy(update={"port": free_port()})
    server = Server(own, ensure_model(own, console))
    with stop_signals():
        try:
            server.start()
            server.wait_until_ready(console)
            yield own.url
        finally:
            server.stop()


def _watch(server: Server, telegram: TelegramProcess, console: Console) -> None:
    restarts: list[float] = []
    while True:
        time.sleep(POLL_S)
        telegram.look()
        if server.alive:
            continue
        restarts = [at for at in restarts if time.monotonic() - at < RESTART_WINDOW_S] + [time.monotonic()]
        if len(restarts) > MAX_RESTARTS:
            raise SoftstartError("The server stopped again and again; the log file says why.")
        console.print("The server stopped by itself and is starting again. Nothing that was answered is lost.")
        server.start()
        server.wait_until_ready(console)
        console.print("Ready again.")


@contextmanager
def stop_signals() -> Iterator[None]:
    """SIGTERM stops as cleanly as Ctrl-C."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def check_address(host: str, port: int) -> None:
    """Raises SettingError naming what stands in the way of listening there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise SettingError(f"Port {port} is taken by another program; set SOFTSTART_PORT to a free one.") from None
            name = "SOFTSTART_PORT" if error.errno == errno.EACCES else "SOFTSTART_HOST"
            raise SettingError(f"{name} has a value that cannot be used: {host}, port {port} ({error.strerror}).") from None


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
