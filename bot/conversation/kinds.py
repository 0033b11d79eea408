"""What kind of line each intent is, for the command line and for evaluation."""

from __future__ import annotations

from typing import Literal

Kind = Literal["answer", "faq", "digression", "booking", "out_of_scope", "unclear"]

DIGRESSIONS = frozenset(
    {
        "why_ask",
        "go_back",
        "change_answer",
        "skip",
        "stop",
        "start_over",
        "repeat_question",
        "dont_understand",
        "frustration",
        "thanks",
        "greeting",
        "save_for_later",
        "how_many_left",
        "language_spanish",
        "language_english",
    }
)
BOOKING = frozenset(
    {"book_now", "booking_move", "booking_cancel", "booking_more_times", "booking_wish", "call_me_back"}
)
ANSWER = "answer"
UNCLEAR = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"


def kind_of(intent: str) -> Kind:
    """The kind of an intent; whatever is none of the others is a question about the programme."""
    if intent == ANSWER:
        return "answer"
    if intent in DIGRESSIONS:
        return "digression"
    if intent in BOOKING:
        return "booking"
    if intent == OUT_OF_SCOPE:
        return "out_of_scope"
    return "unclear" if intent == UNCLEAR else "faq"
