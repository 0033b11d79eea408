"""What a short line tells of another question than the open one, so that no told word is lost.

"He drinks beer and does some coke" may be typed while something else is asked. It is no answer there, and a guess
that takes it for one would be clumsy; it is offered as what it says, like a story, and the open question comes again.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bot.screening.questions import ORDER
from bot.screening.reading.answer import read_answer
from bot.screening.reading.result import Value
from bot.screening.reading.story import NOT_FROM_A_STORY

if TYPE_CHECKING:
    from bot.screening.reading.meaning import MeaningModel

ABOUT_OTHER_FROM, ABOUT_OPEN_TO = 0.9, 0.03
"""How surely the line must speak of another question, and at most of the open one. Of 1,312 tuning lines typed at a
wrong question 443 pass, 380 of these with all they say; of 1,257 at their own question two."""

SAYS_NOTHING = ("skip", "unsure", ["none"], None)
FEWEST_WORDS = 2


def told_elsewhere(
    question: str, text: str, language: str, answered: Collection[str], meaning: MeaningModel
) -> dict[str, Value]:
    """The one answer that a line gives to a later question not answered yet; empty when it is about the open one."""
    if len(text.split()) < FEWEST_WORDS:
        return {}
    about = meaning.about(text)
    other = max(about, key=lambda name: about[name])
    is_later = ORDER.index(other) > ORDER.index(question)
    if not is_later or other in NOT_FROM_A_STORY or other in answered:
        return {}
    if about[other] < ABOUT_OTHER_FROM or about[question] > ABOUT_OPEN_TO:
        return {}
    reading = read_answer(other, text, language, meaning=meaning)
    is_told = reading.value not in SAYS_NOTHING and not isinstance(reading.value, int)
    if not is_told or reading.strength not in ("plain", "likely"):
        return {}
    return {other: reading.value}
