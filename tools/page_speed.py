"""How soon the page can be used on a processor four times slower than this one, over loopback. Run by ``make page-speed``.

Time to interactive here: from the start of the navigation until the first talk can be chosen and the main thread is free. The figure
depends on the machine and what else it does, so no test holds it.
"""
from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

SLOWER, RUNS, BUDGET_MS = 4, 7, 1000
READY = """() => new Promise((done) => {
    const look = () => {
        const card = document.querySelector("softstart-rehearsal")?.shadowRoot?.querySelector(".card");
        if (!card) return requestAnimationFrame(look);
        setTimeout(() => done(performance.now()));
    };
    look();
})"""
SHIFTED = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 200);
})"""


def main() -> None:
    from playwright.sync_api import sync_playwright
    from rich.console import Console

    from bot.settings import read_settings
    from bot.supervisor import ensure_model
    from tests.channels.browsing import ARGUMENTS, CHROMIUM
    from tests.conftest import Running

    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        running = Running(ensure_model(read_settings(), Console(stderr=True)), Path(home))
        running.start()
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            times, shifts = [], []
            for _ in range(RUNS):
                context = browser.new_context(viewport={"width": 360, "height": 640})  # nothing in its cache
                page = context.new_page()
                context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                page.goto(running.url, wait_until="commit")
                times.append(page.evaluate(READY))
                shifts.append(page.evaluate(SHIFTED))
                context.close()
            browser.close()
        finally:
            running.stop()
    middle = statistics.median(times)
    print(f"ready to use after {middle:.0f} ms (median of {RUNS}; {min(times):.0f} to {max(times):.0f}), processor {SLOWER} times slower; "
          f"layout shift at most {max(shifts):.3f}")
    if middle > BUDGET_MS:
        sys.exit(f"The budget is {BUDGET_MS} ms.")


if __name__ == "__main__":
    main()
