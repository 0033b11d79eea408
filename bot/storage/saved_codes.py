"""Codes that open a talk on another device: one for each talk, found by a keyed hash, gone after the clinic's days."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.storage.conversations import REFERENCE_ALPHABET
from bot.storage.database import Transaction
from bot.storage.tables import conversations, saved_codes

CODE_LENGTH = 10
GROUP = 5
"""Letters between dashes, for people who copy by hand."""


def issue(tx: Transaction, conversation_id: str, *, cause: str, now: datetime, days: int) -> str:
    """A code as people read it; the same cause gives the same code, and a new one ends the one before."""
    code = _code(tx, f"{conversation_id}:{cause}")
    tx.execute(saved_codes.delete().where(saved_codes.c.conversation_id == conversation_id))
    tx.execute(
        saved_codes.insert().values(
            conversation_id=conversation_id,
            code_hash=_hash(tx, code),
            expires_at=now + timedelta(days=days),
        )
    )
    return "-".join(code[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def find(tx: Transaction, typed: str, now: datetime) -> str | None:
    """The id of the talk a typed code opens."""
    code = "".join(filter(str.isalnum, typed.upper()))
    if len(code) != CODE_LENGTH:
        return None
    query = sa.select(saved_codes.c.conversation_id).where(
        saved_codes.c.code_hash == _hash(tx, code), saved_codes.c.expires_at > now
    )
    found = tx.execute(query).scalar()
    return str(found) if found else None


def keeps(now: datetime) -> sa.ColumnElement[bool]:
    """Whether a conversation has a code that still opens it: then it is not over its time yet."""
    return sa.exists().where(
        saved_codes.c.conversation_id == conversations.c.id, saved_codes.c.expires_at > now
    )


def _code(tx: Transaction, cause: str) -> str:
    """Ten letters made from the key, so that a turn that is tried again says the same code."""
    number = int(tx.sealer.keyed_hash(f"saved_code:{cause}"), 16)
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(REFERENCE_ALPHABET))
        letters.append(REFERENCE_ALPHABET[place])
    return "".join(letters)


def _hash(tx: Transaction, code: str) -> str:
    return tx.sealer.keyed_hash(f"saved_code_hash:{code}")
