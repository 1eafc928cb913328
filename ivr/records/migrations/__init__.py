"""The history of the tables, for alembic: one module in `versions` per change."""
