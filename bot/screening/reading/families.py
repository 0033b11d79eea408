"""Which module reads which question."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.screening.reading import (
    attend,
    health,
    home,
    motivation,
    relapse,
    safety,
    substances,
    support,
    symptoms,
    treatment,
    who,
    withdrawal,
)
from bot.screening.reading.ages import ages_in
from bot.screening.reading.hearing import Draft, Hearing
from bot.screening.reading.normalise import Heard

FAMILIES: Mapping[str, Callable[[Hearing], Draft]] = {
    "who": who.read,
    "safety": safety.read,
    "safety_plan": safety.read_plan,
    "substances": substances.read,
    "withdrawal": withdrawal.read,
    "health": health.read,
    "treatment": treatment.read,
    "relapse": relapse.read,
    "home": home.read,
    "support": support.read,
    "symptoms": symptoms.read,
    "motivation": motivation.read,
    "attend": attend.read,
}

_LARGEST_PLACE_FOR_WHO = 6


def takes_numbers_itself(question: str, heard: Heard) -> bool:
    """Whether a number in this text is something else than a place in the list: an age, a count, a scale."""
    if question == "who":
        return any(age.is_marked or age.years > _LARGEST_PLACE_FOR_WHO for age in ages_in(heard))
    if question == "symptoms":
        return symptoms.is_a_count(heard)
    if question == "motivation":
        return motivation.is_on_a_scale(heard)
    return False


def doubts_numbers(question: str) -> bool:
    """Whether a bare number could also be a scale or a count here, so that a place in the list is confirmed."""
    return question in ("motivation", "symptoms")


def means_unknown(question: str) -> bool:
    """Whether the choice `unsure` of this question is "I don't know"; for readiness it is having doubts."""
    return question != "motivation"
