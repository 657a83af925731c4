"""Bring Debian's Chromium and npm for the tests of the page, where they are missing and we may install them. Never fails: the tests say
what is missing."""
from __future__ import annotations

import os
import shutil
import subprocess

missing = [name for name in ("chromium", "npm") if not shutil.which(name)]
if missing and shutil.which("apt-get") and os.geteuid() == 0:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing {' and '.join(missing)} for the tests of the page …", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], env=environment,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
