"""The worker that empties the outbox: takes leases, has letters composed, hands them to a carrier, marks them."""

from __future__ import annotations

import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import anyio
from anyio.to_thread import run_sync
from sqlalchemy.exc import SQLAlchemyError

from bot.notify import outbox
from bot.notify.letters import Email, NotSent, Push
from bot.notify.outbox import Letter
from bot.storage.database import Database, Transaction

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
LEASE_SECONDS = 120.0
"""Longer than any carrier takes; a letter of a process that died goes out again after it."""

MOST_AT_ONCE = 4
MOST_URGENT_AT_ONCE = 12
"""A slow mail server holds back reminders, never an alert."""

FIRST_WAIT_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 900.0
LONGEST_URGENT_WAIT_SECONDS = 30.0

MARK_TRIES = 100
MARK_WAIT_SECONDS = 0.2
"""A locked database is waited for: a letter that went out and is not marked would go out again."""


@dataclass(frozen=True)
class Wait:
    """Not now: the composer asks to be asked again."""

    until: datetime


Composed = Email | Push | Wait | None
Composer = Callable[[Transaction, Letter, datetime], Composed]
"""Turns a letter into what is sent now; None when it is not true or not needed any more."""

Carrier = Callable[[Any, str, datetime], Awaitable[None]]


class Sending:
    """Sends what is due, each letter once."""

    def __init__(
        self,
        database: Database,
        composers: Mapping[str, Composer],
        carriers: Mapping[str, Carrier],
        now: Callable[[], datetime],
        *,
        lease_seconds: float = LEASE_SECONDS,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._composers = composers
        self._carriers = carriers
        self._now = now
        self._lease = timedelta(seconds=lease_seconds)
        self._jitter = jitter
        self._in_hand: dict[int, Letter] = {}

    async def run_forever(self) -> None:
        """Send until cancelled; what is on its way then is finished and marked first."""
        async with anyio.create_task_group() as group:
            while True:
                try:
                    for letter, composed in await self._take():
                        group.start_soon(self._deliver, letter, composed)
                except Exception as problem:
                    logger.error("the outbox could not be read: %s; the next round comes", _kind(problem))
                await anyio.sleep(POLL_SECONDS)

    async def run_once(self) -> int:
        """Send what is due now; returns how many letters were taken in hand."""
        taken = await self._take()
        async with anyio.create_task_group() as group:
            for letter, composed in taken:
                group.start_soon(self._deliver, letter, composed)
        return len(taken)

    # -- one letter ----------------------------------------------------------------------------------

    async def _take(self) -> list[tuple[Letter, Email | Push]]:
        if not await run_sync(self._is_anything_due):
            return []
        # Shielded: leases that were taken must not get lost between the thread and this task.
        with anyio.CancelScope(shield=True):
            taken = await run_sync(self._claim)
        for letter, _ in taken:
            self._in_hand[letter.id] = letter
        return taken

    def _is_anything_due(self) -> bool:
        with self._database.read() as tx:
            return outbox.is_anything_due(tx, self._now())

    def _claim(self) -> list[tuple[Letter, Email | Push]]:
        """Lease and compose in one transaction, so that what is sent is true at that moment."""
        room = MOST_AT_ONCE - sum(not letter.is_urgent for letter in self._in_hand.values())
        room_for_urgent = MOST_URGENT_AT_ONCE - sum(letter.is_urgent for letter in self._in_hand.values())
        found: list[tuple[Letter, Email | Push]] = []
        now = self._now()
        with self._database.begin() as tx:
            letters = [
                *self._lease_some(tx, now, max(0, room_for_urgent), only_urgent=True),
                *self._lease_some(tx, now, max(0, room), only_urgent=False),
            ]
            for letter in letters:
                if letter.repeats:
                    logger.warning("a letter's sender died; it goes out again, perhaps for the second time")
                composed = self._compose(tx, letter, now)
                if composed is not None:
                    found.append((letter, composed))
        return found

    def _lease_some(self, tx: Transaction, now: datetime, most: int, *, only_urgent: bool) -> list[Letter]:
        return outbox.claim(
            tx,
            now,
            leased_until=now + self._lease,
            most=most,
            only_urgent=only_urgent,
            besides=tuple(self._in_hand),
        )

    def _compose(self, tx: Transaction, letter: Letter, now: datetime) -> Email | Push | None:
        """What goes out now; a letter that does not is settled here."""
        if letter.useless_after is not None and now >= letter.useless_after:
            outbox.drop(tx, letter, "too late")
            return None
        composer = self._composers.get(str(letter.body.get("what")))
        if composer is None or letter.channel not in self._carriers:
            outbox.later(tx, letter, now + timedelta(seconds=LONGEST_WAIT_SECONDS), "nothing sends this here")
            return None
        composed = composer(tx, letter, now)
        if composed is None:
            outbox.drop(tx, letter, "not needed any more")
        elif isinstance(composed, Wait):
            outbox.later(tx, letter, composed.until, letter.last_problem)
        else:
            return composed
        return None

    async def _deliver(self, letter: Letter, composed: Email | Push) -> None:
        """Hand over and mark; a stop of the service waits for both."""
        with anyio.CancelScope(shield=True):
            try:
                now = self._now()
                try:
                    await self._carriers[letter.channel](composed, letter.key, now)
                except NotSent as problem:
                    await self._failed(letter, problem)
                except Exception as problem:
                    await self._failed(letter, NotSent(_kind(problem)))
                else:
                    await self._mark(lambda tx: outbox.sent(tx, letter, now))
            finally:
                self._in_hand.pop(letter.id, None)

    async def _failed(self, letter: Letter, problem: NotSent) -> None:
        wait = max(self._backoff(letter), problem.wait_seconds or 0.0)
        due_at = self._now() + timedelta(seconds=wait)
        logger.warning(
            "a letter by %s did not leave (%s), try %s; the next in %.0f s",
            letter.channel,
            problem.problem,
            letter.attempts,
            wait,
        )
        await self._mark(lambda tx: outbox.later(tx, letter, due_at, problem.problem[:120]))

    def _backoff(self, letter: Letter) -> float:
        """Doubling, between half and the whole of it by chance, so that letters do not come back all at once."""
        most = LONGEST_URGENT_WAIT_SECONDS if letter.is_urgent else LONGEST_WAIT_SECONDS
        whole = min(most, FIRST_WAIT_SECONDS * 2.0 ** min(letter.attempts - 1, 20))
        return whole * (0.5 + 0.5 * self._jitter())

    async def _mark(self, mark: Callable[[Transaction], None]) -> None:
        def store() -> None:
            with self._database.begin() as tx:
                mark(tx)

        for _ in range(MARK_TRIES):
            try:
                return await run_sync(store)
            except SQLAlchemyError:
                await anyio.sleep(MARK_WAIT_SECONDS)
        logger.error("a letter could not be marked; it goes out again when its lease is over")


def _kind(problem: BaseException) -> str:
    return type(problem).__name__
