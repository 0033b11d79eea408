"""Reading the tracker and filling slots: the one place that knows their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.forms import REQUESTED_SLOT

from bot.screening.questions import ORDER
from bot.screening.take import Heard, Taken

Event = dict[str, Any]


def conversation_id(tracker: Tracker) -> str:
    """The engine's sender is the conversation's id."""
    return str(tracker.sender_id)


def intent(tracker: Tracker) -> str:
    return (tracker.latest_message.get("intent") or {}).get("name") or "nlu_fallback"


def message_id(tracker: Tracker) -> str:
    """The id under which this message is handled at most once."""
    return str(metadata(tracker).get("message_id") or "")


def metadata(tracker: Tracker) -> Mapping[str, Any]:
    return tracker.latest_message.get("metadata") or {}


def has_heard(tracker: Tracker) -> bool:
    """Whether the newest message was already taken in this turn: a form asks its question again after a detour."""
    return tracker.get_slot("heard") == message_id(tracker)


def heard(tracker: Tracker) -> Heard:
    """The newest message as the screening takes it."""
    given = metadata(tracker)
    reading = given.get("reading") or {}
    return Heard(
        message_id=message_id(tracker),
        intent=intent(tracker),
        options=tuple(given.get("options") or ()),
        reading=reading.get("value"),
        is_certain=bool(reading.get("is_certain")),
        story=given.get("story") or {},
    )


def mirror(taken: Taken, tracker: Tracker, *, language: str) -> list[Event]:
    """The slots as the answers table says they are; the step to ask next is empty and requested."""
    changes = {question: taken.answers.get(question) for question in ORDER} | {
        "language": language,
        "heard": message_id(tracker),
        "section": "screening",
        "understood": taken.understood,
        "picked": taken.picked,
    }
    if taken.step is not None:
        changes[taken.step] = None
    always = {"heard"}
    changed = [
        SlotSet(name, value)
        for name, value in changes.items()
        if name in always or tracker.slots.get(name) != value
    ]
    return [*changed, SlotSet(REQUESTED_SLOT, taken.step)]
