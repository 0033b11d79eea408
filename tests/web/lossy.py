"""Talks over a bad connection: requests and answers are lost at random, the page is reloaded, the phone goes offline.

Run as `python -m tests.web.lossy --talks 100` beside a running Doorway: prints how many messages were lost or doubled.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Error, Route, sync_playwright

from tests.web.browsing import ARGUMENTS, CHROMIUM
from tests.web.person import ANSWERS, Person

QUESTIONS = ("What is IOP?", "How long does it take?", "Can I keep my job?", "Is there a family program?")
FAULTS = ("none", "none", "request lost", "answer lost", "bad gateway")
STREAM_FAULT_SHARE = 0.3
TURNS = 5
SETTLE_WITHIN_SECONDS = 90


@dataclass
class Outcome:
    """What one talk came to."""

    sent: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    prompts: int = 0
    faults: int = 0

    @property
    def lost(self) -> int:
        return sum(max(0, self.sent.count(text) - self.stored.count(text)) for text in set(self.sent))

    @property
    def doubled(self) -> int:
        return sum(max(0, self.stored.count(text) - self.sent.count(text)) for text in set(self.stored))

    @property
    def handled_wrongly(self) -> int:
        """Messages answered twice or never: each one that is handled once asks exactly one question."""
        return abs(self.prompts - 1 - len(self.sent))

    @property
    def is_in_order(self) -> bool:
        return self.sent == self.stored == self.shown


class BadConnection:
    """Between the page and the service; `is_bad` turns the faults on."""

    def __init__(self, person: Person, dice: random.Random) -> None:
        self.is_bad = False
        self.faults = 0
        self._dice = dice
        person.context.route("**/v1/messages", self._message)
        person.context.route("**/v1/events?*", self._reading)
        person.context.route("**/v1/stream?*", self._reading)

    def _message(self, route: Route) -> None:
        fault = self._dice.choice(FAULTS) if self.is_bad else "none"
        self.faults += fault != "none"
        if fault == "request lost":
            route.abort("connectionreset")
        elif fault == "bad gateway":
            route.fulfill(status=502, body="bad gateway")
        elif fault == "answer lost":
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    def _reading(self, route: Route) -> None:
        if self.is_bad and self._dice.random() < STREAM_FAULT_SHARE:
            self.faults += 1
            route.abort("connectionreset")
        else:
            route.continue_()


def talk(browser: Browser, url: str, seed: int) -> Outcome:
    """One talk with faults chosen by the seed; every message carries words no other one has."""
    dice, outcome = random.Random(seed), Outcome()
    person = Person(browser, url)
    connection = BadConnection(person, dice)
    try:
        person.open_chat()
        connection.is_bad = True
        for turn in range(TURNS):
            _turn(person, dice, outcome, f"{seed}.{turn}")
        connection.is_bad = False
        person.context.set_offline(False)
        _settle(person, outcome)
        events = person.stored()
        outcome.stored = [event["text"] for event in events if event["from"] == "person"]
        outcome.prompts = sum(event["kind"] == "prompt" for event in events)
        outcome.shown = [
            text.strip() for text in person.page.locator("#log > .person .said").all_inner_texts()
        ]
        outcome.faults = connection.faults
        return outcome
    finally:
        person.close()


def _turn(person: Person, dice: random.Random, outcome: Outcome, mark: str) -> None:
    what = dice.choice(("type", "type twice", "tap"))
    if what == "tap":
        _tap(person, outcome)
    else:
        for number in range(2 if what == "type twice" else 1):
            text = f"{dice.choice(QUESTIONS)} ({mark}.{number})"
            person.say(text)
            outcome.sent.append(text)
    trouble = dice.choice(("none", "reload", "offline", "reload at once"))
    if trouble.startswith("reload"):
        person.page.wait_for_timeout(0 if trouble == "reload at once" else dice.randint(50, 800))
        _reload(person)
    elif trouble == "offline":
        person.context.set_offline(True)
        person.page.wait_for_timeout(dice.randint(100, 1200))
        person.context.set_offline(False)
    person.page.wait_for_timeout(dice.randint(0, 600))


def _tap(person: Person, outcome: Outcome) -> None:
    """Answer the open question, once everything before has come through; the tap itself may meet a fault."""
    _settle(person, outcome)
    prompt = person.prompt()
    person.page.locator(f"#said-{prompt['seq']} .answers").first.wait_for()
    labels = {option["id"]: option["label"] for option in prompt["options"]}
    chosen = ANSWERS.get(prompt["question"], "skip" if "skip" in labels else next(iter(labels)))
    person.answer(prompt)
    outcome.sent.append(
        "; ".join(labels[option] for option in ([chosen] if isinstance(chosen, str) else chosen))
    )


def _reload(person: Person) -> None:
    try:
        person.page.reload()
    except Error:
        # The page itself was offline; the person tries again.
        person.context.set_offline(False)
        person.page.reload()


def _settle(person: Person, outcome: Outcome) -> None:
    """Until everything sent is stored, answered and shown; raises AssertionError when it never is."""
    deadline = time.monotonic() + SETTLE_WITHIN_SECONDS
    while time.monotonic() < deadline:
        events = person.stored()
        is_answered = events and events[-1]["from"] == "bot"
        stored = sum(event["from"] == "person" for event in events)
        if (
            is_answered
            and stored >= len(outcome.sent)
            and person.shown() == [f"said-{e['seq']}" for e in events]
        ):
            person.settle()
            return
        person.page.wait_for_timeout(100)
    raise AssertionError("the talk did not settle")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--talks", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=1)
    given = parser.parse_args()
    sent = lost = doubled = wrongly = disordered = faults = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for seed in range(given.first_seed, given.first_seed + given.talks):
            outcome = talk(browser, given.url, seed)
            sent, faults = sent + len(outcome.sent), faults + outcome.faults
            lost, doubled = lost + outcome.lost, doubled + outcome.doubled
            wrongly, disordered = wrongly + outcome.handled_wrongly, disordered + (not outcome.is_in_order)
            if outcome.lost or outcome.doubled or outcome.handled_wrongly or not outcome.is_in_order:
                sys.stdout.write(f"seed {seed}: {outcome}\n")
        browser.close()
    sys.stdout.write(
        f"{given.talks} talks, {sent} messages, {faults} faults: {lost} lost, {doubled} doubled, "
        f"{wrongly} handled twice or never, {disordered} talks out of order\n"
    )
    return 1 if lost or doubled or wrongly or disordered else 0


if __name__ == "__main__":
    raise SystemExit(main())
