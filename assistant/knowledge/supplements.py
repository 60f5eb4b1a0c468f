"""What our pages say of a request beyond the house format, kept for when a document replaces the page.

A document of the department names neither the facts to ask for nor the usual level. ``_data/requests.yml``
repeats both by our anchors, a request a line; the checks hold it to the pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.knowledge.figures import Figures
from assistant.knowledge.requests import Need, Request, read_needs

_WORDS = {"required": "нужно", "conditional": "по случаю", "useful": "желательно"}


@dataclass(frozen=True, slots=True)
class Supplement:
    """Facts a request needs and its usual priority."""

    needs: tuple[Need, ...]
    priority: str

    @classmethod
    def from_request(cls, request: Request) -> Supplement:
        """What the page of a request says."""
        return cls(request.needs, request.priority)

    @classmethod
    def from_json(cls, entry: Mapping[str, object]) -> Supplement:
        """Read an entry of the file."""
        needs = entry.get("needs")
        lines = [str(line) for line in needs] if isinstance(needs, list) else []
        return cls(read_needs(lines), str(entry.get("priority", "")))

    def to_json(self) -> str:
        """The entry as the file holds it, on one line."""
        needs = [
            f"{_WORDS[each.degree]}{f' ({each.case})' if each.case else ''}: {', '.join(each.keys)}"
            for each in self.needs
        ]
        return json.dumps({"priority": self.priority, "needs": needs}, ensure_ascii=False)

    def complete(self, request: Request) -> Request:
        """A request with what its own page leaves unsaid."""
        return replace(
            request,
            needs=request.needs or self.needs,
            priority=request.priority or self.priority,
        )


def read_supplements(figures: Figures) -> Mapping[str, Supplement]:
    """Supplements by our anchors; without the file there are none."""
    listed = figures.get("requests")
    entries = listed.items() if isinstance(listed, Mapping) else ()
    return {
        str(anchor): Supplement.from_json(entry)
        for anchor, entry in entries
        if isinstance(entry, Mapping)
    }
