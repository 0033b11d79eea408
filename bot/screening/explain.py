"""Why a level is suggested, in the person's language and with the person's own answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.placement import QUESTIONS, Given, Placement
from bot.words import Words

SIGNS_QUOTED_AT_MOST = 2
"""More quotes of the checklist would read like a list of charges."""

CHOICES_IN_NEED_OF_A_TOPIC = frozenset({"yes", "no", "none", "none_year", "unsure", "skip"})
"""Choices whose label ("Yes", "I don't know") says too little without what was asked."""

QUESTIONS_IN_NEED_OF_A_TOPIC = frozenset({"treatment", "home", "support"})
"""Questions whose labels lean on the question ("I finished one", "It is okay")."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired, in words for the person."""

    rule: str
    text: str


def explain(placement: Placement, language: str, words: Words) -> tuple[Reason, ...]:
    """The reasons for a placement, in the order of the table; empty while the walk is unfinished.

    For a family member every firm sentence becomes a "may point to".
    """
    phrases = Phrases(words, language)
    may = "may_point" if "third_party" in placement.flags else "points"
    points = words.say(f"utter_reason_{may}", language)
    return tuple(
        Reason(
            fired.id,
            words.say(
                response_for(fired.id, placement),
                language,
                answer=phrases.quote_all(fired.because),
                points=points,
            ),
        )
        for fired in placement.fired
    )


def response_for(rule: str, placement: Placement) -> str:
    """The response that gives the reason; two rules have a second text for what stands beside them."""
    if rule == "B1" and "R7" in placement.set_aside:
        return "utter_reason_B1_many_signs"
    if rule == "P1" and "P2" in placement.rules:
        return "utter_reason_P1_few_signs"
    return f"utter_reason_{rule}"


class Phrases:
    """Turns answers into quotes in one language."""

    def __init__(self, words: Words, language: str) -> None:
        self._words = words
        self._language = language

    def quote_all(self, because: Sequence[Given]) -> str:
        """All answers in one phrase, in the order given."""
        return self._joined([phrase for given in because for phrase in self._phrases(given)])

    def _phrases(self, given: Given) -> list[str]:
        if given.count is not None:
            return [self._signs(given, given.count)]
        return [self._quote(given.question, choice) for choice in given.choices]

    def _quote(self, question: str, choice: str) -> str:
        label = self._label(question, choice)
        if choice not in CHOICES_IN_NEED_OF_A_TOPIC and question not in QUESTIONS_IN_NEED_OF_A_TOPIC:
            return self._say("quote", label=label)
        topic = self._words.label("utter_reason_topics", question, self._language)
        return self._say("quote_about", label=label, topic=topic)

    def _signs(self, given: Given, count: int) -> str:
        asked = len(QUESTIONS[given.question].signs)
        amount = {0: "none", 1: "one"}.get(count, "some")
        signs = self._say(f"signs_{amount}", count=count, asked=asked)
        quoted = given.choices[:SIGNS_QUOTED_AT_MOST]
        if not quoted:
            return signs
        quotes = self._joined(
            [self._say("quote", label=self._label(given.question, sign)) for sign in quoted]
        )
        return self._say(
            "signs_all_quoted" if len(quoted) == count else "signs_some_quoted", signs=signs, quotes=quotes
        )

    def _joined(self, phrases: list[str]) -> str:
        if len(phrases) < 2:
            return "".join(phrases)
        *others, second_last, last = phrases
        joined = self._say("list_and", first=second_last, last=last)
        for phrase in reversed(others):
            joined = self._say("list_comma", first=phrase, rest=joined)
        return joined

    def _label(self, question: str, choice: str) -> str:
        return self._words.label(f"utter_ask_{question}", choice, self._language)

    def _say(self, part: str, **values: object) -> str:
        return self._words.say(f"utter_reason_{part}", self._language, **values)
