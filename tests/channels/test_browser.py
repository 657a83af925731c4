"""The whole rehearsal in a real browser: choose, read, talk, mend, try again, pause, end, look back; in two tabs, offline, and as a stranger."""
from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.channels.browsing import BLAME, HELD, WARM, Watched, begin, box, end, menu, say, send, settled, watched, yours
from tests.conftest import Running

LONG = "Half a sentence that I am still thinking about.\n" * 40


def test_a_whole_rehearsal_on_a_phone(phone: Page) -> None:
    begin(phone)
    say(phone, BLAME)
    expect(phone.locator(".mark")).to_contain_text("You never listen")
    phone.get_by_role("button", name="Send this").click()
    settled(phone)
    assert "I talk about work" in yours(phone)[-1] and "never" not in yours(phone)[-1]

    menu(phone, "Undo")
    expect(phone.locator(".aside").last).to_contain_text("Your last turn is taken back")
    menu(phone, "Pause")
    expect(phone.locator(".notice")).to_contain_text("Paused")
    phone.locator(".notice").get_by_role("button", name="Go on").click()
    settled(phone)
    say(phone, "I'm sorry. What goes through your mind when I don't pick up?")
    menu(phone, "Give me a hint")
    settled(phone)

    phone.reload()
    expect(phone.locator(".yours").last).to_have_text("I'm sorry. What goes through your mind when I don't pick up?")
    end(phone)
    phone.get_by_role("button", name="See how it went").click()
    expect(phone.get_by_text("What you did well").first).to_be_visible()


def test_listening_lets_her_go_on(phone: Page) -> None:
    begin(phone)
    menu(phone, "Just listen")
    settled(phone)

    expect(phone.locator(".hers")).not_to_have_count(1)
    assert len(yours(phone)) == 1


def test_a_mark_tells_why_and_can_be_called_no_blame(phone: Page) -> None:
    begin(phone)
    say(phone, BLAME)
    marks = phone.locator(".mark").count()
    assert marks
    phone.locator(".mark").first.click()
    why = phone.locator(".popover")
    assert len(why.locator("p").all_text_contents()[1].split()) > 4

    why.get_by_role("button", name="That wasn’t blame").click()
    expect(phone.locator(".mark")).to_have_count(marks - 1)
    phone.reload()
    expect(phone.locator(".yours")).to_have_count(1)
    expect(phone.locator(".mark")).to_have_count(marks - 1)


def test_mind_reading_is_asked_what_else_it_could_be(phone: Page) -> None:
    begin(phone)
    say(phone, "You only ring because you want to control me.")
    phone.locator(".mark").first.click()

    expect(phone.locator(".popover .else")).to_contain_text("What else could it be")


def test_the_coach_s_line_can_be_changed_and_another_one_asked_for(phone: Page) -> None:
    begin(phone)
    say(phone, BLAME)
    first = phone.locator(".coach .line").inner_text()
    phone.get_by_role("button", name="Another").click()
    assert phone.locator(".coach .line").inner_text() != first
    phone.get_by_role("button", name="Edit").click()

    expect(box(phone)).to_have_value(phone.locator(".coach .line").inner_text())


def test_the_coach_can_be_asked_to_wait_until_the_end(phone: Page) -> None:
    begin(phone)
    say(phone, BLAME)
    expect(phone.locator(".coach")).to_have_count(1)
    menu(phone, "The coach")
    phone.get_by_label("When the talk is over").check()
    phone.get_by_role("button", name="Close").click()
    say(phone, "You always do this.")

    expect(phone.locator(".coach")).to_have_count(1)
    end(phone)
    expect(phone.locator(".coach")).to_have_count(2)


def test_trying_again_from_an_earlier_message_keeps_both(phone: Page) -> None:
    begin(phone)
    say(phone, BLAME)
    say(phone, "Are you there?")
    phone.get_by_role("button", name="Try again from here: You never").click()

    expect(phone.locator(".yours")).to_have_count(0)
    expect(box(phone)).to_have_value(BLAME)
    say(phone, WARM)
    token = phone.evaluate(HELD.format("token"))
    tries = phone.request.get(phone.url + "api/session/branches", headers={"Authorization": f"Bearer {token}"}).json()["branches"]
    assert [each["turns"] for each in tries] == [2, 1]


def test_what_answers_a_command_comes_into_view(phone: Page) -> None:
    begin(phone)
    say(phone, BLAME)
    menu(phone, "Give me a hint")
    settled(phone)
    expect(phone.locator(".aside").last).to_be_in_viewport(ratio=1)
    phone.get_by_role("button", name="Try again from here").click()
    expect(phone.locator(".aside").last).to_contain_text("You are back before these words")
    expect(phone.locator(".aside").last).to_be_in_viewport(ratio=1)


def test_an_end_can_be_taken_back_by_trying_again(phone: Page) -> None:
    begin(phone)
    say(phone, WARM)
    end(phone)
    phone.get_by_role("button", name="Try again from here").click()

    expect(box(phone)).to_be_visible()
    expect(box(phone)).to_have_value(WARM)
    say(phone, WARM)
    end(phone)
    phone.get_by_role("button", name="Try the last part again").click()
    expect(box(phone)).to_have_value(WARM)
    expect(box(phone)).to_be_focused()
    assert yours(phone) == []


def test_swapping_chairs_starts_the_same_talk_from_the_other_side(phone: Page) -> None:
    begin(phone)
    say(phone, WARM)
    menu(phone, "Swap chairs")
    phone.get_by_role("button", name="Swap", exact=True).click()

    expect(phone.get_by_text("You speak as the mother.")).to_be_visible()


def test_a_draft_survives_a_reload_and_leaving_forgets_it(browser: Any, stack: Running) -> None:
    with watched(browser, stack.url, "https://www.wikipedia.org/") as tab:
        tab.context.route("https://**", lambda route: route.fulfill(body="elsewhere"))
        page = tab.page
        page.goto(stack.url)
        begin(page)
        box(page).fill(LONG)
        page.reload()
        expect(box(page)).to_have_value(LONG)

        page.get_by_role("button", name="Leave now").click()
        page.wait_for_url("https://**")
        page.go_back()
        assert "sentence" not in page.content() and WARM not in page.content()
        page.goto(stack.url)
        assert page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})") == "{}"
        assert page.evaluate("document.cookie") == "" and page.evaluate("indexedDB.databases()") == []


def test_one_key_leaves_also_from_within_a_dialog(browser: Any, stack: Running) -> None:
    with watched(browser, stack.url, "https://www.wikipedia.org/") as tab:
        tab.context.route("https://**", lambda route: route.fulfill(body="elsewhere"))
        tab.page.goto(stack.url)
        begin(tab.page)
        tab.page.get_by_role("button", name="Help", exact=True).click()
        tab.page.keyboard.press("Escape")
        tab.page.keyboard.press("Escape")
        tab.page.wait_for_url("https://**")


def test_a_code_goes_on_elsewhere_and_forgetting_leaves_nothing_behind(browser: Any, stack: Running, desk: Watched) -> None:
    desk.page.goto(stack.url)
    expect(desk.page.get_by_text("This is practice, not therapy")).to_be_visible()
    begin(desk.page)
    say(desk.page, WARM)
    code = desk.page.evaluate(HELD.format("code"))
    menu(desk.page, "Forget this tab")
    desk.page.get_by_role("button", name="Forget", exact=True).click()
    expect(desk.page.get_by_role("button", name="Five calls a day")).to_be_visible()
    assert desk.page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})") == "{}"

    with watched(browser, stack.url) as elsewhere:
        elsewhere.page.goto(stack.url)
        elsewhere.page.get_by_label("Your code").fill(code.lower())
        elsewhere.page.get_by_role("button", name="Go on with it").click()
        expect(elsewhere.page.locator(".yours")).to_have_text(WARM)


def test_markup_stays_text(phone: Page) -> None:
    begin(phone)
    say(phone, "<img src=x onerror=alert(1)> I felt sad <b>yesterday</b>")

    assert yours(phone) == ["<img src=x onerror=alert(1)> I felt sad <b>yesterday</b>"]
    assert phone.locator("img").count() == 0


def test_too_much_at_once_is_met_kindly_and_nothing_is_lost(phone: Page) -> None:
    begin(phone)
    long = "I felt sad. " * 170
    box(phone).fill(long)
    phone.get_by_role("button", name="Send", exact=True).click()

    expect(phone.locator(".composer .failure")).to_contain_text("too many. Please shorten it.")
    expect(box(phone)).to_have_value(long)


def test_offline_and_back_sends_what_was_kept_once(desk: Watched, stack: Running) -> None:
    page = desk.page
    page.goto(stack.url)
    begin(page)
    say(page, WARM)
    desk.context.set_offline(True)
    expect(page.locator(".notice")).to_contain_text("You are offline")
    send(page, "It scared me, the number of calls.")
    expect(page.locator(".notice")).to_contain_text("Your message is kept and will be sent")
    page.wait_for_event("websocket")  # a try that fails
    desk.context.set_offline(False)

    settled(page)
    expect(page.locator(".notice")).to_be_hidden()
    assert yours(page) == [WARM, "It scared me, the number of calls."]
    assert page.evaluate(HELD.format("pending")) is None
    desk.faults.clear()  # the browser itself complains about lines that could not be opened


def test_a_lost_line_is_tried_again_ever_more_slowly_and_never_in_step(desk: Watched, stack: Running) -> None:
    page = desk.page
    page.clock.install()
    page.add_init_script("""window.tries = []; const Real = WebSocket;
        addEventListener("offline", () => { tries.length = 0; tries.push(Date.now()); });
        window.WebSocket = class extends Real { constructor(...given) { tries.push(Date.now()); super(...given); } };""")
    page.goto(stack.url)
    begin(page)
    say(page, WARM)
    desk.context.set_offline(True)
    for _ in range(900):  # 90 of its seconds
        if page.evaluate("tries.length") == 8:
            break
        page.clock.run_for(100)
    times = page.evaluate("tries")
    waits = [after - before for before, after in zip(times, times[1:])]

    for wait, middle in zip(waits, (500, 1000, 2000, 4000, 5000, 5000, 5000), strict=True):
        assert 0.5 * middle - 100 <= wait <= 1.5 * middle + 1000, waits  # a try takes its time to fail
    assert len({round(wait, -2) for wait in waits[-3:]}) > 1, waits
    desk.context.set_offline(False)
    page.clock.run_for(100)
    expect(page.locator(".notice")).to_be_hidden()
    desk.faults.clear()  # the browser itself complains about lines that could not be opened


def test_two_tabs_show_one_talk(desk: Watched, stack: Running) -> None:
    first, second = desk.page, desk.another()
    first.goto(stack.url)
    begin(first)
    held = first.evaluate("JSON.stringify({...sessionStorage})")
    second.goto(stack.url)
    second.evaluate("held => Object.entries(JSON.parse(held)).forEach(([name, value]) => sessionStorage.setItem(name, value))", held)
    second.goto(stack.url)
    expect(box(second)).to_be_visible()
    assert json.loads(held)["softstart:token"]

    say(first, WARM)
    expect(second.locator(".yours")).to_have_text(WARM)
    send(first, "One.")
    send(second, "Two.")
    settled(first)
    settled(second)
    expect(first.locator(".yours")).to_have_count(3)
    expect(second.locator(".yours")).to_have_count(3)
    assert yours(first) == yours(second) and sorted(yours(first)[1:]) == ["One.", "Two."]


def test_a_message_on_its_way_is_said_once_by_a_tab_and_its_copy(desk: Watched, stack: Running) -> None:
    first, second = desk.page, desk.another()
    first.goto(stack.url)
    begin(first)
    send(first, WARM)
    held = first.evaluate("JSON.stringify({...sessionStorage})")
    second.goto(stack.url)
    second.evaluate("held => Object.entries(JSON.parse(held)).forEach(([name, value]) => sessionStorage.setItem(name, value))", held)
    second.goto(stack.url)

    settled(first)
    settled(second)
    expect(second.locator(".yours")).to_have_count(1)
    expect(first.locator(".yours")).to_have_count(1)


def test_a_guessed_or_stolen_id_opens_nothing(browser: Any, stack: Running, desk: Watched) -> None:
    desk.page.goto(stack.url)
    begin(desk.page)
    say(desk.page, WARM)
    token = desk.page.evaluate(HELD.format("token"))
    ids = desk.page.request.get(f"{stack.url}/api/mine", headers={"Authorization": f"Bearer {token}"}).json()["rehearsals"]

    context = browser.new_context()
    stranger = context.new_page()
    stranger.goto(stack.url)
    for guess in (ids[0]["id"], token[:-6] + "AAAAAA", "guess"):
        stranger.evaluate("token => { sessionStorage.setItem('softstart:token', token); sessionStorage.setItem('softstart:began', 'yes'); }", guess)
        stranger.goto(stack.url)
        expect(stranger.get_by_role("button", name="Five calls a day")).to_be_visible()
        expect(stranger.locator(".page > .failure")).to_contain_text("This rehearsal is closed here")
        assert WARM not in stranger.locator("softstart-rehearsal").inner_text()
        assert stranger.evaluate(HELD.format("token")) is None
    context.close()
