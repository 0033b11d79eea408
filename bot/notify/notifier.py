"""The background work that tells people: sends what is due, calls who is next on call, finds who was left behind."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

import anyio
from anyio.to_thread import run_sync

from bot.clinic import Clinic
from bot.notify import alerts, unfinished
from bot.notify.alert_letters import AlertLetters
from bot.notify.carriers import Mailer, Pusher, SmtpAddress
from bot.notify.sending import LEASE_SECONDS, Carrier, Composer, Sending
from bot.notify.visits import VisitLetters
from bot.settings import Settings
from bot.storage.database import Database
from bot.words import Words

logger = logging.getLogger(__name__)

ALERTS_EVERY_SECONDS = 1.0
UNFINISHED_EVERY_SECONDS = 60.0


class Notifier:
    """One for each service; several may work on one database, leases keep them apart."""

    def __init__(
        self,
        settings: Settings,
        clinic: Clinic,
        words: Words,
        database: Database,
        now: Callable[[], datetime],
        *,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        """Opens nothing. Raises SettingsError when mail could not leave under a neutral name."""
        self._clinic = clinic
        self._database = database
        self._now = now
        carriers: dict[str, Carrier] = {}
        if settings.smtp_url:
            carriers["email"] = Mailer(SmtpAddress.read(settings.smtp_url), clinic.reminders.sender_name)
        if settings.telegram_token:
            carriers["telegram"] = Pusher(settings.telegram_token, settings.telegram_base_url)
        self.channels = frozenset(carriers)
        composers: dict[str, Composer] = {
            "alert": AlertLetters(clinic, words, settings.public_url),
            "visit": VisitLetters(clinic, words),
        }
        self.sending = Sending(database, composers, carriers, now, lease_seconds=lease_seconds)

    def say_how_people_are_told(self) -> None:
        """One warning in the log for each way that is closed here; alerts then only stand at the desk."""
        if "email" not in self.channels:
            logger.warning(
                "no e-mail leaves here: DOORWAY_SMTP_URL is not set. Alerts wait in sight at the desk, "
                "confirmations and reminders wait in the outbox"
            )
        if not any(alerts.ways(person, self.channels) for person in self._clinic.on_call):
            logger.warning("nobody on call can be told of danger: neither e-mail nor Telegram is set up")
            return
        for person in self._clinic.on_call:
            if not alerts.ways(person, self.channels):
                logger.warning("one person on call cannot be told here and is passed over")

    async def run_forever(self) -> None:
        """All background work, until cancelled."""
        async with anyio.create_task_group() as group:
            group.start_soon(self.sending.run_forever)
            group.start_soon(self._every, ALERTS_EVERY_SECONDS, self.tell_on_call)
            group.start_soon(self._every, UNFINISHED_EVERY_SECONDS, self.find_unfinished)

    def tell_on_call(self) -> int:
        """Tell the next person of each alert whose time is up; returns how many were told. Blocking."""
        with self._database.read() as tx:
            if not alerts.is_anybody_due(tx, self._now()):
                return 0
        with self._database.begin() as tx:
            return len(alerts.tell_who_is_due(tx, self._clinic, self.channels, self._now()))

    def find_unfinished(self) -> int:
        """Put people who left a contact and went silent on the list of staff. Blocking."""
        with self._database.begin() as tx:
            return unfinished.find(tx, self._clinic, self._now())

    async def _every(self, seconds: float, work: Callable[[], int]) -> None:
        while True:
            try:
                await run_sync(work)
            except Exception as problem:
                logger.error("%s failed: %s; the next round comes", work.__name__, type(problem).__name__)
            await anyio.sleep(seconds)
