"""A person leaves a number to be called, without booking: the form, what was filled in, and the row it becomes.

Taken by the service itself, so that it also works in danger and while the engine is away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import phonenumbers

from bot.booking import contact
from bot.clinic import Clinic
from bot.clinic_facts import facts
from bot.conversation import saying
from bot.storage import conversations, follow_ups, messages, screenings
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction
from bot.storage.messages import Event, Message, Said
from bot.words import Words

QUESTION = "call_me"
ASK = "utter_ask_call_me"
NOT_NOW = "not_now"
MINORS = frozenset({"me_under18", "other_under18"})
CHANNELS = frozenset({"web"})
"""Where a number may be typed: never in a messenger."""

_INPUTS = (
    ("first_name", "text", False, "given-name"),
    ("phone", "tel", True, "tel"),
    ("may_voicemail", "checkbox", False, None),
)
NOBODYS_OWN = frozenset({phonenumbers.PhoneNumberType.TOLL_FREE, phonenumbers.PhoneNumberType.PREMIUM_RATE})
"""Kinds of numbers of help lines and services."""

_NAMELESS = "A"
"""Stands in while the other fields are checked: a first name is asked for, and not needed."""


def may_leave_number(tx: Transaction, conversation: Conversation) -> bool:
    """Minors give no name and no number, and nobody does in a messenger."""
    is_minor = screenings.answers_of(tx, conversation).get("who") in MINORS
    return conversation.channel in CHANNELS and not is_minor


def form_fields(
    words: Words,
    language: str,
    *,
    errors: Mapping[str, str] | None = None,
    given: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """The form as a prompt's `fields`: labels, what was given, and what was wrong beside each field."""
    labels = words.custom(ASK, language)
    found = []
    for name, kind, is_required, autocomplete in _INPUTS:
        entry: dict[str, Any] = {"id": name, "label": labels[name], "type": kind, "required": is_required}
        if autocomplete is not None:
            entry["autocomplete"] = autocomplete
        if (given or {}).get(name):
            entry["value"] = (given or {})[name]
        if name in (errors or {}):
            entry["error"] = words.say(
                (errors or {})[name], language, most=contact.LONGEST_FIRST_NAME, suggestion=""
            )
        found.append(entry)
    return found


def way_out(words: Words, language: str) -> dict[str, str]:
    """The button that leaves the form."""
    return {"id": NOT_NOW, "label": str(words.custom(ASK, language)["not_now"])}


def number_in(text: str) -> str | None:
    """The first phone number in typed words that may be a person's own, as it was typed; never a free line's."""
    for found in phonenumbers.PhoneNumberMatcher(text, contact.DEFAULT_REGION):
        if phonenumbers.number_type(found.number) not in NOBODYS_OWN:
            return found.raw_string
    return None


def check(fields: Mapping[str, Any], language: str) -> contact.Checked:
    """Read the form: a phone is needed, a first name is not."""
    given = {name: fields.get(name) for name, *_ in _INPUTS}
    has_name = bool(str(given["first_name"] or "").strip())
    checked = contact.check(given if has_name else {**given, "first_name": _NAMELESS}, language)
    if not str(given["phone"] or "").strip():
        return contact.Checked(None, {**checked.errors, "phone": "utter_error_call_me_phone"})
    if checked.contact is not None and not has_name:
        return contact.Checked(replace(checked.contact, first_name=""))
    return checked


class CallMe:
    """The wish to be called in one conversation inside one transaction."""

    def __init__(
        self, tx: Transaction, conversation: Conversation, *, clinic: Clinic, words: Words, now: datetime
    ) -> None:
        self._tx = tx
        self._conversation = conversation
        self._clinic = clinic
        self._words = words
        self._now = now

    def ask(self, *, errors: Mapping[str, str] | None = None, given: Mapping[str, Any] | None = None) -> Said:
        """The form, with what was wrong beside each field."""
        language = self._conversation.language
        return saying.prompt(
            QUESTION,
            self._words.say(ASK, language, **self._facts()),
            [way_out(self._words, language)],
            fields=form_fields(self._words, language, errors=errors, given=given),
        )

    def take(self, message: Message) -> list[Said] | None:
        """A filled form, the way out, or typed words with a number; None for other words, which go their usual way."""
        fields = filled(message)
        if fields is None and message.kind == "text":
            return None
        if fields is None:
            return self._and_on("utter_call_me_not_now")
        errors = self.store(fields, message)
        if errors:
            return [self.ask(errors=errors, given=fields)]
        return self._and_on("utter_call_me_back_done")

    def store(self, fields: Mapping[str, Any], message: Message) -> Mapping[str, str]:
        """Put the call on the list of staff, for now or the next opening; returns what is wrong with the form."""
        checked = check(fields, self._conversation.language)
        if checked.errors:
            return checked.errors
        follow_ups.add(
            self._tx,
            self._conversation.id,
            kind=QUESTION,
            cause=f"call_me:{message.id}",
            due_at=self._clinic.next_person_answers(self._now) or self._now,
            now=self._now,
            contact=checked.as_stored(),
        )
        return {}

    def asked_in(self, lines: Sequence[Said]) -> list[Said]:
        """A turn's lines with the form last: the question the dialogue asks again behind it waits until it is over."""
        at = next((index for index, said in enumerate(lines) if said.question == QUESTION), None)
        if at is None:
            return list(lines)
        open_id = self._conversation.open_prompt_id
        open_prompt = messages.prompt(self._tx, self._conversation.id, open_id)
        if open_prompt is None or open_prompt.said.question != QUESTION:
            self._note(before_call=open_id if at + 1 < len(lines) else None)
        return [said for said in lines[: at + 1] if said.kind != "prompt" or said.question == QUESTION]

    def before(self) -> Event | None:
        """The question that was open before the form."""
        return messages.prompt(self._tx, self._conversation.id, self._conversation.dialogue.before_call)

    def _and_on(self, name: str) -> list[Said]:
        """Say it, and go on with the question that waited."""
        before = self.before()
        self._note(before_call=None)
        line = saying.tell(name, self._words, self._conversation.language, **self._facts())
        if before is None:
            messages.close_prompt(self._tx, self._conversation.id)
            return [line]
        return [line, before.said]

    def _facts(self) -> dict[str, str]:
        return facts(self._clinic, self._words, self._conversation.language, self._now)

    def _note(self, *, before_call: str | None) -> None:
        self._conversation = conversations.note(
            self._tx, self._conversation, replace(self._conversation.dialogue, before_call=before_call)
        )


def filled(message: Message) -> Mapping[str, Any] | None:
    """What a message says to the form: its fields, or the number in typed words; None for anything else."""
    if message.kind == "form":
        return message.fields
    number = number_in(message.text) if message.kind == "text" else None
    return {"phone": number} if number else None
