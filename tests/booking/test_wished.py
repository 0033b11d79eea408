"""From a typed wish to the times the talk shows, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.booking import wished
from bot.booking.free_times import FreeTime
from bot.booking.wishes import AskWhich, NotAWish, Offer, Pick, read_wish
from bot.clinic import Clinic

# A Monday, 9 AM in Chicago.
NOW = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)


@pytest.fixture
def times(clinic: Clinic) -> list[FreeTime]:
    """Ten o'clock, two and five on each day of two weeks."""
    found = []
    for day in range(14):
        for hour in (10, 14, 17):
            local = (NOW + timedelta(days=day)).astimezone(clinic.zone)
            start = local.replace(hour=hour, minute=0).astimezone(UTC)
            found.append(FreeTime(start, start + timedelta(minutes=50), "dana"))
    return found


def read(text: str, times: list[FreeTime], clinic: Clinic) -> dict[str, object] | None:
    offered = [time.starts_at for time in times]
    return wished.as_reading(read_wish(text, offered, NOW, clinic.zone, "en", offered[:4]))


def test_each_kind_of_wish_shows_something_of_its_own() -> None:
    """Matches, the nearest, a question about days or about times, one time; and nothing for what is no wish."""
    start = NOW + timedelta(days=1)
    assert wished.as_reading(Offer((start,))) == {"show": wished.MATCHES, "offer": ["20261201T1500Z"]}
    assert wished.as_reading(Offer((), (start,))) == {"show": wished.NEAREST, "offer": ["20261201T1500Z"]}
    assert wished.as_reading(Pick(start)) == {"show": wished.PICKED, "offer": ["20261201T1500Z"]}
    days = AskWhich((date(2026, 12, 1), date(2026, 12, 8)), on_days=(start,))
    assert wished.as_reading(days) == {
        "show": wished.WHICH_DAY,
        "offer": ["2026-12-01", "2026-12-08", "20261201T1500Z"],
    }
    assert wished.as_reading(AskWhich((), (start,))) == {
        "show": wished.WHICH_TIME,
        "offer": ["20261201T1500Z"],
    }
    assert wished.as_reading(AskWhich(())) is None
    assert wished.as_reading(NotAWish()) is None


def test_next_thursday_afternoon_stays_an_afternoon(times: list[FreeTime], clinic: Clinic) -> None:
    """The question which Thursday is meant does not lose the afternoon."""
    reading = read("next thursday afternoon", times, clinic)
    assert reading is not None
    assert reading["show"] == wished.WHICH_DAY
    offer = tuple(reading["offer"])  # type: ignore[arg-type]
    days = wished.days_in(offer)
    assert days == [date(2026, 12, 3), date(2026, 12, 10)]
    for day in days:
        hours = [
            time.starts_at.astimezone(clinic.zone).hour for time in wished.on_day(times, day, offer, clinic)
        ]
        assert hours == [14]


def test_a_day_without_fitting_times_shows_the_day(times: list[FreeTime], clinic: Clinic) -> None:
    """When nothing of the wish is left on the day that is meant, the day itself is shown."""
    found = wished.on_day(times, date(2026, 12, 3), ("20261201T2000Z",), clinic)
    assert [time.starts_at.astimezone(clinic.zone).day for time in found] == [3, 3, 3]


def test_what_was_taken_meanwhile_is_gone(times: list[FreeTime]) -> None:
    """A remembered offer never brings back a time that is no longer open."""
    offer = wished.kept(times[:3])
    assert wished.narrowed(times[1:], offer) == times[1:3]


def test_parts_of_the_day_are_those_of_the_clinics_clock(times: list[FreeTime], clinic: Clinic) -> None:
    """Morning, afternoon and evening share out all times, and none is in two."""
    parts = [wished.in_part(times, part, clinic) for part in ("morning", "afternoon", "evening")]
    assert sorted(time for part in parts for time in part) == times
    assert [{time.starts_at.astimezone(clinic.zone).hour for time in part} for part in parts] == [
        {10},
        {14},
        {17},
    ]


def test_a_talk_remembers_no_more_than_it_can_show(times: list[FreeTime]) -> None:
    """However many times fit, what is kept stays small."""
    many = times * 4
    assert len(wished.kept(many)) == wished.MOST_KEPT
    reading = wished.as_reading(Offer(tuple(time.starts_at for time in many)))
    assert reading is not None
    assert len(reading["offer"]) == wished.MOST_KEPT
