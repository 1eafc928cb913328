"""Run the migrations on the connection that `ivr.records.database` hands in; its transaction is ours."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
