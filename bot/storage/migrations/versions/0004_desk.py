"""The desk: staff, sign-in, cases, notes, decisions, feeds, retention; the audit log can no longer be rewritten."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment, RowNumber

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

DESK_TABLES = (
    "desk_feeds",
    "desk_follow_up_changes",
    "desk_booking_notes",
    "desk_decisions",
    "desk_notes",
    "desk_case_changes",
    "desk_cases",
    "sign_in_failures",
    "staff_sessions",
    "staff_recovery_codes",
    "retention_runs",
    "staff_users",
)

AUDIT_IS_APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit "
        "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
        "CREATE TRIGGER audit_keeps_values BEFORE UPDATE ON audit "
        "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$",
        "CREATE TRIGGER audit_keeps_rows BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
        "CREATE TRIGGER audit_keeps_table BEFORE TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
    ),
}

AUDIT_AS_BEFORE = {
    "sqlite": ("DROP TRIGGER audit_keeps_rows", "DROP TRIGGER audit_keeps_values"),
    "postgresql": (
        "DROP TRIGGER audit_keeps_table ON audit",
        "DROP TRIGGER audit_keeps_rows ON audit",
        "DROP FUNCTION audit_is_append_only()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "desk_feeds",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("therapist_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("revoked_by", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index(op.f("ix_desk_feeds_therapist_id"), "desk_feeds", ["therapist_id"], unique=False)
    op.create_table(
        "retention_runs",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_retention_runs_at"), "retention_runs", ["at"], unique=False)
    op.create_table(
        "sign_in_failures",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("sign_in_failures_of_key", "sign_in_failures", ["key_hash", "at"], unique=False)
    op.create_table(
        "staff_users",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("shown_name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("therapist_id", sa.String(length=32), nullable=True),
        sa.Column("password_hash", sa.String(length=160), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("second_step_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("last_code_step", RowNumber, nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("role in ('reception','clinician','lead','admin','auditor')", name="known_role"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "desk_case_changes",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_desk_case_changes_conversation_id"), "desk_case_changes", ["conversation_id"], unique=False
    )
    op.create_table(
        "desk_cases",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.CheckConstraint("state in ('new','seen','called','booked','closed')", name="known_case_state"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff_users.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_index(op.f("ix_desk_cases_state"), "desk_cases", ["state"], unique=False)
    op.create_table(
        "desk_decisions",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("screening_number", sa.Integer(), nullable=False),
        sa.Column("suggested_level", sa.String(length=24), nullable=False),
        sa.Column("decided_level", sa.String(length=24), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_desk_decisions_conversation_id"), "desk_decisions", ["conversation_id"], unique=False
    )
    op.create_table(
        "desk_notes",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("is_clinical", sa.Boolean(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_desk_notes_conversation_id"), "desk_notes", ["conversation_id"], unique=False)
    op.create_table(
        "staff_recovery_codes",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_staff_recovery_codes_staff_id"), "staff_recovery_codes", ["staff_id"], unique=False
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("is_second_step_done", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("last_seen_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(op.f("ix_staff_sessions_staff_id"), "staff_sessions", ["staff_id"], unique=False)
    op.create_table(
        "desk_booking_notes",
        sa.Column("appointment_id", RowNumber, autoincrement=False, nullable=False),
        sa.Column("accepted_by", sa.String(length=80), nullable=False),
        sa.Column("accepted_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointments.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("appointment_id"),
    )
    op.create_table(
        "desk_follow_up_changes",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("follow_up_id", RowNumber, nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_ups.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_desk_follow_up_changes_follow_up_id"),
        "desk_follow_up_changes",
        ["follow_up_id"],
        unique=False,
    )
    for statement in AUDIT_IS_APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in AUDIT_AS_BEFORE[op.get_bind().dialect.name]:
        op.execute(statement)
    for table in DESK_TABLES:
        op.drop_table(table)
