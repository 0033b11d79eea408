"""Danger is answered at once, however long the engine takes over everything else."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from bot.storage.database import Database
from tests.silent_engine import silent_engine
from tests.telegram import stored
from tests.telegram.bot_api import BotApi, Person
from tests.telegram.service import Service, serving

DANGER = "I want to kill myself tonight"
CARD = "988lifeline"
AT_ONCE_SECONDS = 4.0
"""Far below the ten seconds that the service waits for an engine."""

BUSY_CHATS = 40


@pytest.fixture(scope="module")
def line() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


@pytest.fixture(scope="module")
def stuck(line: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service whose engine hangs."""
    with (
        silent_engine() as address,
        serving(tmp_path_factory.mktemp("stuck"), line.settings(DOORWAY_ENGINE_URLS=address)) as service,
    ):
        yield service


@pytest.fixture(scope="module")
def stuck_database(stuck: Service) -> Iterator[Database]:
    yield from stored.database_of(stuck.environment)


def seconds_to_the_card(person: Person) -> float:
    began = time.monotonic()
    person.write(DANGER)
    return person.wait_for(CARD, 20).sent_at - began


def test_the_first_words_of_a_talk(line: BotApi, stuck: Service) -> None:
    """Somebody whose very first message is danger does not wait until the dialogue has said hello."""
    assert seconds_to_the_card(Person(line, 30_001)) < AT_ONCE_SECONDS


def test_words_behind_others(line: BotApi, stuck: Service) -> None:
    """A question that hangs keeps no danger behind it waiting, and the card comes once."""
    person = Person(line, 30_002)
    person.write("What is IOP?")
    time.sleep(1.0)
    assert seconds_to_the_card(person) < AT_ONCE_SECONDS
    time.sleep(1.0)
    assert sum(CARD in shown.text for shown in person.messages) == 1


def test_words_behind_many_other_chats(line: BotApi, stuck: Service, stuck_database: Database) -> None:
    """However many chats wait for the engine, danger in one more is answered, and counts once in the end."""
    for number in range(BUSY_CHATS):
        Person(line, 31_000 + number).write("What is IOP?")
    time.sleep(1.0)
    person = Person(line, 30_003)
    assert seconds_to_the_card(person) < AT_ONCE_SECONDS
    line.wait(lambda: stored.state(stuck_database, person.chat_id)["updates"] == [], 60)
    assert len(stored.taken_messages(stuck_database, person.chat_id)) == 1
