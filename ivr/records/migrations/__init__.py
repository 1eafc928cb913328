"""How the tables came about, for alembic: one module in `versions` a change."""
