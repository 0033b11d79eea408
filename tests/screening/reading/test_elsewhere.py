"""What is told of another question than the open one is kept, and nothing is taken for it that is not."""

from __future__ import annotations

from typing import cast

import pytest

from bot.screening.reading.elsewhere import told_elsewhere
from bot.screening.reading.meaning import MeaningModel

BEER_AND_COKE = "he drinks beer and does some coke on weekends"


class Speaks:
    """A model by which every line speaks of questions as surely as told; what it means is left to the phrases."""

    def __init__(self, **about: float) -> None:
        self._about = about

    def about(self, text: str) -> dict[str, float]:
        return self._about

    def likely(self, question: str, text: str) -> dict[str, float]:
        return {}


def told(text: str, open_question: str, *answered: str, **about: float) -> dict[str, object]:
    """What the line tells while `open_question` is open."""
    model = cast("MeaningModel", Speaks(**about))
    return dict(told_elsewhere(open_question, text, "en", answered, model))


def test_a_fact_of_a_later_question_is_kept() -> None:
    """Who tells early what is used need not tell it again."""
    assert told(BEER_AND_COKE, "safety", substances=0.97, safety=0.01) == {
        "substances": ["alcohol", "stimulants"]
    }


@pytest.mark.parametrize(
    ("open_question", "answered", "about"),
    [
        ("safety", ("substances",), {"substances": 0.97, "safety": 0.01}),
        ("home", (), {"substances": 0.97, "home": 0.01}),
        ("safety", (), {"substances": 0.97, "safety": 0.3}),
        ("safety", (), {"substances": 0.6, "safety": 0.01}),
        ("who", (), {"safety": 0.97, "who": 0.01}),
    ],
)
def test_what_may_answer_the_open_question_stays_with_it(
    open_question: str, answered: tuple[str, ...], about: dict[str, float]
) -> None:
    """Nothing is moved that was answered, came before, may be about the open question, or is asked about danger."""
    assert told(BEER_AND_COKE, open_question, *answered, **about) == {}


@pytest.mark.parametrize("text", ["no", "i'd rather not say what i use", "is cocaine something you treat?"])
def test_what_tells_nothing_moves_nothing(text: str) -> None:
    """A bare word, a refusal and a question are no fact."""
    assert told(text, "safety", substances=0.97, safety=0.01) == {}
