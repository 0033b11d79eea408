"""Talks in a browser while everything around them breaks: requests and answers are lost at random, the phone goes
offline, pages are reloaded, answers clicked twice, two tabs used in turn, and the service is killed.

`python -m tests.web.lossy [--talks 100] [--write FILE]` starts a Doorway of its own and prints what was lost or
doubled.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from tests import fault_report
from tests.running import running, url_of
from tests.web.browsing import ARGUMENTS, CHROMIUM
from tests.web.person import ANSWERS, Person
from tools.run import Doorway

QUESTIONS = ("What is IOP?", "How long does it take?", "Can I keep my job?", "Is there a family program?")
FAULTS = ("none", "none", "request lost", "answer lost", "bad gateway")
TROUBLES = ("none", "reload", "reload at once", "offline", "killed service", "other tab")
STREAM_FAULT_SHARE = 0.3
TURNS = 5
SETTLE_WITHIN_SECONDS = 180
RELOAD_AFTER_SECONDS = 15
IS_ALIVE = "() => document.documentElement.classList.contains('alive')"
AT_A_TIME = 4


@dataclass
class Outcome:
    """What one talk came to. `sent` is by tab: words sent from two tabs have no order between them."""

    sent: dict[int, list[str]] = field(default_factory=dict)
    stored: list[str] = field(default_factory=list)
    shown: list[list[str]] = field(default_factory=list)
    prompts: int = 0
    problem: str = ""
    """Why the talk did not come to rest, if it did not."""

    faults: Counter[str] = field(default_factory=Counter)

    @property
    def all_sent(self) -> Counter[str]:
        return Counter(text for texts in self.sent.values() for text in texts)

    @property
    def lost(self) -> int:
        return (self.all_sent - Counter(self.stored)).total()

    @property
    def doubled(self) -> int:
        return (Counter(self.stored) - self.all_sent).total()

    @property
    def handled_wrongly(self) -> int:
        """Messages answered twice or never: each one that is handled once asks exactly one question."""
        return abs(self.prompts - 1 - self.all_sent.total())

    @property
    def is_in_order(self) -> bool:
        """Each tab shows what is stored, and what was sent from one tab is stored in the order it was sent in."""
        is_kept = all(_stands_in(texts, self.stored) for texts in self.sent.values())
        return is_kept and all(shown == self.stored for shown in self.shown)

    @property
    def is_right(self) -> bool:
        return self.is_in_order and not (self.lost or self.doubled or self.handled_wrongly or self.problem)


class Killer:
    """Ends the service with SIGKILL and starts it again; one at a time, whoever asks."""

    def __init__(self, doorway: Doorway) -> None:
        self.kills = 0
        self._doorway = doorway
        self._lock = threading.Lock()

    def kill(self, down_seconds: float) -> None:
        with self._lock:
            service = self._doorway.process("service")
            while not service.is_ready():
                time.sleep(0.1)
            service.kill()
            if service.running:
                service.running.wait()
            self.kills += 1
            time.sleep(down_seconds)
            service.start(self._doorway.environment, self._doorway.log(service))


class BadConnection:
    """Between the page and the service; `is_bad` turns the faults on."""

    def __init__(self, person: Person, dice: random.Random, faults: Counter[str]) -> None:
        self.is_bad = False
        self._faults = faults
        self._dice = dice
        person.context.route("**/v1/messages", self._message)
        person.context.route("**/v1/events?*", self._reading)
        person.context.route("**/v1/stream?*", self._reading)

    def _message(self, route: Route) -> None:
        fault = self._dice.choice(FAULTS) if self.is_bad else "none"
        if fault != "none":
            self._faults[fault] += 1
        if fault == "request lost":
            route.abort("connectionreset")
        elif fault == "bad gateway":
            route.fulfill(status=502, body="bad gateway")
        elif fault == "answer lost":
            # A service that is killed meanwhile has no answer to lose.
            with contextlib.suppress(Error):
                route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    def _reading(self, route: Route) -> None:
        if self.is_bad and self._dice.random() < STREAM_FAULT_SHARE:
            self._faults["stream lost"] += 1
            route.abort("connectionreset")
        else:
            route.continue_()


class Talk:
    """One talk with faults chosen by the seed; every message carries words that no other one has."""

    def __init__(self, browser: Browser, url: str, seed: int, killer: Killer) -> None:
        self.outcome = Outcome()
        self._seed = seed
        self._dice = random.Random(seed)
        self._killer = killer
        self._person = Person(browser, url)
        self._connection = BadConnection(self._person, self._dice, self.outcome.faults)
        self._tabs = [self._person.page]
        self._may_wait_with_a_tap = False

    def run(self) -> Outcome:
        person, outcome = self._person, self.outcome
        try:
            _until_open(person)
            self._settle()
            self._connection.is_bad = True
            for turn in range(TURNS):
                self._turn(f"{self._seed}.{turn}")
            self._connection.is_bad = False
            person.context.set_offline(False)
            events = self._settle()
            outcome.stored = [event["text"] for event in events if event["from"] == "person"]
            outcome.prompts = sum(event["kind"] == "prompt" for event in events)
            outcome.shown = [_texts_of_person(tab) for tab in self._tabs]
        except (AssertionError, Error) as problem:
            outcome.problem = str(problem)
        finally:
            person.close()
        return outcome

    def _turn(self, mark: str) -> None:
        _until_alive(self._person.page)
        what = self._dice.choice(("type", "type twice", "tap", "tap twice"))
        if what.startswith("tap"):
            self._tap(is_double=what == "tap twice")
        else:
            for number in range(2 if what == "type twice" else 1):
                text = f"{self._dice.choice(QUESTIONS)} ({mark}.{number})"
                self._person.say(text)
                self._note(text)
        self._make_trouble()
        self._person.page.wait_for_timeout(self._dice.randint(0, 600))

    def _make_trouble(self) -> None:
        person, dice = self._person, self._dice
        trouble = dice.choice(TROUBLES)
        if trouble != "none":
            self.outcome.faults[trouble] += 1
        if trouble.startswith("reload"):
            person.page.wait_for_timeout(0 if trouble == "reload at once" else dice.randint(50, 800))
            self._reload()
        elif trouble == "offline":
            person.context.set_offline(True)
            person.page.wait_for_timeout(dice.randint(100, 1200))
            person.context.set_offline(False)
        elif trouble == "killed service":
            person.page.wait_for_timeout(dice.randint(0, 150))
            self._killer.kill(dice.uniform(0, 1))
        elif trouble == "other tab":
            self._change_tab()

    def _tap(self, *, is_double: bool) -> None:
        """Answer the open question, once everything before has come through; the tap itself may meet a fault."""
        prompt = next(event for event in reversed(self._settle()) if event["kind"] == "prompt")
        answers = self._person.page.locator(f"#said-{prompt['seq']} .answers").first
        answers.wait_for()
        labels = {option["id"]: option["label"] for option in prompt["options"]}
        chosen = ANSWERS.get(prompt["question"], "skip" if "skip" in labels else next(iter(labels)))
        if is_double:
            self.outcome.faults["double click"] += 1
        if isinstance(chosen, str):
            button = answers.locator(f'[data-option="{chosen}"]')
        else:
            for option in chosen:
                answers.locator(f'input[value="{option}"]').check()
            button = answers.locator(".main-button")
        button.click(click_count=2 if is_double else 1)
        self._may_wait_with_a_tap = True
        self._note("; ".join(labels[option] for option in ([chosen] if isinstance(chosen, str) else chosen)))

    def _change_tab(self) -> None:
        """Go on in the other tab, which is opened the first time; the one left behind keeps sending.

        What it still sends are words. A tap that waits there would rightly be refused, with a sentence, once words
        from the other tab have had the question asked anew.
        """
        person = self._person
        if self._may_wait_with_a_tap:
            self._settle()
        if len(self._tabs) == 1:
            self._tabs.append(person.new_tab())
            person.page = self._tabs[1]
            _until_open(person)
        else:
            person.page = self._tabs[1 - self._tabs.index(person.page)]
        person.page.bring_to_front()

    def _note(self, text: str) -> None:
        self.outcome.sent.setdefault(self._tabs.index(self._person.page), []).append(text)

    def _reload(self) -> None:
        try:
            self._person.page.reload()
        except Error:
            # The page itself was out of reach; the person tries again.
            _until_open(self._person)
        _until_alive(self._person.page)

    def _stored(self) -> list[dict[str, Any]]:
        try:
            return self._person.stored()
        except Error:
            return []

    def _settle(self) -> list[dict[str, Any]]:
        """The talk once everything sent is stored, answered and shown in every tab; AssertionError if it never is."""
        person = self._person
        deadline = time.monotonic() + SETTLE_WITHIN_SECONDS
        while time.monotonic() < deadline:
            events = self._stored()
            ids = [f"said-{event['seq']}" for event in events]
            is_answered = bool(events) and events[-1]["from"] == "bot"
            count = sum(event["from"] == "person" for event in events)
            is_there = is_answered and count >= self.outcome.all_sent.total()
            if is_there and all(person.shown(tab) == ids for tab in self._tabs):
                person.settle()
                self._may_wait_with_a_tap = False
                return events
            person.page.wait_for_timeout(100)
        raise AssertionError(f"not at rest: {self._state()}")

    def _state(self) -> list[object]:
        """What stands where, without words: for the report of a talk that waits in vain."""
        events = [(event["seq"], event["from"], event["kind"]) for event in self._stored()]
        tabs = [
            tab.evaluate(
                """() => ({
                  visible: document.visibilityState,
                  lines: document.querySelectorAll('#log > li').length,
                  pending: document.querySelectorAll('.pending').length,
                  unsent: (sessionStorage.getItem('doorway.outbox') || '').length,
                  state: document.getElementById('state').textContent,
                })"""
            )
            for tab in self._tabs
        ]
        return [self.outcome.all_sent.total(), events[-6:], tabs]


def talk(browser: Browser, url: str, seed: int, killer: Killer) -> Outcome:
    return Talk(browser, url, seed, killer).run()


def _until_open(person: Person) -> None:
    """Open the chat in the tab in front, again and again while the service is away."""
    deadline = time.monotonic() + SETTLE_WITHIN_SECONDS
    while True:
        try:
            person.context.set_offline(False)
            person.page.goto(f"{person.url}/chat")
            _until_alive(person.page)
            return
        except Error:
            if time.monotonic() > deadline:
                raise
            person.page.wait_for_timeout(300)


def _stands_in(texts: list[str], everything: list[str]) -> bool:
    """Whether the texts are found in everything in their order."""
    rest = iter(everything)
    return all(text in rest for text in texts)


def _until_alive(tab: Page) -> None:
    """Until the scripts are at work. Where none of them came, the person loads the page anew, as people do."""
    deadline = time.monotonic() + SETTLE_WITHIN_SECONDS
    while True:
        try:
            tab.wait_for_function(IS_ALIVE, timeout=RELOAD_AFTER_SECONDS * 1000)
            return
        except Error:
            if time.monotonic() > deadline:
                raise
            with contextlib.suppress(Error):
                tab.reload()


def _texts_of_person(tab: Page) -> list[str]:
    return [text.strip() for text in tab.locator("#log > .person .said").all_inner_texts()]


def _run_all(url: str, seeds: list[int], killer: Killer) -> list[Outcome]:
    """The talks of one browser, one after the other."""
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for seed in seeds:
            outcome = talk(browser, url, seed, killer)
            if not outcome.is_right:
                sys.stdout.write(f"seed {seed}: {outcome}\n")
            found.append(outcome)
        browser.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--talks", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=1)
    fault_report.add_argument(parser)
    given = parser.parse_args()
    seeds = list(range(given.first_seed, given.first_seed + given.talks))
    with running() as doorway, ThreadPoolExecutor(AT_A_TIME) as pool:
        killer = Killer(doorway)
        shares = [seeds[number::AT_A_TIME] for number in range(AT_A_TIME)]
        works = [pool.submit(_run_all, url_of(doorway), share, killer) for share in shares]
        outcomes = [outcome for work in works for outcome in work.result()]
    faults = sum((outcome.faults for outcome in outcomes), Counter())
    rows: list[tuple[str, object]] = [
        (f"talks, {AT_A_TIME} at a time", len(outcomes)),
        ("messages sent", sum(outcome.all_sent.total() for outcome in outcomes)),
        *((f"fault: {name}", count) for name, count in faults.most_common()),
        ("talks that did not come to rest", sum(bool(outcome.problem) for outcome in outcomes)),
        ("messages lost", sum(outcome.lost for outcome in outcomes)),
        ("messages doubled", sum(outcome.doubled for outcome in outcomes)),
        ("messages answered twice or never", sum(outcome.handled_wrongly for outcome in outcomes)),
        ("talks out of order or shown otherwise", sum(not outcome.is_in_order for outcome in outcomes)),
    ]
    sys.stdout.write("".join(f"{what}: {count}\n" for what, count in rows))
    if given.write:
        command = f"python -m tests.web.lossy --talks {given.talks} --first-seed {given.first_seed}"
        fault_report.write(given.write, "Talks in a browser", command, rows)
    return 0 if len(outcomes) == given.talks and all(outcome.is_right for outcome in outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main())
