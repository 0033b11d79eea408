"""A talk in Telegram that is there already, so that nothing has to be asked of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.storage import conversations, messages
from bot.storage.conversations import Conversation
from bot.storage.database import Database
from bot.storage.messages import Event, Said
from tests.telegram.bot_api import BotApi, Person, Shown

SAID: Mapping[str, str] = {"a": "First", "b": "Second", "none": "None of these"}


class OwnTalk:
    """A person and the talk we made for them; `say` and `ask` put lines into it."""

    def __init__(self, api: BotApi, database: Database, chat_id: int) -> None:
        self.person = Person(api, chat_id)
        self.database = database
        with database.begin() as tx:
            self.conversation: Conversation = conversations.start(
                tx,
                channel="telegram",
                language="en",
                now=datetime.now(UTC),
                is_after_hours=False,
                address=str(chat_id),
            )

    def say(self, *lines: Said) -> list[Event]:
        with self.database.begin() as tx:
            return messages.append(tx, self.conversation.id, lines, datetime.now(UTC))

    def ask(self, select: str = "many", question: str = "substances") -> tuple[Shown, str]:
        """Put a prompt in the chat; its message and its id."""
        options = [{"id": name, "label": label} for name, label in SAID.items()]
        (event,) = self.say(Said("bot", "prompt", "Which of these?", question, select, options))
        shown, _ = self.person.find("First")
        assert event.prompt_id is not None
        return shown, event.prompt_id
