"""The database: one transaction a use case, with the sealer at hand."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url

from bot.storage.sealing import Sealer

SQLITE_WAIT_SECONDS = 5.0
"""How long a writer waits for one of this process, and then for one of another, before the use case fails."""


@dataclass(frozen=True)
class Transaction:
    """A connection inside a transaction, and the sealer for what must not be readable in it."""

    connection: Connection
    sealer: Sealer

    def execute(self, statement: sa.Executable, parameters: Any = None) -> sa.CursorResult[Any]:
        return self.connection.execute(statement, parameters)

    @property
    def is_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"


class Database:
    """Opens transactions; holds the pool and the key, nothing else."""

    def __init__(self, url: str, key: bytes, wait_seconds: float = SQLITE_WAIT_SECONDS) -> None:
        self.url = url
        self.sealer = Sealer(key)
        self.engine = _engine(url, wait_seconds)
        self._wait_seconds = wait_seconds
        self._writing = threading.Lock()

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A transaction that commits at the end; on SQLite a writer from its first statement on."""
        with self._turn_to_write(), self.engine.begin() as connection:
            yield Transaction(connection, self.sealer)

    @contextmanager
    def _turn_to_write(self) -> Iterator[None]:
        """SQLite lets one write at a time, and who waits there asks again and again; here the next one is woken.

        Writers of other processes are waited for in SQLite. Raises OperationalError, as SQLite does, when it takes too
        long.
        """
        if self.engine.dialect.name != "sqlite":
            yield
            return
        if not self._writing.acquire(timeout=self._wait_seconds):
            raise sa.exc.OperationalError("BEGIN IMMEDIATE", None, TimeoutError("database is locked"))
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction for reading alone; never waits for a writer."""
        with self.engine.connect().execution_options(doorway_reads=True) as connection:
            yield Transaction(connection, self.sealer)
            connection.rollback()

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str, wait_seconds: float) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return sa.create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=10)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        parsed,
        connect_args={"timeout": wait_seconds, "check_same_thread": False, "isolation_level": None},
        pool_use_lifo=True,  # the connection that wrote last has its pages still at hand
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("doorway_reads")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine
