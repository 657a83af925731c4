"""What a learner does in a browser, in words; and the walk through every screen, used by the checks and by tools/screens.py."""
from __future__ import annotations

import re
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterator, MutableMapping, Sequence
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Chromium's own errands to the outside are refused on a closed network, many at a time.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-sync"]
PATIENCE_MS = 60_000  # a turn takes a second; a machine with other work takes long
expect.set_options(timeout=PATIENCE_MS)
BLAME = "You never listen when I talk about work."
PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
NARROW = ({"width": 320, "height": 640}, {"width": 320, "height": 256})  # the second: 1280 by 1024 at 400 %
ROOT = "document.querySelector('softstart-rehearsal').shadowRoot"
HELD = "sessionStorage.getItem('softstart:{}')"  # what the tab remembers under a name
TWICE_WITHIN_S = 1.0  # of widget/src/leaving.js
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WARM = "I felt watched on Monday. What were you scared of?"


@dataclass
class Watched:
    """A browser context of its own, in which every fault and every request is seen."""

    context: Any
    page: Page
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def another(self) -> Page:
        """One more tab of the same browser."""
        page: Page = self.context.new_page()
        self.watch(page)
        return page

    def watch(self, page: Page) -> None:
        page.set_default_timeout(PATIENCE_MS)
        # A refusal is an answer; the browser names it among the errors all the same.
        page.on("console", lambda message: self.faults.append(message.text)
                if message.type == "error" and "responded with a status of 4" not in message.text else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda line: self.asked.append(line.url))


@contextmanager
def watched(browser: Any, *allowed: str, **options: Any) -> Iterator[Watched]:
    """A context that must stay without faults and ask nobody but the ``allowed`` addresses."""
    context = browser.new_context(**options)
    tab = Watched(context, context.new_page())
    tab.watch(tab.page)
    try:
        yield tab
        assert not tab.faults, tab.faults
        own = tuple(each for url in allowed for each in (url, url.replace("http", "ws", 1)))
        assert not [url for url in tab.asked if not url.startswith((*own, "data:", "blob:"))]
        assert not [url for url in tab.asked if "token" in url.lower() or "eyJ" in url]  # a token begins with eyJ
    finally:
        context.close()


def begin(page: Page, title: str = "Five calls a day") -> None:
    page.get_by_role("button", name=title).click()
    page.get_by_role("button", name="Start talking").click()
    expect(box(page)).to_be_visible()


_escaped: MutableMapping[Page, float] = WeakKeyDictionary()


def escape(page: Page) -> None:
    """Close what is open. Two of them within a second would leave the page."""
    left = _escaped.get(page, 0.0) + TWICE_WITHIN_S + 0.1 - time.monotonic()
    if left > 0:
        page.wait_for_timeout(1000 * left)
    page.keyboard.press("Escape")
    _escaped[page] = time.monotonic()


def at_rest(page: Page) -> None:
    """Nothing moves any more, and all that was asked for is there, pictures too."""
    page.wait_for_function(f"""() => {ROOT}.getAnimations().every((one) => one.playState !== "running")
        && [...{ROOT}.querySelectorAll("img")].every((image) => image.naturalWidth || !image.checkVisibility())
        && ![...{ROOT}.querySelectorAll("p")].some((one) => one.textContent === "One moment…" && one.checkVisibility())""", timeout=PATIENCE_MS)


def box(page: Page) -> Any:
    return page.get_by_role("textbox", name="Your words to")


def say(page: Page, text: str) -> None:
    """Send it, and wait for her answer."""
    before = page.locator(".hers").count()
    send(page, text)
    expect(page.locator(".hers").nth(before)).to_be_visible()
    settled(page)


def send(page: Page, text: str) -> None:
    box(page).fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(box(page)).to_have_value("")


def settled(page: Page) -> None:
    """No message is on its way."""
    expect(page.locator(".send")).to_have_attribute("aria-disabled", "false")


def yours(page: Page) -> list[str]:
    """The learner's bubbles, without what only a screen reader meets."""
    return [re.sub(r" \([^)]*\)", "", text) for text in page.locator(".yours").all_text_contents()]


def menu(page: Page, item: str) -> None:
    """Choose from the talk's menu."""
    page.get_by_role("button", name="More", exact=True).click()
    page.locator(".menu").get_by_role("button", name=item).click()


def end(page: Page) -> None:
    menu(page, "End the talk")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_role("button", name="See how it went")).to_be_visible()


# The walk: each step leads from the screen before to one more. Add a screen where it can be reached.


@dataclass(frozen=True)
class Screen:
    """``go`` leads there from the screen before; ``back`` leaves what it has opened."""

    name: str
    go: Callable[[Page], Any]
    back: Callable[[Page], Any] | None = None


def _choose(page: Page) -> None:
    expect(page.get_by_role("button", name="Five calls a day")).to_be_visible()


def _help(page: Page) -> None:
    page.get_by_role("button", name="Help", exact=True).click()
    expect(page.locator(".contacts li").first).to_be_visible()


def _introduced(page: Page) -> None:
    page.get_by_role("button", name="Five calls a day").click()
    expect(page.get_by_role("button", name="Start talking")).to_be_visible()


def _begun(page: Page) -> None:
    page.get_by_role("button", name="Start talking").click()
    expect(box(page)).to_be_visible()


def _blamed(page: Page) -> None:
    say(page, BLAME)
    expect(page.locator(".mark").first).to_be_visible()


def _why(page: Page) -> None:
    page.locator(".mark").first.click()
    expect(page.locator(".popover")).to_be_visible()


def _in_dialog(item: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        menu(page, item)
        expect(page.get_by_role("dialog")).to_be_visible()

    return go


def _paused(page: Page) -> None:
    menu(page, "Pause")
    expect(page.locator(".notice")).to_contain_text("Paused")


def _on(page: Page) -> None:
    page.locator(".notice").get_by_role("button", name="Go on").click()
    settled(page)


def _forked(page: Page) -> None:
    say(page, WARM)
    page.get_by_role("button", name="Try again from here: I felt").click()
    expect(page.locator(".aside").last).to_contain_text("You are back before these words")


def _debrief(page: Page) -> None:
    page.get_by_role("button", name="See how it went").click()
    expect(page.locator(".findings dt").first).to_be_visible()


WALK = [
    Screen("choose", _choose),
    Screen("help", _help, escape),
    Screen("introduction", _introduced),
    Screen("talk-begins", _begun),
    Screen("talk", _blamed),
    Screen("mark", _why, escape),
    Screen("menu", lambda page: page.get_by_role("button", name="More", exact=True).click(), escape),
    Screen("coach", _in_dialog("The coach"), escape),
    Screen("paused", _paused, _on),
    Screen("another-try", _forked),
    Screen("confirm", _in_dialog("End the talk"), escape),
    Screen("ended", end),
    Screen("debrief", _debrief),
]


def focused(page: Page) -> str:
    """What has the focus: its name, its label, its words, or what stands in it."""
    words: str = page.evaluate("""() => {
        const node = document.querySelector("softstart-rehearsal").shadowRoot.activeElement;
        if (!node) return "";
        const told = [node.getAttribute("aria-label"), ...[...(node.labels ?? [])].map((label) => label.textContent), node.textContent];
        return told.filter(Boolean).join(" ") || node.value || "";
    }""")
    return words


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Go on with one key until something of that name has the focus."""
    for _ in range(90):
        if name in focused(page):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{name!r} cannot be reached with {key}")


def show(page: Page, screens: Sequence[Screen]) -> Iterator[Screen]:
    """Go through screens; what is to be done with each is done while it is shown."""
    for screen in screens:
        screen.go(page)
        at_rest(page)
        yield screen
        if screen.back:
            screen.back(page)


def walk(page: Page, url: str) -> Iterator[Screen]:
    """Every screen of a talk."""
    page.goto(url)
    yield from show(page, WALK)


def axe_finds_nothing(page: Page, node_modules: Path, where: str) -> None:
    """No violation, in light and in dark."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        told = [(fault["id"], fault["nodes"][0]["html"], fault["nodes"][0]["failureSummary"]) for fault in found["violations"]]
        assert not told, (where, theme, told)
        assert found["passes"]


def runs_out(page: Page) -> list[str]:
    """What is wider than the window, or can only be seen by moving the page sideways."""
    wide: list[str] = page.evaluate(f"""() => {{
        const screen = {ROOT}.querySelector(".screen");
        if (screen.scrollWidth > screen.clientWidth) return ["screen"];
        return [...{ROOT}.querySelectorAll("*")].filter((node) => {{
            const box = node.getBoundingClientRect();
            return box.width && !node.closest(".unseen") && getComputedStyle(node).position !== "absolute" && (box.right > innerWidth + 1 || box.left < -1);
        }}).map((node) => node.className || node.tagName);
    }}""")
    return wide


def suits_everybody(page: Page, node_modules: Path, where: str) -> None:
    """Axe finds nothing, by light and dark, on a phone and on a desk; nothing runs out of narrow screens; no phone zooms in on a field."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        axe_finds_nothing(page, node_modules, f"{where}, {size['width']} px")
    for size in NARROW:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert not runs_out(page), (where, size, runs_out(page))
    small = page.evaluate(f"""() => [...{ROOT}.querySelectorAll("input:not([type=radio], [type=checkbox]), textarea, select")]
        .filter((node) => parseFloat(getComputedStyle(node).fontSize) < 16).map((node) => node.className)""")
    assert not small, (where, small)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
