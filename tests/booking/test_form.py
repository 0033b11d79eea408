"""The booking part of a talk, step by step, on a database of its own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.booking import booking, wished
from bot.booking.form import BookingForm, BookingStands
from bot.clinic import Clinic
from bot.screening.take import Heard
from bot.storage import appointments, conversations, messages, screenings
from bot.storage.appointments import Appointment
from bot.storage.conversations import Dialogue
from bot.storage.database import Database
from bot.storage.messages import Said
from tests.stores import empty_sqlite

# A Monday, 9 AM in Chicago.
NOW = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
CONTACT = {"first_name": "Ana", "phone": "312-555-0150"}


class Booker:
    """A person who books, seen from the form; the clock stands where it is put."""

    def __init__(self, database: Database, clinic: Clinic, channel: str = "web") -> None:
        self.database, self.clinic, self.now = database, clinic, NOW
        self._numbers = itertools.count()
        with database.begin() as tx:
            self.id = conversations.start(
                tx, channel=channel, language="en", now=NOW, is_after_hours=False, token=f"{id(self)}"
            ).id
            screenings.save_consent(tx, self.id, version=clinic.consent.version, is_given=True, now=NOW)

    def hear(self, intent: str, *options: str, reading: Any = None, message_id: str = "") -> BookingStands:
        heard = Heard(message_id or f"m{next(self._numbers)}", intent, options, reading)
        with self.database.begin() as tx:
            conversation = conversations.get(tx, self.id)
            return BookingForm(tx, conversation, clinic=self.clinic, now=self.now).take(heard)

    def tap(self, *options: str) -> BookingStands:
        return self.hear("choose", *options)

    def fill(self, fields: Mapping[str, Any]) -> BookingStands:
        with self.database.begin() as tx:
            message, _ = messages.accept(
                tx,
                self.id,
                client_id=f"c{next(self._numbers)}",
                kind="form",
                body={"text": "", "prompt_id": None, "options": [], "fields": dict(fields)},
                shown=Said("person", "text", "sent"),
                now=self.now,
            )
        return self.hear("fill_form", message_id=message.engine_id)

    def times(self) -> list[str]:
        with self.database.begin() as tx:
            return [booking.time_id(time) for time in booking.open_times(tx, self.clinic, self.now)]

    def visit(self) -> Appointment | None:
        with self.database.read() as tx:
            return appointments.confirmed_of(tx, self.id)

    def dialogue(self) -> Dialogue:
        with self.database.read() as tx:
            return conversations.get(tx, self.id).dialogue

    def book(self, number: int = 0) -> Appointment:
        self.hear("book_now")
        self.tap(self.times()[number])
        self.fill(CONTACT)
        self.tap("confirm")
        visit = self.visit()
        assert visit is not None
        return visit


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = empty_sqlite(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def person(database: Database, clinic: Clinic) -> Booker:
    return Booker(database, clinic)


def start_of(option: str) -> datetime:
    found = booking.start_of(option)
    assert found is not None
    return found


def offer_of(*options: str) -> list[str]:
    return [option.partition("-")[0] for option in options]


def test_two_taps_and_a_contact(person: Booker) -> None:
    """A time, the contact, a yes: nothing else is asked."""
    person.hear("book_now")
    first = person.times()[0]
    assert person.tap(first).step == "booking_contact"
    assert person.fill(CONTACT).step == "booking_confirm"
    assert person.tap("confirm").step is None
    visit = person.visit()
    assert visit is not None
    assert visit.starts_at == start_of(first)
    assert person.dialogue().booking_outcome == "booked"


def test_at_night_booking_says_who_answers_when(person: Booker) -> None:
    """After hours the path is the same; it says once when a person answers, and names the lines that answer now."""
    assert person.hear("book_now").says == ()
    person.now = NOW.replace(hour=8)
    assert not person.clinic.is_open(person.now)
    stands = person.hear("book_now")
    assert (stands.step, stands.says) == ("booking_time", ("utter_booking_outside_hours",))
    assert person.tap(person.times()[0]).says == ("utter_booking_held",)


def test_a_picked_time_is_held_and_not_booked(person: Booker) -> None:
    """A typed "the second one" leads to the contact; nothing is booked without the button."""
    person.hear("book_now")
    second = person.times()[1]
    stands = person.hear("answer", reading={"show": wished.PICKED, "offer": offer_of(second)})
    assert (stands.step, stands.says) == ("booking_contact", ("utter_booking_held",))
    assert person.visit() is None


def test_a_wish_counts_whatever_the_classifier_made_of_it(person: Booker) -> None:
    """What reads as a time narrows the offer, also when the words sound like the start of booking or a move."""
    person.hear("book_now")
    offer = offer_of(*person.times()[5:7])
    for intent in ("answer", "booking_wish", "book_now", "booking_move"):
        stands = person.hear(intent, reading={"show": wished.MATCHES, "offer": offer})
        assert (stands.step, stands.says) == ("booking_time", ())
        assert list(person.dialogue().booking_offer) == offer


def test_someone_was_faster(person: Booker, database: Database, clinic: Clinic) -> None:
    """A time that another person took a moment ago is said to be gone, and the others are shown."""
    person.hear("book_now")
    first = person.times()[0]
    other = Booker(database, clinic)
    other.hear("book_now")
    other.tap(first)
    stands = person.tap(first)
    assert (stands.step, stands.says) == ("booking_time", ("utter_booking_slot_taken",))


def test_a_button_of_yesterday_books_nothing_in_the_past(person: Booker) -> None:
    """A time whose button stayed on the screen until it passed cannot be held."""
    person.hear("book_now")
    first = person.times()[0]
    person.now = start_of(first) + timedelta(minutes=1)
    assert person.tap(first).says == ("utter_booking_slot_taken",)


def test_a_hold_that_ran_out_is_said(person: Booker) -> None:
    """A yes after the hold is over books nothing and says so."""
    person.hear("book_now")
    person.tap(person.times()[0])
    person.fill(CONTACT)
    person.now += timedelta(minutes=6)
    stands = person.tap("confirm")
    assert stands.step == "booking_time"
    assert person.visit() is None


def test_the_same_yes_twice_confirms_once(person: Booker, database: Database) -> None:
    """A message that is handled again changes nothing and says the same."""
    person.hear("book_now")
    person.tap(person.times()[0])
    person.fill(CONTACT)
    first = person.hear("choose", "confirm", message_id="yes")
    assert person.hear("choose", "confirm", message_id="yes") == first
    with database.read() as tx:
        letters = tx.connection.exec_driver_sql(
            "select count(*) from appointment_changes where state = 'confirmed'"
        ).scalar()
    assert letters == 1


def test_more_times_then_a_part_of_the_day_then_any(person: Booker) -> None:
    """Two pages, the question for a part of the day, and with "any time" the third page."""
    person.hear("book_now")
    person.tap("more")
    assert person.dialogue().booking_page == 1
    person.tap("more")
    assert person.dialogue().booking_shows == wished.DAY_PART
    person.tap("any")
    assert (person.dialogue().booking_shows, person.dialogue().booking_page) == (wished.LATER, 2)
    person.hear("booking_more_times")
    assert person.dialogue().booking_page == 3


def test_past_the_last_page_come_the_first_times_again(person: Booker) -> None:
    """ "More times" never leads to an empty list."""
    person.hear("book_now")
    says = [
        person.tap("any" if person.dialogue().booking_shows == wished.DAY_PART else "more").says
        for _ in range(120)
    ]
    assert ("utter_booking_no_more_times",) in says


def test_a_doubted_address_is_taken_when_it_is_sent_again(person: Booker) -> None:
    """The hint comes once; another mistyped address is doubted anew."""
    person.hear("book_now")
    person.tap(person.times()[0])
    form = {"first_name": "Ana", "may_email": True}
    assert person.fill(form | {"email": "ana@gmial.com"}).contact_errors == {
        "email": "utter_error_email_typo"
    }
    assert person.fill(form | {"email": "ana@hotmial.com"}).step == "booking_contact"
    assert person.fill(form | {"email": "ana@hotmial.com"}).step == "booking_confirm"


def test_language_and_family_are_kept(person: Booker, database: Database) -> None:
    """What the person said about the visit's language and company is stored with it."""
    person.hear("book_now")
    person.tap(person.times()[0])
    person.fill(CONTACT | {"contact_language": "Español", "family_joins": True})
    person.tap("confirm")
    visit = person.visit()
    assert visit is not None
    with database.read() as tx:
        contact = appointments.contact_of(tx, visit)
    assert contact is not None
    assert (contact["language"], contact["family_joins"]) == ("es", True)


def test_a_move_keeps_the_visit_until_it_is_confirmed(person: Booker) -> None:
    """Asking, picking and giving up change nothing; the yes moves the same visit."""
    before = person.book()
    assert person.hear("booking_move").says == ("utter_booking_move",)
    new = person.times()[3]
    assert person.tap(new).step == "booking_confirm"
    assert person.visit() == before
    stands = person.tap("cancel")
    assert (stands.step, stands.says) == (None, ("utter_booking_kept",))
    person.hear("booking_move")
    person.tap(new)
    assert person.tap("confirm").step is None
    after = person.visit()
    assert after is not None
    assert (after.id, after.starts_at, after.revision) == (before.id, start_of(new), before.revision + 1)
    assert person.dialogue().booking_outcome == "moved"


def test_another_booking_asks_about_the_one_there_is(person: Booker) -> None:
    """Who has a visit and wants to book is asked what to do with it."""
    person.book()
    assert person.hear("book_now").step == "booking_manage"
    assert person.tap("cancel").step == "booking_call_off"
    assert person.tap("no").says == ("utter_booking_kept",)
    assert person.visit() is not None


def test_a_visit_is_called_off_after_one_question(person: Booker) -> None:
    """The question, a yes, and the visit is gone; its time is free."""
    visit = person.book()
    assert person.hear("booking_cancel").step == "booking_call_off"
    stands = person.tap("yes")
    assert (stands.step, stands.says) == (None, ("utter_booking_cancelled",))
    assert person.visit() is None
    assert visit.starts_at in {start_of(option) for option in person.times()}
    assert person.hear("book_now").step == "booking_time"


def test_a_visit_staff_called_off_cannot_be_moved_any_more(person: Booker, database: Database) -> None:
    """The old buttons of a visit that is gone lead to the plain truth."""
    visit = person.book()
    person.hear("booking_cancel")
    with database.begin() as tx:
        appointments.change(tx, visit, "cancelled", author="staff:1", now=NOW)
    stands = person.tap("yes")
    assert (stands.step, stands.says) == (None, ("utter_booking_none_yet",))


def test_nothing_about_a_visit_is_asked_in_a_messenger(database: Database, clinic: Clinic) -> None:
    """In Telegram a visit is moved by phone or on its page, and no time is named there."""
    person = Booker(database, clinic, channel="telegram")
    web = Booker(database, clinic)
    first = web.times()[0]
    with database.begin() as tx:
        held = booking.hold(tx, conversations.get(tx, person.id), first, clinic=clinic, now=NOW)
        appointments.confirm(tx, held, NOW)
    for intent in ("booking_move", "booking_cancel"):
        stands = person.hear(intent)
        assert (stands.step, stands.says) == (None, ("utter_booking_change_by_phone",))
