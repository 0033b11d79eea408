"""Answers as data: what is accepted, and what a refusal says."""

from __future__ import annotations

from typing import Any

import pytest

from bot.placement import AnswerError, Given, place, read_answer, read_answers

TYPED = "my secret words"


@pytest.mark.parametrize(
    ("question", "value", "given"),
    [
        ("home", "neutral", Given("home", ("neutral",))),
        ("substances", ["cannabis", "alcohol"], Given("substances", ("alcohol", "cannabis"))),
        ("substances", ["alcohol", "alcohol"], Given("substances", ("alcohol",))),
        ("substances", ["skip"], Given("substances", ("skip",))),
        ("substances", "skip", Given("substances", ("skip",))),
        ("symptoms", ["c10", "c2"], Given("symptoms", ("c2", "c10"), count=2)),
        ("symptoms", 0, Given("symptoms", (), count=0)),
        ("symptoms", 11, Given("symptoms", (), count=11)),
        ("symptoms", ["none"], Given("symptoms", (), count=0)),
        ("symptoms", "none", Given("symptoms", (), count=0)),
        ("symptoms", "skip", Given("symptoms", ("skip",))),
        ("symptoms", ["skip"], Given("symptoms", ("skip",))),
        ("symptoms", ["c3", "c3"], Given("symptoms", ("c3",), count=1)),
    ],
)
def test_accepted(question: str, value: Any, given: Given) -> None:
    """Every shape an answer may have is read into the same form: choices in the order asked, each once."""
    assert read_answer(question, value) == given


@pytest.mark.parametrize(
    ("question", "value", "code"),
    [
        (TYPED, "yes", "unknown_question"),
        ("home", TYPED, "unknown_choice"),
        ("home", "good", "unknown_choice"),
        ("home", ["neutral"], "wrong_type"),
        ("home", 3, "wrong_type"),
        ("home", True, "wrong_type"),
        ("home", {"neutral": True}, "wrong_type"),
        ("substances", "alcohol", "wrong_type"),
        ("substances", 2, "wrong_type"),
        ("substances", [1], "wrong_type"),
        ("substances", [["alcohol"]], "wrong_type"),
        ("substances", [], "nothing_picked"),
        ("substances", ["alcohol", TYPED], "unknown_choice"),
        ("substances", ["alcohol", "none_year"], "exclusive_choices_mixed"),
        ("substances", ["skip", "none_year"], "exclusive_choices_mixed"),
        ("withdrawal", ["unsure", "daily"], "exclusive_choices_mixed"),
        ("symptoms", ["c1", "none"], "exclusive_choices_mixed"),
        ("symptoms", ["c12"], "unknown_choice"),
        ("symptoms", [], "nothing_picked"),
        ("symptoms", 12, "bad_count"),
        ("symptoms", -1, "bad_count"),
        ("symptoms", True, "wrong_type"),
        ("symptoms", 3.0, "wrong_type"),
        ("symptoms", "3", "unknown_choice"),
    ],
)
def test_refused(question: str, value: Any, code: str) -> None:
    """A value that cannot be read is refused with its kind, its question and without repeating it."""
    with pytest.raises(AnswerError) as caught:
        read_answers({"who": "me_65", question: value})
    assert caught.value.code == code
    assert caught.value.question == (None if code == "unknown_question" else question)
    assert TYPED not in caught.value.message
    assert caught.value.message.endswith(".")
    if caught.value.question:
        assert question in caught.value.message


def test_an_answer_off_the_walk_is_checked_too() -> None:
    """A broken answer is never carried along in silence, though nothing would read it."""
    with pytest.raises(AnswerError):
        place({"who": "me_65", "safety": "danger_now", "home": "castle"})


def test_none_is_not_answered_yet() -> None:
    """An empty slot is a question still to be asked, not an answer."""
    assert place({"who": "me_65", "safety": None}).next_question == "safety"
