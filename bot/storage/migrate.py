"""Brings the tables to the newest version; run at every start, does nothing when there is nothing to do."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Engine

MIGRATIONS = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 720_331
"""On PostgreSQL two services may start at once; only one of them migrates."""


def config() -> Config:
    alembic = Config()
    alembic.set_main_option("script_location", str(MIGRATIONS))
    return alembic


def migrate(engine: Engine) -> None:
    """Apply every migration that is missing, in one transaction."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        alembic = config()
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "head")
