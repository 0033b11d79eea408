"""Random legal answers, for tests that must not depend on the examples."""

from __future__ import annotations

import random
from typing import Any

from bot import placement
from bot.screening.questions import BY_ID, STANDS_ALONE


def random_walk(dice: random.Random) -> dict[str, Any]:
    """Answers to every question of one walk, each drawn from the choices that question offers."""
    answers: dict[str, Any] = {}
    while (question := placement.next_question(answers)) is not None:
        answers[question] = random_answer(question, dice)
    return answers


def random_answer(question: str, dice: random.Random) -> Any:
    """One legal answer; tick lists get one to four choices, or one that stands alone."""
    row = BY_ID[question]
    if row.select == "one":
        return dice.choice(row.choices)
    alone = [choice for choice in row.choices if choice in STANDS_ALONE]
    if dice.random() < 0.3:
        return [dice.choice(alone)]
    free = [choice for choice in row.choices if choice not in STANDS_ALONE]
    return sorted(dice.sample(free, dice.randint(1, min(4, len(free)))), key=row.choices.index)
