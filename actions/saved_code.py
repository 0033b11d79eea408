"""The code with which a person goes on with the talk on another device."""

from __future__ import annotations

from collections.abc import Sequence

from actions.parts import Parts
from bot.booking.form import BOOKS_BY_LINK
from bot.screening.pauses import SAVED_CODE
from bot.storage import saved_codes
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction


def with_code(
    parts: Parts, tx: Transaction, conversation: Conversation, message_id: str, says: Sequence[str]
) -> tuple[Sequence[str], dict[str, str]]:
    """What is to be said, and the code where it is said; in a messenger of others no code is given."""
    if SAVED_CODE not in says:
        return says, {}
    if conversation.channel in BOOKS_BY_LINK:
        return [response for response in says if response != SAVED_CODE], {}
    days = parts.clinic.retention.saved_code_days
    code = saved_codes.issue(tx, conversation.id, cause=message_id, now=parts.now(), days=days)
    return says, {"code": code, "resume_url": f"{parts.public_url}/resume"}
