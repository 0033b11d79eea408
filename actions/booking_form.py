"""The booking form and its prompts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import slots
from actions.parts import Parts
from actions.saved_code import with_code
from bot import dates_in_words
from bot.booking import booking, contact, wished
from bot.booking.form import BOOKS_BY_LINK, HEARS, LINK_SAID, BookingForm
from bot.storage import appointments, booking_links, messages
from bot.storage.appointments import Appointment
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction
from bot.words import Option


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
            says, code = with_code(self._parts, tx, conversation, slots.message_id(tracker), stands.says)
            visit = self._visit(tx, conversation)
        facts = self._parts.facts(conversation.language) | link | code | visit
        for response in says:
            dispatcher.utter_message(response=response, **facts)
        values = {
            "heard": slots.message_id(tracker),
            "section": "booking",
            "booking_step": stands.step,
            "contact_errors": stands.contact_errors,
        }
        tracker.slots.update(values)
        return [SlotSet(name, value) for name, value in values.items()]

    def _visit(self, tx: Transaction, conversation: Conversation) -> dict[str, str]:
        """When, where and with whom the person's visit is, or the time held for them."""
        visit = appointments.confirmed_of(tx, conversation.id) or appointments.held_of(tx, conversation.id)
        return _in_words(self._parts, visit, conversation.language) if visit else {}

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
        language, dialogue = conversation.language, conversation.dialogue
        shows, page = dialogue.booking_shows, dialogue.booking_page
        facts = parts.facts(language)
        if shows == wished.DAY_PART and times:
            dispatcher.utter_message(response="utter_ask_booking_day_part")
            return []
        if shows == wished.WHICH_DAY and times:
            self._ask_which_day(dispatcher, conversation)
            return []
        is_narrowed = shows in (wished.MATCHES, wished.NEAREST, wished.WHICH_TIME)
        found = wished.narrowed(times, dialogue.booking_offer) if is_narrowed else times
        response = _OFFERS.get(shows, "utter_booking_more_times" if page else "utter_ask_booking_time")
        if times and not found:
            found, page, response = times, 0, "utter_booking_no_match"
        if not times:
            response = "utter_booking_no_times"
        options = booking.offer(
            found, page, clinic=parts.clinic, words=parts.words, language=language, may_widen=is_narrowed
        )
        dispatcher.utter_message(response=response, buttons=_buttons(options), **facts)
        return []

    def _ask_which_day(self, dispatcher: CollectingDispatcher, conversation: Conversation) -> None:
        parts, language = self._parts, conversation.language
        days = wished.days_in(conversation.dialogue.booking_offer)
        named = [dates_in_words.day_in_words(day, language) for day in days]
        options = [
            Option(f"{wished.DAY}{day.isoformat()}", name) for day, name in zip(days, named, strict=True)
        ]
        options += booking.offer(
            (), 0, clinic=parts.clinic, words=parts.words, language=language, may_widen=True
        )
        response = "utter_which_next" if len(days) == 2 else "utter_booking_which_day"
        dispatcher.utter_message(
            response=response, buttons=_buttons(options), first=named[0], second=named[-1]
        )


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
        response = "utter_booking_confirm_move" if held.replaces else "utter_ask_booking_confirm"
        dispatcher.utter_message(response=response, **_in_words(parts, held, conversation.language))
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
        elif visit and conversation.dialogue.booking_outcome:
            language = conversation.language
            links = [
                {
                    "label": parts.words.say("utter_booking_calendar_label", language),
                    "href": f"/v1/booking/{token}.ics",
                },
                {
                    "label": parts.words.say("utter_booking_manage_label", language),
                    "href": f"/visit/{token}",
                },
            ]
            dispatcher.utter_message(
                response=f"utter_{_OUTCOMES[conversation.dialogue.booking_outcome]}",
                json_message={"links": links},
                **parts.facts(language),
                **_in_words(parts, visit, language),
            )
        return [SlotSet("section", "done")]


_OFFERS = {
    wished.MATCHES: "utter_booking_matches",
    wished.NEAREST: "utter_booking_no_match",
    wished.WHICH_TIME: "utter_booking_which_time",
}
"""How the times are introduced that a typed wish led to."""

_OUTCOMES = {"booked": "booked", "moved": "booking_moved"}


def _in_words(parts: Parts, visit: Appointment, language: str) -> dict[str, str]:
    shown = booking.visit_in_words(visit, clinic=parts.clinic, words=parts.words, language=language)
    return {"when": shown.when, "where": shown.where, "therapist": shown.therapist}


def _buttons(options: Iterable[Option]) -> list[dict[str, str]]:
    return [{"title": option.label, "payload": option.id} for option in options]
