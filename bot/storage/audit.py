"""The audit log: who did or read what, when and why; append-only, each row bound to the one before."""

from __future__ import annotations

import hashlib
from datetime import datetime

import sqlalchemy as sa

from bot.storage.database import Transaction
from bot.storage.tables import audit

FIRST_HASH = "0" * 64
AUDIT_LOCK = 720_332


class AnonymousAudit(ValueError):
    """An entry without an actor is refused: nobody did it, then nobody can be asked."""


def record(tx: Transaction, *, actor: str, action: str, subject: str, reason: str, now: datetime) -> None:
    """Add one row. `actor` is a staff user, an on-call person, `person` (the one talking) or `system:<job>`."""
    if not actor.strip():
        raise AnonymousAudit("an audit entry needs an actor")
    if not tx.is_sqlite:
        tx.execute(sa.text(f"SELECT pg_advisory_xact_lock({AUDIT_LOCK})"))
    previous = tx.execute(sa.select(audit.c.hash).order_by(audit.c.id.desc()).limit(1)).scalar() or FIRST_HASH
    at = now.isoformat()
    tx.execute(
        audit.insert().values(
            at=at,
            actor=actor,
            action=action,
            subject=subject,
            reason=reason,
            previous_hash=previous,
            hash=_hash(previous, at, actor, action, subject, reason),
        )
    )


def first_broken_row(tx: Transaction) -> int | None:
    """The id of the first row that does not follow from the one before, or None when the chain is whole."""
    previous = FIRST_HASH
    for row in tx.execute(sa.select(audit).order_by(audit.c.id)).mappings():
        expected = _hash(previous, row["at"], row["actor"], row["action"], row["subject"], row["reason"])
        if row["previous_hash"] != previous or row["hash"] != expected:
            return int(row["id"])
        previous = row["hash"]
    return None


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
