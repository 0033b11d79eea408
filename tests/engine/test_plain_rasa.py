"""The conversation scenarios on an untouched Rasa: `make test-plain-rasa`, since they run adjusted in `make test`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.words import Words
from tests.conversations.scenario import Scenario, load, play
from tests.running import running, url_of
from tests.stores import database_of
from tools.run import Doorway

FOLDER = Path(__file__).resolve().parent.parent / "conversations"

pytestmark = pytest.mark.skipif(
    "PLAIN_RASA" not in os.environ,
    reason="the same conversations as tests/conversations: make test-plain-rasa",
)


@pytest.fixture(scope="module")
def plain() -> Iterator[Doorway]:
    """A Doorway whose engine changes nothing of Rasa and imports TensorFlow."""
    with running(settings={"DOORWAY_ENGINE_ADJUSTMENTS": "off"}) as started:
        yield started


@pytest.mark.parametrize("scenario", load(FOLDER), ids=lambda scenario: scenario.name)
def test_conversation_on_plain_rasa(scenario: Scenario, plain: Doorway, said: Words) -> None:
    """The same steps have the same outcome with every adjustment off."""
    play(scenario, url_of(plain), database_of(plain), said)
