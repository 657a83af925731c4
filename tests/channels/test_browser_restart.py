"""The server killed while people talk, and asked for too much, seen from the page: it waits, sends again, and nothing is lost or said twice."""
from __future__ import annotations

from typing import Any, Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from bot.channels.limits import PER_MINUTE, WAIT
from tests.channels.browsing import HELD, WARM, Watched, begin, box, say, send, settled, watched, yours
from tests.conftest import Running

NEXT = "It scared me, the number of calls."
TALK = "document.querySelector('softstart-rehearsal')"


@pytest.fixture
def standing(stack: Running) -> Iterator[Running]:
    """The stack, which the test may kill: whoever comes after finds it standing, with everything that was told to it."""
    yield stack
    if stack.process is None or stack.process.poll() is not None:
        stack.start()


def test_a_server_that_is_asked_for_too_much_or_killed_loses_no_word(browser: Any, standing: Running) -> None:
    with watched(browser, standing.url) as first, watched(browser, standing.url) as second, watched(browser, standing.url) as third:
        talking, writing, hurried = (opened(tab, standing.url) for tab in (first, second, third))
        say(talking, WARM)
        told_to_wait(hurried, standing.url)
        codes_cannot_be_guessed(hurried)

        send(talking, NEXT)
        standing.stop(kill=True)
        expect(talking.locator(".notice")).to_contain_text("Connection lost")
        box(talking).fill("And then I")
        talking.get_by_role("button", name="Help", exact=True).click()
        expect(talking.locator(".contacts li").first).to_be_visible()  # help needs no server once the page is there
        talking.keyboard.press("Escape")
        box(writing).fill(WARM)
        writing.get_by_role("button", name="Send", exact=True).click()
        expect(writing.locator(".notice")).to_contain_text("Your message is kept")
        standing.start()

        settled(talking)
        expect(talking.locator(".notice")).to_be_hidden()
        assert yours(talking) == [WARM, NEXT]
        expect(box(talking)).to_have_value("And then I")
        writing.reload()
        settled(writing)
        assert yours(writing) == [WARM]
        hurried.get_by_role("button", name="Try again").click()  # the minute is over
        expect(box(hurried)).to_have_value(WARM)
        hurried.get_by_role("button", name="Send", exact=True).click()
        settled(hurried)
        expect(hurried.locator(".composer .failure")).to_be_hidden()
        assert yours(hurried) == [WARM] and box(hurried).input_value() == ""
        for tab in (first, second, third):
            tab.faults.clear()  # the browser's own complaints about lines and calls that failed


def opened(tab: Watched, url: str) -> Page:
    tab.page.goto(url)
    begin(tab.page)
    return tab.page


def told_to_wait(page: Page, url: str) -> None:
    """More than a minute's worth was asked for this talk. One kind sentence says so, and her words stay in the box, also over a reload."""
    bearer = {"Authorization": f"Bearer {page.evaluate(HELD.format('token'))}"}
    with httpx.Client(base_url=url, headers=bearer, trust_env=False) as http:
        for _ in range(PER_MINUTE["say"]):
            http.post("/api/session/say", json={})
        box(page).fill(WARM)
        for _ in range(2):  # a second try is met as kindly, and does not double her words
            page.get_by_role("button", name="Send", exact=True).click()
            expect(page.locator(".composer .failure")).to_have_text(WAIT)
            expect(box(page)).to_have_value(WARM)
            expect(box(page)).to_be_focused()
            settled(page)
        assert yours(page) == [] and page.evaluate(HELD.format("pending")) is None

        for _ in range(PER_MINUTE["look"]):
            http.get("/api/session")
    page.reload()
    expect(page.get_by_role("alert")).to_have_text(WAIT)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert page.evaluate(HELD.format("draft")) == WARM


def codes_cannot_be_guessed(page: Page) -> None:
    for number in range(PER_MINUTE["resume"]):
        page.evaluate(f"code => {TALK}.resume(code).catch(() => {{}})", f"AAAA-AAAA-A{number:03}")
    told = page.evaluate(f"{TALK}.resume('AAAA-AAAA-AAAA').catch((error) => error.message)")
    assert told == WAIT
