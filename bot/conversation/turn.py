"""One message, from the inbox to its answer: safety first, then the engine, safe words when that is silent."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.booking import wished
from bot.clinic import Clinic
from bot.clinic_facts import facts
from bot.conversation import call_me, saying, understanding
from bot.conversation.call_me import CallMe
from bot.conversation.danger import EMERGENCY_ANSWERS, EMERGENCY_QUESTIONS, OURS, Danger
from bot.conversation.engine_client import Engines, EngineSilent
from bot.conversation.readers import Readers
from bot.conversation.worker import Handled
from bot.safety import SafetyReading
from bot.screening.pauses import STOPPED
from bot.storage import audit, conversations, messages, screenings
from bot.storage.conversations import Conversation, NoSuchConversation
from bot.storage.database import Database, Transaction
from bot.storage.messages import Event, Message, Said
from bot.threads import in_thread
from bot.words import Words

logger = logging.getLogger(__name__)

EARLIER_TEXTS = 2
"""Danger may be split over messages; so many earlier ones are read along."""

ASK_SAFETY_AFTER = timedelta(minutes=30)
"""A silence after which the person is asked about safety again."""

READINGS_KEPT = 500
"""A message is looked at more than once on its way; what was read is remembered, never the words."""

SAFE_WORDS_AFTER_TRIES = 1
"""Failed tries of the engine before the person is told and given the phone."""


@dataclass(frozen=True)
class Plan:
    """What the engine is to be told of a message."""

    conversation: Conversation
    message: Message
    text: str
    intent: str | None
    metadata: dict[str, Any]
    asks_safety_after: bool
    begun_at: datetime


class Turns:
    """Handles the waiting messages of conversations, one at a time in each."""

    def __init__(
        self,
        database: Database,
        engines: Engines,
        readers: Readers,
        clinic: Clinic,
        words: Words,
        now: Callable[[], datetime],
        tell: Callable[[str], None],
    ) -> None:
        self._database = database
        self._engines = engines
        self._safety = readers.safety
        self._meaning = readers.meaning
        self._clinic = clinic
        self._words = words
        self._now = now
        self._tell = tell
        self._readings: dict[tuple[int, str | None], SafetyReading] = {}

    async def handle_next(self, conversation_id: str) -> Handled | None:
        """Handle the oldest waiting message; None when none was left or it must be tried later."""
        try:
            plan = await in_thread(self._begin, conversation_id)
        except NoSuchConversation:
            return None
        if not isinstance(plan, Plan):
            if plan:
                self._tell(conversation_id)
            return plan
        try:
            replies = await self._engines.turn(
                conversation_id,
                plan.message.engine_id,
                text=plan.text,
                intent=plan.intent,
                metadata=plan.metadata,
            )
        except EngineSilent as silence:
            logger.warning("the engine did not answer (%s); the message waits", silence)
            await in_thread(self._postpone, plan)
            self._tell(conversation_id)
            return None
        handled = await in_thread(self._finish, plan, [saying.line(reply) for reply in replies])
        self._tell(conversation_id)
        return handled

    def is_danger(self, text: str, language: str) -> bool:
        """Whether a text alone brings up the card."""
        return bool(text) and self._safety.read(text, language=language).outcome == "card"

    def answer_danger(self, conversation_id: str) -> bool:
        """Answer a dangerous message at once, not after a turn the engine is busy with; False if there is none."""
        with self._database.read() as tx:
            # Read first: nobody else's writing waits for it, and hardly any message is danger.
            if self._dangerous(tx, conversations.get(tx, conversation_id)) is None:
                return False
        with self._database.begin() as tx:
            conversation = conversations.lock(tx, conversation_id)
            found = self._dangerous(tx, conversation)
            if found is None:
                return False
            message, reading = found
            danger = Danger(tx, conversation, clinic=self._clinic, words=self._words, now=self._now())
            messages.append(tx, conversation_id, danger.card(reading, message), self._now())
            messages.done(tx, message.id)
            return True

    def _dangerous(self, tx: Transaction, conversation: Conversation) -> tuple[Message, SafetyReading] | None:
        """The oldest waiting message that is danger."""
        prompt = messages.prompt(tx, conversation.id, conversation.open_prompt_id)
        for message in messages.waiting(tx, conversation.id):
            reading = self._read_safety(tx, conversation, message, prompt)
            if reading.outcome == "card":
                return message, reading
        return None

    # -- steps of a turn, each one transaction -------------------------------------------------------

    def _begin(self, conversation_id: str) -> Plan | Handled | None:
        """Safety first: danger, taps on our own prompts and deletion are answered here, without the engine."""
        with self._database.begin() as tx:
            conversation = conversations.lock(tx, conversation_id)
            prompt = messages.prompt(tx, conversation_id, conversation.open_prompt_id)
            message = self._next(tx, conversation, prompt)
            if message is None:
                return None
            lines = self._without_engine(tx, conversation, message, prompt)
            if lines is not None:
                messages.append(tx, conversation_id, lines, self._now())
                messages.done(tx, message.id)
                return Handled(None, None, may_be_more=True)
            return self._plan(tx, conversation, message, prompt)

    def _next(self, tx: Transaction, conversation: Conversation, prompt: Event | None) -> Message | None:
        """The oldest waiting message, unless a later one is danger: that one never waits behind a silent engine."""
        waiting = messages.waiting(tx, conversation.id)
        for message in waiting[1:]:
            if self._read_safety(tx, conversation, message, prompt).outcome == "card":
                return message
        if conversation.dialogue.danger_step is not None:
            # The first words of a talk wait until the danger is over.
            waiting = [message for message in waiting if message.kind != "start"]
        return waiting[0] if waiting else None

    def _without_engine(
        self, tx: Transaction, conversation: Conversation, message: Message, prompt: Event | None
    ) -> list[Said] | None:
        danger = Danger(tx, conversation, clinic=self._clinic, words=self._words, now=self._now())
        reading = self._read_safety(tx, conversation, message, prompt)
        if reading.outcome == "card":
            return danger.card(reading, message)
        if message.prompt_id is not None and message.prompt_id != conversation.open_prompt_id:
            return self._too_late(conversation, prompt)
        if reading.outcome == "check_in" and conversation.dialogue.danger_step is None:
            return danger.check_in(reading, message)
        if conversation.dialogue.danger_step is not None:
            return danger.take(message, shows_danger=reading.outcome != "none")
        if prompt is not None and prompt.said.question == call_me.QUESTION:
            calling = CallMe(tx, conversation, clinic=self._clinic, words=self._words, now=self._now())
            taken = calling.take(message)
            if taken is not None:
                return taken
        answer = self._emergency_answer(conversation, message, prompt)
        return danger.card_for_answer(*answer, message) if answer else None

    def _read_safety(
        self, tx: Transaction, conversation: Conversation, message: Message, prompt: Event | None
    ) -> SafetyReading:
        typed = message.text if message.kind == "text" else _typed_in(message.fields)
        if not typed:
            return SafetyReading("none")
        question = prompt.said.question if prompt else None
        known = self._readings.get((message.id, question))
        if known is not None:
            return known
        earlier = messages.latest_texts(tx, conversation.id, message.seq, EARLIER_TEXTS)
        reading = self._safety.read(typed, language=conversation.language, before=earlier, question=question)
        if question in OURS and reading.outcome != "card":
            # Of a reply to our own question about danger nothing is expected, and what was said before is known.
            reading = self._safety.read(typed, language=conversation.language)
        self._readings[message.id, question] = reading
        if len(self._readings) > READINGS_KEPT:
            self._readings.pop(next(iter(self._readings)))
        return reading

    def _emergency_answer(
        self, conversation: Conversation, message: Message, prompt: Event | None
    ) -> tuple[str, str] | None:
        """The question and value when a tap, or plain typed words, are danger themselves."""
        question = prompt.said.question if prompt else None
        if question == "safety_again":
            question = "safety"
        if question is None:
            return None
        if message.options:
            chosen = (question, message.options[0])
        elif message.kind == "text" and question in EMERGENCY_QUESTIONS:
            read = understanding.read(message.text, prompt, conversation.dialogue, conversation.language)
            reading = read.get("reading") or {}
            if not reading.get("is_certain"):
                return None
            chosen = (question, str(reading.get("value")))
        else:
            return None
        if question == "confirm_answer" and message.options == ("right",):
            pending = dict(conversation.dialogue.pending)
            name = next(iter(pending), "")
            chosen = (name, str(pending.get(name)))
        return chosen if chosen in EMERGENCY_ANSWERS else None

    def _too_late(self, conversation: Conversation, prompt: Event | None) -> list[Said]:
        """Two taps raced for one prompt: the first one counts, the second hears so and sees what is open."""
        line = saying.tell("utter_error_stale_prompt", self._words, conversation.language, kind="notice")
        return [line, prompt.said] if prompt else [line]

    def _plan(
        self, tx: Transaction, conversation: Conversation, message: Message, prompt: Event | None
    ) -> Plan:
        now = self._now()
        metadata: dict[str, Any] = {
            "channel": conversation.channel,
            "language": conversation.language,
            "question": prompt.said.question if prompt else None,
            "is_open": self._clinic.is_open(now),
            "now": now.isoformat(),
        }
        intent: str | None = None
        if message.kind == "start":
            intent = message.text
        elif message.kind in ("choice", "multi"):
            intent, metadata["options"] = "choose", list(message.options)
        elif message.kind == "form":
            intent = "fill_form"
        else:
            asked = self._asked(tx, conversation, prompt)
            metadata |= understanding.read(
                message.text,
                asked,
                conversation.dialogue,
                conversation.language,
                screenings.answers_of(tx, conversation),
                self._meaning,
            )
            metadata |= wished.reading_of(tx, conversation, asked, message.text, clinic=self._clinic, now=now)
        silent_for = now - conversation.last_seen_at
        return Plan(
            conversation=conversation,
            message=message,
            text=message.text,
            intent=intent,
            metadata=metadata,
            asks_safety_after=(message.kind != "start" or message.text == "resume")
            and silent_for >= ASK_SAFETY_AFTER
            and "safety" in screenings.answers_of(tx, conversation),
            begun_at=now,
        )

    def _asked(self, tx: Transaction, conversation: Conversation, prompt: Event | None) -> Event | None:
        """The prompt that typed words answer: while the person has stopped, or is asked for a number, the question
        that waits behind it."""
        if prompt is not None and prompt.said.question == call_me.QUESTION:
            return messages.prompt(tx, conversation.id, conversation.dialogue.before_call)
        if prompt is not None and prompt.said.question == STOPPED:
            return messages.last_prompt_besides(tx, conversation.id, (STOPPED, *OURS))
        return prompt

    def _finish(self, plan: Plan, lines: Sequence[Said]) -> Handled:
        """Number the replies and mark the message done, in one transaction."""
        with self._database.begin() as tx:
            conversation = conversations.lock(tx, plan.conversation.id)
            if not messages.done(tx, plan.message.id):
                return Handled(None, None, may_be_more=True)
            calling = CallMe(tx, conversation, clinic=self._clinic, words=self._words, now=self._now())
            said = messages.append(tx, plan.conversation.id, calling.asked_in(lines), self._now())
            is_answered = plan.message.prompt_id is not None and not any(event.is_prompt for event in said)
            if is_answered and conversation.dialogue.danger_step is None:
                # Answered, and nothing new is asked: what was offered cannot be chosen again.
                messages.close_prompt(tx, plan.conversation.id)
            if conversation.dialogue.danger_step is not None:
                said += self._keep_danger_open(tx, conversation, said)
            elif plan.asks_safety_after:
                conversation = conversations.get(tx, plan.conversation.id)
                danger = Danger(tx, conversation, clinic=self._clinic, words=self._words, now=self._now())
                said += messages.append(tx, plan.conversation.id, danger.ask_on_return(), self._now())
            conversations.seen(tx, plan.conversation.id, plan.begun_at)
            may_be_more = messages.next_waiting(tx, plan.conversation.id) is not None
        # All of it was numbered under one lock, so nothing stands between its lines.
        follows = bool(said) and said[0].seq == plan.message.seq + 1
        return Handled(plan.message.id, tuple(said) if follows else None, may_be_more)

    def _keep_danger_open(
        self, tx: Transaction, conversation: Conversation, said: Sequence[Event]
    ) -> list[Event]:
        """Danger was answered while the engine was busy: its prompt stays open, the engine's comes back later."""
        asked = [event.prompt_id for event in said if event.is_prompt]
        if asked:
            conversations.note(tx, conversation, replace(conversation.dialogue, paused_prompt=asked[-1]))
            still_open = messages.prompt(tx, conversation.id, conversation.open_prompt_id)
            if still_open is not None:
                return messages.append(tx, conversation.id, [still_open.said], self._now())
        return []

    def _postpone(self, plan: Plan) -> None:
        """Say once that the answer takes longer, with people to reach; the message waits and is tried again."""
        with self._database.begin() as tx:
            messages.try_later(tx, plan.message, self._now())
            conversations.seen(tx, plan.conversation.id, plan.begun_at)
            if plan.message.tries == SAFE_WORDS_AFTER_TRIES:
                language = plan.conversation.language
                known = facts(self._clinic, self._words, language, self._now())
                line = saying.tell("utter_safe_words", self._words, language, kind="notice", **known)
                messages.append(tx, plan.conversation.id, [line], self._now())

    # -- deletion ------------------------------------------------------------------------------------

    async def delete(self, conversation_id: str, *, actor: str, reason: str) -> None:
        """Delete a conversation everywhere: engine first, then our tables; the audit row stays, without content.

        Raises EngineSilent when an engine could not be reached; then nothing of ours is deleted yet.
        """
        await self._engines.forget(conversation_id)
        await in_thread(self._delete_rows, conversation_id, actor, reason)
        self._tell(conversation_id)

    def _delete_rows(self, conversation_id: str, actor: str, reason: str) -> None:
        with self._database.begin() as tx:
            if conversations.delete(tx, conversation_id):
                audit.record(
                    tx,
                    actor=actor,
                    action="conversation.deleted",
                    subject=f"conversation:{conversation_id}",
                    reason=reason,
                    now=self._now(),
                )


def _typed_in(fields: Any) -> str:
    return "\n".join(value for value in fields.values() if isinstance(value, str) and value.strip())
