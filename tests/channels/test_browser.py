"""The whole rehearsal in a real browser: choose, read, talk, mend, undo, pause, end, debrief, come back."""
from __future__ import annotations

import shutil
from typing import Any, Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.conftest import Running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Chromium's own errands to the outside are refused on a closed network, many at a time.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-sync"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    assert CHROMIUM, "a Chromium is needed for this test: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any, stack: Running) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    outside: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((stack.url, stack.url.replace("http", "ws"), "data:"))
            else outside.append(request.url))
    page.goto(stack.url)
    yield page
    assert not faults and not outside
    context.close()


def begin(page: Page) -> None:
    page.get_by_role("button", name="Five calls a day").click()
    page.get_by_role("button", name="Start talking").click()
    expect(page.get_by_role("textbox")).to_be_visible()


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("textbox")).to_have_value("")


def choose(page: Page, item: str) -> None:
    """From the talk's menu."""
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name=item).or_(page.get_by_role("menuitem", name=item)).first.click()


def test_a_whole_rehearsal_on_a_phone(page: Page) -> None:
    begin(page)
    say(page, "You never listen when I talk about work.")
    mark = page.get_by_role("button", name="You never listen")
    expect(mark).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Coach", exact=True).first).to_be_visible()

    page.get_by_role("button", name="Send this").click()
    expect(page.locator("softstart-rehearsal")).to_contain_text("I talk about work", timeout=20_000)

    choose(page, "Undo")
    expect(page.get_by_text("Your last turn is taken back").first).to_be_visible(timeout=20_000)
    choose(page, "Pause")
    expect(page.get_by_text("Paused").first).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Go on").first.click()
    say(page, "I'm sorry. What goes through your mind when I don't pick up?")

    page.reload()
    expect(page.get_by_text("What goes through your mind").first).to_be_visible(timeout=20_000)

    choose(page, "End")
    page.get_by_role("button", name="End it").click()
    page.get_by_role("button", name="See how it went").click()
    expect(page.get_by_text("What you did well").first).to_be_visible(timeout=20_000)


def test_markup_stays_text(page: Page) -> None:
    begin(page)
    say(page, "<img src=x onerror=alert(1)> I felt sad <b>yesterday</b>")

    expect(page.get_by_text("<img src=x onerror=alert(1)>").first).to_be_visible(timeout=20_000)
    assert page.locator("img").count() == 0


def test_leaving_at_once_wipes_the_page(browser: Any, stack: Running) -> None:
    context = browser.new_context()
    context.route("https://**", lambda route: route.fulfill(body="elsewhere"))
    page = context.new_page()
    page.goto(stack.url)
    begin(page)
    say(page, "I felt sad on Sunday.")
    page.get_by_role("button", name="Leave now").click()

    page.wait_for_url("https://**")
    page.goto(stack.url)
    assert page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})") == "{}"
    context.close()
