"""What an agent has typed about one ticket: everything a reload must bring back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self

from assistant.ui.words import shortened

_TITLE_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class WorkingDraft:
    """An unfinished answer; the answer itself is made anew from it.

    ``text`` … ``received`` are the fields as typed; ``arrived`` is the moment that stands for an empty
    ``received``, fixed when the ticket was first worked on; ``begun`` is when the first draft of the reply appeared;
    ``answered`` says that it did.
    ``item`` is the page item a link opened, ``request`` the typical request the agent chose,
    ``kind`` the kind of reply.
    ``reply`` is None while the draft stands as it was made; ``kept`` holds the agent's own wording
    that a new draft took the place of. ``ruling`` holds the fields of ``Ruling`` the agent set. ``ticks`` maps a checklist line's digest to its state where the
    agent changed it. ``form`` and ``edition`` count how often the program itself replaced the fields
    and the reply: they are part of the widgets' keys, so that a browser that reconnects finds its own.
    ``base`` is the digest of the draft the reply was started from.
    """

    id: str
    owner: str = ""
    text: str = ""
    number: str = ""
    client: str = ""
    channel: str = ""
    received: str = ""
    arrived: str = ""
    begun: str = ""
    answered: bool = False
    item: str = ""
    request: str = ""
    kind: str = ""
    ruling: Mapping[str, str] = field(default_factory=dict)
    reply: str | None = None
    kept: str = ""
    waived: bool = False
    ticks: Mapping[str, bool] = field(default_factory=dict)
    form: int = 0
    edition: int = 0
    base: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing that would be a pity to lose."""
        typed = (self.text, self.number, self.client, self.reply, self.kept)
        return not (any(each and each.strip() for each in typed) or self.ticks)

    @property
    def title(self) -> str:
        """One line to recognise it by: number and first words."""
        words = shortened(
            (self.text or self.reply or "")[: _TITLE_CHARACTERS * 4], _TITLE_CHARACTERS
        )
        number = f"№ {self.number}" if self.number else ""
        return " · ".join(each for each in (number, self.client, words) if each) or "Без текста"

    def changed(self, **values: Any) -> Self:
        """The draft with other values."""
        return replace(self, **values)

    def to_json(self) -> str:
        """All but id and owner, which are columns of their own."""
        values = asdict(self)
        del values["id"], values["owner"]
        return json.dumps(values, ensure_ascii=False)

    @classmethod
    def from_json(cls, identifier: str, owner: str, contents: str) -> Self:
        """Read what ``to_json`` wrote; a field this version does not know is left out."""
        values = json.loads(contents)
        known = {each.name for each in fields(cls)} - {"id", "owner"}
        return cls(identifier, owner, **{key: values[key] for key in known & values.keys()})
