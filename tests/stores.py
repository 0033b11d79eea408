"""Databases for tests: that of a running Doorway, and empty ones of each kind."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from bot.storage.database import Database
from bot.storage.migrate import migrate
from tools.run import Doorway


def database_of(doorway: Doorway) -> Database:
    """The database of a running Doorway, to look at what was stored."""
    environment = doorway.environment
    return Database(environment["DATABASE_URL"], base64.urlsafe_b64decode(environment["DOORWAY_KEY"]))


def empty_sqlite(folder: Path) -> Database:
    """A migrated SQLite database in a folder."""
    return migrated(f"sqlite:///{folder / 'test.db'}")


def migrated(url: str) -> Database:
    """A database with all tables and a key of its own."""
    database = Database(url, os.urandom(32))
    migrate(database.engine)
    return database
