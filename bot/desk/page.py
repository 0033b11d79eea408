"""One request at the desk: who asks, what may be done, one transaction, and its rows in the audit log."""

from __future__ import annotations

import hmac
import inspect
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import anyio
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.clinic import Clinic
from bot.desk import rendering, sessions
from bot.desk.sessions import Session
from bot.desk.users import Staff
from bot.storage import audit
from bot.storage.conversations import NoSuchConversation
from bot.storage.database import Transaction
from bot.words import Words

if TYPE_CHECKING:
    from bot.web.parts import Parts

logger = logging.getLogger(__name__)

COOKIE = "desk"
DOOR_COOKIE = "desk_door"
"""Binds the sign-in form to the browser that opened it, before there is a session."""
LARGEST_FORM_BYTES = 64 * 1024
MOST_FIELDS = 50
SEE_OTHER = 303
BUSY_WAITS_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Waits while another writer has the database, before the person is told."""

HOMES: Mapping[str, str] = {
    "reception": "/desk",
    "clinician": "/desk",
    "lead": "/desk",
    "admin": "/desk/users",
    "auditor": "/desk/audit",
}

SIGN_IN = "/desk/sign-in"
SECOND_STEP = "/desk/second-step"
SET_UP = "/desk/second-step/set-up"
PASSWORD = "/desk/password"


class DeskProblem(Exception):
    """The request cannot be done; `code` names the sentence in `words.yml`."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@dataclass
class Desk:
    """What a handler works with. `tx` reads only, unless the request is a POST."""

    request: Request
    parts: Parts
    tx: Transaction
    session: Session | None
    form: Mapping[str, str]
    now: datetime
    door: str
    prepared: Any = None
    """What the page's `prepare` came to, before the writing transaction began."""
    notes: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def staff(self) -> Staff:
        assert self.session is not None, "the table of pages lets only signed-in staff come here"
        return self.session.staff

    @property
    def clinic(self) -> Clinic:
        return self.parts.clinic

    @property
    def words(self) -> Words:
        return self.parts.words

    @property
    def path(self) -> Mapping[str, Any]:
        return self.request.path_params

    @property
    def client(self) -> str:
        return self.request.client.host if self.request.client else "unknown"

    def query(self, name: str) -> str:
        return self.request.query_params.get(name, "")

    def therapist_name(self, therapist_id: str) -> str:
        """Somebody who left the clinic's file keeps the id as a name, so old visits can still be read."""
        try:
            return self.clinic.therapist(therapist_id).name
        except KeyError:
            return therapist_id

    def record(self, action: str, subject: str, reason: str = "") -> None:
        """Put a row into the audit log; it is written before the answer is sent."""
        self.notes.append((action, subject[:80], reason[:200]))

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """A whole page, or a part of one, from its template."""
        return HTMLResponse(rendering.render(template, **self._known(), **values), status_code=status)

    def go(self, path: str) -> Response:
        return RedirectResponse(path, status_code=SEE_OTHER)

    def _known(self) -> dict[str, Any]:
        from bot.desk.access import may_open

        staff = self.session.staff if self.session and self.session.is_second_step_done else None
        return {
            "clinic": self.clinic,
            "zone": self.clinic.zone,
            "now": self.now,
            "me": staff,
            "here": self.request.url.path,
            "csrf": csrf_of(self),
            "is_demo": self.parts.settings.is_demo,
            "therapist_name": self.therapist_name,
            "may_open": lambda name: staff is not None and may_open(name, staff.role),
        }


Handler = Callable[[Desk], Response]
AsyncHandler = Callable[[Request, Staff, Mapping[str, str]], Awaitable[Response]]

ANYONE = frozenset({"signed_out", "reception", "clinician", "lead", "admin", "auditor"})
HALFWAY = frozenset({"halfway"})
"""The right password was given, and the next step of signing in is open."""


@dataclass(frozen=True)
class Page:
    """One row of the table: a route and the roles that may open it."""

    name: str
    method: str
    path: str
    roles: frozenset[str]
    handler: Handler | AsyncHandler
    prepare: Callable[[Desk], Any] | None = None
    """Slow work of a POST, such as hashing: done before others would have to wait for the database."""
    is_quiet: bool = False
    """Asked for by the page itself, not by a person: does not keep the session awake."""


def endpoint(page: Page) -> Callable[[Request], Awaitable[Response]]:
    """The route of a page: form, session, role, origin, then the handler in its transaction."""

    async def answer(request: Request) -> Response:
        try:
            form = await _read_form(request) if page.method == "POST" else {}
            if inspect.iscoroutinefunction(page.handler):
                staff = await anyio.to_thread.run_sync(_staff_of, page, request, form)
                return await page.handler(request, staff, form)
            return await anyio.to_thread.run_sync(_patiently, page, request, form)
        except DeskProblem as problem:
            return await anyio.to_thread.run_sync(_problem_page, request, problem)
        except NoSuchConversation:
            return await anyio.to_thread.run_sync(_problem_page, request, DeskProblem("not_found", 404))
        except SQLAlchemyError as problem:
            logger.error("the desk could not use the database: %s", type(problem).__name__)
            return _plain_problem(DeskProblem("busy", 503))

    return answer


def _patiently(page: Page, request: Request, form: Mapping[str, str]) -> Response:
    for wait in BUSY_WAITS_SECONDS:
        try:
            return _answer(page, request, form)
        except OperationalError:
            # Handlers only use the transaction, so one that did not commit may be done again.
            time.sleep(wait)
    return _answer(page, request, form)


def _answer(page: Page, request: Request, form: Mapping[str, str]) -> Response:
    parts: Parts = request.app.state.parts
    now = parts.now()
    with parts.database.read() as tx:
        session = sessions.find(tx, request.cookies.get(COOKIE), now)
        desk = Desk(request, parts, tx, session, form, now, request.cookies.get(DOOR_COOKIE, ""))
        refused = _refused(page, desk)
        prepared = page.prepare(desk) if refused is None and page.prepare else None
        if refused is None and page.method == "GET":
            response = page.handler(desk)  # type: ignore[arg-type, call-arg]  # coroutines went another way
    if refused is None and page.method == "GET":
        _write_down(page, desk)
    elif refused is None:
        with parts.database.begin() as tx:
            desk = Desk(request, parts, tx, session, form, now, desk.door, prepared)
            response = page.handler(desk)  # type: ignore[arg-type, call-arg]
            _note(page, desk)
    else:
        response = refused
        _write_down(page, desk)
    assert isinstance(response, Response)
    return response


def _staff_of(page: Page, request: Request, form: Mapping[str, str]) -> Staff:
    """As `_answer` does it, for handlers that wait for others than the database."""
    parts: Parts = request.app.state.parts
    now = parts.now()
    with parts.database.read() as tx:
        session = sessions.find(tx, request.cookies.get(COOKIE), now)
        desk = Desk(request, parts, tx, session, form, now, "")
        refused = _refused(page, desk)
    if refused is not None:
        raise DeskProblem("not_allowed", refused.status_code if refused.status_code >= 400 else 401)
    return desk.staff


def _write_down(page: Page, desk: Desk) -> None:
    """What was read is on record before it is shown; while it cannot be written, nothing is shown."""
    is_touched = _is_touched(page, desk)
    if not desk.notes and not is_touched:
        return
    with desk.parts.database.begin() as tx:
        desk.tx = tx
        _note(page, desk)


def _note(page: Page, desk: Desk) -> None:
    actor = desk.session.staff.actor if desk.session else "visitor"
    for action, subject, reason in desk.notes:
        audit.record(desk.tx, actor=actor, action=action, subject=subject, reason=reason, now=desk.now)
    if desk.session and _is_touched(page, desk):
        sessions.touch(desk.tx, desk.session, desk.now)


def _is_touched(page: Page, desk: Desk) -> bool:
    return bool(desk.session) and not page.is_quiet and sessions.is_due_for_touch(desk.session, desk.now)  # type: ignore[arg-type]


# -- who may do what -----------------------------------------------------------------------------------------


def _refused(page: Page, desk: Desk) -> Response | None:
    """The answer to somebody who may not, None for whom the table lets in. Raises DeskProblem."""
    if page.method == "POST":
        _check_origin(desk)
    if page.roles != ANYONE:
        refused = _refused_by_role(page, desk)
        if refused is not None:
            return refused
    if page.method == "POST" and not _is_same(desk.form.get("csrf", ""), csrf_of(desk)):
        raise DeskProblem("bad_csrf", 403)
    return None


def _refused_by_role(page: Page, desk: Desk) -> Response | None:
    if desk.session is None:
        if page.is_quiet:
            return Response(status_code=401, headers={"HX-Redirect": SIGN_IN})
        if page.method == "POST":
            raise DeskProblem("signed_out", 401)
        return desk.go(SIGN_IN)
    if page.roles == HALFWAY:
        return None
    gate = next_gate(desk.session, is_demo=desk.parts.settings.is_demo)
    if gate is not None:
        if page.method == "POST":
            raise DeskProblem("signed_out", 401)
        return desk.go(gate)
    if desk.staff.role not in page.roles:
        desk.record("access.refused", f"page:{page.name}")
        return desk.page("problem.html", status=403, code="not_allowed")
    return None


def next_gate(session: Session, *, is_demo: bool) -> str | None:
    """The step of signing in that is still open; a demo holds no secrets and asks for no second step."""
    staff = session.staff
    if not is_demo and staff.has_second_step and not session.is_second_step_done:
        return SECOND_STEP
    if staff.must_change_password:
        return PASSWORD
    if not is_demo and not staff.has_second_step:
        return SET_UP
    return None


def _check_origin(desk: Desk) -> None:
    """A form must come from a page of this very host; behind a proxy, of the public address."""
    sent_from = urlsplit(desk.request.headers.get("origin", "")).netloc
    ours = {desk.request.headers.get("host", ""), urlsplit(desk.parts.settings.public_url).netloc}
    if not sent_from or sent_from not in ours:
        raise DeskProblem("bad_origin", 403)


def csrf_of(desk: Desk) -> str:
    """The token a form must carry: bound to the session, before sign-in to the browser at the door."""
    secret = desk.session.token if desk.session else desk.door
    return desk.parts.database.sealer.keyed_hash(f"csrf:{secret}")


# -- forms and problems --------------------------------------------------------------------------------------


async def _read_form(request: Request) -> dict[str, str]:
    """A plain form; of a field that comes twice the last one counts. Raises DeskProblem."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_FORM_BYTES:
                raise DeskProblem("bad_form", 413)
        found = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except (ClientDisconnect, ValueError):
        raise DeskProblem("bad_form") from None
    return {name: values[-1].replace("\x00", "").strip() for name, values in found.items()}


def _problem_page(request: Request, problem: DeskProblem) -> Response:
    parts: Parts = request.app.state.parts
    now = parts.now()
    with parts.database.read() as tx:
        session = sessions.find(tx, request.cookies.get(COOKIE), now)
        desk = Desk(request, parts, tx, session, {}, now, request.cookies.get(DOOR_COOKIE, ""))
        return desk.page("problem.html", status=problem.status, code=problem.code)


def _plain_problem(problem: DeskProblem) -> Response:
    """Without the database there is no session to greet; the sentence stands alone."""
    return HTMLResponse(rendering.render("plain_problem.html", code=problem.code), status_code=problem.status)


def _is_same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
