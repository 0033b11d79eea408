"""Reads a long message typed once, and fills several questions from it."""

from __future__ import annotations

from bot.screening.questions import ORDER
from bot.screening.reading import families
from bot.screening.reading.answer import hearing_of, speller_of
from bot.screening.reading.normalise import hear
from bot.screening.reading.result import Reading

NOT_FROM_A_STORY = frozenset({"safety", "safety_plan"})


def read_story(text: str, language: str = "en") -> dict[str, Reading]:
    """What a long message tells, per question; nothing of it is certain, the person sees and confirms it in one step.

    Danger is not looked for here, and the two safety questions are always asked.
    """
    found: dict[str, Reading] = {}
    for question in ORDER:
        if question in NOT_FROM_A_STORY:
            continue
        hearing = hearing_of(question, hear(text, language, speller_of(question)))
        draft = families.FAMILIES[question](hearing)
        if draft.value is not None:
            found[question] = Reading(draft.value, False, "likely")
    return found
