"""What Alembic runs for each command: the steps, over a connection that the caller opened."""

from __future__ import annotations

from alembic import context

from assistant.journal.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
