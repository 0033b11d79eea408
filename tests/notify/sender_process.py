"""A sender in a process of its own, to be killed: `python -m tests.notify.sender_process <database> <smtp>`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import anyio

from bot.notify.carriers import Mailer, SmtpAddress
from bot.notify.letters import Email
from bot.notify.outbox import Letter
from bot.notify.sending import Composed, Sending
from bot.storage.database import Database, Transaction
from tests.notify.conftest import KEY

LEASE_SECONDS = 2.0


def compose(tx: Transaction, letter: Letter, now: datetime) -> Composed:
    return Email("jo@people.example", letter.key, "Text")


def main() -> None:
    database = Database(sys.argv[1], KEY)
    mailer = Mailer(SmtpAddress.read(sys.argv[2]), "Office")
    sending = Sending(
        database,
        {"test": compose},
        {"email": mailer},
        lambda: datetime.now(UTC),
        lease_seconds=LEASE_SECONDS,
    )
    anyio.run(sending.run_forever)


if __name__ == "__main__":
    main()
