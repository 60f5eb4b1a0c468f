"""First tables: answers with what belongs to them, past tickets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "note",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_note"),
        comment="What the journal knows about itself: the fingerprint of its key.",
    )
    _answer()
    _requests()
    _corrections()
    _promises()
    _past_tickets()


def downgrade() -> None:
    """Drop the tables with all they hold."""
    for name in ("past_ticket", "promise", "correction", "answer_request", "answer", "note"):
        op.drop_table(name)


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("ticket_id", sa.String(200), nullable=False),
        sa.Column("client", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("agent", sa.String(300), nullable=False),
        sa.Column("owner", sa.String(40), nullable=False),
        sa.Column("received", _MOMENT, nullable=False),
        sa.Column("copied", _MOMENT, nullable=False),
        sa.Column("seconds_to_copy", sa.Integer),
        sa.Column("contact_by", _MOMENT),
        sa.Column("resolve_by", _MOMENT, nullable=False),
        sa.Column("scope", sa.String(40), nullable=False),
        sa.Column("category", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("is_urgent", sa.Boolean, nullable=False),
        sa.Column("is_repeat", sa.Boolean, nullable=False),
        sa.Column("previous_id", sa.String(200), nullable=False),
        sa.Column("abstained", sa.Boolean, nullable=False),
        sa.Column("edited_share", sa.Float, nullable=False),
        sa.Column("revision", sa.String(64), nullable=False),
        sa.Column("rating", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("drafted", sa.Text, nullable=False),
        sa.Column("sent", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
    )
    for column in ("ticket_id", "client", "agent", "owner", "copied"):
        op.create_index(f"ix_answer_{column}", "answer", [column])
    op.create_index("ix_answer_level_kind", "answer", ["level", "kind"])


def _requests() -> None:
    op.create_table(
        "answer_request",
        sa.Column("answer_id", sa.String(40), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("request_id", sa.String(600), nullable=False),
        sa.Column("title", sa.String(600), nullable=False),
        sa.Column("similarity", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "place", name="pk_answer_request"),
        _of_answer("answer_request"),
    )
    op.create_index("ix_answer_request_request_id", "answer_request", ["request_id"])


def _corrections() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("answer_id", sa.String(40), nullable=False),
        sa.Column("made", _MOMENT, nullable=False),
        sa.Column("agent", sa.String(300), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("was", sa.String(600), nullable=False),
        sa.Column("became", sa.String(600), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("is_from_desk", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
        _of_answer("correction"),
    )
    op.create_index("ix_correction_answer_id", "correction", ["answer_id"])


def _promises() -> None:
    op.create_table(
        "promise",
        sa.Column("answer_id", sa.String(40), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("due", _MOMENT),
        sa.PrimaryKeyConstraint("answer_id", "place", name="pk_promise"),
        _of_answer("promise"),
    )
    op.create_index("ix_promise_due", "promise", ["due"])


def _past_tickets() -> None:
    op.create_table(
        "past_ticket",
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("client", sa.String(64), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("closed", _MOMENT),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("resolution", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_past_ticket"),
    )
    for column in ("client", "created"):
        op.create_index(f"ix_past_ticket_{column}", "past_ticket", [column])


def _of_answer(table: str) -> sa.ForeignKeyConstraint:
    """Rows that go when their answer goes."""
    name = f"fk_{table}_answer_id"
    return sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=name, ondelete="CASCADE")
