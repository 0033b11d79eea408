"""What comes next in a screening: a question of the walk, or one of the steps around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import placement
from bot.placement import Level, PlacementSettings
from bot.screening.questions import ORDER
from bot.storage.conversations import Dialogue

CONSENT = "consent"
SAFETY_AGAIN = "safety_again"
CONFIRM_ANSWER = "confirm_answer"
CONFIRM_STORY = "confirm_story"
CHANGE = "change"
REVIEW = "review"

AROUND = frozenset({CONSENT, CONFIRM_ANSWER, CONFIRM_STORY, CHANGE, REVIEW})
"""Steps that are not questions of the table; `safety_again` is one, asked a second time."""


def next_step(
    answers: Mapping[str, Any], dialogue: Dialogue, *, has_consented: bool, settings: PlacementSettings
) -> str | None:
    """The id of the step to ask now, or None when there is nothing left to ask."""
    if dialogue.pause:
        return dialogue.pause
    if dialogue.is_declined:
        return None
    is_known_who = "who" in answers or "who" in dialogue.pending
    if is_known_who and not has_consented:
        return CONSENT
    if dialogue.is_choosing_change:
        return CHANGE
    if dialogue.pending:
        return CONFIRM_STORY if dialogue.pending_is_story else CONFIRM_ANSWER
    if dialogue.reopened:
        return dialogue.reopened
    question = placement.next_question(answers)
    if question == "safety" and dialogue.softer_safety:
        return SAFETY_AGAIN
    if question is not None:
        return question
    is_emergency = placement.place(answers, settings).level is Level.EMERGENCY
    return None if is_emergency or dialogue.is_reviewed else REVIEW


def question_of(step: str) -> str:
    """The question of the table a step asks: `safety_again` asks `safety`."""
    return "safety" if step == SAFETY_AGAIN else step


def answered_on_walk(answers: Mapping[str, Any]) -> list[str]:
    """Questions whose answers count, in the order in which they were asked."""
    walked: dict[str, Any] = {}
    while (question := placement.next_question(walked)) is not None and question in answers:
        walked[question] = answers[question]
    return list(walked)


def most_left(answers: Mapping[str, Any]) -> int:
    """How many questions may still come at most: the table's rest behind the last one answered."""
    question = placement.next_question(answers)
    return 0 if question is None else len(ORDER) - ORDER.index(question)
