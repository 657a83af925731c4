"""Photograph every screen of the page into docs/screens: light, dark and on a phone. Run by ``make screens``.

The screens are those of tests/channels/browsing.py and the pages of tests/channels/arc.py, which the checks walk through too.
"""
from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

FOLDER = PROJECT / "docs" / "screens"
VIEWS = {"light": {"viewport": {"width": 1000, "height": 720}, "color_scheme": "light"},
         "dark": {"viewport": {"width": 1000, "height": 720}, "color_scheme": "dark"},
         "phone": {"viewport": {"width": 360, "height": 640}, "color_scheme": "light", "has_touch": True, "is_mobile": True}}
COLOURS = 64  # enough for flat colour and letters
MOST_BYTES = 1_800_000


def main() -> None:
    from PIL import Image
    from playwright.sync_api import sync_playwright
    from rich.console import Console

    from bot.settings import read_settings
    from bot.supervisor import ensure_model
    from tests.channels.arc import walk_arc
    from tests.channels.browsing import ARGUMENTS, CHROMIUM, PATIENCE_MS, walk
    from tests.conftest import Running

    # Flat colours stay what they are: two that are near each other, like the paper and the coach, must not become one.
    keep_rare = {"kmeans": 2, "dither": Image.Dither.NONE}
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        running = Running(ensure_model(read_settings(), Console(stderr=True)), Path(home), SOFTSTART_RATE_LIMITS="false")
        running.start()
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for view, options in VIEWS.items():
                for steps in (walk, walk_arc):  # each in a tab that has met nobody yet
                    context = browser.new_context(**options, reduced_motion="reduce")  # type: ignore[arg-type]
                    page = context.new_page()
                    page.set_default_timeout(PATIENCE_MS)
                    for screen in steps(page, running.url):
                        page.mouse.move(0, 0)  # nothing is pointed at
                        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, **keep_rare)
                        picture.save(FOLDER / f"{screen.name}-{view}.png", optimize=True)
                    context.close()
            browser.close()
        finally:
            running.stop()
    total = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures, {total / 1000:.0f} kB in {FOLDER.relative_to(PROJECT)}")
    if total > MOST_BYTES:
        sys.exit(f"That is more than {MOST_BYTES / 1000:.0f} kB: take fewer views, or fewer colours.")


if __name__ == "__main__":
    main()
