"""Calls, rings, events, heartbeats and purges."""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    _calls()
    op.create_table(
        "rings",
        sa.Column("call", sa.String(64), primary_key=True),
        sa.Column("turn", sa.Integer, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("office", "number")),
        sa.Column("leg", sa.String(64)),
        sa.Column("after", sa.BigInteger),
        sa.Column("outcome", sa.Text),
        *(sa.Column(name, sa.BigInteger) for name in ("talk", "ended")),
        sa.Column("error", sa.Text),
    )
    op.create_index("rings_at", "rings", ["at"])
    op.create_table(
        "events",
        sa.Column("call", sa.String(64), primary_key=True),
        sa.Column("leg", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "heartbeats",
        sa.Column("minute", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("machine", sa.String(64), primary_key=True),
    )
    op.create_table("purges", sa.Column("before", sa.BigInteger, primary_key=True, autoincrement=False))


def _calls() -> None:
    texts = ("caller", "caller_area", "called", "plan", "language", "service", "service_by", "prefecture")
    counts = ("corrected", "misunderstood", "silences", "doubts", "turns", "rings")
    op.create_table(
        "calls",
        sa.Column("call", sa.String(64), primary_key=True),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("started", "last")),
        sa.Column("ended", sa.BigInteger),
        sa.Column("disposition", sa.Text, nullable=False, server_default="open"),
        *(sa.Column(name, sa.Text) for name in (*texts, "prefecture_by")),
        *(sa.Column(name, sa.Integer) for name in counts),
        sa.Column("ring_after", sa.BigInteger),
        *(sa.Column(name, sa.Text) for name in ("office", "outcome")),
        sa.Column("talk", sa.BigInteger),
        sa.Column("last_node", sa.Text),
        sa.Column("duration", sa.BigInteger),
        sa.Column("faults", sa.Integer),
    )
    op.create_index("calls_started", "calls", ["started"])
    still_open = sa.text("ended IS NULL")
    op.create_index("calls_open", "calls", ["last"], sqlite_where=still_open, postgresql_where=still_open)
