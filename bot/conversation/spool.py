"""Where an alert waits while the database cannot be written: one small sealed file each."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag

from bot.notify.alerts import raise_alert
from bot.safety import SafetyReading
from bot.storage import conversations
from bot.storage.conversations import NoSuchConversation
from bot.storage.database import Database
from bot.storage.sealing import Sealer

CONTEXT = "spool"


class Spool:
    """Keeps alerts over a database outage and hands them in afterwards, each once."""

    def __init__(self, folder: Path, sealer: Sealer) -> None:
        self._folder = folder
        self._sealer = sealer

    def keep(self, reading: SafetyReading, *, token: str | None, client_id: str, now: datetime) -> None:
        """Write one alert to disk before the card is shown; the file name says nothing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        body = {
            "kind": reading.kind,
            "outcome": reading.outcome,
            "token": token,
            "client_id": client_id,
            "at": now.isoformat(),
        }
        path = self._folder / f"{secrets.token_hex(16)}.alert"
        with os.fdopen(os.open(path.with_suffix(".part"), os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(self._sealer.seal(body, CONTEXT))
            file.flush()
            os.fsync(file.fileno())
        path.with_suffix(".part").rename(path)

    def hand_in(self, database: Database) -> int:
        """Move every waiting alert into the database; returns how many. Raises when it still cannot be written."""
        count = 0
        for path in sorted(self._folder.glob("*.alert")):
            with contextlib.suppress(InvalidTag, json.JSONDecodeError):
                body = self._sealer.open(path.read_bytes(), CONTEXT)
                with database.begin() as tx:
                    conversation_id = None
                    with contextlib.suppress(NoSuchConversation):
                        conversation_id = conversations.by_token(tx, body["token"] or "").id
                    raise_alert(
                        tx,
                        conversation_id,
                        kind=body["kind"],
                        outcome=body["outcome"],
                        cause=f"spool:{path.stem}",
                        now=datetime.fromisoformat(body["at"]),
                    )
                count += 1
            path.unlink(missing_ok=True)
        return count
