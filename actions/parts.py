"""What the actions work with; put together once, in `actions/__main__.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from rasa_sdk import Tracker

from actions import slots
from bot.clinic import Clinic
from bot.clinic_facts import facts
from bot.placement import PlacementSettings
from bot.screening.take import Screening
from bot.storage import conversations
from bot.storage.conversations import Conversation
from bot.storage.database import Database, Transaction
from bot.words import Words


@dataclass(frozen=True)
class Parts:
    """Database, clinic, words and clock."""

    database: Database
    clinic: Clinic
    words: Words
    public_url: str = ""
    """Address people reach the service by; stands in links."""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def placement_settings(self) -> PlacementSettings:
        return PlacementSettings(self.clinic.programme.severe_starts_in)

    @contextmanager
    def conversation(self, tracker: Tracker) -> Iterator[tuple[Transaction, Conversation]]:
        """One transaction on the conversation a tracker belongs to."""
        with self.database.begin() as tx:
            yield tx, conversations.get(tx, slots.conversation_id(tracker))

    @contextmanager
    def looking_at(self, tracker: Tracker) -> Iterator[tuple[Transaction, Conversation]]:
        """As `conversation`, for reading alone: it waits for no writer and keeps none waiting."""
        with self.database.read() as tx:
            yield tx, conversations.get(tx, slots.conversation_id(tracker))

    def screening(self, tx: Transaction, conversation: Conversation) -> Screening:
        return Screening(
            tx,
            conversation,
            words=self.words,
            settings=self.placement_settings,
            consent_version=self.clinic.consent.version,
            now=self.now(),
        )

    def facts(self, language: str) -> dict[str, str]:
        """The clinic's facts for the placeholders of a response."""
        return facts(self.clinic, self.words, language, self.now())
