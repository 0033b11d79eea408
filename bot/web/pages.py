"""The pages people see: the chat (with and without scripts), what is kept, deleting, leaving, and the demo site."""

from __future__ import annotations

import gzip
import json
import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio
import jinja2
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.booking.booking import visit_in_words
from bot.conversation.engine_client import EngineSilent
from bot.conversation.incoming import BadInput, Incoming, read_posted
from bot.conversation.service import Receipt, StalePrompt, new_token
from bot.screening import phrases
from bot.storage import appointments, conversations, screenings
from bot.storage.conversations import Conversation, NoSuchConversation
from bot.web import page_views
from bot.web.api import (
    COOKIE,
    LARGEST_BODY_BYTES,
    Handler,
    begin,
    card_without_storage,
    client_of,
    conversation_of,
    language_of,
    messages_limit,
    parts_of,
    remember,
    sessions_limit,
)
from bot.web.page_views import Refusal
from bot.web.parts import Parts
from bot.web.static_files import AN_HOUR, FOREVER, InlineScript, StaticFiles, may_pack
from bot.words import LANGUAGES

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).resolve().parent / "templates"
MOST_FORM_ENTRIES = 200
SEE_OTHER = 303

SWITCHES = {"en": "English", "es": "Español"}
"""What a person could also type to change the language."""


@dataclass(frozen=True)
class PageFiles:
    """What the pages of one application are made of: scripts, styles, templates."""

    static: StaticFiles
    templates: jinja2.Environment

    @classmethod
    def load(cls, parts: Parts) -> PageFiles:
        static = StaticFiles.load(parts.clinic, parts.words)
        templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        templates.globals["static"] = static.address
        templates.globals["early_script"] = InlineScript.load().text
        templates.filters["tappable"] = page_views.tappable
        return cls(static, templates)


def files_of(request: Request) -> PageFiles:
    """Read at the first page anybody asks for, then kept with the application."""
    state = request.app.state
    if not hasattr(state, "page_files"):
        state.page_files = PageFiles.load(parts_of(request))
    return state.page_files


# -- the chat ------------------------------------------------------------------------------------------------


async def show_chat(request: Request) -> Response:
    """`GET /chat`: the talk of this cookie, or the invitation to start one."""
    return await _chat_page(request)


async def post_chat(request: Request) -> Response:
    """`POST /chat`: what the plain form of the page sends; answered by a redirect, so that a reload sends nothing."""
    form = await read_form(request)
    if form.one("kind") == "start":
        return await _start(request, form.one("language"))
    incoming: Incoming | None = None
    try:
        incoming = _incoming(form)
        if not messages_limit.allows(request.cookies.get(COOKIE) or client_of(request)):
            return await _chat_page(
                request, status=429, state=_error(request, "too_fast"), draft=form.one("text")
            )
        if incoming.kind == "multi" and page_views.stands_alone_with_others(incoming.options):
            raise BadInput("stands_alone")
        conversation = await conversation_of(request)
        receipt = await parts_of(request).conversations.receive(conversation.id, incoming)
    except BadInput as problem:
        return await _refused(request, form, problem)
    except StalePrompt:
        return await _chat_page(request, status=409, state_name="stale")
    except NoSuchConversation:
        return await _chat_without_talk(request, form, incoming, 401, "ended")
    except EngineSilent:
        return await _chat_page(request, status=503, state_name="unsent")
    except (SQLAlchemyError, OSError) as problem:
        logger.error("storage failed: %s; danger is read without it", type(problem).__name__)
        return await _chat_without_talk(request, form, incoming, 503, "unsent")
    return await _after(request, conversation, incoming, receipt)


async def switch_language(request: Request) -> Response:
    """`POST /chat/language`: the page and the talk go on in the other language."""
    form = await read_form(request)
    language = form.one("language")
    if language not in LANGUAGES:
        return RedirectResponse("/chat", SEE_OTHER)
    parts = parts_of(request)
    try:
        conversation = await conversation_of(request)
        if conversation.language != language:
            await anyio.to_thread.run_sync(_speak, parts, conversation.id, language)
            said = Incoming(str(uuid.uuid4()), "text", SWITCHES[language])
            await parts.conversations.receive(conversation.id, said)
    except (NoSuchConversation, SQLAlchemyError, EngineSilent) as problem:
        logger.info("the page changes its language alone: %s", type(problem).__name__)
    return RedirectResponse(f"/chat?language={language}", SEE_OTHER)


async def _start(request: Request, language: str) -> Response:
    parts = parts_of(request)
    spoken = language if language in parts.clinic.languages else page_language(request)
    response = RedirectResponse("/chat", SEE_OTHER)
    try:
        await conversation_of(request)
        return response
    except NoSuchConversation:
        pass
    except (SQLAlchemyError, OSError):
        return await _chat_page(request, status=503, state_name="unsent")
    if not sessions_limit.allows(client_of(request)):
        return await _chat_page(request, status=429, state=_error(request, "too_fast"))
    token = new_token()
    try:
        await begin(parts, language=spoken, token=token)
    except (SQLAlchemyError, OSError):
        return await _chat_page(request, status=503, state_name="unsent")
    remember(request, response, token)
    return response


async def _after(
    request: Request, conversation: Conversation, incoming: Incoming, receipt: Receipt
) -> Response:
    events = [event.as_public() for event in receipt.events]
    last = events[-1] if events else {}
    errors = {field["id"]: field["error"] for field in last.get("fields") or () if field.get("error")}
    if incoming.kind == "form" and errors:
        # Shown at once instead of after a redirect: what was typed is in this request and nowhere else.
        refusal = Refusal(last["prompt_id"], "", typed=incoming.fields, fields=errors)
        return await _chat_page(request, status=422, refusal=refusal)
    if not events and await anyio.to_thread.run_sync(_is_gone, parts_of(request), conversation.id):
        return _erased()
    return RedirectResponse(f"/chat#said-{receipt.seq}", SEE_OTHER)


async def _refused(request: Request, form: Form, problem: BadInput) -> Response:
    """The same page again with what is wrong above the answer, and nothing that was typed or ticked lost."""
    kind, prompt_id = form.one("kind"), form.one("prompt_id")
    if kind == "multi" and problem.code in ("no_options", "stands_alone"):
        label = "ticked_none" if problem.code == "no_options" else "ticked_both"
        language = await _spoken(request)
        text = parts_of(request).words.custom("utter_page_write", language)[label]
        refusal = Refusal(prompt_id, text, ticked=tuple(form.many("options")))
        return await _chat_page(request, status=422, refusal=refusal)
    state = _error(request, problem.code)
    return await _chat_page(request, status=400, state=state, draft=form.one("text"))


async def _chat_without_talk(
    request: Request, form: Form, incoming: Incoming | None, status: int, state_name: str
) -> Response:
    """Nothing can be read or kept: the card for dangerous words, and the words back in their box."""
    card = None
    if incoming is not None:
        card = await card_without_storage(
            parts_of(request), incoming, request.cookies.get(COOKIE), page_language(request)
        )
    events = [{**card, "seq": 0}] if card else []
    return await _chat_page(
        request, status=status, state_name=state_name, draft=form.one("text"), events=events
    )


async def _chat_page(
    request: Request,
    *,
    status: int = 200,
    state: str = "",
    state_name: str = "",
    draft: str = "",
    refusal: Refusal | None = None,
    events: Sequence[Mapping[str, Any]] | None = None,
) -> Response:
    parts = parts_of(request)
    language, is_started = page_language(request), False
    if events is None:
        events = []
        try:
            conversation = await conversation_of(request)
            language, is_started = conversation.language, True
            found = await parts.conversations.events_after(conversation.id, 0)
            events = [event.as_public() for event in found]
        except NoSuchConversation:
            pass
        except (SQLAlchemyError, OSError) as problem:
            logger.error("storage failed: %s; the page shows without the talk", type(problem).__name__)
            status, state_name = 503, "unsent"
    # While nothing can be stored a person must still be able to write, since danger is read all the same.
    is_started = is_started or status == 503 or bool(events)
    view = page_views.chat(
        parts.words, parts.clinic, language, events=events, is_started=is_started, refusal=refusal
    )
    said = state or (view["connection"][state_name] if state_name else "")
    return page(request, "chat.html", {**view, "state": said, "draft": draft}, status)


# -- what is kept, deleting, leaving -------------------------------------------------------------------------


async def show_kept(request: Request) -> Response:
    """`GET /kept`: everything that is stored about this talk, in words."""
    parts = parts_of(request)
    try:
        conversation = await conversation_of(request)
        found = await anyio.to_thread.run_sync(_kept, parts, conversation)
        language = conversation.language
    except NoSuchConversation:
        found, language = None, page_language(request)
    return page(request, "kept.html", text_view(request, language, "utter_page_kept") | {"found": found})


async def show_delete(request: Request) -> Response:
    """`GET /delete`: asks before anything is erased."""
    language = await _spoken(request)
    view = text_view(request, language, "utter_page_delete")
    return page(request, "delete.html", view | {"is_done": request.query_params.get("done") == "1"})


async def post_delete(request: Request) -> Response:
    """`POST /delete`: erases the talk everywhere and ends the session."""
    await read_form(request)
    parts = parts_of(request)
    try:
        conversation = await conversation_of(request)
        await parts.conversations.delete(conversation.id, actor="person", reason="asked on the page")
    except NoSuchConversation:
        pass
    except (EngineSilent, SQLAlchemyError, OSError):
        language = await _spoken(request)
        view = text_view(request, language, "utter_page_delete")
        return page(
            request, "delete.html", view | {"is_done": False, "state": view["connection"]["unsent"]}, 503
        )
    return _erased()


async def show_left(request: Request) -> Response:
    """`GET /left`: what leaving does, and what no website can do."""
    language = await _spoken(request)
    return page(request, "left.html", text_view(request, language, "utter_page_left"))


def _erased() -> Response:
    response = RedirectResponse("/delete?done=1", SEE_OTHER)
    response.delete_cookie(COOKIE, path="/")
    return response


# -- the loader, the files, the demo -------------------------------------------------------------------------


async def loader(request: Request) -> Response:
    """`GET /w.js`: the button for the clinic's site."""
    return files_of(request).static.loader.response(request, AN_HOUR)


async def static_file(request: Request) -> Response:
    """`GET /static/{version}/{name}`; an old version gets today's file, uncached."""
    static = files_of(request).static
    file = static.files.get(request.path_params["name"])
    if file is None:
        return Response(status_code=404)
    is_current = request.path_params["version"] == static.version
    return file.response(request, FOREVER if is_current else "no-cache")


async def show_demo(request: Request) -> Response:
    """`GET /demo`: an invented clinic's site with the chat on it."""
    parts = parts_of(request)
    language = page_language(request)
    view = text_view(request, language, "utter_page_demo")
    hours = parts.clinic.opening_hours_text(language).split("\n")
    return page(request, "demo.html", view | {"hours": hours})


# -- shared --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """A posted form: each name with all its values."""

    values: Mapping[str, list[str]]

    def one(self, name: str) -> str:
        return self.values.get(name, [""])[0]

    def many(self, name: str) -> list[str]:
        return list(self.values.get(name, ()))


class ForeignForm(BadInput):
    """A form that another site made the browser send."""


async def read_form(request: Request) -> Form:
    """The form, refused when it is too large or comes from another site. Raises BadInput."""
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ForeignForm("bad_body")
    ours = {request.headers.get("host"), urlsplit(parts_of(request).settings.public_url).netloc}
    if origin and origin != "null" and urlsplit(origin).netloc not in ours:
        raise ForeignForm("bad_body")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY_BYTES:
            raise BadInput("too_large")
    try:
        # Browsers write line ends of a form as CR LF; the scripts send LF.
        text = body.decode("utf-8")
        values = parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FORM_ENTRIES)
    except ValueError:
        raise BadInput("bad_body") from None
    return Form({name: [value.replace("\r\n", "\n") for value in given] for name, given in values.items()})


def _incoming(form: Form) -> Incoming:
    """The form as a message of the HTTP contract. Raises BadInput."""
    kind = form.one("kind")
    body: dict[str, Any] = {"kind": kind}
    if kind == "text":
        body["text"] = form.one("text")
    else:
        body["prompt_id"] = form.one("prompt_id")
        body["options"] = form.many("only") or form.many("options")
    if kind == "form":
        body["options"] = []
        body["fields"] = {
            name.removeprefix("field."): True
            if name.startswith("field.") and values[0] == "yes"
            else values[0]
            for name, values in form.values.items()
            if name.startswith("field.")
        }
    # The page's id together with the words: a second press counts once, words changed after Back count anew.
    try:
        page_id = uuid.UUID(form.one("cid"))
    except ValueError:
        raise BadInput("bad_cid") from None
    body["cid"] = str(uuid.uuid5(page_id, json.dumps(body, sort_keys=True)))
    return read_posted(body)


def text_view(request: Request, language: str, name: str) -> dict[str, Any]:
    parts = parts_of(request)
    words, phone = parts.words, parts.clinic.phone
    return page_views.frame(words, parts.clinic, language) | {
        "text": words.get(name, language).text,
        "page": page_views.filled(words.custom(name, language), clinic_phone=phone),
        "links": words.custom("utter_page_links", language),
        "connection": page_views.filled(words.custom("utter_page_connection", language), clinic_phone=phone),
        "state": "",
    }


def page(request: Request, name: str, view: Mapping[str, Any], status: int = 200) -> Response:
    body = files_of(request).templates.get_template(name).render(view).encode("utf-8")
    headers = {"Vary": "Accept-Encoding, Cookie, Accept-Language"}
    if may_pack(request):
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, 5)
    return HTMLResponse(body, status, headers=headers)


def page_language(request: Request) -> str:
    """The language of a page without a talk: asked for in the address, else the browser's, of those spoken here."""
    spoken = parts_of(request).clinic.languages
    for language in (request.query_params.get("language"), language_of(request)):
        if language in spoken:
            return language
    return spoken[0]


async def _spoken(request: Request) -> str:
    try:
        return (await conversation_of(request)).language
    except (NoSuchConversation, SQLAlchemyError):
        return page_language(request)


def _error(request: Request, code: str) -> str:
    parts = parts_of(request)
    return parts.words.say(f"utter_error_{code}", page_language(request), clinic_phone=parts.clinic.phone)


def _speak(parts: Parts, conversation_id: str, language: str) -> None:
    with parts.database.begin() as tx:
        conversations.speak(tx, conversation_id, language)


def _is_gone(parts: Parts, conversation_id: str) -> bool:
    with parts.database.read() as tx:
        try:
            conversations.get(tx, conversation_id)
        except NoSuchConversation:
            return True
    return False


def _kept(parts: Parts, conversation: Conversation) -> dict[str, Any]:
    """What is stored about a talk, in its language. Blocking."""
    words, language = parts.words, conversation.language
    with parts.database.read() as tx:
        answers = screenings.answers_of(tx, conversation)
        visits = [
            (visit.state, visit_in_words(visit, clinic=parts.clinic, words=words, language=language))
            for visit in (
                appointments.held_of(tx, conversation.id),
                appointments.confirmed_of(tx, conversation.id),
            )
            if visit is not None
        ]
    return {
        "answers": [
            (
                phrases.short_name(question, words, language),
                phrases.in_words(question, value, words, language),
            )
            for question, value in answers.items()
        ],
        "visits": [
            {
                "state": words.say(f"utter_booking_state_{state}", language),
                "when": visit.when,
                "where": visit.where,
                "therapist": visit.therapist,
            }
            for state, visit in visits
        ],
    }


def _plain(handler: Handler) -> Handler:
    """A form that can not be taken gets a plain page; the reason is never more than its name in the log."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except BadInput as problem:
            status = 413 if problem.code == "too_large" else 403 if isinstance(problem, ForeignForm) else 400
            return await _chat_page(request, status=status, state=_error(request, problem.code))

    return answer


page_routes = [
    Route("/chat", show_chat, methods=["GET"]),
    Route("/chat", _plain(post_chat), methods=["POST"]),
    Route("/chat/language", _plain(switch_language), methods=["POST"]),
    Route("/kept", show_kept),
    Route("/delete", show_delete, methods=["GET"]),
    Route("/delete", _plain(post_delete), methods=["POST"]),
    Route("/left", show_left),
    Route("/demo", show_demo),
    Route("/w.js", loader),
    Route("/static/{version}/{name:path}", static_file),
]
