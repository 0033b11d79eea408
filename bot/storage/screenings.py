"""Answers as they are given, consent, and the results that followed; the answers table is the truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.conversations import Conversation
from bot.storage.database import Transaction
from bot.storage.tables import answers, consents, screenings

# Statements of every answer, put together once: their making would cost more than their running.
_ANSWERS = (
    sa.select(answers.c.question, answers.c.message_id, answers.c.value_sealed)
    .where(
        answers.c.conversation_id == sa.bindparam("conversation"),
        answers.c.screening_number == sa.bindparam("number"),
    )
    .order_by(answers.c.id)
)
_HAS_ANSWER = sa.select(answers.c.id).where(
    answers.c.conversation_id == sa.bindparam("conversation"),
    answers.c.message_id == sa.bindparam("message"),
    answers.c.question == sa.bindparam("asked"),
)
_ADD_ANSWER = answers.insert()
_NEWEST_CONSENT = (
    sa.select(consents.c.is_given)
    .where(
        consents.c.conversation_id == sa.bindparam("conversation"),
        consents.c.version == sa.bindparam("notice"),
    )
    .order_by(consents.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Result:
    """What a finished screening led to."""

    level: str
    rules: tuple[str, ...]
    flags: tuple[str, ...]
    open_questions: tuple[str, ...]
    table_version: str
    is_urgent: bool


def save_answer(
    tx: Transaction,
    conversation: Conversation,
    question: str,
    value: Any,
    *,
    source: str,
    message_id: str,
    now: datetime,
) -> None:
    """Add an answer; the newest one of a question counts. The same message saves nothing twice."""
    this = {"conversation": conversation.id, "message": message_id, "asked": question}
    if tx.execute(_HAS_ANSWER, this).first():
        return
    tx.execute(
        _ADD_ANSWER,
        {
            "conversation_id": conversation.id,
            "screening_number": conversation.screening_number,
            "question": question,
            "value_sealed": tx.sealer.seal(value, _context(conversation.id, question, message_id)),
            "source": source,
            "is_skip": value in ("skip", ["skip"]),
            "message_id": message_id,
            "at": now,
        },
    )


def answers_of(tx: Transaction, conversation: Conversation) -> dict[str, Any]:
    """Question -> the newest answer of the screening under way."""
    this = {"conversation": conversation.id, "number": conversation.screening_number}
    return {
        row.question: tx.sealer.open(
            row.value_sealed, _context(conversation.id, row.question, row.message_id)
        )
        for row in tx.execute(_ANSWERS, this)
    }


def save_consent(
    tx: Transaction, conversation_id: str, *, version: str, is_given: bool, now: datetime
) -> None:
    tx.execute(
        consents.insert().values(conversation_id=conversation_id, version=version, is_given=is_given, at=now)
    )


def has_consented(tx: Transaction, conversation_id: str, version: str) -> bool:
    """Whether the newest answer to this version of the notice was yes."""
    return bool(tx.execute(_NEWEST_CONSENT, {"conversation": conversation_id, "notice": version}).scalar())


def save_result(
    tx: Transaction, conversation: Conversation, given: Mapping[str, Any], result: Result, now: datetime
) -> None:
    """Store the result of the screening under way; finishing it again replaces what it came to before."""
    tx.execute(screenings.delete().where(_this(conversation)))
    tx.execute(
        screenings.insert().values(
            conversation_id=conversation.id,
            number=conversation.screening_number,
            answers_sealed=tx.sealer.seal(
                dict(given), f"screenings:{conversation.id}:{conversation.screening_number}"
            ),
            level=result.level,
            rules=list(result.rules),
            flags=list(result.flags),
            open_questions=list(result.open_questions),
            table_version=result.table_version,
            is_urgent=result.is_urgent,
            finished_at=now,
        )
    )


def result_of(tx: Transaction, conversation: Conversation) -> Result | None:
    """What the screening under way came to, when it is finished."""
    row = tx.execute(sa.select(screenings).where(_this(conversation))).mappings().first()
    if row is None:
        return None
    lists: Sequence[str] = ("rules", "flags", "open_questions")
    return Result(
        level=row["level"],
        **{name: tuple(row[name]) for name in lists},
        table_version=row["table_version"],
        is_urgent=row["is_urgent"],
    )


def drop_result(tx: Transaction, conversation: Conversation) -> None:
    """The screening goes on after all: its result no longer stands."""
    tx.execute(screenings.delete().where(_this(conversation)))


def _this(conversation: Conversation) -> sa.ColumnElement[bool]:
    return sa.and_(
        screenings.c.conversation_id == conversation.id, screenings.c.number == conversation.screening_number
    )


def _context(conversation_id: str, question: str, message_id: str) -> str:
    return f"answers:{conversation_id}:{question}:{message_id}"
