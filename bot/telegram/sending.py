"""From the lines of a talk to messages in a chat: paced for each chat, tried again, noted as soon as they are there."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import anyio
from telegram import LinkPreviewOptions, Message
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.storage import conversations, messages
from bot.storage.conversations import Conversation
from bot.storage.messages import Event
from bot.telegram import deliveries, keyboards, rendering
from bot.telegram.deliveries import Cursor, Errand
from bot.telegram.parts import TelegramParts
from bot.telegram.rendering import Outgoing

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 1.0
MOST_IN_A_ROW = 10
"""Messages of one chat before it lets others at the door."""

MOST_LINES_AT_ONCE = 40
PASS_AFTER_SECONDS = 1.0
"""A message that is on its way so long no longer keeps the next one back."""

PLAIN_AFTER_ATTEMPTS = 2
"""Refusals after which a message is tried without its buttons."""

SKIP_AFTER_ATTEMPTS = 8
"""Refusals after which a message is passed over, so that the ones behind it arrive."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
"""A preview would have Telegram open our links."""

NOT_MODIFIED = "not modified"
GONE_WORDS = ("chat not found", "user is deactivated", "bot was kicked")
NOTHING_TO_EDIT = ("message to edit not found", "message can't be edited", "message_id_invalid")


@dataclass(frozen=True)
class Delivery:
    """The next message of a talk, and where the cursor stands once it is there."""

    conversation: Conversation
    chat_id: int
    message: Outgoing
    reached: Cursor
    ticks: tuple[str, ...]
    asks: bool
    """Whether its prompt is still the open one; an older one gets no buttons."""
    attempts: int
    """Failed attempts before this one."""


@dataclass(frozen=True)
class Redraw:
    """A tick list whose ticks changed."""

    chat_id: int
    message_id: int
    prompt: Event
    ticks: tuple[str, ...]
    language: str
    is_open: bool


Job = Delivery | Redraw | Errand


class Sending:
    """Delivers what talks have to say."""

    def __init__(self, parts: TelegramParts) -> None:
        self._parts = parts
        self._active: set[str] = set()
        self._way = asyncio.Semaphore(1)

    async def run_forever(self) -> None:
        """Chats side by side; in one chat, one message after the other."""
        async with anyio.create_task_group() as group:
            while True:
                try:
                    chats = await self._parts.read(self._chats_with_work)
                except Exception as problem:
                    logger.error("deliveries could not be read: %s", type(problem).__name__)
                    chats = []
                for chat in chats:
                    if chat not in self._active:
                        self._active.add(chat)
                        group.start_soon(self._serve, chat)
                await self._parts.has_to_send.wait(LOOK_EVERY_SECONDS)

    async def _serve(self, chat: str) -> None:
        try:
            for _ in range(MOST_IN_A_ROW):
                job = await self._parts.read(self._next_job, chat)
                if job is None or not await self._run(chat, job):
                    return
            self._parts.has_to_send()
        except Exception as problem:
            logger.error("a delivery failed on our side: %s", type(problem).__name__)
        finally:
            self._active.discard(chat)

    # -- one job -------------------------------------------------------------------------------------

    async def _run(self, chat: str, job: Job) -> bool:
        """Send one thing; False when the chat has to rest."""
        try:
            if isinstance(job, Delivery):
                await self._deliver(chat, job)
            elif isinstance(job, Redraw):
                await self._redraw(chat, job)
            else:
                await self._run_errand(chat, job)
            return True
        except RetryAfter as patience:
            # Seconds, or a timedelta where the library is asked for one.
            asked = patience.retry_after
            seconds = asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
            self._parts.pacer.hold(chat, seconds)
            await self._rest(chat, "429", seconds)
        except Forbidden:
            await self._parts.write(self._gone, chat)
        except BadRequest as refusal:
            await self._refused(chat, job, str(refusal).lower())
        except TelegramError as problem:
            await self._rest(chat, type(problem).__name__)
        return False

    async def _deliver(self, chat: str, job: Delivery) -> None:
        message, language = job.message, job.conversation.language
        await self._parts.pacer.message(chat)
        attempts = job.attempts
        markup = None
        if message.prompt is not None and job.asks:
            markup = keyboards.keyboard(
                message.prompt.prompt_id or "",
                message.prompt.said,
                done=self._parts.label("utter_telegram_labels", "done", language),
                ticks=job.ticks,
                links=message.links if attempts < PLAIN_AFTER_ATTEMPTS else (),
            )
        elif message.links and attempts < PLAIN_AFTER_ATTEMPTS:
            markup = keyboards.only_links(message.links)
        # A card does not wait for anything, not even to keep repeats few.
        async with contextlib.nullcontext() if message.is_alone else self._one_on_the_way():
            await self._parts.pacer.leave(chat)
            sent = await self._parts.bot.send_message(
                job.chat_id, message.text, reply_markup=markup, link_preview_options=NO_PREVIEW
            )
            await self._note(lambda: self._delivered(chat, job, sent))

    @contextlib.asynccontextmanager
    async def _one_on_the_way(self) -> AsyncIterator[None]:
        """One message between sending and its note at a time: a crash then repeats one message and not one a chat.

        A message that takes long lets the next one pass, so a slow chat holds up nobody.
        """
        await self._way.acquire()
        left = contextlib.ExitStack()
        left.callback(self._way.release)
        timer = asyncio.get_running_loop().call_later(PASS_AFTER_SECONDS, left.close)
        try:
            yield
        finally:
            timer.cancel()
            left.close()

    async def _redraw(self, chat: str, job: Redraw) -> None:
        await self._parts.pacer.edit(chat)
        markup = keyboards.keyboard(
            job.prompt.prompt_id or "",
            job.prompt.said,
            done=self._parts.label("utter_telegram_labels", "done", job.language),
            ticks=job.ticks,
        )
        await _changed(
            lambda: self._parts.bot.edit_message_reply_markup(
                job.chat_id, job.message_id, reply_markup=markup if job.is_open else None
            )
        )
        await self._note(lambda: self._redrawn(chat, job))

    async def _run_errand(self, chat: str, job: Errand) -> None:
        bot = self._parts.bot
        if job.method == "say":
            await self._parts.pacer.message(chat)
            await self._parts.pacer.leave(chat)
            await bot.send_message(job.chat_id, job.text or "", link_preview_options=NO_PREVIEW)
        elif job.method == "leave":
            await bot.leave_chat(job.chat_id)
        else:
            await self._parts.pacer.edit(chat)
            if job.text and rendering.fits(job.text):
                await _changed(
                    lambda: bot.edit_message_text(
                        job.text or "", job.chat_id, job.message_id, link_preview_options=NO_PREVIEW
                    )
                )
            else:
                await _changed(lambda: bot.edit_message_reply_markup(job.chat_id, job.message_id))
        await self._note(lambda: self._errand_done(chat, job))

    async def _refused(self, chat: str, job: Job, reason: str) -> None:
        """Telegram will not take this: the chat is no more, there is nothing to change, or it is tried plainer."""
        if any(words in reason for words in GONE_WORDS):
            await self._parts.write(self._gone, chat)
            return
        attempts = await self._rest(chat, "refused")
        is_hopeless = attempts >= SKIP_AFTER_ATTEMPTS or not isinstance(job, Delivery)
        if is_hopeless:
            logger.error("Telegram refuses something for good; it is passed over")
            await self._note(lambda: self._pass_over(chat, job))

    async def _rest(self, chat: str, problem: str, seconds: float | None = None) -> int:
        attempts = await self._parts.write(self._failed, chat, problem, seconds)
        logger.warning("a message waits (%s); attempt %s in its chat", problem, attempts)
        return attempts

    async def _note(self, write: Callable[[], None]) -> None:
        """Note what is done, also when the task is being ended: a message without its note is sent twice."""
        with anyio.CancelScope(shield=True):
            for pause_seconds in (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 0.0):
                try:
                    await self._parts.note(write)
                    return
                except Exception:
                    if not pause_seconds:
                        raise
                    await anyio.sleep(pause_seconds)

    # -- transactions --------------------------------------------------------------------------------

    def _chats_with_work(self) -> list[str]:
        with self._parts.database.read() as tx:
            return deliveries.chats_with_work(tx, self._parts.now())

    def _next_job(self, chat: str) -> Job | None:
        with self._parts.database.read() as tx:
            errand = deliveries.next_errand(tx, chat)
            if errand is not None:
                return errand
            conversation = deliveries.talk_of(tx, chat)
            if conversation is None:
                return None
            address = conversations.address_of(tx, conversation.id)
            if address is None:
                return None
            changed = deliveries.keyboard_to_draw(tx, conversation.id)
            if changed is not None and changed.message_id is not None:
                prompt = messages.prompt(tx, conversation.id, changed.prompt_id)
                if prompt is not None:
                    is_open = changed.prompt_id == conversation.open_prompt_id
                    return Redraw(
                        int(address),
                        changed.message_id,
                        prompt,
                        changed.ticks,
                        conversation.language,
                        is_open,
                    )
            at = deliveries.cursor(tx, conversation.id)
            events = messages.events_after(tx, conversation.id, at.seq, MOST_LINES_AT_ONCE)
            is_first = at == Cursor()
            waiting = rendering.messages_of(
                events,
                public_url=self._parts.public_url,
                preface=self._parts.words.say("utter_telegram_privacy", conversation.language)
                if is_first
                else None,
                skip_parts=at.parts,
                staff_mark=self._parts.label("utter_telegram_labels", "staff", conversation.language),
            )
            if not waiting:
                return None
            message = waiting[0]
            reached = Cursor(message.seq) if message.is_last_part else Cursor(message.seq - 1, message.part)
            prompt_id = message.prompt.prompt_id if message.prompt else None
            kept = deliveries.keyboard(tx, prompt_id) if prompt_id else None
            return Delivery(
                conversation,
                int(address),
                message,
                reached,
                kept.ticks if kept else (),
                asks=prompt_id is not None and prompt_id == conversation.open_prompt_id,
                attempts=deliveries.attempts(tx, chat),
            )

    def _delivered(self, chat: str, job: Delivery, sent: Message) -> None:
        """The message is in the chat: keyboards of earlier prompts go, this one's is noted."""
        now = self._parts.now()
        with self._parts.database.begin() as tx:
            deliveries.move_cursor(tx, job.conversation.id, job.reached)
            deliveries.went_well(tx, chat)
            if job.message.prompt is not None and job.asks:
                prompt_id = job.message.prompt.prompt_id or ""
                for old in deliveries.keyboards_besides(tx, job.conversation.id, prompt_id):
                    deliveries.drop_keyboard(tx, old.prompt_id)
                    if old.message_id is not None:
                        key = f"old:{old.prompt_id}"
                        deliveries.send_on(
                            tx,
                            chat,
                            key=key,
                            method="edit",
                            chat_id=job.chat_id,
                            message_id=old.message_id,
                            now=now,
                        )
                deliveries.keyboard_sent(tx, job.conversation.id, prompt_id, sent.message_id)

    def _redrawn(self, chat: str, job: Redraw) -> None:
        with self._parts.database.begin() as tx:
            deliveries.went_well(tx, chat)
            deliveries.drawn(tx, job.prompt.prompt_id or "", job.ticks)

    def _errand_done(self, chat: str, job: Errand) -> None:
        with self._parts.database.begin() as tx:
            deliveries.went_well(tx, chat)
            deliveries.errand_done(tx, job.number)

    def _pass_over(self, chat: str, job: Job) -> None:
        with self._parts.database.begin() as tx:
            deliveries.went_well(tx, chat)
            if isinstance(job, Delivery):
                deliveries.move_cursor(tx, job.conversation.id, job.reached)
            elif isinstance(job, Redraw):
                deliveries.drop_keyboard(tx, job.prompt.prompt_id or "")
            else:
                deliveries.errand_done(tx, job.number)

    def _failed(self, chat: str, problem: str, seconds: float | None) -> int:
        with self._parts.database.begin() as tx:
            return deliveries.failed(tx, chat, problem, self._parts.now(), seconds)

    def _gone(self, chat: str) -> None:
        logger.warning("a person can no longer be reached in Telegram")
        with self._parts.database.begin() as tx:
            deliveries.gone(tx, chat, self._parts.now())


async def _changed(edit: Callable[[], Awaitable[object]]) -> None:
    """Run an edit; a message that looks like that already, or is no more, is as good as changed."""
    try:
        await edit()
    except BadRequest as refusal:
        reason = str(refusal).lower()
        if NOT_MODIFIED not in reason and not any(words in reason for words in NOTHING_TO_EDIT):
            raise
