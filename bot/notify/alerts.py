"""Alerts: somebody is in danger, and a named person on call must know."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa

from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import alerts


def raise_alert(
    tx: Transaction, conversation_id: str | None, *, kind: str, outcome: str, cause: str, now: datetime
) -> str:
    """Store an alert once for each cause and return its id; sending it is the outbox's work."""
    known = tx.execute(sa.select(alerts.c.id).where(alerts.c.cause == cause)).scalar()
    if known:
        return str(known)
    alert_id = secrets.token_hex(16)
    tx.execute(
        alerts.insert().values(
            id=alert_id,
            conversation_id=conversation_id,
            kind=kind,
            outcome=outcome,
            state="raised",
            cause=cause,
            raised_at=now,
            level=0,
            escalates_at=now,
        )
    )
    audit.record(
        tx, actor="system:safety", action="alert.raised", subject=f"alert:{alert_id}", reason=kind, now=now
    )
    return alert_id
