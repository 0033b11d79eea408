"""A talk of two hundred turns: as quick at its end as at its start, and nothing is lost when its session is renewed."""

from __future__ import annotations

import statistics
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from bot.storage import conversations
from tests.stores import database_of
from tools.bench_load import cpu_seconds
from tools.run import Doorway

TURNS = 200
WINDOW = 60
"""Turns that are compared at both ends: two whole Rasa sessions each, so that both hold renewals."""

DEARER_AT_MOST = 1.4
"""The goal is 1.2, measured by `make bench`; a machine busy with other tests is allowed more."""


class Straight:
    """A conversation that speaks to the engine itself, as the service would."""

    def __init__(self, doorway: Doorway) -> None:
        environment = doorway.environment
        self._url = environment["DOORWAY_ENGINE_URLS"].split(",")[0] + "/webhooks/gateway/turn"
        self._client = httpx.Client(
            headers={"x-doorway-secret": environment["DOORWAY_ENGINE_SECRET"]}, timeout=60
        )
        with database_of(doorway).begin() as tx:
            now = datetime.now(UTC)
            self.id = conversations.start(tx, channel="web", language="en", now=now, is_after_hours=False).id

    def turn(self, text: str, question: str | None, **metadata: Any) -> list[str]:
        """Send one message; the names of the responses."""
        return [
            reply["response"]
            for reply in self.answer(text, question, uuid.uuid4().hex, **metadata)["replies"]
        ]

    def answer(self, text: str, question: str | None, message_id: str, **metadata: Any) -> Mapping[str, Any]:
        told = {"channel": "web", "language": "en", "is_open": True, "question": question, **metadata}
        body = {"sender": self.id, "message_id": message_id, "text": text}
        answer = self._client.post(self._url, json={**body, "metadata": {**told, "message_id": message_id}})
        answer.raise_for_status()
        return dict(answer.json())

    def choose(self, question: str, *options: str) -> list[str]:
        return self.turn("/choose", question, options=list(options))

    def close(self) -> None:
        self._client.close()


def test_a_long_talk_does_not_get_slower(doorway: Doorway) -> None:
    """Two hundred turns at one question: each gets its answer and the question again, at the price of the first."""
    talk = Straight(doorway)
    processes = [doorway.process(name).running for name in ("engine", "actions")]
    pids = [process.pid for process in processes if process]
    try:
        talk.turn("/open", None)
        talk.choose("who", "me_18_64")
        talk.choose("consent", "agree")
        assert talk.choose("safety", "none") == ["utter_ask_substances"]
        costs = []
        for number in range(TURNS):
            before = cpu_seconds(pids)
            said = talk.turn("why do you ask?", "substances", reading={"strength": "none"})
            costs.append(cpu_seconds(pids) - before)
            assert said == ["utter_why_substances", "utter_ask_substances"], f"turn {number}: {said}"
        early, late = statistics.median(costs[:WINDOW]), statistics.median(costs[-WINDOW:])
        assert late <= early * DEARER_AT_MOST, f"{early * 1000:.1f} ms at first, {late * 1000:.1f} ms at last"
        assert talk.choose("substances", "alcohol") == ["utter_ask_withdrawal"]
    finally:
        talk.close()


def test_a_message_sent_twice_is_answered_twice_and_handled_once(doorway: Doorway) -> None:
    """A repeated message id gets the same replies, also when the session was renewed in between."""
    talk = Straight(doorway)
    try:
        talk.turn("/open", None)
        message_id = uuid.uuid4().hex
        first = talk.answer("/choose", "who", message_id, options=["me_18_64"])
        for _ in range(40):
            talk.turn("why do you ask?", "consent", reading={"strength": "none"})
        again = talk.answer("/choose", "who", message_id, options=["me_65"])
        assert (first["repeated"], again["repeated"]) == (False, True)
        assert again["replies"] == first["replies"]
        assert talk.choose("consent", "agree") == ["utter_ask_safety"]
    finally:
        talk.close()
