"""One-time words for `t.me/<bot>?start=...`: random, worth nothing but the language of the page they came from."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.storage.database import Transaction
from bot.storage.sealing import token_hash
from bot.storage.tables import telegram_starts

GOOD_FOR = timedelta(hours=24)


def new(tx: Transaction, language: str, now: datetime) -> str:
    """A fresh one; it names nobody and no talk."""
    token = secrets.token_urlsafe(24)
    row = {"token_hash": token_hash(token), "language": language, "expires_at": now + GOOD_FOR}
    tx.execute(telegram_starts.insert().values(**row))
    return token


def take(tx: Transaction, token: str, now: datetime) -> str | None:
    """Use one up; its language, or None when it is not known, used, or too old."""
    mine = telegram_starts.c.token_hash == token_hash(token)
    row = tx.execute(sa.select(telegram_starts).where(mine)).mappings().first()
    if row is None:
        return None
    tx.execute(telegram_starts.delete().where(mine))
    return str(row["language"]) if row["expires_at"] > now else None


def purge(tx: Transaction, now: datetime) -> int:
    return tx.execute(telegram_starts.delete().where(telegram_starts.c.expires_at <= now)).rowcount
