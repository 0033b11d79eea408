"""What the channel answers over HTTP: updates by webhook, and the way from the clinic's page into Telegram."""

from __future__ import annotations

import hmac
import json

import anyio
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from telegram import Update

from bot.telegram import starts
from bot.telegram.channel import WEBHOOK_PATH, TelegramChannel
from bot.web.api import client_of, error, language_of, parts_of
from bot.web.limits import Limit

SECRET_HEADER = "x-telegram-bot-api-secret-token"
LARGEST_UPDATE_BYTES = 256 * 1024

links_limit = Limit(burst=20, per_second=0.5)


def channel_of(request: Request) -> TelegramChannel | None:
    return getattr(request.app.state, "telegram", None)


async def take_update(request: Request) -> Response:
    """`POST /telegram/updates`: Telegram hands in an update; 200 only when it is stored, so that it comes again."""
    channel = channel_of(request)
    if channel is None or channel.webhook_secret is None:
        return error(request, 404, "not_found")
    shown = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(shown.encode(), channel.webhook_secret.encode()):
        return error(request, 403, "not_allowed")
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_UPDATE_BYTES:
                return error(request, 413, "too_large")
        update = Update.de_json(json.loads(body), channel.parts.bot)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, ClientDisconnect):
        return error(request, 400, "bad_body")
    is_stored = await channel.receiving.take([update])
    return Response(status_code=200) if is_stored else error(request, 503, "storage")


async def go_to_telegram(request: Request) -> Response:
    """`GET /telegram`: on to the bot, with a one-time word that says nothing about the person or a talk."""
    channel, parts = channel_of(request), parts_of(request)
    if channel is None or not channel.username:
        return error(request, 404, "not_found")
    if not links_limit.allows(client_of(request)):
        return error(request, 429, "too_fast")
    wished = request.query_params.get("language")
    language = wished if wished in parts.clinic.languages else language_of(request)

    def make() -> str:
        with parts.database.begin() as tx:
            return starts.new(tx, language, parts.now())

    try:
        word = await anyio.to_thread.run_sync(make)
    except SQLAlchemyError:
        return error(request, 503, "storage")
    return RedirectResponse(f"https://t.me/{channel.username}?start={word}", 303)


telegram_routes = [
    Route(WEBHOOK_PATH, take_update, methods=["POST"]),
    Route("/telegram", go_to_telegram),
]
