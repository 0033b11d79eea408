"""The card comes whatever is broken."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from bot.storage.tables import alerts
from tests.running import running, url_of
from tests.stores import database_of
from tests.talk import Talk
from tools.run import Doorway

DANGER = "I am going to kill myself tonight"
WITHIN_SECONDS = 1.0


@pytest.fixture()
def lonely() -> Iterator[Doorway]:
    """A Doorway with a talk begun, whose engine and action server are then stopped for good."""
    with running() as started:
        yield started


def test_the_card_comes_with_engine_and_actions_stopped_and_the_database_locked(lonely: Doorway) -> None:
    """Engine and actions dead, another writer holding the database: the card within a second, the alert afterwards."""
    talk = Talk(url_of(lonely))
    for name in ("engine", "actions"):
        process = lonely.process(name).running
        assert process is not None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    database = database_of(lonely)
    with database.engine.connect() as locking:
        locking.execute(sa.text("SELECT 1"))
        began = time.monotonic()
        answer = talk.try_post({"kind": "text", "text": DANGER})
        took = time.monotonic() - began
        assert answer.status_code == 200, answer.text
        assert [event["kind"] for event in answer.json()["events"]] == ["card"]
        assert "988" in answer.json()["events"][0]["text"]
        assert took < WITHIN_SECONDS
        locking.rollback()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with database.read() as tx:
            if tx.execute(sa.select(sa.func.count()).select_from(alerts)).scalar() == 1:
                return
        time.sleep(0.3)
    raise AssertionError("the alert never reached the database")


def test_the_card_comes_with_engine_and_actions_stopped(lonely: Doorway) -> None:
    """Without engine and actions the whole safety path works: card, one re-check, back to the open question."""
    talk = Talk(url_of(lonely))
    talk.tap("me_18_64")
    for name in ("engine", "actions"):
        process = lonely.process(name).running
        assert process is not None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    began = time.monotonic()
    talk.say(DANGER)
    assert time.monotonic() - began < WITHIN_SECONDS
    assert talk.kinds() == ["card", "result", "prompt"]
    talk.tap("not_meant")
    talk.tap("no")
    assert talk.question == "consent"


def test_words_come_when_the_engine_is_silent(lonely: Doorway) -> None:
    """With the engine gone a person reads that nothing is lost, with the phone and 988, and is answered later."""
    talk = Talk(url_of(lonely))
    process = lonely.process("engine").running
    assert process is not None
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    talk.tap("me_18_64")
    deadline = time.monotonic() + 20
    while "notice" not in talk.kinds() and time.monotonic() < deadline:
        time.sleep(0.3)
        talk.catch_up()
    assert any("988" in line["text"] for line in talk.last if line["kind"] == "notice")
    lonely.restart_the_dead()
    deadline = time.monotonic() + 90
    while "prompt" not in talk.kinds() and time.monotonic() < deadline:
        time.sleep(0.5)
        talk.catch_up()
    assert talk.question == "consent"
