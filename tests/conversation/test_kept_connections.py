"""The service's own connections to the engines: kept, sent again when one had closed, and never waiting for ever."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator

import pytest

from bot.conversation import kept_connections
from bot.conversation.kept_connections import KeptConnections, NoAnswer, NothingListens
from tests.free_ports import free_port


class Server:
    """Answers each request with what came in it; notes from which connection, and may misbehave."""

    def __init__(self) -> None:
        self.connections: list[int] = []
        self.heads: list[str] = []
        self.closes_after = 1000
        """Requests a connection lives for; it closes without a word, as an idle one does."""
        self.sends_half = False
        self.delay_seconds = 0.0
        self.open = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        with contextlib.suppress(OSError, EOFError):
            for _ in range(self.closes_after):
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = int(head.lower().split("content-length:")[1].split()[0])
                content = await reader.readexactly(length)
                self.connections.append(id(writer))
                self.heads.append(head)
                await asyncio.sleep(self.delay_seconds)
                answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(content) + content
                writer.write(answer[:-1] if self.sends_half else answer)
                if self.sends_half:
                    break
        writer.close()
        self.open -= 1


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[tuple[Server, str, KeptConnections]]:
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    connections = KeptConnections({"x-secret": "s"}, timeout_seconds=5)
    try:
        yield server, f"http://127.0.0.1:{port}/turn", connections
    finally:
        await connections.close()
        listening.close()
        while server.open:
            await asyncio.sleep(0.01)


def test_one_connection_serves_calls_in_turn_and_each_its_own_side_by_side() -> None:
    """Calls one after another share a connection; calls at the same time do not wait for each other."""

    async def scene() -> None:
        async with serving() as (server, url, connections):
            for number in range(3):
                assert await connections.call("POST", url, {"é": number}) == (200, {"é": number})
            assert len(set(server.connections)) == 1
            assert server.heads[0].startswith("POST /turn HTTP/1.1\r\n") and "x-secret: s" in server.heads[0]
            server.delay_seconds = 0.2
            began = time.monotonic()
            found = await asyncio.gather(*(connections.call("POST", url, number) for number in range(5)))
            assert [answer for _, answer in found] == list(range(5))
            assert time.monotonic() - began < 0.9

    asyncio.run(scene())


def test_a_connection_that_closed_meanwhile_costs_nothing() -> None:
    """The engine closes connections that were idle, and is restarted: the call is made on a new one."""

    async def scene() -> None:
        async with serving() as (server, url, connections):
            server.closes_after = 1
            for number in range(4):
                assert await connections.call("POST", url, number) == (200, number)
            assert len(set(server.connections)) >= 2

    asyncio.run(scene())


def test_an_old_connection_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that was idle so long that the engine may be closing it is left alone."""
    monkeypatch.setattr(kept_connections, "REUSED_WITHIN_SECONDS", 0.0)

    async def scene() -> None:
        async with serving() as (server, url, connections):
            for number in range(3):
                await connections.call("POST", url, number)
            assert len(server.heads) == 3
            assert not any(line.is_usable() for kept in connections._idle.values() for line in kept)

    asyncio.run(scene())


def test_each_failure_has_its_name() -> None:
    """Nothing listens: not sent. Half an answer, or none in time: it may have been handled."""

    async def scene() -> None:
        async with serving() as (server, url, connections):
            with pytest.raises(NothingListens):
                await connections.call("GET", f"http://127.0.0.1:{free_port()}/ready")
            server.sends_half = True
            with pytest.raises(NoAnswer):
                await connections.call("POST", url, {"text": "half"})
            server.sends_half, server.delay_seconds = False, 1
            began = time.monotonic()
            with pytest.raises(NoAnswer):
                await connections.call("POST", url, {}, timeout_seconds=0.1)
            assert time.monotonic() - began < 0.9
            server.delay_seconds = 0
            assert await connections.call("POST", url, json.loads("[1]")) == (200, [1])

    asyncio.run(scene())
