"""The load of `make bench`, a process of its own: talks side by side, each waits for its answer before it goes on.

Reads one job as JSON from standard input and writes what it measured as JSON to standard output.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import statistics
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

CLIENT_PATIENCE_SECONDS = 60


class Connection:
    """One kept-open HTTP/1.1 connection; the smallest client there is, so that little of the machine goes to it."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname, parts.port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.cookie = ""

    async def call(self, method: str, path: str, headers: str = "", body: Any = None) -> tuple[int, Any]:
        """Send one request; the status and the JSON that came back."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        content = b"" if body is None else json.dumps(body).encode()
        cookie = f"cookie: {self.cookie}\r\n" if self.cookie else ""
        head = (
            f"{method} {path} HTTP/1.1\r\nhost: {self._host}:{self._port}\r\n{headers}{cookie}"
            f"content-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
        )
        writer.write(head.encode() + content)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        length = 0
        for line in answer[1:]:
            name, _, value = line.partition(":")
            if name.lower() == "content-length":
                length = int(value)
            elif name.lower() == "set-cookie":
                self.cookie = value.split(";")[0].strip()
            elif name.lower() == "connection" and value.strip().lower() == "close":
                self._streams = None
        content = await reader.readexactly(length)
        return int(answer[0].split()[1]), json.loads(content) if content else None


class Load:
    """What was sent and how long each answer took."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        self.job = job
        self.seconds: list[float] = []
        self.by_turn: dict[int, list[float]] = {}
        self.failures = 0
        self.addresses = itertools.count(job.get("first_address") or 0)
        self.senders = itertools.cycle(job.get("senders") or [""])
        self.ends_at = 0.0

    async def run(self) -> dict[str, Any]:
        began = time.monotonic()
        self.ends_at = began + self.job["seconds"]
        talk = {"service": self._service_talk, "echo": self._echo_talk}.get(
            self.job["kind"], self._engine_talk
        )
        await asyncio.gather(*(self._talks(talk, number) for number in range(self.job["talks"])))
        taken = time.monotonic() - began
        ordered = sorted(self.seconds)
        return {
            "messages": len(ordered),
            "per_second": len(ordered) / taken,
            "p50": statistics.median(ordered) if ordered else 0.0,
            "p95": ordered[int(len(ordered) * 0.95)] if ordered else 0.0,
            "failures": self.failures,
            "client_cpu": time.process_time(),
            "cpu_by_turn": {turn: statistics.median(costs) for turn, costs in self.by_turn.items()},
        }

    async def _talks(self, talk: Any, number: int) -> None:
        urls = self.job["urls"]
        connection = Connection(urls[number % len(urls)])
        most = self.job.get("talks_in_all") or sys.maxsize
        for _ in range(most):
            if time.monotonic() > self.ends_at:
                return
            await talk(connection)

    async def _engine_talk(self, connection: Connection) -> None:
        sender = next(self.senders)
        is_stock = self.job["kind"] == "stock"
        path = "/webhooks/rest/webhook" if is_stock else "/webhooks/gateway/turn"
        headers = "" if is_stock else f"x-doorway-secret: {self.job['secret']}\r\n"
        for turn, (text, metadata) in enumerate(self.job["script"], 1):
            message_id = uuid.uuid4().hex
            told = {**metadata, "message_id": message_id}
            body = {"sender": sender, "message_id": message_id, "metadata": told}
            body |= {"message": text} if is_stock else {"text": text}
            if not await self._measured(connection, turn, path, headers, body):
                return

    async def _echo_talk(self, connection: Connection) -> None:
        for turn, (text, metadata) in enumerate(self.job["script"], 1):
            if not await self._measured(connection, turn, "/", "", {"text": text, "metadata": metadata}):
                return

    async def _service_talk(self, connection: Connection) -> None:
        """A whole screening, the first words of the talk and typed lines included, as the engines get it."""
        connection.cookie = ""
        turns = itertools.count(1)
        address = f"x-forwarded-for: {self._next_address()}\r\n"
        answer = await self._measured(connection, next(turns), "/v1/session", address, {"language": "en"})
        most = self.job.get("most_turns") or sys.maxsize
        typed = {question: list(texts) for question, texts in self.job["typed"].items()}
        while answer and (turn := next(turns)) <= most:
            prompt = next((line for line in reversed(answer["events"]) if line["kind"] == "prompt"), None)
            taps = self.job["answers"].get(prompt["question"]) if prompt else None
            if prompt is None or taps is None:
                return
            body: dict[str, Any] = {"cid": str(uuid.uuid4())}
            if typed.get(prompt["question"]):
                body |= {"kind": "text", "text": typed[prompt["question"]].pop(0)}
            else:
                kind = "multi" if prompt.get("select") == "many" else "choice"
                body |= {"kind": kind, "prompt_id": prompt["prompt_id"], "options": taps}
            answer = await self._measured(connection, turn, "/v1/messages", "", body)

    def _next_address(self) -> str:
        """Every talk comes from an address of its own: one address may not open talks without end."""
        number = next(self.addresses)
        return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"

    async def _measured(
        self, connection: Connection, turn: int, path: str, headers: str, body: Mapping[str, Any]
    ) -> Any:
        pids: Sequence[int] = self.job.get("pids") or ()
        if time.monotonic() > self.ends_at:
            return None
        cpu_before = cpu_seconds(pids)
        began = time.monotonic()
        try:
            status, answer = await asyncio.wait_for(
                connection.call("POST", path, headers, body), CLIENT_PATIENCE_SECONDS
            )
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            self.failures += 1
            connection._streams = None
            return None
        self.seconds.append(time.monotonic() - began)
        if pids:
            self.by_turn.setdefault(turn, []).append(cpu_seconds(pids) - cpu_before)
        if status >= 400 or not answer:
            self.failures += 1
            return None
        return answer


def cpu_seconds(pids: Sequence[int]) -> float:
    """Time on a core of these processes, threads that have ended included."""
    return sum(time.clock_gettime(_clock_of(pid)) for pid in pids)


def _clock_of(pid: int) -> int:
    """Linux's clock of another process's time on a core; see clock_getcpuclockid(3)."""
    return (~pid << 3) | 2


if __name__ == "__main__":
    json.dump(asyncio.run(Load(json.load(sys.stdin)).run()), sys.stdout)
