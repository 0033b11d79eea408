"""What a person hears about a visit, and what anybody who looks over their shoulder can learn from it: nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import anyio
import icalendar
import pytest
import sqlalchemy as sa

from bot.clinic import Clinic
from bot.clinic.neutral import hint_in
from bot.notify import outbox, unfinished, visits
from bot.notify.carriers import Mailer, SmtpAddress
from bot.notify.sending import Sending
from bot.notify.visits import VisitLetters
from bot.storage import appointments, conversations
from bot.storage.appointments import Appointment
from bot.storage.database import Database, Transaction
from bot.storage.tables import appointments as appointment_rows
from bot.storage.tables import follow_ups
from bot.words import Words
from tests.notify.conftest import EMAIL, PHONE, Clock
from tests.notify.mail_server import calendar_of, mail_server, text_of

Talk = Callable[[Transaction], str]
Book = Callable[..., Appointment]

CHICAGO = ZoneInfo("America/Chicago")
FRIDAY_AT_TEN = datetime(2026, 12, 4, 10, 0, tzinfo=CHICAGO)

TELLING = re.compile(
    r"\b(?:addict|adicc|adict|alcohol|assess|behavio|clinic|cl[ií]nic|counsel|consejer|crisis|danger|depress|deprim"
    r"|detox|desintox|drink|drog|drug|emergenc|evaluaci|heal|hospital|intake|medic|m[eé]dic|mental|opioid|overdos"
    r"|patient|pacient|peligro|program|psic|psiqu|psych|recover|recuper|rehab|relaps|reca[ií]d|residen|salud"
    r"|screen|sober|sobri|sobredosis|substan|sustanc|suicid|terap|therap|tratamient|treat|withdraw)\w*",
    re.IGNORECASE,
)
"""Words in either language that would tell somebody else what the visit is about."""


def confirmed(tx: Transaction, held: Appointment, clinic: Clinic, clock: Clock) -> Appointment:
    visit = appointments.confirm(tx, held, clock.at)
    visits.tell_confirmed(tx, visit, clinic=clinic, now=clock.at)
    return visit


def waiting(database: Database) -> list[tuple[str, datetime]]:
    with database.read() as tx:
        found = outbox.of_key(tx, "visit:")
    return [
        (letter.key.split(":", 4)[4], letter.due_at.astimezone(CHICAGO))
        for letter in found
        if letter.status == "waiting"
    ]


def send_due(database: Database, clinic: Clinic, said: Words, clock: Clock, url: str) -> None:
    mailer = Mailer(SmtpAddress.read(url), clinic.reminders.sender_name)
    work = Sending(database, {"visit": VisitLetters(clinic, said)}, {"email": mailer}, clock)

    async def empty() -> None:
        while await work.run_once():
            pass

    anyio.run(empty)


def due_calls(database: Database) -> list[sa.RowMapping]:
    with database.read() as tx:
        return list(tx.execute(sa.select(follow_ups).order_by(follow_ups.c.id)).mappings())


def test_a_confirmed_visit_is_told_now_and_twice_before(
    database: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk, book: Book
) -> None:
    """Confirmation at once, one reminder the day before, one two hours before; each leaves once, in its time."""
    with database.begin() as tx:
        confirmed(tx, book(tx, talk(tx), FRIDAY_AT_TEN + timedelta(hours=2), EMAIL), clinic, clock)
    assert waiting(database) == [
        ("confirmed", clock.at),
        ("reminder:24", datetime(2026, 12, 3, 12, 0, tzinfo=CHICAGO)),
        ("reminder:2", datetime(2026, 12, 4, 10, 0, tzinfo=CHICAGO)),
    ]
    with mail_server() as (server, url):
        for _ in range(49):
            send_due(database, clinic, said, clock, url)
            clock.forward(hours=1)
    subjects = [str(mail["Subject"]) for mail in server.mails]
    assert [subject.split(":")[0] for subject in subjects] == ["Your visit", "Reminder", "Reminder"]
    assert all(mail["To"] == "jo@people.example" for mail in server.mails)


@pytest.mark.parametrize("contact", [EMAIL, PHONE])
def test_told_twice_of_one_booking_everything_stays(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk, book: Book, contact: dict[str, object]
) -> None:
    """A second tap on "Yes, book it" neither repeats nor takes back anything."""
    with database.begin() as tx:
        visit = confirmed(tx, book(tx, talk(tx), FRIDAY_AT_TEN, contact), clinic, clock)
    before = waiting(database), [row["state"] for row in due_calls(database)]
    with database.begin() as tx:
        visits.tell_confirmed(tx, visit, clinic=clinic, now=clock.forward(minutes=1))
    assert (waiting(database), [row["state"] for row in due_calls(database)]) == before
    assert len(before[0]) + len(before[1]) == (3 if contact is EMAIL else 1)


def test_nothing_is_told_when_the_booking_is_undone(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk, book: Book
) -> None:
    """Rows stand in the transaction of the booking: no visit, no mail."""
    with pytest.raises(ZeroDivisionError), database.begin() as tx:
        confirmed(tx, book(tx, talk(tx), FRIDAY_AT_TEN, EMAIL), clinic, clock)
        _ = 1 / 0
    assert waiting(database) == []


def test_no_mail_without_leave(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk, book: Book
) -> None:
    """An address that was given, with e-mail not allowed, gets nothing; staff call the phone instead."""
    contact = {**PHONE, "email": "sam@people.example", "may_email": False}
    with database.begin() as tx:
        confirmed(tx, book(tx, talk(tx), FRIDAY_AT_TEN, contact), clinic, clock)
    assert waiting(database) == []
    assert [row["kind"] for row in due_calls(database)] == ["call_to_remind"]


def test_a_phone_alone_makes_a_call_due_for_staff(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk, book: Book
) -> None:
    """Nothing is texted: on the day before, while people are there, staff are asked to call, as allowed."""
    with database.begin() as tx:
        confirmed(tx, book(tx, talk(tx), FRIDAY_AT_TEN, PHONE), clinic, clock)
    (row,) = due_calls(database)
    assert (row["kind"], row["state"]) == ("call_to_remind", "due")
    assert row["due_at"].astimezone(CHICAGO) == datetime(2026, 12, 3, 10, 0, tzinfo=CHICAGO)
    with database.read() as tx:
        contact = tx.sealer.open(row["contact_sealed"], f"follow_ups.contact:{row['cause']}")
    assert contact == {
        "first_name": "Sam",
        "phone": "+13125550111",
        "phone_extension": None,
        "may_voicemail": True,
        "may_text": True,
        "language": "es",
    }
    assert waiting(database) == []


def test_a_cancelled_visit_takes_its_reminders_back(
    database: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk, book: Book
) -> None:
    """The reminders are withdrawn, and one mail takes the visit out of the calendar."""
    with database.begin() as tx:
        visit = confirmed(tx, book(tx, talk(tx), FRIDAY_AT_TEN, EMAIL), clinic, clock)
    with mail_server() as (server, url):
        send_due(database, clinic, said, clock, url)
        with database.begin() as tx:
            appointments.change(tx, visit, "cancelled", author="person", now=clock.at)
            visits.tell_cancelled(tx, visit, clinic=clinic, now=clock.at)
        assert [what for what, _ in waiting(database)] == ["cancelled"]
        for _ in range(72):
            send_due(database, clinic, said, clock, url)
            clock.forward(hours=1)
    set_, off = server.mails
    assert off["Subject"].startswith("Your visit is called off")
    uids = [icalendar.Calendar.from_ical(calendar_of(mail)).walk("VEVENT")[0]["UID"] for mail in (set_, off)]
    assert uids[0] == uids[1]
    cancelled = icalendar.Calendar.from_ical(calendar_of(off))
    assert (cancelled["METHOD"], cancelled.walk("VEVENT")[0]["STATUS"]) == ("CANCEL", "CANCELLED")


def test_a_cancelled_visit_is_not_reminded_of_even_if_nobody_withdrew_it(
    database: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk, book: Book
) -> None:
    """What leaves is looked at once more: a visit that is off, missed or erased is never reminded of."""
    with database.begin() as tx:
        visit = confirmed(tx, book(tx, talk(tx), FRIDAY_AT_TEN, EMAIL), clinic, clock)
        appointments.change(tx, visit, "cancelled", author="staff:1", now=clock.at)
    with mail_server() as (server, url):
        for _ in range(72):
            send_due(database, clinic, said, clock, url)
            clock.forward(hours=1)
    assert not server.mails


def move_to(tx: Transaction, visit: Appointment, starts_at: datetime) -> Appointment:
    tx.execute(
        appointment_rows.update()
        .where(appointment_rows.c.id == visit.id)
        .values(
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=50),
            revision=appointment_rows.c.revision + 1,
        )
    )
    moved = appointments.get(tx, visit.id)
    assert moved is not None
    return moved


def test_a_moved_visit_is_told_and_reminded_of_at_its_new_time(
    database: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk, book: Book
) -> None:
    """The old reminders are withdrawn; the new time is said at once, and the calendar moves the same entry."""
    with database.begin() as tx:
        visit = confirmed(tx, book(tx, talk(tx), FRIDAY_AT_TEN, EMAIL), clinic, clock)
    with mail_server() as (server, url):
        send_due(database, clinic, said, clock, url)
        with database.begin() as tx:
            moved = move_to(tx, visit, FRIDAY_AT_TEN + timedelta(days=3, hours=4))
            visits.tell_moved(tx, visit, moved, clinic=clinic, now=clock.at)
        assert [what for what, _ in waiting(database)] == ["moved", "reminder:24", "reminder:2"]
        for _ in range(24 * 6):
            send_due(database, clinic, said, clock, url)
            clock.forward(hours=1)
    subjects = [str(mail["Subject"]) for mail in server.mails]
    assert [subject.split(":")[0] for subject in subjects] == [
        "Your visit",
        "New time for your visit",
        "Reminder",
        "Reminder",
    ]
    assert all("December 7" in subject for subject in subjects[1:])
    events = [icalendar.Calendar.from_ical(calendar_of(mail)).walk("VEVENT")[0] for mail in server.mails]
    assert len({event["UID"] for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == [0, 1, 1, 1]


def test_a_moved_visit_moves_the_call(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk, book: Book
) -> None:
    """Somebody with a phone alone: the old call is closed, a new one is due for the new time."""
    with database.begin() as tx:
        visit = confirmed(tx, book(tx, talk(tx), FRIDAY_AT_TEN, PHONE), clinic, clock)
        moved = move_to(tx, visit, FRIDAY_AT_TEN + timedelta(days=5))
        visits.tell_moved(tx, visit, moved, clinic=clinic, now=clock.at)
    assert [row["state"] for row in due_calls(database)] == ["closed", "due"]


def test_erasing_a_talk_erases_its_letters(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk, book: Book
) -> None:
    """Deletion covers the outbox: nothing is sent to somebody who asked to be forgotten."""
    with database.begin() as tx:
        conversation_id = talk(tx)
        confirmed(tx, book(tx, conversation_id, FRIDAY_AT_TEN, EMAIL), clinic, clock)
        conversations.delete(tx, conversation_id)
        assert outbox.of_key(tx, "") == []


@pytest.mark.parametrize(
    ("starts_at", "expected"),
    [
        # at eight: the day before after the night, and the evening before instead of six in the morning
        ("2026-12-04T08:00", [(24, "2026-12-03T09:00"), (2, "2026-12-03T19:30")]),
        # at ten: eight o'clock is quiet, nine still leaves an hour
        ("2026-12-04T10:00", [(24, "2026-12-03T10:00"), (2, "2026-12-04T09:00")]),
        # at nine thirty: the end of the night would leave half an hour
        ("2026-12-04T09:30", [(24, "2026-12-03T09:30"), (2, "2026-12-03T19:30")]),
        ("2026-12-04T19:00", [(24, "2026-12-03T19:00"), (2, "2026-12-04T17:00")]),
        # the day before at nine in the evening is quiet
        ("2026-12-04T21:00", [(24, "2026-12-04T09:00"), (2, "2026-12-04T19:00")]),
        # today at one: the day before is over
        ("2026-12-02T13:00", [(2, "2026-12-02T11:00")]),
        # the clocks were changed in the night before
        ("2027-03-14T10:00", [(24, "2027-03-13T09:00"), (2, "2027-03-14T09:00")]),
    ],
)
def test_reminders_keep_the_quiet_hours(
    clinic: Clinic, clock: Clock, starts_at: str, expected: list[tuple[int, str]]
) -> None:
    """Nobody's phone lights up at night: a reminder moves out of the quiet hours, never behind the visit."""
    begins = datetime.fromisoformat(starts_at).replace(tzinfo=CHICAGO)
    visit = Appointment(1, "c", "dana", begins.astimezone(UTC), begins, "video", "confirmed", None, 0)
    found = visits.reminders_of(visit, clinic, clock.at)
    shown = [(hours, at.astimezone(CHICAGO).strftime("%Y-%m-%dT%H:%M")) for hours, at in found]
    assert sorted(shown) == sorted(expected)
    assert all(not clinic.is_quiet(at) and at < begins for _, at in found)


def test_every_hour_of_the_week_gets_its_reminders_outside_the_night(clinic: Clinic) -> None:
    """Whatever the hour of the visit, every reminder lies before it and outside the quiet hours."""
    now = datetime(2026, 11, 30, tzinfo=UTC)
    for quarter in range(4 * 24 * 7):
        begins = datetime(2026, 12, 7, tzinfo=UTC) + timedelta(minutes=15 * quarter)
        visit = Appointment(1, "c", "dana", begins, begins, "video", "confirmed", None, 0)
        found = visits.reminders_of(visit, clinic, now)
        assert len(found) == 2
        assert all(not clinic.is_quiet(at) and at < begins for _, at in found)


def test_a_late_reminder_waits_for_the_morning(
    database: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk, book: Book
) -> None:
    """A mail server that comes back at night does not make reminders go out at night."""
    with database.begin() as tx:
        confirmed(tx, book(tx, talk(tx), FRIDAY_AT_TEN + timedelta(hours=5), EMAIL), clinic, clock)
    with mail_server() as (server, url):
        send_due(database, clinic, said, clock, url)
        clock.at = datetime(2026, 12, 3, 23, 0, tzinfo=CHICAGO)
        send_due(database, clinic, said, clock, url)
        assert len(server.mails) == 1
        clock.at = datetime(2026, 12, 4, 9, 0, tzinfo=CHICAGO)
        send_due(database, clinic, said, clock, url)
        assert len(server.mails) == 2


def everything_in(mail: EmailMessage, raw: bytes) -> str:
    """All that can be read of a mail: every header, the text, the file."""
    headers = "\n".join(f"{name}: {value}" for name, value in mail.items())
    return f"{headers}\n{text_of(mail)}\n{calendar_of(mail).decode()}\n{raw.decode()}"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_kitchen_table(
    database: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk, book: Book, language: str
) -> None:
    """Sender, subject, text, calendar and headers of every mail say nothing about the kind of care or the person."""
    telling = clinic.model_copy(update={"address": "410 Recovery Way, Rehab Building"})
    contact = {**EMAIL, "language": language, "first_name": "Marisol"}
    with mail_server() as (server, url):
        with database.begin() as tx:
            conversation_id = talk(tx)
            visit = confirmed(tx, book(tx, conversation_id, FRIDAY_AT_TEN, contact), telling, clock)
        send_due(database, telling, said, clock, url)
        with database.begin() as tx:
            moved = move_to(tx, visit, FRIDAY_AT_TEN + timedelta(days=3))
            visits.tell_moved(tx, visit, moved, clinic=telling, now=clock.at)
        for _ in range(24 * 5):
            send_due(database, telling, said, clock, url)
            if len(server.mails) == 4:
                break
            clock.forward(hours=1)
        with database.begin() as tx:
            appointments.change(tx, moved, "cancelled", author="person", now=clock.at)
            visits.tell_cancelled(tx, moved, clinic=telling, now=clock.at)
        send_due(database, telling, said, clock, url)
    assert len(server.mails) == 5
    for mail, raw in zip(server.mails, server.raw, strict=True):
        seen = everything_in(mail, raw)
        assert not TELLING.findall(seen), TELLING.findall(seen)
        assert hint_in(seen) is None
        assert clinic.name not in seen
        assert "Marisol" not in seen
        assert mail["From"] == "Larkfield Office <office@larkfield.example>"
    spanish = [mail for mail in server.mails if "cita" in text_of(mail)]
    assert len(spanish) == (5 if language == "es" else 0)


def test_the_word_list_can_find_something() -> None:
    """The list above knows such words in both languages, with and without accents."""
    for text in (
        "your assessment",
        "Recovery Center",
        "su evaluación",
        "la clínica",
        "terapeuta",
        "treatment",
    ):
        assert TELLING.search(text) or TELLING.search(unicodedata.normalize("NFC", text))


def test_a_contact_left_without_a_visit_is_followed_up(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk, book: Book
) -> None:
    """Who gave a contact and went silent before confirming is on the list of staff once, at the next opening."""
    with database.begin() as tx:
        left, booked = talk(tx), None
        book(tx, left, FRIDAY_AT_TEN, EMAIL)
    clock.at = datetime(2026, 12, 2, 21, 0, tzinfo=CHICAGO)
    with database.begin() as tx:
        assert unfinished.find(tx, clinic, clock.at) == 1
        assert unfinished.find(tx, clinic, clock.at) == 0
    (row,) = due_calls(database)
    assert (row["kind"], row["conversation_id"], booked) == ("unfinished", left, None)
    assert row["due_at"].astimezone(CHICAGO) == datetime(2026, 12, 3, 8, 0, tzinfo=CHICAGO)


def test_nobody_is_followed_up_who_finished_or_is_still_typing(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk, book: Book
) -> None:
    """A visit that is booked, or a talk that goes on, is no reason to call."""
    with database.begin() as tx:
        confirmed(tx, book(tx, talk(tx), FRIDAY_AT_TEN, EMAIL), clinic, clock)
        typing = talk(tx)
        book(tx, typing, FRIDAY_AT_TEN + timedelta(hours=2), EMAIL)
        clock.forward(minutes=50)
        conversations.seen(tx, typing, clock.at)
        clock.forward(minutes=50)
        assert unfinished.find(tx, clinic, clock.at) == 0
