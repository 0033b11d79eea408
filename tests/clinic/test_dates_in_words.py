"""Dates and times as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import dates_in_words

CHICAGO = ZoneInfo("America/Chicago")


def test_moment_leaves_nothing_to_guess() -> None:
    """Weekday, date, time and zone stand on the button that books."""
    at = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
    assert dates_in_words.moment_in_words(at, CHICAGO, "en") == "Tuesday, December 1, 10:30 AM (Central)"
    assert (
        dates_in_words.moment_in_words(at, CHICAGO, "es")
        == "martes 1 de diciembre, 10:30 a. m. (hora del Centro)"
    )


def test_zone_is_named_the_same_all_year() -> None:
    """CST and CDT change twice a year; "Central" does not."""
    for month in (1, 7):
        assert dates_in_words.zone_name(datetime(2026, month, 1, tzinfo=UTC), CHICAGO, "en") == "Central"


def test_unnamed_zone_has_its_letters() -> None:
    """A zone we have no word for is still named."""
    at = datetime(2026, 7, 1, tzinfo=UTC)
    assert dates_in_words.zone_name(at, ZoneInfo("Europe/London"), "en") == "BST"


@pytest.mark.parametrize(
    ("minute", "english", "spanish"),
    [
        (0, "12:00 AM", "12:00 a. m."),
        (9 * 60 + 5, "9:05 AM", "9:05 a. m."),
        (12 * 60, "12:00 PM", "12:00 p. m."),
        (13 * 60 + 30, "1:30 PM", "1:30 p. m."),
        (23 * 60 + 59, "11:59 PM", "11:59 p. m."),
    ],
)
def test_clock(minute: int, english: str, spanish: str) -> None:
    """Noon and midnight are not mixed up."""
    assert dates_in_words.clock_in_words(minute, "en") == english
    assert dates_in_words.clock_in_words(minute, "es") == spanish


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_weekday_fits_the_date(day: date) -> None:
    """The weekday shown is that of the date shown."""
    assert dates_in_words.day_in_words(day, "en") == f"{day:%A}, {day:%B} {day.day}"


def test_naive_time_is_refused() -> None:
    """A time without a zone has no words."""
    with pytest.raises(ValueError, match="zone"):
        dates_in_words.moment_in_words(datetime(2026, 12, 1), CHICAGO, "en")


def test_week_with_midnight_and_three_shifts() -> None:
    """The end of the day is called midnight, and shifts are listed with "and" before the last."""
    week = [[(540, 600), (660, 720), (780, 1440)], [], [], [], [], [], []]
    assert dates_in_words.week_in_words(week, "en") == (
        "Monday: 9:00 AM to 10:00 AM, 11:00 AM to 12:00 PM and 1:00 PM to midnight\nTuesday to Sunday: closed"
    )
