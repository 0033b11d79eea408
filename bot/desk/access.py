"""THE table of the desk: every route, and the roles that may open it. Routes and tests are made from it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk import (
    admin_pages,
    audit_pages,
    booking_pages,
    case_pages,
    export_pages,
    insight_pages,
    queue_pages,
    rendering,
    sign_in_pages,
)
from bot.desk.page import ANYONE, HALFWAY, Desk, DeskProblem, Page, endpoint

FOREVER = "public, max-age=31536000, immutable"

FRONT = frozenset({"reception", "clinician", "lead"})
"""Who works with people: queue, danger, visits, contacts."""
READERS = frozenset({"clinician", "lead"})
"""Who may read answers and what was said."""
LEAD = frozenset({"lead"})
ADMIN = frozenset({"admin"})
STAFF = frozenset({"reception", "clinician", "lead", "admin", "auditor"})


async def static_file(request: Request) -> Response:
    """Styles and scripts; they hold nothing of anybody."""
    name = request.path_params["name"]
    if name not in rendering.STATIC_TYPES or request.path_params["version"] != rendering.static_version():
        return Response(status_code=404)
    return Response(
        rendering.static_files()[name],
        media_type=rendering.STATIC_TYPES[name],
        headers={"Cache-Control": FOREVER},
    )


def nothing_here(desk: Desk) -> Response:
    raise DeskProblem("not_found", 404)


PAGES: tuple[Page, ...] = (
    # Signing in
    Page("sign_in", "GET", "/desk/sign-in", ANYONE, sign_in_pages.show_sign_in),
    Page(
        "sign_in.take",
        "POST",
        "/desk/sign-in",
        ANYONE,
        sign_in_pages.take_sign_in,
        sign_in_pages.check_sign_in,
    ),
    Page("second_step", "GET", "/desk/second-step", HALFWAY, sign_in_pages.show_second_step),
    Page("second_step.take", "POST", "/desk/second-step", HALFWAY, sign_in_pages.take_second_step),
    Page("set_up", "GET", "/desk/second-step/set-up", HALFWAY, sign_in_pages.show_set_up),
    Page("set_up.take", "POST", "/desk/second-step/set-up", HALFWAY, sign_in_pages.take_set_up),
    Page("password", "GET", "/desk/password", HALFWAY, sign_in_pages.show_password),
    Page(
        "password.take",
        "POST",
        "/desk/password",
        HALFWAY,
        sign_in_pages.take_password,
        sign_in_pages.check_password,
    ),
    Page("sign_out", "POST", "/desk/sign-out", HALFWAY, sign_in_pages.sign_out),
    # The queue
    Page("queue", "GET", "/desk", FRONT, queue_pages.show_queue),
    Page("queue.urgent", "GET", "/desk/part/urgent", FRONT, queue_pages.show_urgent_part, is_quiet=True),
    Page("search", "GET", "/desk/search", FRONT, queue_pages.search),
    Page("urgent", "GET", "/desk/urgent", FRONT, queue_pages.show_urgent),
    Page("urgent.take", "POST", "/desk/urgent/{alert_id}/take", FRONT, queue_pages.take_on),
    Page("urgent.close", "POST", "/desk/urgent/{alert_id}/close", LEAD, queue_pages.close_alert),
    Page("follow_ups", "GET", "/desk/follow-ups", FRONT, queue_pages.show_follow_ups),
    Page("follow_up", "POST", "/desk/follow-ups/{number:int}", FRONT, queue_pages.change_follow_up),
    # One person
    Page("case", "GET", "/desk/case/{reference}", FRONT, case_pages.show_case),
    Page("case.state", "POST", "/desk/case/{reference}/state", FRONT, case_pages.change_state),
    Page("case.owner", "POST", "/desk/case/{reference}/owner", FRONT, case_pages.change_owner),
    Page("case.note", "POST", "/desk/case/{reference}/note", FRONT, case_pages.add_note),
    Page("screening", "GET", "/desk/case/{reference}/screening", READERS, case_pages.show_screening),
    Page("screening.seen", "POST", "/desk/case/{reference}/seen", READERS, case_pages.mark_seen),
    Page("decision", "POST", "/desk/case/{reference}/decision", READERS, case_pages.decide),
    Page("talk", "GET", "/desk/case/{reference}/talk", READERS, case_pages.show_talk),
    # Visits
    Page("bookings", "GET", "/desk/bookings", FRONT, booking_pages.show_bookings),
    Page("booking", "GET", "/desk/bookings/{number:int}", FRONT, booking_pages.show_booking),
    Page("booking.accept", "POST", "/desk/bookings/{number:int}/accept", FRONT, booking_pages.accept),
    Page("booking.change", "POST", "/desk/bookings/{number:int}/state", FRONT, booking_pages.change),
    Page("booking.move", "POST", "/desk/bookings/{number:int}/move", FRONT, booking_pages.move),
    # Lead, admin and auditor
    Page("home", "GET", "/desk/home", STAFF, admin_pages.show_home),
    Page("audit", "GET", "/desk/audit", frozenset({"lead", "auditor"}), audit_pages.show_audit),
    Page("audit.check", "POST", "/desk/audit", frozenset({"lead", "auditor"}), audit_pages.check_audit),
    Page("users", "GET", "/desk/users", ADMIN, admin_pages.show_users),
    Page("users.add", "POST", "/desk/users", ADMIN, admin_pages.add_user, admin_pages.make_password),
    Page(
        "users.reset",
        "POST",
        "/desk/users/{staff_id}/reset",
        ADMIN,
        admin_pages.reset_user,
        admin_pages.make_password,
    ),
    Page("users.disable", "POST", "/desk/users/{staff_id}/disable", ADMIN, admin_pages.disable_user),
    Page("clinic", "GET", "/desk/clinic", frozenset({"admin", "lead"}), admin_pages.show_clinic),
    Page("retention", "GET", "/desk/retention", ADMIN, admin_pages.show_retention),
    Page("retention.run", "POST", "/desk/retention", ADMIN, admin_pages.run_retention),
    Page("case.delete", "POST", "/desk/case/{reference}/delete", LEAD, admin_pages.delete_person),
    Page("insight", "GET", "/desk/insight", LEAD, insight_pages.show_insight),
    Page("export", "GET", "/desk/export", LEAD, export_pages.show_export),
    Page("export.take", "POST", "/desk/export", LEAD, export_pages.take_export),
    Page("feeds", "GET", "/desk/feeds", READERS, export_pages.show_feeds),
    Page("feeds.create", "POST", "/desk/feeds", READERS, export_pages.create_feed),
    Page("feeds.revoke", "POST", "/desk/feeds/{number:int}/revoke", READERS, export_pages.revoke_feed),
    Page("feed", "GET", "/desk/feed/{token}/visits.ics", ANYONE, export_pages.show_feed),
    # Anything else below /desk
    Page("nothing", "GET", "/desk/{rest:path}", ANYONE, nothing_here),
)

_ROLES = {page.name: page.roles for page in PAGES}


def may_open(name: str, role: str) -> bool:
    """Whether a role may open the page of this name. Raises KeyError for a page that is not in the table."""
    return role in _ROLES[name]


desk_routes = [
    Route("/desk/static/{version}/{name}", static_file),
    *(Route(page.path, endpoint(page), methods=[page.method]) for page in PAGES),
]
