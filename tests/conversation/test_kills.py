"""Processes killed in the middle of a screening: the person goes on where they were."""

from __future__ import annotations

import contextlib
import os
import signal
import time
import uuid
from collections.abc import Iterator

import httpx
import pytest

from bot import placement
from tests.conversations.scenario import stored_answers
from tests.running import running, url_of
from tests.stores import database_of
from tests.talk import Talk, options_of
from tools.run import Doorway

ANSWERS = {
    "who": "me_18_64",
    "safety": "none",
    "substances": ["alcohol", "cannabis"],
    "withdrawal": ["none"],
    "health": ["none"],
    "treatment": "none",
    "relapse": "no",
    "home": "neutral",
    "support": "good",
    "symptoms": ["c1", "c2", "c4"],
    "attend": "yes",
}
PATIENCE_SECONDS = 90


@pytest.fixture(scope="module")
def mortal() -> Iterator[Doorway]:
    """A Doorway whose processes may die."""
    with running() as started:
        yield started


@pytest.mark.parametrize("name", ["engine", "actions", "service"])
def test_a_killed_process_loses_nothing(mortal: Doorway, name: str) -> None:
    """`kill -9` of any process in the middle of a screening: every answer is kept once, and the level is the same."""
    talk = Talk(url_of(mortal))
    for number in range(60):
        if talk.level() is not None:
            break
        question = talk.question
        tap = {"consent": ["agree"], "review": ["right"]}.get(question) or options_of(ANSWERS[question])
        cid = str(uuid.uuid4())
        if number in (3, 7):
            _kill(mortal, name)
        _send_until_taken(mortal, talk, tap, cid)
        _wait_for_answer(mortal, talk)
    assert talk.level() == placement.place(ANSWERS).level
    stored = stored_answers(talk, database_of(mortal))
    assert stored == ANSWERS
    asked = [line["seq"] for line in talk.lines]
    assert asked == sorted(set(asked)), "a line was numbered twice"


def _kill(doorway: Doorway, name: str) -> None:
    process = doorway.process(name).running
    assert process is not None
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _send_until_taken(doorway: Doorway, talk: Talk, tap: list[str], cid: str) -> None:
    """As the chat does: the same message with the same id until it is acknowledged."""
    prompt = talk.prompt
    kind = "multi" if prompt.get("select") == "many" else "choice"
    body = {"kind": kind, "prompt_id": prompt["prompt_id"], "options": tap}
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.HTTPError):
            if talk.try_post(body, cid).status_code == httpx.codes.OK:
                return
        doorway.restart_the_dead()
        time.sleep(0.2)
    raise AssertionError("the message was never taken")


def _wait_for_answer(doorway: Doorway, talk: Talk) -> None:
    """Read until the talk asks something new or shows the result."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.HTTPError):
            talk.catch_up()
            if any(line["kind"] in ("prompt", "result") for line in talk.last):
                return
        doorway.restart_the_dead()
        time.sleep(0.2)
    raise AssertionError("the message was never answered")
