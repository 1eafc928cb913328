"""Whether an office was rung although it was closed."""

import sqlalchemy as sa
from alembic import op

revision = "r0030"
down_revision = "r0020"


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("rings") as rings:
        rings.add_column(sa.Column("closed", sa.Integer))
