"""What Alembic runs: the steps, inside the transaction of the connection that was handed over."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, version_table="ziping_version")
with context.begin_transaction():
    context.run_migrations()
