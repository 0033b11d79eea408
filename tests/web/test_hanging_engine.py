"""The engine hangs: the chat opens all the same, says that it waits, and answers danger."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.silent_engine import silent_engine
from tests.telegram.service import serving
from tests.web.person import Person

DANGER = "I want to kill myself tonight"
OPENS_WITHIN_SECONDS = 8.0
CARD_WITHIN_SECONDS = 3.0


@pytest.fixture(scope="module")
def stuck_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with (
        silent_engine() as address,
        serving(tmp_path_factory.mktemp("stuck"), {"DOORWAY_ENGINE_URLS": address}) as service,
    ):
        yield service.url


def test_danger_is_answered_by_the_talk(browser: Browser, stuck_url: str) -> None:
    """Words can be written before the first reply, and dangerous ones bring the card into the talk itself."""
    person = Person(browser, stuck_url)
    person.page.goto(stuck_url + "/chat")
    person.page.locator("#writing").wait_for(timeout=OPENS_WITHIN_SECONDS * 1000)
    began = time.monotonic()
    person.say(DANGER)
    person.page.locator("#log .card a[href='tel:988']").first.wait_for()
    assert time.monotonic() - began < CARD_WITHIN_SECONDS
    assert not person.page.locator("#own-card").is_visible()
    person.close()


def test_danger_is_answered_without_scripts(browser: Browser, stuck_url: str) -> None:
    """The plain page opens too, says that the answer is not there yet, and its box takes danger."""
    person = Person(browser, stuck_url, java_script_enabled=False)
    person.page.goto(stuck_url + "/chat")
    began = time.monotonic()
    person.page.locator("#start button").click()
    person.page.locator("main .state a[href='/chat']").wait_for()
    assert time.monotonic() - began < OPENS_WITHIN_SECONDS
    person.page.fill("#words", DANGER)
    person.page.locator("#write button").click()
    person.page.locator("#log .card a[href='tel:988']").first.wait_for()
    person.close()
