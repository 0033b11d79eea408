"""Two engines on one memory: one may be slow or die under load, and nothing is lost or doubled."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import sqlalchemy as sa

from bot import placement
from bot.conversation.engine_client import Engines
from bot.storage import conversations
from tests.conversations.scenario import stored_answers
from tests.running import running, url_of
from tests.stores import database_of
from tests.talk import Talk, options_of
from tools.run import Doorway

TALKS = 8
TIMEOUT_SECONDS = 3
PATIENCE_SECONDS = 120
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


@pytest.fixture(scope="module")
def pair() -> Iterator[Doorway]:
    """A Doorway with two engines."""
    with running(engines=2, settings={"DOORWAY_ENGINE_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS)}) as started:
        yield started


def test_a_slow_engine_keeps_its_conversations(pair: Doorway) -> None:
    """An engine that is alive but silent is waited for: the other does not take the turn, and it is handled once."""
    talk, slow = _talk_of_engine(pair, "engine-1")
    talk.tap(*options_of(ANSWERS["who"]))
    rows = _turns_of(pair, talk)
    os.killpg(slow, signal.SIGSTOP)
    try:
        prompt = talk.prompt["prompt_id"]
        body = {"kind": "choice", "prompt_id": prompt, "options": ["agree"]}
        talk.try_post(body, str(uuid.uuid4())).raise_for_status()
        time.sleep(2 * TIMEOUT_SECONDS)
        assert _turns_of(pair, talk) == rows
    finally:
        os.killpg(slow, signal.SIGCONT)
    _wait_until(lambda: _reads(talk, "safety"), "the waiting message was never answered")
    assert _turns_of(pair, talk) == rows + 1
    assert _questions(talk) == ["who", "consent", "safety"]


def test_killing_one_of_two_engines_loses_and_doubles_nothing(pair: Doorway) -> None:
    """Eight screenings run while an engine is killed: every message is handled once, every question asked once."""
    begun = threading.Barrier(TALKS + 1)

    def screening() -> tuple[Talk, int]:
        talk = Talk(url_of(pair))
        sent = 0
        while talk.level() is None and sent < 40:
            question = talk.question
            tap = {"consent": ["agree"], "review": ["right"]}.get(question) or options_of(ANSWERS[question])
            if sent == 3:
                begun.wait(PATIENCE_SECONDS)
            _send(talk, tap)
            sent += 1
        return talk, sent

    with ThreadPoolExecutor(TALKS) as threads:
        running_talks = [threads.submit(screening) for _ in range(TALKS)]
        begun.wait(PATIENCE_SECONDS)
        time.sleep(0.2)
        dying = pair.process("engine-1").running
        assert dying is not None
        os.killpg(dying.pid, signal.SIGKILL)
        finished = [future.result(PATIENCE_SECONDS) for future in running_talks]
    owners = {_owner(pair, talk) for talk, _ in finished}
    for talk, sent in finished:
        assert talk.level() == placement.place(ANSWERS).level
        assert stored_answers(talk, database_of(pair)) == ANSWERS
        asked = _questions(talk)
        assert len(asked) == len(set(asked)), f"asked twice: {asked}"
        assert _turns_of(pair, talk) == sent + 1, (
            "the engine's turns are not the messages sent, and the opening"
        )
    assert "engine-1" in owners, "no conversation lived on the engine that died"


def _send(talk: Talk, tap: list[str]) -> None:
    """As the chat does: the same message with the same id until it is taken, then read until it is answered."""
    kind = "multi" if talk.prompt.get("select") == "many" else "choice"
    body = {"kind": kind, "prompt_id": talk.prompt["prompt_id"], "options": tap}
    cid = str(uuid.uuid4())

    def is_taken() -> bool:
        with contextlib.suppress(httpx.TransportError):
            return talk.try_post(body, cid).status_code == httpx.codes.OK
        return False

    _wait_until(is_taken, "the message was never taken")
    _wait_until(
        lambda: talk.catch_up() or any(line["kind"] in ("prompt", "result") for line in talk.last),
        "the message was never answered",
    )


def _reads(talk: Talk, question: str) -> bool:
    talk.catch_up()
    return talk.question == question


def _questions(talk: Talk) -> list[str]:
    return [line["question"] for line in talk.lines if line["kind"] == "prompt"]


def _wait_until(is_so: Callable[[], object], complaint: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise AssertionError(complaint)
        time.sleep(0.1)


def _id_of(doorway: Doorway, talk: Talk) -> str:
    with database_of(doorway).read() as tx:
        return conversations.by_token(tx, talk.client.cookies["doorway"]).id


def _owner(doorway: Doorway, talk: Talk) -> str:
    """The engine a conversation goes to while both live."""
    urls = doorway.environment["DOORWAY_ENGINE_URLS"].split(",")
    first = Engines(urls, "x" * 16, 1)._ranked(_id_of(doorway, talk))[0]
    return f"engine-{urls.index(first) + 1}"


def _talk_of_engine(doorway: Doorway, name: str) -> tuple[Talk, int]:
    """A new talk that this engine handles, and the engine's process group."""
    process = doorway.process(name).running
    assert process is not None
    for _ in range(20):
        talk = Talk(url_of(doorway))
        if _owner(doorway, talk) == name:
            return talk, process.pid
    raise AssertionError(f"no conversation goes to {name}")


def _turns_of(doorway: Doorway, talk: Talk) -> int:
    """How many turns the engines stored of a conversation."""
    engine = sa.create_engine(doorway.environment["DOORWAY_ENGINE_DB"])
    try:
        with engine.connect() as connection:
            query = sa.text("SELECT count(*) FROM engine_turns WHERE sender = :sender")
            return int(connection.execute(query, {"sender": _id_of(doorway, talk)}).scalar_one())
    finally:
        engine.dispose()
