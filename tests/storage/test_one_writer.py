"""Writers of one process wait for one another."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.storage.database import Database

WAIT_SECONDS = 0.3
WRITERS, WRITES = 6, 20


@pytest.fixture()
def database(tmp_path: Path) -> Database:
    made = Database(f"sqlite:///{tmp_path / 'counted.db'}", b"k" * 32, wait_seconds=WAIT_SECONDS)
    with made.begin() as tx:
        tx.execute(sa.text("CREATE TABLE counted (number INTEGER)"))
        tx.execute(sa.text("INSERT INTO counted VALUES (0)"))
    return made


def test_a_writer_that_waits_too_long_hears_so_and_the_next_one_writes(database: Database) -> None:
    """A lock held too long is an OperationalError, as from SQLite itself, and nothing stays locked afterwards."""
    is_held, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with database.begin():
            is_held.set()
            may_end.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    is_held.wait(10)
    with pytest.raises(sa.exc.OperationalError), database.begin():
        pass
    may_end.set()
    holder.join(10)
    with database.begin() as tx:
        tx.execute(sa.text("UPDATE counted SET number = number + 1"))


def test_no_write_is_lost_or_doubled_side_by_side(database: Database) -> None:
    """Many threads read and write the same row; each of their steps counts once."""

    def count(_: int) -> None:
        for _ in range(WRITES):
            with database.begin() as tx:
                number = tx.execute(sa.text("SELECT number FROM counted")).scalar_one()
                tx.execute(sa.text("UPDATE counted SET number = :next"), {"next": number + 1})

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(count, range(WRITERS)))
    with database.read() as tx:
        assert tx.execute(sa.text("SELECT number FROM counted")).scalar_one() == WRITERS * WRITES
