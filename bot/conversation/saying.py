"""From what the dialogue says to the lines of a conversation: which kind of line, which question, which options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.engine_client import Reply
from bot.screening.questions import BY_ID
from bot.storage.messages import Said
from bot.words import Words

ASKS = "utter_ask_"
RESULT = "utter_result"
NOTICES = frozenset({"utter_consent_declined", "utter_stop", "utter_opening_after_hours"})
ASKS_BY_ANOTHER_NAME: Mapping[str, str] = {
    "utter_delete_my_data": "delete",
    **dict.fromkeys(
        (
            "utter_booking_more_times",
            "utter_booking_matches",
            "utter_booking_no_match",
            "utter_booking_which_time",
            "utter_booking_which_day",
            "utter_which_next",
            "utter_ask_booking_day_part",
        ),
        "booking_time",
    ),
    "utter_booking_already": "booking_manage",
    "utter_booking_cancel": "booking_call_off",
    "utter_booking_confirm_move": "booking_confirm",
}
"""Responses that ask a question in words of their own."""


def line(reply: Reply) -> Said:
    """One line of a conversation from one reply of the engine; the response's name tells its kind."""
    question = ASKS_BY_ANOTHER_NAME.get(reply.response)
    if question is None and reply.response.startswith(ASKS):
        question = reply.response.removeprefix(ASKS)
    if question is not None:
        return prompt(question, reply.text, _options(reply.buttons), fields=reply.custom.get("fields") or ())
    kind = "text"
    if reply.response == RESULT:
        kind = "result"
    elif reply.response in NOTICES:
        kind = "notice"
    return Said(
        "bot", kind, reply.text, level=reply.custom.get("level"), links=tuple(reply.custom.get("links") or ())
    )


def prompt(
    question: str,
    text: str,
    options: Sequence[Mapping[str, str]],
    *,
    fields: Sequence[Mapping[str, Any]] = (),
) -> Said:
    """A question with what may be chosen; tick lists say so."""
    table = BY_ID.get("safety" if question == "safety_again" else question)
    select = None if fields else (table.select if table else "one")
    return Said(
        "bot", "prompt", text, question=question, select=select, options=tuple(options), fields=tuple(fields)
    )


def ask(name: str, question: str, words: Words, language: str, **values: str) -> Said:
    """A prompt said without the engine."""
    options = [{"id": option.id, "label": option.label} for option in words.options(name, language)]
    return prompt(question, words.say(name, language, **values), options)


def tell(name: str, words: Words, language: str, *, kind: str = "text", **values: str) -> Said:
    """A line said without the engine."""
    links = tuple(words.custom(name, language).get("links") or ())
    return Said("bot", kind, words.say(name, language, **values), links=links)


def _options(buttons: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    return [{"id": str(button["payload"]), "label": str(button["title"])} for button in buttons]
