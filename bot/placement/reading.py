"""Reading answers as data: a plain value becomes a Given, or a gentle error says precisely what to mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from bot.placement.questions import QUESTIONS, STANDS_ALONE, Question

Problem = Literal[
    "unknown_question",
    "unknown_choice",
    "exclusive_choices_mixed",
    "wrong_type",
    "nothing_picked",
    "bad_count",
]


@dataclass(frozen=True, slots=True)
class Given:
    """What a person answered to one question, choices in the order they are asked.

    `count` stands only on the checklist: how many signs fit. It may be known without the signs themselves.
    """

    question: str
    choices: tuple[str, ...]
    count: int | None = None
    picked: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "picked", frozenset(self.choices))


class AnswerError(ValueError):
    """An answer that cannot be read. The message names ids of the table only and never repeats the input."""

    def __init__(self, code: Problem, message: str, question: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.question = question


def read_answers(answers: Mapping[str, object]) -> dict[str, Given]:
    """All answers, checked. A value of None is a question not answered yet. Raises AnswerError."""
    return {
        question: read_answer(question, value) for question, value in answers.items() if value is not None
    }


def read_answer(question_id: str, value: object) -> Given:
    """One answer, checked against the choices of its question. Raises AnswerError."""
    question = QUESTIONS.get(question_id)
    if question is None:
        raise AnswerError(
            "unknown_question",
            f"One of the questions is not in the screening, which has {_listed(tuple(QUESTIONS))}.",
        )
    if question.kind == "checklist_count" and isinstance(value, int) and not isinstance(value, bool):
        return _read_count(question, value)
    if isinstance(value, str):
        return _read_picks(question, frozenset((value,)), is_bare=True)
    if question.kind != "one" and isinstance(value, list | tuple | set | frozenset):
        return _read_list(question, value)
    raise _wrong_type(question)


def _read_list(
    question: Question, value: list[object] | tuple[object, ...] | set[object] | frozenset[object]
) -> Given:
    picks = tuple(pick for pick in value if isinstance(pick, str))
    if len(picks) != len(value):
        raise _wrong_type(question)
    return _read_picks(question, frozenset(picks), is_bare=False)


@lru_cache(maxsize=4096)
def _read_picks(question: Question, picks: frozenset[str], *, is_bare: bool) -> Given:
    ticked = tuple(choice for choice in question.choices if choice in picks)
    if len(ticked) != len(picks):
        raise AnswerError(
            "unknown_choice",
            f"An answer to {question.id} is not one of its choices, which are {_listed(question.choices)}.",
            question.id,
        )
    if not ticked:
        raise AnswerError(
            "nothing_picked",
            f"Nothing is picked for {question.id}. Pick at least one; none and skip are answers too.",
            question.id,
        )
    if len(ticked) > 1 and (alone := [choice for choice in ticked if choice in STANDS_ALONE]):
        raise AnswerError(
            "exclusive_choices_mixed",
            f"In {question.id}, {alone[0]} stands alone. Keep it by itself, or leave it out.",
            question.id,
        )
    if is_bare and question.kind == "many" and ticked[0] not in STANDS_ALONE:
        raise _wrong_type(question)
    if question.kind != "checklist_count":
        return Given(question.id, ticked)
    if ticked == ("skip",):
        return Given(question.id, ticked)
    signs = tuple(choice for choice in ticked if choice in question.signs)
    return Given(question.id, signs, count=len(signs))


def _read_count(question: Question, count: int) -> Given:
    most = len(question.signs)
    if not 0 <= count <= most:
        raise AnswerError(
            "bad_count", f"The count for {question.id} is a whole number from 0 to {most}.", question.id
        )
    return Given(question.id, (), count=count)


def _wrong_type(question: Question) -> AnswerError:
    expected = {
        "one": "one choice, as text",
        "many": "a list of choices",
        "checklist_count": "a list of signs, how many there are as a whole number, or skip",
    }[question.kind]
    return AnswerError("wrong_type", f"The answer to {question.id} should be {expected}.", question.id)


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
