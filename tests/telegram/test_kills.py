"""The service dies in the middle of things."""

from __future__ import annotations

from bot.storage.database import Database
from tests.telegram import kills
from tests.telegram.bot_api import BotApi
from tools.run import Doorway

KILLS = 12


def test_nothing_is_lost_and_nothing_is_taken_twice(
    whole_api: BotApi, whole: Doorway, whole_database: Database
) -> None:
    """Twelve kills among eight screenings: each update counts once, each message arrives, one a kill at most twice."""
    counts = kills.run(whole, whole_api, whole_database, KILLS, seed=7)
    assert counts.wrong == []
    assert counts.not_done == 0
    assert counts.taken_twice == 0
    assert counts.most_repeats_a_kill_in_a_chat <= 1
    assert counts.repeats <= counts.kills
    assert counts.kills == KILLS
    assert counts.people >= kills.AT_A_TIME
