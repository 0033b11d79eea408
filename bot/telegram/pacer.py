"""How fast may be sent: Telegram takes about one message a second in a chat and thirty a second in all.

Each chat has its own clock, so a chat that must wait keeps no other one waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

EDIT_SHARE = 0.3
"""A tick must show soon after the tap: edits of a chat may follow faster than messages."""

MESSAGES_IN_ALL = 30
"""In the time in which one chat may get one message."""

FORGET_ABOVE = 5_000
"""Chats remembered before those whose time has passed are dropped."""


class Pacer:
    """Gives out the moments at which something may be sent."""

    def __init__(
        self,
        seconds_between: float = 1.0,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._between = seconds_between
        self._clock = clock
        self._sleep = sleep
        self._next_in_all = 0.0
        self._next_message: dict[str, float] = {}
        self._next_edit: dict[str, float] = {}

    async def message(self, chat: str) -> None:
        """Wait until a message may go to this chat; `leave` is asked right before it goes."""
        await self._own_turn(self._next_message, chat, self._between)

    async def leave(self, chat: str) -> None:
        """Wait until a message may go to anybody. The chat's next turn counts from here, when this one really goes."""
        await self._common_turn(self._next_message, chat, self._between)

    async def edit(self, chat: str) -> None:
        """Wait until a message of this chat may be changed."""
        between = self._between * EDIT_SHARE
        await self._own_turn(self._next_edit, chat, between)
        await self._common_turn(self._next_edit, chat, between)

    def hold(self, chat: str, seconds: float) -> None:
        """Telegram asked for patience in one chat."""
        until = self._clock() + seconds
        for slots in (self._next_message, self._next_edit):
            slots[chat] = max(slots.get(chat, 0.0), until)

    async def _own_turn(self, slots: dict[str, float], chat: str, between: float) -> None:
        # Before the common turn: a chat that waits long must not book a common moment early.
        now = self._clock()
        at = max(now, slots.get(chat, 0.0))
        slots[chat] = at + between
        if at > now:
            await self._sleep(at - now)
        if len(slots) > FORGET_ABOVE:
            self._forget(slots)

    async def _common_turn(self, slots: dict[str, float], chat: str, between: float) -> None:
        now = self._clock()
        at = max(now, self._next_in_all)
        self._next_in_all = at + self._between / MESSAGES_IN_ALL
        slots[chat] = max(slots.get(chat, 0.0), at + between)
        if at > now:
            await self._sleep(at - now)

    def _forget(self, slots: dict[str, float]) -> None:
        now = self._clock()
        for chat in [chat for chat, at in slots.items() if at < now]:
            del slots[chat]
