"""The table of screening questions: ids, how an answer is picked, and which choices stand alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.words import Words

Select = Literal["one", "many"]
SYMPTOMS_ASKED = 11


@dataclass(frozen=True)
class Question:
    """One question of the screening; its words are `utter_ask_<id>`, `utter_why_<id>` and `utter_invalid_<id>`."""

    id: str
    select: Select
    choices: tuple[str, ...]

    @property
    def exclusive(self) -> frozenset[str]:
        """Choices that cannot be ticked together with another one."""
        return STANDS_ALONE.intersection(self.choices) if self.select == "many" else frozenset(self.choices)

    @property
    def ask(self) -> str:
        return f"utter_ask_{self.id}"

    @property
    def why(self) -> str:
        return f"utter_why_{self.id}"

    @property
    def invalid(self) -> str:
        return f"utter_invalid_{self.id}"

    def labels(self, words: Words, language: str) -> Mapping[str, str]:
        """Choice id -> label, in the order in which the choices are offered."""
        return {option.id: option.label for option in words.options(self.ask, language)}


STANDS_ALONE = frozenset({"none", "none_year", "unsure", "skip"})

QUESTIONS: tuple[Question, ...] = (
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
        "symptoms", "many", (*(f"c{number}" for number in range(1, SYMPTOMS_ASKED + 1)), "none", "skip")
    ),
    Question("motivation", "one", ("ready", "unsure", "not_ready", "skip")),
    Question("attend", "one", ("yes", "with_help", "no_life", "no_health", "skip")),
)

BY_ID: Mapping[str, Question] = {question.id: question for question in QUESTIONS}
ORDER: tuple[str, ...] = tuple(BY_ID)
