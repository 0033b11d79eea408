"""A thousand updates of two hundred chats at once: how soon and how fast each chat, and all together, are sent to.

`python -m tests.telegram.drain [--write FILE]` does it at the pace that Telegram allows and prints the counts.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bot.storage.database import Database
from bot.telegram.pacer import MESSAGES_IN_ALL
from tests import fault_report
from tests.telegram import stored
from tests.telegram.bot_api import BotApi
from tests.telegram.own_talk import OwnTalk
from tests.telegram.service import serving

CHATS = 200
UPDATES_A_CHAT = 5
HELD_CHATS = 5
FIRST_CHAT = 700_000
HELP = "/delete: erase"
"""Stands in every answer to /help."""

SLACK = 0.1
"""The double notes when a message arrived, the pacer when it left; under load the two differ by so much of a pause."""

PATIENCE_SECONDS = 300.0


@dataclass(frozen=True)
class Drained:
    """What the double saw. Pauses are given as shares of the shortest one allowed."""

    updates: int
    answers: int
    waiting: int
    shortest_pause: float
    most_at_once: int
    """Messages of all chats within the time in which one chat may get one message."""

    slowest_first_answer_seconds: float
    quickest_last_answer_seconds: float
    slowest_free_chat_seconds: float
    quickest_held_chat_seconds: float
    held_seconds: float

    @property
    def is_within_limits(self) -> bool:
        return self.shortest_pause >= 1 - SLACK and self.most_at_once <= MESSAGES_IN_ALL * (1 + SLACK)

    @property
    def is_nobody_starved(self) -> bool:
        """Everybody has an answer before anybody has all of theirs."""
        return self.slowest_first_answer_seconds < self.quickest_last_answer_seconds

    @property
    def is_nobody_held_for_others(self) -> bool:
        """Chats that Telegram asked to wait did, and got their answers only then; the others went on meanwhile."""
        return self.quickest_held_chat_seconds >= self.held_seconds

    @property
    def is_right(self) -> bool:
        return (
            self.answers == self.updates
            and not self.waiting
            and self.is_within_limits
            and self.is_nobody_starved
            and self.is_nobody_held_for_others
        )


def run(
    api: BotApi, database: Database, *, seconds_between: float, held_seconds: int, seed: int = 1
) -> Drained:
    """Hand in everything in random order; a few chats are answered with 429 at first."""
    dice = random.Random(seed)
    talks = [OwnTalk(api, database, FIRST_CHAT + number) for number in range(CHATS)]
    held = dice.sample(talks, HELD_CHATS)
    for talk in held:
        api.fail("sendMessage", 429, chat_id=talk.person.chat_id, retry_after=held_seconds)
    writers = talks * UPDATES_A_CHAT
    dice.shuffle(writers)
    began = time.monotonic()
    for talk in writers:
        talk.person.write("/help")

    def answers(talk: OwnTalk) -> list[float]:
        return [shown.sent_at - began for shown in talk.person.messages if HELP in shown.text]

    unanswered = set(talks)

    def are_all_answered() -> bool:
        unanswered.difference_update([talk for talk in unanswered if len(answers(talk)) >= UPDATES_A_CHAT])
        return not unanswered

    api.wait(are_all_answered, PATIENCE_SECONDS)
    api.wait(lambda: "new" not in stored.updates_by_status(database), PATIENCE_SECONDS)
    free = [answers(talk) for talk in talks if talk not in held]
    slow = [answers(talk) for talk in held]
    in_all = sorted(itertools.chain(*free, *slow))
    return Drained(
        updates=len(writers),
        answers=len(in_all),
        waiting=api.waiting(),
        shortest_pause=min(
            later - earlier for moments in free + slow for earlier, later in itertools.pairwise(moments)
        )
        / seconds_between,
        most_at_once=_most_within(in_all, seconds_between),
        slowest_first_answer_seconds=max(moments[0] for moments in free),
        quickest_last_answer_seconds=min(moments[-1] for moments in free),
        slowest_free_chat_seconds=max(moments[-1] for moments in free),
        quickest_held_chat_seconds=min(moments[0] for moments in slow),
        held_seconds=held_seconds,
    )


def _most_within(moments: list[float], seconds: float) -> int:
    most = first = 0
    for last, at in enumerate(moments):
        while at - moments[first] >= seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    fault_report.add_argument(parser)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="doorway-") as folder,
        BotApi() as api,
        serving(Path(folder), api.settings(DOORWAY_TELEGRAM_SECONDS_BETWEEN_MESSAGES="1")) as service,
    ):
        for database in stored.database_of(service.environment):
            counts = run(api, database, seconds_between=1.0, held_seconds=20)
    rows = [
        ("updates, of chats", f"{counts.updates}, {CHATS}"),
        ("answered once", counts.answers),
        ("shortest pause in a chat", f"{counts.shortest_pause:.2f} s"),
        ("most messages in any second, all chats", counts.most_at_once),
        ("slowest first answer", f"{counts.slowest_first_answer_seconds:.0f} s"),
        ("quickest chat with all its answers", f"{counts.quickest_last_answer_seconds:.0f} s"),
        ("slowest chat with all its answers", f"{counts.slowest_free_chat_seconds:.0f} s"),
        (
            f"quickest answer in the {HELD_CHATS} chats that got 429 for {counts.held_seconds:.0f} s",
            f"{counts.quickest_held_chat_seconds:.0f} s",
        ),
        ("within the limits, nobody starved, no chat held for another", "yes" if counts.is_right else "NO"),
    ]
    sys.stdout.write("".join(f"{what}: {count}\n" for what, count in rows))
    if given.write:
        title = "A thousand Telegram updates at once"
        fault_report.write(given.write, title, "python -m tests.telegram.drain", rows)
    return 0 if counts.is_right else 1


if __name__ == "__main__":
    raise SystemExit(main())
