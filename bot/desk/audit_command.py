"""`python -m bot audit verify`: whether the audit log was ever changed behind its back."""

from __future__ import annotations

from typing import TextIO

import sqlalchemy as sa

from bot.desk.staff_words import sentence
from bot.storage import audit
from bot.storage.database import Database
from bot.storage.tables import audit as audit_table


def run(database: Database, out: TextIO) -> int:
    """Exit code 0 when each row follows from the one before, 1 otherwise, with the first row that does not."""
    with database.read() as tx:
        broken = audit.first_broken_row(tx)
        count = tx.execute(sa.select(sa.func.count()).select_from(audit_table)).scalar_one()
    line = sentence("audit_broken", row=broken) if broken else sentence("audit_whole", count=count)
    out.write(line + "\n")
    return 1 if broken else 0
