"""Links to the booking page for a talk in a messenger: good for one booking, for a few minutes, in one browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.storage.database import Transaction
from bot.storage.sealing import token_hash
from bot.storage.tables import booking_links

LINK_MINUTES = 15


@dataclass(frozen=True)
class BookingLink:
    """What is known of a link; the link's own word is not kept."""

    token_hash: str
    conversation_id: str
    expires_at: datetime
    browser_hash: str | None
    used_at: datetime | None

    def belongs_to(self, browser_token: str | None) -> bool:
        """A link nobody has acted on is anybody's; after that it is the one browser's."""
        if self.browser_hash is None:
            return True
        return browser_token is not None and token_hash(browser_token) == self.browser_hash


def issue(tx: Transaction, conversation_id: str, *, cause: str, now: datetime) -> str:
    """The word of a new link; the same cause gives the same one. Earlier links that nobody has acted on end."""
    token = tx.sealer.keyed_hash(f"booking_link:{conversation_id}:{cause}")[:40]
    if find(tx, token) is not None:
        return token
    tx.execute(
        booking_links.update()
        .where(booking_links.c.conversation_id == conversation_id, booking_links.c.browser_hash.is_(None))
        .values(expires_at=now)
    )
    row = {
        "token_hash": token_hash(token),
        "conversation_id": conversation_id,
        "expires_at": now + timedelta(minutes=LINK_MINUTES),
    }
    tx.execute(booking_links.insert().values(**row))
    return token


def find(tx: Transaction, token: str) -> BookingLink | None:
    query = sa.select(booking_links).where(booking_links.c.token_hash == token_hash(token))
    row = tx.execute(query).mappings().first()
    return BookingLink(**row) if row else None


def bind(tx: Transaction, link: BookingLink, browser_token: str) -> None:
    """From the first act on, the link works in this browser alone."""
    _update(tx, link, browser_hash=token_hash(browser_token))


def use(tx: Transaction, link: BookingLink, now: datetime) -> None:
    """The booking is made or given up: nothing more can be done with the link."""
    _update(tx, link, used_at=now)


def purge(tx: Transaction, now: datetime) -> int:
    """Forget links that ended a day ago; returns how many."""
    return tx.execute(
        booking_links.delete().where(booking_links.c.expires_at < now - timedelta(days=1))
    ).rowcount


def _update(tx: Transaction, link: BookingLink, **values: object) -> None:
    tx.execute(booking_links.update().where(booking_links.c.token_hash == link.token_hash).values(**values))
