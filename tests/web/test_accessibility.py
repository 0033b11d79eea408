"""Usable by everyone: axe in every state, screen readers, large text, small screens, other colours, no motion."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.web import axe
from tests.web.person import Person

SMALLEST_TARGET = 24


def is_wider_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def cut_off(page: Page) -> list[str]:
    """Controls and texts whose content is wider than they are, and anything that stands outside the screen."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll('button, a, p, li, label, h1, h2, textarea, input, dd, dt')]
              .filter((node) => node.offsetParent && !node.closest('.hidden') && !node.matches('.skip'))
              .filter((node) => {
                const box = node.getBoundingClientRect();
                return box.right > innerWidth + 1 || box.left < -1 || node.scrollWidth > node.clientWidth + 2
                  && getComputedStyle(node).display !== 'inline' && !node.matches('textarea, input');
              })
              .map((node) => node.outerHTML.slice(0, 90))"""
        )
    )


def test_axe_finds_nothing_in_any_state(person: Person, axe_source: str) -> None:
    """No violation from the first question over ticks, review, result, times, form and its errors to the booking."""
    person.open_chat()
    found: dict[str, list[str]] = {}
    states = [
        "who",
        "consent",
        "safety",
        "substances",
        "symptoms",
        "review",
        "booking_time",
        "booking_contact",
    ]
    for state in states:
        person.go_to(state)
        found[state] = axe.violations(person.page, axe_source)
    person.fill({"first_name": ""})
    found["errors"] = axe.violations(person.page, axe_source)
    person.go_to("booking_confirm")
    person.tap("confirm")
    person.page.locator("#log a[href$='.ics']").wait_for()
    found["booked"] = axe.violations(person.page, axe_source)
    person.page.locator("#menu summary").click()
    found["menu"] = axe.violations(person.page, axe_source)
    person.page.keyboard.press("Escape")
    person.say("I want to kill myself")
    person.page.locator("#log .card").first.wait_for()
    person.settle()
    found["card"] = axe.violations(person.page, axe_source)
    person.context.set_offline(True)
    person.say("I can't go on, I have pills")
    person.page.locator("#own-card").wait_for()
    found["offline"] = axe.violations(person.page, axe_source)
    person.context.set_offline(False)
    assert {state: lines for state, lines in found.items() if lines} == {}


@pytest.mark.parametrize("path", ["/kept", "/delete", "/left", "/demo", "/delete?done=1"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_other_pages(
    browser: Browser, url: str, axe_source: str, path: str, scheme: Any
) -> None:
    """The pages around the chat are as clear as the chat, in both colour schemes and with something to show."""
    reader = Person(browser, url, color_scheme=scheme)
    reader.context.request.post(f"{url}/v1/session", data={})
    reader.page.goto(url + path)
    assert axe.violations(reader.page, axe_source) == []
    reader.close()
    assert reader.violations == reader.foreign_requests == []


@pytest.mark.parametrize(
    "settings", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"locale": "es-US"}]
)
def test_axe_finds_nothing_in_other_colours_and_in_spanish(
    browser: Browser, url: str, axe_source: str, settings: dict[str, Any]
) -> None:
    """Dark screens, forced colours and Spanish have no violation at a tick list and a result."""
    reader = Person(browser, url, **settings)
    reader.open_chat()
    for state in ("substances", "booking_time"):
        reader.go_to(state)
        assert axe.violations(reader.page, axe_source) == []
    reader.close()


def test_dark_screens_get_a_dark_page(browser: Browser, url: str) -> None:
    """Somebody in bed at night is not blinded."""
    reader = Person(browser, url, color_scheme="dark")
    reader.open_chat()
    background = reader.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    reader.close()
    assert sum(int(part) for part in background[4:-1].split(",")) < 150


@pytest.mark.parametrize(
    "width, height, percent", [(320, 568, 100), (320, 256, 100), (375, 667, 200), (320, 568, 200)]
)
def test_small_screens_and_large_text(
    browser: Browser, url: str, width: int, height: int, percent: int
) -> None:
    """At 320 px, at 400% zoom (320 x 256) and with text twice as large nothing is cut off or scrolls sideways."""
    reader = Person(browser, url, viewport={"width": width, "height": height})
    reader.open_chat()
    if percent != 100:
        session = reader.context.new_cdp_session(reader.page)
        session.send("Page.enable")
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 16 * percent // 100, "fixed": 26}})
        reader.page.reload()
    for state in ("who", "safety", "substances", "review", "booking_time", "booking_contact"):
        reader.go_to(state)
        assert not is_wider_than_the_screen(reader.page), state
        assert cut_off(reader.page) == [], state
    for path in ("/kept", "/delete", "/left", "/demo"):
        reader.page.goto(url + path)
        assert not is_wider_than_the_screen(reader.page), path
    reader.close()


def test_text_grows_with_the_browsers_setting(browser: Browser, url: str) -> None:
    """Sizes follow the text size the person set, twice as large included."""
    reader = Person(browser, url)
    reader.open_chat()
    size = "parseFloat(getComputedStyle(document.querySelector('#log .choice')).fontSize)"
    before = reader.page.evaluate(size)
    session = reader.context.new_cdp_session(reader.page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    reader.page.reload()
    reader.settle()
    after = reader.page.evaluate(size)
    reader.close()
    assert after == pytest.approx(before * 2, rel=0.02)


def test_low_screens_keep_room_for_the_words(browser: Browser, url: str) -> None:
    """Where bars at top and bottom would take the screen, as at 400% zoom, they scroll away with the page."""
    reader = Person(browser, url, viewport={"width": 320, "height": 256})
    reader.open_chat()
    positions = reader.page.evaluate(
        "['.top', '.bottom'].map((name) => getComputedStyle(document.querySelector(name)).position)"
    )
    reader.close()
    assert positions == ["static", "static"]


def test_reduced_motion_stops_all_motion(browser: Browser, url: str) -> None:
    """Nothing moves for somebody who asked for that."""
    reader = Person(browser, url, reduced_motion="reduce")
    reader.open_chat()
    reader.tap("me_18_64")
    reader.wait_for_question("consent")
    moving = reader.page.evaluate("document.getAnimations().length")
    reader.close()
    assert moving == 0


def test_every_target_is_large_enough(person: Person) -> None:
    """Everything to tap measures at least 24 by 24 px (WCAG 2.2, 2.5.8), in a tick list and in the help line too."""
    person.page.set_viewport_size({"width": 320, "height": 640})
    person.open_chat()
    person.go_to("substances")
    person.page.locator("#menu summary").click()
    small = person.page.evaluate(
        f"""() => [...document.querySelectorAll('button, .bar a, .help a, .menu-list a, label.tick, summary')]
          .filter((node) => node.offsetParent)
          .map((node) => [node.getBoundingClientRect(), node.outerHTML.slice(0, 80)])
          .filter(([box]) => box.width < {SMALLEST_TARGET} || box.height < {SMALLEST_TARGET})
          .map(([, html]) => html)"""
    )
    assert small == []


def test_each_reply_is_announced_once(person: Person) -> None:
    """A screen reader hears each reply once, after the focus has settled, and nothing else is a live region."""
    person.open_chat()
    person.page.wait_for_function("() => window.announced.length === 1")
    person.tap("me_18_64")
    person.wait_for_question("consent")
    person.page.wait_for_function("() => window.announced.length === 2")
    person.tap("agree")
    person.wait_for_question("safety")
    person.page.wait_for_timeout(800)
    announced = person.announced()
    assert len(announced) == 3
    assert "Who is this for?" in announced[0]
    assert announced[2].endswith("Is any of this true right now?")
    assert "Who is this for?" not in announced[2]
    regions = person.page.evaluate(
        "[...document.querySelectorAll('[aria-live], [role=status], [role=log], [role=alert]')].map((node) => node.id)"
    )
    assert regions == ["announcer"]


def test_the_help_line_is_always_there(person: Person) -> None:
    """988, 911 and the clinic's phone stand above the talk in the page itself, before any script or answer."""
    source = person.context.request.get(f"{person.url}/chat").text()
    for number in ("tel:911", "tel:988", "sms:988", "tel:312-555-0142"):
        assert number in source
    person.open_chat()
    person.go_to("safety")
    assert person.page.locator(".help a[href='tel:988']").is_visible()
    assert person.page.locator(".help").bounding_box()["y"] < 120  # type: ignore[index]
