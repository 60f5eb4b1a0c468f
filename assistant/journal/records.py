"""What the journal keeps, as values in the clear: an answer that was given, a past ticket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.reply.promises import Promise

MAX_ID = 200


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a ticket was judged; the values are those of the contract's JSON."""

    scope: str
    category: str
    kind: str
    level: str
    is_urgent: bool
    is_repeat: bool
    previous_id: str


@dataclass(frozen=True, slots=True)
class Fit:
    """A request that was found for a ticket; ``similarity`` is in −1…1."""

    request_id: str
    title: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Correction:
    """A verdict an agent overruled: ``field`` had the value ``was``.

    ``is_from_desk`` says that it was overruled before the reply was copied, and changed the reply.
    """

    made: datetime
    agent: str
    field: str
    was: str
    became: str
    reason: str
    is_from_desk: bool = False


@dataclass(frozen=True)
class GivenAnswer:
    """An answer whose reply an agent copied.

    ``agent`` is the name that signed it, ``owner`` whose it is for the program: a login's or a browser's
    digest. ``copied`` is when it was copied last, ``seconds_to_copy`` how long after the draft appeared (None:
    unknown). ``drafted`` is the reply as the program made it, ``sent`` as it was copied;
    ``edited_share`` is how much of it the agent changed, 0…1. ``requests`` come best first.
    ``revision`` is the digest of index and documents it was made with. ``rating`` is 1 for a good
    draft, −1 for a bad one, None when nobody said.
    """

    id: str
    ticket_id: str
    client: str
    channel: str
    agent: str
    received: datetime
    copied: datetime
    seconds_to_copy: int | None
    contact_by: datetime | None
    resolve_by: datetime
    verdict: Verdict
    requests: Sequence[Fit]
    abstained: bool
    edited_share: float
    revision: str
    text: str
    drafted: str
    sent: str
    owner: str = ""
    promises: Sequence[Promise] = ()
    rating: int | None = None
    corrections: Sequence[Correction] = ()


@dataclass(frozen=True, slots=True)
class PastTicket:
    """A ticket of the past, as the CRM exported it; ``closed`` is None while it is open."""

    id: str
    client: str
    text: str
    created: datetime
    closed: datetime | None
    resolution: str
