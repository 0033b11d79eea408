"""Files that leave the desk: the CSV export for the lead, and calendars for therapists."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.responses import Response

from bot.clinic.hours import moment
from bot.desk import export, feed
from bot.desk.page import Desk, DeskProblem

LONGEST_WHY = 120
LONGEST_SPAN = timedelta(days=366)


def show_export(desk: Desk) -> Response:
    today = desk.now.astimezone(desk.clinic.zone).date()
    return desk.page(
        "export.html", first=today - timedelta(days=30), last=today, notice=export.REDISCLOSURE_NOTICE
    )


def take_export(desk: Desk) -> Response:
    """The file, once a reason is given; the reason stands in the audit log."""
    reason = desk.form.get("reason", "")
    if not reason:
        raise DeskProblem("no_reason")
    try:
        first, last = (date.fromisoformat(desk.form.get(name, "")) for name in ("first", "last"))
    except ValueError:
        raise DeskProblem("bad_form") from None
    if len(reason) > LONGEST_WHY or not timedelta(0) <= last - first <= LONGEST_SPAN or first.year < 2020:
        raise DeskProblem("bad_form")
    zone = desk.clinic.zone
    found = export.rows(
        desk.tx, since=moment(first, 0, zone), until=moment(last + timedelta(days=1), 0, zone)
    )
    desk.record("export.csv", f"screenings:{first}:{last}", reason)
    headers = {"content-disposition": f'attachment; filename="screenings-{first}-{last}.csv"'}
    return Response(export.as_csv(found), media_type="text/csv; charset=utf-8", headers=headers)


def show_feeds(desk: Desk) -> Response:
    desk.record("feeds.read", "feeds")
    return _feeds_page(desk)


def create_feed(desk: Desk) -> Response:
    """The link is on the answer to this form and nowhere else."""
    therapist_id = desk.form.get("therapist", "")
    if therapist_id not in _therapists(desk):
        raise DeskProblem("not_allowed", 403)
    token = feed.create(desk.tx, therapist_id, author=desk.staff.shown_name, now=desk.now)
    desk.record("feed.created", f"therapist:{therapist_id}")
    return _feeds_page(desk, made=f"{desk.parts.settings.public_url}/desk/feed/{token}/visits.ics")


def revoke_feed(desk: Desk) -> Response:
    found = feed.get(desk.tx, int(desk.path["number"]))
    if found is None:
        raise DeskProblem("not_found", 404)
    if found.therapist_id not in _therapists(desk):
        raise DeskProblem("not_allowed", 403)
    feed.revoke(desk.tx, found, author=desk.staff.shown_name, now=desk.now)
    desk.record("feed.revoked", f"therapist:{found.therapist_id}")
    return desk.go("/desk/feeds")


def show_feed(desk: Desk) -> Response:
    """What a calendar program fetches; the link is all it has, so an unknown one says nothing."""
    found = feed.by_token(desk.tx, desk.path["token"])
    if found is None:
        return Response(status_code=404)
    desk.record("feed.fetched", f"therapist:{found.therapist_id}")
    body = feed.calendar(desk.tx, found, desk.clinic, desk.now)
    return Response(body, media_type="text/calendar; charset=utf-8")


def _therapists(desk: Desk) -> list[str]:
    """Whose links somebody may handle: a lead everybody's, a therapist only the own ones."""
    if desk.staff.role == "lead":
        return [therapist.id for therapist in desk.clinic.therapists]
    return [desk.staff.therapist_id] if desk.staff.therapist_id else []


def _feeds_page(desk: Desk, made: str | None = None) -> Response:
    mine = _therapists(desk)
    feeds = [one for one in feed.all_of(desk.tx, None) if one.therapist_id in mine]
    return desk.page("feeds.html", feeds=feeds, therapists=mine, made=made)
