"""What typed words say in the light of the open step: handed to the engine beside the text itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bot.conversation.choosing import option_meant
from bot.screening import steps
from bot.screening.questions import BY_ID
from bot.screening.reading import read_answer, read_story
from bot.screening.reading.elsewhere import told_elsewhere
from bot.screening.reading.meaning import MeaningModel
from bot.storage.conversations import Dialogue
from bot.storage.messages import Event

STORY_WORDS = 12
"""Shorter lines are answers to the open question alone."""

STORY_ANSWERS = 2
"""New answers beside the open question's from which on a message is taken as a story."""

YES_NO: Mapping[str, tuple[str, str]] = {
    steps.CONSENT: ("agree", "decline"),
    steps.CONFIRM_ANSWER: ("right", "not_right"),
    steps.CONFIRM_STORY: ("right", "not_right"),
    steps.REVIEW: ("right", "change"),
    "booking_confirm": ("confirm", "cancel"),
    "booking_call_off": ("yes", "no"),
    "delete": ("yes", "no"),
}
"""Steps around the questions: what a plain yes and a plain no choose there."""

CHOICES = frozenset({steps.CHANGE, "booking_manage"})
"""Steps whose options may be typed, and where a yes or a no says nothing."""


def read(
    text: str,
    open_prompt: Event | None,
    dialogue: Dialogue,
    language: str,
    answered: Collection[str] = (),
    meaning: MeaningModel | None = None,
) -> dict[str, Any]:
    """The `reading`, `options` and `story` that go to the engine as metadata with a typed text."""
    question = open_prompt.said.question if open_prompt else None
    found: dict[str, Any] = {"question": question, "reading": {"strength": "none"}}
    if open_prompt is None or question is None:
        return found
    if question in YES_NO or question in CHOICES:
        yes, no = YES_NO.get(question, (None, None))
        meant = option_meant(text, open_prompt.said.options, language, yes=yes, no=no)
        if meant is not None:
            return found | {"options": [meant], "reading": {"strength": "plain"}}
    asked = next(iter(dialogue.pending), None) if question == steps.CONFIRM_ANSWER else question
    if asked is not None and steps.question_of(asked) in BY_ID:
        return found | read_for(steps.question_of(asked), text, language, answered, meaning)
    return found


def read_for(
    question: str,
    text: str,
    language: str,
    answered: Collection[str] = (),
    meaning: MeaningModel | None = None,
) -> dict[str, Any]:
    """A typed text as an answer to one question, or as a story: what answers several, or another than the open one."""
    reading = read_answer(question, text, language, meaning=meaning)
    if len(text.split()) >= STORY_WORDS:
        story = {
            name: found.value
            for name, found in read_story(text, language, meaning).items()
            if name == question or name not in answered
        }
        if len(set(story) - {question}) >= STORY_ANSWERS:
            if reading.value is not None:
                story.setdefault(question, reading.value)
            return {"story": story, "reading": {"strength": "likely"}}
    if meaning and not reading.is_certain:
        told = told_elsewhere(question, text, language, answered, meaning)
        if told:
            return {"story": told, "reading": {"strength": "likely"}}
    return {
        "reading": {"strength": reading.strength, "value": reading.value, "is_certain": reading.is_certain},
    }
