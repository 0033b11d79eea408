"""The sender is killed with no warning, at every step: nothing is lost, and what may have gone twice is counted."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.notify import outbox
from bot.notify.sending import MOST_AT_ONCE
from bot.storage.database import Database
from tests.notify.mail_server import MailServer, mail_server

ROOT = Path(__file__).resolve().parents[2]
LETTERS = 24
KILLS = 4
WITHIN_SECONDS = 60


@contextlib.contextmanager
def sender(database: Database, url: str) -> Iterator[subprocess.Popen[bytes]]:
    address = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.notify.sender_process", address, url]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def put(database: Database, keys: list[str]) -> None:
    with database.begin() as tx:
        for key in keys:
            outbox.add(tx, key=key, channel="email", body={"what": "test"}, due_at=datetime.now(UTC))


def wait_until_all_are_sent(database: Database, count: int) -> dict[str, int]:
    end = time.monotonic() + WITHIN_SECONDS
    while True:
        with database.read() as tx:
            counts = dict(outbox.counts(tx))
        if counts.get("sent") == count:
            return counts
        assert time.monotonic() < end, counts
        time.sleep(0.1)


def subjects(server: MailServer) -> Counter[str]:
    return Counter(mail["Subject"] for mail in server.mails)


def test_killed_again_and_again_nothing_is_lost(database: Database) -> None:
    """Killed four times in the middle of 24 letters: each arrives, and no more doubles than were counted."""
    keys = [f"letter-{number}" for number in range(LETTERS)]
    put(database, keys)
    chance = random.Random(7)
    with mail_server() as (server, url):
        for round_ in range(1, KILLS + 1):
            with sender(database, url):
                server.wait_for(min(LETTERS, 4 * round_))
                time.sleep(chance.random() * 0.3)
        with sender(database, url):
            counts = wait_until_all_are_sent(database, LETTERS)
        found = subjects(server)
    assert set(found) == set(keys)
    doubles = sum(found.values()) - LETTERS
    assert doubles <= counts["repeats"] <= KILLS * MOST_AT_ONCE


def test_killed_before_the_server_has_it(database: Database) -> None:
    """Killed with a lease in hand while the mail server refuses: it goes out once, after the lease."""
    put(database, ["a"])
    with database.begin() as tx:
        now = datetime.now(UTC)
        outbox.claim(tx, now, leased_until=now, most=1)
    with mail_server() as (server, url):
        with sender(database, url):
            counts = wait_until_all_are_sent(database, 1)
        assert subjects(server) == {"a": 1}
    assert counts == {"sent": 1, "repeats": 1}


def test_killed_between_the_answer_and_the_mark(database: Database) -> None:
    """The one gap there is: the server has the mail, we do not know it. It goes twice, and the count says one."""
    put(database, ["a"])
    with mail_server() as (server, url):
        server.hold.clear()
        with sender(database, url):
            server.wait_for(1)
        server.hold.set()
        with sender(database, url):
            counts = wait_until_all_are_sent(database, 1)
        first, second = server.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert counts == {"sent": 1, "repeats": 1}


def test_killed_after_the_mark(database: Database) -> None:
    """What is marked stays sent: a restart sends nothing."""
    put(database, ["a"])
    with mail_server() as (server, url):
        with sender(database, url):
            wait_until_all_are_sent(database, 1)
        with sender(database, url):
            time.sleep(4)
        assert subjects(server) == {"a": 1}
