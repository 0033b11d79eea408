"""The clinic: everything `clinic.yml` says, and the questions the rest of the program asks it."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from bot import dates_in_words
from bot.clinic.fields import LongText, NeutralText, Phone, Section, ShortText, TimeZoneName, WebAddress
from bot.clinic.hours import HoursSpan
from bot.clinic.neutral import hint_in
from bot.clinic.sections import (
    Approvals,
    Booking,
    Branding,
    Consent,
    CrisisLine,
    CrisisLines,
    Holidays,
    Insurance,
    Languages,
    OnCallPerson,
    OpeningHours,
    Programme,
    Reminders,
    Retention,
    Therapist,
    Therapists,
)

# Past a year without one open hour the file is wrong, not the calendar.
_FURTHEST_LOOK_DAYS = 400


class Clinic(Section):
    """One clinic, as its file describes it."""

    name: ShortText
    neutral_name: NeutralText
    phone: Phone
    on_call_phone: Phone
    address: LongText
    time_zone: TimeZoneName
    url: WebAddress
    exit_url: WebAddress
    languages: Languages
    opening_hours: OpeningHours
    holidays: Holidays
    on_call: Annotated[tuple[OnCallPerson, ...], Field(min_length=1)]
    therapists: Therapists
    booking: Booking
    programme: Programme
    insurance: Insurance
    retention: Retention
    consent: Consent
    crisis_lines: CrisisLines
    branding: Branding
    approvals: Approvals
    reminders: Reminders

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone."""
        return ZoneInfo(self.time_zone)

    def therapist(self, therapist_id: str) -> Therapist:
        """The therapist with this id. Raises KeyError when there is none."""
        for therapist in self.therapists:
            if therapist.id == therapist_id:
                return therapist
        raise KeyError(therapist_id)

    def crisis_line(self, line_id: str) -> CrisisLine:
        """The line with this id. Raises KeyError when there is none."""
        for line in self.crisis_lines:
            if line.id == line_id:
                return line
        raise KeyError(line_id)

    def opening_spans(self, day: date) -> tuple[HoursSpan, ...]:
        """Opening hours of one date: special days first, then holidays, then the week."""
        for special in self.opening_hours.exceptions:
            if special.date == day:
                return special.hours
        if self.holidays.name_of_closed_day(day) is not None:
            return ()
        return self.opening_hours.week.by_weekday[day.weekday()]

    def is_open(self, at: datetime) -> bool:
        """Whether people answer at this moment; the minute of closing is no longer open."""
        moment = _with_zone(at)
        zone = self.zone
        today = moment.astimezone(zone).date()
        return any(
            start <= moment < end for start, end in (s.on(today, zone) for s in self.opening_spans(today))
        )

    def next_person_answers(self, at: datetime) -> datetime | None:
        """When a person next answers, in the clinic's zone: `at` itself while open, None if not in a year."""
        moment = _with_zone(at)
        zone = self.zone
        today = moment.astimezone(zone).date()
        for offset in range(_FURTHEST_LOOK_DAYS):
            day = today + timedelta(days=offset)
            for span in self.opening_spans(day):
                start, end = span.on(day, zone)
                if moment < end:
                    return max(start, moment).astimezone(zone)
        return None

    def opening_hours_text(self, language: str) -> str:
        """The hours of an ordinary week in words, one line for each run of days that are alike."""
        return dates_in_words.week_in_words(self.opening_hours.week.by_weekday, language)

    def is_quiet(self, at: datetime) -> bool:
        """Whether reminders must wait at this moment."""
        start, end = self.reminders.quiet_hours
        local = _with_zone(at).astimezone(self.zone)
        minute = local.hour * 60 + local.minute
        return start <= minute < end if start <= end else minute >= start or minute < end

    def warnings(self) -> tuple[str, ...]:
        """What is allowed but should be settled before patients come, in words for the clinic's staff."""
        found = []
        if self.approvals.placement.medical_director is None:
            found.append(
                "approvals.placement: no medical director has signed the placement table; "
                "have it signed before the first patient"
            )
        hint = hint_in(self.address)
        if hint is not None:
            found.append(
                f"address: {hint!r} hints at the kind of care; calendar entries leave the address out"
            )
        for person in self.on_call:
            if person.telegram_chat_id is None:
                found.append(
                    f"on_call: {person.name} is told of danger by e-mail alone; add a telegram_chat_id"
                )
        if len(self.on_call) == 1:
            found.append("on_call: nobody is next when the only person on call does not acknowledge")
        for language in self.languages:
            if not any(language in therapist.languages for therapist in self.therapists):
                found.append(f"therapists: nobody does assessments in {language!r}, which languages names")
        for therapist in self.therapists:
            found.extend(self._hours_outside_opening(therapist))
        return tuple(found)

    def _hours_outside_opening(self, therapist: Therapist) -> list[str]:
        weekdays = zip(therapist.week.by_weekday, self.opening_hours.week.by_weekday, strict=True)
        return [
            f"therapists.{therapist.id}.week: {span} on {dates_in_words.weekday(number, 'en')} "
            "lies outside the opening hours; only times within both are offered"
            for number, (shifts, opening) in enumerate(weekdays)
            for span in shifts
            if not _is_within(span, opening)
        ]


def _is_within(span: HoursSpan, opening: tuple[HoursSpan, ...]) -> bool:
    reached = span.start_minute
    for start, end in opening:
        if start <= reached < end:
            reached = end
    return reached >= span.end_minute


def _with_zone(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(UTC)
