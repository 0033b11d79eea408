"""The calendar entry of a visit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from bot.booking.calendar_file import calendar_file
from bot.clinic.neutral import hint_in

START = datetime(2026, 12, 1, 10, 30, tzinfo=ZoneInfo("America/Chicago"))


def written(**changes: Any) -> bytes:
    values: dict[str, Any] = {
        "uid": "visit-7@larkfield.example",
        "revision": 0,
        "title": "Larkfield Office",
        "place": "410 Larkfield Avenue",
        "starts_at": START,
        "ends_at": START + timedelta(minutes=50),
        "written_at": START - timedelta(days=2),
    }
    return calendar_file(**(values | changes))


def visit(data: bytes) -> Any:
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return event


def test_times_are_in_utc() -> None:
    """Every calendar program shows the right local time, with no zone table to misread."""
    assert b"DTSTART:20261201T163000Z" in written()
    assert b"DTEND:20261201T172000Z" in written()
    assert visit(written()).decoded("dtstart") == START.astimezone(UTC)


def test_moved_visit_replaces_the_old_entry() -> None:
    """The same UID with a higher number moves the entry instead of adding one."""
    moved = written(
        revision=1, starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=1, minutes=50)
    )
    assert visit(moved)["UID"] == visit(written())["UID"]
    assert (visit(written())["SEQUENCE"], visit(moved)["SEQUENCE"]) == (0, 1)
    assert b"METHOD:PUBLISH" in moved


def test_cancelled_visit_leaves_the_calendar() -> None:
    """A cancelled visit is taken out by the same UID."""
    cancelled = written(revision=2, is_cancelled=True)
    assert b"METHOD:CANCEL" in cancelled
    assert visit(cancelled)["STATUS"] == "CANCELLED"
    assert visit(cancelled)["UID"] == visit(written())["UID"]


def test_nothing_hints_at_the_kind_of_care() -> None:
    """Somebody who sees the calendar learns of a visit to an office, not of what kind."""
    text = written().decode()
    assert all(hint_in(line) is None for line in text.splitlines())
    assert "DESCRIPTION" not in text
    for changes in ({"title": "Detox intake"}, {"uid": "1@north-recovery.example"}):
        with pytest.raises(ValueError, match="hints"):
            written(**changes)
    assert "LOCATION" not in written(place="12 Sober Street").decode()


def test_odd_signs_in_a_title_break_nothing() -> None:
    """Commas, line ends and semicolons stay inside the title."""
    event = visit(written(title="Office; visit, first\nBEGIN:VEVENT"))
    assert event["SUMMARY"] == "Office; visit, first\nBEGIN:VEVENT"


@pytest.mark.parametrize(
    "changes",
    [{"starts_at": datetime(2026, 12, 1)}, {"written_at": datetime(2026, 12, 1)}, {"ends_at": START}],
)
def test_impossible_times_are_refused(changes: dict[str, Any]) -> None:
    """A time without a zone or an end before the start is a bug in the caller."""
    with pytest.raises(ValueError):
        written(**changes)
