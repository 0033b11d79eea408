"""Answers in the words of their choices, for reviews, confirmations and the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.clinic_facts import joined
from bot.screening.questions import BY_ID
from bot.words import Words

FILLED_FROM = ("alcohol", "opioids", "sedatives", "other")
"""Substances the withdrawal question names."""


def in_words(question: str, value: Any, words: Words, language: str) -> str:
    """One answer as its labels: "Alcohol, Weed"; a count of signs as a count."""
    if isinstance(value, int):
        return words.say("utter_symptom_count", language, count=value)
    labels = BY_ID[question].labels(words, language)
    chosen = [value] if isinstance(value, str) else value
    return "; ".join(labels[choice] for choice in chosen)


def short_name(question: str, words: Words, language: str) -> str:
    """What a question is called in a list of answers."""
    return words.label("utter_short_names", question, language)


def as_lines(answers: Mapping[str, Any], words: Words, language: str) -> str:
    """All answers, one a line."""
    return "\n".join(
        words.say(
            "utter_understood_line",
            language,
            topic=short_name(question, words, language),
            answer=in_words(question, value, words, language),
        )
        for question, value in answers.items()
    )


def picked(answers: Mapping[str, Any], words: Words, language: str) -> str:
    """The substances the withdrawal question is about, or "what you use"."""
    labels = BY_ID["substances"].labels(words, language)
    chosen = answers.get("substances") or ()
    named = [_lower_first(labels[choice]) for choice in FILLED_FROM if choice in chosen]
    return joined(named, words, language) if named else words.say("utter_what_you_use", language)


def _lower_first(label: str) -> str:
    return (
        label
        if label[:1] + label[1:2] == label[:2].upper() or label.startswith("Xanax")
        else label[0].lower() + label[1:]
    )
