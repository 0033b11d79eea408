"""Ends the service with SIGKILL at random moments while people are being screened, and counts what came of it.

`python -m tests.telegram.kills 50 [--write FILE]` starts a Doorway of its own and prints the counts.
"""

from __future__ import annotations

import argparse
import bisect
import contextlib
import random
import sys
import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from bot import placement
from bot.storage.database import Database
from bot.telegram import rendering
from bot.words import words
from tests import fault_report
from tests.random_answers import random_walk
from tests.running import running
from tests.telegram import stored
from tests.telegram.bot_api import BotApi
from tests.telegram.screening import Screened
from tools.run import Doorway

AT_A_TIME = 8
FIRST_CHAT = 500_000
OLD_UPDATES_A_KILL = 3
LONGEST_WAIT_SECONDS = 1.2
PATIENCE_SECONDS = 180.0
MESSAGES_BETWEEN = 10
"""So many messages arrive before the next kill, so that talks get on."""


@dataclass
class Counts:
    """What was seen. `wrong` names chats whose level or messages are not what they must be."""

    kills: int = 0
    people: int = 0
    updates: int = 0
    repeated_updates: int = 0
    not_done: int = 0
    messages: int = 0
    repeats: int = 0
    most_repeats_a_kill_in_a_chat: int = 0
    killed_at: list[float] = field(default_factory=list)
    taken_twice: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Each update once in effect, each message at least once, at most one of them twice for each kill."""
        return (
            not (self.wrong or self.not_done or self.taken_twice)
            and self.most_repeats_a_kill_in_a_chat <= 1
            and self.repeats <= self.kills
        )


def run(doorway: Doorway, api: BotApi, database: Database, kills: int, seed: int) -> Counts:
    """Screen people, eight at a time, and kill the service meanwhile; then look at everything."""
    dice = random.Random(seed)
    counts = Counts()
    before = set(api.history)
    is_over = threading.Event()
    everybody: list[Screened] = []
    lock = threading.Lock()

    def keep_screening(number: int) -> None:
        walks = random.Random(seed * 1000 + number)
        while not is_over.is_set():
            with lock:
                person = Screened(api, FIRST_CHAT + seed * 10_000 + len(everybody), random_walk(walks))
                everybody.append(person)
            try:
                person.go_through(PATIENCE_SECONDS)
            except AssertionError:
                counts.wrong.append(
                    f"{person.chat_id}: waits in vain; {stored.state(database, person.chat_id)}"
                )

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        talks: list[Future[None]] = [pool.submit(keep_screening, number) for number in range(AT_A_TIME)]
        for _ in range(kills):
            _kill_in_the_middle(doorway, api, dice, counts)
            counts.kills += 1
            for update_id in dice.sample(sorted(set(api.history) - before), OLD_UPDATES_A_KILL):
                api.repeat(update_id)
                counts.repeated_updates += 1
        is_over.set()
        for talk in talks:
            talk.result()
    api.wait(lambda: not api.waiting(), PATIENCE_SECONDS)
    for person in everybody:
        try:
            api.wait(lambda person=person: stored.level(database, person.chat_id), PATIENCE_SECONDS)
            api.wait(lambda person=person: _is_delivered(api, database, person), PATIENCE_SECONDS)
        except AssertionError:
            counts.wrong.append(f"{person.chat_id}: no end; {stored.state(database, person.chat_id)}")
    # An update is marked as done a moment after what it brought about is in the chat.
    with contextlib.suppress(AssertionError):
        api.wait(lambda: "new" not in stored.updates_by_status(database), PATIENCE_SECONDS)
    counts.people = len(everybody)
    counts.updates = len(set(api.history) - before)
    counts.not_done = sum(
        number for status, number in stored.updates_by_status(database).items() if status != "done"
    )
    for person in everybody:
        _look_at(person, api, database, counts)
    return counts


def _kill_in_the_middle(doorway: Doorway, api: BotApi, dice: random.Random, counts: Counts) -> None:
    """Wait until messages flow, then a random while, then kill; start again and wait until it answers."""
    sent = len(api.sent)
    api.wait(lambda: len(api.sent) >= sent + MESSAGES_BETWEEN, PATIENCE_SECONDS)
    time.sleep(dice.uniform(0.0, LONGEST_WAIT_SECONDS))
    service = doorway.process("service")
    counts.killed_at.append(time.monotonic())
    service.kill()
    if service.running:
        service.running.wait()
    service.start(doorway.environment, doorway.log(service))
    api.wait(service.is_ready, PATIENCE_SECONDS)


def _due(database: Database, person: Screened) -> list[str]:
    """The messages that the stored talk makes, in order."""
    outgoing = rendering.messages_of(
        stored.lines(database, person.chat_id),
        public_url="",
        preface=words().get("utter_telegram_privacy", person.language).text,
    )
    return [message.text for message in outgoing]


def _is_delivered(api: BotApi, database: Database, person: Screened) -> bool:
    due = _due(database, person)
    return bool(due) and due[-1] in [shown.first_text for shown in api.chat(person.chat_id)]


def _look_at(person: Screened, api: BotApi, database: Database, counts: Counts) -> None:
    due, at = _due(database, person), 0
    repeats: Counter[int] = Counter()
    for shown in api.chat(person.chat_id):
        if at < len(due) and shown.first_text == due[at]:
            at += 1
        elif at and shown.first_text == due[at - 1]:
            repeats[bisect.bisect(counts.killed_at, shown.sent_at)] += 1
        else:
            counts.wrong.append(f"{person.chat_id}: a message that is not due")
    if at < len(due):
        counts.wrong.append(f"{person.chat_id}: {len(due) - at} messages missing")
    taken = stored.taken_messages(database, person.chat_id)
    counts.taken_twice += len(taken) - len(set(taken))
    if stored.level(database, person.chat_id) != str(placement.place(person.answers).level):
        counts.wrong.append(f"{person.chat_id}: another level")
    counts.messages += len(due)
    counts.repeats += repeats.total()
    counts.most_repeats_a_kill_in_a_chat = max([counts.most_repeats_a_kill_in_a_chat, *repeats.values()])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=50)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 100))
    fault_report.add_argument(parser)
    given = parser.parse_args()
    with BotApi() as api, running(settings=api.settings()) as doorway:
        for database in stored.database_of(doorway.environment):
            counts = run(doorway, api, database, given.kills, given.seed)
    rows: list[tuple[str, object]] = [
        ("kills of the service (SIGKILL)", counts.kills),
        (f"whole screenings, {AT_A_TIME} at a time", counts.people),
        ("updates", counts.updates),
        ("of them handed in again afterwards", counts.repeated_updates),
        ("updates not handled", counts.not_done),
        ("updates taken twice", counts.taken_twice),
        ("messages due", counts.messages),
        ("messages missing, out of order, or another level", len(counts.wrong)),
        ("messages delivered twice", counts.repeats),
        ("most repeats a kill in one chat", counts.most_repeats_a_kill_in_a_chat),
    ]
    sys.stdout.write("".join(f"{what}: {count}\n" for what, count in rows))
    sys.stdout.write("".join(f"{line}\n" for line in counts.wrong))
    if given.write:
        command = f"python -m tests.telegram.kills {given.kills} --seed {given.seed}"
        fault_report.write(given.write, "Telegram while the service is killed", command, rows)
    return 0 if counts.is_right else 1


if __name__ == "__main__":
    raise SystemExit(main())
