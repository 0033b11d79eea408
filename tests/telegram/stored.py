"""What a running service has stored, read beside it with its own key."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from bot.storage import conversations, messages
from bot.storage.conversations import Conversation
from bot.storage.database import Database
from bot.storage.messages import Event
from bot.storage.tables import inbox, screenings, telegram_updates
from bot.telegram import deliveries


def database_of(environment: Mapping[str, str]) -> Iterator[Database]:
    database = Database(environment["DATABASE_URL"], base64.urlsafe_b64decode(environment["DOORWAY_KEY"]))
    yield database
    database.close()


def talk(database: Database, chat_id: int) -> Conversation:
    """The talk of a chat. Raises NoSuchConversation."""
    with database.read() as tx:
        return conversations.by_address(tx, "telegram", str(chat_id))


def lines(database: Database, chat_id: int) -> list[Event]:
    with database.read() as tx:
        conversation = conversations.by_address(tx, "telegram", str(chat_id))
        return messages.events_after(tx, conversation.id, 0)


def state(database: Database, chat_id: int) -> dict[str, Any]:
    """Where a talk stands, without a word of what was said: for the report of a test that waits in vain."""
    with database.read() as tx:
        conversation = conversations.by_address(tx, "telegram", str(chat_id))
        prompt = messages.prompt(tx, conversation.id, conversation.open_prompt_id)
        waiting = messages.waiting(tx, conversation.id)
        chat = tx.sealer.keyed_hash(f"telegram:{chat_id}")
        mine = telegram_updates.c.chat_hash == chat
        query = sa.select(telegram_updates.c.status, telegram_updates.c.tries).where(mine)
        return {
            "question": prompt.said.question if prompt else None,
            "last_seq": conversation.last_seq,
            "delivered": deliveries.cursor(tx, conversation.id).seq,
            "failed_attempts": deliveries.attempts(tx, chat),
            "waiting": [(message.kind, message.tries) for message in waiting],
            "updates": [tuple(row) for row in tx.execute(query) if row.status != "done"],
        }


def level(database: Database, chat_id: int) -> str | None:
    """The level of the newest stored result."""
    with database.read() as tx:
        conversation = conversations.by_address(tx, "telegram", str(chat_id))
        query = (
            sa.select(screenings.c.level)
            .where(screenings.c.conversation_id == conversation.id)
            .order_by(screenings.c.number.desc())
        )
        found = tx.execute(query).scalar()
    return str(found) if found else None


def taken_messages(database: Database, chat_id: int) -> list[str]:
    """Client ids of everything a talk has taken in, in order."""
    with database.read() as tx:
        conversation = conversations.by_address(tx, "telegram", str(chat_id))
        query = (
            sa.select(inbox.c.client_id)
            .where(inbox.c.conversation_id == conversation.id, inbox.c.kind != "start")
            .order_by(inbox.c.id)
        )
        return list(tx.execute(query).scalars())


def updates_by_status(database: Database) -> dict[str, int]:
    with database.read() as tx:
        query = sa.select(telegram_updates.c.status, sa.func.count()).group_by(telegram_updates.c.status)
        return {row.status: int(row[1]) for row in tx.execute(query)}
