"""Screenings with random legal answers, by buttons over HTTP, eight at a time."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from bot import placement
from bot.storage.tables import inbox
from tests.random_answers import random_walk
from tests.stores import database_of
from tests.talk import Talk
from tools.run import Doorway

CONVERSATIONS = 200
AT_A_TIME = 8
SEED = 20261


def test_random_screenings_end_in_the_placed_level(doorway: Doorway, url: str) -> None:
    """Whatever a person answers, the talk ends in the level that `place` gives, and no message stays unanswered."""
    dice = random.Random(SEED)
    walks = [random_walk(dice) for _ in range(CONVERSATIONS)]

    def level(answers: dict[str, object]) -> str | None:
        talk = Talk(url)
        talk.answer(answers)
        return talk.level()

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        levels = list(pool.map(level, walks))
    expected = [placement.place(walk).level for walk in walks]
    wrong = [walk for walk, found, right in zip(walks, levels, expected, strict=True) if found != right]
    assert not wrong, f"{len(wrong)} of {CONVERSATIONS} ended elsewhere, such as {wrong[0]}"
    with database_of(doorway).read() as tx:
        assert tx.execute(sa.select(sa.func.count()).where(inbox.c.status != "done")).scalar() == 0
