"""Fetching updates: stored first, confirmed to Telegram after that, so that a crash in between loses nothing."""

from __future__ import annotations

import itertools
import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import anyio
from sqlalchemy.exc import SQLAlchemyError
from telegram import BotCommand, Update
from telegram.error import Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.conversation import saying
from bot.safety.cards import response_for
from bot.telegram import inbox
from bot.telegram.arrivals import WANTED, Arrival, from_update
from bot.telegram.parts import TelegramParts
from bot.telegram.rendering import text_of
from bot.words import LANGUAGES

logger = logging.getLogger(__name__)

LONG_POLL_SECONDS = 25
MOST_AT_ONCE = 100
RETRY_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0)
REFUSED_WAIT_SECONDS = 5.0
"""Between two tries while Telegram refuses the token or another service fetches the same updates."""

ALARM_AGAIN_SECONDS = 600.0
SILENT_AFTER_SECONDS = 90.0
"""Without one good answer for so long, the channel is not ready."""

REMEMBERED_CARDS = 1000


@dataclass
class Health:
    """What is known of the line to Telegram, for the log and for readiness."""

    clock: Callable[[], float] = time.monotonic
    problem: str | None = "not connected yet"
    good_at: float = 0.0
    alarmed_at: float = float("-inf")
    is_polled: bool = True
    """Whether answers are expected all the time; with a webhook Telegram calls us."""

    @property
    def is_ready(self) -> bool:
        is_fresh = not self.is_polled or self.clock() - self.good_at < SILENT_AFTER_SECONDS
        return self.problem is None and is_fresh

    def good(self) -> None:
        if self.problem is not None:
            logger.info("Telegram is connected")
        self.problem, self.good_at = None, self.clock()

    def alarm(self, problem: str) -> None:
        """Say it loudly once, and again only after a while."""
        is_new = problem != self.problem
        self.problem = problem
        if is_new or self.clock() - self.alarmed_at > ALARM_AGAIN_SECONDS:
            self.alarmed_at = self.clock()
            logger.error("Telegram: %s; everything else runs on", problem)


class Receiving:
    """Brings updates into the inbox, by polling or by webhook."""

    def __init__(self, parts: TelegramParts, health: Health) -> None:
        self._parts = parts
        self._health = health
        self._offset: int | None = None
        self._carded: deque[int] = deque(maxlen=REMEMBERED_CARDS)

    async def connect(self, webhook: tuple[str, str] | None) -> str:
        """Learn the bot's name, which is returned; set the menu and how updates come. Tried until it works."""
        bot = self._parts.bot
        for failures in itertools.count():
            try:
                me = await bot.get_me()
                if webhook is not None:
                    url, secret = webhook
                    await bot.set_webhook(url, secret_token=secret, allowed_updates=list(WANTED))
                else:
                    await bot.delete_webhook(drop_pending_updates=False)
                await self._set_menu()
                self._health.good()
                return me.username or ""
            except (InvalidToken, Forbidden):
                self._health.alarm("the token is refused, nobody can reach us there")
                await anyio.sleep(REFUSED_WAIT_SECONDS)
            except TelegramError as problem:
                if failures >= 3:
                    self._health.alarm(f"not reachable ({type(problem).__name__})")
                await anyio.sleep(_wait(failures))
        raise AssertionError("unreachable")

    async def poll_forever(self) -> None:
        """Fetch, store, and only then ask for what comes after, which is what confirms."""
        failures = 0
        while True:
            try:
                updates = await self._parts.bot.get_updates(
                    offset=self._offset,
                    limit=MOST_AT_ONCE,
                    # After trouble a quick answer tells sooner that it is over.
                    timeout=LONG_POLL_SECONDS if self._health.problem is None else 0,
                    allowed_updates=list(WANTED),
                )
                self._health.good()
                failures = 0
                if updates and await self.take(updates):
                    self._offset = max(update.update_id for update in updates) + 1
            except Conflict:
                self._health.alarm("a second service fetches the same updates (409); stop one of them")
                await anyio.sleep(_wait(failures))
                failures += 1
            except (InvalidToken, Forbidden):
                self._health.alarm("the token is refused, nobody can reach us there")
                await anyio.sleep(REFUSED_WAIT_SECONDS)
            except RetryAfter:
                await anyio.sleep(_wait(failures))
                failures += 1
            except TelegramError as problem:
                logger.warning("updates could not be fetched: %s", type(problem).__name__)
                await anyio.sleep(_wait(failures))
                failures += 1
            except Exception as problem:
                logger.error("fetching updates failed on our side: %s", type(problem).__name__)
                await anyio.sleep(_wait(failures))
                failures += 1

    async def take(self, updates: Sequence[Update]) -> bool:
        """Store updates; False when that is not possible now. Danger in them is answered even then."""
        arrivals = [arrival for arrival in map(from_update, updates) if arrival is not None]
        if not arrivals:
            return True

        def store() -> None:
            with self._parts.database.begin() as tx:
                inbox.store(tx, arrivals, self._parts.now())

        try:
            await self._parts.write(store)
        except (SQLAlchemyError, OSError) as problem:
            logger.error("storage failed: %s; danger is read without it", type(problem).__name__)
            for arrival in arrivals:
                await self._card_without_storage(arrival)
            await anyio.sleep(RETRY_SECONDS[0])
            return False
        self._parts.has_arrived()
        for arrival in arrivals:
            if await self._parts.is_danger(arrival):
                self._parts.danger.put_nowait(arrival)
        return True

    async def _card_without_storage(self, arrival: Arrival) -> None:
        """The card for dangerous words while nothing can be kept; the alert waits on disk."""
        if not arrival.text or arrival.update_id in self._carded:
            return
        parts = self._parts
        reading = parts.safety.read(arrival.text, language=arrival.language)
        if reading.outcome == "none":
            return
        self._carded.append(arrival.update_id)
        try:
            await anyio.to_thread.run_sync(
                lambda: parts.spool.keep(reading, token=None, client_id=arrival.client_id, now=parts.now())
            )
        except OSError as problem:
            logger.error("an alert could not be kept on disk: %s", type(problem).__name__)
        known = {"on_call_phone": parts.clinic.on_call_phone, "clinic_phone": parts.clinic.phone}
        name = response_for(reading) or "utter_help_line"
        said = saying.tell(name, parts.words, arrival.language, kind="card", **known)
        try:
            await parts.bot.send_message(arrival.chat_id, text_of(said))
        except TelegramError as problem:
            self._carded.remove(arrival.update_id)
            logger.error("a card could not be sent: %s", type(problem).__name__)

    async def _set_menu(self) -> None:
        for language in LANGUAGES:
            labels = self._parts.words.custom("utter_telegram_commands", language)
            menu = [BotCommand(name, str(text)) for name, text in labels.items()]
            await self._parts.bot.set_my_commands(menu, language_code=language if language != "en" else None)


def _wait(failures: int) -> float:
    return RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)]
