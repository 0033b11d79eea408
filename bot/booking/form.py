"""The booking part of a talk: which step is open, and what a message does to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.booking import booking, contact
from bot.clinic import Clinic
from bot.notify import visits
from bot.screening.pauses import PAUSES, TAPS_THAT_GO_ON, says_of
from bot.screening.take import Heard
from bot.storage import appointments, conversations, messages, screenings
from bot.storage.appointments import Appointment, TimeIsTaken
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction

CONSENT = "consent"
TIME = "booking_time"
CONTACT = "booking_contact"
CONFIRM = "booking_confirm"
LINK = "booking_link"
"""Not a step of the talk: time, contact and confirmation are taken on a page of ours, outside the messenger."""

LINK_SAID = "utter_booking_link"
BOOKS_BY_LINK = frozenset({"telegram"})
"""Channels of others, where no name and no phone number is asked for."""

MINORS = frozenset({"me_under18", "other_under18"})


@dataclass(frozen=True)
class BookingStands:
    """The open step (None: booking is over), what to say first, and what was wrong with the form."""

    step: str | None
    says: tuple[str, ...] = ()
    contact_errors: Mapping[str, str] | None = None


class BookingForm:
    """Booking of one conversation inside one transaction."""

    def __init__(self, tx: Transaction, conversation: Conversation, *, clinic: Clinic, now: datetime) -> None:
        self._tx = tx
        self._conversation = conversation
        self._clinic = clinic
        self._now = now
        self._says: list[str] = []
        self._errors: Mapping[str, str] | None = None

    def take(self, heard: Heard) -> BookingStands:
        """Take one message; the same message changes nothing twice."""
        dialogue = self._conversation.dialogue
        if dialogue.last_message == heard.message_id:
            self._says = list(dialogue.last_says)
            return self._stands()
        appointments.expire(self._tx, self._now)
        if heard.intent == "book_now":
            self._note(is_booking_over=False, booking_page=0)
        if heard.intent in PAUSES:
            self._says.extend(says_of(heard.intent))
            self._note(pause=PAUSES[heard.intent])
        elif not self._goes_on(heard) and heard.intent in _TAKEN:
            self._take_at_step(heard)
        self._note(last_message=heard.message_id, last_says=tuple(self._says))
        return self._stands()

    def _goes_on(self, heard: Heard) -> bool:
        """Any message ends a pause; a tap on the way on says nothing else."""
        if self._conversation.dialogue.pause is None:
            return False
        self._note(pause=None)
        return bool(TAPS_THAT_GO_ON.intersection(heard.options))

    def start(self) -> None:
        """Open booking, as after a result."""
        self._note(is_booking_over=False, booking_page=0)

    # -- steps ---------------------------------------------------------------------------------------

    def _stands(self) -> BookingStands:
        step = self._step()
        if step == LINK:
            return BookingStands(None, (*self._says, LINK_SAID))
        return BookingStands(step, tuple(self._says), self._errors)

    def _step(self) -> str | None:
        if self._conversation.dialogue.pause:
            return self._conversation.dialogue.pause
        if self._conversation.dialogue.is_booking_over or self._is_minor:
            return None
        version = self._clinic.consent.version
        if not screenings.has_consented(self._tx, self._conversation.id, version):
            return CONSENT
        if appointments.confirmed_of(self._tx, self._conversation.id):
            return None
        if self._conversation.channel in BOOKS_BY_LINK:
            return LINK
        held = self._held()
        if held is None:
            return TIME
        return CONFIRM if appointments.contact_of(self._tx, held) else CONTACT

    def _take_at_step(self, heard: Heard) -> None:
        if self._is_minor:
            self._says.append("utter_booking_minor")
            return
        step = self._step()
        if step in (None, LINK):
            return
        if heard.intent in ("skip", "go_back") and step != CONSENT:
            self._step_back(step)
        elif step == CONTACT:
            self._take_contact(heard)
        elif heard.options:
            _BY_STEP[step](self, heard.options[0])
        else:
            self._says.append(f"utter_invalid_{step}")

    def _take_consent(self, option: str) -> None:
        if option == "more":
            self._says.append("utter_consent_more")
            return
        version, is_given = self._clinic.consent.version, option == "agree"
        screenings.save_consent(
            self._tx, self._conversation.id, version=version, is_given=is_given, now=self._now
        )
        if not is_given:
            self._says.append("utter_consent_declined")
            self._note(is_booking_over=True)

    def _take_time(self, option: str) -> None:
        if option == booking.MORE:
            self._note(booking_page=self._conversation.dialogue.booking_page + 1)
            return
        if option == booking.NOT_NOW:
            self._says.append("utter_booking_not_booked")
            self._note(is_booking_over=True)
            return
        try:
            booking.hold(self._tx, self._conversation, option, clinic=self._clinic, now=self._now)
        except TimeIsTaken:
            self._says.append("utter_booking_slot_taken")
            self._note(booking_page=0)

    def _take_contact(self, heard: Heard) -> None:
        message = messages.by_engine_id(self._tx, heard.message_id)
        held = self._held()
        if held is None or message is None or message.kind != "form":
            self._says.append("utter_invalid_booking_contact")
            return
        checked = contact.check(message.fields)
        if checked.errors:
            self._errors = dict(checked.errors)
        else:
            appointments.give_contact(self._tx, held, checked.as_stored())

    def _take_confirmation(self, option: str) -> None:
        held = self._held()
        if held is None:
            self._says.append("utter_booking_hold_over")
        elif option == "confirm":
            visit = appointments.confirm(self._tx, held, self._now)
            visits.tell_confirmed(self._tx, visit, clinic=self._clinic, now=self._now)
        else:
            appointments.change(self._tx, held, "cancelled", author="person", now=self._now)
            if option == "cancel":
                self._says.append("utter_booking_not_booked")
                self._note(is_booking_over=True)

    def _step_back(self, step: str) -> None:
        held = self._held()
        if step == TIME or held is None:
            self._says.append("utter_booking_not_booked")
            self._note(is_booking_over=True)
        else:
            appointments.change(self._tx, held, "cancelled", author="person", now=self._now)

    # -- state ---------------------------------------------------------------------------------------

    @property
    def _is_minor(self) -> bool:
        return screenings.answers_of(self._tx, self._conversation).get("who") in MINORS

    def _held(self) -> Appointment | None:
        held = appointments.held_of(self._tx, self._conversation.id)
        return held if held and held.held_until and held.held_until > self._now else None

    def _note(self, **changes: Any) -> None:
        self._conversation = conversations.note(
            self._tx, self._conversation, replace(self._conversation.dialogue, **changes)
        )


_TAKEN = frozenset({"answer", "choose", "fill_form", "nlu_fallback", "skip", "go_back", "booking_wish"})

HEARS = _TAKEN | {"book_now", "booking_more_times"} | frozenset(PAUSES)
"""Intents booking takes itself; any other one is a detour with a rule of its own."""

_BY_STEP: Mapping[str, Callable[[BookingForm, str], None]] = {
    CONSENT: BookingForm._take_consent,
    TIME: BookingForm._take_time,
    CONFIRM: BookingForm._take_confirmation,
}
