"""One double and one whole Doorway for the tests that need the engine; the rest run the service alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.running import running
from tests.telegram.bot_api import BotApi
from tests.telegram.service import Service, serving
from tests.telegram.stored import database_of
from tools.run import Doorway


@pytest.fixture(scope="session")
def whole_api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


@pytest.fixture(scope="session")
def whole(whole_api: BotApi) -> Iterator[Doorway]:
    """Engine, actions and service, talking to the double."""
    with running(settings=whole_api.settings()) as doorway:
        yield doorway


@pytest.fixture(scope="session")
def whole_database(whole: Doorway) -> Iterator[Database]:
    yield from database_of(whole.environment)


@pytest.fixture(scope="session")
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


@pytest.fixture(scope="session")
def service(api: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service without an engine."""
    folder: Path = tmp_path_factory.mktemp("telegram")
    with serving(folder, api.settings()) as started:
        yield started


@pytest.fixture(scope="session")
def database(service: Service) -> Iterator[Database]:
    yield from database_of(service.environment)
