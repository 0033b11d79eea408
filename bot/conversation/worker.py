"""One message at a time in each conversation, first in, first out; conversations run side by side."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.storage.messages import Event

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Handled:
    """One message that was handled."""

    message_id: int | None
    """Which one; None when this turn had nothing to add to it."""

    answer: tuple[Event, ...] | None
    """What stands behind it in the talk; None when that must be read, since other lines stand between."""

    may_be_more: bool
    """Whether another message may wait behind it."""


class Worker:
    """Handles what waits in a conversation; a second caller waits for the first."""

    def __init__(self, handle_next: Callable[[str], Awaitable[Handled | None]]) -> None:
        self._handle_next = handle_next
        self._locks: dict[str, asyncio.Lock] = {}
        self._users: dict[str, int] = {}

    async def drain(self, conversation_id: str) -> Handled | None:
        """Handle messages of a conversation until none waits or the next must be tried later. Returns the last one."""
        last = None
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        self._users[conversation_id] = self._users.get(conversation_id, 0) + 1
        try:
            async with lock:
                while handled := await self._handle_next(conversation_id):
                    last = handled
                    if not handled.may_be_more:
                        break
        finally:
            self._users[conversation_id] -= 1
            if not self._users[conversation_id]:
                del self._users[conversation_id], self._locks[conversation_id]
        return last


class Broadcast:
    """Tells whoever watches a conversation that there is something new to read."""

    def __init__(self) -> None:
        self._watchers: dict[str, set[asyncio.Event]] = {}

    def watch(self, conversation_id: str) -> asyncio.Event:
        event = asyncio.Event()
        self._watchers.setdefault(conversation_id, set()).add(event)
        return event

    def leave(self, conversation_id: str, event: asyncio.Event) -> None:
        watchers = self._watchers.get(conversation_id, set())
        watchers.discard(event)
        if not watchers:
            self._watchers.pop(conversation_id, None)

    def tell(self, conversation_id: str) -> None:
        for event in self._watchers.get(conversation_id, ()):
            event.set()
