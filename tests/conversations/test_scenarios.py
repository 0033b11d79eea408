"""Whole conversations over HTTP against the real engine and action server."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.words import Words
from tests.conversations.scenario import Scenario, load, play
from tests.stores import database_of
from tools.run import Doorway

SCENARIOS = load(Path(__file__).parent)


@pytest.fixture(scope="module")
def database(doorway: Doorway) -> Database:
    return database_of(doorway)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_conversation(scenario: Scenario, url: str, database: Database, said: Words) -> None:
    """Each scenario's name is the promise it keeps."""
    play(scenario, url, database, said)
