"""The first page of the day, the urgent page, the follow-ups, and the search by reference code."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import Response

from bot.desk import cases, queue
from bot.desk.page import Desk, DeskProblem
from bot.desk.tables import desk_follow_up_changes
from bot.notify import alerts
from bot.storage.conversations import REFERENCE_LENGTH
from bot.storage.tables import follow_ups

LONGEST_OUTCOME = 200
"""Stands in the audit log, which is kept for years: what was done, not what was said."""

TRY_AGAIN_AFTER = timedelta(hours=2)
"""When somebody who was not reached is due again."""


def show_queue(desk: Desk) -> Response:
    """Urgent first; then screenings, people who want to talk, bookings to accept, and what is due today."""
    page = _page_number(desk)
    desk.record("queue.read", "queue")
    tonight = _end_of_today(desk)
    return desk.page(
        "queue.html",
        **_urgent_part(desk),
        screenings=queue.new_screenings(desk.tx, page),
        talks=queue.due(desk.tx, tonight, kinds=("call_me",)),
        to_accept=queue.to_accept(desk.tx, desk.now),
        due=queue.due(desk.tx, tonight, but_not=("call_me", "same_day")),
        page=page,
        pages=queue.ROWS_A_PAGE,
        may_read_answers=_may_read_answers(desk),
    )


def show_urgent_part(desk: Desk) -> Response:
    """The urgent list alone, which an open queue page fetches anew by itself."""
    return desk.page("part_urgent.html", **_urgent_part(desk), may_read_answers=_may_read_answers(desk))


def show_urgent(desk: Desk) -> Response:
    waiting, taken = queue.listed_alerts(desk.tx, desk.now)
    desk.record("urgent.read", "urgent")
    return desk.page(
        "urgent.html",
        waiting=waiting,
        taken=taken,
        people=[person for person in queue.urgent(desk.tx) if "alert" not in person.reasons],
        told=queue.told_of(desk.tx, [alert.id for alert in waiting + taken]),
        on_call=desk.clinic.on_call,
        may_read_answers=_may_read_answers(desk),
    )


def take_on(desk: Desk) -> Response:
    """Acknowledge an alert: from now on it has a name, and nobody further is told."""
    try:
        was_free = alerts.acknowledge(
            desk.tx,
            desk.path["alert_id"],
            actor=desk.staff.actor,
            by=desk.staff.shown_name,
            now=desk.now,
        )
    except LookupError:
        raise DeskProblem("not_found", 404) from None
    if not was_free:
        raise DeskProblem("bad_state", 409)
    return desk.go(_back(desk, "/desk/urgent"))


def close_alert(desk: Desk) -> Response:
    """A lead closes an alert, with what came of it in a few words."""
    reason = desk.form.get("reason", "")
    if not reason:
        raise DeskProblem("no_reason")
    if len(reason) > LONGEST_OUTCOME:
        raise DeskProblem("bad_form", 413)
    try:
        alert = alerts.get(desk.tx, desk.path["alert_id"], is_locked=True)
        alerts.close(desk.tx, alert, actor=desk.staff.actor, reason=reason, now=desk.now)
    except LookupError:
        raise DeskProblem("not_found", 404) from None
    except alerts.NotAllowed:
        raise DeskProblem("bad_state", 409) from None
    return desk.go("/desk/urgent")


def show_follow_ups(desk: Desk) -> Response:
    """What is due until tonight, and what comes in the next days."""
    tonight = _end_of_today(desk)
    desk.record("follow_ups.read", "follow_ups")
    later = queue.due(desk.tx, tonight + timedelta(days=7))
    return desk.page(
        "follow_ups.html",
        due=queue.due(desk.tx, tonight),
        later=[row for row in later.rows if row.due_at > tonight],
        may_read_answers=_may_read_answers(desk),
    )


def change_follow_up(desk: Desk) -> Response:
    """Done; or not reached, and due again a little later."""
    number, state = int(desk.path["number"]), desk.form.get("state", "")
    if state not in ("done", "not_reached"):
        raise DeskProblem("bad_form")
    values: dict[str, Any] = {"state": "done"} if state == "done" else {"due_at": desk.now + TRY_AGAIN_AFTER}
    changed = desk.tx.execute(
        follow_ups.update().where(follow_ups.c.id == number, follow_ups.c.state == "due").values(values)
    ).rowcount
    if not changed:
        raise DeskProblem("bad_state", 409)
    desk.tx.execute(
        desk_follow_up_changes.insert().values(
            follow_up_id=number, state=state, author=desk.staff.shown_name, at=desk.now
        )
    )
    desk.record("follow_up.changed", f"follow_up:{number}", state)
    return desk.go(_back(desk, "/desk/follow-ups"))


def search(desk: Desk) -> Response:
    """A reference code, as it was read out on the phone; spaces and small letters do not matter."""
    code = re.sub(r"[^0-9A-Z]", "", desk.query("code").upper())
    if len(code) != REFERENCE_LENGTH:
        return desk.page(
            "search.html", status=200 if not desk.query("code") else 404, code=desk.query("code")[:20]
        )
    try:
        cases.conversation_id_of(desk.tx, code)
    except LookupError:
        desk.record("search.missed", "queue")
        return desk.page("search.html", status=404, code=code)
    return desk.go(f"/desk/case/{code}")


def _urgent_part(desk: Desk) -> dict[str, Any]:
    return {"urgent": queue.urgent(desk.tx), "loose": queue.loose_alerts(desk.tx)}


def _may_read_answers(desk: Desk) -> bool:
    from bot.desk.access import may_open

    return may_open("screening", desk.staff.role)


def _page_number(desk: Desk) -> int:
    given = desk.query("page") or "1"
    if not given.isdecimal() or not 0 < int(given[:6]) < 10_000:
        raise DeskProblem("not_found", 404)
    return int(given)


def _end_of_today(desk: Desk) -> datetime:
    local = desk.now.astimezone(desk.clinic.zone)
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _back(desk: Desk, otherwise: str) -> str:
    """Where the form was sent from, when that is a page of the desk."""
    wished = desk.form.get("back", "")
    return wished if re.fullmatch(r"/desk(/[A-Za-z0-9/_-]*)?", wished) else otherwise
