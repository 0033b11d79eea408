"""For admins: users, what the clinic's file says, and what the retention job deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import anyio
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.conversation.engine_client import EngineSilent
from bot.desk import cases, retention, users
from bot.desk.page import HOMES, SEE_OTHER, Desk, DeskProblem
from bot.desk.users import ROLES, Password, Staff, UserProblem

if TYPE_CHECKING:
    from bot.web.parts import Parts

LONGEST_WHY = 120


def show_home(desk: Desk) -> Response:
    return desk.go(HOMES[desk.staff.role])


def show_users(desk: Desk) -> Response:
    desk.record("users.read", "users")
    return _users_page(desk)


def make_password(desk: Desk) -> Password:
    """For a user who is added, or who lost the old one."""
    return Password.made()


def add_user(desk: Desk) -> Response:
    """The one-time password is shown on the answer to this form and never again."""
    therapist = desk.form.get("therapist") or None
    if therapist and therapist not in {one.id for one in desk.clinic.therapists}:
        raise DeskProblem("bad_form")
    try:
        users.add(
            desk.tx,
            name=desk.form.get("name", "").casefold(),
            shown_name=desk.form.get("shown_name", ""),
            role=desk.form.get("role", ""),
            therapist_id=therapist,
            password=desk.prepared,
            author=desk.staff.actor,
            now=desk.now,
        )
    except UserProblem as problem:
        raise DeskProblem(str(problem)) from None
    return _users_page(desk, made_for=desk.form["name"].casefold(), password=desk.prepared.text)


def reset_user(desk: Desk) -> Response:
    staff = _other(desk)
    users.reset(desk.tx, staff, desk.prepared, author=desk.staff.actor, now=desk.now)
    return _users_page(desk, made_for=staff.name, password=desk.prepared.text)


def disable_user(desk: Desk) -> Response:
    users.disable(desk.tx, _other(desk), author=desk.staff.actor, now=desk.now)
    return desk.go("/desk/users")


def show_clinic(desk: Desk) -> Response:
    """Hours, therapists and settings as the clinic's file has them, and what should be settled."""
    return desk.page("clinic.html", warnings=desk.clinic.warnings())


def show_retention(desk: Desk) -> Response:
    desk.record("retention.read", "retention")
    return desk.page(
        "retention.html",
        rules=desk.clinic.retention,
        runs=retention.last_runs(desk.tx),
        kept=retention.kept_now(desk.tx),
        due=retention.due_now(desk.tx, desk.clinic, desk.now),
    )


async def run_retention(request: Request, staff: Staff, form: Mapping[str, str]) -> Response:
    """The job that also runs by itself each hour, now."""
    await retention.run(request.app.state.parts, author=staff.actor)
    return RedirectResponse("/desk/retention", status_code=SEE_OTHER)


async def delete_person(request: Request, staff: Staff, form: Mapping[str, str]) -> Response:
    """Everything about one person, here and in the engine; the audit log keeps who did it and why."""
    parts: Parts = request.app.state.parts
    reason = form.get("reason", "")[:LONGEST_WHY]
    if not reason:
        raise DeskProblem("no_reason")
    if form.get("sure") != "yes":
        raise DeskProblem("bad_form")

    def find() -> str:
        with parts.database.read() as tx:
            return cases.conversation_id_of(tx, request.path_params["reference"])

    conversation_id = await anyio.to_thread.run_sync(find)
    try:
        await retention.delete_one(parts, conversation_id, actor=staff.actor, reason=reason)
    except EngineSilent:
        raise DeskProblem("engine_silent", 503) from None
    except SQLAlchemyError:
        raise DeskProblem("busy", 503) from None
    return RedirectResponse("/desk", status_code=SEE_OTHER)


def _users_page(desk: Desk, *, made_for: str | None = None, password: str | None = None) -> Response:
    return desk.page(
        "users.html", everybody=users.everybody(desk.tx), roles=ROLES, made_for=made_for, password=password
    )


def _other(desk: Desk) -> Staff:
    """Admins cannot lock themselves out by a slip: somebody else does that."""
    staff = users.by_id(desk.tx, desk.path["staff_id"])
    if staff is None:
        raise DeskProblem("not_found", 404)
    if staff.id == desk.staff.id:
        raise DeskProblem("not_yourself", 409)
    return staff
