"""A therapist's visits as a calendar that can be subscribed to, by a private link that can be taken back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from icalendar import Calendar, Event

from bot.clinic import Clinic
from bot.desk.tables import desk_feeds
from bot.storage.database import Transaction
from bot.storage.sealing import token_hash
from bot.storage.tables import appointments, conversations

SHOWS_BACK = timedelta(days=14)
_PRODUCT = "-//Visits//Calendar//EN"


@dataclass(frozen=True)
class Feed:
    """One private link; the link itself is shown once and never kept."""

    id: int
    therapist_id: str
    author: str
    created_at: datetime
    revoked_at: datetime | None
    revoked_by: str | None


def create(tx: Transaction, therapist_id: str, *, author: str, now: datetime) -> str:
    """Make a link and return its secret: 256 random bits."""
    token = secrets.token_urlsafe(32)
    tx.execute(
        desk_feeds.insert().values(
            therapist_id=therapist_id, token_hash=token_hash(token), author=author, created_at=now
        )
    )
    return token


def revoke(tx: Transaction, feed: Feed, *, author: str, now: datetime) -> None:
    """From now on the link leads nowhere."""
    tx.execute(
        desk_feeds.update()
        .where(desk_feeds.c.id == feed.id, desk_feeds.c.revoked_at.is_(None))
        .values(revoked_at=now, revoked_by=author)
    )


def get(tx: Transaction, number: int) -> Feed | None:
    return _only(tx, desk_feeds.c.id == number)


def by_token(tx: Transaction, token: str) -> Feed | None:
    """The feed of a link that was not taken back."""
    return _only(tx, sa.and_(desk_feeds.c.token_hash == token_hash(token), desk_feeds.c.revoked_at.is_(None)))


def all_of(tx: Transaction, therapist_id: str | None) -> list[Feed]:
    """Links of one therapist, or of all, the newest first."""
    query = sa.select(desk_feeds).order_by(desk_feeds.c.id.desc())
    if therapist_id is not None:
        query = query.where(desk_feeds.c.therapist_id == therapist_id)
    return [_feed(row) for row in tx.execute(query).mappings()]


def calendar(tx: Transaction, feed: Feed, clinic: Clinic, now: datetime) -> bytes:
    """The visits of the last days and those to come. Others may see it: neutral name and code, no more."""
    query = (
        sa.select(appointments, conversations.c.reference)
        .join(conversations, conversations.c.id == appointments.c.conversation_id)
        .where(
            appointments.c.therapist_id == feed.therapist_id,
            appointments.c.state.in_(("confirmed", "kept", "missed")),
            appointments.c.ends_at > now - SHOWS_BACK,
        )
        .order_by(appointments.c.starts_at)
    )
    found = Calendar()
    found.add("prodid", _PRODUCT)
    found.add("version", "2.0")
    found.add("name", clinic.neutral_name)
    found.add("x-wr-calname", clinic.neutral_name)
    host = clinic.neutral_name.casefold().replace(" ", "-")
    for row in tx.execute(query).mappings():
        visit = Event()
        visit.add("uid", f"visit-{row['id']}@{host}")
        visit.add("sequence", row["revision"])
        visit.add("dtstamp", now.astimezone(UTC))
        visit.add("dtstart", row["starts_at"])
        visit.add("dtend", row["ends_at"])
        visit.add("summary", f"{clinic.neutral_name} {row['reference']}")
        visit.add("class", "PRIVATE")
        visit.add("status", "CONFIRMED")
        found.add_component(visit)
    return bytes(found.to_ical())


def _only(tx: Transaction, condition: sa.ColumnElement[bool]) -> Feed | None:
    row = tx.execute(sa.select(desk_feeds).where(condition)).mappings().first()
    return _feed(row) if row else None


def _feed(row: sa.RowMapping) -> Feed:
    return Feed(**{name: row[name] for name in Feed.__dataclass_fields__})
