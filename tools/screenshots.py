"""Takes the pictures of the README: the main states of the chat, on a phone, on a desktop, in the dark.

Run as `python tools/screenshots.py --url http://127.0.0.1:8000` beside a running Doorway; writes docs/pictures/*.png.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.web.browsing import ARGUMENTS, CHROMIUM  # noqa: E402
from tests.web.person import Person  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
PHONE: Mapping[str, Any] = {"viewport": {"width": 390, "height": 780}}
DESKTOP: Mapping[str, Any] = {"viewport": {"width": 1100, "height": 760}}
STILL: Mapping[str, Any] = {"reduced_motion": "reduce"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    given = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        _phone(browser, given.url)
        _dark(browser, given.url)
        _spanish(browser, given.url)
        _desktop(browser, given.url)
        browser.close()
    for picture in sorted(FOLDER.glob("*.png")):
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1024} KB")
    return 0


def _phone(browser: Browser, url: str) -> None:
    person = Person(browser, url, **PHONE, **STILL)
    person.open_chat()
    _take(person.page, "question")
    person.go_to("substances")
    person.page.locator("#log input[value=alcohol]").check()
    _take(person.page, "tick-list")
    person.go_to("review")
    _take(person.page, "understood")
    person.go_to("booking_time")
    _to_top(person.page, "#log > .result")
    _take(person.page, "suggestion")
    person.say("I want to kill myself")
    person.page.locator("#log .card").first.wait_for()
    person.settle()
    _to_top(person.page, "#log > .card")
    _take(person.page, "danger")
    person.close()


def _dark(browser: Browser, url: str) -> None:
    person = Person(browser, url, **PHONE, **STILL, color_scheme="dark")
    person.open_chat()
    person.go_to("safety")
    _take(person.page, "dark")
    person.close()


def _spanish(browser: Browser, url: str) -> None:
    person = Person(browser, url, **PHONE, **STILL, locale="es-US")
    person.open_chat()
    person.go_to("booking_time")
    _take(person.page, "spanish")
    person.close()


def _desktop(browser: Browser, url: str) -> None:
    person = Person(browser, url, **DESKTOP, **STILL)
    person.page.goto(url + "/demo")
    person.page.locator("button.open").click()
    chat = person.page.frame_locator("iframe")
    chat.locator("#log [data-option=me_18_64]").click()
    chat.locator("#log [data-option=agree]").wait_for()
    _take(person.page, "panel")
    person.close()


def _to_top(page: Page, selector: str) -> None:
    page.locator(selector).last.evaluate("node => node.scrollIntoView({ block: 'start' })")


def _take(page: Page, name: str) -> None:
    page.wait_for_timeout(400)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    raise SystemExit(main())
