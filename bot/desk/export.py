"""What leaves the desk as a file: finished screenings without names, under the redisclosure notice."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.desk.tables import desk_cases, desk_decisions
from bot.storage.database import Transaction
from bot.storage.tables import appointments, conversations, screenings

REDISCLOSURE_NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
"""The short statement of 42 CFR 2.32(a)(2), which goes with every record that is handed on."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ExportRow:
    """One finished screening with what came of it: the ground for any format."""

    reference: str
    finished_at: datetime
    channel: str
    language: str
    is_after_hours: bool
    suggested_level: str
    rules: tuple[str, ...]
    flags: tuple[str, ...]
    table_version: str
    decided_level: str | None
    decided_at: datetime | None
    case_state: str
    visit_state: str | None
    visit_at: datetime | None
    therapist_id: str | None


COLUMNS = tuple(ExportRow.__dataclass_fields__)


def rows(tx: Transaction, *, since: datetime, until: datetime) -> Iterator[ExportRow]:
    """Finished screenings of a span of time, oldest first."""
    newest_decision = (
        sa.select(sa.func.max(desk_decisions.c.id))
        .where(
            desk_decisions.c.conversation_id == screenings.c.conversation_id,
            desk_decisions.c.screening_number == screenings.c.number,
        )
        .correlate(screenings)
        .scalar_subquery()
    )
    newest_visit = (
        sa.select(sa.func.max(appointments.c.id))
        .where(
            appointments.c.conversation_id == screenings.c.conversation_id,
            appointments.c.state.in_(("confirmed", "kept", "missed", "cancelled")),
        )
        .correlate(screenings)
        .scalar_subquery()
    )
    query = (
        sa.select(
            conversations.c.reference,
            screenings.c.finished_at,
            conversations.c.channel,
            conversations.c.language,
            conversations.c.is_after_hours,
            screenings.c.level.label("suggested_level"),
            screenings.c.rules,
            screenings.c.flags,
            screenings.c.table_version,
            desk_decisions.c.decided_level,
            desk_decisions.c.at.label("decided_at"),
            sa.func.coalesce(desk_cases.c.state, "new").label("case_state"),
            appointments.c.state.label("visit_state"),
            appointments.c.starts_at.label("visit_at"),
            appointments.c.therapist_id,
        )
        .join(conversations, conversations.c.id == screenings.c.conversation_id)
        .outerjoin(desk_cases, desk_cases.c.conversation_id == conversations.c.id)
        .outerjoin(desk_decisions, desk_decisions.c.id == newest_decision)
        .outerjoin(appointments, appointments.c.id == newest_visit)
        .where(screenings.c.finished_at >= since, screenings.c.finished_at < until)
        .order_by(screenings.c.finished_at, screenings.c.id)
    )
    for row in tx.execute(query).mappings():
        values = {name: row[name] for name in COLUMNS}
        yield ExportRow(**{**values, "rules": tuple(row["rules"]), "flags": tuple(row["flags"])})


def as_csv(found: Iterator[ExportRow]) -> str:
    """A CSV file: the notice first, a line of names, one line for each screening."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([REDISCLOSURE_NOTICE])
    writer.writerow(COLUMNS)
    for row in found:
        writer.writerow([_cell(getattr(row, name)) for name in COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    """As text; a cell that a spreadsheet would run as a formula is kept from it by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
