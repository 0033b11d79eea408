"""Talking to the engines over loopback: a conversation always goes to the same one, unless that one is gone."""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.kept_connections import KeptConnections, NoAnswer, NothingListens

logger = logging.getLogger(__name__)

SECRET_HEADER = "x-doorway-secret"
READY_WITHIN_SECONDS = 2
OK = 200


class EngineSilent(Exception):
    """No engine gave a whole answer; nothing of the turn counts, so it may be tried again."""


@dataclass(frozen=True)
class Reply:
    """One thing the assistant says, with the name of the response it came from."""

    response: str
    text: str
    buttons: Sequence[Mapping[str, str]]
    custom: Mapping[str, Any]


class Engines:
    """One client for all engines of this service."""

    def __init__(self, urls: Sequence[str], secret: str, timeout_seconds: float) -> None:
        self._urls = tuple(urls)
        self._connections = KeptConnections({SECRET_HEADER: secret}, timeout_seconds)

    async def turn(
        self,
        sender: str,
        message_id: str,
        *,
        text: str = "",
        intent: str | None = None,
        metadata: Mapping[str, Any],
    ) -> list[Reply]:
        """Let the dialogue take one message. Raises EngineSilent; the same message id is handled at most once."""
        body = {
            "sender": sender,
            "message_id": message_id,
            "text": f"/{intent}" if intent else neutral(text),
            "metadata": {**metadata, "message_id": message_id},
        }
        answer = await self._post_to_one_of(self._ranked(sender), "turn", body)
        replies = answer.get("replies") or []
        if not replies:
            raise EngineSilent("an empty answer")
        return [
            Reply(reply.get("response") or "", reply["text"], reply["buttons"], reply["custom"])
            for reply in replies
        ]

    async def read(self, text: str, metadata: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the pipeline makes of a text: `{"intent": {"name", "confidence"}, "ranking": [...]}`."""
        body = {"text": neutral(text), "metadata": dict(metadata)}
        return await self._post_to_one_of(self._ranked(text), "read", body)

    async def forget(self, sender: str) -> None:
        """Delete what the engines keep of a conversation. Raises EngineSilent when none of them could do it.

        Their tables are shared and an engine that is down remembers nothing, so one that answers is enough.
        """
        reached = 0
        for url in self._urls:
            try:
                await self._post(url, "forget", {"sender": sender})
                reached += 1
            except _Unreachable:
                continue
        if not reached:
            raise EngineSilent("no engine could be reached")

    async def are_ready(self) -> bool:
        """Whether at least one engine has a model loaded."""
        for url in self._urls:
            try:
                status, _ = await self._connections.call(
                    "GET", f"{url}/webhooks/gateway/ready", timeout_seconds=READY_WITHIN_SECONDS
                )
            except (NothingListens, NoAnswer):
                continue
            if status == OK:
                return True
        return False

    async def close(self) -> None:
        await self._connections.close()

    def _ranked(self, sender: str) -> list[str]:
        """Rendezvous hashing: each conversation has its own order of engines, stable while engines come and go."""
        return sorted(
            self._urls, key=lambda url: hashlib.blake2b(f"{url}|{sender}".encode()).digest(), reverse=True
        )

    async def _post_to_one_of(
        self, urls: Sequence[str], path: str, body: Mapping[str, Any]
    ) -> dict[str, Any]:
        for url in urls[:-1]:
            try:
                return await self._post(url, path, body)
            except _Unreachable:
                continue
        return await self._post(urls[-1], path, body)

    async def _post(self, url: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            status, answer = await self._connections.call("POST", f"{url}/webhooks/gateway/{path}", body)
        except NothingListens as problem:
            raise _Unreachable(str(problem)) from None
        except NoAnswer as problem:
            raise EngineSilent(str(problem)) from None
        if status != OK:
            raise EngineSilent(f"status {status}")
        return dict(answer)


class _Unreachable(EngineSilent):
    """Nothing listens there: the turn cannot have begun, so another engine may take it."""


def neutral(text: str) -> str:
    """A person's words, never a command: to the engine a text that begins with a slash is one."""
    kept = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return kept.strip().lstrip("/ \t\r\n").strip()
