"""What staff must do for a person later: rows that are due, found by the desk in the morning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.database import Transaction
from bot.storage.tables import follow_ups


def add(
    tx: Transaction,
    conversation_id: str,
    *,
    kind: str,
    cause: str,
    due_at: datetime,
    now: datetime,
    contact: Mapping[str, Any] | None = None,
) -> None:
    """Add a row; the same cause adds nothing twice. Kinds: `same_day`, `call_me`, `unfinished`, `call_to_remind`."""
    if tx.execute(sa.select(follow_ups.c.id).where(follow_ups.c.cause == cause)).first():
        return
    sealed = tx.sealer.seal(dict(contact), f"follow_ups.contact:{cause}") if contact else None
    tx.execute(
        follow_ups.insert().values(
            conversation_id=conversation_id,
            kind=kind,
            contact_sealed=sealed,
            due_at=due_at,
            state="due",
            cause=cause,
            created_at=now,
        )
    )


def withdraw(tx: Transaction, *, cause_start: str, but_not: str = "") -> int:
    """Close what is still due under causes that start so, except the cause `but_not`; returns how many."""
    return tx.execute(
        follow_ups.update()
        .where(
            follow_ups.c.cause.startswith(cause_start, autoescape=True),
            follow_ups.c.cause != but_not,
            follow_ups.c.state == "due",
        )
        .values(state="closed")
    ).rowcount
