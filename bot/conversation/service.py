"""What every channel asks of conversations: open one, take a message, read what is new, end it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import anyio

from bot.clinic import Clinic
from bot.conversation.incoming import BadInput, Incoming
from bot.conversation.turn import Turns
from bot.conversation.worker import Broadcast, Worker
from bot.screening.questions import BY_ID
from bot.storage import conversations, messages
from bot.storage.conversations import Conversation, NoSuchConversation
from bot.storage.database import Database, Transaction
from bot.storage.messages import Event, Said
from bot.threads import in_thread
from bot.words import DEFAULT_LANGUAGE, Words

logger = logging.getLogger(__name__)

RETRY_EVERY_SECONDS = 1.0

Lock = Callable[[Transaction], Conversation]
"""Finds a conversation, and holds it until the transaction ends."""


class StalePrompt(Exception):
    """The choice belongs to a prompt that is no longer open; carries the one that is."""

    def __init__(self, open_prompt: Event | None) -> None:
        super().__init__("stale prompt")
        self.open_prompt = open_prompt


@dataclass(frozen=True)
class Receipt:
    """What became of a message: its number, whether it had come before, and the lines behind it so far."""

    seq: int
    is_repeat: bool
    events: tuple[Event, ...]


@dataclass(frozen=True)
class _Taken:
    """A stored message, before the dialogue has seen it."""

    message: messages.Message
    is_repeat: bool
    is_answered: bool
    """It was danger, and is answered already."""
    deletes: bool
    """It confirms that everything is to be deleted."""


class Conversations:
    """The conversations of this service, on all channels."""

    def __init__(
        self,
        database: Database,
        turns: Callable[[Callable[[str], None]], Turns],
        clinic: Clinic,
        words: Words,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.broadcast = Broadcast()
        self._database = database
        self._turns = turns(self.broadcast.tell)
        self._worker = Worker(self._turns.handle_next)
        self._clinic = clinic
        self._words = words
        self._now = now

    async def open(
        self,
        *,
        channel: str,
        language: str,
        token: str | None = None,
        address: str | None = None,
        entry: str | None = None,
    ) -> Conversation:
        """Start a conversation and let the dialogue say its first words."""
        conversation = await self.begin(
            channel=channel, language=language, token=token, address=address, entry=entry
        )
        await self.go_on(conversation.id)
        return conversation

    async def begin(
        self,
        *,
        channel: str,
        language: str,
        token: str | None = None,
        address: str | None = None,
        entry: str | None = None,
    ) -> Conversation:
        """Start a conversation without waiting for its first words; `go_on`, or the next message, brings them."""

        def start() -> Conversation:
            with self._database.begin() as tx:
                now = self._now()
                conversation = conversations.start(
                    tx,
                    channel=channel,
                    language=language,
                    now=now,
                    is_after_hours=not self._clinic.is_open(now),
                    token=token,
                    address=address,
                    entry=entry,
                )
                messages.wish(tx, conversation.id, "open", now)
                return conversation

        return await in_thread(start)

    async def go_on(self, conversation_id: str) -> None:
        """Handle what waits in a conversation."""
        await self._worker.drain(conversation_id)

    async def receive(self, conversation_id: str, incoming: Incoming) -> Receipt:
        """Store a message, handle what waits, and return what was said. Raises StalePrompt or BadInput."""
        return await self._receive(lambda tx: conversations.lock(tx, conversation_id), incoming)

    async def receive_by_token(self, token: str, incoming: Incoming) -> Receipt:
        """As `receive`, for the conversation of a web cookie. Raises NoSuchConversation too."""
        return await self._receive(lambda tx: conversations.lock_by_token(tx, token), incoming)

    async def _receive(self, lock: Lock, incoming: Incoming) -> Receipt:
        taken = await in_thread(self._take_in, lock, incoming)
        conversation_id = taken.message.conversation_id
        if not taken.is_repeat:
            self.broadcast.tell(conversation_id)
        if taken.deletes:
            await self._turns.delete(conversation_id, actor="person", reason="asked in the chat")
            return Receipt(taken.message.seq, taken.is_repeat, ())
        handled = None if taken.is_answered else await self._worker.drain(conversation_id)
        if handled is not None and handled.message_id == taken.message.id and handled.answer is not None:
            return Receipt(taken.message.seq, taken.is_repeat, handled.answer)
        events = await self.events_after(conversation_id, taken.message.seq)
        return Receipt(taken.message.seq, taken.is_repeat, tuple(events))

    async def events_after(self, conversation_id: str, seq: int) -> list[Event]:
        """The lines behind a number."""

        def read() -> list[Event]:
            with self._database.read() as tx:
                return messages.events_after(tx, conversation_id, seq)

        return await in_thread(read)

    async def is_over(self, conversation_id: str) -> bool:
        """Whether the person left or everything was deleted."""

        def read() -> bool:
            with self._database.read() as tx:
                try:
                    return conversations.get(tx, conversation_id).ended_at is not None
                except NoSuchConversation:
                    return True

        return await in_thread(read)

    async def delete(self, conversation_id: str, *, actor: str, reason: str) -> None:
        """Delete a conversation everywhere."""
        await self._turns.delete(conversation_id, actor=actor, reason=reason)

    async def end(self, conversation_id: str) -> None:
        """Close the conversation to its cookie; the person left."""

        def close() -> None:
            with self._database.begin() as tx:
                conversations.end(tx, conversation_id, self._now())

        await in_thread(close)
        self.broadcast.tell(conversation_id)

    async def retry_forever(self) -> None:
        """Handle what waits in any conversation, also what a stopped service left behind."""
        while True:
            try:
                waiting = await in_thread(self._waiting)
                async with anyio.create_task_group() as group:
                    for conversation_id in waiting:
                        group.start_soon(self._worker.drain, conversation_id)
            except Exception as problem:
                logger.error("retrying failed (%s); the next round comes", type(problem).__name__)
            await anyio.sleep(RETRY_EVERY_SECONDS)

    # -- transactions --------------------------------------------------------------------------------

    def _take_in(self, lock: Lock, incoming: Incoming) -> _Taken:
        """Store a message, and answer it at once when it is danger."""
        try:
            message, is_repeat = self._accept(lock, incoming)
        except StalePrompt:
            if not self._turns.is_danger(incoming.typed, DEFAULT_LANGUAGE):
                raise
            # A form may be too late for its question, but never for danger in one of its lines.
            incoming = replace(incoming, kind="text", text=incoming.typed, prompt_id=None)
            message, is_repeat = self._accept(lock, incoming)
        may_be_danger = bool(incoming.typed) and not is_repeat
        return _Taken(
            message,
            is_repeat,
            is_answered=may_be_danger and self._turns.answer_danger(message.conversation_id),
            deletes=self._is_deletion(message),
        )

    def _waiting(self) -> list[str]:
        with self._database.read() as tx:
            return messages.conversations_waiting(tx, self._now())

    def _accept(self, lock: Lock, incoming: Incoming) -> tuple[messages.Message, bool]:
        """Store a message before it is handled. Returns it and whether it had come before."""
        with self._database.begin() as tx:
            conversation = lock(tx)
            known = messages.by_client_id(tx, conversation.id, incoming.client_id)
            if known is not None:
                return known, True
            prompt = messages.prompt(tx, conversation.id, conversation.open_prompt_id)
            shown = _shown(incoming, prompt, self._words, conversation.language)
            message = messages.store(
                tx,
                conversation.id,
                client_id=incoming.client_id,
                kind=incoming.kind,
                body=incoming.body(),
                shown=shown,
                now=self._now(),
            )
            return message, False

    def _is_deletion(self, message: messages.Message) -> bool:
        if message.options != ("yes",):
            return False
        with self._database.read() as tx:
            prompt = messages.prompt(tx, message.conversation_id, message.prompt_id)
        return prompt is not None and prompt.said.question == "delete"


def _shown(incoming: Incoming, prompt: Event | None, words: Words, language: str) -> Said:
    """The person's own line in the talk. Raises StalePrompt or BadInput when a choice was not on offer."""
    if incoming.kind == "text":
        return Said("person", "text", incoming.text)
    if prompt is None or prompt.prompt_id != incoming.prompt_id:
        raise StalePrompt(prompt)
    if incoming.kind == "form":
        return Said("person", "text", words.say("utter_form_sent", language))
    labels = {option["id"]: option["label"] for option in prompt.said.options}
    if not set(incoming.options) <= set(labels):
        raise BadInput("unknown_option")
    if len(set(incoming.options)) != len(incoming.options):
        raise BadInput("unknown_option")
    if prompt.said.select != "many" and len(incoming.options) != 1:
        raise BadInput("one_option")
    table = BY_ID.get(prompt.said.question or "")
    if table and len(incoming.options) > 1 and table.exclusive.intersection(incoming.options):
        raise BadInput("stands_alone")
    return Said("person", "text", "; ".join(labels[option] for option in incoming.options))


def new_token() -> str:
    """A session token: 256 random bits, of which only a hash is stored."""
    return secrets.token_urlsafe(32)
