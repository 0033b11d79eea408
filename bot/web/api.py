"""The public HTTP contract of a conversation: session, messages, events, stream, end."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import anyio
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.booking import booking
from bot.conversation import saying
from bot.conversation.engine_client import EngineSilent
from bot.conversation.incoming import BadInput, Incoming, read_posted
from bot.conversation.service import Receipt, StalePrompt, new_token
from bot.safety.cards import response_for
from bot.storage import appointments, conversations
from bot.storage.conversations import Conversation, NoSuchConversation
from bot.storage.messages import Event, Said
from bot.web.limits import Limit
from bot.web.parts import Parts
from bot.words import LANGUAGES

logger = logging.getLogger(__name__)

COOKIE = "doorway"
LARGEST_BODY_BYTES = 64 * 1024
STREAM_BEAT_SECONDS = 20.0
DANGER_WAITS_SECONDS = 0.5
"""How long dangerous words may wait for a locked database before the card is shown without it."""

FIRST_WORDS_WAIT_SECONDS = 4.0
"""How long the page may wait for the first words of a talk; when the engine takes longer they come by the stream."""

_UNDER_WAY: set[asyncio.Task[Any]] = set()
"""What goes on after its request was answered; a task nobody holds may vanish."""

messages_limit = Limit(burst=60, per_second=10)
sessions_limit = Limit(burst=300, per_second=5)

T = TypeVar("T")

Handler = Callable[[Request], Awaitable[Response]]


def parts_of(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


def error(request: Request, status: int, code: str, **more: Any) -> JSONResponse:
    """A plain sentence in the person's language, never an echo of the input."""
    parts = parts_of(request)
    text = parts.words.say(f"utter_error_{code}", language_of(request), clinic_phone=parts.clinic.phone)
    return JSONResponse({"error": {"code": code, "message": text}, **more}, status_code=status)


def language_of(request: Request) -> str:
    """Spanish when the browser asks for it first, English otherwise."""
    return "es" if request.headers.get("accept-language", "").strip().lower().startswith("es") else "en"


async def conversation_of(request: Request) -> Conversation:
    """The conversation of the request's cookie. Raises NoSuchConversation."""
    token = request.cookies.get(COOKIE)
    if not token:
        raise NoSuchConversation
    parts = parts_of(request)

    def find() -> Conversation:
        with parts.database.read() as tx:
            return conversations.by_token(tx, token)

    return await anyio.to_thread.run_sync(find)


def plain_errors(handler: Handler) -> Handler:
    """Named errors become answers; anything else is a gentle 500, with its kind in the log and nothing more."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except BadInput as problem:
            return error(request, 413 if problem.code == "too_large" else 400, problem.code)
        except NoSuchConversation:
            return error(request, 401, "no_session")
        except StalePrompt as stale:
            prompt = stale.open_prompt.as_public() if stale.open_prompt else None
            return error(request, 409, "stale_prompt", prompt=prompt)
        except (SQLAlchemyError, OSError) as problem:
            logger.error("storage failed: %s", type(problem).__name__)
            return error(request, 503, "storage")
        except EngineSilent:
            return error(request, 503, "internal")

    return answer


async def read_json(request: Request) -> Any:
    """The body as JSON. Raises BadInput."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY_BYTES:
                raise BadInput("too_large")
    except ClientDisconnect:
        raise BadInput("bad_body") from None
    try:
        return json.loads(body) if body else {}
    except (ValueError, RecursionError):
        raise BadInput("bad_body") from None


def remember(request: Request, response: Response, token: str) -> None:
    """Give the session cookie; scripts cannot read it, other sites do not send it."""
    response.set_cookie(
        COOKIE,
        token,
        httponly=True,
        samesite="lax",
        secure=parts_of(request).settings.is_cookie_secure,
        path="/",
    )


def client_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


async def open_session(request: Request) -> Response:
    """`POST /v1/session`: a new talk, or the one the cookie has."""
    body = await read_json(request)
    given = body if isinstance(body, dict) else {}
    language = given.get("language") or language_of(request)
    if language not in LANGUAGES:
        raise BadInput("bad_language")
    parts = parts_of(request)
    try:
        conversation = await conversation_of(request)
        events = await parts.conversations.events_after(conversation.id, 0)
        return JSONResponse(
            {"events": [event.as_public() for event in events], "language": conversation.language}
        )
    except NoSuchConversation:
        pass
    if not sessions_limit.allows(client_of(request)):
        return error(request, 429, "too_fast")
    entry = given.get("entry")
    token = new_token()
    conversation = await begin(
        parts, language=language, token=token, entry=entry[:32] if isinstance(entry, str) else None
    )
    events = await parts.conversations.events_after(conversation.id, 0)
    response = JSONResponse({"events": [event.as_public() for event in events], "language": language})
    remember(request, response, token)
    return response


async def begin(parts: Parts, *, language: str, token: str, entry: str | None = None) -> Conversation:
    """A new talk, with its first words said if that does not take long: a person in danger must be able to write."""
    conversation = await parts.conversations.begin(channel="web", language=language, token=token, entry=entry)
    first_words = under_way(parts.conversations.go_on(conversation.id))
    await asyncio.wait({first_words}, timeout=FIRST_WORDS_WAIT_SECONDS)
    return conversation


async def post_message(request: Request) -> Response:
    """`POST /v1/messages`: stored first, then answered; danger is answered even when it cannot be stored."""
    parts = parts_of(request)
    incoming = read_posted(await read_json(request))
    if not messages_limit.allows(request.cookies.get(COOKIE) or client_of(request)):
        return error(request, 429, "too_fast")
    try:
        receipt = await received(request, incoming)
    except NoSuchConversation:
        # Whose talk it was is unknown, but danger in the words is answered all the same.
        card = await card_without_storage(parts, incoming, None, language_of(request))
        if card is None:
            raise
        return JSONResponse({"seq": None, "dup": False, "events": [card]})
    except (SQLAlchemyError, OSError) as problem:
        logger.error("storage failed: %s; danger is read without it", type(problem).__name__)
        return await without_storage(request, incoming)
    if receipt is None:
        logger.error("storage is slow; danger is answered without it")
        return await without_storage(request, incoming)
    return JSONResponse(
        {
            "seq": receipt.seq,
            "dup": receipt.is_repeat,
            "events": [event.as_public() for event in receipt.events],
        }
    )


async def received(request: Request, incoming: Incoming) -> Receipt | None:
    """Store and answer a message. None when it is danger and the database keeps it waiting; it goes on meanwhile."""
    parts = parts_of(request)

    async def receive() -> Receipt:
        token = request.cookies.get(COOKIE)
        if not token:
            raise NoSuchConversation
        return await parts.conversations.receive_by_token(token, incoming)

    if not incoming.typed:
        return await receive()
    waiting = under_way(receive())
    done, _ = await asyncio.wait({waiting}, timeout=DANGER_WAITS_SECONDS)
    if not done and parts.safety.read(incoming.typed).outcome == "card":
        return None
    return await waiting


def under_way(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Work that goes on to its end also when its request is answered before."""
    task = asyncio.create_task(work)
    _UNDER_WAY.add(task)
    task.add_done_callback(_finished)
    return task


def _finished(task: asyncio.Task[Any]) -> None:
    _UNDER_WAY.discard(task)
    if not task.cancelled():
        task.exception()  # said already where it happened; asked for, so that nothing is printed at the end


async def without_storage(request: Request, incoming: Incoming) -> Response:
    """Public words only, nothing personal: the card, or the plain truth that nothing can be kept now."""
    card = await card_without_storage(
        parts_of(request), incoming, request.cookies.get(COOKIE), language_of(request)
    )
    if card is None:
        return error(request, 503, "storage")
    return JSONResponse({"seq": None, "dup": False, "events": [card]})


async def card_without_storage(
    parts: Parts, incoming: Incoming, token: str | None, language: str
) -> dict[str, Any] | None:
    """The card for dangerous words while the database is down; the alert waits on disk."""
    reading = parts.safety.read(incoming.typed, language=language) if incoming.typed else None
    if reading is None or reading.outcome == "none":
        return None
    now = parts.now()
    try:
        await anyio.to_thread.run_sync(
            lambda: parts.spool.keep(reading, token=token, client_id=incoming.client_id, now=now)
        )
    except OSError as problem:
        logger.error("an alert could not be kept on disk: %s", type(problem).__name__)
    name = response_for(reading) or "utter_help_line"
    known = {"on_call_phone": parts.clinic.on_call_phone, "clinic_phone": parts.clinic.phone}
    said = saying.tell(name, parts.words, language, kind="card", **known)
    return {**Event(0, said, None, now).as_public(), "seq": None}


async def get_events(request: Request) -> Response:
    """`GET /v1/events?after=N`."""
    conversation = await conversation_of(request)
    events = await parts_of(request).conversations.events_after(conversation.id, _after(request))
    return JSONResponse({"events": [event.as_public() for event in events]})


async def stream_events(request: Request) -> Response:
    """`GET /v1/stream?after=N`: server-sent events, the number as their id."""
    conversation = await conversation_of(request)
    last = request.headers.get("last-event-id", "")
    after = int(last) if last.isdecimal() else _after(request)
    lines = _stream(request, conversation.id, after)
    return StreamingResponse(lines, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


async def _stream(request: Request, conversation_id: str, after: int) -> AsyncIterator[str]:
    service = parts_of(request).conversations
    news = service.broadcast.watch(conversation_id)
    try:
        yield "retry: 2000\n\n"
        while not await request.is_disconnected():
            news.clear()
            for event in await service.events_after(conversation_id, after):
                after = event.seq
                yield f"id: {event.seq}\ndata: {json.dumps(event.as_public())}\n\n"
            if await service.is_over(conversation_id):
                return
            try:
                async with asyncio.timeout(STREAM_BEAT_SECONDS):
                    await news.wait()
            except TimeoutError:
                yield ": beat\n\n"
    finally:
        service.broadcast.leave(conversation_id, news)


async def end_session(request: Request) -> Response:
    """`POST /v1/end`: close the talk on this device."""
    conversation = await conversation_of(request)
    await parts_of(request).conversations.end(conversation.id)
    response = JSONResponse({"ended": True})
    response.delete_cookie(COOKIE, path="/")
    return response


async def leave(request: Request) -> Response:
    """`GET /exit`: end the session and go to a neutral site at once."""
    response = RedirectResponse(parts_of(request).clinic.exit_url, status_code=303)
    response.delete_cookie(COOKIE, path="/")
    response.headers["clear-site-data"] = '"cache", "storage"'
    try:
        conversation = await conversation_of(request)
        await parts_of(request).conversations.end(conversation.id)
    except (NoSuchConversation, SQLAlchemyError):
        pass
    return response


async def transcript(request: Request) -> Response:
    """`GET /v1/transcript.txt`: the talk as plain text, for the person who had it."""
    conversation = await conversation_of(request)
    parts = parts_of(request)
    events = await parts.conversations.events_after(conversation.id, 0)
    lines = [_as_text(event.said, parts, conversation.language) for event in events]
    headers = {"content-disposition": 'attachment; filename="notes.txt"'}
    return PlainTextResponse("\n\n".join(lines) + "\n", headers=headers)


def _as_text(said: Said, parts: Parts, language: str) -> str:
    who = parts.words.say(f"utter_transcript_{said.sender}", language)
    options = "".join(f"\n  - {option['label']}" for option in said.options)
    return f"{who}: {said.text}{options}"


async def calendar_file(request: Request) -> Response:
    """`GET /v1/booking/{token}.ics`."""
    parts = parts_of(request)

    def make() -> bytes | None:
        with parts.database.read() as tx:
            visit = appointments.by_manage_token(tx, request.path_params["token"])
            if visit is None:
                return None
            language = conversations.get(tx, visit.conversation_id).language
            return booking.as_calendar(
                visit,
                clinic=parts.clinic,
                words=parts.words,
                language=language,
                now=parts.now(),
                page=f"{parts.settings.public_url}/visit/{request.path_params['token']}",
            )

    body = await anyio.to_thread.run_sync(make)
    if body is None:
        return error(request, 404, "not_found")
    headers = {"content-disposition": 'attachment; filename="visit.ics"'}
    return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)


async def healthz(request: Request) -> Response:
    """`GET /healthz`: this process answers."""
    return JSONResponse({"ok": True})


async def readyz(request: Request) -> Response:
    """`GET /readyz`: database and engine answer too."""
    parts = parts_of(request)
    state = {"database": await anyio.to_thread.run_sync(_is_database_there, parts)}
    state["engine"] = await parts.engines.are_ready()
    is_ready = all(state.values())
    channel = request.app.state.telegram
    # Said, and not counted: while Telegram refuses us, the web chat must not be taken out of service.
    telegram = channel.is_ready if channel is not None else None
    return JSONResponse(
        {"ready": is_ready, **state, "telegram": telegram}, status_code=200 if is_ready else 503
    )


def _is_database_there(parts: Parts) -> bool:
    try:
        with parts.database.read() as tx:
            conversations.count(tx)
    except SQLAlchemyError:
        return False
    return True


def _after(request: Request) -> int:
    after = request.query_params.get("after", "0")
    if not after.isdecimal() or len(after) > 9:
        raise BadInput("bad_body")
    return int(after)


api_routes = [
    Route("/v1/session", plain_errors(open_session), methods=["POST"]),
    Route("/v1/messages", plain_errors(post_message), methods=["POST"]),
    Route("/v1/events", plain_errors(get_events)),
    Route("/v1/stream", plain_errors(stream_events)),
    Route("/v1/end", plain_errors(end_session), methods=["POST"]),
    Route("/v1/transcript.txt", plain_errors(transcript)),
    Route("/v1/booking/{token}.ics", plain_errors(calendar_file)),
    Route("/exit", plain_errors(leave)),
    Route("/healthz", healthz),
    Route("/readyz", readyz),
]
