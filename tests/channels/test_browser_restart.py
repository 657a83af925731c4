"""The server killed in the middle of a turn, seen from the page: it waits, sends again, and nothing is lost or said twice."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.channels.browsing import WARM, begin, box, say, send, settled, watched, yours
from tests.conftest import Running


def test_a_server_killed_in_the_middle_of_a_turn_is_waited_for(browser: Any, model: Path, tmp_path: Path) -> None:
    running = Running(model, tmp_path / "home")
    running.start()
    try:
        with watched(browser, running.url) as tab:
            page = tab.page
            page.goto(running.url)
            begin(page)
            say(page, WARM)
            send(page, "It scared me, the number of calls.")
            running.stop(kill=True)
            expect(page.locator(".notice")).to_contain_text("Connection lost")
            box(page).fill("And then I")
            page.get_by_role("button", name="Help", exact=True).click()
            expect(page.locator(".contacts li").first).to_be_visible()  # help needs no server once the page is there
            page.keyboard.press("Escape")
            running.start()

            settled(page)
            expect(page.locator(".notice")).to_be_hidden()
            assert yours(page) == [WARM, "It scared me, the number of calls."]
            expect(box(page)).to_have_value("And then I")

            running.stop(kill=True)
            page.get_by_role("button", name="Send", exact=True).click()
            expect(page.locator(".notice")).to_contain_text("Your message is kept")
            running.start()
            page.reload()
            settled(page)
            assert yours(page) == [WARM, "It scared me, the number of calls.", "And then I"]
            for number in range(13):  # guessing codes is slowed, in one sentence
                page.evaluate("code => document.querySelector('softstart-rehearsal').resume(code).catch(() => {})", f"AAAA-AAAA-A{number:03}")
            told = page.evaluate("document.querySelector('softstart-rehearsal').resume('AAAA-AAAA-AAAA').catch((error) => error.message)")
            assert "wait a minute" in told
            tab.faults.clear()  # the browser's own complaints about lines and calls that failed
    finally:
        running.stop()
