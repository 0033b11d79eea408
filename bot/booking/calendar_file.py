"""The calendar entry of a visit (.ics). Others may see a calendar: nothing in it hints at addiction care."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from bot.clinic.neutral import hint_in

# RFC 7986 asks for one that names the product; a neutral word, for calendars show it.
_PRODUCT = "-//Visits//Calendar//EN"


def calendar_file(
    *,
    uid: str,
    revision: int,
    title: str,
    place: str,
    starts_at: datetime,
    ends_at: datetime,
    written_at: datetime,
    is_cancelled: bool = False,
    page: str | None = None,
) -> bytes:
    """An iCalendar file with one visit.

    `uid` stays the same for the life of the visit and `revision` grows with each change, so that a calendar that
    holds the visit already moves or removes it. A `place` or `page` (an address) that hints at the kind of care is
    left out. Raises ValueError when `title` or `uid` hints at it, a time has no zone or the end is not after the start.
    """
    if hint_in(title) is not None or hint_in(uid) is not None:
        raise ValueError("a calendar entry that hints at the kind of care")
    if any(at.tzinfo is None for at in (starts_at, ends_at, written_at)):
        raise ValueError("a time without a zone")
    if ends_at - starts_at <= timedelta(0):
        raise ValueError("a visit that ends before it starts")
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    visit = Event()
    visit.add("uid", uid)
    visit.add("sequence", revision)
    visit.add("dtstamp", written_at.astimezone(UTC))
    visit.add("dtstart", starts_at.astimezone(UTC))
    visit.add("dtend", ends_at.astimezone(UTC))
    visit.add("summary", title)
    if place and hint_in(place) is None:
        visit.add("location", place)
    if page and hint_in(page) is None:
        visit.add("url", page)
    visit.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    visit.add("class", "PRIVATE")
    visit.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    calendar.add_component(visit)
    return bytes(calendar.to_ical())
