"""Shared by all tests: one whole Doorway a run, and databases to store in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clinic import Clinic, load_clinic
from bot.words import Words, words
from tests.postgres import postgres_server
from tests.running import running, url_of
from tools.run import Doorway

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def doorway() -> Iterator[Doorway]:
    """A whole Doorway for tests that only talk to it."""
    with running() as started:
        yield started


@pytest.fixture(scope="session")
def url(doorway: Doorway) -> str:
    return url_of(doorway)


@pytest.fixture(scope="session")
def clinic() -> Clinic:
    return load_clinic(ROOT / "clinic.yml")


@pytest.fixture(scope="session")
def said() -> Words:
    return words()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own."""
    with postgres_server() as address:
        yield address
