"""The booking part of a talk: which step is open, and what a message does to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.booking import booking, contact, wished
from bot.booking.free_times import FreeTime
from bot.clinic import Clinic
from bot.notify import visits
from bot.screening.pauses import PAUSES, TAPS_THAT_GO_ON, says_of
from bot.screening.take import Heard
from bot.storage import appointments, conversations, messages, screenings
from bot.storage.appointments import Appointment, NotAllowed, TimeIsTaken
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction

CONSENT = "consent"
TIME = "booking_time"
CONTACT = "booking_contact"
CONFIRM = "booking_confirm"
MANAGE = "booking_manage"
CALL_OFF = "booking_call_off"
LINK = "booking_link"
"""Not a step of the talk: time, contact and confirmation are taken on a page of ours, outside the messenger."""

LINK_SAID = "utter_booking_link"
BOOKS_BY_LINK = frozenset({"telegram"})
"""Channels of others, where no name and no phone number is asked for."""

MOVING = "move"
"""The task of a talk in which a booked visit gets another time."""

DAY_PARTS_FROM_PAGE = 2
"""Who has looked at two pages of times is asked for a part of the day before the third."""

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
        self._note(booking_outcome=None)
        if heard.intent in PAUSES:
            self._says.extend(says_of(heard.intent))
            self._note(pause=PAUSES[heard.intent])
        elif not self._goes_on(heard):
            self._take_open(heard)
        self._note(last_message=heard.message_id, last_says=tuple(self._says))
        return self._stands()

    def _goes_on(self, heard: Heard) -> bool:
        """Any message ends a pause; a tap on the way on says nothing else."""
        if self._conversation.dialogue.pause is None:
            return False
        self._note(pause=None)
        return bool(TAPS_THAT_GO_ON.intersection(heard.options))

    def _take_open(self, heard: Heard) -> None:
        """A wish for a time, something to do with the visit, or an answer to the open step."""
        if self._conversation.dialogue.booking_task and self._visit() is None:
            # Called off meanwhile, by staff or on its own page.
            self._note(booking_task=None, is_booking_over=True)
            self._says.append("utter_booking_none_yet")
            return
        is_wish = self._step() == TIME and isinstance(heard.reading, Mapping)
        if heard.intent in _TASKS and not is_wish:
            _TASKS[heard.intent](self)
        elif heard.intent in _TAKEN or is_wish:
            self._take_at_step(heard)

    def start(self) -> None:
        """Open booking, as after a result."""
        self._note(is_booking_over=False, booking_shows="", booking_offer=(), booking_page=0)

    # -- steps ---------------------------------------------------------------------------------------

    def _stands(self) -> BookingStands:
        step = self._step()
        if step == LINK:
            return BookingStands(None, (*self._says, LINK_SAID))
        return BookingStands(step, tuple(self._says), self._errors)

    def _step(self) -> str | None:
        if self._conversation.dialogue.pause:
            return self._conversation.dialogue.pause
        visit = self._visit()
        if visit is not None:
            return self._step_with(visit)
        if self._conversation.dialogue.is_booking_over or self._is_minor:
            return None
        version = self._clinic.consent.version
        if not screenings.has_consented(self._tx, self._conversation.id, version):
            return CONSENT
        if self._conversation.channel in BOOKS_BY_LINK:
            return LINK
        held = self._held()
        if held is None:
            return TIME
        return CONFIRM if appointments.contact_of(self._tx, held) else CONTACT

    def _step_with(self, visit: Appointment) -> str | None:
        """What is asked of a person who has a visit: nothing, unless they want something done with it."""
        task = self._conversation.dialogue.booking_task
        if task == MOVING:
            held = self._held()
            return CONFIRM if held and held.replaces == visit.id else TIME
        return {"manage": MANAGE, "call_off": CALL_OFF}.get(task or "")

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
        elif step == TIME and isinstance(heard.reading, Mapping) and not heard.options:
            self._take_wish(heard.reading)
        elif step == TIME and heard.intent == "booking_more_times":
            self._take_time(booking.MORE)
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
            self._show_more()
        elif option == booking.NOT_NOW:
            self._give_up()
        elif option.startswith(wished.DAY):
            self._show_day(date.fromisoformat(option.removeprefix(wished.DAY)))
        elif option in wished.PARTS:
            self._show_part(option)
        else:
            self._hold(option)

    def _take_wish(self, reading: Mapping[str, Any]) -> None:
        """Show the times that fit what was typed; one time that is meant goes to its confirmation."""
        shows, offer = str(reading["show"]), tuple(reading["offer"])
        if shows != wished.PICKED:
            self._show(shows, offer)
            return
        meant = wished.narrowed(self._times(), offer)
        if meant:
            self._hold(booking.time_id(meant[0]))
        else:
            self._is_taken()

    def _hold(self, option: str) -> None:
        try:
            booking.hold(self._tx, self._conversation, option, clinic=self._clinic, now=self._now)
        except TimeIsTaken:
            self._is_taken()
            return
        self._show(wished.EARLIEST)
        if self._visit() is None:
            self._says.append("utter_booking_held")

    def _is_taken(self) -> None:
        self._says.append("utter_booking_slot_taken")
        self._show(wished.EARLIEST)

    def _show(self, shows: str, offer: tuple[str, ...] = ()) -> None:
        self._note(booking_shows=shows, booking_offer=offer, booking_page=0)

    def _show_more(self) -> None:
        """The next page; past two pages a part of the day is asked for; past the last one, the earliest again."""
        dialogue, times = self._conversation.dialogue, self._times()
        page, size = dialogue.booking_page + 1, self._clinic.booking.first_offer
        is_narrowed = dialogue.booking_shows in (wished.MATCHES, wished.NEAREST)
        if is_narrowed:
            times = wished.narrowed(times, dialogue.booking_offer)
        if (
            dialogue.booking_shows == wished.EARLIEST
            and page == DAY_PARTS_FROM_PAGE
            and len(times) > page * size
        ):
            self._note(booking_shows=wished.DAY_PART)
        elif dialogue.booking_shows in (wished.WHICH_DAY, wished.WHICH_TIME, wished.DAY_PART):
            self._show(wished.EARLIEST)
        elif len(times) > page * size:
            self._note(booking_page=page)
        else:
            self._show(wished.EARLIEST)
            if not is_narrowed:
                self._says.append("utter_booking_no_more_times")

    def _show_day(self, day: date) -> None:
        times = self._times()
        found = wished.on_day(times, day, self._conversation.dialogue.booking_offer, self._clinic)
        self._show_found(times, found, [time for time in times if _day_of(time, self._clinic) > day])

    def _show_part(self, part: str) -> None:
        times = self._times()
        if part == wished.ANY_TIME:
            self._note(booking_shows=wished.LATER, booking_page=DAY_PARTS_FROM_PAGE)
        else:
            self._show_found(times, wished.in_part(times, part, self._clinic), times)

    def _show_found(self, times: list[FreeTime], found: list[FreeTime], near: list[FreeTime]) -> None:
        if found:
            self._show(wished.MATCHES, wished.kept(found))
        else:
            size = self._clinic.booking.first_offer
            self._show(wished.NEAREST, wished.kept((near or times)[:size]))

    def _give_up(self) -> None:
        """No time is wanted: nothing is booked, or the visit stays where it is."""
        is_kept = self._visit() is not None
        self._says.append("utter_booking_kept" if is_kept else "utter_booking_not_booked")
        self._note(is_booking_over=not is_kept, booking_task=None)

    def _take_contact(self, heard: Heard) -> None:
        message = messages.by_engine_id(self._tx, heard.message_id)
        held = self._held()
        if held is None or message is None or message.kind != "form":
            self._says.append("utter_invalid_booking_contact")
            return
        dialogue = self._conversation.dialogue
        checked = contact.check(message.fields, self._conversation.language, dialogue.doubted_email)
        if checked.errors:
            self._errors = dict(checked.errors)
            email = message.fields.get("email")
            self._note(doubted_email=email.strip() if isinstance(email, str) else None)
        else:
            self._note(doubted_email=None)
            appointments.give_contact(self._tx, held, checked.as_stored())

    def _take_confirmation(self, option: str) -> None:
        held = self._held()
        if held is None:
            self._says.append("utter_booking_hold_over")
        elif option == "confirm":
            self._confirm(held)
        else:
            appointments.change(self._tx, held, "cancelled", author="person", now=self._now)
            if option == "cancel":
                self._give_up()

    def _confirm(self, held: Appointment) -> None:
        """Once: a repeated yes finds nothing held any more. What was lost meanwhile is said, never booked."""
        before = self._visit()
        try:
            if held.replaces is None:
                visit = appointments.confirm(self._tx, held, self._now)
            else:
                visit = appointments.move(self._tx, held, self._now)
        except (NotAllowed, TimeIsTaken):
            self._says.append("utter_booking_hold_over")
            return
        if before is None:
            visits.tell_confirmed(self._tx, visit, clinic=self._clinic, now=self._now)
        else:
            visits.tell_moved(self._tx, before, visit, clinic=self._clinic, now=self._now)
        outcome = "booked" if before is None else "moved"
        self._note(booking_task=None, booking_outcome=outcome, booking_shows="", booking_offer=())

    # -- a visit that is booked ----------------------------------------------------------------------

    def _take_book_now(self) -> None:
        if self._visit() is None:
            if self._is_minor:
                self._says.append("utter_booking_minor")
            elif not self._clinic.is_open(self._now):
                self._says.append("utter_booking_outside_hours")
            self._show(wished.EARLIEST)
            self._note(is_booking_over=False, booking_task=None)
        elif self._conversation.channel not in BOOKS_BY_LINK:
            self._note(booking_task="manage")

    def _take_move(self) -> None:
        held = self._held()
        if held is not None:
            appointments.change(self._tx, held, "cancelled", author="person", now=self._now)
        if self._visit() is None:
            self._says.extend(() if held else ("utter_booking_none_yet",))
        elif self._conversation.channel in BOOKS_BY_LINK:
            self._says.append("utter_booking_change_by_phone")
        else:
            self._says.append("utter_booking_move")
            self._note(booking_task=MOVING)
        self._show(wished.EARLIEST)

    def _take_call_off(self) -> None:
        held, visit = self._held(), self._visit()
        if visit is None:
            if held is not None:
                appointments.change(self._tx, held, "cancelled", author="person", now=self._now)
            self._give_up()
        elif self._conversation.channel in BOOKS_BY_LINK:
            self._says.append("utter_booking_change_by_phone")
        else:
            self._note(booking_task="call_off")

    def _take_managing(self, option: str) -> None:
        {"move": self._take_move, "cancel": self._take_call_off, "keep": self._give_up}[option]()

    def _take_calling_off(self, option: str) -> None:
        visit = self._visit()
        if option == "move" or visit is None:
            self._take_move()
        elif option == "no":
            self._give_up()
        else:
            gone = appointments.call_off(self._tx, visit, author="person", now=self._now)
            visits.tell_cancelled(self._tx, gone, clinic=self._clinic, now=self._now)
            self._says.append("utter_booking_cancelled")
            self._note(booking_task=None, is_booking_over=True)

    def _step_back(self, step: str) -> None:
        held = self._held()
        if self._conversation.dialogue.booking_shows and step == TIME:
            self._show(wished.EARLIEST)
        elif step in (TIME, MANAGE, CALL_OFF) or held is None:
            self._give_up()
        else:
            appointments.change(self._tx, held, "cancelled", author="person", now=self._now)

    # -- state ---------------------------------------------------------------------------------------

    @property
    def _is_minor(self) -> bool:
        return screenings.answers_of(self._tx, self._conversation).get("who") in MINORS

    def _visit(self) -> Appointment | None:
        return appointments.confirmed_of(self._tx, self._conversation.id)

    def _times(self) -> list[FreeTime]:
        return booking.open_times(self._tx, self._clinic, self._now, language=self._conversation.language)

    def _held(self) -> Appointment | None:
        held = appointments.held_of(self._tx, self._conversation.id)
        return held if held and held.held_until and held.held_until > self._now else None

    def _note(self, **changes: Any) -> None:
        self._conversation = conversations.note(
            self._tx, self._conversation, replace(self._conversation.dialogue, **changes)
        )


def _day_of(time: FreeTime, clinic: Clinic) -> date:
    return time.starts_at.astimezone(clinic.zone).date()


_TAKEN = frozenset(
    {
        "answer",
        "choose",
        "fill_form",
        "nlu_fallback",
        "skip",
        "go_back",
        "booking_wish",
        "booking_more_times",
    }
)

_TASKS: Mapping[str, Callable[[BookingForm], None]] = {
    "book_now": BookingForm._take_book_now,
    "booking_move": BookingForm._take_move,
    "booking_cancel": BookingForm._take_call_off,
}

HEARS = _TAKEN | frozenset(_TASKS) | frozenset(PAUSES) | {"resume"}
"""Intents booking takes itself; any other one is a detour with a rule of its own."""

_BY_STEP: Mapping[str, Callable[[BookingForm, str], None]] = {
    CONSENT: BookingForm._take_consent,
    TIME: BookingForm._take_time,
    CONFIRM: BookingForm._take_confirmation,
    MANAGE: BookingForm._take_managing,
    CALL_OFF: BookingForm._take_calling_off,
}
