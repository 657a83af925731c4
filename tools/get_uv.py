"""Bring uv into a folder with nothing but Python 3: a virtual environment where Debian has venv, else pip, else the wheel itself."""
from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

INDEX = "https://pypi.org/pypi/uv/json"


def main(folder: Path) -> int:
    target = folder / "bin" / "uv"
    for way in (with_venv, with_pip, with_wheel):
        try:
            way(folder)
        except (OSError, subprocess.CalledProcessError, ValueError, StopIteration):
            continue
        if target.exists():
            return 0
    print("uv could not be installed: install it once by hand (pip install uv) and run this again.", file=sys.stderr)
    return 1


def with_venv(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as made:
        run(sys.executable, "-m", "venv", made)
        run(os.path.join(made, "bin", "pip"), "install", "--quiet", "uv")
        place(Path(made) / "bin" / "uv", folder)


def with_pip(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as made:
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", made, "uv")
        place(Path(made) / "bin" / "uv", folder)


def with_wheel(folder: Path) -> None:
    with urllib.request.urlopen(INDEX, timeout=60) as answer:
        files = json.load(answer)["urls"]
    machine = {"AMD64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    system = {"Linux": "manylinux", "Darwin": "macosx"}[platform.system()]
    machine = "arm64" if (system, machine) == ("macosx", "aarch64") else machine
    wheel = next(f for f in files if f["filename"].endswith(".whl") and system in f["filename"] and machine in f["filename"])
    with tempfile.TemporaryDirectory() as made:
        archive = Path(made) / wheel["filename"]
        urllib.request.urlretrieve(wheel["url"], archive)
        with zipfile.ZipFile(archive) as files_in_it:
            name = next(n for n in files_in_it.namelist() if n.endswith("/scripts/uv"))
            place(Path(files_in_it.extract(name, made)), folder)


def place(binary: Path, folder: Path) -> None:
    (folder / "bin").mkdir(parents=True, exist_ok=True)
    shutil.copy(binary, folder / "bin" / "uv")
    (folder / "bin" / "uv").chmod(0o755)


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
