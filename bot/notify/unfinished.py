"""People who left a contact and did not get to the end: a call is due at the next opening."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.clinic import Clinic
from bot.storage import appointments, follow_ups
from bot.storage.database import Transaction
from bot.storage.tables import appointments as appointment_rows
from bot.storage.tables import conversations
from bot.storage.tables import follow_ups as follow_up_rows

SILENT_FOR = timedelta(hours=1)
"""After so long a silence nobody is still typing."""

MOST_IN_ONE_GO = 100


def find(tx: Transaction, clinic: Clinic, now: datetime) -> int:
    """Put each of them on the list of staff, once; returns how many were new.

    A contact was given for a time that was never confirmed and ran out. Who ever had a visit, or asked to be called,
    is not in it.
    """
    appointments.expire(tx, now)
    other = appointment_rows.alias()
    has_booked = (
        sa.select(other.c.id)
        .where(
            other.c.conversation_id == conversations.c.id,
            sa.or_(
                other.c.state.in_(("held", "confirmed", "kept", "missed")), other.c.manage_hash.is_not(None)
            ),
        )
        .exists()
    )
    listed = (
        sa.select(follow_up_rows.c.id)
        .where(
            follow_up_rows.c.conversation_id == conversations.c.id,
            follow_up_rows.c.kind.in_(("unfinished", "call_me")),
        )
        .exists()
    )
    query = (
        sa.select(sa.func.max(appointment_rows.c.id))
        .join(conversations, conversations.c.id == appointment_rows.c.conversation_id)
        .where(
            appointment_rows.c.state == "expired",
            appointment_rows.c.contact_sealed.is_not(None),
            conversations.c.last_seen_at <= now - SILENT_FOR,
            ~has_booked,
            ~listed,
        )
        .group_by(conversations.c.id)
        .limit(MOST_IN_ONE_GO)
    )
    found = list(tx.execute(query).scalars())
    for number in found:
        visit = appointments.get(tx, number)
        contact = appointments.contact_of(tx, visit) if visit else None
        if visit is not None and contact is not None:
            follow_ups.add(
                tx,
                visit.conversation_id,
                kind="unfinished",
                cause=f"unfinished:{visit.conversation_id}",
                due_at=clinic.next_person_answers(now) or now,
                now=now,
                contact=contact,
            )
    return len(found)
