"""The screening form, driven by the walk."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import slots
from actions.parts import Parts
from actions.saved_code import with_code
from bot.screening import phrases, steps
from bot.screening.take import HEARS


class ScreeningForm(FormValidationAction):
    """Takes what was said and asks the next step of the walk."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "validate_screening_form"

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        """None: what a text says was read before the dialogue saw it."""
        return []

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[str]:
        """The step to ask now, if any; the answers table decides, not the slots."""
        with self._parts.looking_at(tracker) as (tx, conversation):
            step = self._parts.screening(tx, conversation).stands().step
        return [step] if step else []

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        """Save or re-ask, in one transaction; then the slots mirror what is stored, and the step to ask is set.

        No event at all makes Rasa reject the form for this turn, and the rule of the detour answers.
        """
        if slots.intent(tracker) not in HEARS:
            return []
        with self._parts.conversation(tracker) as (tx, conversation):
            taken = self._parts.screening(tx, conversation).take(slots.heard(tracker))
            says, code = with_code(self._parts, tx, conversation, slots.message_id(tracker), taken.says)
        if says:
            facts = self._parts.facts(conversation.language) | code
            for response in says:
                dispatcher.utter_message(response=response, **facts)
        events = slots.mirror(taken, tracker, language=conversation.language)
        for event in events:
            tracker.slots[event["name"]] = event["value"]
        return events

    async def next_requested_slot(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> dict[str, Any] | None:
        """The step to ask is among the events of what was taken; only after a detour it is looked up."""
        if slots.intent(tracker) in HEARS:
            return None
        return await super().next_requested_slot(dispatcher, tracker, domain)


class AskChange(Action):
    """Offers every answer that counts, to be changed."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_ask_change"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        words = self._parts.words
        with self._parts.looking_at(tracker) as (tx, conversation):
            answers = self._parts.screening(tx, conversation).stands().answers
        language, pending = conversation.language, conversation.dialogue.pending
        changeable = pending or {name: answers[name] for name in steps.answered_on_walk(answers)}
        buttons = [
            {"title": phrases.as_lines({question: value}, words, language), "payload": question}
            for question, value in changeable.items()
        ]
        buttons.append({"title": words.say("utter_keep_all", language), "payload": "keep"})
        dispatcher.utter_message(response="utter_ask_change", buttons=buttons)
        return []
