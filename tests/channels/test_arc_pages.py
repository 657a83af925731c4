"""The pages of the arc in a real browser: from the questions before a talk to the day of the real one, by mouse and by keys."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.channels.arc import (
    ANOTHER,
    ARC,
    PATIENCE_MS,
    TO_COME,
    answer,
    asked,
    asked_first,
    back_in_talk,
    heading,
    open_page,
    press,
    press_when_seen,
    talked,
    try_again_from,
    walk_arc,
)
from tests.channels.browsing import (
    BLAME,
    PHONE,
    ROOT,
    WARM,
    Watched,
    begin,
    box,
    say,
    send,
    settled,
    suits_everybody,
    tab_to,
    watched,
)
from tests.conftest import Running


def test_every_page_suits_any_eye_and_any_window(browser: Any, stack: Running, node_modules: Path) -> None:
    with watched(browser, stack.url, viewport=PHONE, reduced_motion="reduce") as tab:
        for screen in walk_arc(tab.page, stack.url):
            suits_everybody(tab.page, node_modules, screen.name)


def test_every_page_can_be_reached_from_every_page(phone: Page) -> None:
    menu = phone.get_by_role("button", name="Menu", exact=True)
    menu.click()
    names = phone.locator(".pages-menu .menu-item").all_text_contents()
    phone.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")

    assert len(names) == 9
    for name in [*names, *reversed(names)]:
        open_page(phone, name)
        expect(phone.get_by_role("heading", level=1)).to_be_focused()
        expect(phone.get_by_role("heading", level=1)).to_be_visible()


def test_a_talk_goes_on_beneath_a_page(phone: Page) -> None:
    begin(phone)
    send(phone, WARM)
    box(phone).fill("What I was about to say")
    open_page(phone, "Short lessons")
    heading(phone, "Short lessons")
    expect(phone.get_by_role("log")).to_contain_text(re.compile("Rosa: .*", re.S), timeout=PATIENCE_MS)

    open_page(phone, "Back to Rosa")

    expect(phone.locator(".hers")).to_have_count(2, timeout=PATIENCE_MS)
    expect(box(phone)).to_have_value("What I was about to say")


def test_a_draft_waits_for_its_own_talk(phone: Page) -> None:
    begin(phone)
    say(phone, WARM)
    box(phone).fill("Only for Rosa")
    open_page(phone, "Choose a talk")
    phone.get_by_role("button", name="An egg will do").click()
    press(phone, "Start talking")
    expect(box(phone)).to_have_value("")
    box(phone).fill("Only for Maureen")

    open_page(phone, "My data")
    phone.get_by_role("button", name="Open “Five calls a day”").click()
    expect(box(phone)).to_have_value("Only for Rosa", timeout=PATIENCE_MS)
    expect(phone.locator(".yours")).to_have_count(1)

    phone.reload()
    expect(box(phone)).to_have_value("Only for Rosa", timeout=PATIENCE_MS)


def test_the_whole_arc_by_mouse_in_a_window_as_small_as_a_phone(browser: Any, stack: Running, tmp_path: Path) -> None:
    with watched(browser, stack.url, viewport=PHONE) as tab:
        tab.page.goto(stack.url)
        whole_arc(tab.page, tmp_path)


def whole_arc(phone: Page, tmp_path: Path) -> None:
    phone.get_by_role("button", name="A talk of your own").click()
    asked_first(phone)
    press(phone, "Why this?")
    expect(phone.locator(".aside")).to_contain_text("talk like a mother")
    press(phone, "My mother")
    asked(phone, "What do you call her")
    answer(phone, "Mum", "What happened")
    answer(phone, "You never listen. She read my diary.", "What do you feel")
    expect(phone.locator(".coach")).to_contain_text("You never listen")
    press(phone, "Say it another way")
    asked(phone, "What happened")
    expect(phone.get_by_label("Your answer")).to_have_value("You never listen. She read my diary.")
    answer(phone, "She read my diary.", "What do you feel")
    for feeling in ("hurt", "angry", "torn"):
        phone.get_by_text(feeling, exact=True).click()
    assert phone.get_by_label("sad", exact=True).is_disabled()  # three are enough
    press(phone, "Go on")
    asked(phone, "What do you need")
    phone.get_by_text("privacy", exact=True).click()
    answer(phone, "a key of my own", "ask her for")
    press(phone, "Go back one")
    asked(phone, "What do you need")
    expect(phone.get_by_label("Or in your own words")).to_have_value("privacy, a key of my own")
    press(phone, "Keep it")
    asked(phone, "ask her for")
    answer(phone, "Knock before you come in.", "gets hard")
    press(phone, "She worries and asks")
    asked(phone, "touchy about")
    answer(phone, "money, her cooking", "fear she will say")
    answer(phone, "You are so ungrateful.", "How likely")
    phone.get_by_text("7", exact=True).click()
    press(phone, "Go on")
    asked(phone, "How hard")
    press(phone, "Gentle")
    heading(phone, "You are about to talk with Mum")
    press(phone, "Start talking")
    say(phone, "You never let me have anything of my own.")
    say(phone, "I felt hurt when I found my diary open.")

    try_again_from(phone, "I felt hurt")
    say(phone, "Would you be willing to knock before you come in?")
    open_page(phone, "Your tries")
    phone.get_by_role("button", name="See both").click()
    expect(phone.locator(".side .yours")).to_have_text(["I felt hurt when I found my diary open.", "Would you be willing to knock before you come in?"])
    assert phone.locator(".side .mood").count() == 2
    one, other = (phone.locator(".side").nth(place).bounding_box() for place in (0, 1))
    assert one and other and other["y"] >= one["y"] + one["height"]  # stacked, on a phone
    phone.get_by_role("button", name="Go there").click()
    expect(phone.locator(".yours").last).to_contain_text("I felt hurt", timeout=PATIENCE_MS)

    phone.get_by_role("button", name="More", exact=True).click()
    phone.get_by_role("button", name="End the talk").click()
    press(phone, "End it")
    press_when_seen(phone, "See how it went")
    expect(phone.locator("img")).to_have_attribute("src", re.compile("^data:image/png"), timeout=PATIENCE_MS)
    expect(phone.locator("img")).to_have_attribute("alt", re.compile("Mum"))
    expect(phone.get_by_text("What you did well")).to_be_visible()

    press(phone, "Your card")
    line = phone.get_by_label("My limit")
    line.fill("You never knock.")
    line.blur()
    expect(phone.locator(".sheet .coach")).to_contain_text("look at this once more", timeout=PATIENCE_MS)
    press(phone, "Take my change back")
    expect(line).not_to_have_value("You never knock.")
    line.fill("I won't share my diary, and I will tell you about my day.")
    line.blur()
    expect(phone.get_by_text("Saved.").first).to_be_visible()
    with phone.expect_download() as saved:
        press(phone, "Save as picture")
    saved.value.save_as(tmp_path / "card.png")
    assert (tmp_path / "card.png").read_bytes().startswith(b"\x89PNG")

    open_page(phone, "The real talk")
    phone.get_by_label("Day", exact=True).fill(TO_COME)
    press(phone, "Set the day")
    expect(phone.get_by_role("heading", name="Your real talk")).to_be_visible()
    expect(phone.locator(".done")).not_to_contain_text("/")
    phone.get_by_text("Move it").click()
    phone.get_by_label("Day", exact=True).fill("2027-03-02")
    press(phone, "Set the day")
    expect(phone.locator(".next .headline")).to_contain_text("2 March 2027")
    press(phone, "Tell how it went")
    phone.get_by_text("Yes", exact=True).click()
    phone.get_by_label("What was said").fill("She said she had not thought of it.")
    scales = phone.locator("fieldset.chips")
    expect(scales.last).to_contain_text("You are so ungrateful.")
    scales.last.get_by_text("2", exact=True).click()
    press(phone, "Keep my answers")
    expect(phone.locator(".bar-was")).to_contain_text("2", timeout=PATIENCE_MS)
    expect(phone.locator(".told")).to_contain_text("You are so ungrateful.")

    open_page(phone, "Over time")
    expect(phone.get_by_text("You have had one talk so far")).to_be_visible(timeout=PATIENCE_MS)
    open_page(phone, "My data")
    with phone.expect_download() as saved:
        press(phone, "Save as data")
    saved.value.save_as(tmp_path / "mine.json")
    taken = json.loads((tmp_path / "mine.json").read_text(encoding="utf-8"))
    assert taken["rehearsals"][0]["turns"] and taken["talks"][0]["was"] == 2
    with phone.expect_download() as saved:
        press(phone, "Save as a page to read")
    assert saved.value.suggested_filename == "rehearsals.html"
    press(phone, "Erase everything")
    expect(phone.get_by_role("dialog")).to_contain_text("gone for good")
    press(phone, "Erase it all")
    expect(phone.get_by_role("button", name="Five calls a day")).to_be_visible(timeout=PATIENCE_MS)
    assert phone.evaluate("Object.keys(sessionStorage).filter((key) => /token|known|draft|prepare/.test(key))") == []


def choose(page: Page, name: str) -> None:
    """A page of the menu by keys alone."""
    tab_to(page, "Menu", "Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def go(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def test_the_arc_by_keyboard_alone(desk: Watched, stack: Running) -> None:
    page = desk.page
    page.goto(stack.url)
    expect(page.get_by_role("button", name="A talk of your own")).to_be_visible()
    go(page, "A talk of your own")
    asked_first(page)
    go(page, "My mother")
    asked(page, "What do you call her")
    tab_to(page, "Your answer")
    page.keyboard.type("Mum")
    go(page, "Go on")
    asked(page, "What happened")
    tab_to(page, "Skip")
    page.keyboard.press("Enter")
    asked(page, "What do you feel")
    tab_to(page, "hurt")
    page.keyboard.press("Space")
    go(page, "Go on")
    asked(page, "What do you need")
    for then in ("ask her for", "gets hard", "touchy about", "fear she will say"):
        go(page, "Skip")
        asked(page, then)
    tab_to(page, "Your answer")
    page.keyboard.type("You are so ungrateful.")
    go(page, "Go on")
    asked(page, "How likely")
    page.keyboard.press("Tab")  # from the question to its first answer
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    go(page, "Go on")
    asked(page, "How hard")
    go(page, "Gentle")
    expect(page.get_by_role("button", name="Start talking")).to_be_visible(timeout=PATIENCE_MS)
    go(page, "Start talking")
    tab_to(page, "Your words to")
    page.keyboard.type(BLAME)
    page.keyboard.press("Enter")
    settled(page)

    choose(page, "Your tries")
    go(page, "Try again from here")
    back_in_talk(page)
    tab_to(page, "Your words to")
    page.keyboard.type(WARM)
    page.keyboard.press("Enter")
    settled(page)
    choose(page, "Your tries")
    go(page, "See both")
    expect(page.get_by_role("heading", name="Try 1 – try 2")).to_be_focused()
    choose(page, "How it went")
    expect(page.locator("img")).to_be_visible(timeout=PATIENCE_MS)
    go(page, "Your card")
    tab_to(page, "My limit")
    page.keyboard.type("I will ring on Sundays.")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Saved.").first).to_be_visible(timeout=PATIENCE_MS)
    choose(page, "The real talk")
    tab_to(page, "Day")
    page.keyboard.type("03012027")
    go(page, "Set the day")
    expect(page.get_by_role("heading", name="Your real talk")).to_be_visible(timeout=PATIENCE_MS)
    go(page, "Tell how it went")
    heading(page, "How did it go?")
    tab_to(page, "Yes")
    page.keyboard.press("Space")
    go(page, "Keep my answers")
    heading(page, "Feared and real, over time")
    choose(page, "Short lessons")
    go(page, "2. ")
    heading(page, "An example")
    choose(page, "My data")
    go(page, "Erase “")
    expect(page.get_by_role("dialog")).to_be_visible()
    go(page, "Erase it")
    expect(page.get_by_role("heading", name="My data")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".list-item")).to_have_count(0)


def test_answers_are_kept_over_a_reload_and_come_back_by_their_code(browser: Any, desk: Watched, stack: Running) -> None:
    page = desk.page
    page.goto(stack.url)
    page.get_by_role("button", name="A talk of your own").click()
    asked_first(page)
    press(page, "My mother")
    asked(page, "What do you call her")
    page.get_by_label("Your answer").fill("Mam")
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("Mam", timeout=PATIENCE_MS)
    press(page, "Go on")
    asked(page, "What happened")
    code = page.locator(".code").inner_text()

    elsewhere = browser.new_context().new_page()
    elsewhere.goto(stack.url)
    elsewhere.get_by_label("Your code").fill(code)
    press(elsewhere, "Go on with it")
    expect(elsewhere.locator(".question")).to_contain_text("What happened", timeout=PATIENCE_MS)
    elsewhere.get_by_text("Your answers so far").click()
    expect(elsewhere.locator(".answers")).to_contain_text("Mam")
    elsewhere.get_by_role("button", name="Change: Her name").click()
    asked(elsewhere, "What do you call her")
    answer(elsewhere, "Mama", "What happened")
    expect(elsewhere.locator(".answers")).to_contain_text("Mama")
    press(elsewhere, "Erase my answers")
    press(elsewhere, "Erase")
    expect(elsewhere.get_by_role("button", name="Five calls a day")).to_be_visible()
    elsewhere.get_by_label("Your code").fill(code)
    press(elsewhere, "Go on with it")
    expect(elsewhere.get_by_text("That code is not known here")).to_be_visible(timeout=PATIENCE_MS)
    elsewhere.context.close()


def test_harm_told_brings_help_and_nobody_to_talk_to(phone: Page) -> None:
    phone.get_by_role("button", name="A talk of your own").click()
    asked_first(phone)
    press(phone, "My mother")
    asked(phone, "What do you call her")
    press(phone, "Skip")
    asked(phone, "What happened")
    phone.get_by_label("Your answer").fill("She hits me and I am afraid for my life.")
    press(phone, "Go on")

    press_when_seen(phone, "See who can help")
    expect(phone.locator(".contacts li").first).to_be_visible()
    phone.keyboard.press("Escape")
    assert phone.locator(".question").count() == 0 and phone.get_by_role("button", name="Go on").count() == 0
    phone.reload()
    expect(phone.get_by_role("button", name="See who can help")).to_be_visible(timeout=PATIENCE_MS)


def test_only_the_lines_of_the_card_are_printed(phone: Page) -> None:
    begin(phone)
    say(phone, BLAME)
    phone.evaluate(f"""() => {{ window.print = () => {{
        window.lines = [...{ROOT}.querySelectorAll(".paper dt, .paper dd")].map((node) => node.textContent); window.sheets = document.adoptedStyleSheets.length; }}; }}""")
    open_page(phone, "Your card")
    expect(phone.get_by_label("My limit")).to_be_visible(timeout=PATIENCE_MS)
    press(phone, "Print")

    phone.wait_for_function("window.lines")
    assert "Open with" in phone.evaluate("window.lines") and "My limit" not in phone.evaluate("window.lines")  # a gap is left out
    assert phone.evaluate("window.sheets") == 1 and phone.evaluate("document.adoptedStyleSheets.length") == 0
    assert phone.locator(".paper").count() == 0


def test_after_danger_the_pages_bring_help_and_no_card(browser: Any, stack: Running) -> None:
    page = browser.new_context().new_page()  # the answer 409 is written into the console
    page.goto(stack.url)
    begin(page)
    box(page).fill("I want to kill myself tonight.")
    page.get_by_role("button", name="Send", exact=True).click()  # the box may be gone before it could be seen empty
    expect(page.get_by_role("button", name="See how it went")).to_be_visible(timeout=PATIENCE_MS)
    open_page(page, "Your card")
    expect(page.get_by_text("This talk was stopped")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("main").get_by_role("button", name="Help").click()
    expect(page.locator(".contacts li").first).to_be_visible()
    page.keyboard.press("Escape")
    open_page(page, "How it went")

    expect(page.get_by_text("The role-play has stopped")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="See who can help").last).to_be_visible()
    assert page.get_by_role("button", name="Your card").count() == 0 and page.locator("img").count() == 0
    page.context.close()


def test_what_the_coach_kept_for_the_end_is_read_at_the_end(phone: Page) -> None:
    begin(phone)
    send(phone, "only tell me at the end, coach")
    settled(phone)
    say(phone, BLAME)
    expect(phone.locator(".transcript .coach")).to_have_count(0)
    open_page(phone, "How it went")

    heading(phone, "What the coach kept for now")
    expect(phone.locator(".kept .mark-words").first).to_be_visible()
    expect(phone.locator(".kept .coach")).to_be_visible()


def test_the_card_is_copied_as_text_and_a_day_can_be_taken_off(browser: Any, stack: Running) -> None:
    with watched(browser, stack.url, permissions=["clipboard-read", "clipboard-write"]) as tab:
        page = tab.page
        page.goto(stack.url)
        begin(page)
        say(page, WARM)
        open_page(page, "Your card")
        page.get_by_label("My limit").fill("I will ring on Sundays.")
        press(page, "Copy")
        expect(page.get_by_text("Copied.")).to_be_visible(timeout=PATIENCE_MS)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "Open with" in copied and "I will ring on Sundays." in copied  # the change that was still on its way is in it

        tab.context.set_offline(True)
        page.get_by_label("What I ask for").fill("Could we ring on Sundays?")
        page.get_by_label("My limit").focus()
        expect(page.locator(".failure").filter(has_text="not answering")).to_be_visible()
        tab.context.set_offline(False)
        press(page, "Copy")  # brings the change that was not kept, too
        expect(page.get_by_text("Copied.")).to_be_visible()
        assert "Could we ring on Sundays?" in page.evaluate("navigator.clipboard.readText()")
        tab.faults.clear()  # the browser itself complains about lines that could not be opened

        open_page(page, "The real talk")
        press(page, "Set the day")
        expect(page.get_by_text("Pick a day first.")).to_be_visible()
        page.get_by_label("Day", exact=True).fill(TO_COME)
        press(page, "Set the day")
        press_when_seen(page, "Take it off")
        expect(page.get_by_text("The date is taken off")).to_be_visible(timeout=PATIENCE_MS)


def test_one_talk_is_erased_and_the_others_stay(phone: Page) -> None:
    begin(phone)
    say(phone, WARM)
    open_page(phone, "Choose a talk")
    phone.get_by_role("button", name="An egg will do").click()
    press(phone, "Start talking")
    say(phone, ANOTHER)

    open_page(phone, "My data")
    phone.get_by_role("button", name="Erase “Five calls a day”").click()
    expect(phone.get_by_role("dialog")).to_contain_text("Five calls a day")
    press(phone, "Keep it")
    expect(phone.locator(".list-item")).to_have_count(2)
    phone.get_by_role("button", name="Erase “Five calls a day”").click()
    press(phone, "Erase it")

    expect(phone.locator(".list-item")).to_have_count(1, timeout=PATIENCE_MS)
    expect(phone.locator(".done")).to_contain_text("Erased: 1 talk")
    press(phone, "Back")
    expect(phone.locator(".yours")).to_have_count(1)


def test_a_picture_follows_light_and_dark_and_the_room_there_is(desk: Watched, stack: Running) -> None:
    page = desk.page
    page.emulate_media(color_scheme="light")
    talked(page, stack.url)
    open_page(page, "How it went")
    expect(page.locator("img")).to_have_attribute("src", re.compile("^data:"), timeout=PATIENCE_MS)
    light = page.locator("img").get_attribute("src")
    page.emulate_media(color_scheme="dark")

    expect(page.locator("img")).not_to_have_attribute("src", light or "", timeout=PATIENCE_MS)
    assert [url for url in desk.asked if url.endswith("debrief.png?theme=dark&shape=wide")]
    dark = page.locator("img").get_attribute("src")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    expect(page.locator("img")).not_to_have_attribute("src", dark or "", timeout=PATIENCE_MS)
    box = page.locator("img").bounding_box()
    assert box and box["height"] > box["width"] > 0.8 * PHONE["width"]


def test_whoever_wants_to_be_the_mother_sees_the_talks_of_mothers(phone: Page) -> None:
    expect(phone.get_by_role("button", name="Graph paper")).to_be_visible()
    phone.get_by_text("The mother", exact=True).click()
    expect(phone.get_by_role("button", name="Graph paper")).to_have_count(0)
    phone.get_by_role("button", name="Five calls a day").click()

    expect(phone.get_by_role("button", name="Start talking")).to_be_visible(timeout=PATIENCE_MS)
    expect(phone.get_by_text("You speak as the mother.")).to_be_visible()


def test_every_page_of_the_walk_has_a_name_of_its_own() -> None:
    assert len({screen.name for screen in ARC}) == len(ARC)
