"""When people answer: weekday hours, split shifts, holidays, special days, changes of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinic import Clinic, load_clinic
from bot.clinic.hours import HoursSpan, moment, read_clock

CHICAGO = ZoneInfo("America/Chicago")
CLINIC = load_clinic(Path(__file__).resolve().parents[2] / "clinic.yml")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO)


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("2026-11-23T07:59", False),
        ("2026-11-23T08:00", True),
        ("2026-11-23T11:59", True),
        ("2026-11-23T12:00", False),
        ("2026-11-23T12:59", False),
        ("2026-11-23T13:00", True),
        ("2026-11-23T19:59", True),
        ("2026-11-23T20:00", False),
        ("2026-11-22T10:00", False),  # Sunday
        ("2026-11-26T10:00", False),  # Thanksgiving Day
        ("2026-11-27T10:00", False),  # closed by the clinic's own choice
        ("2026-11-11T10:00", True),  # Veterans Day, on which this clinic works
        ("2026-12-24T11:00", True),  # a special day with shorter hours
        ("2026-12-24T14:00", False),
        ("2027-12-31T09:00", False),  # New Year's Day 2028 observed on a Friday
    ],
)
def test_open_at_the_edges(when: str, is_open: bool) -> None:
    """To the minute, "open" is what the file says: no one is told to call a phone that nobody answers."""
    assert CLINIC.is_open(at(when)) is is_open


def test_next_answer_while_open_is_now() -> None:
    """While people answer there is no waiting time."""
    now = at("2026-11-23T10:00")
    assert CLINIC.next_person_answers(now) == now


@pytest.mark.parametrize(
    ("now", "answer"),
    [
        ("2026-11-23T12:30", "2026-11-23T13:00"),
        ("2026-11-23T21:00", "2026-11-24T08:00"),
        ("2026-11-25T20:00", "2026-11-28T09:00"),  # over two closed days
        ("2026-11-28T13:00", "2026-11-30T08:00"),  # over Sunday
    ],
)
def test_next_answer_after_hours(now: str, answer: str) -> None:
    """At night the true moment is named, closed days left out."""
    assert CLINIC.next_person_answers(at(now)) == at(answer)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))
def test_next_answer_is_open_and_nothing_before_it_is(now: datetime) -> None:
    """The moment that is named is open, and so is no quarter of an hour before it."""
    answer = CLINIC.next_person_answers(now)
    assert answer is not None
    assert CLINIC.is_open(answer)
    probe = now
    while probe < answer:
        assert not CLINIC.is_open(probe)
        probe += timedelta(minutes=15)


def test_clinic_that_never_opens_names_no_moment() -> None:
    """Closed for more than a year ahead, nothing is promised."""
    week = CLINIC.opening_hours.week.model_copy(
        update=dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday"), ())
    )
    closed: Clinic = CLINIC.model_copy(
        update={"opening_hours": CLINIC.opening_hours.model_copy(update={"week": week, "exceptions": ()})}
    )
    assert closed.next_person_answers(at("2026-11-23T10:00")) is None


def test_times_without_a_zone_are_refused() -> None:
    """A naive time is a bug in the caller, not a guess for us."""
    with pytest.raises(ValueError, match="zone"):
        CLINIC.is_open(datetime(2026, 11, 23, 10))


@pytest.mark.parametrize(
    ("when", "is_quiet"),
    [
        ("2026-11-23T08:59", True),
        ("2026-11-23T09:00", False),
        ("2026-11-23T19:59", False),
        ("2026-11-23T20:00", True),
        ("2026-11-24T00:00", True),
    ],
)
def test_quiet_hours_reach_over_midnight(when: str, is_quiet: bool) -> None:
    """No reminder wakes anyone."""
    assert CLINIC.is_quiet(at(when)) is is_quiet


def test_opening_hours_in_words() -> None:
    """Days that are alike share a line, in both languages."""
    assert CLINIC.opening_hours_text("en").splitlines() == [
        "Monday to Thursday: 8:00 AM to 12:00 PM and 1:00 PM to 8:00 PM",
        "Friday: 8:00 AM to 12:00 PM and 1:00 PM to 5:00 PM",
        "Saturday: 9:00 AM to 1:00 PM",
        "Sunday: closed",
    ]
    assert CLINIC.opening_hours_text("es").splitlines()[0] == (
        "Lunes a jueves: 8:00 a. m. a 12:00 p. m. y 1:00 p. m. a 8:00 p. m."
    )


@pytest.mark.parametrize(
    ("day", "minute", "utc"),
    [
        (date(2026, 12, 1), 9 * 60, datetime(2026, 12, 1, 15, tzinfo=UTC)),
        (date(2026, 7, 1), 9 * 60, datetime(2026, 7, 1, 14, tzinfo=UTC)),
        (date(2026, 12, 1), 24 * 60, datetime(2026, 12, 2, 6, tzinfo=UTC)),
        # 2:30 does not exist on March 8, 2026: the clocks go from 2:00 to 3:00.
        (date(2026, 3, 8), 2 * 60 + 30, datetime(2026, 3, 8, 8, tzinfo=UTC)),
        # 1:30 comes twice on November 1, 2026.
        (date(2026, 11, 1), 60 + 30, datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
    ],
)
def test_wall_clock_to_utc(day: date, minute: int, utc: datetime) -> None:
    """Skipped hours begin when the clocks change, repeated ones at their first coming."""
    assert moment(day, minute, CHICAGO) == utc


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 1440), st.integers(0, 1440))
def test_later_on_the_clock_is_never_earlier(day: date, one: int, other: int) -> None:
    """Whatever the clocks do, hours of a day stay in order."""
    first, last = sorted((one, other))
    assert moment(day, first, CHICAGO) <= moment(day, last, CHICAGO)


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_spans_read_as_they_are_written(start: int, end: int) -> None:
    """A span's own writing is read back as the same span."""
    span = HoursSpan(start, end)
    written_start, written_end = str(span).split("-")
    assert (read_clock(written_start), read_clock(written_end)) == (start, end)


@pytest.mark.parametrize("text", ["24:01", "9", "9.30", "25:00", "12:60", "", "noon"])
def test_other_writings_are_no_clock(text: str) -> None:
    """Hours are written one way in the file."""
    assert read_clock(text) is None
