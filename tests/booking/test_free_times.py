"""Free times: only what can really be kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.booking.free_times import FreeTime, Taken, free_times, is_free
from bot.clinic import Clinic, HoursSpan, SpecialDay, Therapist, WeeklyHours, load_clinic
from bot.clinic.hours import DaysOff

CHICAGO = ZoneInfo("America/Chicago")
SAMPLE = load_clinic(Path(__file__).resolve().parents[2] / "clinic.yml")
MONDAY = date(2026, 11, 30)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO)


def therapist(**changes: Any) -> Therapist:
    fields: dict[str, Any] = {
        "id": "ada",
        "name": "Ada",
        "credentials": "LCSW",
        "languages": ("en",),
        "in_person": True,
        "video": True,
        "week": WeeklyHours(monday=("09:00-12:00",)),
    }
    return Therapist.model_validate(fields | changes)


def clinic(*therapists: Therapist, opening: dict[str, Any] | None = None, **booking: Any) -> Clinic:
    """The sample clinic with these therapists, open day and night unless told otherwise, notice of none."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    week = WeeklyHours.model_validate(opening or dict.fromkeys(days, ("00:00-24:00",)))
    plain: dict[str, Any] = {"slot_minutes": 50, "buffer_minutes": 10, "minimum_notice_minutes": 0}
    return SAMPLE.model_copy(
        update={
            "therapists": therapists,
            "opening_hours": SAMPLE.opening_hours.model_copy(update={"week": week, "exceptions": ()}),
            "booking": SAMPLE.booking.model_copy(update=plain | booking),
        }
    )


def starts(found: list[FreeTime]) -> list[str]:
    return [time.starts_at.astimezone(CHICAGO).strftime("%m-%d %H:%M") for time in found]


SUNDAY_NOON = at("2026-11-29T12:00")


def test_split_shifts_are_cut_into_whole_slots() -> None:
    """Each shift is cut from its own start, and no slot reaches over its end."""
    ada = therapist(week=WeeklyHours(monday=("09:00-11:30", "13:00-14:49")))
    assert starts(free_times(clinic(ada, furthest_days=2), (), SUNDAY_NOON)) == [
        "11-30 09:00",
        "11-30 10:00",
        "11-30 13:00",
    ]


def test_times_are_in_utc_with_their_therapist() -> None:
    """What comes out can be stored as it is."""
    (first, *_) = free_times(clinic(therapist(), furthest_days=2), (), SUNDAY_NOON)
    assert first == FreeTime(
        datetime(2026, 11, 30, 15, tzinfo=UTC), datetime(2026, 11, 30, 15, 50, tzinfo=UTC), "ada"
    )
    assert first.starts_at.tzinfo is UTC


def test_buffer_is_kept_around_what_is_taken() -> None:
    """Somebody at 10:00 to 10:50 leaves ten minutes to breathe on both sides."""
    taken = [Taken("ada", at("2026-11-30T09:55"), at("2026-11-30T10:45"))]
    open_clinic = clinic(therapist(), furthest_days=2)
    assert starts(free_times(open_clinic, taken, SUNDAY_NOON)) == ["11-30 11:00"]
    exact = [Taken("ada", at("2026-11-30T10:00"), at("2026-11-30T10:50"))]
    assert starts(free_times(open_clinic, exact, SUNDAY_NOON)) == ["11-30 09:00", "11-30 11:00"]


def test_another_therapist_stays_free() -> None:
    """What one has taken does not touch the other."""
    taken = [Taken("ada", at("2026-11-30T09:00"), at("2026-11-30T12:00"))]
    found = free_times(clinic(therapist(), therapist(id="bo"), furthest_days=2), taken, SUNDAY_NOON)
    assert {time.therapist_id for time in found} == {"bo"}


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-11-30T07:00", "11-30 09:00"),
        ("2026-11-30T07:01", "11-30 10:00"),
        ("2026-11-30T11:00", "12-07 09:00"),
    ],
)
def test_minimum_notice(now: str, first: str) -> None:
    """Nobody is surprised by a visit in ten minutes; exactly the notice is enough."""
    assert starts(free_times(clinic(therapist(), minimum_notice_minutes=120), (), at(now)))[0] == first


def test_furthest_day_counts_by_the_clinics_calendar() -> None:
    """The last day is a whole day where the clinic is, not in London."""
    ada = therapist(week=WeeklyHours(monday=("20:00-23:59",)))
    one_week = clinic(ada, furthest_days=7)
    assert starts(free_times(one_week, (), at("2026-11-30T10:00")))[-1] == "12-07 23:00"
    assert starts(free_times(one_week, (), at("2026-11-29T10:00")))[-1] == "11-30 23:00"


def test_holidays_and_closed_days_have_no_times() -> None:
    """On Thanksgiving Day and on the clinic's own closed day nobody finds a locked door."""
    ada = therapist(week=WeeklyHours(thursday=("09:00-12:00",), friday=("09:00-12:00",)))
    found = free_times(clinic(ada, furthest_days=8), (), at("2026-11-22T12:00"))
    assert not starts(found)


def test_times_lie_within_opening_hours() -> None:
    """A shift outside the opening hours is offered only as far as the doors are open."""
    opening = {"monday": ("08:00-10:00", "10:00-11:00", "12:00-20:00")}
    ada = therapist(week=WeeklyHours(monday=("09:00-13:00",)))
    found = free_times(clinic(ada, opening=opening, furthest_days=2), (), SUNDAY_NOON)
    assert starts(found) == ["11-30 09:00", "11-30 10:00", "11-30 12:00"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"exceptions": (SpecialDay(date=MONDAY, hours=()),)}, []),
        ({"exceptions": (SpecialDay(date=MONDAY, hours=(HoursSpan(840, 900),)),)}, ["11-30 14:00"]),
        ({"days_off": (DaysOff(first=MONDAY, last=MONDAY),)}, []),
        ({"since": date(2026, 12, 1)}, []),
        ({"until": date(2026, 11, 29)}, []),
        ({"since": MONDAY, "until": MONDAY, "week": WeeklyHours(monday=("09:00-10:00",))}, ["11-30 09:00"]),
    ],
)
def test_special_days_days_off_and_employment(changes: dict[str, Any], expected: list[str]) -> None:
    """A therapist's own calendar comes before the week."""
    assert starts(free_times(clinic(therapist(**changes), furthest_days=2), (), SUNDAY_NOON)) == expected


def test_special_day_comes_before_days_off() -> None:
    """One day worked within a vacation is offered."""
    ada = therapist(
        days_off=(DaysOff(first=MONDAY, last=MONDAY),),
        exceptions=(SpecialDay(date=MONDAY, hours=(HoursSpan(540, 600),)),),
    )
    assert starts(free_times(clinic(ada, furthest_days=2), (), SUNDAY_NOON)) == ["11-30 09:00"]


def test_way_language_and_therapist_narrow() -> None:
    """A person who needs video in Spanish is not offered anything else."""
    people = clinic(
        therapist(id="door", video=False),
        therapist(id="screen", in_person=False, languages=("es",)),
        therapist(id="both", languages=("en", "es")),
        furthest_days=2,
    )

    def who(**wish: Any) -> set[str]:
        return {time.therapist_id for time in free_times(people, (), SUNDAY_NOON, **wish)}

    assert who() == {"door", "screen", "both"}
    assert who(way="in_person") == {"door", "both"}
    assert who(way="video") == {"screen", "both"}
    assert who(language="es") == {"screen", "both"}
    assert who(way="video", language="en") == {"both"}
    assert who(therapist_id="door") == {"door"}


def test_hour_that_does_not_exist_is_not_offered() -> None:
    """On the night the clocks go forward there is no 2 o'clock, and a true hour stays an hour."""
    ada = therapist(week=WeeklyHours(sunday=("00:00-05:00",)))
    found = free_times(clinic(ada, furthest_days=1), (), at("2026-03-07T12:00"))
    assert starts(found) == ["03-08 00:00", "03-08 01:00", "03-08 03:00", "03-08 04:00"]
    assert all(time.ends_at - time.starts_at == timedelta(minutes=50) for time in found)


def test_hour_that_comes_twice_is_offered_once() -> None:
    """On the night the clocks go back "1:00 AM" names one time, the first."""
    ada = therapist(week=WeeklyHours(sunday=("00:00-03:00",)))
    found = free_times(clinic(ada, furthest_days=1), (), at("2026-10-31T12:00"))
    assert starts(found) == ["11-01 00:00", "11-01 01:00", "11-01 02:00"]
    assert found[1].starts_at == datetime(2026, 11, 1, 6, tzinfo=UTC)


def test_times_without_a_zone_are_refused() -> None:
    """A naive time is a bug in the caller."""
    with pytest.raises(ValueError, match="zone"):
        free_times(clinic(therapist()), (), datetime(2026, 11, 29))
    naive = [Taken("ada", datetime(2026, 11, 30, 9), datetime(2026, 11, 30, 10))]
    with pytest.raises(ValueError, match="zone"):
        free_times(clinic(therapist()), naive, SUNDAY_NOON)


def test_last_look_before_a_hold() -> None:
    """A button tapped late is refused once the time is taken or past."""
    open_clinic = clinic(therapist(), furthest_days=2)
    nine = at("2026-11-30T09:00")
    assert is_free(open_clinic, (), SUNDAY_NOON, "ada", nine)
    assert not is_free(open_clinic, (), SUNDAY_NOON, "ada", nine + timedelta(minutes=5))
    assert not is_free(open_clinic, (), SUNDAY_NOON, "bo", nine)
    assert not is_free(
        open_clinic, [Taken("ada", nine, nine + timedelta(minutes=50))], SUNDAY_NOON, "ada", nine
    )
    assert not is_free(open_clinic, (), nine + timedelta(minutes=1), "ada", nine)


_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))


@settings(max_examples=60, deadline=None)
@given(
    now=_MOMENTS,
    slot=st.integers(10, 120),
    buffer=st.integers(0, 60),
    taken=st.lists(
        st.tuples(
            st.sampled_from([one.id for one in SAMPLE.therapists]),
            st.integers(0, 28 * 24 * 60),
            st.integers(5, 300),
        ),
        max_size=40,
    ),
)
def test_what_is_offered_can_be_kept(
    now: datetime, slot: int, buffer: int, taken: list[tuple[str, int, int]]
) -> None:
    """Whatever the hours, the clocks and the bookings: offered times are in order, open, far enough away, and free."""
    booking = SAMPLE.booking.model_copy(update={"slot_minutes": slot, "buffer_minutes": buffer})
    any_clinic = SAMPLE.model_copy(update={"booking": booking})
    rows = [
        Taken(who, now + timedelta(minutes=start), now + timedelta(minutes=start + length))
        for who, start, length in taken
    ]
    found = free_times(any_clinic, rows, now)
    assert found == sorted(found)
    earlier: dict[str, FreeTime] = {}
    for time in found:
        someone = any_clinic.therapist(time.therapist_id)
        local = time.starts_at.astimezone(CHICAGO)
        assert time.starts_at.tzinfo is UTC
        assert time.ends_at - time.starts_at == timedelta(minutes=slot)
        assert time.starts_at >= now + timedelta(minutes=booking.minimum_notice_minutes)
        assert local.date() <= now.astimezone(CHICAGO).date() + timedelta(days=booking.furthest_days)
        assert any_clinic.is_open(time.starts_at)
        assert any_clinic.is_open(time.ends_at - timedelta(seconds=1))
        minute = local.hour * 60 + local.minute
        assert any(start <= minute <= end - slot for start, end in someone.shifts_on(local.date()))
        gap = timedelta(minutes=buffer)
        for row in rows:
            if row.therapist_id == time.therapist_id:
                assert row.ends_at + gap <= time.starts_at or row.starts_at - gap >= time.ends_at
        before = earlier.get(time.therapist_id)
        assert before is None or before.ends_at + gap <= time.starts_at
        earlier[time.therapist_id] = time


@settings(max_examples=30, deadline=None)
@given(now=_MOMENTS)
def test_a_booking_takes_only_times_away(now: datetime) -> None:
    """One more booking never opens a time, and takes away at least the one that was booked."""
    found = free_times(SAMPLE, (), now)
    booked = found[len(found) // 2]
    left = free_times(SAMPLE, [Taken(booked.therapist_id, booked.starts_at, booked.ends_at)], now)
    assert set(left) < set(found)
    assert booked not in left
