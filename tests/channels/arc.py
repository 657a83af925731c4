"""The walk through every page of the menu: each step leads from the page before to one more."""
from __future__ import annotations

import re
from typing import Iterator

from playwright.sync_api import Page, expect

from tests.channels.browsing import BLAME, PATIENCE_MS, WARM, Screen, begin, box, escape, say, settled, show

ANOTHER = "Are you scared when I do not answer?"
TO_COME = "2027-03-01"


def open_page(page: Page, name: str) -> None:
    """From the button in the bar."""
    page.get_by_role("button", name="Menu", exact=True).click()
    page.locator(".pages-menu").get_by_role("button", name=name, exact=True).click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible(timeout=PATIENCE_MS)


def try_again_from(page: Page, words: str) -> None:
    """Another try from the page of tries."""
    open_page(page, "Your tries")
    page.get_by_role("button", name=f"Try again from here: {words}").click()
    back_in_talk(page)


def back_in_talk(page: Page) -> None:
    """The talk is shown anew, and has been read out by its name."""
    expect(box(page)).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def talked(page: Page, url: str) -> None:
    """A talk with two tries, and words that are not sent."""
    page.goto(url)
    begin(page)
    say(page, BLAME)
    say(page, WARM)
    try_again_from(page, WARM)
    say(page, ANOTHER)
    box(page).fill("A draft")


def answer(page: Page, text: str, then: str) -> None:
    """Answer a question in words, and wait for the next one."""
    page.get_by_label(re.compile("Your answer|in your own words")).fill(text)
    press(page, "Go on")
    asked(page, then)


def asked(page: Page, words: str) -> None:
    expect(page.locator(".question")).to_contain_text(words, timeout=PATIENCE_MS)
    expect(page.locator(".question")).to_be_focused()


def _tries(page: Page) -> None:
    open_page(page, "Your tries")
    expect(page.get_by_role("button", name="See both")).to_be_visible(timeout=PATIENCE_MS)


def _both(page: Page) -> None:
    page.get_by_role("button", name="See both").click()
    expect(page.locator(".side")).to_have_count(2, timeout=PATIENCE_MS)


def _look_back(page: Page) -> None:
    open_page(page, "How it went")
    page.get_by_text("More to see").click()
    expect(page.locator("img")).to_have_attribute("src", re.compile("^data:image/png"), timeout=PATIENCE_MS)


def _card(page: Page) -> None:
    open_page(page, "Your card")
    page.get_by_label("What I ask for").fill("You never listen. You are so selfish.")
    page.get_by_label("My limit").focus()
    press_when_seen(page, "Use this line")
    expect(page.get_by_label("What I ask for")).not_to_have_value(re.compile("selfish"))


def press_when_seen(page: Page, name: str) -> None:
    expect(page.get_by_role("button", name=name, exact=True).first).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name=name, exact=True).first.click()


def _day(page: Page) -> None:
    open_page(page, "The real talk")
    page.get_by_label("Day", exact=True).fill(TO_COME)
    press(page, "Set the day")
    expect(page.get_by_role("button", name="Tell how it went")).to_be_visible(timeout=PATIENCE_MS)


def _questions(page: Page) -> None:
    press(page, "Tell how it went")
    heading(page, "How did it go?")


def _told(page: Page) -> None:
    page.get_by_text("In part", exact=True).click()
    page.get_by_label("What was said").fill("She listened, for once.")
    scales = page.locator("fieldset.chips")
    scales.nth(1).get_by_text("8", exact=True).click()
    scales.nth(2).get_by_text("3", exact=True).click()
    press(page, "Keep my answers")
    expect(page.locator(".bars")).to_be_visible(timeout=PATIENCE_MS)


def _lesson(page: Page) -> None:
    page.get_by_role("button", name="1. Hear her").click()
    heading(page, "An example")


def _mine(page: Page) -> None:
    open_page(page, "My data")
    expect(page.get_by_role("button", name="Save as data")).to_be_visible(timeout=PATIENCE_MS)


def _erase(page: Page) -> None:
    press(page, "Erase everything")
    expect(page.get_by_role("dialog")).to_be_visible()


def _own(page: Page) -> None:
    open_page(page, "A talk of your own")
    asked_first(page)


def asked_first(page: Page) -> None:
    expect(page.locator(".question")).to_contain_text("Who is she", timeout=PATIENCE_MS)


def _feelings(page: Page) -> None:
    press(page, "My mother")
    asked(page, "What do you call her")
    answer(page, "Mum", "What happened")
    answer(page, "You never listen. She read my diary.", "What do you feel")
    for feeling in ("hurt", "angry", "torn"):
        page.get_by_text(feeling, exact=True).click()


def _answers(page: Page) -> None:
    press(page, "Go on")
    asked(page, "What do you need")
    page.get_by_text("Your answers so far").click()


def _likely(page: Page) -> None:
    for then in ("ask her for", "when it gets hard", "touchy about", "fear she will say"):
        press(page, "Skip")
        expect(page.locator(".question")).to_contain_text(re.compile(then, re.I), timeout=PATIENCE_MS)
    answer(page, "You are so ungrateful.", "How likely")


def _harm(page: Page) -> None:
    page.get_by_text("Your answers so far").click()
    page.get_by_role("button", name="Change: What happened").click()
    asked(page, "What happened")
    page.get_by_label("Your answer").fill("She hits me and I am afraid for my life.")
    press(page, "Go on")
    expect(page.get_by_role("button", name="See who can help")).to_be_visible(timeout=PATIENCE_MS)


ARC = [
    Screen("pages", lambda page: page.get_by_role("button", name="Menu", exact=True).click(), escape),
    Screen("tries", _tries),
    Screen("both-tries", _both),
    Screen("look-back", _look_back),
    Screen("card", _card),
    Screen("real-talk", _day),
    Screen("how-did-it-go", _questions),
    Screen("fear-and-outcome", _told),
    Screen("progress", lambda page: (open_page(page, "Over time"), heading(page, "Over time"))),
    Screen("lessons", lambda page: (open_page(page, "Short lessons"), heading(page, "Short lessons"))),
    Screen("lesson", _lesson),
    Screen("my-data", _mine),
    Screen("erase-all", _erase, escape),
    Screen("own", _own),
    Screen("feelings", _feelings),
    Screen("answers", _answers),
    Screen("how-likely", _likely),
    Screen("harm-told", _harm),
]


def walk_arc(page: Page, url: str) -> Iterator[Screen]:
    """Every page of the menu; what is to be done with each is done while it is shown. At the end the talk is as it was."""
    talked(page, url)
    yield from show(page, ARC)
    press(page, "Back")
    expect(box(page)).to_have_value("A draft")
    settled(page)
