"""Left in a second: the button, Shift three times, an empty screen, an ended session, nothing behind Back."""

from __future__ import annotations

from playwright.sync_api import Page, Route

from tests.web.person import Person

EXIT_URL = "https://www.weather.gov/"


def catch_the_neutral_site(person: Person) -> list[str]:
    """Let the service end the session, and stop before the neutral site, which is not on this machine.

    A redirect cannot be intercepted by Playwright, so its address is noted here. Returns the addresses.
    """
    found: list[str] = []

    def leave(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        found.append(answer.headers["location"])
        kept = {name: value for name, value in answer.headers.items() if name == "set-cookie"}
        route.fulfill(status=200, headers=kept, content_type="text/html", body="<title>Weather</title>sunny")

    person.context.route("**/exit", leave)
    return found


def arrive(person: Person, left_for: list[str]) -> None:
    person.page.wait_for_url("**/exit")
    assert left_for == [EXIT_URL]


def press_shift_three_times(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def test_the_button_leaves_and_back_finds_an_empty_chat(person: Person) -> None:
    """The button ends the session and opens the neutral site; Back never shows what was said."""
    left_for = catch_the_neutral_site(person)
    person.page.goto(person.url + "/demo")
    person.open_chat()
    person.say("My name is Canary Bird")
    person.settle()
    person.page.locator("#leave").click()
    arrive(person, left_for)
    assert person.stored() == []
    person.page.go_back()
    assert "Canary" not in person.page.content()
    person.page.goto(person.url + "/chat")
    person.settle()
    assert "Canary" not in person.page.content()
    assert person.page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_shift_three_times_leaves(person: Person) -> None:
    """Three presses of Shift within five seconds do the same; Shift for capital letters does not."""
    left_for = catch_the_neutral_site(person)
    person.open_chat()
    person.page.focus("#words")
    for _ in range(4):
        person.page.keyboard.press("Shift+A")
    assert person.page.url.endswith("/chat")
    press_shift_three_times(person.page)
    arrive(person, left_for)
    assert person.stored() == []


def test_the_screen_is_empty_at_once(person: Person) -> None:
    """The page is covered and its words are gone before the service has answered anything."""
    person.open_chat()
    person.say("My name is Canary Bird")
    person.settle()
    person.page.fill("#words", "half a sentence")
    left_for = catch_the_neutral_site(person)
    # Read in the same breath as the click: afterwards the page is on its way out.
    covered, words, stored, draft = person.page.evaluate(
        """() => {
          document.getElementById('leave').click();
          const box = document.querySelector('.blank').getBoundingClientRect();
          return [
            box.width >= document.documentElement.clientWidth && box.height >= innerHeight,
            document.getElementById('log').textContent, sessionStorage.length, document.getElementById('words').value,
          ];
        }"""
    )
    assert covered
    assert (words, stored, draft) == ("", 0, "")
    arrive(person, left_for)


def test_other_tabs_empty_themselves(person: Person) -> None:
    """Leaving in one tab clears the talk from every other tab."""
    left_for = catch_the_neutral_site(person)
    person.open_chat()
    person.say("My name is Canary Bird")
    person.settle()
    other = person.new_tab()
    other.goto(person.url + "/chat")
    person.settle(other)
    person.page.bring_to_front()
    person.page.locator("#leave").click()
    arrive(person, left_for)
    other.locator("#state", has_text="This chat has ended").wait_for()
    assert "Canary" not in other.content()


def test_a_page_tells_the_truth_about_the_history(person: Person) -> None:
    """The page about leaving says that the browser's history is not erased."""
    person.page.goto(person.url + "/left")
    assert "still lists this page in its history" in person.page.locator("main").inner_text()


def test_what_is_kept_is_shown_and_erased(person: Person) -> None:
    """A person sees their answers, saves a copy, erases it all; afterwards nothing of it can be read."""
    person.open_chat()
    person.go_to("substances")
    person.tick(["cannabis"])
    person.wait_for_question("health")
    person.page.goto(person.url + "/kept")
    assert "Weed" in person.page.locator("main").inner_text()
    with person.page.expect_download() as copy:
        person.page.locator("a[download]").click()
    assert "Weed" in copy.value.path().read_text(encoding="utf-8")
    person.page.locator("a[href='/delete']").click()
    person.page.locator("form[action='/delete'] button").click()
    assert person.page.url.endswith("/delete?done=1")
    assert person.stored() == []


def test_deleting_in_the_chat_says_so(person: Person) -> None:
    """Asked for in the chat, deletion empties the page and says that it is done."""
    person.open_chat()
    person.say("delete my data")
    person.wait_for_question("delete")
    person.tap("yes")
    person.page.locator("#state", has_text="It is erased").wait_for()
    assert person.page.locator("#log > li").count() == 0
    assert person.stored() == []
