"""The start of a Rasa session, and the first words of a conversation."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import slots
from actions.parts import Parts
from bot.screening.questions import ORDER


class SessionStart(Action):
    """A session starts with the slots as the answers table has them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_session_start"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        with self._parts.conversation(tracker) as (tx, conversation):
            answers = self._parts.screening(tx, conversation).stands().answers
        facts = self._parts.facts(conversation.language)
        known = {name: facts[name] for name in ("clinic_name", "privacy_url", "retention_text")}
        filled = {name: answers[name] for name in ORDER if name in answers}
        filled |= {"language": conversation.language, "section": "screening"} | known
        return [
            SessionStarted(),
            *(SlotSet(name, value) for name, value in filled.items()),
            ActionExecuted("action_listen"),
        ]


class Open(Action):
    """Says who is speaking, and when a person answers if none does now."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_open"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        facts = self._parts.facts(tracker.get_slot("language") or "en")
        dispatcher.utter_message(response="utter_opening", **facts)
        if not slots.metadata(tracker).get("is_open", True):
            dispatcher.utter_message(response="utter_opening_after_hours", **facts)
        return []
