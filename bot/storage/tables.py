"""The tables. What people typed, their answers and their contacts stand only in `*_sealed` columns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa


class Moment(sa.TypeDecorator[datetime]):
    """A point in time, always with a zone, stored as UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = sa.MetaData()

Id = sa.String(32)
Hash = sa.String(64)
RowNumber = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _row_number() -> sa.Column[int]:
    return sa.Column("id", RowNumber, primary_key=True, autoincrement=True)


def _conversation() -> sa.Column[str]:
    return sa.Column(
        "conversation_id",
        Id,
        sa.ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )


conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("token_hash", Hash, unique=True),
    sa.Column("address_hash", Hash, unique=True),
    sa.Column("address_sealed", sa.LargeBinary),
    sa.Column("reference", sa.String(12), nullable=False, unique=True),
    sa.Column("entry", sa.String(32)),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("last_seen_at", Moment, nullable=False, index=True),
    sa.Column("ended_at", Moment),
    sa.Column("is_after_hours", sa.Boolean, nullable=False),
    sa.Column("screening_number", sa.Integer, nullable=False, default=1),
    sa.Column("last_seq", sa.Integer, nullable=False, default=0),
    sa.Column("open_prompt_id", Id),
    sa.Column("dialogue_sealed", sa.LargeBinary),
)

inbox = sa.Table(
    "inbox",
    metadata,
    _row_number(),
    _conversation(),
    sa.Column("client_id", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("body_sealed", sa.LargeBinary, nullable=False),
    sa.Column("status", sa.String(8), nullable=False),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    sa.Column("next_try_at", Moment),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.UniqueConstraint("conversation_id", "client_id", name="one_message_a_client_id"),
    sa.Index("inbox_waiting", "status", "next_try_at"),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("conversation_id", Id, sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("sender", sa.String(8), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("question", sa.String(24)),
    sa.Column("prompt_id", Id),
    sa.Column("body_sealed", sa.LargeBinary, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

answers = sa.Table(
    "answers",
    metadata,
    _row_number(),
    _conversation(),
    sa.Column("screening_number", sa.Integer, nullable=False),
    sa.Column("question", sa.String(24), nullable=False),
    sa.Column("value_sealed", sa.LargeBinary, nullable=False),
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column("is_skip", sa.Boolean, nullable=False),
    sa.Column("message_id", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("conversation_id", "message_id", "question", name="one_answer_a_message"),
)

consents = sa.Table(
    "consents",
    metadata,
    _row_number(),
    _conversation(),
    sa.Column("version", sa.String(32), nullable=False),
    sa.Column("is_given", sa.Boolean, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

screenings = sa.Table(
    "screenings",
    metadata,
    _row_number(),
    _conversation(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("answers_sealed", sa.LargeBinary, nullable=False),
    sa.Column("level", sa.String(24), nullable=False),
    sa.Column("rules", sa.JSON, nullable=False),
    sa.Column("flags", sa.JSON, nullable=False),
    sa.Column("open_questions", sa.JSON, nullable=False),
    sa.Column("table_version", sa.String(24), nullable=False),
    sa.Column("is_urgent", sa.Boolean, nullable=False),
    sa.Column("finished_at", Moment, nullable=False, index=True),
    sa.UniqueConstraint("conversation_id", "number", name="one_result_a_screening"),
)

appointments = sa.Table(
    "appointments",
    metadata,
    _row_number(),
    _conversation(),
    sa.Column("therapist_id", sa.String(32), nullable=False),
    sa.Column("starts_at", Moment, nullable=False),
    sa.Column("ends_at", Moment, nullable=False),
    sa.Column("mode", sa.String(12), nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("held_until", Moment),
    sa.Column("contact_sealed", sa.LargeBinary),
    sa.Column("manage_hash", Hash, unique=True),
    sa.Column("revision", sa.Integer, nullable=False, default=0),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("replaces", RowNumber),
    sa.CheckConstraint(
        "state in ('held','confirmed','cancelled','expired','kept','missed')", name="known_state"
    ),
    sa.Index(
        "one_taker_a_time",
        "therapist_id",
        "starts_at",
        unique=True,
        sqlite_where=sa.text("state in ('held','confirmed')"),
        postgresql_where=sa.text("state in ('held','confirmed')"),
    ),
    sa.Index(
        "one_booking_a_conversation",
        "conversation_id",
        unique=True,
        sqlite_where=sa.text("state in ('held','confirmed') and replaces is null"),
        postgresql_where=sa.text("state in ('held','confirmed') and replaces is null"),
    ),
    sa.Index(
        "one_move_a_conversation",
        "conversation_id",
        unique=True,
        sqlite_where=sa.text("state in ('held','confirmed') and replaces is not null"),
        postgresql_where=sa.text("state in ('held','confirmed') and replaces is not null"),
    ),
)

appointment_changes = sa.Table(
    "appointment_changes",
    metadata,
    _row_number(),
    sa.Column("appointment_id", RowNumber, sa.ForeignKey("appointments.id", ondelete="CASCADE"), index=True),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("author", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False),
)

alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("conversation_id", Id, index=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("outcome", sa.String(12), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("cause", sa.String(64), nullable=False, unique=True),
    sa.Column("raised_at", Moment, nullable=False),
    sa.Column("level", sa.Integer, nullable=False, default=0),
    sa.Column("escalates_at", Moment),
    sa.Column("acknowledged_at", Moment),
    sa.Column("acknowledged_by", sa.String(120)),
)

alert_changes = sa.Table(
    "alert_changes",
    metadata,
    _row_number(),
    sa.Column("alert_id", Id, sa.ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("author", sa.String(120), nullable=False),
    sa.Column("at", Moment, nullable=False),
)

alert_notices = sa.Table(
    "alert_notices",
    metadata,
    _row_number(),
    sa.Column("alert_id", Id, sa.ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("person", sa.String(120), nullable=False),
    sa.Column("token_hash", Hash, nullable=False, unique=True),
    sa.Column("used_at", Moment),
    sa.Column("at", Moment, nullable=False),
)

outbox = sa.Table(
    "outbox",
    metadata,
    _row_number(),
    sa.Column("key", sa.String(120), nullable=False, unique=True),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("conversation_id", Id, index=True),
    sa.Column("body_sealed", sa.LargeBinary, nullable=False),
    sa.Column("status", sa.String(8), nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("last_problem", sa.String(120)),
    sa.Column("sent_at", Moment),
    sa.Column("is_urgent", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("useless_after", Moment),
    sa.Column("leased_until", Moment),
    sa.Column("repeats", sa.Integer, nullable=False, server_default="0"),
    sa.Index("outbox_due", "status", "due_at"),
)

follow_ups = sa.Table(
    "follow_ups",
    metadata,
    _row_number(),
    _conversation(),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("contact_sealed", sa.LargeBinary),
    sa.Column("due_at", Moment, nullable=False, index=True),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("cause", sa.String(64), nullable=False, unique=True),
    sa.Column("created_at", Moment, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    _row_number(),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("actor", sa.String(120), nullable=False),
    sa.Column("action", sa.String(64), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Column("reason", sa.String(200), nullable=False),
    sa.Column("previous_hash", Hash, nullable=False),
    sa.Column("hash", Hash, nullable=False, unique=True),
)

telegram_updates = sa.Table(
    "telegram_updates",
    metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("chat_hash", Hash, nullable=False),
    sa.Column("body_sealed", sa.LargeBinary),
    sa.Column("status", sa.String(8), nullable=False),
    sa.Column("step", sa.String(12)),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    sa.Column("next_try_at", Moment, nullable=False),
    sa.Index("telegram_updates_waiting", "status", "next_try_at"),
    sa.Index("telegram_updates_of_a_chat", "chat_hash", "status", "update_id"),
)

telegram_chats = sa.Table(
    "telegram_chats",
    metadata,
    sa.Column("chat_hash", Hash, primary_key=True),
    sa.Column("is_gone", sa.Boolean, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_try_at", Moment, nullable=False),
    sa.Column("last_problem", sa.String(40)),
)

telegram_deliveries = sa.Table(
    "telegram_deliveries",
    metadata,
    sa.Column("conversation_id", Id, sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("parts", sa.Integer, nullable=False),
)

telegram_keyboards = sa.Table(
    "telegram_keyboards",
    metadata,
    sa.Column("prompt_id", Id, primary_key=True),
    _conversation(),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("ticks_sealed", sa.LargeBinary),
    sa.Column("wants_edit", sa.Boolean, nullable=False),
)

telegram_outbox = sa.Table(
    "telegram_outbox",
    metadata,
    _row_number(),
    sa.Column("key", sa.String(64), nullable=False, unique=True),
    sa.Column("chat_hash", Hash, nullable=False, index=True),
    sa.Column("body_sealed", sa.LargeBinary, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

telegram_starts = sa.Table(
    "telegram_starts",
    metadata,
    sa.Column("token_hash", Hash, primary_key=True),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
)

saved_codes = sa.Table(
    "saved_codes",
    metadata,
    sa.Column("conversation_id", Id, sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("code_hash", Hash, nullable=False, unique=True),
    sa.Column("expires_at", Moment, nullable=False),
)

booking_links = sa.Table(
    "booking_links",
    metadata,
    sa.Column("token_hash", Hash, primary_key=True),
    _conversation(),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("browser_hash", Hash),
    sa.Column("used_at", Moment),
)
