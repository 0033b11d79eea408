"""Moving a visit beside the one it replaces, overlaps refused by PostgreSQL itself, codes to go on elsewhere."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

from bot.storage.tables import Moment, RowNumber

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TAKEN = "state in ('held','confirmed')"

NO_OVERLAP = (
    "ALTER TABLE appointments ADD CONSTRAINT no_overlap_a_therapist EXCLUDE USING gist "
    "(therapist_id WITH =, tstzrange(starts_at, ends_at) WITH &&) "
    "WHERE (state in ('held','confirmed'))"
)

HOW_TO_MEND = (
    "Doorway asks PostgreSQL itself to refuse two visits at one time, and for that it needs the extension btree_gist "
    "in database {database}. It comes with PostgreSQL (on Debian in the package postgresql-contrib or postgresql) and "
    "an administrator turns it on once, with CREATE EXTENSION btree_gist; in that database. Then start Doorway again. "
    "Nothing was changed so far."
)


class ExtensionIsMissing(RuntimeError):
    """The database server may not or cannot turn on btree_gist; the message says what to do."""


def upgrade() -> None:
    connection = op.get_bind()
    op.add_column("appointments", sa.Column("replaces", RowNumber, nullable=True))
    op.drop_index("one_booking_a_conversation", table_name="appointments")
    _unique("one_booking_a_conversation", f"{TAKEN} and replaces is null")
    _unique("one_move_a_conversation", f"{TAKEN} and replaces is not null")
    if connection.dialect.name == "postgresql":
        _turn_on_btree_gist(connection)
        op.execute(NO_OVERLAP)
    op.create_table(
        "saved_codes",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id"),
        sa.UniqueConstraint("code_hash"),
    )


def downgrade() -> None:
    op.drop_table("saved_codes")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE appointments DROP CONSTRAINT no_overlap_a_therapist")
    # Two rows of one conversation would not fit the old index.
    op.execute(f"UPDATE appointments SET state = 'expired' WHERE {TAKEN} AND replaces IS NOT NULL")
    op.drop_index("one_move_a_conversation", table_name="appointments")
    op.drop_index("one_booking_a_conversation", table_name="appointments")
    op.drop_column("appointments", "replaces")
    _unique("one_booking_a_conversation", TAKEN)


def _unique(name: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(
        name, "appointments", ["conversation_id"], unique=True, sqlite_where=where, postgresql_where=where
    )


def _turn_on_btree_gist(connection: sa.Connection) -> None:
    """Raises ExtensionIsMissing, with how to mend it, when the server has no such extension or we may not."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS btree_gist")
    except DBAPIError:
        raise ExtensionIsMissing(HOW_TO_MEND.format(database=connection.engine.url.database)) from None
