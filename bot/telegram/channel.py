"""The Telegram channel as one thing: built from the service's parts, run beside them, asked whether it is ready."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

import anyio
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.storage import booking_links
from bot.telegram import inbox, starts
from bot.telegram.handling import Handling
from bot.telegram.pacer import Pacer
from bot.telegram.parts import ServiceParts, TelegramParts
from bot.telegram.receiving import Health, Receiving
from bot.telegram.sending import Sending

logger = logging.getLogger(__name__)

CONNECTIONS = 64
ANSWER_WITHIN_SECONDS = 10.0
PURGE_EVERY_SECONDS = 3600.0
WEBHOOK_PATH = "/telegram/updates"


@dataclass
class TelegramChannel:
    """Everything that runs for Telegram in this service."""

    parts: TelegramParts
    receiving: Receiving
    handling: Handling
    sending: Sending
    health: Health
    connections: tuple[HTTPXRequest, ...]
    webhook_secret: str | None
    username: str | None = None

    @property
    def is_ready(self) -> bool:
        return self.health.is_ready

    async def run(self) -> None:
        """Run until cancelled. What arrived before is handled, and what is due is sent, also while Telegram is away."""
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(self.handling.run_forever)
                group.start_soon(self._receive)
                group.start_soon(self._purge_forever)
        finally:
            with anyio.CancelScope(shield=True):
                for connection in self.connections:
                    await connection.shutdown()

    async def _receive(self) -> None:
        webhook = None
        if self.webhook_secret:
            webhook = (f"{self.parts.public_url}{WEBHOOK_PATH}", self.webhook_secret)
        self.username = await self.receiving.connect(webhook)
        async with anyio.create_task_group() as group:
            group.start_soon(self.sending.run_forever)
            if webhook is None:
                group.start_soon(self.receiving.poll_forever)

    async def _purge_forever(self) -> None:
        while True:
            try:
                await self.parts.write(self._purge)
            except Exception as problem:
                logger.error("old updates could not be removed: %s", type(problem).__name__)
            await anyio.sleep(PURGE_EVERY_SECONDS)

    def _purge(self) -> None:
        now = self.parts.now()
        with self.parts.database.begin() as tx:
            inbox.purge(tx, now)
            starts.purge(tx, now)
            booking_links.purge(tx, now)


def telegram_channel(parts: ServiceParts) -> TelegramChannel | None:
    """The channel of this service; None, and a line in the log, when there is no token."""
    settings = parts.settings
    if settings.telegram_token is None:
        logger.info("Telegram is off: TELEGRAM_TOKEN is not set")
        return None
    sends, polls = (
        HTTPXRequest(
            connection_pool_size=size,
            read_timeout=ANSWER_WITHIN_SECONDS,
            write_timeout=ANSWER_WITHIN_SECONDS,
            connect_timeout=ANSWER_WITHIN_SECONDS,
            pool_timeout=ANSWER_WITHIN_SECONDS,
        )
        for size in (CONNECTIONS, 1)
    )
    bot = Bot(
        settings.telegram_token,
        base_url=settings.telegram_base_url,
        request=sends,
        get_updates_request=polls,
    )
    shared = TelegramParts(
        bot=bot,
        database=parts.database,
        conversations=parts.conversations,
        clinic=parts.clinic,
        words=parts.words,
        safety=parts.safety,
        spool=parts.spool,
        pacer=Pacer(settings.telegram_seconds_between_messages, clock=time.monotonic),
        public_url=settings.public_url,
        now=parts.now,
    )
    health = Health(is_polled=settings.telegram_webhook_secret is None)
    return TelegramChannel(
        parts=shared,
        receiving=Receiving(shared, health),
        handling=Handling(shared),
        sending=Sending(shared),
        health=health,
        connections=(sends, polls),
        webhook_secret=settings.telegram_webhook_secret,
    )
