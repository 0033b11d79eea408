"""The audit log is whole, ordered and never anonymous."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.storage import audit
from bot.storage.audit import AnonymousAudit
from tests.postgres import fresh_database
from tests.stores import empty_sqlite, migrated

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def test_an_entry_without_an_actor_is_refused(tmp_path: Path) -> None:
    """Nobody cannot have done something."""
    with empty_sqlite(tmp_path).begin() as tx, pytest.raises(AnonymousAudit):
        audit.record(tx, actor=" ", action="read", subject="screening:1", reason="visit", now=NOW)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_chain_is_whole(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Rows follow from one another on both databases."""
    if kind == "sqlite":
        database = empty_sqlite(tmp_path)
    else:
        database = migrated(fresh_database(request.getfixturevalue("postgres")))
    for number in range(5):
        with database.begin() as tx:
            audit.record(
                tx, actor="dana", action="read", subject=f"screening:{number}", reason="visit", now=NOW
            )
    with database.read() as tx:
        assert audit.first_broken_row(tx) is None
        assert tx.execute(sa.text("SELECT count(*) FROM audit")).scalar() == 5
    database.close()
