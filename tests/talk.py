"""A person at the public HTTP contract, for tests: opens a talk, taps, ticks, types, reads."""

from __future__ import annotations

import time
import uuid
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx

PATIENCE_SECONDS = 30


class Talk:
    """One conversation over HTTP; `lines` is everything read so far."""

    def __init__(self, url: str, language: str = "en", timeout_seconds: float = 60) -> None:
        self.client = httpx.Client(base_url=url, timeout=timeout_seconds)
        weakref.finalize(self, self.client.close)
        self.lines: list[dict[str, Any]] = []
        answer = self.client.post("/v1/session", json={"language": language})
        answer.raise_for_status()
        self._read(answer.json()["events"])
        self._wait_for(lambda: any(line["kind"] == "prompt" for line in self.lines))

    @property
    def prompt(self) -> dict[str, Any]:
        """The newest prompt."""
        return next(line for line in reversed(self.lines) if line["kind"] == "prompt")

    @property
    def question(self) -> str:
        return str(self.prompt["question"])

    @property
    def last(self) -> list[dict[str, Any]]:
        """What was said after the person's newest line."""
        spoken = [index for index, line in enumerate(self.lines) if line["from"] == "person"]
        return self.lines[spoken[-1] + 1 :] if spoken else self.lines

    def kinds(self) -> list[str]:
        return [line["kind"] for line in self.last]

    def level(self) -> str | None:
        """The level of the newest result."""
        return next((line.get("level") for line in reversed(self.lines) if line["kind"] == "result"), None)

    def say(self, text: str, cid: str | None = None) -> list[dict[str, Any]]:
        """Type a text."""
        return self.post({"kind": "text", "text": text}, cid)

    def tap(self, *options: str, cid: str | None = None) -> list[dict[str, Any]]:
        """Choose one option, or tick several, of the open prompt."""
        kind = "multi" if self.prompt.get("select") == "many" else "choice"
        return self.post({"kind": kind, "prompt_id": self.prompt["prompt_id"], "options": list(options)}, cid)

    def fill(self, fields: Mapping[str, Any], cid: str | None = None) -> list[dict[str, Any]]:
        """Send the open form."""
        return self.post({"kind": "form", "prompt_id": self.prompt["prompt_id"], "fields": dict(fields)}, cid)

    def answer(self, answers: Mapping[str, Any], at_most: int = 60) -> None:
        """Answer every prompt of the screening by its buttons until the result is there."""
        for _ in range(at_most):
            question = self.question
            if question == "consent":
                self.tap("agree")
            elif question == "review":
                self.tap("right")
                return
            elif question in ("safety", "safety_again"):
                self.tap(answers["safety"])
            elif question in answers:
                self.tap(*options_of(answers[question]))
            else:
                return
            if self.level():
                return
        raise AssertionError("the screening does not come to an end")

    def post(self, body: Mapping[str, Any], cid: str | None = None) -> list[dict[str, Any]]:
        """Send a message and read what comes back; raises for an error status."""
        answer = self.try_post(body, cid)
        answer.raise_for_status()
        self.catch_up()
        self._wait_for(lambda: any(line["from"] != "person" for line in self.last))
        return self.last

    def try_post(self, body: Mapping[str, Any], cid: str | None = None) -> httpx.Response:
        return self.client.post("/v1/messages", json={"cid": cid or str(uuid.uuid4()), **body})

    def catch_up(self) -> None:
        """Read what is new."""
        after = self.lines[-1]["seq"] if self.lines else 0
        answer = self.client.get("/v1/events", params={"after": after})
        answer.raise_for_status()
        self._read(answer.json()["events"])

    def _wait_for(self, is_there: Callable[[], bool]) -> None:
        """Read on, as a chat does, when the answer takes longer than the request."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_there() and time.monotonic() < deadline:
            time.sleep(0.1)
            self.catch_up()

    def _read(self, events: Sequence[dict[str, Any]]) -> None:
        self.lines += events


def options_of(value: Any) -> list[str]:
    """A stored answer as the options that give it; a count of signs as that many signs."""
    if isinstance(value, int):
        return [f"c{number}" for number in range(1, value + 1)] or ["none"]
    return [value] if isinstance(value, str) else list(value)
