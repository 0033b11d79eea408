"""Telegram: what arrived, how far each talk is delivered, keyboards, one-time links."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment, RowNumber

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "telegram_updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_hash", sa.String(64), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("step", sa.String(12), nullable=True),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("update_id"),
    )
    op.create_index("telegram_updates_waiting", "telegram_updates", ["status", "next_try_at"])
    op.create_index("telegram_updates_of_a_chat", "telegram_updates", ["chat_hash", "status", "update_id"])
    op.create_table(
        "telegram_chats",
        sa.Column("chat_hash", sa.String(64), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", Moment(), nullable=False),
        sa.Column("last_problem", sa.String(40), nullable=True),
        sa.PrimaryKeyConstraint("chat_hash"),
    )
    op.create_table(
        "telegram_deliveries",
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_table(
        "telegram_keyboards",
        sa.Column("prompt_id", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("ticks_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("wants_edit", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("prompt_id"),
    )
    op.create_index("ix_telegram_keyboards_conversation_id", "telegram_keyboards", ["conversation_id"])
    op.create_table(
        "telegram_outbox",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("chat_hash", sa.String(64), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_telegram_outbox_chat_hash", "telegram_outbox", ["chat_hash"])
    op.create_table(
        "telegram_starts",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "booking_links",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("browser_hash", sa.String(64), nullable=True),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_booking_links_conversation_id", "booking_links", ["conversation_id"])


def downgrade() -> None:
    for name in (
        "booking_links",
        "telegram_starts",
        "telegram_outbox",
        "telegram_keyboards",
        "telegram_deliveries",
        "telegram_chats",
        "telegram_updates",
    ):
        op.drop_table(name)
