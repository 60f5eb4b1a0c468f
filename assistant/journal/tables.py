"""Tables of the journal; the same on SQLite and PostgreSQL. ``migrations`` makes them.

Texts are masked: a token stands for each piece of personal data. What the tokens stand for, and a
client's name, is in the ``sealed`` columns only, encrypted; ``client`` is a keyed pseudonym (``keys``).
``folded`` is the masked text in small letters without «ё», for search: neither database can fold
Russian letters without help.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """A moment with its zone; kept in UTC, since SQLite has no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  the base class calls it so
        """To UTC; a moment without a zone is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  the base class calls it so
        """From UTC."""
        moment: datetime | None = value
        if moment is None:
            return None
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = String(200)
_WORD = String(40)
_NAME = String(300)

NOTES = Table(
    "note",
    METADATA,
    Column("name", _WORD, primary_key=True),
    Column("value", Text, nullable=False),
    comment="What the journal knows about itself: the fingerprint of its key.",
)

ANSWERS = Table(
    "answer",
    METADATA,
    Column("id", _WORD, primary_key=True),
    Column("ticket_id", _ID, nullable=False, index=True),
    Column("client", String(64), nullable=False, index=True),
    Column("channel", _WORD, nullable=False),
    Column("agent", _NAME, nullable=False, index=True),
    Column("owner", _WORD, nullable=False, index=True),
    Column("received", Moment, nullable=False),
    Column("copied", Moment, nullable=False, index=True),
    Column("seconds_to_copy", Integer),
    Column("contact_by", Moment),
    Column("resolve_by", Moment, nullable=False),
    Column("scope", _WORD, nullable=False),
    Column("category", _NAME, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("level", _WORD, nullable=False),
    Column("is_urgent", Boolean, nullable=False),
    Column("is_repeat", Boolean, nullable=False),
    Column("previous_id", _ID, nullable=False),
    Column("abstained", Boolean, nullable=False),
    Column("edited_share", Float, nullable=False),
    Column("revision", String(64), nullable=False),
    Column("rating", Integer),
    Column("text", Text, nullable=False),
    Column("drafted", Text, nullable=False),
    Column("sent", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("sealed", Text, nullable=False),
)

ANSWER_REQUESTS = Table(
    "answer_request",
    METADATA,
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("request_id", String(600), nullable=False, index=True),
    Column("title", String(600), nullable=False),
    Column("similarity", Float, nullable=False),
)

CORRECTIONS = Table(
    "correction",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("made", Moment, nullable=False),
    Column("agent", _NAME, nullable=False),
    Column("field", _WORD, nullable=False),
    Column("was", String(600), nullable=False),
    Column("became", String(600), nullable=False),
    Column("reason", Text, nullable=False),
    Column("is_from_desk", Boolean, nullable=False),
)

PROMISES = Table(
    "promise",
    METADATA,
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("due", Moment, index=True),
    Column("source", String(600), nullable=False, server_default=""),
)

PAST_TICKETS = Table(
    "past_ticket",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("client", String(64), nullable=False, index=True),
    Column("created", Moment, nullable=False, index=True),
    Column("closed", Moment),
    Column("text", Text, nullable=False),
    Column("resolution", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("sealed", Text, nullable=False),
)

Index("ix_answer_level_kind", ANSWERS.c.level, ANSWERS.c.kind)
