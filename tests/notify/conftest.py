"""Databases of both kinds, a clock to turn, and people who left a contact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clinic import Clinic
from bot.storage import appointments, conversations
from bot.storage.appointments import Appointment
from bot.storage.database import Database, Transaction
from bot.storage.migrate import migrate
from tests.postgres import fresh_database

KEY = bytes(range(32))


class Clock:
    """A time the test turns; Wednesday morning in Chicago, the clinic is open."""

    def __init__(self) -> None:
        self.at = datetime(2026, 12, 2, 16, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> datetime:
        self.at += timedelta(**span)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with all tables, of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'doorway.db'}"
    else:
        url = fresh_database(request.getfixturevalue("postgres"))
    found = Database(url, KEY)
    migrate(found.engine)
    yield found
    found.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """An empty database where the kind makes no difference."""
    found = Database(f"sqlite:///{tmp_path / 'doorway.db'}", KEY)
    migrate(found.engine)
    yield found
    found.close()


@pytest.fixture
def talk(clock: Clock) -> Callable[[Transaction], str]:
    """Starts a conversation and gives its id."""

    def start(tx: Transaction) -> str:
        found = conversations.start(
            tx, channel="web", language="en", now=clock.at, is_after_hours=False, token=f"t{id(object())}"
        )
        return found.id

    return start


EMAIL = {
    "first_name": "Jo",
    "phone": None,
    "email": "jo@people.example",
    "may_email": True,
    "language": "en",
}
PHONE = {
    "first_name": "Sam",
    "phone": "+13125550111",
    "phone_extension": None,
    "email": None,
    "may_email": False,
    "may_voicemail": True,
    "may_text": True,
    "language": "es",
}


@pytest.fixture
def book(clinic: Clinic, clock: Clock) -> Callable[..., Appointment]:
    """Holds a time and leaves a contact."""

    def hold(
        tx: Transaction, conversation_id: str, starts_at: datetime, contact: dict[str, Any]
    ) -> Appointment:
        visit = appointments.hold(
            tx,
            conversation_id,
            therapist_id="dana",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=50),
            mode="in_person",
            held_until=clock.at + timedelta(minutes=5),
            now=clock.at,
        )
        appointments.give_contact(tx, visit, contact)
        return visit

    return hold
