"""What the web service works with; put together once at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.clinic import Clinic
from bot.conversation.engine_client import Engines
from bot.conversation.service import Conversations
from bot.conversation.spool import Spool
from bot.safety import SafetyReader
from bot.settings import Settings
from bot.storage.database import Database
from bot.words import Words


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Parts:
    """Stands in `app.state.parts`."""

    settings: Settings
    clinic: Clinic
    words: Words
    database: Database
    engines: Engines
    safety: SafetyReader
    conversations: Conversations
    spool: Spool
    now: Callable[[], datetime] = utc_now
