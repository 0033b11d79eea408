"""The desk's own tables. Notes and reasons that staff write about a person stand only in `*_sealed` columns."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables import Hash, Id, Moment, RowNumber, metadata


def _row_number() -> sa.Column[int]:
    return sa.Column("id", RowNumber, primary_key=True, autoincrement=True)


def _conversation(*, is_key: bool = False) -> sa.Column[str]:
    return sa.Column(
        "conversation_id",
        Id,
        sa.ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=is_key,
        index=not is_key,
    )


def _staff() -> sa.Column[str]:
    return sa.Column(
        "staff_id", Id, sa.ForeignKey("staff_users.id", ondelete="CASCADE"), nullable=False, index=True
    )


staff_users = sa.Table(
    "staff_users",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("name", sa.String(40), nullable=False, unique=True),
    sa.Column("shown_name", sa.String(80), nullable=False),
    sa.Column("role", sa.String(12), nullable=False),
    sa.Column("therapist_id", sa.String(32)),
    sa.Column("password_hash", sa.String(160), nullable=False),
    sa.Column("must_change_password", sa.Boolean, nullable=False),
    sa.Column("second_step_sealed", sa.LargeBinary),
    sa.Column("last_code_step", RowNumber, nullable=False, default=0),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.CheckConstraint("role in ('reception','clinician','lead','admin','auditor')", name="known_role"),
)

staff_recovery_codes = sa.Table(
    "staff_recovery_codes",
    metadata,
    _row_number(),
    _staff(),
    sa.Column("code_hash", Hash, nullable=False),
    sa.Column("used_at", Moment),
)

staff_sessions = sa.Table(
    "staff_sessions",
    metadata,
    sa.Column("token_hash", Hash, primary_key=True),
    _staff(),
    sa.Column("is_second_step_done", sa.Boolean, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("last_seen_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
)

sign_in_failures = sa.Table(
    "sign_in_failures",
    metadata,
    _row_number(),
    sa.Column("key_hash", Hash, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index("sign_in_failures_of_key", "key_hash", "at"),
)

desk_cases = sa.Table(
    "desk_cases",
    metadata,
    _conversation(is_key=True),
    sa.Column("state", sa.String(8), nullable=False, index=True),
    sa.Column("owner_id", Id, sa.ForeignKey("staff_users.id", ondelete="SET NULL")),
    sa.Column("changed_at", Moment, nullable=False),
    sa.CheckConstraint("state in ('new','seen','called','booked','closed')", name="known_case_state"),
)
"""Where each person's case stands now; a conversation without a row is `new`. Its history: `desk_case_changes`."""

desk_case_changes = sa.Table(
    "desk_case_changes",
    metadata,
    _row_number(),
    _conversation(),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("value", sa.String(40), nullable=False),
    sa.Column("author", sa.String(80), nullable=False),
    sa.Column("at", Moment, nullable=False),
)

desk_notes = sa.Table(
    "desk_notes",
    metadata,
    _row_number(),
    _conversation(),
    sa.Column("is_clinical", sa.Boolean, nullable=False),
    sa.Column("text_sealed", sa.LargeBinary, nullable=False),
    sa.Column("author", sa.String(80), nullable=False),
    sa.Column("at", Moment, nullable=False),
)

desk_decisions = sa.Table(
    "desk_decisions",
    metadata,
    _row_number(),
    _conversation(),
    sa.Column("screening_number", sa.Integer, nullable=False),
    sa.Column("suggested_level", sa.String(24), nullable=False),
    sa.Column("decided_level", sa.String(24), nullable=False),
    sa.Column("reason_sealed", sa.LargeBinary, nullable=False),
    sa.Column("author", sa.String(80), nullable=False),
    sa.Column("at", Moment, nullable=False),
)

desk_booking_notes = sa.Table(
    "desk_booking_notes",
    metadata,
    sa.Column(
        "appointment_id",
        RowNumber,
        sa.ForeignKey("appointments.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("accepted_by", sa.String(80), nullable=False),
    sa.Column("accepted_at", Moment, nullable=False),
)
"""Bookings that staff have looked at and accepted; a move asks for it anew."""

desk_follow_up_changes = sa.Table(
    "desk_follow_up_changes",
    metadata,
    _row_number(),
    sa.Column("follow_up_id", RowNumber, sa.ForeignKey("follow_ups.id", ondelete="CASCADE"), index=True),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("author", sa.String(80), nullable=False),
    sa.Column("at", Moment, nullable=False),
)

desk_feeds = sa.Table(
    "desk_feeds",
    metadata,
    _row_number(),
    sa.Column("therapist_id", sa.String(32), nullable=False, index=True),
    sa.Column("token_hash", Hash, nullable=False, unique=True),
    sa.Column("author", sa.String(80), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("revoked_at", Moment),
    sa.Column("revoked_by", sa.String(80)),
)

retention_runs = sa.Table(
    "retention_runs",
    metadata,
    _row_number(),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("author", sa.String(80), nullable=False),
    sa.Column("counts", sa.JSON, nullable=False),
)
