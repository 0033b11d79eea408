"""The desk in a real browser: axe, keyboard, strict CSP, nothing from elsewhere, and no scripts at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.applications import Starlette

from tests.desk.serving import NAME_OF_ROLE, PASSWORD, served
from tests.web import axe
from tests.web.browsing import ARGUMENTS, CHROMIUM

AXE = Path(__file__).resolve().parent.parent / "web" / "vendor" / "axe.min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(demo: Starlette) -> Iterator[str]:
    with served(demo) as url:
        yield url


class Watched:
    """A page, and what happened on it that should not."""

    def __init__(self, browser: Browser, address: str, **options: object) -> None:
        self.page: Page = browser.new_page(base_url=address, **options)  # type: ignore[arg-type]
        self.complaints: list[str] = []
        self.page.on(
            "console", lambda line: self.complaints.append(line.text) if line.type == "error" else None
        )
        self.page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        self.page.on("request", self._note)
        self._host = urlsplit(address).netloc

    def sign_in(self, role: str) -> Page:
        self.page.goto("/desk/sign-in")
        self.page.fill("#name", NAME_OF_ROLE[role])
        self.page.fill("#password", PASSWORD)
        self.page.press("#password", "Enter")
        self.page.wait_for_selector("nav[aria-label=Desk]")
        return self.page

    def _note(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        if not url.startswith("data:") and urlsplit(url).netloc != self._host:
            self.complaints.append(f"a request to {urlsplit(url).netloc}")


def pages_of(page: Page) -> list[str]:
    """Every page the role finds in its menu, and those of one person."""
    menu = page.locator("nav[aria-label=Desk] a").evaluate_all("links => links.map(link => link.pathname)")
    links = page.locator("a.code").evaluate_all("links => links.map(link => link.pathname)")
    person = [links[0], links[0].split("/screening")[0]] if links else []
    visit = page.locator("#bookings td a").first
    return [*menu, *person, *([visit.get_attribute("href") or ""] if visit.count() else [])]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(browser: Browser, address: str, scheme: str) -> None:
    """No page of a lead or an admin has a barrier that axe can find, nothing is blocked or from elsewhere."""
    source = AXE.read_text(encoding="utf-8")
    found: dict[str, object] = {}
    for role in ("lead", "admin") if scheme == "light" else ("lead",):
        watched = Watched(browser, address, color_scheme=scheme)
        watched.page.goto("/desk/sign-in")
        found["sign-in"] = axe.violations(watched.page, source)
        page = watched.sign_in(role)
        for path in pages_of(page):
            page.goto(path)
            found[path] = axe.violations(page, source)
        assert watched.complaints == []
        page.context.close()
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert len(found) > 9


def test_the_queue_works_by_keyboard(browser: Browser, address: str) -> None:
    """The first Tab offers to skip the menu; from there the first thing reached is the person in danger."""
    watched = Watched(browser, address)
    page = watched.sign_in("lead")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    reached: list[str] = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className"))
        if "code" in reached[-1]:
            break
    row = page.evaluate("document.activeElement.closest('tr')?.className")
    assert row == "danger"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.context.close()


def test_the_urgent_list_renews_itself_without_a_click(browser: Browser, address: str) -> None:
    """The page asks for its urgent part anew; who is signed out meanwhile is led to the sign-in."""
    watched = Watched(browser, address)
    page = watched.sign_in("lead")
    with page.expect_response("**/desk/part/urgent") as answered:
        page.evaluate("htmx.ajax('GET', '/desk/part/urgent', '[hx-get]')")
    assert answered.value.status == 200
    assert page.locator("#urgent").count() == 1
    page.context.clear_cookies()
    # Not awaited: its answer leads away from the page that asked.
    page.evaluate("() => { htmx.ajax('GET', '/desk/part/urgent', '[hx-get]'); }")
    page.wait_for_url("**/desk/sign-in")
    page.context.close()


def test_everything_works_without_scripts(browser: Browser, address: str) -> None:
    """With scripts turned off: sign in, read, find by code, write a note, sign out."""
    watched = Watched(browser, address, java_script_enabled=False)
    page = watched.sign_in("reception")
    code = page.locator("a.code").first.inner_text()
    page.fill("#code", code.lower())
    page.get_by_role("button", name="Find").click()
    assert page.locator("h1").inner_text().startswith(code)
    page.fill("#note", "called at eight, no answer")
    page.get_by_role("button", name="Add").click()
    assert "called at eight, no answer" in page.locator(".notes").inner_text()
    page.get_by_role("button", name="Sign out").click()
    assert page.url.endswith("/desk/sign-in")
    page.goto("/desk")
    assert page.url.endswith("/desk/sign-in")
    assert watched.complaints == []
    page.context.close()


def test_pages_fit_a_small_screen(browser: Browser, address: str) -> None:
    """At 320 pixels nothing makes the whole page scroll sideways; wide tables scroll in their own box."""
    watched = Watched(browser, address, viewport={"width": 320, "height": 700})
    page = watched.sign_in("lead")
    for path in pages_of(page):
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, (path, width)
    page.context.close()


def test_the_sheet_prints_without_menu_and_with_the_notice(browser: Browser, address: str) -> None:
    """On paper the sheet has answers and the redisclosure notice, no menu, no form."""
    watched = Watched(browser, address)
    page = watched.sign_in("clinician")
    page.goto(page.locator("#screenings a.code").first.get_attribute("href") or "")
    assert page.get_by_role("button", name="Print").is_visible()
    page.emulate_media(media="print")
    assert page.get_by_text("42 CFR part 2 prohibits").is_visible()
    assert page.locator("nav[aria-label=Desk]").is_hidden()
    assert page.locator("#note").is_hidden()
    assert page.locator("table.answers").is_visible()
    page.context.close()
