"""Where a promise comes from: the page item whose words it repeats, empty where an agent wrote it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of promises made before, the source is not known."""
    column = sa.Column("source", sa.String(600), nullable=False, server_default="")
    op.add_column("promise", column)


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("promise") as batch:
        batch.drop_column("source")
