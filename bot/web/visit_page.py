"""The page of a booked visit: see it, move it, call it off, in plain forms.

Its address is in the booked message and the calendar file. `GET` only shows, so that programs that look at links
change nothing; each `POST` says which state of the visit it saw and acts on that one alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import anyio
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.booking import booking
from bot.booking.form import BOOKS_BY_LINK
from bot.clinic_facts import facts
from bot.conversation.incoming import BadInput
from bot.notify import visits
from bot.storage import appointments, conversations, messages
from bot.storage.appointments import Appointment, NotAllowed, TimeIsTaken
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction
from bot.storage.messages import Said
from bot.web import page_views, pages
from bot.web.api import client_of, error, parts_of
from bot.web.limits import Limit
from bot.web.parts import Parts

SEE_OTHER = 303
NOT_FOUND = 404
CONFLICT = 409
LAST_PAGE = 50

WORDS = "utter_my_visit_page"

page_limit = Limit(burst=40, per_second=1)


@dataclass(frozen=True)
class Shown:
    """What the page shows."""

    step: str
    """`visit`, `times`, `confirm`, `cancel`, `past`, `cancelled`, or `unknown` for an address that was never given."""
    language: str
    status: int = 200
    visit: booking.Visit | None = None
    new: booking.Visit | None = None
    """The time held to replace the visit's."""
    seen: str = ""
    """The state of the visit that an act on this page belongs to."""
    options: tuple[Any, ...] = ()
    page: int = 0
    problem: str = ""
    is_done: bool = False
    tells: str | None = None
    """The conversation that has something new to show."""


class MyVisitPage:
    """One request to the page inside one transaction."""

    def __init__(self, tx: Transaction, parts: Parts, token: str) -> None:
        self._tx = tx
        self._parts = parts
        self._now: datetime = parts.now()
        self._visit = appointments.by_manage_token(tx, token)

    def show(self, wanted: str, page: int, language: str) -> Shown:
        """The visit, or the step of moving or calling it off that was asked for."""
        if self._visit is None:
            return Shown("unknown", language, NOT_FOUND)
        conversation = conversations.get(self._tx, self._visit.conversation_id)
        return self._show(self._visit, conversation, wanted, page)

    def act(self, form: pages.Form, language: str) -> Shown:
        """Take one press of a button, if the visit is still as the page showed it."""
        if self._visit is None:
            return Shown("unknown", language, NOT_FOUND)
        conversation = conversations.lock(self._tx, self._visit.conversation_id)
        visit = appointments.get(self._tx, self._visit.id)
        assert visit is not None
        if form.one("seen") != _seen(visit) or self._is_over(visit):
            return replace(self._show(visit, conversation), problem="changed", status=CONFLICT)
        step, option = form.one("step"), form.one("option")
        if step == "time":
            return self._take_time(visit, conversation, option)
        if step == "confirm":
            return self._take_confirmation(visit, conversation, option)
        if step == "cancel":
            return self._call_off(visit, conversation)
        raise BadInput("bad_body")

    # -- acts ----------------------------------------------------------------------------------------

    def _take_time(self, visit: Appointment, conversation: Conversation, option: str) -> Shown:
        try:
            booking.hold(self._tx, conversation, option, clinic=self._parts.clinic, now=self._now)
        except TimeIsTaken:
            shown = self._show(visit, conversation, "times")
            return replace(shown, problem="taken", status=CONFLICT)
        return Shown("", conversation.language, is_done=True)

    def _take_confirmation(self, visit: Appointment, conversation: Conversation, option: str) -> Shown:
        held = self._held(visit)
        if held is None:
            shown = self._show(visit, conversation, "times")
            return replace(shown, problem="hold_over", status=CONFLICT)
        if option != "confirm":
            appointments.change(self._tx, held, "cancelled", author="person", now=self._now)
            return Shown("times" if option == "other_time" else "", conversation.language, is_done=True)
        try:
            moved = appointments.move(self._tx, held, self._now)
        except (TimeIsTaken, NotAllowed):
            shown = self._show(visit, conversation, "times")
            return replace(shown, problem="hold_over", status=CONFLICT)
        visits.tell_moved(self._tx, visit, moved, clinic=self._parts.clinic, now=self._now)
        return self._done("utter_booking_moved", moved, conversation)

    def _call_off(self, visit: Appointment, conversation: Conversation) -> Shown:
        gone = appointments.call_off(self._tx, visit, author="person", now=self._now)
        visits.tell_cancelled(self._tx, gone, clinic=self._parts.clinic, now=self._now)
        return self._done("utter_booking_cancelled", gone, conversation)

    def _done(self, response: str, visit: Appointment, conversation: Conversation) -> Shown:
        """The chat hears of it too, but not one in a messenger of others."""
        if conversation.channel not in BOOKS_BY_LINK and conversation.ended_at is None:
            shown = self._in_words(visit, conversation.language)
            text = self._parts.words.say(
                response,
                conversation.language,
                when=shown.when,
                where=shown.where,
                therapist=shown.therapist,
            )
            messages.append(self._tx, conversation.id, [Said("bot", "notice", text)], self._now)
        return Shown("", conversation.language, is_done=True, tells=conversation.id)

    # -- parts ---------------------------------------------------------------------------------------

    def _show(
        self, visit: Appointment, conversation: Conversation, wanted: str = "visit", page: int = 0
    ) -> Shown:
        language = conversation.language
        if visit.state == "cancelled":
            return Shown("cancelled", language, visit=self._in_words(visit, language))
        if self._is_over(visit):
            return Shown("past", language, visit=self._in_words(visit, language))
        shown = Shown("visit", language, visit=self._in_words(visit, language), seen=_seen(visit))
        held = self._held(visit)
        if held is not None:
            return replace(shown, step="confirm", new=self._in_words(held, language))
        if wanted == "times":
            clinic, words = self._parts.clinic, self._parts.words
            times = booking.open_times(self._tx, clinic, self._now, language=language)
            options = booking.offer(times, page, clinic=clinic, words=words, language=language)
            return replace(shown, step="times", options=options, page=page)
        return replace(shown, step="cancel" if wanted == "cancel" else "visit")

    def _is_over(self, visit: Appointment) -> bool:
        return visit.state != "confirmed" or visit.starts_at <= self._now

    def _held(self, visit: Appointment) -> Appointment | None:
        held = appointments.held_of(self._tx, visit.conversation_id)
        is_current = held and held.replaces == visit.id and held.held_until and held.held_until > self._now
        return held if is_current else None

    def _in_words(self, visit: Appointment, language: str) -> booking.Visit:
        return booking.visit_in_words(
            visit, clinic=self._parts.clinic, words=self._parts.words, language=language
        )


async def show_visit(request: Request) -> Response:
    """`GET /visit/{token}`: the visit and what can be done; nothing changes by looking."""
    given = request.query_params.get("page", "0")
    page = min(int(given), LAST_PAGE) if given.isdecimal() and len(given) < 3 else 0
    wanted = request.query_params.get("step", "visit")
    return await _answer(request, lambda visit, language: visit.show(wanted, page, language))


async def post_visit(request: Request) -> Response:
    """`POST /visit/{token}`: one press, answered by a redirect so that a reload sends nothing."""
    try:
        form = await pages.read_form(request)
    except BadInput as problem:
        return error(request, 413 if problem.code == "too_large" else 400, problem.code)
    return await _answer(request, lambda visit, language: visit.act(form, language))


async def _answer(request: Request, run: Callable[[MyVisitPage, str], Shown]) -> Response:
    parts = parts_of(request)
    if not page_limit.allows(client_of(request)):
        return error(request, 429, "too_fast")
    token, language = request.path_params["token"], pages.page_language(request)

    def work() -> Shown:
        with parts.database.begin() as tx:
            return run(MyVisitPage(tx, parts, token), language)

    try:
        shown = await anyio.to_thread.run_sync(work)
    except (BadInput, NotAllowed):
        return error(request, 400, "bad_body")
    except SQLAlchemyError:
        return error(request, 503, "storage")
    if shown.tells:
        parts.conversations.broadcast.tell(shown.tells)
    address = f"/visit/{token}"
    if shown.is_done:
        return RedirectResponse(address + (f"?step={shown.step}" if shown.step else ""), SEE_OTHER)
    return pages.page(request, "my_visit.html", _view(request, parts, shown, address, token), shown.status)


def _view(request: Request, parts: Parts, shown: Shown, address: str, token: str) -> dict[str, Any]:
    words, language = parts.words, shown.language
    labels = page_views.filled(
        words.custom(WORDS, language),
        **facts(parts.clinic, words, language, parts.now()),
        therapist=shown.visit.therapist if shown.visit else "",
        new_therapist=shown.new.therapist if shown.new else "",
    )
    return {
        **pages.text_view(request, language, WORDS),
        "other_language": None,
        "page": labels,
        "shown": shown,
        "address": address,
        "calendar": f"/v1/booking/{token}.ics",
        "times": [option for option in shown.options if booking.start_of(option.id)],
        "has_more": any(option.id == booking.MORE for option in shown.options),
    }


def _seen(visit: Appointment) -> str:
    """Changes with everything that is done to the visit: an old page acts on nothing."""
    return f"{visit.revision}-{visit.state}"


visit_page_routes = [
    Route("/visit/{token}", show_visit, methods=["GET"]),
    Route("/visit/{token}", post_visit, methods=["POST"]),
]
