"""A paragraph of a reply as its lead and the items of its list, to take items out and number anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.russian.expression import expression

_MARK = expression(r"(?P<indent>[ \t]*)(?P<mark>\d+[.)]|[•–—*-])[ \t]+(?=\S)")
_NUMBER = expression(r"\d+")


@dataclass(frozen=True, slots=True)
class Listing:
    """``lead`` is what stands above the list; an item has its mark, its lines and what is nested in it."""

    lead: str
    items: tuple[str, ...]

    @classmethod
    def from_paragraph(cls, paragraph: str) -> Listing:
        """Split a paragraph; one without a list is all lead."""
        lead: list[str] = []
        items: list[list[str]] = []
        indent = ""
        for line in paragraph.split("\n"):
            mark = _MARK.match(line)
            if mark and (not items or mark["indent"] <= indent):
                items.append([line])
                indent = mark["indent"]
            elif items:
                items[-1].append(line)
            else:
                lead.append(line)
        return cls("\n".join(lead), tuple("\n".join(lines) for lines in items))

    def without(self, left_out: Collection[int]) -> str:
        """The paragraph without items by their place, the rest numbered anew; one alone has no number."""
        kept = [item for at, item in enumerate(self.items) if at not in left_out]
        if len(kept) == 1:
            kept = [_MARK.sub("", kept[0], count=1)]
        elif len(kept) < len(self.items):
            kept = _numbered(kept)
        return "\n".join(filter(None, [self.lead, *kept]))


def bare(item: str) -> str:
    """An item without its mark."""
    return _MARK.sub("", item, count=1).strip()


def _numbered(items: Sequence[str]) -> list[str]:
    """Items with their numbers counted from one; items with other marks as they are."""
    return [
        _NUMBER.sub(str(at), item, count=1) if bare_mark(item).rstrip(".)").isdigit() else item
        for at, item in enumerate(items, start=1)
    ]


def bare_mark(item: str) -> str:
    """The mark of an item, empty without one."""
    mark = _MARK.match(item)
    return mark["mark"] if mark else ""
