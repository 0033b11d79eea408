"""A booked visit in the chat: keep it, move it, call it off."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.parts import Parts
from bot.booking import booking
from bot.storage import appointments


class ManageBooking(Action):
    """Opens booking for a person who has a visit; says so when there is none, and the talk goes on."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_manage_booking"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        with self._parts.conversation(tracker) as (tx, conversation):
            visit = appointments.confirmed_of(tx, conversation.id)
        if visit is not None:
            return [SlotSet("section", "booking")]
        dispatcher.utter_message(
            response="utter_booking_none_yet", **self._parts.facts(conversation.language)
        )
        return [SlotSet("section", "screening" if tracker.active_loop_name == "screening_form" else "done")]


class _AskAboutVisit(Action):
    """A question about the visit that is booked, with its time in it."""

    STEP = ""
    RESPONSE = ""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return f"action_ask_{self.STEP}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        parts = self._parts
        with parts.conversation(tracker) as (tx, conversation):
            visit = appointments.confirmed_of(tx, conversation.id)
        language = conversation.language
        if visit is None:
            dispatcher.utter_message(response="utter_booking_none_yet", **parts.facts(language))
            return []
        shown = booking.visit_in_words(visit, clinic=parts.clinic, words=parts.words, language=language)
        dispatcher.utter_message(
            response=self.RESPONSE, when=shown.when, where=shown.where, therapist=shown.therapist
        )
        return []


class AskBookingManage(_AskAboutVisit):
    """Keep, move or cancel."""

    STEP = "booking_manage"
    RESPONSE = "utter_booking_already"


class AskBookingCallOff(_AskAboutVisit):
    """Whether the visit is really to be called off."""

    STEP = "booking_call_off"
    RESPONSE = "utter_booking_cancel"
