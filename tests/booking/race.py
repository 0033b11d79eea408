"""Many people want few times at once: `python -m tests.booking.race [ROUNDS] [--postgres URL]`.

Each round starts fifty clients behind one barrier, on connections of their own; each takes the times in an order of
its own until one is theirs. Without `--postgres` a PostgreSQL is started for the purpose where one is installed.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import secrets
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.storage import appointments, conversations
from bot.storage.appointments import TimeIsTaken
from bot.storage.database import Database
from tests.postgres import fresh_database, postgres_server
from tests.stores import empty_sqlite, migrated

CLIENTS = 50
SLOTS = 3
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
LENGTH = timedelta(minutes=50)


@dataclass(frozen=True)
class Round:
    """What became of one round."""

    outcomes: Counter[str]
    """`won`, `taken`, or the name of an error."""
    given: tuple[tuple[str, datetime], ...]
    """Therapist and start of every confirmed visit of the round, as stored."""
    seconds: float

    @property
    def is_right(self) -> bool:
        """Every time went to exactly one client, and everybody else heard that it is taken."""
        return (
            self.outcomes == Counter(won=SLOTS, taken=CLIENTS - SLOTS)
            and len(self.given) == len(set(self.given)) == SLOTS
        )


def new_conversation(database: Database) -> str:
    """A talk to book from."""
    with database.begin() as tx:
        return conversations.start(
            tx, channel="web", language="en", now=NOW, is_after_hours=False, token=secrets.token_hex(8)
        ).id


def run_round(database: Database, starts: Sequence[datetime]) -> Round:
    """Let fifty clients go for the times at once."""
    talks = [new_conversation(database) for _ in range(CLIENTS)]
    barrier = threading.Barrier(CLIENTS)

    def go_for_it(talk: str) -> str:
        barrier.wait()
        for start in random.sample(starts, len(starts)):
            try:
                with database.begin() as tx:
                    held = appointments.hold(
                        tx,
                        talk,
                        therapist_id="dana",
                        starts_at=start,
                        ends_at=start + LENGTH,
                        mode="in_person",
                        held_until=NOW + timedelta(minutes=5),
                        now=NOW,
                    )
                with database.begin() as tx:
                    appointments.confirm(tx, held, NOW)
                return "won"
            except TimeIsTaken:
                continue
            except Exception as problem:
                return type(problem).__name__
        return "taken"

    began = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        outcomes = Counter(pool.map(go_for_it, talks))
    seconds = time.monotonic() - began
    with database.read() as tx:
        given = [appointments.confirmed_of(tx, talk) for talk in talks]
    times = tuple((visit.therapist_id, visit.starts_at) for visit in given if visit)
    return Round(outcomes, times, seconds)


def starts_of_round(number: int) -> list[datetime]:
    """Three times of a day of its own."""
    first = NOW + timedelta(days=1 + number)
    return [first + timedelta(hours=hour) for hour in range(SLOTS)]


@contextlib.contextmanager
def databases(postgres: str | None) -> Iterator[list[tuple[str, Database]]]:
    """An empty database of each kind."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="doorway-race-"))
        address = postgres or stack.enter_context(postgres_server())
        found = [
            ("SQLite", empty_sqlite(Path(folder))),
            ("PostgreSQL", migrated(fresh_database(address))),
        ]
        for _, database in found:
            stack.callback(database.close)
        yield found


def main() -> int:
    """Run the rounds on both databases; 1 when any of them gave a time twice or failed otherwise."""
    parser = argparse.ArgumentParser(prog="python -m tests.booking.race", description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=20)
    parser.add_argument("--postgres", help="a server to make a database on")
    given = parser.parse_args()
    is_right = True
    with databases(given.postgres) as found:
        for name, database in found:
            rounds = [run_round(database, starts_of_round(number)) for number in range(given.rounds)]
            right = sum(one.is_right for one in rounds)
            is_right = is_right and right == len(rounds)
            slowest = max(one.seconds for one in rounds)
            print(  # noqa: T201
                f"{name}: {right} of {len(rounds)} rounds gave {SLOTS} times to {SLOTS} of {CLIENTS} clients, "
                f"slowest {slowest:.1f} s; outcomes {dict(sum((one.outcomes for one in rounds), Counter()))}"
            )
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
