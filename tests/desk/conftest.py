"""One invented clinic for reading tests, and a fresh one for tests that change things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from bot.clinic import Clinic
from bot.web.parts import Parts
from tests.desk.serving import Clock, build_app, desk_parts


@pytest.fixture(scope="package")
def demo_parts(clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """A filled clinic in demo mode, where a password alone signs in; tests leave it as it is."""
    parts = desk_parts(tmp_path_factory.mktemp("desk-demo"), clinic, Clock(), is_demo=True)
    yield parts
    parts.database.close()


@pytest.fixture(scope="package")
def demo(demo_parts: Parts) -> Starlette:
    return build_app(demo_parts)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="package")
def filled(clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small clinic as a database file, to be copied for each test that changes something."""
    folder = tmp_path_factory.mktemp("desk-filled")
    parts = desk_parts(folder, clinic, Clock(), people=12)
    with parts.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    parts.database.close()
    return folder / "doorway.db"


@pytest.fixture
def parts(clinic: Clinic, clock: Clock, filled: Path, tmp_path: Path) -> Iterator[Parts]:
    """A fresh small clinic in demo mode, to be changed."""
    made = desk_parts(tmp_path, clinic, clock, is_demo=True, filled=filled)
    yield made
    made.database.close()


@pytest.fixture
def app(parts: Parts) -> Starlette:
    return build_app(parts)


@pytest.fixture
def strict_parts(clinic: Clinic, clock: Clock, filled: Path, tmp_path: Path) -> Iterator[Parts]:
    """A fresh clinic as in life: the second step is asked."""
    made = desk_parts(tmp_path, clinic, clock, filled=filled)
    yield made
    made.database.close()


@pytest.fixture
def strict(strict_parts: Parts) -> Starlette:
    return build_app(strict_parts)
