"""Kept-open HTTP connections to our own engines on loopback: JSON there, JSON back, and no more of HTTP than that.

The engines answer every call with a status and a length. A client for the whole of HTTP took as much of the
service's time as all its other work on a message together.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

MOST_AT_ONCE = 100
REUSED_WITHIN_SECONDS = 2.0
"""Below the five seconds after which an engine closes an idle connection: never send into a closing one."""

LONGEST_HEAD_BYTES = 64 * 1024


class NothingListens(OSError):
    """No connection could be made: what was to be sent was not."""


class NoAnswer(OSError):
    """The connection ended, or time ran out, before a whole answer was there."""


class KeptConnections:
    """Connections to any number of servers, each used by one call at a time."""

    def __init__(self, headers: Mapping[str, str], timeout_seconds: float) -> None:
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._timeout_seconds = timeout_seconds
        self._idle: dict[str, list[_Connection]] = {}
        self._at_once = asyncio.Semaphore(MOST_AT_ONCE)

    async def call(
        self, method: str, url: str, body: Any = None, *, timeout_seconds: float | None = None
    ) -> tuple[int, Any]:
        """Send one request; the status and the JSON that came back. Raises NothingListens or NoAnswer.

        A kept connection may turn out to be closed: then the request is sent once more on a new one. Whatever is
        called here must be harmless when it comes twice.
        """
        request = self._request(method, url, body)
        try:
            async with asyncio.timeout(timeout_seconds or self._timeout_seconds), self._at_once:
                kept = self._take_idle(url)
                if kept is not None:
                    with contextlib.suppress(NoAnswer):
                        return await self._exchange(kept, request)
                return await self._exchange(await _Connection.open(url), request)
        except TimeoutError:
            raise NoAnswer("time ran out") from None

    async def close(self) -> None:
        """Close what is not in use; what is in use closes itself."""
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle.clear()

    async def _exchange(self, connection: _Connection, request: bytes) -> tuple[int, Any]:
        is_whole = False
        try:
            status, answer, stays_open = await connection.exchange(request)
            is_whole = stays_open
        finally:
            if is_whole:
                self._idle.setdefault(connection.place, []).append(connection)
            else:
                connection.close()
        return status, answer

    def _take_idle(self, url: str) -> _Connection | None:
        idle = self._idle.get(urlsplit(url).netloc, [])
        while idle:
            connection = idle.pop()
            if connection.is_usable():
                return connection
            connection.close()
        return None

    def _request(self, method: str, url: str, body: Any) -> bytes:
        parts = urlsplit(url)
        content = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{method} {parts.path} HTTP/1.1\r\nhost: {parts.netloc}\r\n{self._headers}"
            f"content-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
        )
        return head.encode() + content


class _Connection:
    def __init__(self, place: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.place = place
        self._reader = reader
        self._writer = writer
        self._used_at = time.monotonic()

    @classmethod
    async def open(cls, url: str) -> _Connection:
        parts = urlsplit(url)
        try:
            streams = await asyncio.open_connection(parts.hostname, parts.port, limit=LONGEST_HEAD_BYTES)
        except OSError as problem:
            raise NothingListens(type(problem).__name__) from None
        return cls(parts.netloc, *streams)

    def is_usable(self) -> bool:
        is_fresh = time.monotonic() - self._used_at < REUSED_WITHIN_SECONDS
        return is_fresh and not self._reader.at_eof()

    async def exchange(self, request: bytes) -> tuple[int, Any, bool]:
        """Status, content, and whether the connection may be used again."""
        try:
            self._writer.write(request)
            await self._writer.drain()
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {
                name.strip().lower(): value.strip()
                for name, _, value in (line.partition(":") for line in head)
            }
            content = await self._reader.readexactly(int(headers["content-length"]))
            answer = json.loads(content) if content else None
            status = int(head[0].split()[1])
        except (OSError, EOFError, LookupError, ValueError, asyncio.LimitOverrunError) as problem:
            raise NoAnswer(type(problem).__name__) from None
        self._used_at = time.monotonic()
        return status, answer, headers.get("connection", "").lower() != "close"

    def close(self) -> None:
        self._writer.close()
