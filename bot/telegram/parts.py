"""What the Telegram channel works with; put together once, in `channel.py`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

import anyio
from telegram import Bot

from bot.clinic import Clinic
from bot.clinic_facts import facts
from bot.conversation.service import Conversations
from bot.conversation.spool import Spool
from bot.safety import SafetyReader
from bot.settings import Settings
from bot.storage.database import Database
from bot.telegram.arrivals import Arrival
from bot.telegram.pacer import Pacer
from bot.words import Words

T = TypeVar("T")

WRITERS = 1
"""Transactions of the channel that write at the same time: SQLite takes one, and those that wait have no fair order."""


class ServiceParts(Protocol):
    """What the service lends to the channel; the web's parts have it all."""

    @property
    def settings(self) -> Settings: ...
    @property
    def clinic(self) -> Clinic: ...
    @property
    def words(self) -> Words: ...
    @property
    def database(self) -> Database: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def safety(self) -> SafetyReader: ...
    @property
    def spool(self) -> Spool: ...
    @property
    def now(self) -> Callable[[], datetime]: ...


class Nudge:
    """Wakes a loop before its next look around."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def __call__(self) -> None:
        self._event.set()

    async def wait(self, at_most_seconds: float) -> None:
        try:
            async with asyncio.timeout(at_most_seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()


@dataclass(frozen=True)
class TelegramParts:
    """Shared by polling, handling and sending."""

    bot: Bot
    database: Database
    conversations: Conversations
    clinic: Clinic
    words: Words
    safety: SafetyReader
    spool: Spool
    pacer: Pacer
    public_url: str
    now: Callable[[], datetime]
    has_arrived: Nudge = field(default_factory=Nudge)
    has_to_send: Nudge = field(default_factory=Nudge)
    danger: asyncio.Queue[Arrival] = field(default_factory=asyncio.Queue)
    """Stored updates that are danger: answered ahead of everything else that waits."""
    writers: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(WRITERS))

    noters: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(WRITERS))

    async def note(self, work: Callable[..., T]) -> T:
        """Write down what was just sent, ahead of other writing: until then a crash would send it again."""
        return await anyio.to_thread.run_sync(work, limiter=self.noters)

    async def read(self, work: Callable[..., T], *given: object) -> T:
        """Run a reading transaction beside the event loop."""
        return await anyio.to_thread.run_sync(work, *given)

    async def write(self, work: Callable[..., T], *given: object) -> T:
        """Run a writing transaction beside the event loop, few at a time."""
        return await anyio.to_thread.run_sync(work, *given, limiter=self.writers)

    async def is_danger(self, arrival: Arrival) -> bool:
        """Whether the words of an update alone bring up the card."""
        if not arrival.text:
            return False
        reading = await anyio.to_thread.run_sync(
            lambda: self.safety.read(arrival.text, language=arrival.language)
        )
        return reading.outcome == "card"

    def say(self, name: str, language: str) -> str:
        """A text with the clinic's facts in it."""
        known = facts(self.clinic, self.words, language, self.now())
        return self.words.say(name, language, **known)

    def label(self, name: str, key: str, language: str) -> str:
        return str(self.words.custom(name, language)[key])
