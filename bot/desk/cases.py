"""A person's case at the desk: state, owner, notes and the decision of the therapist, each change an added row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.desk.tables import desk_case_changes, desk_cases, desk_decisions, desk_notes, staff_users
from bot.desk.users import Staff
from bot.storage.conversations import NoSuchConversation
from bot.storage.database import Transaction
from bot.storage.tables import conversations

MOVES: Mapping[str, frozenset[str]] = {
    "new": frozenset({"seen", "called", "booked", "closed"}),
    "seen": frozenset({"called", "booked", "closed"}),
    "called": frozenset({"seen", "booked", "closed"}),
    "booked": frozenset({"called", "closed"}),
    "closed": frozenset({"seen"}),
}
"""State -> states it may become; a closed case may be taken up again."""

DECIDED_LEVELS = ("detox_first", "residential", "iop", "outpatient", "other")
"""What a therapist may decide; an emergency or "therapist decides" is no plan of care."""

LONGEST_NOTE = 4000
LONGEST_REASON = 2000


class NoSuchMove(Exception):
    """The case is in a state that does not lead there."""


@dataclass(frozen=True)
class Case:
    """Where a person's case stands now."""

    conversation_id: str
    state: str
    owner_id: str | None
    owner: str | None


@dataclass(frozen=True)
class Note:
    """Something staff wrote about a case. Clinical notes are shown to clinicians alone."""

    text: str
    is_clinical: bool
    author: str
    at: datetime


@dataclass(frozen=True)
class Change:
    """One step in a case's history."""

    kind: str
    value: str
    author: str
    at: datetime


@dataclass(frozen=True)
class Decision:
    """The level a person decided on, beside the one that was suggested."""

    suggested_level: str
    decided_level: str
    reason: str
    author: str
    at: datetime


def conversation_id_of(tx: Transaction, reference: str) -> str:
    """The conversation behind a reference code, as people read it out. Raises NoSuchConversation."""
    found = tx.execute(
        sa.select(conversations.c.id).where(conversations.c.reference == reference)
    ).scalar_one_or_none()
    if found is None:
        raise NoSuchConversation
    return str(found)


def case_of(tx: Transaction, conversation_id: str) -> Case:
    """The case as it stands; `new` and nobody's while nobody touched it."""
    query = (
        sa.select(desk_cases.c.state, desk_cases.c.owner_id, staff_users.c.shown_name)
        .outerjoin(staff_users, staff_users.c.id == desk_cases.c.owner_id)
        .where(desk_cases.c.conversation_id == conversation_id)
    )
    row = tx.execute(query).first()
    return (
        Case(conversation_id, row.state, row.owner_id, row.shown_name)
        if row
        else Case(conversation_id, "new", None, None)
    )


def change_state(tx: Transaction, conversation_id: str, state: str, *, author: Staff, now: datetime) -> None:
    """Raises NoSuchMove. A case that nobody owns belongs to the one who first does something with it."""
    case = _locked(tx, conversation_id)
    if state not in MOVES[case.state]:
        raise NoSuchMove(f"{case.state} does not become {state}")
    _keep(tx, case, state=state, owner_id=case.owner_id or author.id, now=now)
    _note_change(tx, conversation_id, "state", state, author, now)
    if case.owner_id is None:
        _note_change(tx, conversation_id, "owner", author.name, author, now)


def see(tx: Transaction, conversation_id: str, *, author: Staff, now: datetime) -> None:
    """Somebody read the screening: a new case is seen, without an owner yet."""
    case = _locked(tx, conversation_id)
    if case.state == "new":
        _keep(tx, case, state="seen", owner_id=case.owner_id, now=now)
        _note_change(tx, conversation_id, "state", "seen", author, now)


def give_to(
    tx: Transaction, conversation_id: str, owner: Staff | None, *, author: Staff, now: datetime
) -> None:
    """Hand the case to somebody, or back to nobody."""
    case = _locked(tx, conversation_id)
    _keep(tx, case, state=case.state, owner_id=owner.id if owner else None, now=now)
    _note_change(tx, conversation_id, "owner", owner.name if owner else "", author, now)


def changes_of(tx: Transaction, conversation_id: str) -> list[Change]:
    """The history of a case, oldest first."""
    query = (
        sa.select(
            desk_case_changes.c.kind,
            desk_case_changes.c.value,
            desk_case_changes.c.author,
            desk_case_changes.c.at,
        )
        .where(desk_case_changes.c.conversation_id == conversation_id)
        .order_by(desk_case_changes.c.id)
    )
    return [Change(row.kind, row.value, row.author, row.at) for row in tx.execute(query)]


def add_note(
    tx: Transaction, conversation_id: str, text: str, *, is_clinical: bool, author: Staff, now: datetime
) -> None:
    tx.execute(
        desk_notes.insert().values(
            conversation_id=conversation_id,
            is_clinical=is_clinical,
            text_sealed=tx.sealer.seal(text, f"desk_notes:{conversation_id}"),
            author=author.shown_name,
            at=now,
        )
    )


def notes_of(tx: Transaction, conversation_id: str, *, with_clinical: bool) -> list[Note]:
    """Notes, newest first."""
    query = (
        sa.select(desk_notes)
        .where(desk_notes.c.conversation_id == conversation_id)
        .order_by(desk_notes.c.id.desc())
    )
    if not with_clinical:
        query = query.where(desk_notes.c.is_clinical.is_(False))
    return [
        Note(
            tx.sealer.open(row["text_sealed"], f"desk_notes:{conversation_id}"),
            row["is_clinical"],
            row["author"],
            row["at"],
        )
        for row in tx.execute(query).mappings()
    ]


def decide(
    tx: Transaction,
    conversation_id: str,
    screening_number: int,
    *,
    suggested_level: str,
    decided_level: str,
    reason: str,
    author: Staff,
    now: datetime,
) -> None:
    """Record the level finally chosen; a later decision stands beside the earlier one, never in its place."""
    tx.execute(
        desk_decisions.insert().values(
            conversation_id=conversation_id,
            screening_number=screening_number,
            suggested_level=suggested_level,
            decided_level=decided_level,
            reason_sealed=tx.sealer.seal(reason, f"desk_decisions:{conversation_id}"),
            author=author.shown_name,
            at=now,
        )
    )


def decisions_of(tx: Transaction, conversation_id: str, screening_number: int) -> list[Decision]:
    """Decisions on one screening, newest first; the first one stands."""
    query = (
        sa.select(desk_decisions)
        .where(
            desk_decisions.c.conversation_id == conversation_id,
            desk_decisions.c.screening_number == screening_number,
        )
        .order_by(desk_decisions.c.id.desc())
    )
    return [
        Decision(
            row["suggested_level"],
            row["decided_level"],
            tx.sealer.open(row["reason_sealed"], f"desk_decisions:{conversation_id}"),
            row["author"],
            row["at"],
        )
        for row in tx.execute(query).mappings()
    ]


def _locked(tx: Transaction, conversation_id: str) -> Case:
    """The case, with its conversation held so that two people do not change it at once."""
    tx.execute(sa.select(conversations.c.id).where(conversations.c.id == conversation_id).with_for_update())
    return case_of(tx, conversation_id)


def _keep(tx: Transaction, case: Case, *, state: str, owner_id: str | None, now: datetime) -> None:
    values = {"state": state, "owner_id": owner_id, "changed_at": now}
    changed = tx.execute(
        desk_cases.update().where(desk_cases.c.conversation_id == case.conversation_id).values(values)
    ).rowcount
    if not changed:
        tx.execute(desk_cases.insert().values(conversation_id=case.conversation_id, **values))


def _note_change(
    tx: Transaction, conversation_id: str, kind: str, value: str, author: Staff, now: datetime
) -> None:
    tx.execute(
        desk_case_changes.insert().values(
            conversation_id=conversation_id, kind=kind, value=value, author=author.shown_name, at=now
        )
    )
