"""From a stored update to the talk: commands, words, taps and ticks, one at a time in each chat."""

from __future__ import annotations

import logging
import re

import anyio
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.conversation.engine_client import EngineSilent
from bot.conversation.incoming import BadInput, Incoming, clean
from bot.conversation.service import StalePrompt
from bot.storage import conversations, messages
from bot.storage.conversations import Conversation, NoSuchConversation
from bot.storage.database import Transaction
from bot.storage.messages import Event, Said
from bot.telegram import deliveries, inbox, keyboards, starts
from bot.telegram.arrivals import Arrival
from bot.telegram.deliveries import CHANNEL
from bot.telegram.inbox import Waiting
from bot.telegram.parts import TelegramParts

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 1.0
MOST_CHATS_AT_ONCE = 24
MOST_TRIES = 12
"""An update that fails so often for a reason of its own is set aside, so that the ones behind it are reached."""

COMMAND = re.compile(r"\s*/(start|help|book|stop|delete)(?:@\w+)?(?:\s+(.*))?\s*", re.DOTALL)
START_WORD = re.compile(r"[A-Za-z0-9_-]{1,64}")

DELETE = "delete"
ERASING = "erasing"


class Handling:
    """Empties the inbox of updates."""

    def __init__(self, parts: TelegramParts) -> None:
        self._parts = parts
        self._active: set[str] = set()
        self._limit = anyio.CapacityLimiter(MOST_CHATS_AT_ONCE)
        self._opening = anyio.Lock()

    async def run_forever(self) -> None:
        """Chats side by side, the updates of one chat in their order; danger ahead of all."""
        async with anyio.create_task_group() as group:
            group.start_soon(self._answer_danger_forever)
            while True:
                try:
                    waiting = await self._parts.read(self._chats_waiting)
                except Exception as problem:
                    logger.error(
                        "updates could not be read: %s; the next round comes", type(problem).__name__
                    )
                    waiting = []
                for chat in waiting:
                    if chat not in self._active:
                        self._active.add(chat)
                        group.start_soon(self._drain, chat)
                await self._parts.has_arrived.wait(LOOK_EVERY_SECONDS)

    async def _answer_danger_forever(self) -> None:
        """Danger waits neither for words before it, over which the engine takes its time, nor for other chats."""
        async with anyio.create_task_group() as group:
            group.start_soon(self._look_for_danger)
            while True:
                group.start_soon(self._answer_danger, await self._parts.danger.get())

    async def _look_for_danger(self) -> None:
        """What a service that was stopped left behind may be danger too."""
        try:
            for arrival in await self._parts.read(self._all_waiting):
                if await self._parts.is_danger(arrival):
                    self._parts.danger.put_nowait(arrival)
        except Exception as problem:
            logger.error("waiting updates could not be looked at: %s", type(problem).__name__)

    async def _answer_danger(self, arrival: Arrival) -> None:
        """Take dangerous words at once. Their turn comes all the same, and finds them taken."""
        try:
            chat = await self._parts.read(self._chat_if_waiting, arrival)
            if chat is not None:
                conversation = await self._begun(chat, arrival)
                await self._parts.conversations.receive(conversation.id, _words_of(arrival, arrival.text))
                self._parts.has_to_send()
        except Exception as problem:
            logger.warning("danger waits for its turn: %s", type(problem).__name__)

    async def _drain(self, chat: str) -> None:
        try:
            is_more = True
            while is_more:
                # One update, then to the end of the queue: a chat that says a lot keeps no other one waiting.
                async with self._limit:
                    is_more = await self._handle_next(chat)
        finally:
            self._active.discard(chat)

    async def _handle_next(self, chat: str) -> bool:
        """Handle the oldest update of a chat; False when none is due."""
        waiting: Waiting | None = None
        try:
            waiting = await self._parts.read(self._next_of, chat)
            if waiting is None:
                return False
            await self._handle(chat, waiting)
            self._parts.has_to_send()
            return True
        except Exception as problem:
            is_passing = isinstance(problem, SQLAlchemyError | OSError | EngineSilent)
            level = logging.WARNING if is_passing else logging.ERROR
            logger.log(level, "an update could not be handled yet: %s", type(problem).__name__)
            return waiting is not None and await self._postpone(waiting, is_passing=is_passing)

    async def _postpone(self, waiting: Waiting, *, is_passing: bool) -> bool:
        """Keep an update for later; True when it was set aside and the next one can be handled."""
        is_hopeless = not is_passing and waiting.tries + 1 >= MOST_TRIES

        def note() -> None:
            with self._parts.database.begin() as tx:
                if is_hopeless:
                    inbox.set_aside(tx, waiting.arrival.update_id)
                else:
                    inbox.try_later(tx, waiting, self._parts.now())

        try:
            await self._parts.write(note)
        except (SQLAlchemyError, OSError):
            return False
        if is_hopeless:
            logger.error("an update failed %s times and is set aside", MOST_TRIES)
        return is_hopeless

    # -- one update ----------------------------------------------------------------------------------

    async def _handle(self, chat: str, waiting: Waiting) -> None:
        arrival = waiting.arrival
        if arrival.kind == "tap":
            await self._tap(chat, waiting)
        elif arrival.kind == "text":
            await self._text(chat, waiting)
        elif arrival.kind == "edit":
            await self._edit(chat, waiting)
        elif arrival.kind == "other":
            conversation = await self._talk(chat, arrival)
            await self._finish(chat, arrival, conversation, says=("utter_telegram_only_text",))
        else:
            await self._parts.write(self._note_membership, chat, arrival)

    async def _text(self, chat: str, waiting: Waiting) -> None:
        arrival = waiting.arrival
        command = COMMAND.fullmatch(arrival.text)
        name, rest = (command.group(1), (command.group(2) or "").strip()) if command else (None, "")
        if name == "start" and (not rest or START_WORD.fullmatch(rest)):
            await self._start(chat, waiting, rest)
        elif name is None or rest:
            # Words behind a command are words: what they say must not get lost.
            await self._words(chat, arrival, arrival.text)
        elif name == "help":
            conversation = await self._talk(chat, arrival)
            await self._finish(chat, arrival, conversation, says=("utter_telegram_help",))
        else:
            conversation = await self._talk(chat, arrival)
            await self._words(
                chat, arrival, self._parts.label("utter_telegram_typed", name, conversation.language)
            )

    async def _start(self, chat: str, waiting: Waiting, word: str) -> None:
        """Open a talk; one that is there already says again what is open."""
        arrival = waiting.arrival
        known = await self._parts.read(self._known, chat)
        if known is None or known.created_at >= waiting.received_at:
            await self._talk(chat, arrival, word)
            await self._finish(chat, arrival, None)
        else:
            await self._finish(chat, arrival, known, says=("utter_telegram_back",), asks_again=True)

    async def _words(self, chat: str, arrival: Arrival, text: str) -> None:
        conversation = await self._talk(chat, arrival)
        try:
            await self._parts.conversations.receive(conversation.id, _words_of(arrival, text))
        except NoSuchConversation:
            # Erased on another way in this very moment: the words open a new talk at the next try.
            raise EngineSilent("the talk is gone") from None
        await self._finish(chat, arrival, None)

    async def _edit(self, chat: str, arrival_waiting: Waiting) -> None:
        """Words that were changed later answer nothing twice, but danger in them counts."""
        arrival = arrival_waiting.arrival
        conversation = await self._parts.read(self._known, chat)
        language = conversation.language if conversation else arrival.language
        reading = await anyio.to_thread.run_sync(
            lambda: self._parts.safety.read(arrival.text, language=language)
        )
        if reading.outcome != "none":
            await self._words(chat, arrival, arrival.text)
        else:
            await self._finish(chat, arrival, None)

    # -- taps ----------------------------------------------------------------------------------------

    async def _tap(self, chat: str, waiting: Waiting) -> None:
        arrival = waiting.arrival
        tap = keyboards.read(arrival.data)
        conversation, prompt, is_known = await self._parts.read(self._find, chat, arrival, tap)
        if conversation is None:
            if waiting.step == ERASING:
                await self._erased(chat, arrival)
                return
            await self._answer(arrival, "utter_telegram_over", arrival.language)
            await self._finish(chat, arrival, None, removes_keyboard=True)
            return
        language = conversation.language
        is_open = prompt is not None and prompt.prompt_id == conversation.open_prompt_id
        if tap is None or prompt is None or not (is_open or is_known):
            await self._answer(arrival, "utter_telegram_stale", language)
            await self._finish(chat, arrival, None, removes_keyboard=True)
            return
        if tap.index is not None and tap.index >= len(prompt.said.options):
            await self._answer(arrival, "utter_telegram_stale", language)
            await self._finish(chat, arrival, None)
            return
        option = None if tap.index is None else prompt.said.options[tap.index]["id"]
        if prompt.said.select == "many":
            if option is not None and option != keyboards.AT_ONCE:
                await self._answer(arrival)
                await self._parts.write(self._toggle, arrival, conversation, prompt, option)
                return
            ticks = (option,) if option else await self._parts.read(self._ticks, prompt)
            if not ticks:
                await self._answer(arrival, "utter_telegram_tick_first", language)
                await self._finish(chat, arrival, None)
                return
            await self._choose(chat, arrival, conversation, prompt, "multi", tuple(ticks))
        elif option is not None:
            await self._choose(chat, arrival, conversation, prompt, "choice", (option,))
        else:
            await self._answer(arrival)
            await self._finish(chat, arrival, None)

    async def _choose(
        self,
        chat: str,
        arrival: Arrival,
        conversation: Conversation,
        prompt: Event,
        kind: str,
        options: tuple[str, ...],
    ) -> None:
        incoming = Incoming(
            arrival.client_id,
            "multi" if kind == "multi" else "choice",
            prompt_id=prompt.prompt_id,
            options=options,
        )
        await self._answer(arrival)
        erases = prompt.said.question == DELETE and options == ("yes",)
        if erases:
            await self._parts.write(self._begin_erasing, arrival)
        try:
            await self._parts.conversations.receive(conversation.id, incoming)
        except (StalePrompt, BadInput) as problem:
            logger.info("a tap came too late: %s", type(problem).__name__)
            await self._finish(chat, arrival, None, removes_keyboard=True)
            return
        except NoSuchConversation:
            if not erases:
                raise EngineSilent("the talk is gone") from None
        if erases:
            await self._erased(chat, arrival, conversation.language)
            return
        shown = None
        if arrival.message_text:
            shown = f"{arrival.message_text}\n\n{keyboards.chosen(prompt.said, options)}"
        await self._finish(chat, arrival, None, removes_keyboard=True, new_text=shown, prompt=prompt)

    async def _answer(self, arrival: Arrival, name: str | None = None, language: str = "en") -> None:
        """End the waiting sign on the button, with a few words where there is something to say."""
        try:
            await self._parts.bot.answer_callback_query(
                arrival.query_id, text=self._parts.say(name, language) if name else None
            )
        except TelegramError as problem:
            # Too old, or Telegram is away: the tap counts all the same.
            logger.info("a tap could not be answered: %s", type(problem).__name__)

    async def _erased(self, chat: str, arrival: Arrival, language: str | None = None) -> None:
        text = self._parts.say("utter_delete_my_data_done", language or arrival.language)

        def note() -> None:
            with self._parts.database.begin() as tx:
                self._send_edit(tx, chat, arrival, None)
                deliveries.send_on(
                    tx,
                    chat,
                    key=f"erased:{arrival.update_id}",
                    method="say",
                    chat_id=arrival.chat_id,
                    text=text,
                    now=self._parts.now(),
                )
                inbox.done(tx, arrival.update_id)

        await self._parts.write(note)

    # -- transactions --------------------------------------------------------------------------------

    def _chats_waiting(self) -> list[str]:
        with self._parts.database.read() as tx:
            return inbox.chats_waiting(tx, self._parts.now())

    def _next_of(self, chat: str) -> Waiting | None:
        with self._parts.database.read() as tx:
            return inbox.next_of(tx, chat, self._parts.now())

    def _chat_if_waiting(self, arrival: Arrival) -> str | None:
        with self._parts.database.read() as tx:
            is_waiting = inbox.is_waiting(tx, arrival.update_id)
            return inbox.chat_hash(tx, arrival.chat_id) if is_waiting else None

    def _all_waiting(self) -> list[Arrival]:
        with self._parts.database.read() as tx:
            return inbox.all_waiting(tx)

    def _known(self, chat: str) -> Conversation | None:
        with self._parts.database.read() as tx:
            return deliveries.talk_of(tx, chat)

    def _find(
        self, chat: str, arrival: Arrival, tap: keyboards.Tap | None
    ) -> tuple[Conversation | None, Event | None, bool]:
        """The talk of the chat, the prompt of the tap in it, and whether this very tap was taken before."""
        with self._parts.database.read() as tx:
            conversation = deliveries.talk_of(tx, chat)
            if conversation is None or tap is None:
                return conversation, None, False
            prompt = messages.prompt(tx, conversation.id, tap.prompt_id)
            taken = messages.by_client_id(tx, conversation.id, arrival.client_id)
            return conversation, prompt, taken is not None

    async def _talk(self, chat: str, arrival: Arrival, word: str = "") -> Conversation:
        """The talk of this chat; a new one, with its first words said, when there is none."""
        known = await self._parts.read(self._known, chat)
        if known is not None:
            return known
        conversation = await self._begun(chat, arrival, word)
        await self._parts.conversations.go_on(conversation.id)
        return conversation

    async def _begun(self, chat: str, arrival: Arrival, word: str = "") -> Conversation:
        """The talk of this chat; a new one when there is none, be it asked for twice at the same moment."""
        async with self._opening:
            known = await self._parts.read(self._known, chat)
            if known is not None:
                return known
            language = await self._parts.write(self._language_of, arrival, word)
            return await self._parts.conversations.begin(
                channel=CHANNEL,
                language=language,
                address=str(arrival.chat_id),
                entry="link" if word else None,
            )

    def _language_of(self, arrival: Arrival, word: str) -> str:
        spoken = self._parts.clinic.languages
        wished = None
        if word:
            with self._parts.database.begin() as tx:
                wished = starts.take(tx, word, self._parts.now())
        return next((known for known in (wished, arrival.language) if known in spoken), spoken[0])

    def _ticks(self, prompt: Event) -> tuple[str, ...]:
        with self._parts.database.read() as tx:
            kept = deliveries.keyboard(tx, prompt.prompt_id or "")
        return kept.ticks if kept else ()

    def _toggle(self, arrival: Arrival, conversation: Conversation, prompt: Event, option: str) -> None:
        prompt_id = prompt.prompt_id or ""
        with self._parts.database.begin() as tx:
            kept = deliveries.keyboard(tx, prompt_id)
            ticks = keyboards.toggled(prompt.said, kept.ticks if kept else (), option)
            deliveries.tick(tx, conversation.id, prompt_id, ticks, arrival.message_id)
            inbox.done(tx, arrival.update_id)

    def _begin_erasing(self, arrival: Arrival) -> None:
        with self._parts.database.begin() as tx:
            inbox.begin(tx, arrival.update_id, ERASING)

    def _note_membership(self, chat: str, arrival: Arrival) -> None:
        now = self._parts.now()
        with self._parts.database.begin() as tx:
            if arrival.kind == "group":
                key = f"leave:{arrival.update_id}"
                deliveries.send_on(tx, chat, key=key, method="leave", chat_id=arrival.chat_id, now=now)
            elif arrival.kind == "gone":
                deliveries.gone(tx, chat, now)
            else:
                deliveries.back(tx, chat, now)
            inbox.done(tx, arrival.update_id)

    async def _finish(
        self,
        chat: str,
        arrival: Arrival,
        conversation: Conversation | None,
        *,
        says: tuple[str, ...] = (),
        asks_again: bool = False,
        removes_keyboard: bool = False,
        new_text: str | None = None,
        prompt: Event | None = None,
    ) -> None:
        """What is said without the dialogue, and the end of the update, in one transaction."""

        def finish() -> None:
            now = self._parts.now()
            with self._parts.database.begin() as tx:
                deliveries.back(tx, chat, now)
                if conversation is not None:
                    self._say(tx, conversation, says, asks_again=asks_again)
                if removes_keyboard:
                    self._send_edit(tx, chat, arrival, new_text)
                if prompt is not None:
                    deliveries.drop_keyboard(tx, prompt.prompt_id or "")
                inbox.done(tx, arrival.update_id)

        await self._parts.write(finish)

    def _say(
        self, tx: Transaction, conversation: Conversation, says: tuple[str, ...], *, asks_again: bool
    ) -> None:
        current = conversations.lock(tx, conversation.id)
        lines = [Said("bot", "notice", self._parts.say(name, current.language)) for name in says]
        open_prompt = messages.prompt(tx, current.id, current.open_prompt_id)
        # While an answer is still on its way to the dialogue, asking anew would make it too late.
        if asks_again and open_prompt is not None and messages.next_waiting(tx, current.id) is None:
            lines.append(open_prompt.said)
        messages.append(tx, current.id, lines, self._parts.now())

    def _send_edit(self, tx: Transaction, chat: str, arrival: Arrival, text: str | None) -> None:
        if arrival.message_id is None:
            return
        deliveries.send_on(
            tx,
            chat,
            key=f"edit:{arrival.update_id}",
            method="edit",
            chat_id=arrival.chat_id,
            message_id=arrival.message_id,
            text=text,
            now=self._parts.now(),
        )


def _words_of(arrival: Arrival, text: str) -> Incoming:
    return Incoming(arrival.client_id, "text", clean(text))
