"""The outbox on both databases: nothing lost, nothing twice, urgent first."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.notify import outbox
from bot.storage.database import Database
from tests.notify.conftest import Clock

MINUTE = timedelta(minutes=1)


def put(database: Database, clock: Clock, key: str, **more: object) -> bool:
    with database.begin() as tx:
        given = {
            "channel": "email",
            "body": {"what": "test", "to": "canary@people.example"},
            "due_at": clock.at,
        }
        return outbox.add(tx, key=key, **(given | more))  # type: ignore[arg-type]


def take(database: Database, clock: Clock, most: int = 10, **more: object) -> list[outbox.Letter]:
    with database.begin() as tx:
        return outbox.claim(tx, clock.at, leased_until=clock.at + MINUTE, most=most, **more)  # type: ignore[arg-type]


def test_a_key_stands_in_the_outbox_once(database: Database, clock: Clock) -> None:
    """The same cause told twice gives one letter, also after it was sent."""
    assert put(database, clock, "a")
    assert not put(database, clock, "a")
    (letter,) = take(database, clock)
    with database.begin() as tx:
        outbox.sent(tx, letter, clock.at)
    assert not put(database, clock, "a")
    assert not take(database, clock)


def test_a_change_that_is_undone_sends_nothing(database: Database, clock: Clock) -> None:
    """The row stands in the transaction of the change: when that fails, nothing is left to send."""
    with pytest.raises(ZeroDivisionError), database.begin() as tx:
        outbox.add(tx, key="a", channel="email", body={"what": "test"}, due_at=clock.at)
        _ = 1 / 0
    assert not take(database, clock)


def test_a_letter_waits_for_its_time(database: Database, clock: Clock) -> None:
    """Nothing leaves before it is due."""
    put(database, clock, "a", due_at=clock.at + MINUTE)
    with database.read() as tx:
        assert not outbox.is_anything_due(tx, clock.at)
    assert not take(database, clock)
    clock.forward(minutes=1)
    with database.read() as tx:
        assert outbox.is_anything_due(tx, clock.at)
    assert len(take(database, clock)) == 1


def test_urgent_letters_go_first(database: Database, clock: Clock) -> None:
    """However many reminders wait, an alert is taken first."""
    for number in range(5):
        put(database, clock, f"visit:{number}", due_at=clock.at - MINUTE)
    put(database, clock, "alert:1", is_urgent=True)
    assert [letter.key for letter in take(database, clock, 1)] == ["alert:1"]
    assert not take(database, clock, 10, only_urgent=True)


def test_a_leased_letter_belongs_to_one_sender(database: Database, clock: Clock) -> None:
    """While the lease runs nobody else gets it; when its holder died, it comes back, counted."""
    put(database, clock, "a")
    (first,) = take(database, clock)
    assert (first.attempts, first.repeats) == (1, 0)
    assert not take(database, clock)
    clock.forward(minutes=2)
    (again,) = take(database, clock)
    assert (again.attempts, again.repeats) == (2, 1)
    with database.read() as tx:
        assert outbox.counts(tx) == {"sending": 1, "repeats": 1}


def test_a_failed_letter_comes_back_and_is_not_counted_as_repeat(database: Database, clock: Clock) -> None:
    """A try that failed for certain is no repeat: nothing had left."""
    put(database, clock, "a")
    (letter,) = take(database, clock)
    with database.begin() as tx:
        outbox.later(tx, letter, clock.at + MINUTE, "SMTPConnectError")
    assert not take(database, clock)
    clock.forward(minutes=1)
    (again,) = take(database, clock)
    assert (again.attempts, again.repeats, again.last_problem) == (2, 0, "SMTPConnectError")


def test_two_senders_never_share_a_letter(database: Database, clock: Clock) -> None:
    """Eight senders at once on forty letters: each letter is in exactly one hand."""
    for number in range(40):
        put(database, clock, f"k{number}")
    taken: list[str] = []
    lock = threading.Lock()

    def work() -> None:
        while True:
            found = take(database, clock, 3)
            with lock:
                taken.extend(letter.key for letter in found)
            with database.read() as tx:
                if not outbox.is_anything_due(tx, clock.at):
                    return

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(f"k{number}" for number in range(40))


def test_what_is_sent_is_unreadable_before_and_gone_after(database: Database, clock: Clock) -> None:
    """The body is sealed while it waits; of a sent letter only the kind is kept."""
    put(database, clock, "a")
    with database.read() as tx:
        row = tx.execute(sa.text("SELECT body_sealed FROM outbox")).scalar_one()
    assert b"canary" not in bytes(row)
    (letter,) = take(database, clock)
    assert letter.body["to"] == "canary@people.example"
    with database.begin() as tx:
        outbox.sent(tx, letter, clock.at)
        assert outbox.of_key(tx, "a")[0].body == {"what": "test"}


def test_a_start_of_a_key_matches_to_the_letter(database: Database, clock: Clock) -> None:
    """Withdrawing the letters of visit 1 leaves those of visit 11 alone, and percent signs mean themselves."""
    for key in ("visit:1:a", "visit:11:a", "visit_1:a"):
        put(database, clock, key, conversation_id="c" * 32)
    with database.begin() as tx:
        assert outbox.withdraw(tx, key_start="visit:1:", conversation_id="c" * 32) == 1
        assert outbox.withdraw(tx, key_start="visit%", conversation_id="c" * 32) == 0
    assert {letter.key for letter in take(database, clock)} == {"visit:11:a", "visit_1:a"}
