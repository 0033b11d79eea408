"""Signing in: password, then a code of an authenticator app; each step gives a new session token."""

from __future__ import annotations

import secrets
from urllib.parse import quote

from starlette.responses import Response

from bot.desk import sessions, users
from bot.desk.page import COOKIE, DOOR_COOKIE, HOMES, SECOND_STEP, Desk, next_gate
from bot.desk.sessions import Session
from bot.desk.users import Password, Staff, UserProblem


def show_sign_in(desk: Desk) -> Response:
    if desk.session is not None:
        return desk.go(next_gate(desk.session, is_demo=desk.parts.settings.is_demo) or home_of(desk.staff))
    if not desk.door:
        desk.door = secrets.token_urlsafe(24)
    response = desk.page("sign_in.html", problem=None, has_users=users.is_there_any(desk.tx))
    _give_cookie(desk, response, DOOR_COOKIE, desk.door)
    return response


def check_sign_in(desk: Desk) -> bool:
    """Whether name and password are right; not even looked at while there were too many wrong tries."""
    name = _name(desk)
    if sessions.is_throttled(desk.tx, name, desk.client, desk.now):
        return False
    return users.may_sign_in(desk.tx, users.by_name(desk.tx, name), desk.form.get("password", ""))


def take_sign_in(desk: Desk) -> Response:
    """Wrong tries are counted; the answer never tells which part was wrong."""
    name = _name(desk)
    if sessions.is_throttled(desk.tx, name, desk.client, desk.now):
        desk.record("sign_in.throttled", "desk")
        return desk.page("sign_in.html", status=429, problem="throttled", has_users=True)
    staff = users.by_name(desk.tx, name)
    if not desk.prepared or staff is None or not staff.is_active:
        sessions.note_failure(desk.tx, name, desk.client, desk.now)
        desk.record("sign_in.refused", f"user:{staff.name}" if staff else "user:unknown")
        return desk.page("sign_in.html", status=401, problem="bad_sign_in", has_users=True)
    if not staff.has_second_step or desk.parts.settings.is_demo:
        sessions.forgive(desk.tx, name, desk.client)
    return _begin(desk, staff, is_second_step_done=desk.parts.settings.is_demo)


def show_second_step(desk: Desk) -> Response:
    return desk.page("second_step.html", problem=None)


def take_second_step(desk: Desk) -> Response:
    staff = desk.staff
    if sessions.is_throttled(desk.tx, staff.name, desk.client, desk.now):
        return desk.page("second_step.html", status=429, problem="throttled")
    if not users.passes_second_step(desk.tx, staff, desk.form.get("code", ""), now=desk.now):
        sessions.note_failure(desk.tx, staff.name, desk.client, desk.now)
        desk.record("sign_in.refused", f"user:{staff.name}", "second step")
        return desk.page("second_step.html", status=401, problem="bad_code")
    sessions.forgive(desk.tx, staff.name, desk.client)
    return _begin(desk, staff, is_second_step_done=True)


def show_set_up(desk: Desk) -> Response:
    """A secret for the app; it is kept only when a code proves that the app has it."""
    if desk.staff.has_second_step:
        return desk.go(SECOND_STEP)
    return _set_up_page(desk, users.new_secret(), problem=None)


def take_set_up(desk: Desk) -> Response:
    staff, secret = desk.staff, desk.form.get("secret", "")
    if staff.has_second_step or staff.must_change_password:
        return desk.go("/desk/sign-in")
    if len(secret) != 32 or not secret.isalnum() or not secret.isascii():
        return _set_up_page(desk, users.new_secret(), problem="bad_code")
    codes = users.set_up_second_step(
        desk.tx, staff, secret, "".join(desk.form.get("code", "").split()), now=desk.now
    )
    if codes is None:
        return _set_up_page(desk, secret, problem="bad_code", status=401)
    sessions.end(desk.tx, _session(desk).token, desk.now)
    token = sessions.start(desk.tx, staff, desk.now, is_second_step_done=True)
    response = desk.page("recovery_codes.html", codes=codes, home=home_of(staff))
    _give_cookie(desk, response, COOKIE, token)
    return response


def show_password(desk: Desk) -> Response:
    return desk.page("password.html", problem=None)


def check_password(desk: Desk) -> Password | str | None:
    """The new password with its hash; the code of what is wrong; None for a wrong old one."""
    staff, old, chosen = desk.staff, desk.form.get("password", ""), desk.form.get("new_password", "")
    if sessions.is_throttled(desk.tx, staff.name, desk.client, desk.now):
        return "throttled"
    if not users.may_sign_in(desk.tx, staff, old):
        return None
    if chosen != desk.form.get("repeated", ""):
        return "password_differs"
    try:
        users.check_new_password(staff, old, chosen)
    except UserProblem as problem:
        return str(problem)
    return Password.of(chosen)


def take_password(desk: Desk) -> Response:
    """Change the own password; all other sessions of this person end. Throttled like the sign-in."""
    staff = desk.staff
    gate = next_gate(_session(desk), is_demo=desk.parts.settings.is_demo)
    if gate == SECOND_STEP:
        return desk.go(gate)
    if desk.prepared is None:
        sessions.note_failure(desk.tx, staff.name, desk.client, desk.now)
        return desk.page("password.html", status=401, problem="wrong_password")
    if isinstance(desk.prepared, str):
        return desk.page("password.html", status=400, problem=desk.prepared)
    users.change_password(desk.tx, staff, desk.prepared, now=desk.now)
    users.end_sessions(desk.tx, staff, desk.now)
    changed = users.by_id(desk.tx, staff.id)
    assert changed is not None
    return _begin(desk, changed, is_second_step_done=_session(desk).is_second_step_done)


def sign_out(desk: Desk) -> Response:
    sessions.end(desk.tx, _session(desk).token, desk.now)
    desk.record("sign_out", f"user:{desk.staff.name}")
    response = desk.go("/desk/sign-in")
    response.delete_cookie(COOKIE, path="/desk")
    response.headers["clear-site-data"] = '"cache"'
    return response


def _name(desk: Desk) -> str:
    return desk.form.get("name", "").casefold()


def home_of(staff: Staff) -> str:
    return HOMES[staff.role]


def _begin(desk: Desk, staff: Staff, *, is_second_step_done: bool) -> Response:
    """A new token at each step, so that one planted before cannot be used after."""
    if desk.session is not None:
        sessions.end(desk.tx, desk.session.token, desk.now)
    token = sessions.start(desk.tx, staff, desk.now, is_second_step_done=is_second_step_done)
    session = Session(token, staff, is_second_step_done, desk.now)
    gate = next_gate(session, is_demo=desk.parts.settings.is_demo)
    desk.session = session
    if gate is None:
        desk.record("sign_in", f"user:{staff.name}")
    response = desk.go(gate or home_of(staff))
    _give_cookie(desk, response, COOKIE, token)
    return response


def _set_up_page(desk: Desk, secret: str, *, problem: str | None, status: int = 200) -> Response:
    issuer = quote(desk.clinic.neutral_name)
    address = f"otpauth://totp/{issuer}:{desk.staff.name}?secret={secret}&issuer={issuer}"
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return desk.page(
        "set_up.html", status=status, secret=secret, groups=groups, address=address, problem=problem
    )


def _session(desk: Desk) -> Session:
    assert desk.session is not None
    return desk.session


def _give_cookie(desk: Desk, response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        httponly=True,
        samesite="lax",
        secure=desk.parts.settings.is_cookie_secure,
        path="/desk",
    )
