"""The booking form and its prompts."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import slots
from actions.parts import Parts
from bot.booking import booking, contact
from bot.booking.form import BOOKS_BY_LINK, HEARS, LINK_SAID, BookingForm
from bot.storage import appointments, booking_links, messages
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction


class ValidateBookingForm(FormValidationAction):
    """Holds a time, takes a contact, confirms."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "validate_booking_form"

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[str]:
        step = tracker.get_slot("booking_step")
        return [step] if step else []

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        """Take what was said; no event at all lets the rule of a detour answer instead."""
        if tracker.active_loop_name == "booking_form" and slots.intent(tracker) not in HEARS:
            return []
        with self._parts.conversation(tracker) as (tx, conversation):
            form = BookingForm(tx, conversation, clinic=self._parts.clinic, now=self._parts.now())
            stands = form.take(slots.heard(tracker))
            link = self._link(tx, conversation, slots.message_id(tracker)) if LINK_SAID in stands.says else {}
        facts = self._parts.facts(conversation.language) | link
        for response in stands.says:
            dispatcher.utter_message(response=response, **facts)
        values = {
            "heard": slots.message_id(tracker),
            "section": "booking",
            "booking_step": stands.step,
            "contact_errors": stands.contact_errors,
        }
        tracker.slots.update(values)
        return [SlotSet(name, value) for name, value in values.items()]

    def _link(self, tx: Transaction, conversation: Conversation, message_id: str) -> dict[str, str]:
        """The address of the booking page for this talk; the same message gets the same one."""
        token = booking_links.issue(tx, conversation.id, cause=message_id, now=self._parts.now())
        return {
            "link": f"{self._parts.public_url}/b/{token}",
            "link_minutes": str(booking_links.LINK_MINUTES),
        }


class AskBookingTime(Action):
    """Offers the earliest times as buttons."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_ask_booking_time"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        parts = self._parts
        with parts.conversation(tracker) as (tx, conversation):
            times = booking.open_times(tx, parts.clinic, parts.now(), language=conversation.language)
        language, page = conversation.language, conversation.dialogue.booking_page
        options = booking.offer(times, page, clinic=parts.clinic, words=parts.words, language=language)
        buttons = [{"title": option.label, "payload": option.id} for option in options]
        response = "utter_ask_booking_time" if times else "utter_booking_no_times"
        dispatcher.utter_message(response=response, buttons=buttons, **parts.facts(language))
        return []


class AskBookingContact(Action):
    """Asks how the person may be reached, with what was wrong beside each field."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_ask_booking_contact"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        parts = self._parts
        errors = tracker.get_slot("contact_errors") or {}
        with parts.conversation(tracker) as (tx, conversation):
            message = messages.by_engine_id(tx, slots.message_id(tracker)) if errors else None
        given = message.fields if message else {}
        fields = contact.fields(parts.words, conversation.language, errors=errors, given=given)
        dispatcher.utter_message(response="utter_ask_booking_contact", json_message={"fields": fields})
        return []


class AskBookingConfirm(Action):
    """Shows weekday, date, time, zone and place once more before anything is booked."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_ask_booking_confirm"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        parts = self._parts
        with parts.conversation(tracker) as (tx, conversation):
            held = appointments.held_of(tx, conversation.id)
        if held is None:
            dispatcher.utter_message(response="utter_booking_hold_over")
            return []
        visit = booking.visit_in_words(
            held, clinic=parts.clinic, words=parts.words, language=conversation.language
        )
        dispatcher.utter_message(
            response="utter_ask_booking_confirm",
            when=visit.when,
            where=visit.where,
            therapist=visit.therapist,
        )
        return []


class FinishBooking(Action):
    """Says what is booked, with the calendar file and the page of the visit."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_finish_booking"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        parts = self._parts
        with parts.conversation(tracker) as (tx, conversation):
            visit = appointments.confirmed_of(tx, conversation.id)
            token = appointments.manage_token(tx, visit) if visit else ""
        if visit and conversation.channel in BOOKS_BY_LINK:
            dispatcher.utter_message(response="utter_telegram_booked", **parts.facts(conversation.language))
        elif visit and not conversation.dialogue.is_booking_over:
            language = conversation.language
            shown = booking.visit_in_words(visit, clinic=parts.clinic, words=parts.words, language=language)
            links = [
                {
                    "label": parts.words.say("utter_booking_calendar_label", language),
                    "href": f"/v1/booking/{token}.ics",
                }
            ]
            dispatcher.utter_message(
                response="utter_booked",
                json_message={"links": links},
                **parts.facts(language),
                when=shown.when,
                where=shown.where,
                therapist=shown.therapist,
            )
        return [SlotSet("section", "done")]
