"""Go on with a talk on another device: a small page that takes the code the talk gave, and a cookie in return."""

from __future__ import annotations

import anyio
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.clinic_facts import facts
from bot.conversation.incoming import BadInput
from bot.conversation.service import new_token
from bot.storage import conversations, messages, saved_codes
from bot.storage.messages import Said
from bot.web import page_views, pages
from bot.web.api import client_of, error, parts_of, remember
from bot.web.limits import Limit
from bot.web.parts import Parts

SEE_OTHER = 303
TOO_MANY = 429
UNPROCESSABLE = 422
LONGEST_CODE = 40

WORDS = "utter_resume_page"

tries_of_client = Limit(burst=6, per_second=1 / 60)
"""People mistype a code a few times; nobody types one a second."""

tries_of_all = Limit(burst=60, per_second=0.5)
"""However many addresses somebody guesses from."""


async def show_resume(request: Request) -> Response:
    """`GET /resume`: asks for the code."""
    return _page(request)


async def post_resume(request: Request) -> Response:
    """`POST /resume`: the right code opens the talk here, and closes it where it was open."""
    try:
        form = await pages.read_form(request)
    except BadInput as problem:
        return error(request, 413 if problem.code == "too_large" else 400, problem.code)
    if not tries_of_client.allows(client_of(request)) or not tries_of_all.allows("all"):
        return _page(request, "too_many", TOO_MANY)
    parts, token, typed = parts_of(request), new_token(), form.one("code")[:LONGEST_CODE]
    try:
        found = await anyio.to_thread.run_sync(_open, parts, typed, token)
    except SQLAlchemyError:
        return error(request, 503, "storage")
    if found is None:
        return _page(request, "wrong", UNPROCESSABLE)
    parts.conversations.broadcast.tell(found)
    response = RedirectResponse("/chat", SEE_OTHER)
    remember(request, response, token)
    return response


def _open(parts: Parts, typed: str, token: str) -> str | None:
    """Bind the talk of the code to the token; the id of the talk, or None."""
    now = parts.now()
    with parts.database.begin() as tx:
        found = saved_codes.find(tx, typed, now)
        if found is None:
            return None
        conversation = conversations.lock(tx, found)
        conversations.open_again(tx, conversation.id, token)
        known = facts(parts.clinic, parts.words, conversation.language, now)
        text = parts.words.say("utter_opened_again", conversation.language, **known)
        messages.append(tx, conversation.id, [Said("bot", "notice", text)], now)
        if conversation.open_prompt_id is None:
            # The person had left for good: what was open is asked again.
            messages.wish(tx, conversation.id, "resume", now)
        return found


def _page(request: Request, problem: str = "", status: int = 200) -> Response:
    parts, language = parts_of(request), pages.page_language(request)
    labels = page_views.filled(
        parts.words.custom(WORDS, language), **facts(parts.clinic, parts.words, language, parts.now())
    )
    view = {**pages.text_view(request, language, WORDS), "page": labels, "problem": problem}
    return pages.page(request, "resume.html", view | {"other_language": None}, status)


resume_page_routes = [
    Route("/resume", show_resume, methods=["GET"]),
    Route("/resume", post_resume, methods=["POST"]),
]
