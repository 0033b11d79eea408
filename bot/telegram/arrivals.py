"""What Telegram hands in, cut down at once to what a talk needs: no name, no user name, no phone, no picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from telegram import ChatMember, Update
from telegram.constants import ChatType

Kind = Literal["text", "edit", "tap", "other", "group", "gone", "back"]

WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
"""Kinds of update that are asked for; Telegram keeps the rest to itself."""

GONE = frozenset({ChatMember.BANNED, ChatMember.LEFT})


@dataclass(frozen=True)
class Arrival:
    """One update. `other` is a picture, a voice note, anything without words; `gone` a person who blocked the bot."""

    update_id: int
    chat_id: int
    kind: Kind
    language: str = "en"
    text: str = ""
    data: str = ""
    query_id: str = ""
    message_id: int | None = None
    message_text: str | None = None
    """Our own message under the keyboard that was tapped."""

    @property
    def client_id(self) -> str:
        """The id under which a conversation takes this message once."""
        return f"telegram:{self.update_id}"

    def as_stored(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}


def from_stored(body: Mapping[str, Any]) -> Arrival:
    return Arrival(**body)


def from_update(update: Update) -> Arrival | None:
    """The part of an update that counts here; None when nothing does."""
    chat = update.effective_chat
    if chat is None:
        return None
    user = update.effective_user
    language = "es" if user and (user.language_code or "").lower().startswith("es") else "en"
    common: dict[str, Any] = {"update_id": update.update_id, "chat_id": chat.id, "language": language}
    if chat.type != ChatType.PRIVATE:
        return Arrival(kind="group", **common)
    if update.my_chat_member is not None:
        is_gone = update.my_chat_member.new_chat_member.status in GONE
        return Arrival(kind="gone" if is_gone else "back", **common)
    if update.callback_query is not None:
        return _tap(update, common)
    message = update.message or update.edited_message
    if message is None:
        return None
    words = message.text or message.caption or ""
    if update.edited_message is not None:
        return Arrival(kind="edit", text=words, **common) if words.strip() else None
    if words.strip():
        return Arrival(kind="text", text=words, **common)
    return Arrival(kind="other", **common)


def _tap(update: Update, common: Mapping[str, Any]) -> Arrival | None:
    query = update.callback_query
    if query is None:
        return None
    message = query.message
    return Arrival(
        kind="tap",
        data=query.data or "",
        query_id=query.id,
        message_id=message.message_id if message else None,
        message_text=getattr(message, "text", None),
        **common,
    )
