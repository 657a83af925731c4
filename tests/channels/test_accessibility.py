"""Any hands and any eyes: axe on every screen, the keyboard alone, small and zoomed screens, what a screen reader is told."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.channels.browsing import (
    BLAME,
    DESK,
    PHONE,
    WARM,
    Watched,
    axe_finds_nothing,
    begin,
    box,
    focused,
    menu,
    say,
    settled,
    tab_to,
    walk,
    watched,
)
from tests.conftest import Running

ZOOMED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_on_any_screen(browser: Any, stack: Running, node_modules: Path, size: dict[str, int]) -> None:
    with watched(browser, stack.url, viewport=size, reduced_motion="reduce") as tab:
        for screen in walk(tab.page, stack.url):
            axe_finds_nothing(tab.page, node_modules, screen.name)


@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, ZOOMED], ids=["320 px", "400 %"])
def test_nothing_runs_out_of_a_narrow_screen(browser: Any, stack: Running, size: dict[str, int]) -> None:
    with watched(browser, stack.url, viewport=size) as tab:
        for screen in walk(tab.page, stack.url):
            wide = tab.page.evaluate("""() => {
                const root = document.querySelector("softstart-rehearsal").shadowRoot;
                return [...root.querySelectorAll("*")].filter((node) => {
                    const box = node.getBoundingClientRect();
                    // A picture of a curve keeps its size and is moved sideways in a frame of its own.
                    return box.width && !node.closest(".unseen") && !(node.tagName === "IMG" && getComputedStyle(node.parentNode).overflowX === "auto") && getComputedStyle(node).position !== "absolute" && (box.right > innerWidth + 1 || box.left < -1);
                }).map((node) => node.className || node.tagName);
            }""")
            assert not wide, (screen.name, wide)
            if screen.name == "talk":
                assert tab.page.evaluate("document.querySelector('softstart-rehearsal').shadowRoot.querySelector('.transcript').clientHeight") >= 60


def test_the_page_holds_still_while_it_loads(desk: Watched, stack: Running) -> None:
    desk.page.goto(stack.url)
    expect(desk.page.get_by_role("button", name="Five calls a day")).to_be_visible()
    begin(desk.page)
    moved = desk.page.evaluate("""() => new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => { if (!entry.hadRecentInput) sum += entry.value; }))
            .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(sum), 300);
    })""")

    assert moved < 0.05


def test_every_control_is_large_enough_to_hit(phone: Page) -> None:
    begin(phone)
    say(phone, BLAME)
    phone.get_by_role("button", name="More", exact=True).click()
    small = phone.evaluate("""() => [...document.querySelector("softstart-rehearsal").shadowRoot.querySelectorAll("button, a, input, summary")]
        .filter((node) => node.getClientRects().length && !node.matches(".mark"))
        .map((node) => [node.className, node.getBoundingClientRect().width, node.getBoundingClientRect().height])
        .filter(([, width, height]) => width < 24 || height < 24)""")

    assert not small


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_the_whole_arc_by_keyboard_alone(desk: Watched, stack: Running) -> None:
    page = desk.page
    page.goto(stack.url)
    expect(page.get_by_role("button", name="Five calls a day")).to_be_visible()
    tab_to(page, "Five calls a day")
    press(page, "Enter")
    expect(page.get_by_role("button", name="Start talking")).to_be_visible()
    tab_to(page, "Start talking")
    press(page, "Enter")
    expect(box(page)).to_be_visible()
    tab_to(page, "Your words to")
    page.keyboard.type(BLAME)
    press(page, "Enter")
    expect(page.locator(".mark").first).to_be_visible()
    settled(page)
    assert "Your words to" in focused(page)

    tab_to(page, "(a sweeping word)", "Shift+Tab")
    mark = focused(page)
    press(page, "Enter")
    expect(page.locator(".popover")).to_be_focused()
    press(page, "Escape")
    assert focused(page) == mark and page.locator(".popover").count() == 0
    page.wait_for_timeout(1100)

    tab_to(page, "Edit")
    press(page, "Enter")
    assert "Your words to" in focused(page) and box(page).input_value()
    press(page, "Control+A", "Delete")
    page.keyboard.type(WARM)
    press(page, "Enter")
    settled(page)
    expect(page.locator(".yours")).to_have_count(2)

    tab_to(page, "More", "Shift+Tab")
    press(page, "Enter")
    tab_to(page, "End the talk")
    press(page, "Enter")
    tab_to(page, "End it")
    press(page, "Enter")
    expect(page.get_by_role("button", name="See how it went")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".findings dt").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_escape_closes_what_is_open_and_the_focus_returns(desk: Watched, stack: Running) -> None:
    page = desk.page
    page.goto(stack.url)
    page.get_by_role("button", name="Help", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("button", name="Help", exact=True)).to_be_focused()
    page.wait_for_timeout(1100)

    begin(page)
    more = page.get_by_role("button", name="More", exact=True)
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    press(page, "Escape")
    expect(more).to_be_focused()
    expect(more).to_have_attribute("aria-expanded", "false")


def test_each_voice_is_announced_by_its_name_and_the_focus_stays(desk: Watched, stack: Running) -> None:
    page = desk.page
    page.goto(stack.url)
    begin(page)
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_contain_text("Rosa: ")

    box(page).click()
    say(page, BLAME)
    told = log.locator("p").all_text_contents()
    assert [line.split(":")[0] for line in told if ":" in line][-3:] == ["You", "Coach", "Rosa"]
    expect(box(page)).to_be_focused()
    menu(page, "hint")
    settled(page)
    expect(log).to_contain_text("Softstart: ")


def test_what_moves_holds_still_for_those_who_ask(browser: Any, stack: Running) -> None:
    with watched(browser, stack.url, reduced_motion="reduce") as tab:
        tab.page.goto(stack.url)
        begin(tab.page)
        say(tab.page, WARM)
        assert tab.page.evaluate("document.getAnimations().length") == 0


def test_with_forced_colours_marks_and_buttons_can_still_be_seen(browser: Any, stack: Running) -> None:
    with watched(browser, stack.url, forced_colors="active") as tab:
        tab.page.goto(stack.url)
        begin(tab.page)
        say(tab.page, BLAME)
        mark = "getComputedStyle(document.querySelector('softstart-rehearsal').shadowRoot.querySelector('.mark-words'))"
        bubble = "getComputedStyle(document.querySelector('softstart-rehearsal').shadowRoot.querySelector('.hers'))"
        assert tab.page.evaluate(f"{mark}.textDecorationLine") == "underline"
        assert tab.page.evaluate(f"{mark}.backgroundColor !== {bubble}.backgroundColor")
        assert tab.page.evaluate(f"{bubble}.borderTopStyle") == "solid"


def test_words_of_any_direction_are_set_in_their_own(phone: Page) -> None:
    begin(phone)
    say(phone, "שלום אמא, הרגשתי עצוב.")

    assert phone.locator(".yours").last.get_attribute("dir") == "auto"
    assert phone.evaluate("getComputedStyle(document.querySelector('softstart-rehearsal').shadowRoot.querySelector('.yours')).direction") == "rtl"


def test_the_mood_is_said_in_words_and_can_be_put_away(phone: Page) -> None:
    begin(phone)
    mood = phone.locator(".mood")
    assert mood.inner_text() in ("calm", "a little tense", "upset", "very upset")
    menu(phone, "Hide her mood")
    expect(mood).to_be_hidden()
    phone.reload()
    expect(box(phone)).to_be_visible()
    expect(mood).to_be_hidden()
    menu(phone, "Show her mood")
    expect(mood).to_be_visible()
