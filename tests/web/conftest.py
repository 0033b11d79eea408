"""A browser, and a person at the chat of the Doorway that all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.web.browsing import ARGUMENTS, CHROMIUM
from tests.web.person import Person


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a file: Playwright keeps an event loop running that other tests must not meet."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def person(browser: Browser, url: str) -> Iterator[Person]:
    """Somebody with a browser of their own at the chat; afterwards nothing unexpected may have happened in it."""
    visitor = Person(browser, url)
    yield visitor
    visitor.close()
    assert visitor.violations == []
    assert visitor.foreign_requests == []
    assert visitor.script_errors == []


@pytest.fixture(scope="session")
def axe_source() -> str:
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
