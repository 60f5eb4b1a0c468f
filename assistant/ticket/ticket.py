"""The ticket as a value."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from assistant.errors import TicketError
from assistant.russian.normal import NormalText, normalise
from assistant.ticket.eml import read_eml
from assistant.ticket.fact import Fact
from assistant.ticket.facts import find_expected, find_facts
from assistant.ticket.lines import Range, lines_of
from assistant.ticket.quotes import is_marked
from assistant.ticket.split import split_message

MAX_CHARACTERS = 200_000


@dataclass(frozen=True)
class Ticket:
    """What a customer wrote, byte for byte (``text``), and what the CRM said about it.

    ``message`` is the newest message, ``quoted`` the thread below it, ``signature`` its ending; each
    is a piece of ``text``. ``own_ranges`` are the ranges of ``text`` that speak for this ticket:
    message and signature, the thread if forwarded. ``ask_text`` is the text to search by: the message,
    with the thread when the message only passes it on. ``received`` is when it came; ``number`` its
    number in the CRM.
    """

    text: str
    received: datetime
    number: str
    client: str
    channel: str
    message: str
    quoted: str
    signature: str
    forwarded: bool
    own_ranges: tuple[Range, ...]
    ask_text: str

    @classmethod
    def from_text(
        cls,
        text: str,
        received: datetime,
        *,
        number: str = "",
        client: str = "",
        channel: str = "",
    ) -> Ticket:
        """Read a pasted text.

        Raises:
            TicketError: it is empty or over the size cap.
        """
        if not text.strip():
            raise TicketError("Обращение пустое: вставьте текст клиента.")
        if len(text) > MAX_CHARACTERS:
            thousands = MAX_CHARACTERS // 1000
            raise TicketError(
                f"Текст слишком длинный: {len(text)} знаков при пределе {thousands} тысяч. "
                "Оставьте последнее сообщение клиента, переписку под ним удалите."
            )
        parts = split_message(text)
        return cls(
            text,
            received,
            number,
            client,
            channel,
            parts.message,
            parts.quoted,
            parts.signature,
            parts.forwarded,
            parts.own,
            parts.asked,
        )

    @classmethod
    def from_eml(
        cls,
        data: bytes,
        received: datetime,
        *,
        number: str = "",
        client: str = "",
        channel: str = "email",
    ) -> Ticket:
        """Read a mail file.

        Raises:
            TicketError: it has no readable text or is over the size cap.
        """
        text = read_eml(data)
        return cls.from_text(text, received, number=number, client=client, channel=channel)

    @cached_property
    def normal(self) -> NormalText:
        """Normalised twin of the whole text."""
        return normalise(self.text)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Facts of message and signature, in order of appearance; a forward's quote counts too."""
        return find_facts(self.normal, self.own_ranges)

    def expecting(self, keys: Set[str]) -> Ticket:
        """The ticket read again by someone who knows that its request needs ``keys``.

        Only keys without a fact are looked for, with patterns too wide for a ticket about anything.
        """
        lacking = keys - {fact.key for fact in self.facts}
        more = find_expected(self.normal, self.own_ranges, lacking)
        again = replace(self)
        # Both are cached properties: the new ticket need not read its text a second time.
        facts = sorted((*self.facts, *more), key=lambda fact: (fact.start, fact.end, fact.key))
        vars(again).update(normal=self.normal, facts=tuple(facts))
        return again

    def sender_name(self) -> Fact | None:
        """The name the sender gives: none in lines quoted with «>», unless there are no others."""
        lines = [line for line in lines_of(self.text) if line.text]
        own = [line for line in lines if not is_marked(line)] or lines
        names = (fact for fact in self.facts if fact.key == "full_name")
        return next(
            (name for name in names if any(e.start <= name.start < e.end for e in own)), None
        )

    def facts_by_key(self) -> Mapping[str, Fact]:
        """First fact of each key."""
        first: dict[str, Fact] = {}
        for fact in self.facts:
            first.setdefault(fact.key, fact)
        return first
