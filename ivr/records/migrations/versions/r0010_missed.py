"""Where answers were not understood, what callers asked back, how a ring was reached; and the answers themselves."""

import sqlalchemy as sa
from alembic import op

revision = "r0010"
down_revision = "r0001"


def upgrade() -> None:
    """Add the columns and the table."""
    with op.batch_alter_table("calls") as calls:
        for name in ("missed_at", "asked", "way"):
            calls.add_column(sa.Column(name, sa.Text))
    op.create_table(
        "missed",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("day", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("node", "text")),
    )
    op.create_index("missed_day", "missed", ["day"])
