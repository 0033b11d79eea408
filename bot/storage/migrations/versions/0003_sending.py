"""What sending needs: leases in the outbox, and each change of an alert with its author."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment, RowNumber

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("is_urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("useless_after", Moment(), nullable=True))
        batch.add_column(sa.Column("leased_until", Moment(), nullable=True))
        batch.add_column(sa.Column("repeats", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "alert_changes",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("alert_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_alert_changes_alert_id", "alert_changes", ["alert_id"])


def downgrade() -> None:
    op.drop_index("ix_alert_changes_alert_id", "alert_changes")
    op.drop_table("alert_changes")
    with op.batch_alter_table("outbox") as batch:
        for name in ("repeats", "leased_until", "useless_after", "is_urgent"):
            batch.drop_column(name)
