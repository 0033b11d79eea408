"""The web application: the public contract, the pages, and the background work of the service."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Callable

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from bot.clinic import Clinic
from bot.conversation.engine_client import Engines
from bot.conversation.readers import Readers
from bot.conversation.service import Conversations
from bot.conversation.spool import Spool
from bot.conversation.turn import Turns
from bot.desk import retention
from bot.desk.access import desk_routes
from bot.notify.notifier import Notifier
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.telegram.channel import telegram_channel
from bot.web.alert_page import alert_routes
from bot.web.api import api_routes, error
from bot.web.booking_page import booking_page_routes
from bot.web.headers import SecurityHeaders
from bot.web.pages import page_routes
from bot.web.parts import Parts, utc_now
from bot.web.resume_page import resume_page_routes
from bot.web.static_files import InlineScript
from bot.web.telegram_routes import telegram_routes
from bot.web.visit_page import visit_page_routes
from bot.words import words

logger = logging.getLogger(__name__)

SPOOL_EVERY_SECONDS = 2.0
THREADS = 40


def build_parts(settings: Settings, clinic: Clinic) -> Parts:
    """Wire the service: nothing is opened before this."""
    said = words()
    database = Database(settings.database_url, settings.key)
    engines = Engines(settings.engine_urls, settings.engine_secret, settings.engine_timeout_seconds)
    readers = Readers.load(settings.models_folder)

    def turns(tell: Callable[[str], None]) -> Turns:
        return Turns(database, engines, readers, clinic, said, utc_now, tell)

    return Parts(
        settings=settings,
        clinic=clinic,
        words=said,
        database=database,
        engines=engines,
        safety=readers.safety,
        conversations=Conversations(database, turns, clinic, said, utc_now),
        spool=Spool(settings.spool_folder, database.sealer),
    )


def build_app(parts: Parts) -> Starlette:
    """The application around its parts."""
    middleware = [
        Middleware(
            SecurityHeaders,
            frame_ancestors=parts.clinic.branding.frame_ancestors,
            inline_script=InlineScript.load().source,
            is_https=parts.settings.is_cookie_secure,
        )
    ]
    app = Starlette(
        routes=[
            *api_routes,
            *page_routes,
            *alert_routes,
            *desk_routes,
            *booking_page_routes,
            *visit_page_routes,
            *resume_page_routes,
            *telegram_routes,
        ],
        middleware=middleware,
        lifespan=_lifespan,
        exception_handlers={HTTPException: _no_route, Exception: _unexpected},
    )
    app.state.parts = parts
    app.state.telegram = telegram_channel(parts)
    app.state.notifier = Notifier(parts.settings, parts.clinic, parts.words, parts.database, parts.now)
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    parts: Parts = app.state.parts
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    await anyio.to_thread.run_sync(migrate, parts.database.engine)
    app.state.notifier.say_how_people_are_told()
    async with anyio.create_task_group() as group:
        group.start_soon(app.state.notifier.run_forever)
        group.start_soon(parts.conversations.retry_forever)
        group.start_soon(_hand_in_spool, parts)
        if app.state.telegram is not None:
            group.start_soon(app.state.telegram.run)
        group.start_soon(retention.run_forever, parts)
        yield
        group.cancel_scope.cancel()
    await parts.engines.close()
    parts.database.close()


async def _hand_in_spool(parts: Parts) -> None:
    while True:
        try:
            count = await anyio.to_thread.run_sync(parts.spool.hand_in, parts.database)
            if count:
                logger.warning("%s alerts that waited on disk are in the database now", count)
        except Exception as problem:
            logger.error("the spool could not be handed in yet: %s", type(problem).__name__)
        await anyio.sleep(SPOOL_EVERY_SECONDS)


async def _no_route(request: Request, problem: Exception) -> Response:
    status = problem.status_code if isinstance(problem, HTTPException) else 404
    return error(request, status, "not_found" if status == 404 else "not_allowed")


async def _unexpected(request: Request, problem: Exception) -> Response:
    logger.error("a request failed: %s", type(problem).__name__)
    return error(request, 500, "internal")
