"""The widget on a site of its own: another origin, wild styles, a strict policy. Nobody who was not named gets in."""
from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import threading
from pathlib import Path
from typing import Any, Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from bot.settings import PROJECT, Settings
from tests.channels.browsing import ROOT, WARM, begin, say, watched
from tests.conftest import Running

DEMO = PROJECT / "widget" / "demo"
THEIRS = "http://127.0.0.1:8080"  # the server that the demo names


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site(stack: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo as it stands in the repository, on the site the server lets in. Its folder; ``stack.site`` is its address."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(DEMO, folder, dirs_exist_ok=True)
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert THEIRS in page
    (folder / "index.html").write_text(page.replace(THEIRS, stack.url).replace(THEIRS.replace("http", "ws"), stack.url.replace("http", "ws")))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(stack.site.rsplit(":", 1)[1])), functools.partial(Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder
    server.shutdown()
    server.server_close()


@pytest.fixture
def guest(browser: Any, stack: Running, site: Path) -> Iterator[Page]:
    with watched(browser, stack.url, stack.site, viewport={"width": 1000, "height": 760}) as tab:
        tab.page.goto(stack.site)
        yield tab.page


def launcher(page: Page) -> Any:
    return page.get_by_role("button", name="Practise a talk")


def test_a_rehearsal_on_another_site_under_a_strict_policy(guest: Page) -> None:
    launcher(guest).click()
    begin(guest)
    say(guest, WARM)

    expect(guest.locator(".hers")).not_to_have_count(1)
    guest.reload()
    expect(guest.locator(".yours")).to_have_text(WARM)


def test_a_closed_bubble_has_asked_the_server_for_nothing_but_itself(browser: Any, stack: Running, site: Path) -> None:
    with watched(browser, stack.url, stack.site) as tab:
        tab.page.goto(stack.site)
        expect(launcher(tab.page)).to_be_visible()
        assert [url for url in tab.asked if url.startswith(stack.url)] == [f"{stack.url}/widget/softstart.js"]


def test_the_bubble_opens_and_closes_by_keyboard_and_the_focus_returns(guest: Page) -> None:
    launcher(guest).focus()
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("dialog", name="Softstart")).to_be_visible()
    expect(guest.get_by_role("heading", name="Practise a hard talk")).to_be_focused()
    guest.keyboard.press("Escape")
    expect(launcher(guest)).to_be_focused()
    expect(guest.get_by_role("dialog", name="Softstart")).to_be_hidden()


@pytest.mark.parametrize("layout", ["bubble", "inline"])
def test_axe_finds_nothing_in_the_widget_on_another_site(guest: Page, node_modules: Path, layout: str) -> None:
    guest.evaluate("layout => { const old = document.querySelector('softstart-rehearsal'); const next = old.cloneNode(); "
                   "next.setAttribute('layout', layout); old.replaceWith(next); next.open(); }", layout)
    expect(guest.get_by_role("button", name="Five calls a day")).to_be_visible()
    guest.evaluate((node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = guest.evaluate("axe.run('softstart-rehearsal')")

    assert not [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] and found["passes"]


def test_the_site_s_own_style_stays_outside(guest: Page) -> None:
    launcher(guest).click()
    seen = guest.evaluate(f"""() => {{
        const style = getComputedStyle({ROOT}.querySelector(".lead"));
        return [style.fontStyle, style.textTransform, style.letterSpacing, style.textAlign, parseFloat(style.fontSize) >= 16];
    }}""")

    assert seen == ["normal", "none", "normal", "start", True]


def test_a_site_sets_colour_size_and_texts_and_any_colour_can_be_read(guest: Page) -> None:
    guest.evaluate("""() => {
        document.body.innerHTML = "";
        const widget = document.createElement("softstart-rehearsal");
        for (const [name, value] of Object.entries({layout: "inline", color: "yellow", width: "400px", height: "500px", lang: "en-GB", dir: "rtl",
            theme: "light", texts: JSON.stringify({"choose.heading": "Try it <b>here</b>", "talk.heading": "With {}"})})) widget.setAttribute(name, value);
        document.body.append(widget);
    }""")
    expect(guest.get_by_role("heading", name="Try it <b>here</b>")).to_be_visible()
    expect(guest.get_by_role("button", name="Five calls a day")).to_be_visible()
    size = guest.locator("softstart-rehearsal").bounding_box()
    assert size and (round(size["width"]), round(size["height"])) == (400, 500)
    assert guest.evaluate(f"getComputedStyle({ROOT}.querySelector('.app')).direction") == "rtl"
    assert guest.evaluate(f"{ROOT}.querySelector('.app').lang") == "en-GB"
    colour, ground = (guest.evaluate(f"getComputedStyle({ROOT}.querySelector('{part}')).{what}")
                      for part, what in ((".card:not(.card-own) .card-title", "color"), (".card:not(.card-own)", "backgroundColor")))
    assert contrast(colour, ground) >= 4.5
    begin(guest)
    expect(guest.get_by_role("heading", name="With Rosa")).to_be_visible()


def contrast(first: str, second: str) -> float:
    def luminance(colour: str) -> float:
        parts = [float(part) / 255 for part in colour[colour.index("(") + 1:-1].replace(",", " ").split()[:3]]
        light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]

    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_methods_and_events_let_a_page_lead_and_never_tell_what_was_typed(guest: Page) -> None:
    guest.evaluate("""() => {
        window.told = [];
        for (const name of ["ready", "open", "close", "screen", "start", "end", "leave", "forget"])
            document.addEventListener(`softstart-${name}`, (event) => told.push([name, event.detail]));
        return document.querySelector("softstart-rehearsal").start("teen-phone", "gentle");
    }""")
    guest.get_by_role("button", name="Start talking").click()
    say(guest, WARM)
    assert guest.evaluate("document.querySelector('softstart-rehearsal').showing") == "talk"
    guest.evaluate("document.querySelector('softstart-rehearsal').forget()")
    guest.evaluate("document.querySelector('softstart-rehearsal').close()")
    told = guest.evaluate("told")

    names = [name for name, _ in told]
    assert names[0] == "open" and names[-1] == "close" and {"start", "screen", "forget"} <= set(names)
    assert ["start", {"scenario": "teen-phone", "level": "gentle", "side": "mother"}] in told
    assert "watched" not in str(told)
    assert guest.evaluate("JSON.stringify({...sessionStorage, ...localStorage})") == "{}"
    refused = guest.evaluate("document.querySelector('softstart-rehearsal').resume('AAAA-AAAA-AAAA').catch((error) => error.message)")
    assert "code" in refused.lower()


def test_leaving_takes_the_site_s_page_away_too(browser: Any, stack: Running, site: Path) -> None:
    with watched(browser, stack.url, stack.site, "https://www.wikipedia.org/") as tab:
        tab.context.route("https://**", lambda route: route.fulfill(body="elsewhere"))
        tab.page.goto(stack.site)
        launcher(tab.page).click()
        begin(tab.page)
        tab.page.keyboard.press("Escape")
        tab.page.keyboard.press("Escape")
        tab.page.wait_for_url("https://**")
        tab.page.go_back()
        assert "Family Evenings" not in tab.page.content()


def test_a_site_that_was_not_named_can_read_nothing(browser: Any, stack: Running, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    # The same machine by another name is another origin.
    page.goto(stack.site.replace("127.0.0.1", "localhost"))
    assert page.evaluate("customElements.get('softstart-rehearsal') === undefined")
    context.close()
    for origin, let_in in ((stack.site, True), ("https://elsewhere.example", False), ("null", False)):
        for method, path in (("OPTIONS", "/api/session/say"), ("GET", "/api/scenarios"), ("GET", "/widget/softstart.js")):
            answer = httpx.request(method, stack.url + path, headers={"Origin": origin}, trust_env=False)
            assert answer.headers.get("access-control-allow-origin") == (origin if let_in else None)
            assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("value", ["*", "https://site.example/path", "site.example", "https://*.example"])
def test_sites_are_named_in_full(value: str) -> None:
    with pytest.raises(ValueError, match="name sites as"):
        Settings(allowed_origins=value)


def test_files_are_kept_for_good_under_the_name_of_what_they_hold(stack: Running) -> None:
    with httpx.Client(base_url=stack.url, trust_env=False) as http_:
        pinned = http_.get("/api/widget").json()
        page = http_.get("/")
        assert pinned["integrity"] in page.text and pinned["src"].lstrip("/") in page.text
        assert page.headers["cache-control"] == "no-cache"

        kept = http_.get(pinned["src"])
        assert "immutable" in kept.headers["cache-control"] and kept.headers["content-encoding"] == "gzip"
        plain = http_.get("/widget/softstart.js", headers={"Accept-Encoding": "identity"})
        assert plain.headers["cache-control"] == "no-cache" and plain.content == kept.content
        again = http_.get("/widget/softstart.js", headers={"If-None-Match": plain.headers["etag"]})
        assert again.status_code == 304 and not again.content
        assert http_.get("/widget/softstart.0000000000000000.js").status_code == 404


def test_the_widget_stays_small() -> None:
    script = (PROJECT / "bot" / "channels" / "widget" / "softstart.js").read_bytes()

    assert len(gzip.compress(script)) <= 40_000


def test_a_changed_file_is_not_run(browser: Any, stack: Running, site: Path) -> None:
    context = browser.new_context()
    context.route("**/softstart.*.js", lambda route: route.fulfill(body="window.changed = true", content_type="text/javascript"))
    page = context.new_page()
    page.goto(stack.url)

    assert page.evaluate("window.changed === undefined && customElements.get('softstart-rehearsal') === undefined")
    context.close()
