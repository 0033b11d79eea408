"""The page where a visit is booked from a messenger: time, contact, confirmation, in plain forms.

Opened by a link of the talk that is good for one booking. `GET` only shows. With the first act the link belongs to
that browser; after fifteen minutes no time can be picked any more, and a time that is held may be finished.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import anyio
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.booking import booking, contact
from bot.booking.form import MINORS
from bot.clinic_facts import facts
from bot.conversation import saying
from bot.conversation.incoming import LONGEST_FIELD, BadInput, clean
from bot.conversation.service import new_token
from bot.notify import visits
from bot.notify.alerts import raise_alert
from bot.safety.cards import response_for
from bot.storage import appointments, booking_links, conversations, messages, screenings
from bot.storage.appointments import Appointment, NotAllowed, TimeIsTaken
from bot.storage.booking_links import BookingLink
from bot.storage.conversations import Conversation, NoSuchConversation
from bot.storage.database import Transaction
from bot.storage.messages import Said
from bot.web import page_views, pages
from bot.web.api import client_of, error, parts_of
from bot.web.limits import Limit
from bot.web.parts import Parts

BROWSER_COOKIE = "doorway_visit"
SEE_OTHER = 303
GONE = 410
CONFLICT = 409
UNPROCESSABLE = 422
LAST_PAGE = 50

page_limit = Limit(burst=120, per_second=5)


@dataclass(frozen=True)
class Shown:
    """What the page shows: which step, in which language, with what wrong."""

    step: str
    """`over`, `minor`, `times`, `contact`, `confirm`, `booked` or `not_booked`."""
    language: str = "en"
    status: int = 200
    options: tuple[Any, ...] = ()
    page: int = 0
    visit: booking.Visit | None = None
    calendar: str | None = None
    fields: list[dict[str, Any]] = field(default_factory=list)
    problem: str = ""
    """A label of `utter_visit_page` that says what happened to the last act."""
    card: str = ""
    new_browser_token: str | None = None
    is_redirect: bool = False


class VisitPage:
    """One request to the page inside one transaction."""

    def __init__(self, tx: Transaction, parts: Parts, token: str, browser_token: str | None) -> None:
        self._tx = tx
        self._parts = parts
        self._token = token
        self._browser_token = browser_token
        self._now: datetime = parts.now()

    def show(self, page: int = 0, language: str = "en") -> Shown:
        """The step that is open."""
        found = self._open_link()
        if found is None:
            return Shown("over", language, GONE)
        link, conversation = found
        language = conversation.language
        if screenings.answers_of(self._tx, conversation).get("who") in MINORS:
            return Shown("minor", language)
        confirmed = appointments.confirmed_of(self._tx, conversation.id)
        if confirmed is not None:
            return self._booked(confirmed, language)
        if link.used_at is not None:
            return Shown("not_booked", language)
        held = self._held(conversation)
        if held is None:
            return self._times(conversation, page)
        visit = self._in_words(held, language)
        if appointments.contact_of(self._tx, held) is None:
            fields = contact.fields(self._parts.words, language, errors={}, given={})
            return Shown("contact", language, visit=visit, fields=fields)
        return Shown("confirm", language, visit=visit)

    def act(self, form: pages.Form, language: str = "en") -> Shown:
        """Take one press of a button; the page is shown anew after it."""
        found = self._open_link()
        if found is None or found[0].used_at is not None:
            return Shown("over", language, GONE)
        link, conversation = found
        if screenings.answers_of(self._tx, conversation).get("who") in MINORS:
            return Shown("minor", conversation.language)
        new_browser_token = None
        if link.browser_hash is None:
            new_browser_token = new_token()
            booking_links.bind(self._tx, link, new_browser_token)
            self._browser_token = new_browser_token
        step = form.one("step")
        if step == "time":
            shown = self._take_time(conversation, form.one("option"))
        elif step == "contact":
            shown = self._take_contact(conversation, form)
        elif step == "confirm":
            shown = self._take_confirmation(link, conversation, form.one("option"))
        else:
            raise BadInput("bad_body")
        return replace(shown, new_browser_token=new_browser_token)

    # -- acts ----------------------------------------------------------------------------------------

    def _take_time(self, conversation: Conversation, option: str) -> Shown:
        offered = {booking.time_id(time) for time in self._open_times(conversation)}
        held = self._held(conversation)
        if option not in offered and (held is None or _id_of(held) != option):
            return replace(self._times(conversation, 0), problem="taken", status=CONFLICT)
        try:
            booking.hold(self._tx, conversation, option, clinic=self._parts.clinic, now=self._now)
        except TimeIsTaken:
            return replace(self._times(conversation, 0), problem="taken", status=CONFLICT)
        return _again(conversation)

    def _take_contact(self, conversation: Conversation, form: pages.Form) -> Shown:
        language = conversation.language
        held = self._held(conversation)
        if held is None:
            return replace(self._times(conversation, 0), problem="hold_over", status=CONFLICT)
        given = {
            name.removeprefix("field."): clean(values[0])[:LONGEST_FIELD]
            for name, values in form.values.items()
            if name.startswith("field.")
        }
        kept_email = form.one("doubted_email") or None
        checked = contact.check(given, language, kept_email)
        card = self._card(conversation, given)
        if checked.errors or card:
            fields = contact.fields(self._parts.words, language, errors=checked.errors, given=given)
            visit = self._in_words(held, language)
            return Shown("contact", language, UNPROCESSABLE, visit=visit, fields=fields, card=card)
        appointments.give_contact(self._tx, held, checked.as_stored())
        return _again(conversation)

    def _take_confirmation(self, link: BookingLink, conversation: Conversation, option: str) -> Shown:
        held = self._held(conversation)
        if held is None or appointments.contact_of(self._tx, held) is None:
            return replace(self._times(conversation, 0), problem="hold_over", status=CONFLICT)
        if option == "confirm":
            visit = appointments.confirm(self._tx, held, self._now)
            visits.tell_confirmed(self._tx, visit, clinic=self._parts.clinic, now=self._now)
            booking_links.use(self._tx, link, self._now)
            self._tell_chat(conversation)
        elif option == "other_time":
            appointments.change(self._tx, held, "cancelled", author="person", now=self._now)
        elif option == "cancel":
            appointments.change(self._tx, held, "cancelled", author="person", now=self._now)
            booking_links.use(self._tx, link, self._now)
        else:
            raise BadInput("bad_body")
        return _again(conversation)

    def _tell_chat(self, conversation: Conversation) -> None:
        """The chat hears that it is done, and nothing about when, where or who."""
        known = facts(self._parts.clinic, self._parts.words, conversation.language, self._now)
        text = self._parts.words.say("utter_telegram_booked", conversation.language, **known)
        messages.append(self._tx, conversation.id, [Said("bot", "notice", text)], self._now)

    def _card(self, conversation: Conversation, given: Mapping[str, str]) -> str:
        """Danger typed into a field gets its card, and staff hear of it."""
        typed = "\n".join(value for value in given.values() if value.strip())
        reading = self._parts.safety.read(typed, language=conversation.language)
        name = response_for(reading)
        if reading.kind is None or name is None:
            return ""
        raise_alert(
            self._tx,
            conversation.id,
            kind=reading.kind,
            outcome=reading.outcome,
            cause=f"{conversation.id}:page:{int(self._now.timestamp())}",
            now=self._now,
        )
        if reading.outcome != "card":
            name = "utter_help_line"
        known = facts(self._parts.clinic, self._parts.words, conversation.language, self._now)
        return saying.tell(name, self._parts.words, conversation.language, **known).text

    # -- parts ---------------------------------------------------------------------------------------

    def _open_link(self) -> tuple[BookingLink, Conversation] | None:
        """The link with its talk, when this browser may still use it."""
        link = booking_links.find(self._tx, self._token)
        if link is None or not link.belongs_to(self._browser_token):
            return None
        try:
            conversation = conversations.get(self._tx, link.conversation_id)
        except NoSuchConversation:
            return None
        is_over = link.expires_at <= self._now
        if is_over and link.used_at is None and self._held(conversation) is None:
            return None
        return link, conversation

    def _times(self, conversation: Conversation, page: int) -> Shown:
        times = self._open_times(conversation)
        options = booking.offer(
            times,
            page,
            clinic=self._parts.clinic,
            words=self._parts.words,
            language=conversation.language,
        )
        return Shown("times", conversation.language, options=options, page=page)

    def _open_times(self, conversation: Conversation) -> list[Any]:
        return booking.open_times(self._tx, self._parts.clinic, self._now, language=conversation.language)

    def _booked(self, visit: Appointment, language: str) -> Shown:
        calendar = f"/v1/booking/{appointments.manage_token(self._tx, visit)}.ics"
        return Shown("booked", language, visit=self._in_words(visit, language), calendar=calendar)

    def _held(self, conversation: Conversation) -> Appointment | None:
        held = appointments.held_of(self._tx, conversation.id)
        return held if held and held.held_until and held.held_until > self._now else None

    def _in_words(self, visit: Appointment, language: str) -> booking.Visit:
        return booking.visit_in_words(
            visit, clinic=self._parts.clinic, words=self._parts.words, language=language
        )


async def show_page(request: Request) -> Response:
    """`GET /b/{token}`: the open step; nothing changes by looking."""
    page = request.query_params.get("page", "0")
    number = int(page) if page.isdecimal() and len(page) < 3 else 0
    return await _answer(request, lambda visit, language: visit.show(min(number, LAST_PAGE), language))


async def post_page(request: Request) -> Response:
    """`POST /b/{token}`: one press, answered by a redirect so that a reload sends nothing."""
    try:
        form = await pages.read_form(request)
    except BadInput as problem:
        return error(request, 413 if problem.code == "too_large" else 400, problem.code)
    return await _answer(request, lambda visit, language: visit.act(form, language))


async def _answer(request: Request, run: Callable[[VisitPage, str], Shown]) -> Response:
    parts = parts_of(request)
    if not page_limit.allows(client_of(request)):
        return error(request, 429, "too_fast")
    token, language = request.path_params["token"], pages.page_language(request)

    def work() -> Shown:
        with parts.database.begin() as tx:
            return run(VisitPage(tx, parts, token, request.cookies.get(BROWSER_COOKIE)), language)

    try:
        shown = await anyio.to_thread.run_sync(work)
    except (BadInput, NotAllowed):
        return error(request, 400, "bad_body")
    except SQLAlchemyError:
        return error(request, 503, "storage")
    address = f"/b/{token}"
    response: Response
    if shown.is_redirect:
        response = RedirectResponse(address, SEE_OTHER)
    else:
        response = pages.page(request, "visit.html", _view(request, parts, shown, address), shown.status)
    if shown.new_browser_token:
        response.set_cookie(
            BROWSER_COOKIE,
            shown.new_browser_token,
            httponly=True,
            samesite="lax",
            secure=parts.settings.is_cookie_secure,
            path=address,
            max_age=booking_links.LINK_MINUTES * 2 * 60,
        )
    return response


def _view(request: Request, parts: Parts, shown: Shown, address: str) -> dict[str, Any]:
    words, language = parts.words, shown.language
    known = facts(parts.clinic, words, language, parts.now())
    labels = page_views.filled(
        words.custom("utter_visit_page", language),
        **known,
        link_minutes=str(booking_links.LINK_MINUTES),
        when=shown.visit.when if shown.visit else "",
        therapist=shown.visit.therapist if shown.visit else "",
    )
    times = [option for option in shown.options if option.id not in (booking.MORE, booking.NOT_NOW)]
    return {
        **pages.text_view(request, language, "utter_visit_page"),
        "other_language": None,
        "page": labels,
        "shown": shown,
        "fields": [{"value": "", "error": "", "autocomplete": "", **given} for given in shown.fields],
        "address": address,
        "times": times,
        "has_more": any(option.id == booking.MORE for option in shown.options),
        "errors": [given for given in shown.fields if given.get("error")],
        "card_blocks": page_views.blocks(shown.card, is_spread=True),
        "doubted_email": next((given.get("value") for given in shown.fields if given["id"] == "email"), ""),
    }


def _again(conversation: Conversation) -> Shown:
    return Shown("", conversation.language, is_redirect=True)


def _id_of(held: Appointment) -> str:
    return f"{held.starts_at.strftime(booking.TIME_FORMAT)}-{held.therapist_id}"


booking_page_routes = [
    Route("/b/{token}", show_page, methods=["GET"]),
    Route("/b/{token}", post_page, methods=["POST"]),
]
