"""What must not be readable in the database is not."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from bot.storage import conversations, messages, screenings
from bot.storage.database import Database
from bot.storage.messages import Said
from bot.storage.sealing import Sealer
from tests.stores import empty_sqlite

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
CANARY = "kanarienvogel-4711"


def test_typed_text_and_answers_are_unreadable_in_the_file(tmp_path: Path) -> None:
    """A search of the raw files finds neither what was typed, nor an answer, nor where a chat can be reached."""
    database = empty_sqlite(tmp_path)
    _fill(database)
    database.close()
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert CANARY.encode() not in raw
    assert b"opioids" not in raw


def test_a_sealed_value_moved_to_another_row_does_not_open() -> None:
    """Whoever can write the database cannot pass one person's words off as another's."""
    sealer = Sealer(os.urandom(32))
    sealed = sealer.seal({"text": CANARY}, "events:a:1")
    assert sealer.open(sealed, "events:a:1") == {"text": CANARY}
    with pytest.raises(InvalidTag):
        sealer.open(sealed, "events:b:1")


def test_deleting_a_conversation_leaves_no_row_of_it(tmp_path: Path) -> None:
    """Deletion reaches every table that belongs to the conversation."""
    database = empty_sqlite(tmp_path)
    conversation_id = _fill(database)
    with database.begin() as tx:
        assert conversations.delete(tx, conversation_id)
        assert messages.events_after(tx, conversation_id, 0) == []
        with pytest.raises(conversations.NoSuchConversation):
            conversations.get(tx, conversation_id)


def _fill(database: Database) -> str:
    with database.begin() as tx:
        conversation = conversations.start(
            tx, channel="telegram", language="en", now=NOW, is_after_hours=True, address=CANARY
        )
        messages.accept(
            tx,
            conversation.id,
            client_id="one",
            kind="text",
            body={"text": CANARY},
            shown=Said("person", "text", CANARY),
            now=NOW,
        )
        screenings.save_answer(
            tx, conversation, "substances", ["opioids"], source="typed", message_id="in-1", now=NOW
        )
        return conversation.id
