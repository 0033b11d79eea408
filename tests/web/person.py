"""A person at the web chat, for tests: opens it in a browser, taps, ticks, types, and reads what the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import APIResponse, Browser, ConsoleMessage, Page, Request

ANSWERS: Mapping[str, Any] = {
    "who": "me_18_64",
    "consent": "agree",
    "safety": "none",
    "substances": ["alcohol"],
    "withdrawal": ["none"],
    "health": ["none"],
    "treatment": "none",
    "relapse": "no",
    "home": "supportive",
    "support": "good",
    "symptoms": ["c1", "c2", "c3", "c4"],
    "attend": "yes",
    "review": "right",
}
"""Answers on the way to the suggestion of intensive outpatient care."""

CONTACT = {"first_name": "Ana", "phone": "312-555-0123"}
PATIENCE_MS = 30_000

# Counts what the announcer says, from before the first script of the page runs.
_LISTEN = """
addEventListener('securitypolicyviolation', (event) => console.error('policy violated: ' + event.violatedDirective));
addEventListener('DOMContentLoaded', () => {
  const announcer = document.getElementById('announcer');
  window.announced = [];
  if (announcer) new MutationObserver(() => window.announced.push(announcer.textContent))
    .observe(announcer, { childList: true, characterData: true, subtree: true });
});
"""


class Person:
    """One person with one browser profile; `page` is the tab in front."""

    def __init__(self, browser: Browser, url: str, **settings: Any) -> None:
        self.url = url
        self.violations: list[str] = []
        self.foreign_requests: list[str] = []
        self.script_errors: list[str] = []
        self.context = browser.new_context(**{"locale": "en-US", **settings})
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(_LISTEN)
        self.context.on("request", self._note_request)
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._note_message)
        page.on("pageerror", lambda problem: self.script_errors.append(str(problem)))
        return page

    def close(self) -> None:
        self.context.close()

    # -- reading -----------------------------------------------------------------------------------

    def stored(self) -> list[dict[str, Any]]:
        """The conversation as the server has it."""
        answer: APIResponse = self.context.request.get(f"{self.url}/v1/events?after=0")
        return list(answer.json()["events"]) if answer.ok else []

    def prompt(self) -> dict[str, Any]:
        return next(event for event in reversed(self.stored()) if event["kind"] == "prompt")

    def shown(self, page: Page | None = None) -> list[str]:
        """Ids of the lines on the page, in their order there."""
        return list(
            (page or self.page).locator("#log > li").evaluate_all("nodes => nodes.map(node => node.id)")
        )

    def settle(self, page: Page | None = None) -> None:
        """Wait until an answer can be given: a prompt is open and nothing is on its way."""
        place = page or self.page
        place.locator("#log .answers:not([aria-busy=true])").first.wait_for()
        place.wait_for_function(
            "() => !document.querySelector('.pending') && !document.getElementById('writing')"
        )

    def wait_for_question(self, question: str) -> None:
        """Wait until the open prompt is the one with this name."""
        self.settle()
        for _ in range(100):
            if self.prompt()["question"] == question:
                seq = self.prompt()["seq"]
                self.page.locator(f"#said-{seq} .answers").first.wait_for()
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{question} was not asked")

    def announced(self) -> list[str]:
        return list(self.page.evaluate("window.announced"))

    # -- doing -------------------------------------------------------------------------------------

    def open_chat(self, path: str = "/chat") -> None:
        self.page.goto(self.url + path)
        self.settle()

    def say(self, text: str) -> None:
        self.page.fill("#words", text)
        self.page.press("#words", "Enter")

    def tap(self, option: str) -> None:
        self.page.locator(f'#log .answers [data-option="{option}"]').click()

    def tick(self, options: Sequence[str]) -> None:
        for option in options:
            self.page.locator(f'#log .answers input[value="{option}"]').check()
        self.page.locator("#log .answers .main-button").click()

    def fill(self, fields: Mapping[str, str]) -> None:
        for name, value in fields.items():
            self.page.fill(f"#field-{name}", value)
        self.page.locator("#log .answers .main-button").click()

    def answer(self, prompt: Mapping[str, Any], answers: Mapping[str, Any] = ANSWERS) -> None:
        """Answer a prompt as the table says; a question it does not name is skipped or gets its first option."""
        if prompt.get("fields"):
            self.fill(CONTACT)
            return
        ids = [option["id"] for option in prompt["options"]]
        chosen = answers.get(prompt["question"], "skip" if "skip" in ids else ids[0])
        if isinstance(chosen, str):
            self.tap(chosen)
        else:
            self.tick(chosen)

    def go_to(self, question: str, answers: Mapping[str, Any] = ANSWERS) -> None:
        """Answer every prompt until the named one is open."""
        for _ in range(30):
            self.settle()
            prompt = self.prompt()
            self.page.locator(f"#said-{prompt['seq']} .answers").first.wait_for()
            if prompt["question"] == question:
                return
            self.answer(prompt, answers)
            self.page.locator(f"#said-{prompt['seq']} .answers").first.wait_for(state="detached")
        raise AssertionError(f"{question} was not reached")

    # -- noting what must not happen -------------------------------------------------------------------

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != urlsplit(self.url).netloc:
            self.foreign_requests.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        text = message.text
        if "Content Security Policy" in text or "policy violated" in text:
            self.violations.append(text)
