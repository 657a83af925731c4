"""Bring Debian's Chromium for the browser test, where it is missing and we may install it. Never fails: the test says what is missing."""
from __future__ import annotations

import os
import shutil
import subprocess

if not shutil.which("chromium") and shutil.which("apt-get") and os.geteuid() == 0:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installing Chromium for the browser test …", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], env=environment,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
