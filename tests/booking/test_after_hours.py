"""Whoever writes at night hears at once when a person answers again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.parts import Parts
from actions.session import Open
from bot.clinic import Clinic
from bot.words import Words
from tests.stores import empty_sqlite

# A Monday in Chicago.
MORNING = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_opening_at_night_says_when_a_person_answers(
    tmp_path: Path, clinic: Clinic, said: Words, language: str
) -> None:
    """By day the opening stands alone; at night it names weekday and hour of the next person, and 988."""
    database = empty_sqlite(tmp_path)
    try:
        by_day, at_night = (
            opened(Parts(database, clinic, said, now=lambda at=at: at), clinic.is_open(at), language)
            for at in (MORNING, NIGHT)
        )
    finally:
        database.close()
    assert [message["response"] for message in by_day] == ["utter_opening"]
    assert [message["response"] for message in at_night] == ["utter_opening", "utter_opening_after_hours"]
    answers = at_night[1]["next_person_answers"]
    text = said.say("utter_opening_after_hours", language, next_person_answers=answers)
    assert ("lunes" if language == "es" else "Monday") in text
    assert "988" in text


def opened(parts: Parts, is_open: bool, language: str) -> list[Mapping[str, Any]]:
    """What the opening says."""
    message = {"text": "", "metadata": {"is_open": is_open, "language": language}}
    tracker = Tracker("a", {"language": language}, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    asyncio.run(Open(parts).run(dispatcher, tracker, {}))
    return dispatcher.messages
