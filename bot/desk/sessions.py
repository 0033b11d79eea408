"""Sessions of staff, kept on the server: 15 minutes idle, 12 hours in all; of the cookie only a hash is stored."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.desk.tables import sign_in_failures, staff_sessions, staff_users
from bot.desk.users import Staff, staff_of
from bot.storage.database import Transaction
from bot.storage.sealing import token_hash

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
TOUCH_EVERY = timedelta(seconds=30)
"""A session seen more recently than this is not written again."""

THROTTLE_WINDOW = timedelta(minutes=15)
MOST_FAILURES = {"both": 5, "name": 25, "client": 50}
"""Wrong tries within the window: from one address for one name, for a name at all, from an address at all."""


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in, or halfway there."""

    token: str
    staff: Staff
    is_second_step_done: bool
    last_seen_at: datetime


def start(tx: Transaction, staff: Staff, now: datetime, *, is_second_step_done: bool) -> str:
    """Open a session and return its token: 256 random bits."""
    token = secrets.token_urlsafe(32)
    tx.execute(
        staff_sessions.insert().values(
            token_hash=token_hash(token),
            staff_id=staff.id,
            is_second_step_done=is_second_step_done,
            created_at=now,
            last_seen_at=now,
        )
    )
    return token


def find(tx: Transaction, token: str | None, now: datetime) -> Session | None:
    """The session of a cookie, while it lasts and its user may sign in."""
    if not token:
        return None
    query = (
        sa.select(staff_users, staff_sessions.c.is_second_step_done, staff_sessions.c.last_seen_at)
        .join(staff_sessions, staff_sessions.c.staff_id == staff_users.c.id)
        .where(
            staff_sessions.c.token_hash == token_hash(token),
            staff_sessions.c.ended_at.is_(None),
            staff_sessions.c.created_at > now - LONGEST,
            staff_sessions.c.last_seen_at > now - IDLE,
            staff_users.c.is_active,
        )
    )
    row = tx.execute(query).mappings().first()
    if row is None:
        return None
    return Session(token, staff_of(row), row["is_second_step_done"], row["last_seen_at"])


def is_due_for_touch(session: Session, now: datetime) -> bool:
    return now - session.last_seen_at >= TOUCH_EVERY


def touch(tx: Transaction, session: Session, now: datetime) -> None:
    """The person is there: the idle time begins anew."""
    _update(tx, session.token, last_seen_at=now)


def end(tx: Transaction, token: str, now: datetime) -> None:
    """Sign out."""
    _update(tx, token, ended_at=now)


def _update(tx: Transaction, token: str, **values: object) -> None:
    tx.execute(staff_sessions.update().where(staff_sessions.c.token_hash == token_hash(token)).values(values))


# -- throttling ----------------------------------------------------------------------------------------------


def is_throttled(tx: Transaction, name: str, client: str, now: datetime) -> bool:
    """Whether too many wrong tries came lately; a right password does not help then."""
    keys = _keys(tx, name, client)
    query = (
        sa.select(sign_in_failures.c.key_hash, sa.func.count().label("tries"))
        .where(sign_in_failures.c.key_hash.in_(keys.values()), sign_in_failures.c.at > now - THROTTLE_WINDOW)
        .group_by(sign_in_failures.c.key_hash)
    )
    counts: dict[str, int] = {row.key_hash: row.tries for row in tx.execute(query)}
    return any(counts.get(keys[scope], 0) >= most for scope, most in MOST_FAILURES.items())


def note_failure(tx: Transaction, name: str, client: str, now: datetime) -> None:
    """Count a wrong try, and forget those that no longer matter."""
    tx.execute(sign_in_failures.delete().where(sign_in_failures.c.at <= now - THROTTLE_WINDOW))
    tx.execute(
        sign_in_failures.insert(),
        [{"key_hash": key, "at": now} for key in _keys(tx, name, client).values()],
    )


def forgive(tx: Transaction, name: str, client: str) -> None:
    """A right sign-in clears the count of this person at this address."""
    key = _keys(tx, name, client)["both"]
    tx.execute(sign_in_failures.delete().where(sign_in_failures.c.key_hash == key))


def _keys(tx: Transaction, name: str, client: str) -> dict[str, str]:
    known = name.casefold()[:80]
    return {
        "both": tx.sealer.keyed_hash(f"sign-in:both:{client}:{known}"),
        "name": tx.sealer.keyed_hash(f"sign-in:name:{known}"),
        "client": tx.sealer.keyed_hash(f"sign-in:client:{client}"),
    }
