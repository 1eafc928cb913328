"""What filled the slots of a site's own."""

import sqlalchemy as sa
from alembic import op

revision = "r0020"
down_revision = "r0010"


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("calls") as calls:
        calls.add_column(sa.Column("slots", sa.Text))
