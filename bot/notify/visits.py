"""What a person hears about a visit: confirmation at once, reminders in time, and word when it is moved or called off.

Rows go into the outbox in the transaction of the change; the words are chosen when they leave, so what is sent is
true then. Nothing is texted: who gave a phone and allows no e-mail is called by staff.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.booking import booking
from bot.clinic import Clinic
from bot.clinic.hours import moment
from bot.clinic.neutral import hint_in
from bot.notify import outbox
from bot.notify.letters import Attachment, Email
from bot.notify.outbox import Letter
from bot.notify.sending import Composed, Wait
from bot.storage import appointments, follow_ups
from bot.storage.appointments import Appointment
from bot.storage.database import Transaction
from bot.words import Words

CONFIRMED, MOVED, CANCELLED, REMINDER = "confirmed", "moved", "cancelled", "reminder"

EVENING_BEFORE = timedelta(minutes=30)
"""A reminder that would fall into a night too late for the visit comes so long before the quiet hours begin."""

SHORTEST_USEFUL_NOTICE = timedelta(hours=1)
"""A reminder put off to the morning must leave the person at least this long."""


def tell_confirmed(tx: Transaction, visit: Appointment, *, clinic: Clinic, now: datetime) -> None:
    """The visit is the person's own: confirmation now, reminders later."""
    _tell(tx, visit, CONFIRMED, clinic=clinic, now=now)


def tell_moved(
    tx: Transaction, before: Appointment, visit: Appointment, *, clinic: Clinic, now: datetime
) -> None:
    """The visit has another time: what waited for the old one is withdrawn, the new time is said."""
    if before.id != visit.id:
        _withdraw(tx, before)
    _tell(tx, visit, MOVED, clinic=clinic, now=now)


def tell_cancelled(tx: Transaction, visit: Appointment, *, clinic: Clinic, now: datetime) -> None:
    """The visit is called off: reminders are withdrawn, and the calendar hears of it."""
    _withdraw(tx, visit)
    if _email_of(tx, visit) is not None:
        _add_letter(tx, visit, CANCELLED, due_at=now)


def reminders_of(visit: Appointment, clinic: Clinic, now: datetime) -> list[tuple[int, datetime]]:
    """Hours and moment of each reminder still ahead, never in the clinic's quiet hours, earliest first."""
    found = []
    for hours in sorted(clinic.reminders.hours_before, reverse=True):
        at = _outside_quiet_hours(visit.starts_at - timedelta(hours=hours), visit.starts_at, clinic)
        if at > now:
            found.append((hours, at))
    return found


def _tell(tx: Transaction, visit: Appointment, what: str, *, clinic: Clinic, now: datetime) -> None:
    """Told twice of the same visit at the same time, everything stays as it is."""
    _withdraw(tx, visit, keep=_of_this_time(visit))
    if _email_of(tx, visit) is not None:
        _add_letter(tx, visit, what, due_at=now)
        for hours, at in reminders_of(visit, clinic, now):
            _add_letter(tx, visit, f"{REMINDER}:{hours}", due_at=at)
        return
    contact = appointments.contact_of(tx, visit) or {}
    ahead = reminders_of(visit, clinic, now)
    if contact.get("phone") and ahead:
        follow_ups.add(
            tx,
            visit.conversation_id,
            kind="call_to_remind",
            cause=f"remind:{_of_this_time(visit)}",
            due_at=_when_staff_can_call(ahead[0][1], visit, clinic, now),
            now=now,
            contact=_for_a_call(contact),
        )


def _for_a_call(contact: Any) -> dict[str, Any]:
    """What staff need for a call, with what the person allows."""
    names = ("first_name", "phone", "phone_extension", "may_voicemail", "may_text", "language")
    return {name: contact.get(name) for name in names}


def _of_this_time(visit: Appointment) -> str:
    """The visit as it stands now: with another time it is something else to tell."""
    return f"{visit.id}:{visit.revision}:{int(visit.starts_at.timestamp())}"


def _withdraw(tx: Transaction, visit: Appointment, *, keep: str | None = None) -> None:
    outbox.withdraw(
        tx,
        key_start=f"visit:{visit.id}:",
        conversation_id=visit.conversation_id,
        but_not=f"visit:{keep}:" if keep else None,
    )
    follow_ups.withdraw(tx, cause_start=f"remind:{visit.id}:", but_not=f"remind:{keep}" if keep else "")


def _add_letter(tx: Transaction, visit: Appointment, what: str, *, due_at: datetime) -> None:
    outbox.add(
        tx,
        key=f"visit:{_of_this_time(visit)}:{what}",
        channel="email",
        body={
            "what": "visit",
            "visit": visit.id,
            "about": what.partition(":")[0],
            "starts_at": visit.starts_at.isoformat(),
        },
        due_at=due_at,
        conversation_id=visit.conversation_id,
        useless_after=visit.starts_at,
    )


def _email_of(tx: Transaction, visit: Appointment) -> str | None:
    """The address, if the person allows e-mail."""
    contact = appointments.contact_of(tx, visit) or {}
    return str(contact["email"]) if contact.get("email") and contact.get("may_email") else None


def _outside_quiet_hours(at: datetime, starts_at: datetime, clinic: Clinic) -> datetime:
    """The moment itself, the end of the night if that still leaves time, else the evening before."""
    if not clinic.is_quiet(at):
        return at
    quiet = clinic.reminders.quiet_hours
    local = at.astimezone(clinic.zone)
    minute = local.hour * 60 + local.minute
    day = local.date()
    night_began = day if minute >= quiet.start_minute else day - timedelta(days=1)
    is_over_midnight = quiet.end_minute <= quiet.start_minute
    ends = moment(night_began + timedelta(days=1 if is_over_midnight else 0), quiet.end_minute, clinic.zone)
    if ends <= starts_at - SHORTEST_USEFUL_NOTICE:
        return ends
    return moment(night_began, quiet.start_minute, clinic.zone) - EVENING_BEFORE


def _when_staff_can_call(at: datetime, visit: Appointment, clinic: Clinic, now: datetime) -> datetime:
    """That moment if people are there, else the next opening before the visit, else now."""
    opens = clinic.next_person_answers(at)
    return opens if opens is not None and opens < visit.starts_at else now


class VisitLetters:
    """Composes the e-mails about visits. They pass the kitchen-table test: nothing hints at the kind of care."""

    def __init__(self, clinic: Clinic, words: Words) -> None:
        self._clinic = clinic
        self._words = words

    def __call__(self, tx: Transaction, letter: Letter, now: datetime) -> Composed:
        """The e-mail with its calendar file; None when the visit is not what the letter says any more."""
        visit = appointments.get(tx, int(letter.body["visit"]))
        about = str(letter.body["about"])
        if visit is None or visit.starts_at.isoformat() != letter.body["starts_at"]:
            return None
        if (visit.state == "cancelled") != (about == CANCELLED) or visit.state not in (
            "confirmed",
            "cancelled",
        ):
            return None
        to = _email_of(tx, visit)
        if to is None:
            return None
        if about == REMINDER and self._clinic.is_quiet(now):
            return self._after_the_night(now, visit)
        return self._email(tx, visit, about, to, now)

    def _after_the_night(self, now: datetime, visit: Appointment) -> Wait | None:
        until = _outside_quiet_hours(now, visit.starts_at, self._clinic)
        return Wait(until) if until > now else None

    def _email(self, tx: Transaction, visit: Appointment, about: str, to: str, now: datetime) -> Email:
        contact = appointments.contact_of(tx, visit) or {}
        language = str(contact.get("language") or self._clinic.languages[0])
        clinic, words = self._clinic, self._words
        shown = booking.visit_in_words(visit, clinic=clinic, words=words, language=language)
        name = f"utter_mail_visit_{about}"
        values = {
            "when": shown.when,
            "where": shown.where if hint_in(shown.where) is None else clinic.neutral_name,
            "therapist": shown.therapist,
            "clinic_phone": clinic.phone,
            "neutral_name": clinic.neutral_name,
        }
        method = "CANCEL" if about == CANCELLED else "PUBLISH"
        calendar = booking.as_calendar(visit, clinic=clinic, words=words, language=language, now=now)
        return Email(
            to=to,
            subject=str(words.custom(name, language)["subject"]).format_map(values),
            text=words.say(name, language, **values),
            attachment=Attachment(
                "visit.ics", "text/calendar", calendar, {"charset": "utf-8", "method": method}
            ),
        )
