"""The pacer on a clock of its own: limits kept, nobody starved, one chat's wait is no other chat's."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import defaultdict

from bot.telegram.pacer import MESSAGES_IN_ALL, Pacer


class Clock:
    """Time that passes only when everybody waits for it."""

    def __init__(self) -> None:
        self.now = 0.0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self.now + seconds, next(self._numbers), done))
        await done

    async def run(self, *works: asyncio.Task[None]) -> None:
        """Let time pass until all work is done."""
        while not all(work.done() for work in works):
            for _ in range(5):
                await asyncio.sleep(0)
            if self._waiting:
                at, _, done = heapq.heappop(self._waiting)
                self.now = max(self.now, at)
                done.set_result(None)


def sent_by(plan: dict[str, int], held: dict[str, float] | None = None) -> dict[str, list[float]]:
    """When each chat's messages go out when all are there at once."""

    async def everything() -> dict[str, list[float]]:
        clock = Clock()
        pacer = Pacer(1.0, clock=clock, sleep=clock.sleep)
        for chat, seconds in (held or {}).items():
            pacer.hold(chat, seconds)
        moments: dict[str, list[float]] = defaultdict(list)

        async def serve(chat: str, count: int) -> None:
            for _ in range(count):
                await pacer.message(chat)
                await pacer.leave(chat)
                moments[chat].append(clock.now)

        await clock.run(*(asyncio.create_task(serve(chat, count)) for chat, count in plan.items()))
        return moments

    return asyncio.run(everything())


def test_a_thousand_messages_to_two_hundred_chats_keep_the_limits() -> None:
    """Never two messages in a chat within a second, never more than thirty a second, and no time is wasted."""
    moments = sent_by({f"chat-{number}": 5 for number in range(200)})
    for of_chat in moments.values():
        assert all(later - earlier >= 1.0 - 1e-9 for earlier, later in itertools.pairwise(of_chat))
    everything = sorted(moment for of_chat in moments.values() for moment in of_chat)
    assert len(everything) == 1000
    for first, last in zip(everything, everything[MESSAGES_IN_ALL:], strict=False):
        assert last - first >= 1.0 - 1e-6
    assert everything[-1] <= 1000 / MESSAGES_IN_ALL + 2


def test_no_chat_is_starved() -> None:
    """Chats with little to say are not kept waiting by one that says a lot."""
    moments = sent_by({"talker": 60, **{f"quiet-{number}": 1 for number in range(50)}})
    assert max(moments[f"quiet-{number}"][0] for number in range(50)) <= 3.0


def test_one_chat_on_hold_stops_no_other() -> None:
    """Telegram asks for a minute's patience in one chat; the others go on at once."""
    moments = sent_by({"held": 1, "free": 3}, held={"held": 60.0})
    assert moments["held"] == [60.0]
    assert moments["free"][-1] <= 2.2


def test_a_message_that_was_held_up_shortens_no_pause() -> None:
    """Between its turn and its leaving a message may wait for others: the next one counts from when it left."""

    async def held_up() -> float:
        clock = Clock()
        pacer = Pacer(1.0, clock=clock, sleep=clock.sleep)

        async def serve() -> None:
            await pacer.message("chat")
            await clock.sleep(0.9)
            await pacer.leave("chat")
            left_at = clock.now
            await pacer.message("chat")
            await pacer.leave("chat")
            pauses.append(clock.now - left_at)

        pauses: list[float] = []
        await clock.run(asyncio.create_task(serve()))
        return pauses[0]

    assert asyncio.run(held_up()) >= 1.0 - 1e-9
