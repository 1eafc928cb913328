"""The tables: events as received, and what they say of each call and each ring. Times are milliseconds since 1970."""

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text, text

metadata = MetaData()

_SID = String(64)

calls = Table(
    "calls",
    metadata,
    Column("call", _SID, primary_key=True),
    *(Column(name, BigInteger, nullable=False) for name in ("started", "last")),
    Column("disposition", Text, nullable=False, server_default="open"),
    *(Column(name, BigInteger) for name in ("ended", "ring_after", "talk", "duration")),
    *(Column(name, Text) for name in ("caller", "caller_area", "called", "plan", "language", "slots")),
    *(Column(name, Text) for name in ("service", "service_by", "prefecture", "prefecture_by", "way")),
    *(Column(name, Text) for name in ("missed_at", "asked", "office", "outcome", "last_node")),
    *(Column(name, Integer) for name in ("corrected", "misunderstood", "silences", "doubts")),
    *(Column(name, Integer) for name in ("turns", "rings", "faults")),
    Index("calls_started", "started"),
    Index("calls_open", "last", sqlite_where=text("ended IS NULL"), postgresql_where=text("ended IS NULL")),
)
"""One row per call; `COLUMNS` in `export` describes its columns."""

rings = Table(
    "rings",
    metadata,
    Column("call", _SID, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("office", Text),
    Column("number", Text),
    Column("leg", _SID),
    Column("after", BigInteger),
    Column("outcome", Text),
    Column("talk", BigInteger),
    Column("ended", BigInteger),
    Column("error", Text),
    Column("closed", Integer),
    Index("rings_at", "at"),
)
"""One row for each ring of an office."""

events = Table(
    "events",
    metadata,
    Column("call", _SID, primary_key=True),
    Column("leg", _SID, primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("data", Text, nullable=False),
)
"""Every event, once."""

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("minute", BigInteger, primary_key=True, autoincrement=False),
    Column("machine", _SID, primary_key=True),
)
"""The minutes (since 1970) in which a worker of a machine was alive."""

missed = Table(
    "missed",
    metadata,
    Column("id", _SID, primary_key=True),
    Column("day", BigInteger, nullable=False),
    Column("node", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("missed_day", "day"),
)
"""Answers that were not understood, if the operator keeps them: masked, and linked to no call and no caller."""

purges = Table("purges", metadata, Column("before", BigInteger, primary_key=True, autoincrement=False))
"""The time before which everything was deleted: what a journal still holds from before it is not stored any more."""
