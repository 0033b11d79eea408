"""The button and panel on a clinic's own site, which is another host than the chat."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, sync_playwright

from tests.web import axe
from tests.web.browsing import ARGUMENTS, CHROMIUM
from tests.web.https_sites import CHAT, CLINIC_PAGE, https_sites
from tests.web.person import Person

EXIT_URL = "https://www.weather.gov/"


@pytest.fixture(scope="module")
def browser(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser for which the clinic's hosts are on this machine."""
    with https_sites(url, tmp_path_factory.mktemp("sites")) as port, sync_playwright() as playwright:
        rule = f"--host-resolver-rules=MAP *.larkfield.example 127.0.0.1:{port}"
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, rule])
        yield started
        started.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Person]:
    found = Person(browser, CHAT, ignore_https_errors=True)
    found.page.goto(CLINIC_PAGE)
    launcher(found.page).wait_for()
    yield found
    found.close()
    assert found.violations == []
    assert found.script_errors == []
    assert {url for url in found.foreign_requests if not url.startswith((CLINIC_PAGE, EXIT_URL))} == set()


def launcher(page: Page) -> Locator:
    return page.locator("button.open")


def chat(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def open_panel(page: Page) -> None:
    launcher(page).click()
    chat(page).locator("#log .choice").first.wait_for()


def test_nothing_is_fetched_before_the_click(visitor: Person) -> None:
    """Before a click there is a button and no frame: only the loader came from the chat's host."""
    assert [url for url in visitor.foreign_requests if url.startswith(CHAT)] == []
    assert visitor.page.locator("iframe").count() == 0
    assert launcher(visitor.page).get_attribute("aria-expanded") == "false"
    assert launcher(visitor.page).inner_text() == "Chat with us"


def test_the_panel_opens_works_and_closes_by_escape(visitor: Person) -> None:
    """By keyboard: open, answer inside, Escape closes, the focus is on the button again, the talk is still there."""
    page = visitor.page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    chat(page).locator("#log .choice").first.wait_for()
    assert launcher(page).get_attribute("aria-expanded") == "true"
    chat(page).locator("#log [data-option=me_18_64]").click()
    chat(page).locator("#log [data-option=agree]").wait_for()
    page.keyboard.press("Escape")
    page.locator("iframe").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "open"
    assert launcher(page).get_attribute("aria-expanded") == "false"
    launcher(page).click()
    chat(page).locator("#log [data-option=agree]").click()
    chat(page).locator("#log [data-option=medical_emergency]").wait_for()


def test_the_closed_panel_takes_no_focus(visitor: Person) -> None:
    """Tab never leads into a panel that is closed."""
    page = visitor.page
    open_panel(page)
    launcher(page).click()
    page.locator("iframe").wait_for(state="hidden")
    assert page.evaluate("document.querySelector('div').shadowRoot.querySelector('.panel').inert")
    for _ in range(6):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement.shadowRoot?.activeElement?.tagName ?? ''")
        assert inside != "IFRAME"


def test_opening_moves_the_focus_into_the_chat(visitor: Person) -> None:
    """After opening, the keyboard is in the chat."""
    open_panel(visitor.page)
    visitor.page.wait_for_function(
        "() => document.activeElement.shadowRoot?.activeElement?.tagName === 'IFRAME'"
    )


def test_leaving_from_the_panel_takes_the_whole_site_away(visitor: Person) -> None:
    """The quick exit in the panel navigates the clinic's page itself."""
    open_panel(visitor.page)
    with visitor.page.expect_request(EXIT_URL) as leaving:
        chat(visitor.page).locator("#leave").click()
    assert leaving.value.is_navigation_request()
    assert leaving.value.frame == visitor.page.main_frame
    assert [cookie for cookie in visitor.context.cookies(CHAT) if cookie["name"] == "doorway"] == []


def test_a_chat_that_does_not_load_covers_nothing(visitor: Person) -> None:
    """When the chat cannot be reached, no empty frame lies over the page; a note gives the phone."""
    visitor.context.route(CHAT + "/chat*", lambda route: route.abort())
    launcher(visitor.page).click()
    visitor.page.wait_for_timeout(500)
    box = visitor.page.locator(".panel").bounding_box()
    assert box is None or box["width"] * box["height"] == 0
    visitor.page.locator(".note", has_text="312-555-0142").wait_for(timeout=15_000)
    assert launcher(visitor.page).get_attribute("aria-expanded") == "false"


def test_a_phone_gets_the_whole_screen(browser: Browser) -> None:
    """On a small screen the panel fills it, nothing behind takes the focus, and the chat has its own close button."""
    person = Person(browser, CHAT, ignore_https_errors=True, viewport={"width": 360, "height": 640})
    person.page.goto(CLINIC_PAGE)
    open_panel(person.page)
    box = person.page.locator(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 640}
    assert person.page.evaluate("document.querySelector('main').inert")
    chat(person.page).locator("#close").click()
    person.page.locator("iframe").wait_for(state="hidden")
    assert not person.page.evaluate("document.querySelector('main').inert")
    person.close()


def test_messages_from_elsewhere_are_ignored(visitor: Person) -> None:
    """A word that looks like the chat's but comes from the page itself does nothing."""
    open_panel(visitor.page)
    visitor.page.evaluate(
        "() => { postMessage({ doorway: 'exit' }, '*'); postMessage({ doorway: 'close' }, '*'); }"
    )
    visitor.page.wait_for_timeout(300)
    assert visitor.page.url == CLINIC_PAGE
    assert launcher(visitor.page).get_attribute("aria-expanded") == "true"


def test_axe_finds_nothing_with_the_panel_open_and_closed(visitor: Person, axe_source: str) -> None:
    """The clinic's page stays free of violations with button, panel and chat."""
    assert axe.violations(visitor.page, axe_source) == []
    open_panel(visitor.page)
    assert axe.violations(visitor.page, axe_source) == []
