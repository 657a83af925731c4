"""Any hands and any eyes: axe on every screen, the keyboard alone, small and zoomed screens, what a screen reader is told."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.channels.browsing import (
    BLAME,
    NARROW,
    PHONE,
    ROOT,
    WARM,
    Watched,
    at_rest,
    begin,
    box,
    escape,
    focused,
    menu,
    say,
    settled,
    suits_everybody,
    tab_to,
    walk,
    watched,
)
from tests.conftest import Running


def test_every_screen_suits_any_eye_and_any_window(browser: Any, stack: Running, node_modules: Path) -> None:
    with watched(browser, stack.url, viewport=PHONE, reduced_motion="reduce") as tab:
        for screen in walk(tab.page, stack.url):
            suits_everybody(tab.page, node_modules, screen.name)
            if screen.name == "talk":
                tab.page.set_viewport_size(NARROW[1])
                assert tab.page.evaluate(f"{ROOT}.querySelector('.transcript').clientHeight") >= 60
                tab.page.set_viewport_size(PHONE)


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
    escape(page)
    assert focused(page) == mark and page.locator(".popover").count() == 0

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
    escape(page)
    expect(page.get_by_role("button", name="Help", exact=True)).to_be_focused()

    begin(page)
    more = page.get_by_role("button", name="More", exact=True)
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    escape(page)
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
    page.evaluate(f"""() => {{ window.typing = []; new MutationObserver(() => typing.push({ROOT}.querySelector(".thinking")?.textContent))
        .observe({ROOT}, {{ childList: true, subtree: true }}); }}""")
    say(page, BLAME)
    assert "Rosa is thinking…" in page.evaluate("typing") and page.locator(".thinking").count() == 0
    told = log.locator("p").all_text_contents()
    assert [line.split(":")[0] for line in told if ":" in line][-3:] == ["You", "Coach", "Rosa"]
    expect(box(page)).to_be_focused()
    menu(page, "hint")
    settled(page)
    expect(log).to_contain_text("Softstart: ")


def test_what_moves_holds_still_for_those_who_ask(browser: Any, stack: Running) -> None:
    with watched(browser, stack.url, reduced_motion="no-preference") as tab:
        tab.page.goto(stack.url)
        begin(tab.page)
        tab.page.evaluate(f"""() => {{ window.moved = []; new MutationObserver(() => {{
            for (const one of {ROOT}.getAnimations()) moved.push(one.animationName); }}).observe({ROOT}, {{ childList: true, subtree: true }}); }}""")
        say(tab.page, WARM)
        assert {"arrive", "breathe"} <= set(tab.page.evaluate("moved"))

        at_rest(tab.page)
        tab.page.emulate_media(reduced_motion="reduce")
        tab.page.evaluate("moved.length = 0")
        say(tab.page, "Was it a long day?")
        assert tab.page.evaluate("moved") == []


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


def test_a_keyboard_that_covers_the_page_hides_neither_the_box_nor_her_words(phone: Page) -> None:
    begin(phone)
    say(phone, BLAME)
    box(phone).tap()
    # As on iOS: the window stays as it is, and less of it can be seen.
    phone.evaluate("""() => { Object.defineProperty(visualViewport, "height", { value: 340, configurable: true });
        visualViewport.dispatchEvent(new Event("resize")); }""")
    line, hers = phone.locator(".composer-line").bounding_box(), phone.locator(".yours").last.bounding_box()
    assert line and line["y"] + line["height"] <= 340
    assert hers and 50 <= hers["y"] < line["y"]

    phone.evaluate("() => { delete visualViewport.height; visualViewport.dispatchEvent(new Event('resize')); }")
    line = phone.locator(".composer-line").bounding_box()
    assert line and line["y"] > 500


def test_on_a_phone_enter_makes_a_new_line_and_the_keyboard_is_not_called_for(phone: Page) -> None:
    begin(phone)
    box(phone).tap()
    phone.keyboard.type("One thing")
    phone.keyboard.press("Enter")
    phone.keyboard.type("and another")
    expect(box(phone)).to_have_value("One thing\nand another")
    box(phone).fill(BLAME)
    phone.get_by_role("button", name="Send", exact=True).tap()
    settled(phone)
    phone.get_by_role("button", name="Send this").tap()
    expect(phone.locator(".transcript")).to_be_focused()
    settled(phone)
