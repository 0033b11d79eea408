"""The questions the rules read: their ids, their choices and how an answer to each is shaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["one", "many", "checklist_count"]

STANDS_ALONE = frozenset({"none", "none_year", "unsure", "skip"})
"""Choices that no other choice may be ticked with, in a question where several may be."""

NOT_KNOWN = ("skip", "unsure")
"""Choices that leave a question open; they are never read as good news."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as data: `one` takes a choice, `many` a list, `checklist_count` a list or its count."""

    id: str
    kind: Kind
    choices: tuple[str, ...]

    @property
    def signs(self) -> tuple[str, ...]:
        """The choices that can be ticked together, in the order they are asked."""
        return tuple(choice for choice in self.choices if choice not in STANDS_ALONE)


_ALL = (
    Question("who", "one", ("me_18_64", "me_65", "me_under18", "other_adult", "other_under18", "skip")),
    Question("safety", "one", ("medical_emergency", "danger_now", "thoughts", "being_hurt", "none", "skip")),
    Question("safety_plan", "one", ("yes", "no", "skip")),
    Question(
        "substances",
        "many",
        ("alcohol", "opioids", "sedatives", "stimulants", "cannabis", "other", "none_year", "skip"),
    ),
    Question(
        "withdrawal", "many", ("daily", "sick", "seizure", "dts", "stopped2w", "none", "unsure", "skip")
    ),
    Question(
        "health", "many", ("pregnant", "med_urgent", "med_stable", "mh_hard", "mh_stable", "none", "skip")
    ),
    Question("treatment", "one", ("none", "completed_ok", "completed_used", "left_early", "in_now", "skip")),
    Question("relapse", "one", ("yes", "no", "unsure", "skip")),
    Question("home", "one", ("supportive", "neutral", "destructive", "none", "skip")),
    Question("support", "one", ("good", "small", "none", "skip")),
    Question(
        "symptoms",
        "checklist_count",
        ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "none", "skip"),
    ),
    Question("motivation", "one", ("ready", "unsure", "not_ready", "skip")),
    Question("attend", "one", ("yes", "with_help", "no_life", "no_health", "skip")),
)

QUESTIONS: Mapping[str, Question] = {question.id: question for question in _ALL}
